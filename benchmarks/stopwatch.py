"""Where the time of a run goes: functions wrapped while a run is watched, each counted without those it calls."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import isgeneratorfunction
from typing import Any


class Stopwatch:
    """Seconds by name, of the thread that made it; `started` is what is under way, outermost first."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = time.perf_counter()

    @contextmanager
    def on(self, name: str) -> Iterator[None]:
        """Count under this name, and not under the one before."""
        self._turn()
        self._open.append(name)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now

    @contextmanager
    def watching(self, functions: dict[str, list[tuple[object, str]]]) -> Iterator[None]:
        """Count these functions, each named by its owner and its name, under the names they are listed under."""
        before = [(owner, name, getattr(owner, name)) for pairs in functions.values() for owner, name in pairs]
        for label, pairs in functions.items():
            for owner, name in pairs:
                setattr(owner, name, self._counted(label, getattr(owner, name)))
        try:
            yield
        finally:
            for owner, name, function in before:
                setattr(owner, name, function)

    def _counted(self, label: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def once(*args: Any, **words: Any) -> Any:
            with self.on(label):
                return function(*args, **words)

        @wraps(function)
        def step_by_step(*args: Any, **words: Any) -> Iterator[Any]:
            steps = function(*args, **words)
            while True:
                with self.on(label):
                    try:
                        one = next(steps)
                    except StopIteration:
                        return
                yield one

        return step_by_step if isgeneratorfunction(function) else once
