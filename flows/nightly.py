"""The nightly run: read what came, make the plans that changed, leave a report. Never two at once. Knows no Prefect."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from flows.batch import desk_of
from flows.ingest import ingest_files, recorded
from flows.report import NOT_MADE, leave_report, left_words
from flows.stages import PLAIN, Stages, timed
from planwright.errors import HeldError, PlanwrightError
from planwright.ledger import DONE, Ledger, RunRecord
from planwright.report.content import NIGHTLY, Happened
from planwright.workspace import NIGHTLY_LOCK, Workspace, hold, is_held, ledger_of, open_workspace

LOOKED = 1.0  # seconds: whoever only looks whether a run is under way holds the workspace for a moment

log = logging.getLogger("planwright.nightly")


class UnderWayError(PlanwrightError):
    """Another nightly run is under way in this workspace: the message says which, and since when."""


def nightly(folder: str, due: datetime | None = None, stages: Stages = PLAIN) -> dict[str, int]:
    """How many files came to each state, how many plans were made anew, and how many could not be.

    `due` is the moment of the schedule that this run is started for; where one that began later was done, nothing is
    left to do. Raises `UnderWayError` where another nightly run is under way.
    """
    took: dict[str, float] = {}
    with alone(open_workspace(Path(folder))), desk_of(Path(folder)) as desk:
        done = caught_up(desk.ledger, due)
        if done:
            log.warning(
                "The nightly run that was due on %s UTC has nothing to do: run %s, which began on %s UTC, did it.",
                *(_at(due or done.started), done.id, _at(done.started)),
            )
            return {}
        with recorded(desk, NIGHTLY, due) as (run, counts):
            stages = timed(stages, took)
            counts.update(ingest_files(run, stages))
            made = stages.plan(run)
            counts.update({"plans": made.new} | ({NOT_MADE: len(made.failed)} if made.failed else {}))
        happened = Happened(stages=took, failed=made.failed, left=left_words(counts, "the inbox"))
        leave_report(run, happened, stages)
        return dict(counts)


def caught_up(ledger: Ledger, due: datetime | None) -> RunRecord | None:
    """The nightly run that did what one due at this moment was to do: it began then or later, and was done."""
    if due is None:
        return None
    done = ledger.runs(kind=NIGHTLY, outcome=DONE, most=1)
    return next((one for one in done if one.started >= due), None)


@contextmanager
def alone(workspace: Workspace) -> Iterator[None]:
    """While inside, no other nightly run begins in this workspace; raises `UnderWayError` while one is under way."""
    with ExitStack() as held:
        try:
            held.enter_context(hold(workspace, wait=LOOKED, name=NIGHTLY_LOCK))
        except HeldError:
            raise _under_way(workspace) from None
        yield


def check_alone(workspace: Workspace) -> None:
    """Raise `UnderWayError` while another nightly run is under way in this workspace, here or on another machine."""
    if is_held(workspace, NIGHTLY_LOCK):
        raise _under_way(workspace)


def _under_way(workspace: Workspace) -> UnderWayError:
    with ledger_of(workspace) as ledger:
        last = next(iter(ledger.runs(kind=NIGHTLY, most=1)), None)
    which = (
        f"run {last.id}, which began on {_at(last.started)} UTC" if last and not last.ended else "one that begins now"
    )
    return UnderWayError(
        f"Another nightly run is under way in {workspace.folder}: {which}. This one did nothing; “planwright runs” says"
        " how that one ended."
    )


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d at %H:%M}"
