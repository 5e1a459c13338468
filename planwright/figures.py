"""What the accepted forms of an agency and round add up to: the types of `aggregate`, which a plan is written from."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One aggregated figure of an item, a row or a score.

    `n` answers were counted, `missing` were blank, `not_applicable` were N/A, out of `n + missing + not_applicable`
    forms. `value` is null where no answer was given or the figure is withheld. `detail` holds what the mode adds
    (a distribution, the two means of a gap, the entries of a list). `sources` are the sha256s counted.
    """

    item: str
    title: str
    mode: str
    value: float | str | None
    n: int
    missing: int
    not_applicable: int
    withheld: bool
    detail: Mapping[str, object]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures of one instrument version for one agency and round, with the submissions counted."""

    agency: str
    round: str
    instrument: str
    version: str
    basis: str
    first_completed: str | None
    last_completed: str | None
    figures: tuple[Figure, ...]
    sources: tuple[str, ...]
