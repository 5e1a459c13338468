"""The ingest flow: what lies in the inbox gets its verdict and is filed."""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.again import bring_back
from flows.batch import Desk, desk_of, pool_of
from flows.inbox import waiting
from flows.progress import progress
from flows.report import LOCKED, UNFINISHED, markdown, report
from flows.stream import Stream
from planwright.filing import remove_copies
from planwright.ledger import CUT_OFF, FileState

log = logging.getLogger("planwright.ingest")


@flow(name="ingest", log_prints=False)
def ingest(folder: str) -> dict[str, int]:
    """How many files came to each state, of all that wait in the inbox of this workspace and come meanwhile."""
    with desk_of(Path(folder)) as desk:
        with recorded(desk, "ingest") as (run, counts):
            counts.update(ingest_files(run))
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


def ingest_files(desk: Desk) -> Counter[str]:
    """How many files came to each state: what the inbox holds, and what comes while it is read.

    With them come forms that are read again, since their edition was corrected, and those that came within a file.
    """
    counts = read_inbox(desk, bring_back(desk))
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


@task(cache_policy=NO_CACHE)
def read_inbox(desk: Desk, written: Sequence[Path] = ()) -> Counter[str]:
    """How many files came to each state; planwright itself has `written` these into the inbox."""
    counts: Counter[str] = Counter()
    with pool_of(desk) as pool, progress("Reading forms", len(waiting(desk.workspace))) as advance:
        stream = Stream(desk, pool, written)
        for settled in stream.settled():
            counts.update(LOCKED if one.state is FileState.ARRIVED else str(one.state) for one in settled)
            advance(len(settled))
    return counts + Counter({LOCKED: stream.locked, UNFINISHED: stream.unfinished})


def leave_report(desk: Desk, failed: Sequence[str] = ()) -> None:
    """Leave the table of all agencies as an artifact of the run, with what could not be made."""
    create_markdown_artifact(
        markdown(report(desk.workspace, desk.ledger), failed),
        key="forms-and-plans",
        description="Forms and plans by agency",
    )
