"""A new version of each plan whose forms have changed. Knows no Prefect."""

import logging
from dataclasses import dataclass

from flows.batch import Desk
from flows.progress import progress
from planwright.errors import PlanwrightError
from planwright.plans.keep import keep_plan

log = logging.getLogger("planwright.plans")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How many plans were made anew, and which could not be made, each with its reason."""

    new: int
    failed: tuple[str, ...]


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
