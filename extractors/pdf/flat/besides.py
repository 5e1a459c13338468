"""Whether a place for text holds more than its words: something drawn beside them, or a color under some of them."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.pdf.flat.slot import Slot, clear_parts, inner_parts
from extractors.pdf.page.boxes import around
from extractors.pdf.page.ink import Ink, Picture
from extractors.pdf.page.runs import Run, lines_of
from extractors.pdf.place import Box

_Edges = tuple[float, float, float, float]
_INK = (1.0, 2.0, 1.0, 2.5)  # points around a line of words that belong to it: accents, edges, underlines
_COLOR = (3.0, 3.0, 3.0, 3.0)  # points around it that a color under it may take
_WIDE, _HIGH, _WITHIN = 8.0, 6.0, 1.5  # points of a word that shows its ground; from its edges to where it does
_DARK, _PALE = 12, 14  # dots beyond the blank's: a dot of 2 points has less, a drawn figure more
_DARK_GROUND, _DARK_SHIFTED = 0.5, 0.08  # of a place; of its dots that a shift by part of one may add to a dark ground
_SHADE = 6  # grays by which the ground of words differs from itself, drawn again
_SHIFTED = 0.1  # of the blank's dots that a shift by part of one may add


def shifted(slot: Slot, inks: Iterable[Ink]) -> float:
    """The dots beyond its blank's that a place on dark ground may have, where it is shifted by part of a dot."""
    return slot.ink.dots * _DARK_SHIFTED if any(ink.share > _DARK_GROUND for ink in inks) else 0


def holds_more(slot: Slot, box: Box, picture: Picture, runs: Sequence[Run], inks: Sequence[Ink]) -> bool:
    """Whether more than these words is to be seen in the place; `inks` are those of its parts.

    Where a note's letters stand nobody knows.
    """
    if any(run.is_note for run in runs):
        return False
    lines = [around([word.box for run in line for word in run.words]) for line in lines_of(runs)]
    grounds = list(_grounds(runs, picture))
    if grounds and max(grounds) - min(grounds) >= _SHADE:
        return True
    clear, parts = clear_parts(slot, box), inner_parts(slot, box)
    if _is_paper_beside(lines, clear, _INK, picture) and (
        len(lines) == 1 or _is_paper_beside(lines, parts, _COLOR, picture)  # less of the same where there is one
    ):
        return False  # as beside most words
    beyond = shifted(slot, inks)
    beside = sum(ink.dots for ink in inks) - _dark_under(lines, clear, picture)
    if beside - slot.ink.dots > _DARK + beyond:
        return True
    pale = picture.pale(parts)
    is_even = not grounds or abs(min(grounds) - pale.ground) < _SHADE  # a color under all words says nothing
    if not is_even and slot.pale.ground > pale.ground:
        pale = picture.pale(parts, slot.pale.ground)
    beside = pale.dots - _pale_under(lines, parts, picture, pale.ground)
    return beside - slot.pale.dots * (1 + _SHIFTED) > _PALE + beyond


def _grounds(runs: Iterable[Run], picture: Picture) -> Iterator[int]:
    """The grays that the words stand on; letters of a small word may leave none of it bare."""
    for word in (word for run in runs for word in run.words):
        left, top, right, bottom = word.box
        if right - left > _WIDE and bottom - top > _HIGH:
            ground = picture.ground((left, top + _WITHIN, right, bottom - _WITHIN))
            if ground is not None:
                yield ground


def _is_paper_beside(lines: Iterable[Box], parts: Iterable[Box], by: _Edges, picture: Picture) -> bool:
    """Whether these parts of a place are as white as paper outside of its lines of words, each so much wider."""
    near = [_wider(line, by) for line in lines]
    return picture.is_paper(strip for part in parts for strip in _beside(part, near))


def _dark_under(lines: Iterable[Box], parts: Iterable[Box], picture: Picture) -> int:
    """The dark dots of these parts of a place that belong to its lines of words."""
    near = [_wider(line, _INK) for line in lines]
    return sum(picture.ink(shared).dots for part in parts for shared in _shared(part, near))


def _pale_under(lines: Iterable[Box], parts: Iterable[Box], picture: Picture, ground: int) -> int:
    """The dots darker than this ground that are in the lines of words of a place."""
    near = [_wider(line, _COLOR) for line in lines]
    under = [shared for part in parts for shared in _shared(part, near)]
    return picture.pale(under, ground).dots


def _wider(line: Box, by: _Edges) -> Box:
    return line[0] - by[0], line[1] - by[1], line[2] + by[2], line[3] + by[3]


def _shared(part: Box, near: Iterable[Box]) -> list[Box]:
    """Where these boxes lie in the part, each dot once: a line ends where the one above it does."""
    found: list[Box] = []
    foot = part[1]
    for left, top, right, bottom in sorted(near, key=_top):
        box = max(part[0], left), max(foot, top), min(part[2], right), min(part[3], bottom)
        if box[0] < box[2] and box[1] < box[3]:
            found.append(box)
            foot = box[3]
    return found


def _beside(part: Box, near: Iterable[Box]) -> Iterator[Box]:
    """What of the part lies outside of these boxes: above each of them, on its sides, and below the last."""
    left, foot, right, bottom = part
    for box in _shared(part, near):
        yield left, foot, right, box[1]
        yield left, box[1], box[0], box[3]
        yield box[2], box[1], right, box[3]
        foot = box[3]
    yield left, foot, right, bottom


def _top(box: Box) -> float:
    return box[1]
