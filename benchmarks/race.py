"""Runs contestants in turns, round by round, so that what else the machine does meets all of them alike."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Call = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """One contestant. A slow one may sit out: it runs in one round of `every`."""

    name: str
    call: Call
    every: int = 1


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds for one form, or whatever a round is divided by, of each contestant in each round it ran."""

    by_name: Mapping[str, Mapping[int, float]]

    def ms(self, name: str) -> float:
        """The median of the rounds."""
        return median(self.by_name[name].values())

    def ratio(self, name: str, base: str) -> float:
        """The median of the ratios to another contestant in the same round."""
        own, other = self.by_name[name], self.by_name[base]
        return median(own[number] / other[number] for number in own.keys() & other.keys())


def reading(name: str, read: Callable[[bytes], object], forms: Sequence[bytes], every: int = 1) -> Runner:
    """The contestant that reads each of these forms in a round."""

    def call() -> None:
        for data in forms:
            read(data)

    return Runner(name=name, call=call, every=every)


def race(runners: Sequence[Runner], *, rounds: int, per: int) -> Times:
    """The times of all contestants; each round begins with another one, and a first round is not counted."""
    times: dict[str, dict[int, float]] = {runner.name: {} for runner in runners}
    for runner in runners:
        runner.call()
    for number in range(rounds):
        first = number % len(runners)
        for runner in (*runners[first:], *runners[:first]):
            if number % runner.every == 0:
                start = time.perf_counter()
                runner.call()
                times[runner.name][number] = (time.perf_counter() - start) * 1000 / per
    return Times(times)
