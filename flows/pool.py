"""The processes that read files. Each imports this module alone, and nothing of Prefect or the ledger.

Files are handed over many at a time, since handing one over costs nearly as much as reading it. A process that dies
or hangs costs its own file only: what was handed over with it is read again, one file at a time.
"""

import logging
import multiprocessing
import os
import resource
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import forkserver, resource_tracker
from multiprocessing.util import get_temp_dir
from pathlib import Path
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from flows.form import MEGABYTE, read_form, unread
from flows.known import Known
from flows.stopping import undisturbed
from planwright.errors import PlanwrightError
from planwright.model import Outcome
from planwright.problems import FileCode, problem

if TYPE_CHECKING:  # a process that only reads loads neither the settings nor the ledger, which take longest to import
    from planwright.workspace import Workspace

LONGEST_FOLDER = 70  # bytes: a socket's path has at most 103 on every system, with the names multiprocessing gives
AHEAD = 2  # portions handed to each process before its first is asked for: memory stays flat over any number of files

log = logging.getLogger("planwright.reading")
_known: Known


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
    pool = ProcessPool(
        max_workers=reading.workers, context=context, initializer=_begin, initargs=(known, reading.memory_mb)
    )
    with pool:
        yield pool


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


def read_files(workspace: "Workspace", pool: ProcessPool, paths: Sequence[Path]) -> Iterator[tuple[Outcome, ...]]:
    """What became of each file, a portion at a time, in the order given."""
    reading = workspace.settings.reading
    size = max(1, min(reading.chunk, -(-len(paths) // reading.workers)))
    portions = deque(tuple(paths[start : start + size]) for start in range(0, len(paths), size))
    under_way: deque[tuple[tuple[Path, ...], ProcessFuture[tuple[Outcome, ...]]]] = deque()
    while portions or under_way:
        while portions and len(under_way) < AHEAD * reading.workers:
            portion = portions.popleft()
            under_way.append((portion, pool.schedule(_read, args=(portion,), timeout=reading.seconds)))
        portion, future = under_way.popleft()
        try:
            yield future.result()
        except (TimeoutError, ProcessExpired, CancelledError, MemoryError, OSError):
            yield tuple(_read_alone(pool, path, reading.seconds) for path in portion)


def _read_alone(pool: ProcessPool, path: Path, seconds: int) -> Outcome:
    try:
        outcome: Outcome = pool.schedule(_read, args=((path,),), timeout=seconds).result()[0]
    except TimeoutError:
        return replace(unread(path, problem(FileCode.READING_TOO_SLOW, seconds=seconds)), seconds=float(seconds))
    except (ProcessExpired, CancelledError, MemoryError, OSError):
        found = problem(FileCode.READING_FAILED)
    else:
        return outcome
    return unread(path, found)


def _begin(known: Known, memory_mb: int) -> None:
    global _known  # noqa: PLW0603 - what a process is held against is the same for all its files
    _known = known
    _, hard = resource.getrlimit(resource.RLIMIT_AS)  # stays: a program started for a file has limits of its own
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE, hard))


def _read(paths: tuple[Path, ...]) -> tuple[Outcome, ...]:
    return tuple(_read_one(path) for path in paths)


def _read_one(path: Path) -> Outcome:
    """What became of the file; a fault of ours costs this file only, and is told by its place and never its words."""
    began = time.perf_counter()
    try:
        return replace(read_form(path, _known), seconds=time.perf_counter() - began)
    except (MemoryError, OSError, PlanwrightError):
        raise
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        log.error("%s at %s:%s while a file was read", type(error).__name__, at.filename, at.lineno)
        return unread(path, problem(FileCode.READING_FAILED))
