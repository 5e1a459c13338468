"""What a page draws and its blank does not: lines, drawings and colors, as far as they lie near some of its words."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import itemgetter

import pypdfium2

from extractors.pdf.flat.laid import Laid, Match
from extractors.pdf.page.boxes import around
from extractors.pdf.page.rules import NO_RULES, Drawings, Rules, Stroke, sorted_out
from extractors.pdf.page.runs import Run
from extractors.pdf.page.spoilt import LOWEST
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box

_REACH = 1.5  # points that a line may stand over its place
_top = itemgetter(1)
_ROW, _MOST_ROWS = 24.0, 4  # points; of them


class Added:
    """What is `shown` on a page and its blank does not draw, looked for where it is asked for."""

    def __init__(self, shown: pypdfium2.PdfPage, laid: Laid) -> None:
        self.shown = shown
        self._known = _Known(laid.match) if laid.match else None
        self._drawn = Drawings(shown, laid.page)
        self._new: dict[int, list[Stroke]] = {}

    def upon(self, runs: Iterable[Run]) -> Rules:
        """What may run through one of these texts."""
        return self.near([_strikable(run.words) for run in runs])

    def near(self, boxes: Sequence[Box]) -> Rules:
        """All pictures, and what is drawn in one go with what touches one of these boxes."""
        if not boxes:
            return NO_RULES
        rows = _by_row(boxes)
        near = (
            number
            for number, box in enumerate(self._drawn.boxes)
            if self._new.get(number, True) and (box is None or _is_near(box, rows))
        )
        return sorted_out(stroke for number in near for stroke in self._new_in(number))

    def _new_in(self, number: int) -> list[Stroke]:
        """What of a drawing the blank does not draw."""
        if number not in self._new:
            self._new[number] = [
                one for one in self._drawn.strokes(number) if self._known and not self._known.draws(*one)
            ]
        return self._new[number]


class _Known:
    """What a blank draws, where it lies on the page; lines are known by the lines that they are part of."""

    def __init__(self, match: Match) -> None:
        fit, drawn = match.fit, match.page.drawn
        self._across = _Ordered(fit.box((one.start, one.at, one.end, one.at)) for one in drawn.across)
        self._down = _Ordered(_turned(fit.box((one.at, one.start, one.at, one.end))) for one in drawn.down)
        self._drawings = _Ordered(map(fit.box, drawn.drawings))
        self._fills = _Ordered(map(fit.box, drawn.fills))

    def draws(self, box: Box, is_line: bool | None) -> bool:
        """Whether the blank draws this, too."""
        left, top, right, bottom = box
        if not is_line:
            return (self._fills if is_line is None else self._drawings).have(box)
        if right - left >= bottom - top:
            return self._across.hold((top + bottom) / 2, left, right)
        return self._down.hold((left + right) / 2, top, bottom)


class _Ordered:
    """Boxes from the top of a page to its foot; those of lines, which have no height, may lie along its side."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._boxes = sorted(boxes, key=_top)
        self._tops = [box[1] for box in self._boxes]

    def hold(self, at: float, start: float, end: float) -> bool:
        """Whether a line is part of one of these."""
        for left, top, right, _ in self._at(at):  # hundreds of lines a page are asked for
            if left - _REACH <= start and end <= right + _REACH and -_REACH <= at - top <= _REACH:
                return True
        return False

    def have(self, box: Box) -> bool:
        """Whether a box is one of these."""
        return any(
            all(abs(edge - other) <= _REACH for edge, other in zip(box, one, strict=True)) for one in self._at(box[1])
        )

    def _at(self, top: float) -> list[Box]:
        """Those that begin about there."""
        first = bisect_left(self._tops, top - 2 * _REACH)
        return self._boxes[first : bisect_right(self._tops, top + 2 * _REACH, first)]


def _turned(box: Box) -> Box:
    left, top, right, bottom = box
    return top, left, bottom, right


def _strikable(words: Sequence[Word]) -> Box:
    """Where a line may run through one of these words: above the line that it is written on, as high as letters are."""
    left, top, right, bottom = around([word.box for word in words])
    feet = [word.foot for word in words]
    return left, min(top, *feet, min(feet) - LOWEST), right, max(bottom, *feet)


def _by_row(near: Iterable[Box]) -> dict[int, list[Box]]:
    """These boxes by the rows of the page that they reach into."""
    rows: dict[int, list[Box]] = defaultdict(list)
    for box in near:
        first, last = int(box[1] // _ROW), int(box[3] // _ROW)
        rows[first].append(box)
        for row in range(first + 1, last + 1) if last > first else ():
            rows[row].append(box)
    return rows


def _is_near(box: Box, rows: dict[int, list[Box]]) -> bool:
    """Whether a box touches one of those in its rows; a high one is not compared with each."""
    first, last = int(box[1] // _ROW), int(box[3] // _ROW)
    if last - first > _MOST_ROWS:
        return True
    for row in range(first, last + 1):
        for left, top, right, bottom in rows.get(row, ()):
            if box[0] <= right and left <= box[2] and box[1] <= bottom and top <= box[3]:
                return True
    return False
