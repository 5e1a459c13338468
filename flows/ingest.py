"""The ingest flow: what lies in the inbox gets its verdict and is filed."""

import logging
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote_to_bytes

from pebble import ProcessPool
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.again import bring_back
from flows.batch import Desk, Taken, desk_of, enclosed, pool_of, read_and_file, take, waiting
from flows.enclosed import DEEPEST, ENCLOSING
from flows.progress import progress
from flows.report import LOCKED, UNFINISHED, markdown, report
from planwright.copies import remove_copies
from planwright.ledger import CUT_OFF, Entry, FileState

CHUNK = 500  # files one task reads: enough that a task's own cost disappears, few enough that a run shows its progress
FILE_URI = "file://"

log = logging.getLogger("planwright.ingest")


@flow(name="ingest", log_prints=False)
def ingest(folder: str, files: Sequence[str] | None = None) -> dict[str, int]:
    """How many files came to each state: all that wait in the inbox of this workspace, or only these.

    `files` are URIs, since a file's name need not be text and Prefect keeps what a flow is called with as JSON.
    """
    with desk_of(Path(folder)) as desk:
        with recorded(desk, "ingest") as (run, counts):
            counts.update(ingest_files(run, waiting(desk.workspace) if files is None else _paths(files)))
        leave_report(desk)
        return dict(counts)


@contextmanager
def recorded(desk: Desk, kind: str) -> Iterator[tuple[Desk, Counter[str]]]:
    """The desk of a run, and its counts, to be filled; the run stands in the ledger with how it ended and with what."""
    run = desk.ledger.start_run(kind)
    counts: Counter[str] = Counter()
    outcome = CUT_OFF  # what is no `Exception` is a signal: the process is told to stop
    try:
        yield replace(desk, ledger=desk.ledger.within(run)), counts
        outcome = "done"
    except Exception:
        outcome = "failed"
        raise
    finally:
        desk.ledger.end_run(run, outcome, counts)


def ingest_files(desk: Desk, paths: Sequence[Path]) -> Counter[str]:
    """How many of these files came to each state; a file replaced while it was read is read once more.

    With them come forms that are read again, since their edition was corrected, and those that came within a file.
    """
    counts, settled = _ingest_once(desk, tuple(dict.fromkeys((*bring_back(desk), *paths))))
    for _ in range(DEEPEST):
        if not any(one.code in ENCLOSING for entry in settled for one in entry.problems):
            break
        further, settled_within = _ingest_once(desk, enclosed(desk))
        counts, settled = counts + further, [*settled, *settled_within]
    replaced = [desk.workspace.path_of(one.location or "") for one in settled if one.state is FileState.WITHDRAWN]
    if replaced:
        counts += _ingest_once(desk, replaced)[0]
    remove_copies(desk.workspace, desk.ledger)
    if counts[LOCKED]:
        log.warning(
            "%s of the files or folders in %s cannot be opened and were left there. Give planwright the right to read"
            " them.",
            counts[LOCKED],
            desk.workspace.inbox,
        )
    if counts[UNFINISHED]:
        log.warning(
            "%s of the files in %s are still being written and were left there; the next run reads them.",
            counts[UNFINISHED],
            desk.workspace.inbox,
        )
    return counts


def _ingest_once(desk: Desk, paths: Sequence[Path]) -> tuple[Counter[str], list[Entry]]:
    taken = take_files(desk, paths)
    settled = list(taken.duplicates)
    if taken.to_read:
        with pool_of(desk) as pool, progress("Reading forms", len(taken.to_read)) as advance:
            for start in range(0, len(taken.to_read), CHUNK):
                chunk = read_chunk(desk, pool, taken.to_read[start : start + CHUNK])
                settled.extend(chunk)
                advance(len(chunk))
    states = Counter(LOCKED if one.state is FileState.ARRIVED else str(one.state) for one in settled)
    return states + Counter({LOCKED: taken.locked, UNFINISHED: taken.unfinished}), settled


@task(cache_policy=NO_CACHE)
def take_files(desk: Desk, paths: Sequence[Path]) -> Taken:
    """What there is to read of these files."""
    return take(desk, paths)


@task(cache_policy=NO_CACHE)
def read_chunk(desk: Desk, pool: ProcessPool, entries: Sequence[Entry]) -> list[Entry]:
    """These entries, read in the pool and filed."""
    return [entry for portion in read_and_file(desk, pool, entries) for entry in portion]


def leave_report(desk: Desk, failed: Sequence[str] = ()) -> None:
    """Leave the table of all agencies as an artifact of the run, with what could not be made."""
    create_markdown_artifact(
        markdown(report(desk.workspace, desk.ledger), failed),
        key="forms-and-plans",
        description="Forms and plans by agency",
    )


def _paths(files: Sequence[str]) -> list[Path]:
    return [Path(os.fsdecode(unquote_to_bytes(file.removeprefix(FILE_URI)))) for file in files]
