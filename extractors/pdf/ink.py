"""How much of a place on a page is dark: what finds a mark whether it was drawn, stamped or written as a letter."""

from typing import NamedTuple

import pypdfium2

from extractors.pdf.place import Box

DOTS_PER_INCH = 100  # the least at which every tick in a box of 8 points was found; 150 found no more
_DARK = bytes(1 if gray < 160 else 0 for gray in range(256))
_LEAST_LINE, _UNBROKEN = 8, 0.95  # dots of a line that crosses words out, and the share of them that is dark
_SHORT = 24  # dots; a word that is not wider has two or three letters
_MOST_PIXELS = 40_000_000  # of one page; a poster


class Ink(NamedTuple):
    """The dark dots of a box, and their share of all its dots."""

    dots: int
    share: float


NO_INK = Ink(0, 0.0)


class Picture:
    """A page drawn in dark and light."""

    __slots__ = ("_dots", "_height", "_scale", "_stride", "_width")

    def __init__(self, shown: pypdfium2.PdfPage) -> None:
        width, height = shown.get_size()
        self._scale = min(DOTS_PER_INCH / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        drawn = shown.render(scale=self._scale, grayscale=True)
        self._width, self._height, self._stride = drawn.width, drawn.height, drawn.stride
        self._dots = bytes(drawn.buffer).translate(_DARK)

    def is_crossed(self, box: Box) -> bool:
        """Whether a line runs through the middle of this box from side to side, as through words struck out.

        The bars of letters run through a short word, such as 44 or H; only what reaches beyond it crosses it out.
        """
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        left, right, high = max(0, left), min(self._width, right), bottom - top
        rows = range(max(0, top + high // 4), min(self._height, bottom - high // 4))
        wide = right - left
        if wide < _LEAST_LINE:
            return False
        starts = [row * self._stride + left for row in rows]
        crossing = [at for at in starts if self._dots.count(1, at, at + wide) >= _UNBROKEN * wide]
        if wide >= _SHORT:
            return bool(crossing)
        return any(
            self._dots.count(1, max(0, at - 2), at - 1) + self._dots.count(1, at + wide + 1, at + wide + 2)
            for at in crossing
        )

    def ink(self, box: Box) -> Ink:
        """How much of this box is dark; nothing where the box lies off the page."""
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        left, right = max(0, left), min(self._width, right)
        top, bottom = max(0, top), min(self._height, bottom)
        if right <= left or bottom <= top:
            return NO_INK
        rows = range(top * self._stride, bottom * self._stride, self._stride)
        dark = sum(self._dots.count(1, row + left, row + right) for row in rows)
        return Ink(dark, dark / ((right - left) * (bottom - top)))
