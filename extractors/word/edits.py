"""Tracked changes of answers: the fields as the final version has them beside the same fields before the changes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from extractors.shown import UNREAD
from planwright.model import Field, FieldKind, State

CERTAINTY = 0.9  # of an answer that somebody changed, while nobody said that the change counts
TICKED = "☒"  # what a box held before that was ticked
_NOTHING = (State.BLANK, State.PLACEHOLDER)


class Compared(NamedTuple):
    """The fields of the final version, and those that were deleted with something in them."""

    kept: tuple[Field, ...]
    deleted: tuple[Field, ...]


def compared(now: Iterable[Field], before: Iterable[Field]) -> Compared:
    """The fields of one part, each with what stood in it `before`, where that is something else."""
    were = {_place_of(field): field for field in before}
    kept = tuple(_edited(field, were.pop(_place_of(field), None)) for field in now)
    deleted = (replace(field, value=None, raw=None, before=held(field)) for field in were.values() if held(field))
    return Compared(kept, tuple(deleted))


def _place_of(field: Field) -> object:
    """What a field is found again by; one that was lost has no place in the XML."""
    return field.place.xpath or (field.key, field.place.rows)


def _edited(field: Field, was: Field | None) -> Field:
    before = held(was) if was is not None else ""
    if before == held(field):
        return field
    certainty = min(field.confidence, CERTAINTY) if before else field.confidence
    return replace(field, before=before, confidence=certainty)


def held(field: Field) -> str:
    """What a person saw in a field; nothing where it showed its prompt, or a box was not ticked.

    Only the symbol of a box is tracked. One that stores another state than it shows has been changed.
    """
    if field.kind is FieldKind.MARK:
        return TICKED if (field.value is True) is not (field.state is State.CONFLICT) else ""
    if field.state in _NOTHING:
        return ""
    if field.state is State.UNREADABLE:
        return str(field.value or UNREAD)
    return str(field.value or "")  # and not what is stored beside it: no change of that is tracked
