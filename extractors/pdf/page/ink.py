"""How much of a place on a page is dark: what finds a mark whether it was drawn, stamped or written as a letter."""

from typing import NamedTuple

import pypdfium2

from extractors.pdf.place import Box

DOTS_PER_INCH = 100  # the least at which every tick in a box of 8 points was found; 150 found no more
_DARK = bytes(1 if gray < 160 else 0 for gray in range(256))
_LEAST_LINE, _UNBROKEN = 8, 0.95  # dots of a line that crosses words out, and the share of them that is dark
_LIGHT, _CONTRAST, _MID = (
    235,
    24,
    128,
)  # grays: no ink is lighter; ink differs from its ground; a light ground is lighter
_WIDE = 4  # dots of a letter beside whose edges the ink of the next ones is not seen
_THIN = 2  # dots of a letter that is one upright stroke
_BROAD, _FULL = 4, 0.95  # dots that a letter has which is not all stroke, and the share of them that none has in ink
_BEYOND = 3  # dots on each side of a word
_INK = b"\1" * _BEYOND
_MOST_PIXELS = 40_000_000  # of one page; a poster


class Ink(NamedTuple):
    """The dark dots of a box, and their share of all its dots."""

    dots: int
    share: float


NO_INK = Ink(0, 0.0)


class Picture:
    """A page drawn in dark and light: the `gray` of each dot, line after line of `stride` bytes."""

    __slots__ = ("_dots", "_scale", "gray", "height", "stride", "width")

    def __init__(self, shown: pypdfium2.PdfPage, *, with_notes: bool = True) -> None:
        width, height = shown.get_size()
        self._scale = min(DOTS_PER_INCH / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        drawn = shown.render(scale=self._scale, grayscale=True, draw_annots=with_notes)
        self.width, self.height, self.stride = drawn.width, drawn.height, drawn.stride
        self.gray = bytes(drawn.buffer)
        self._dots = self.gray.translate(_DARK)

    def is_crossed(self, box: Box) -> bool:
        """Whether a line runs through the middle of this box from side to side, as through words struck out."""
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        left, right, high = max(0, left), min(self.width, right), bottom - top
        rows = range(max(0, top + high // 4), min(self.height, bottom - high // 4))
        wide = right - left
        starts = (row * self.stride + left for row in rows)
        return wide >= _LEAST_LINE and any(self._dots.count(1, at, at + wide) >= _UNBROKEN * wide for at in starts)

    def is_struck(self, box: Box) -> bool:
        """Whether a line runs through this box and beyond it at a side, as through printed words struck out."""
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        left, right, high = left - _BEYOND, right + _BEYOND, bottom - top
        if left < 0 or right > self.width:
            return False
        rows = range(max(0, top + high // 4), min(self.height, bottom - high // 4))
        lines = (self._dots[row * self.stride + left : row * self.stride + right] for row in rows)
        return right - left - 2 * _BEYOND >= _LEAST_LINE and any(
            (line.startswith(_INK) or line.endswith(_INK))
            and line[_BEYOND:-_BEYOND].count(1) >= _UNBROKEN * (len(line) - 2 * _BEYOND)
            for line in lines
        )

    def is_even_and_light(self, box: Box) -> bool:
        """Whether nothing is to be seen in this box: paper, or a light color all over."""
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        if right - left >= _WIDE:
            left, right = left + 1, right - 1
        elif right - left < _THIN:  # one stroke, which may be drawn a dot beside its place
            left -= 1
        left, right, top, bottom = max(0, left), min(self.width, right + 1), max(0, top), min(self.height, bottom + 1)
        grays = b"".join(self.gray[row * self.stride + left : row * self.stride + right] for row in range(top, bottom))
        darkest, lightest = (min(grays), max(grays)) if grays else (0, 0)
        return darkest >= _LIGHT or (lightest - darkest < _CONTRAST and darkest > _MID and right - left > _WIDE)

    def is_filled(self, box: Box) -> bool:
        """Whether all of a broad box is dark, as where a letter lies under something."""
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        return right - left >= _BROAD and bottom - top >= _BROAD and self.ink(box).share >= _FULL

    def holds(self, box: Box) -> bool:
        """Whether at least half of a box lies on the page, and was not cropped away."""
        left, top, right, bottom = (edge * self._scale for edge in box)
        across = min(right, self.width) - max(left, 0.0)
        down = min(bottom, self.height) - max(top, 0.0)
        return bool(across >= (right - left) / 2 and down >= (bottom - top) / 2)

    def ground(self, box: Box) -> int | None:
        """The lightest gray of the lines through this box and just beyond it; None where it lies off the page."""
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        left, right = max(0, left), min(self.width, max(right, left + _THIN))
        rows = range(max(0, top - 1) * self.stride, min(self.height, bottom + 1) * self.stride, self.stride)
        return max((max(self.gray[row + left : row + right], default=0) for row in rows), default=None)

    def ink(self, box: Box) -> Ink:
        """How much of this box is dark; nothing where the box lies off the page."""
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        left, right = max(0, left), min(self.width, right)
        top, bottom = max(0, top), min(self.height, bottom)
        if right <= left or bottom <= top:
            return NO_INK
        rows = range(top * self.stride, bottom * self.stride, self.stride)
        dark = sum(self._dots.count(1, row + left, row + right) for row in rows)
        return Ink(dark, dark / ((right - left) * (bottom - top)))

    def shade(self, box: Box) -> float:
        """How dark this box is on the whole, from 0 for white to 255 for black.

        Dots are counted whole and the box is measured exactly, so that what lies well within it counts alike however it
        falls on the dots.
        """
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        left, right = max(0, left), min(self.width, right)
        rows = range(max(0, top) * self.stride, min(self.height, bottom) * self.stride, self.stride)
        dark = sum(255 * max(0, right - left) - sum(self.gray[row + left : row + right]) for row in rows)
        size = (box[2] - box[0]) * (box[3] - box[1]) * self._scale**2
        return float(dark / size) if size > 0 else 0.0
