"""Exact arithmetic on answers: no figure depends on the order of the forms, and each is rounded once, at its end."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from planwright.instruments import Item
from planwright.model import Value

DECIMALS = 6

Number = int | Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How numbers lie: their mean and their sample standard deviation, each None where there are too few for it."""

    mean: Fraction | None
    sd: float | None


def exact(value: Value | Number) -> Number:
    """The number an answer is; a decimal is taken as it was written, 0.1 as one tenth."""
    if isinstance(value, int | Fraction):
        return value
    return Fraction(str(value))


def rounded(number: Number | None) -> float | None:
    """The number as it is printed: a whole number that was counted stays one; None for none."""
    return float(round(number, DECIMALS)) if isinstance(number, Fraction) else number


def spread(numbers: Iterable[Value | Number]) -> Spread:
    """The spread of these numbers; the deviation divides by n − 1."""
    counts = Counter(numbers)
    n = counts.total()
    if n == 0:
        return Spread(mean=None, sd=None)
    total = Fraction(_sum(counts, power=1))
    if n == 1:
        return Spread(mean=total, sd=None)
    variance = (_sum(counts, power=2) - total**2 / n) / (n - 1)
    return Spread(mean=total / n, sd=round(sqrt(variance), DECIMALS))


def total(numbers: Iterable[Value | Number]) -> Number:
    """The sum of these numbers."""
    return _sum(Counter(numbers), power=1)


def higher_is_better(item: Item) -> bool:
    """Whether a greater number is the better answer to this item; it is, where no scale says otherwise."""
    return item.scale is None or item.scale.direction != "lower-is-better"


def bounds(item: Item) -> tuple[Number, Number]:
    """The least and the greatest number this item allows."""
    return (item.scale.low, item.scale.high) if item.scale else (exact(item.low), exact(item.high))


def best(item: Item) -> Number:
    """The number that is the best answer to this item."""
    low, high = bounds(item)
    return high if higher_is_better(item) else low


def turned(item: Item, value: Value | Number) -> Number:
    """The answer counted so that a greater number is the better one: on a scale 1 to 5 that runs down, 2 counts 4."""
    if higher_is_better(item):
        return exact(value)
    low, high = bounds(item)
    return low + high - exact(value)


def _sum(counts: Mapping[Value | Number, int], *, power: int) -> Number:
    """The sum over distinct numbers: a thousand ratings are five of them."""
    return sum((exact(number) ** power * count for number, count in counts.items()), 0)
