"""The plans flow: a new version of each plan whose forms have changed."""

from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.batch import Desk, desk_of
from flows.progress import progress
from planwright.plans.keep import Kept, keep_plan


@flow(name="plans", log_prints=False)
def plans(folder: str) -> int:
    """How many plans of this workspace were made anew."""
    with desk_of(Path(folder)) as desk:
        return sum(kept.new for kept in make_plans(desk))


@task(cache_policy=NO_CACHE)
def make_plans(desk: Desk) -> list[Kept]:
    """The plan of every agency and round with accepted forms."""
    collected = desk.ledger.collected()
    kept = []
    with progress("Making plans", len(collected)) as advance:
        for agency, round_id in collected:
            one = keep_plan(desk.workspace, desk.ledger, desk.known.instruments, agency, round_id)
            kept.extend([one] if one else [])
            advance(1)
    return kept
