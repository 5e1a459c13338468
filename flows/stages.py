"""The stages of a run: functions that Prefect may show as tasks, and that tell how long they took. Knows no Prefect."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from pebble import ProcessPool

from flows.batch import Desk, Taken, read_and_file, take
from flows.plans import Made, make_plans
from planwright.ledger import Entry

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """What a run is made of; `leave` takes its report as Markdown to wherever else it is shown."""

    take: Callable[[Desk, Sequence[Path]], Taken]
    read: Callable[[Desk, ProcessPool, Sequence[Entry]], list[Entry]]
    plan: Callable[[Desk], Made]
    leave: Callable[[str], object]


def read_chunk(desk: Desk, pool: ProcessPool, entries: Sequence[Entry]) -> list[Entry]:
    """These entries, read in the pool and filed."""
    return [entry for portion in read_and_file(desk, pool, entries) for entry in portion]


PLAIN = Stages(take=take, read=read_chunk, plan=make_plans, leave=lambda _markdown: None)


def timed(stages: Stages, took: dict[str, float]) -> Stages:
    """The same stages, which add the seconds they take to `took` under their names."""
    return Stages(
        take=_timed(stages.take, "Looking through the inbox", took),
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
