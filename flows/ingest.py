"""What lies in the inbox gets its verdict and is filed. Knows no Prefect; `flows/tasks.py` has it run there."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flows.again import bring_back
from flows.batch import Desk, desk_of
from flows.report import leave_report, left_words
from flows.stages import PLAIN, Stages, timed
from planwright.copies import remove_copies
from planwright.ledger import CUT_OFF, DONE, FAILED
from planwright.report.content import INGEST, WATCH, Happened

log = logging.getLogger("planwright.ingest")


def ingest(folder: str, kind: str = INGEST, stages: Stages = PLAIN) -> dict[str, int]:
    """How many files came to each state, of all that wait in the inbox of this workspace and come meanwhile.

    The watcher's runs are a kind of their own: so many small ones leave no report, the next other run tells of them.
    """
    took: dict[str, float] = {}
    with desk_of(Path(folder)) as desk:
        with recorded(desk, kind) as (run, counts):
            counts.update(ingest_files(run, timed(stages, took)))
        if kind != WATCH:
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


def ingest_files(desk: Desk, stages: Stages = PLAIN) -> Counter[str]:
    """How many files came to each state: what the inbox holds, and what comes while it is read.

    With them come forms that are read again, since their edition was corrected, and those that came within a file.
    """
    counts = stages.read(desk, bring_back(desk))
    remove_copies(desk.workspace, desk.ledger)
    for words in left_words(counts, str(desk.workspace.inbox)):
        log.warning("%s", words)
    return counts
