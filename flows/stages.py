"""The stages of a run: functions that Prefect may show as tasks, and that tell how long they took. Knows no Prefect."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from flows.batch import Desk, pool_of
from flows.inbox import waiting
from flows.plans import Made, make_plans
from flows.progress import progress
from flows.report import LOCKED, UNFINISHED
from flows.stream import Stream
from planwright.ledger import FileState

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """What a run is made of; `leave` takes its report as Markdown to wherever else it is shown."""

    read: Callable[[Desk], Counter[str]]
    plan: Callable[[Desk], Made]
    leave: Callable[[str], object]


def read_inbox(desk: Desk) -> Counter[str]:
    """How many files came to each state."""
    counts: Counter[str] = Counter()
    with pool_of(desk) as pool, progress("Reading forms", len(waiting(desk.workspace))) as advance:
        stream = Stream(desk, pool)
        for settled in stream.settled():
            counts.update(LOCKED if one.state is FileState.ARRIVED else str(one.state) for one in settled)
            advance(len(settled))
    return counts + Counter({LOCKED: stream.locked, UNFINISHED: stream.unfinished})


PLAIN = Stages(read=read_inbox, plan=make_plans, leave=lambda _markdown: None)


def timed(stages: Stages, took: dict[str, float]) -> Stages:
    """The same stages, which add the seconds they take to `took` under their names."""
    return Stages(
        read=_timed(stages.read, "Reading and filing", took),
        plan=_timed(stages.plan, "Making plans", took),
        leave=stages.leave,
    )


def _timed(stage: Callable[P, R], name: str, took: dict[str, float]) -> Callable[P, R]:
    def measured(*given: P.args, **named: P.kwargs) -> R:
        began = time.perf_counter()
        try:
            return stage(*given, **named)
        finally:
            took[name] = took.get(name, 0.0) + time.perf_counter() - began

    return measured
