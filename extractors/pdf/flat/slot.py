"""The place of one field on a page of a blank, and the parts of it in which something may stand."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from extractors.pdf.choice import Option
from extractors.pdf.page.boxes import wider
from extractors.pdf.page.ink import BARE, NO_INK, Ink, Pale, Picture
from extractors.pdf.place import Box
from planwright.model import FieldKind

_INSET, _MOST_INSET = 0.25, 3.0  # of a place's width and height beside which its border is not seen; points
_STEPS = 12  # in which a box is looked at from its sides towards its middle
_DEEPEST = 15  # of these steps at most: a ring is thick at the corners of a square in it
_SHIFT, _LEAST_HOLLOW = 0.5, 0.25  # points by which a printed box may lie beside its place; of its side that is bare
_MIDDLE, _LEAST_MIDDLE = 0.26, 0.12  # of the width and height, to each side of the center
EDGE = 0.2  # of the width or height of a small box is its border, at most


class Printed(NamedTuple):
    """A printed word that people circle, and its own box in the place for the circle.

    `shades` are how dark the blank is upon the word and around it; one that `has_bar` has a stroke from side to side.
    """

    text: str
    box: Box
    shades: tuple[float, ...] = ()
    has_bar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place for an answer on a page of the blank, `box` as it is displayed.

    One button of a group, or one check box, has a `state`, the name that stands for its being marked. `choices` are
    what may stand in a drop-down, each as it is shown and as it is stored; none where any text may. `lines` says that
    text may break, `comb` that each letter has a cell. `ink` is how dark the place is when nothing is in it.

    Of a blank without fields, `row` and `column` are the two parts of the label: what is asked, and under which heading
    or by which word it is answered. `clear` are the parts of the place on which the blank prints nothing; none where
    that is all of it. `printed` is the word that is marked by a circle around it, `beside` are the words beside a box
    to tick, which some circle instead; each has one shade. `bare` is how dark the place is under its field, `frame` the
    box or ring that a button draws, which may be smaller than its place, `hollow` the part of it in which nothing is
    drawn, `core` what of its middle is bare where a small ring reaches into it. `pale` and `bare_pale` are the ground
    of the place, with its field and under it.
    """

    key: str
    label: str
    kind: FieldKind
    box: Box
    state: str = ""
    raw: str | None = None
    is_group: bool = False
    lines: bool = False
    choices: tuple[Option, ...] = ()
    comb: bool = False
    ink: Ink = NO_INK
    row: str = ""
    column: str = ""
    clear: tuple[Box, ...] = ()
    printed: Printed | None = None
    beside: tuple[Printed, ...] = ()
    bare: Ink = NO_INK
    pale: Pale = BARE
    bare_pale: Pale = BARE
    frame: Box | None = None
    hollow: Box | None = None
    core: Box | None = None


def within(box: Box) -> Box:
    """A box without its edge, on which its border is drawn."""
    left, top, right, bottom = box
    edge = min(2.0, (right - left) * EDGE, (bottom - top) * EDGE)
    return left + edge, top + edge, right - edge, bottom - edge


def clear_parts(slot: Slot, box: Box) -> tuple[Box, ...]:
    """The parts of a place on which the blank prints nothing, where the place lies in this box of a completed page."""
    return tuple(moved(part, slot.box, box) for part in slot.clear) if slot.clear else (within(box),)


def inner_parts(slot: Slot, box: Box) -> tuple[Box, ...]:
    """The same parts, or the inside of a button's frame, far enough from what is printed around them."""
    if slot.state and not slot.printed:
        parts: tuple[Box, ...] = (moved(slot.frame, slot.box, box) if slot.frame else box,)
    else:
        parts = clear_parts(slot, box)
    return tuple(map(_inner, parts))


def _inner(box: Box) -> Box:
    left, top, right, bottom = box
    across, down = min(_MOST_INSET, (right - left) * _INSET), min(_MOST_INSET, (bottom - top) * _INSET)
    return left + across, top + down, right - across, bottom - down


def middle(box: Box) -> Box:
    """The middle of a box, which a mark in it darkens."""
    return _amid(box, _MIDDLE)


def _amid(box: Box, share: float) -> Box:
    left, top, right, bottom = box
    across, down, wide, high = (
        (left + right) / 2,
        (top + bottom) / 2,
        (right - left) * share,
        (bottom - top) * share,
    )
    return across - wide, down - high, across + wide, down + high


def measured(slot: Slot, picture: Picture) -> Slot:
    """The place with its ground on the blank, a box with the parts of it that are bare there."""
    pale = picture.pale(inner_parts(slot, slot.box))
    if not slot.state or slot.printed:
        return replace(slot, pale=pale)
    frame = slot.frame or slot.box
    return replace(slot, pale=pale, hollow=_hollow(frame, picture), core=_core(frame, picture))


def _hollow(frame: Box, picture: Picture) -> Box | None:
    """The largest part around the middle of a box in which nothing is dark, less what a printed copy may shift."""
    side = min(frame[2] - frame[0], frame[3] - frame[1])
    for step in range(_DEEPEST + 1):
        inner = wider(frame, -side * _INSET * step / _STEPS)
        if not picture.ink(inner).dots:
            hollow = wider(inner, -_SHIFT)
            return hollow if min(hollow[2] - hollow[0], hollow[3] - hollow[1]) >= side * _LEAST_HOLLOW else None
    return None


def _core(frame: Box, picture: Picture) -> Box | None:
    """The part of a box's middle that its own ring does not reach; None where that is all of it, or next to nothing.

    A printed copy may lie a little beside its blank.
    """
    if not picture.ink(wider(middle(frame), _SHIFT)).dots:
        return None
    side = min(frame[2] - frame[0], frame[3] - frame[1])
    for step in range(1, _STEPS):
        inner = _amid(frame, _MIDDLE * (1 - step / _STEPS))
        if not picture.ink(inner).dots:
            core = wider(inner, -_SHIFT)
            return core if min(core[2] - core[0], core[3] - core[1]) >= 2 * side * _LEAST_MIDDLE else None
    return None


def moved(part: Box, whole: Box, box: Box) -> Box:
    """Where a part of a place lies when the whole of it lies in this box."""
    across, down = (box[2] - box[0]) / (whole[2] - whole[0]), (box[3] - box[1]) / (whole[3] - whole[1])
    return (
        box[0] + (part[0] - whole[0]) * across,
        box[1] + (part[1] - whole[1]) * down,
        box[0] + (part[2] - whole[0]) * across,
        box[1] + (part[3] - whole[1]) * down,
    )
