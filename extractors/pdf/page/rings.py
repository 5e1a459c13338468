"""Rings around words: drawings that go around them on all sides, near, and leave what stands beside them alone."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot

from extractors.pdf.page.boxes import wider
from extractors.pdf.page.ink import Picture
from extractors.pdf.place import Box

CUT = 1.5  # points by which a ring may cut into its words
_WIDEST, _HIGHEST = 16.0, 4.0  # points that a ring is wider than its words; how many times as high
_CENTERED = 0.25  # of its width, by which the middle of a ring may lie beside that of its words
_DOT = 0.5  # points
_LINE, _PART = 1.6, 0.1  # points to each side of a ring's edge; of its width and height, to each side of its middle


def is_round(drawn: Box, picture: Picture) -> bool:
    """Whether a drawing meets the middle of each side of its box, as a ring does; a cross leaves by the corners."""
    left, top, right, bottom = drawn
    across, down = (left + right) / 2, (top + bottom) / 2
    wide, high = (right - left) * _PART, (bottom - top) * _PART
    sides = (
        *((at - _LINE, down - high, at + _LINE, down + high) for at in (left, right)),
        *((across - wide, at - _LINE, across + wide, at + _LINE) for at in (top, bottom)),
    )
    return all(picture.ink(side).dots for side in sides)


def goes_around(drawn: Box, words: Box) -> bool:
    """Whether a drawing lies around the box of these words, with them in its middle and not much larger."""
    left, top, right, bottom = words
    inner = wider(drawn, CUT)
    is_around = inner[0] <= left and right <= inner[2] and inner[1] <= top and bottom <= inner[3]
    is_near = drawn[2] - drawn[0] <= right - left + 2 * _WIDEST and drawn[3] - drawn[1] <= _HIGHEST * (bottom - top)
    off = abs((drawn[0] + drawn[2]) - (left + right)) / 2
    return is_around and is_near and off <= _CENTERED * (drawn[2] - drawn[0])


def goes_through(points: Iterable[Sequence[tuple[float, float]]], words: Box) -> bool:
    """Whether one of these lines, drawn in one go each, runs through the middle of these words.

    A ring around long words runs through their corners, and not through the oval between their sides.
    """
    left, top, right, bottom = wider(words, -CUT)
    across, down = (left + right) / 2, (top + bottom) / 2
    wide, high = max(_DOT, (right - left) / 2), max(_DOT, (bottom - top) / 2)
    ovals = ([((one - across) / wide, (two - down) / high) for one, two in line] for line in points)
    return any(_nearest(*ends) < 1 for line in ovals for ends in pairwise(line))


def _nearest(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How near a line between two points comes to the origin."""
    (left, top), (wide, high) = one, (other[0] - one[0], other[1] - one[1])
    length = wide * wide + high * high
    along = min(1.0, max(0.0, -(left * wide + top * high) / length)) if length else 0.0
    return hypot(left + along * wide, top + along * high)
