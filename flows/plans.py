"""The plans flow: a new version of each plan whose forms have changed."""

import logging
from dataclasses import dataclass
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.batch import Desk, desk_of
from flows.progress import progress
from planwright.errors import PlanwrightError
from planwright.plans.keep import keep_plan

log = logging.getLogger("planwright.plans")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How many plans were made anew, and which could not be made, each with its reason."""

    new: int
    failed: tuple[str, ...]


@flow(name="plans", log_prints=False)
def plans(folder: str) -> int:
    """How many plans of this workspace were made anew."""
    with desk_of(Path(folder)) as desk:
        return make_plans(desk).new


@task(cache_policy=NO_CACHE)
def make_plans(desk: Desk) -> Made:
    """The plan of every agency and round with accepted forms; one that cannot be made keeps no other from it."""
    collected = desk.ledger.collected()
    new, failed = 0, []
    with progress("Making plans", len(collected)) as advance:
        for agency, round_id in collected:
            try:
                kept = keep_plan(desk.workspace, desk.ledger, desk.known.instruments, agency, round_id)
                new += bool(kept and kept.new)
            except PlanwrightError as error:
                failed.append(f"The plan of {agency}, {round_id}, was not made: {error}")
                log.error("%s", failed[-1])
            advance(1)
    return Made(new=new, failed=tuple(failed))
