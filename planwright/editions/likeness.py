"""Which of the known forms a file is, by what it prints: exactly one, or the nearest with what differs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import Generic, TypeVar

from planwright.model import Problem
from planwright.problems import FormCode, problem

Form = TypeVar("Form")
Pair = tuple[str, str]  # words that follow each other in a line

LIKE = 0.6  # of a blank's pairs of words that must stand in a copy of it; print breaks lines, and with them some pairs
HAS, LACKS = 0.8, 0.2  # of what only one of two blanks prints, for the one to be it and not the other
NEAR = 0.1
NEAREST = 3  # forms that a message names
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, eq=False)
class Print(Generic[Form]):
    """What the blank of a form prints, line by line."""

    form: Form
    title: str
    lines: tuple[str, ...]

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """The pairs of words in its lines."""
        return pairs_of(self.lines)


@dataclass(frozen=True, eq=False)
class Like(Generic[Form]):
    """The form that a file is like, and how much of what its blank prints the file holds, from 0 to 1."""

    form: Form
    title: str
    share: float


def pairs_of(lines: Iterable[str]) -> frozenset[Pair]:
    """The pairs of words in these lines, in small letters; a line of one word pairs it with nothing."""
    found: set[Pair] = set()
    for line in lines:
        words = _WORD.findall(line.casefold())
        found.update(pairwise(words if len(words) > 1 else (*words, "")))
    return frozenset(found)


def like(lines: Iterable[str], known: Sequence[Print[Form]]) -> Like[Form] | Problem:
    """The one form whose blank prints these lines; the problem that names the nearest where it is not exactly one.

    Blanks of the same words are told apart by nothing.

    Of two forms that share much, such as two versions, it is the one whose own words are there and the other's are not.
    The prints of one form, of its Word and of its PDF blank, need not be told apart: it is that form by either.
    """
    there = pairs_of(lines)
    shares = sorted(((_share(one.pairs, there), number) for number, one in enumerate(known)), reverse=True)
    alike = [known[number] for share, number in shares if share >= LIKE]
    best = next((one for one in alike if all(_beats(one, other, there) for other in _others(one, alike))), None)
    if best is not None:
        return Like(best.form, best.title, _share(best.pairs, there))
    same = [other for other in _others(alike[0], alike) if other.pairs == alike[0].pairs] if alike else []
    if same:
        titles = dict.fromkeys(sorted(f"“{one.title}”" for one in (alike[0], *same)))
        return problem(FormCode.FITS_SEVERAL, forms=" and ".join(titles))
    near = {id(known[number].form): number for _, number in reversed(shares)}  # the likest print of each form
    told = ((share, number) for share, number in shares if share >= NEAR and near[id(known[number].form)] == number)
    nearest = "; ".join(_told(known[number], share, there) for share, number in islice(told, NEAREST))
    return problem(FormCode.NEAREST_FORMS, nearest=nearest) if nearest else problem(FormCode.NOT_STAMPED)


def _others(one: Print[Form], known: Iterable[Print[Form]]) -> Iterator[Print[Form]]:
    """The prints of other forms than this one is of."""
    return (other for other in known if other.form is not one.form)


def _share(pairs: frozenset[Pair], there: frozenset[Pair]) -> float:
    return len(pairs & there) / len(pairs) if pairs else 0.0


def _beats(one: Print[Form], other: Print[Form], there: frozenset[Pair]) -> bool:
    own, others = one.pairs - other.pairs, other.pairs - one.pairs
    if not own and not others:
        return False
    return (not own or _share(own, there) >= HAS) and (not others or _share(others, there) <= LACKS)


def _told(one: Print[Form], share: float, there: frozenset[Pair]) -> str:
    """A form with how much of it is there, and the first line that is not."""
    missing = next((line for line in one.lines if pairs_of([line]) and not pairs_of([line]) <= there), None)
    lacks = f", without “{' '.join(missing.split())[:60]}”" if missing else ""
    return f"“{one.title}” ({share:.0%} of its words{lacks})"
