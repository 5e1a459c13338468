"""What lies in the inbox gets its verdict and is filed. Knows no Prefect; `flows/tasks.py` has it run there."""

import logging
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote_to_bytes

from flows.again import bring_back
from flows.batch import Desk, desk_of, enclosed, pool_of, waiting
from flows.enclosed import DEEPEST, ENCLOSING
from flows.progress import progress
from flows.report import LOCKED, UNFINISHED, leave_report, left_words
from flows.stages import PLAIN, Stages, timed
from planwright.filing import remove_copies
from planwright.ledger import CUT_OFF, DONE, FAILED, Entry, FileState
from planwright.report.content import INGEST, WATCH, Happened

CHUNK = 500  # files one task reads: enough that a task's own cost disappears, few enough that a run shows its progress
FILE_URI = "file://"

log = logging.getLogger("planwright.ingest")


def ingest(folder: str, files: Sequence[str] | None = None, stages: Stages = PLAIN) -> dict[str, int]:
    """How many files came to each state: all that wait in the inbox of this workspace, or only these.

    `files` are URIs, since a file's name need not be text and Prefect keeps what a flow is called with as JSON. They
    are what the watcher found: so many small runs leave no report, the next one tells of them.
    """
    took: dict[str, float] = {}
    with desk_of(Path(folder)) as desk:
        with recorded(desk, INGEST if files is None else WATCH) as (run, counts):
            paths = waiting(desk.workspace) if files is None else _paths(files)
            counts.update(ingest_files(run, paths, timed(stages, took)))
        if files is None:
            leave_report(run, Happened(stages=took, left=left_words(counts, "the inbox")), stages)
        return dict(counts)


@contextmanager
def recorded(desk: Desk, kind: str, due: datetime | None = None) -> Iterator[tuple[Desk, Counter[str]]]:
    """The desk of a run, and its counts, to be filled; the run stands in the ledger with how it ended and with what."""
    run = desk.ledger.start_run(kind, due=due)
    counts: Counter[str] = Counter()
    outcome = CUT_OFF  # what is no `Exception` is a signal: the process is told to stop
    try:
        yield replace(desk, ledger=desk.ledger.within(run)), counts
        outcome = DONE
    except Exception:
        outcome = FAILED
        raise
    finally:
        desk.ledger.end_run(run, outcome, counts)


def ingest_files(desk: Desk, paths: Sequence[Path], stages: Stages = PLAIN) -> Counter[str]:
    """How many of these files came to each state; a file replaced while it was read is read once more.

    With them come forms that are read again, since their edition was corrected, and those that came within a file.
    """
    counts, settled = _ingest_once(desk, tuple(dict.fromkeys((*bring_back(desk), *paths))), stages)
    for _ in range(DEEPEST):
        if not any(one.code in ENCLOSING for entry in settled for one in entry.problems):
            break
        further, settled_within = _ingest_once(desk, enclosed(desk), stages)
        counts, settled = counts + further, [*settled, *settled_within]
    replaced = [desk.workspace.path_of(one.location or "") for one in settled if one.state is FileState.WITHDRAWN]
    if replaced:
        counts += _ingest_once(desk, replaced, stages)[0]
    remove_copies(desk.workspace, desk.ledger)
    for words in left_words(counts, str(desk.workspace.inbox)):
        log.warning("%s", words)
    return counts


def _ingest_once(desk: Desk, paths: Sequence[Path], stages: Stages) -> tuple[Counter[str], list[Entry]]:
    taken = stages.take(desk, paths)
    settled = list(taken.duplicates)
    if taken.to_read:
        with pool_of(desk) as pool, progress("Reading forms", len(taken.to_read)) as advance:
            for start in range(0, len(taken.to_read), CHUNK):
                chunk = stages.read(desk, pool, taken.to_read[start : start + CHUNK])
                settled.extend(chunk)
                advance(len(chunk))
    states = Counter(LOCKED if one.state is FileState.ARRIVED else str(one.state) for one in settled)
    return states + Counter({LOCKED: taken.locked, UNFINISHED: taken.unfinished}), settled


def _paths(files: Sequence[str]) -> list[Path]:
    return [Path(os.fsdecode(unquote_to_bytes(file.removeprefix(FILE_URI)))) for file in files]
