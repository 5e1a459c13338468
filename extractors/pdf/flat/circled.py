"""Whether a printed word is circled: new ink on all four sides of it, and none upon it."""

from collections.abc import Sequence

from extractors.pdf.flat.slot import Printed, Slot, moved
from extractors.pdf.page.ink import Picture
from extractors.pdf.page.runs import Run
from extractors.pdf.place import Box

_AWAY = 1.2  # points from a word to where a circle around it is looked for
_BESIDE = 0.6  # points by which a line through a word reaches beyond it
_SAME = 1.5  # of 255: by how much what is printed again may differ
_COVERED = 15.0  # of 255: by how much the word may differ where a circle just meets it
_FILLED = 0.6  # of the dots beside a word: more is dark than a line makes
_BAND = 0.3  # of the width or height of a word, to each side of its middle: a cross upon it leaves by the corners


def with_shades(printed: Printed, place: Box, picture: Picture) -> Printed:
    """The word with how dark the blank is upon it and around it."""
    has_bar = picture.is_crossed(_wider(printed.box))
    return printed._replace(shades=_shades(printed.box, place, picture), has_bar=has_bar)


def read_circle(slot: Slot, printed: Printed, box: Box, picture: Picture, runs: Sequence[Run]) -> bool | None:
    """Whether the word is circled; None where something else was done to it, or nobody can say.

    A circle is a line that is dark to the left and right, above and below, and leaves the word as it was. Around two
    words it is dark on three sides of each; one that is larger than its place darkens the places beside it.
    """
    word = moved(printed.box, slot.box, box)
    upon, *beside = (abs(one - other) for one, other in zip(printed.shades, _shades(word, box, picture), strict=True))
    is_struck = picture.is_crossed(_wider(word)) and not printed.has_bar
    if runs or upon > _COVERED or is_struck:
        return None
    if max(beside) <= _SAME:
        return False
    crossed = [picture.ink(side) for side in _sides(word, box)]
    return True if all(ink.dots and ink.share <= _FILLED for ink in crossed) else None


def _wider(word: Box) -> Box:
    return word[0] - _BESIDE, word[1], word[2] + _BESIDE, word[3]


def _shades(word: Box, place: Box, picture: Picture) -> tuple[float, ...]:
    """How dark the word is, and what is to the left, to the right, above and below it as far as its place reaches."""
    left, top, right, bottom = word[0] - _AWAY, word[1] - _AWAY, word[2] + _AWAY, word[3] + _AWAY
    parts = (
        (left, top, right, bottom),
        (place[0], place[1], left, place[3]),
        (right, place[1], place[2], place[3]),
        (left, place[1], right, top),
        (left, bottom, right, place[3]),
    )
    return tuple(picture.shade(part) for part in parts)


def _sides(word: Box, place: Box) -> tuple[Box, Box, Box, Box]:
    """The middle of each side, from the word to the edge of its place: what a circle around it crosses."""
    left, top, right, bottom = word
    across, down = (left + right) / 2, (top + bottom) / 2
    wide, high = (right - left) * _BAND, (bottom - top) * _BAND
    return (
        (place[0], down - high, left - _AWAY, down + high),
        (right + _AWAY, down - high, place[2], down + high),
        (across - wide, place[1], across + wide, top - _AWAY),
        (across - wide, bottom + _AWAY, across + wide, place[3]),
    )
