"""Who answered what: the counted forms, and what each of them gave towards one figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from planwright.figures import Figure
from planwright.instruments import NOT_APPLICABLE, Instrument, Item
from planwright.model import Json, Response, State, Value

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(Generic[T]):
    """What the counted forms gave towards one figure; each form is answered, not applicable or missing.

    `given` holds the answers by the sha256 of their form. `not_on_form` are those of the missing whose version of the
    form had no such field.
    """

    given: Mapping[str, T]
    not_applicable: frozenset[str]
    not_on_form: frozenset[str]
    forms: int

    @property
    def n(self) -> int:
        """The forms that answered."""
        return len(self.given)

    @property
    def missing(self) -> int:
        """The forms that gave neither an answer nor N/A."""
        return self.forms - self.n - len(self.not_applicable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The counted forms of one basis, in the order of their sha256: the order they arrived in changes no figure.

    `least` is the number of answers under which a figure is withheld: 1 for a consensus, which is the whole team's.
    `responses` are each form's by item path; `documents` nest them, for an instrument with tables.
    """

    instrument: Instrument
    basis: str
    least: int
    responses: Mapping[str, Mapping[str, Response]]
    documents: Mapping[str, Any]

    def tally(self, item: Item) -> Tally[Value]:
        """What the forms answered to this item."""
        can_be_na = any(choice.value == NOT_APPLICABLE for choice in item.choices)
        given: dict[str, Value] = {}
        not_applicable, not_on_form = set(), set()
        for source, responses in self.responses.items():
            response = responses.get(item.path)
            if response is None:
                continue
            if response.state is State.NOT_ON_FORM:
                not_on_form.add(source)
            elif response.state is not State.ANSWERED or response.value in (None, ()):
                continue
            elif can_be_na and response.value == NOT_APPLICABLE:
                not_applicable.add(source)
            else:
                given[source] = response.value
        return Tally(
            given=given,
            not_applicable=frozenset(not_applicable),
            not_on_form=frozenset(not_on_form),
            forms=len(self.responses),
        )

    def figure(
        self,
        *,
        item: str,
        title: str,
        mode: str,
        tally: Tally[T],
        value: float | str | None,
        detail: Json,
        parts: Sequence[Tally[U]] = (),
    ) -> Figure:
        """The figure of a tally; withheld where it has too few answers, or a part has, which it would give away."""
        withheld = self.is_few(tally) or (tally.n > 0 and any(self.is_few(part) for part in parts))
        if tally.not_on_form:
            detail = {**detail, "not_on_form": len(tally.not_on_form)}
        return Figure(
            item=item,
            title=title,
            mode=mode,
            value=None if withheld else value,
            n=tally.n,
            missing=tally.missing,
            not_applicable=len(tally.not_applicable),
            withheld=withheld,
            detail={} if withheld else detail,
            sources=tuple(tally.given),
        )

    def is_few(self, tally: Tally[Any]) -> bool:
        """Whether there are answers, but so few that they would show what one person said."""
        return 0 < tally.n < self.least


def whole(tallies: Sequence[Tally[T]]) -> Tally[tuple[T, ...]]:
    """The forms that answered all of these; one that N/A alone keeps from it is not applicable."""
    shared = [source for source in tallies[0].given if all(source in tally.given for tally in tallies)]
    return _together({source: tuple(tally.given[source] for tally in tallies) for source in shared}, tallies)


def settled(tallies: Sequence[Tally[T]]) -> Tally[tuple[T | None, ...]]:
    """The forms that left none of these open, with None for N/A; one that is all N/A is not applicable."""
    closed = _closed(tallies)
    held = some(tallies).given
    return _together({source: answers for source, answers in held.items() if source in closed}, tallies)


def some(tallies: Sequence[Tally[T]]) -> Tally[tuple[T | None, ...]]:
    """The forms that answered any of these, with None for what is N/A or missing; all N/A is not applicable."""
    sources = sorted(frozenset[str]().union(*(tally.given for tally in tallies)))
    return _together({source: tuple(tally.given.get(source) for tally in tallies) for source in sources}, tallies)


def _together(given: Mapping[str, T], tallies: Sequence[Tally[U]]) -> Tally[T]:
    """The tally of these forms; the others are not applicable where they left nothing open, else missing."""
    not_on_form = frozenset[str]().union(*(tally.not_on_form for tally in tallies))
    return Tally(
        given=given,
        not_applicable=_closed(tallies) - given.keys(),
        not_on_form=not_on_form - given.keys(),
        forms=tallies[0].forms,
    )


def _closed(tallies: Sequence[Tally[T]]) -> frozenset[str]:
    """The forms with an answer or N/A at each of these."""
    return frozenset.intersection(*(tally.not_applicable.union(tally.given) for tally in tallies))
