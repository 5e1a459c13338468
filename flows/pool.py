"""The processes that read files. Each imports this module alone, and nothing of Prefect or the ledger.

Files are handed over many at a time, since handing one over costs nearly as much as reading it. A process that dies
or hangs costs its own file only: what was handed over with it is read again, one file at a time.
"""

import logging
import multiprocessing
import os
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import forkserver, resource_tracker
from multiprocessing.util import get_temp_dir
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pebble import ProcessExpired, ProcessPool

from extractors.limits import Limits, hold_to
from flows.form import read_form, unread
from flows.handed import unpacked_at_once
from flows.known import Known
from flows.sandbox import worker
from flows.sandbox.scratch import scratch
from flows.sandbox.worker import Share, confine, give_share, tell_what_is_missing
from flows.stopping import undisturbed
from planwright.errors import PlanwrightError
from planwright.model import Attached, Outcome, Problem
from planwright.problems import FileCode, problem

if TYPE_CHECKING:  # a process that only reads loads neither the settings nor the ledger, which take longest to import
    from planwright.settings import ReadingSettings
    from planwright.workspace import Workspace

LONGEST_FOLDER = 70  # bytes: a socket's path has at most 103 on every system, with the names multiprocessing gives
AHEAD = 2  # portions handed to each process before its first is asked for: memory stays flat over any number of files
LOOK = 0.25  # seconds until a process without work is offered some, though the others are not done

FAULTS = (TimeoutError, ProcessExpired, CancelledError, MemoryError, OSError)  # of one file, which ended its process
Read = TypeVar("Read")

log = logging.getLogger("planwright.reading")
_known: Known
_share: Share | None = None
_not_held = ""  # why this process is not held to its share, and so reads nothing


@contextmanager
def readers(workspace: "Workspace", known: Known) -> Iterator[ProcessPool]:
    """The processes of this workspace's settings, ready to read; ended on leaving."""
    reading = workspace.settings.reading
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["flows.pool", "extractors.word.fields", "extractors.pdf.fields"])
    _short_sockets()
    resource_tracker.ensure_running()  # first, since starting it unblocks the signals again
    with undisturbed():
        forkserver.ensure_running()
    tell_what_is_missing()
    with scratch() as folder:
        share = Share(memory_mb=reading.memory_mb, cpu_seconds=reading.cpu_seconds, scratch=folder)
        given = (known, share, limits_of(reading))
        with ProcessPool(max_workers=reading.workers, context=context, initializer=_begin, initargs=given) as pool:
            yield pool


def limits_of(reading: "ReadingSettings") -> Limits:
    """How much of a file is read by these settings."""
    return Limits(
        pages=reading.pages,
        entries=reading.zip_entries,
        unpacked_mb=reading.unpacked_mb,
        ratio=reading.zip_ratio,
        depth=reading.xml_depth,
    )


def _short_sockets() -> None:
    """Have processes find each other in a folder whose path is short enough for a socket, wherever TMPDIR leads.

    It is made now and removed by multiprocessing when this process ends. Raises `PlanwrightError` where there is none.
    """
    usual = tempfile.gettempdir()
    if len(os.fsencode(usual)) <= LONGEST_FOLDER:
        return
    short = next((folder for folder in ("/tmp", "/var/tmp") if os.access(folder, os.W_OK | os.X_OK)), None)  # noqa: S108
    if short is None:
        raise PlanwrightError(
            f"The path of the folder for temporary files, {usual}, is too long for the processes that read to find each"
            f" other: it may have {LONGEST_FOLDER} bytes. Set TMPDIR to a folder with a shorter path."
        )
    before, tempfile.tempdir = tempfile.tempdir, short
    try:
        get_temp_dir()
    finally:
        tempfile.tempdir = before


def read_files(
    workspace: "Workspace", pool: ProcessPool, portions: Iterator[Sequence[Path]]
) -> Iterator[tuple[Outcome, ...]]:
    """What became of each file, some at a time, as the processes are done with them: a file that hangs holds up none.

    A portion is asked for when a process is nearly out of work. An empty one says that there is none just now. Raises
    `PlanwrightError` where no process can be kept that reads.
    """
    reading = workspace.settings.reading
    under_way: dict[Future[tuple[Outcome, ...]], tuple[Path, ...]] = {}
    alone: deque[Path] = deque()  # files of portions that failed
    is_over = False
    while under_way or alone or not is_over:
        while len(under_way) < AHEAD * reading.workers and not (is_over and not alone):
            asked = (alone.popleft(),) if alone else next(portions, None)
            is_over = is_over or asked is None
            if not asked:
                break
            portion = tuple(asked)
            under_way[schedule(pool, _read, portion, seconds=reading.seconds)] = portion
        done, _ = wait(under_way, timeout=LOOK, return_when=FIRST_COMPLETED)
        for future in done:
            portion = under_way.pop(future)
            try:
                yield future.result()
            except BrokenProcessPool:
                raise _broken() from None
            except FAULTS as error:
                if len(portion) > 1:
                    alone += portion
                else:
                    yield (_given_up(portion[0], error, reading),)
        if under_way and not pool.active:  # what it was handed and has not begun it never tells of
            raise _broken()


def schedule(pool: ProcessPool, function: Callable[..., Read], *given: object, seconds: int) -> Future[Read]:
    """What a process makes of this, to come; raises `PlanwrightError` where no process can be kept that reads."""
    try:
        future: Future[Read] = pool.schedule(function, args=given, timeout=seconds)
    except RuntimeError:
        raise _broken() from None
    return future


def result_of(pool: ProcessPool, future: Future[Read]) -> Read:
    """What came of it; raises what `FAULTS` are, and `PlanwrightError` where no process can be kept that reads."""
    while not wait((future,), timeout=LOOK).done:
        if not pool.active:
            raise _broken()
    try:
        return future.result()
    except BrokenProcessPool:
        raise _broken() from None


def _broken() -> PlanwrightError:
    return PlanwrightError(
        "The processes that read files end as soon as they begin. Nothing is lost; make room in memory, and run again."
        " docs/limits.md says what they ask of the system."
    )


def _given_up(path: Path, error: BaseException, reading: "ReadingSettings") -> Outcome:
    """What becomes of a file that its process could not finish."""
    match error:
        case TimeoutError():
            found, seconds = problem(FileCode.READING_TOO_SLOW, seconds=reading.seconds), float(reading.seconds)
            return replace(unread(path, found), seconds=seconds)
        case MemoryError():
            return unread(path, problem(FileCode.READING_TOO_LARGE, limit=reading.memory_mb))
        case ProcessExpired():
            return unread(path, _told_of_end(error.exitcode, reading))
        case _:
            return unread(path, problem(FileCode.READING_FAILED))


def _told_of_end(exitcode: int, reading: "ReadingSettings") -> Problem:
    """Why a process ended while it read one file."""
    match exitcode:
        case worker.OUT_OF_MEMORY:
            return problem(FileCode.READING_TOO_LARGE, limit=reading.memory_mb)
        case worker.OUT_OF_TIME:
            return problem(FileCode.READING_TOO_COSTLY, seconds=reading.cpu_seconds)
        case _:
            return problem(FileCode.READING_FAILED)


def _begin(known: Known, share: Share, limits: Limits) -> None:
    """Make this a process that reads; one that cannot be held to its share says so at its first file."""
    global _known, _share, _not_held  # noqa: PLW0603 - what a process is held to is the same for all its files
    _known, _share = known, share
    hold_to(limits)
    try:
        confine(share)
    except OSError as error:
        _not_held = error.strerror or type(error).__name__


def _read(paths: tuple[Path, ...]) -> tuple[Outcome, ...]:
    if _not_held:
        raise PlanwrightError(
            f"The processes that read files cannot be confined here ({_not_held}), and read nothing without it."
            " docs/limits.md says what they ask of the system."
        )
    return tuple(_read_one(path) for path in paths)


def hand_over(path: Path, sha256: str, forms: Sequence[Attached]) -> tuple[Attached, ...]:
    """For a process that reads: as many of these forms within a file as go at once, with their bytes."""
    if _share is not None:
        give_share(_share)
    return unpacked_at_once(path, sha256, forms)


def _read_one(path: Path) -> Outcome:
    """What became of the file; a fault of ours costs this file only, and is told by its place and never its words."""
    began = time.perf_counter()
    if _share is not None:
        give_share(_share)
    try:
        return replace(read_form(path, _known), seconds=time.perf_counter() - began)
    except MemoryError:  # what is left is in pieces, and would not do for the next file either
        os._exit(worker.OUT_OF_MEMORY)
    except (OSError, PlanwrightError):
        raise
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        log.error("%s at %s:%s while a file was read", type(error).__name__, at.filename, at.lineno)
        return unread(path, problem(FileCode.READING_FAILED))
