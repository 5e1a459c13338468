"""How much of a place on a page is dark: what finds a mark whether it was drawn, stamped or written as a letter."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import NamedTuple

import pypdfium2

from extractors.pdf.place import Box

DOTS_PER_INCH = 100  # the least at which every tick in a box of 8 points was found; 150 found no more
_DARK = 160  # gray below which a dot is dark
_ANY_DARK, _NOT_DARK = bytes(range(_DARK)), bytes(range(_DARK, 256))
_DARK_OR_NOT = bytes(gray < _DARK for gray in range(256))
_LEAST_LINE, _UNBROKEN = 8, 0.95  # dots of a line that crosses words out, and the share of them that is dark
_LIGHT, _CONTRAST = 235, 24  # grays: no ink is lighter; ink differs so much from its ground
_MID = 128  # the gray than which a light ground is lighter
_ABOVE_MID = bytes(range(_MID + 1, 256))
PAPER = 255
_WIDE = 4  # dots of a letter beside whose edges the ink of the next ones is not seen
_THIN = 2  # dots of a letter that is one upright stroke
_BROAD, _FULL = 4, 0.95  # dots that a letter has which is not all stroke, and the share of them that none has in ink
_BEYOND = 3  # dots on each side of a word
_NOISE = 6  # grays by which a ground differs from itself, drawn again
_NOT_BELOW = [bytes(range(level, 256)) for level in range(256)]
_MOST_PIXELS = 40_000_000  # of one page; a poster


class Ink(NamedTuple):
    """The dark dots of a box, and their share of all its dots."""

    dots: int
    share: float


NO_INK = Ink(0, 0.0)


class Pale(NamedTuple):
    """The gray of most of a place, and how many of its dots are darker than that, by however little."""

    ground: int = 255
    dots: int = 0


BARE = Pale()


class Picture:
    """A page drawn in dark and light: the `gray` of each dot, line after line of `stride` bytes."""

    __slots__ = ("_scale", "gray", "height", "stride", "width")

    def __init__(self, shown: pypdfium2.PdfPage, *, with_notes: bool = True) -> None:
        width, height = shown.get_size()
        self._scale = min(DOTS_PER_INCH / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        drawn = shown.render(scale=self._scale, grayscale=True, draw_annots=with_notes)
        self.width, self.height, self.stride = drawn.width, drawn.height, drawn.stride
        self.gray = bytes(drawn.buffer)

    def without(self, boxes: Iterable[Box]) -> "Picture":
        """The same picture with nothing but paper in these boxes."""
        gray = bytearray(self.gray)
        for box in boxes:
            left, top, right, bottom = self._edges(box)
            left, right = max(0, left), min(self.width, right)
            for start in range(max(0, top) * self.stride + left, min(self.height, bottom) * self.stride, self.stride):
                gray[start : start + right - left] = bytes([PAPER]) * (right - left)
        other = copy(self)
        other.gray = bytes(gray)
        return other

    def is_crossed(self, box: Box) -> bool:
        """Whether a line runs through the middle of this box from side to side, as through words struck out."""
        left, top, right, bottom = self._edges(box)
        left, right, high = max(0, left), min(self.width, right), bottom - top
        first, last = max(0, top + high // 4), min(self.height, bottom - high // 4)
        wide = right - left
        if wide < _LEAST_LINE:
            return False
        for at in range(first * self.stride + left, last * self.stride + left, self.stride):
            if self._is_line(at, at + wide):
                return True
        return False

    def is_struck(self, box: Box) -> bool:
        """Whether a line runs through this box and beyond it at a side, as through printed words struck out."""
        return self._has_line(*self._edges(box))

    def _has_line(self, left: int, top: int, right: int, bottom: int) -> bool:
        """Whether a line runs through the middle of what is between these edges and beyond."""
        if left < _BEYOND or right > self.width - _BEYOND or right - left < _LEAST_LINE:
            return False
        gray, stride, quarter = self.gray, self.stride, (bottom - top) // 4
        first, last = max(0, top + quarter) * stride, min(self.height, bottom - quarter) * stride
        before, beyond = left - _BEYOND, right + _BEYOND - 1  # how far a line reaches that goes beyond
        beside = gray[first + before : last + before : stride] + gray[first + beyond : last + beyond : stride]
        if not beside.translate(None, _NOT_DARK):  # as beside nearly all words
            return False
        for start in range(first + left, last + left, stride):
            end = start + right - left
            goes_beyond = max(gray[start - _BEYOND : start]) < _DARK or max(gray[end : end + _BEYOND]) < _DARK
            if goes_beyond and self._is_line(start, end):
                return True
        return False

    def _is_line(self, start: int, end: int) -> bool:
        """Whether nearly all these dots are dark."""
        return len(self.gray[start:end].translate(None, _NOT_DARK)) >= _UNBROKEN * (end - start)

    def is_even_and_light(self, box: Box) -> bool:
        """Whether nothing is to be seen in this box: paper, or a light color all over."""
        left, top, right, bottom = self._edges(box)
        if right - left >= _WIDE:
            left, right = left + 1, right - 1
        elif right - left < _THIN:  # one stroke, which may be drawn a dot beside its place
            left -= 1
        left, right, top, bottom = max(0, left), min(self.width, right + 1), max(0, top), min(self.height, bottom + 1)
        starts = range(top * self.stride, bottom * self.stride, self.stride)
        grays = b"".join([self.gray[row + left : row + right] for row in starts])
        if not grays or grays.translate(None, _ABOVE_MID):
            return False
        return min(grays) >= _LIGHT or (max(grays) - min(grays) < _CONTRAST and right - left > _WIDE)

    def shows(self, box: Box) -> bool:
        """Whether words are to be seen in this box; the row through its middle nearly always meets their letters."""
        left, top, right, bottom = self._edges(box)
        start = min(max(0, (top + bottom) // 2), self.height - 1) * self.stride
        middle = self.gray[start + max(0, left) : start + min(self.width, right)]
        return bool(middle.translate(None, _NOT_DARK)) or not self.is_even_and_light(box)

    def is_plain(self, box: Box) -> bool:
        """Whether a letter surely stands here: neither nothing nor something dark all over is to be seen within it."""
        left, top, right, bottom = self._edges(box)
        if left < 0 or top < 0 or right > self.width or bottom > self.height:
            return False
        gray, stride, most = self.gray, self.stride, (1 - _FULL) * (right - left) * (bottom - top) + 1
        first, last = top * stride, bottom * stride  # letters are higher than wide: fewer columns than rows
        grays = b"".join([gray[first + at : last + at : stride] for at in range(left + 1, right)])
        return bool(grays.translate(None, _ABOVE_MID)) and len(grays.translate(None, _ANY_DARK)) > most

    def is_filled(self, box: Box) -> bool:
        """Whether all of a broad box is dark, as where a letter lies under something."""
        left, top, right, bottom = self._edges(box)
        return right - left >= _BROAD and bottom - top >= _BROAD and self.ink(box).share >= _FULL

    def differs(self, other: "Picture", box: Box) -> bool:
        """Whether something is drawn in the oval within this box that the other picture of the page has not."""
        left, top, right, bottom = self._edges(box)
        across, down, wide, high = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
        for row in range(max(0, top), min(self.height, bottom)):
            reach = wide * max(0.0, 1 - ((row + 0.5 - down) / high) ** 2) ** 0.5
            start, end = row * self.stride + round(across - reach), row * self.stride + round(across + reach)
            pairs = zip(self.gray[start:end], other.gray[start:end], strict=True)
            if any(abs(one - two) > _CONTRAST for one, two in pairs):
                return True
        return False

    def holds(self, box: Box) -> bool:
        """Whether at least half of a box lies on the page, and was not cropped away."""
        scale = self._scale
        left, top, right, bottom = box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale
        across = min(right, self.width) - max(left, 0.0)
        down = min(bottom, self.height) - max(top, 0.0)
        return bool(across >= (right - left) / 2 and down >= (bottom - top) / 2)

    def ground(self, box: Box) -> int | None:
        """The lightest gray of the lines through this box and just beyond it; None where it lies off the page."""
        left, top, right, bottom = self._edges(box)
        gray, stride = self.gray, self.stride
        if left >= 0 and 0 < top <= bottom < self.height and right <= self.width:
            start = (top - 1) * stride  # the first of these lines, which is bare beside nearly all words
            if gray.find(PAPER, start + left, start + right) >= 0:
                return PAPER
        left, right = max(0, left), min(self.width, max(right, left + _THIN))
        rows = range(max(0, top - 1) * stride, min(self.height, bottom + 1) * stride, stride)
        for row in rows:
            if gray.find(PAPER, row + left, row + right) >= 0:  # nothing is lighter
                return PAPER
        return max(b"".join([gray[row + left : row + right] for row in rows]), default=None)

    def ink(self, box: Box) -> Ink:
        """How much of this box is dark; nothing where the box lies off the page."""
        left, top, right, bottom = self._edges(box)
        left, right = max(0, left), min(self.width, right)
        top, bottom = max(0, top), min(self.height, bottom)
        if right <= left or bottom <= top:
            return NO_INK
        gray, wide = self.gray, right - left
        bare = bytes((PAPER,)) * wide  # as most rows are, which need not be looked through
        starts = range(top * self.stride + left, bottom * self.stride + left, self.stride)
        dark = len(b"".join([row for at in starts if (row := gray[at : at + wide]) != bare]).translate(None, _NOT_DARK))
        return Ink(dark, dark / (wide * (bottom - top)))

    def pale(self, boxes: Sequence[Box], ground: int | None = None) -> Pale:
        """How many dots of these boxes are darker than their ground, or than the one that is given."""
        grays = b"".join([row for box in boxes for row in self._rows(box)])
        if not grays:
            return Pale()
        if ground is None:
            ground = PAPER if 2 * grays.count(PAPER) > len(grays) else max(set(grays), key=grays.count)
        return Pale(ground, len(grays.translate(None, _NOT_BELOW[max(0, ground - _NOISE)])))

    def _rows(self, box: Box) -> list[bytes]:
        """The dots of a box, line by line."""
        left, top, right, bottom = self._edges(box)
        left, right = max(0, left), min(self.width, right)
        starts = range(max(0, top) * self.stride, min(self.height, bottom) * self.stride, self.stride)
        return [self.gray[row + left : row + right] for row in starts]

    def is_paper(self, boxes: Iterable[Box]) -> bool:
        """Whether every dot of these boxes is as white as paper, so that there is neither ink nor color."""
        gray, stride = self.gray, self.stride
        for box in boxes:
            left, top, right, bottom = self._edges(box)
            left, right = max(0, left), min(self.width, right)
            bare = bytes((PAPER,)) * (right - left)
            for at in range(max(0, top) * stride + left, min(self.height, bottom) * stride + left, stride):
                if not gray.startswith(bare, at):
                    return False
        return True

    def is_clearly_printed(self, box: Box) -> bool:
        """Whether words surely are seen here, on paper, and no line runs out of them at a side; few are not."""
        left, top, right, bottom = self._edges(box)
        if left < 0 or right > self.width or not 0 < top <= bottom < self.height:
            return False
        above, middle = (top - 1) * self.stride, (top + bottom) // 2 * self.stride
        return (
            self.gray.find(PAPER, above + left, above + right) >= 0
            and bool(self.gray[middle + left : middle + right].translate(None, _NOT_DARK))
            and not self._has_line(left, top, right, bottom)
        )

    def is_bare(self, box: Box) -> bool:
        """Whether nothing in this box is dark."""
        left, top, right, bottom = self._edges(box)
        left, right = max(0, left), min(self.width, right)
        first, last = max(0, top) * self.stride, min(self.height, bottom) * self.stride
        gray, wide = self.gray, right - left
        for at in range(first + left, last + left, self.stride) if wide > 0 else ():
            if gray[at : at + wide].translate(None, _NOT_DARK):
                return False
        return True

    def drawn_in(self, box: Box) -> Box | None:
        """The smallest box around all that is dark in this one; None where nothing is."""
        left, top, right, bottom = self._edges(box)
        left, right = max(0, left), min(self.width, right)
        lines = ((row, self._dark(row, left, right)) for row in range(max(0, top), min(self.height, bottom)))
        dark = [(row, line) for row, line in lines if 1 in line]
        if not dark:
            return None
        first, last = min(line.index(1) for _, line in dark), max(line.rindex(1) for _, line in dark)
        edges = (left + first, dark[0][0], left + last + 1, dark[-1][0] + 1)
        return edges[0] / self._scale, edges[1] / self._scale, edges[2] / self._scale, edges[3] / self._scale

    def dots(self, box: Box) -> list[bytes]:
        """The dots of a box, line by line, each 1 where it is dark, else 0."""
        left, top, right, bottom = self._edges(box)
        left, right = max(0, left), min(self.width, right)
        return [self._dark(row, left, right) for row in range(max(0, top), min(self.height, bottom))]

    def pieces(self, box: Box) -> int:
        """How many pieces of ink are in this box, each of dark dots that touch."""
        left, top, right, bottom = self._edges(box)
        left, right = max(0, left), min(self.width, right)
        lines = ((row, self._dark(row, left, right)) for row in range(max(0, top), min(self.height, bottom)))
        dark = {(row, at) for row, line in lines for at, dot in enumerate(line) if dot}
        count = 0
        while dark:
            count += 1
            reached = [dark.pop()]
            while reached:
                row, at = reached.pop()
                beside = {(row + down, at + along) for down in (-1, 0, 1) for along in (-1, 0, 1)} & dark
                dark -= beside
                reached.extend(beside)
        return count

    def _dark(self, row: int, left: int, right: int) -> bytes:
        """The dots of a stretch of one line, each 1 where it is dark, else 0."""
        start = row * self.stride
        return self.gray[start + left : start + right].translate(_DARK_OR_NOT)

    def _edges(self, box: Box) -> tuple[int, int, int, int]:
        """The edges of a box in dots."""
        left, top, right, bottom = box
        scale = self._scale
        return round(left * scale), round(top * scale), round(right * scale), round(bottom * scale)

    def shade(self, box: Box) -> float:
        """How dark this box is on the whole, from 0 for white to 255 for black.

        Dots are counted whole and the box is measured exactly, so that what lies well within it counts alike however it
        falls on the dots.
        """
        left, top, right, bottom = self._edges(box)
        left, right = max(0, left), min(self.width, right)
        rows = range(max(0, top) * self.stride, min(self.height, bottom) * self.stride, self.stride)
        dark = sum(255 * max(0, right - left) - sum(self.gray[row + left : row + right]) for row in rows)
        size = (box[2] - box[0]) * (box[3] - box[1]) * self._scale**2
        return float(dark / size) if size > 0 else 0.0


Seen = Callable[[], Picture]  # the picture of a page, drawn when it is first looked at
