"""The nightly flow: read what came, make the plans that changed, leave a report."""

from pathlib import Path

from prefect import flow

from flows.batch import desk_of
from flows.ingest import leave_report, run_recorded
from flows.plans import make_plans


@flow(name="nightly", log_prints=False)
def nightly(folder: str) -> dict[str, int]:
    """How many files came to each state, and how many plans were made anew, under `plans`."""
    with desk_of(Path(folder)) as desk:
        counts = run_recorded(desk, "nightly")
        made = make_plans(desk)
        leave_report(desk)
        return {**counts, "plans": sum(kept.new for kept in made)}
