"""The runs as Prefect has them: flows that it schedules, of stages that it shows as tasks."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from httpx import TransportError
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.runtime import deployment, flow_run
from prefect.states import Cancelled

from flows.ingest import ingest as ingest_plainly
from flows.nightly import UnderWayError
from flows.nightly import nightly as nightly_plainly
from flows.stages import PLAIN
from planwright.report.content import INGEST


def _leave(markdown: str) -> None:
    """Show the report in Prefect; it is kept as a page whether or not Prefect's server is still there to show it."""
    about = "Forms and plans by agency, and the report"
    try:
        create_markdown_artifact(markdown, key="forms-and-plans", description=about)
    except TransportError:
        log.warning("Prefect's server did not answer, and does not show the report of this run.")


log = logging.getLogger("planwright.tasks")

TASKS = replace(
    PLAIN,
    read=task(cache_policy=NO_CACHE)(PLAIN.read),
    plan=task(cache_policy=NO_CACHE)(PLAIN.plan),
    leave=_leave,
)


@flow(name="ingest", log_prints=False)
def ingest(folder: str, kind: str = INGEST) -> dict[str, int]:
    """How many files came to each state, of all that wait in the inbox of this workspace and come meanwhile."""
    return ingest_plainly(folder, kind, TASKS)


@flow(name="nightly", log_prints=False)
def nightly(folder: str) -> Any:
    """How many files came to each state, how many plans were made anew, and how many could not be.

    Where Prefect started it and another one is under way, it is cancelled, as Prefect cancels one too many itself.
    """
    due = _due()
    try:
        return nightly_plainly(folder, due, TASKS)
    except UnderWayError as error:
        if due is None:
            raise
        return Cancelled(message=str(error))


def _due() -> datetime | None:
    """The moment that Prefect was to start this run at; None where it was called."""
    if deployment.id is None:
        return None
    return datetime.fromtimestamp(flow_run.scheduled_start_time.timestamp(), UTC)
