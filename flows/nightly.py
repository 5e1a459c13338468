"""The nightly flow: read what came, make the plans that changed, leave a report."""

from pathlib import Path

from prefect import flow

from flows.batch import desk_of
from flows.ingest import ingest_files, leave_report, recorded
from flows.plans import make_plans
from flows.report import NOT_MADE


@flow(name="nightly", log_prints=False)
def nightly(folder: str) -> dict[str, int]:
    """How many files came to each state, how many plans were made anew, and how many could not be."""
    with desk_of(Path(folder)) as desk:
        with recorded(desk, "nightly") as (run, counts):
            counts.update(ingest_files(run))
            made = make_plans(run)
            counts.update({"plans": made.new} | ({NOT_MADE: len(made.failed)} if made.failed else {}))
        leave_report(desk, made.failed)
        return dict(counts)
