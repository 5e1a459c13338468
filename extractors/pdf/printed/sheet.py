"""What a page shows of the words on it: whether they are crossed out, covered or without ink, and what is drawn beside.

The text of a page says nothing of that, and a person who looks at it sees nothing else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from unicodedata import bidirectional

from extractors.pdf.flat.shape import is_mark_in_box
from extractors.pdf.flat.slot import middle
from extractors.pdf.flat.written import MARKED, SPECKS, UNMARKED, is_painted_over
from extractors.pdf.page.boxes import around, touches, wider
from extractors.pdf.page.ink import Pale, Picture, Seen
from extractors.pdf.page.passage import Passage, Spot
from extractors.pdf.page.rules import Rule, Rules
from extractors.pdf.page.runs import lines_of, runs_of
from extractors.pdf.page.spoilt import is_barred, is_crossed, is_inkless, is_spoilt
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box
from extractors.pdf.printed.tables import Frame, strokes_beside

_BORDER = 2.0  # points at the edge of a cell that its border may take
_OVER = 1.5  # points that letters may stand over the edge of their cell
_AROUND = (1.0, 2.0, 1.0, 2.5)  # points around a line of words that belong to it: accents, edges, underlines
_FRAME, _FEW = 1.2, 4  # points from a square to what stands in it; dots that are no drawing
_SHADE, _PALE = 3, 14  # grays by which the colors of cells differ; dots of another color that are a drawing
_TURNED = ("R", "AL")


@dataclass(frozen=True)
class Sheet:
    """One page: its picture, its ruled lines and tables, and the boxes of drawings and notes upon it.

    It is drawn when an answer is first looked for on it; foreign pages never are.
    """

    seen: Seen
    rules: Rules
    frames: Sequence[Frame]
    upon: tuple[Box, ...]

    @property
    def picture(self) -> Picture:
        """The page in dark and light."""
        return self.seen()

    @cached_property
    def strokes(self) -> tuple[Rule, ...]:
        """The level lines that border nothing: under words, through them, or beside them."""
        return strokes_beside(self.frames, self.rules)

    @cached_property
    def _colors(self) -> dict[Box, Pale]:
        return {}

    def is_clean(self, passage: Passage, box: Box, page: int) -> bool:
        """Whether this box holds the words of the passage in ink and nothing else."""
        words = [spot.word for spot in passage.spots if spot.page == page]
        boxes = [word.box for word in words]
        lines = ([word for run in line for word in run.words] for line in lines_of(runs_of(words)))
        return (
            not any(self._is_changed(word, line) for line in lines for word in line)
            and not is_painted_over(boxes)
            and not any(_is_outside(one, box) for one in boxes)
            and not any(touches(one, box) for one in self.upon)
            and not any(map(_is_turned, words))
            and self._drawn(words, box) <= SPECKS
            and (bool(words) or not self._is_colored(box))
        )

    def is_seen(self, passage: Passage, box: Box, page: int) -> bool:
        """Whether the words of the passage stand in this box in ink, and no drawing or note lies upon them."""
        words = [spot.word for spot in passage.spots if spot.page == page]
        return (
            not any(is_inkless(word, self.picture) for word in words)
            and not is_painted_over([word.box for word in words])
            and not any(_is_outside(word.box, box) for word in words)
            and not any(touches(one, box) for one in self.upon)
        )

    def mark(self, box: Box) -> bool | None:
        """Whether the check box that stands here is marked; None where its middle is neither dark nor light."""
        return mark_in(box, self.picture)

    def _is_changed(self, word: Word, line: Sequence[Word]) -> bool:
        """Whether a word is crossed out, or stands there without ink: under something, or in the color of the paper."""
        if not word.text.strip("_"):  # a line to write on, which may be too thin for the picture
            return False
        is_struck = any(letter.isalnum() for letter in word.text) and is_crossed(word, self.picture)
        is_lost = is_struck or is_inkless(word, self.picture) or is_spoilt(word, line, self.picture, self.strokes)
        return is_lost or is_barred(word, line, self.rules.fills, self.picture)

    def _is_colored(self, box: Box) -> bool:
        """Whether an empty cell has a color in it that others of its row have not, nor those of its column."""
        for frame in self.frames:
            for row in frame.rows:
                if box in row:
                    column = [cell for cells in frame.rows for cell in cells if _is_same_column(cell, box)]
                    return self._differs(box, row) and self._differs(box, column)
        return False

    def _differs(self, box: Box, cells: Iterable[Box]) -> bool:
        """Whether the color of a cell is not that of most others of these."""
        own = self._color_of(box)
        grounds = [self._color_of(cell).ground for cell in cells if cell != box]
        usual = max(grounds, key=grounds.count, default=own.ground)
        return abs(own.ground - usual) >= _SHADE or own.dots > _PALE

    def _color_of(self, cell: Box) -> Pale:
        """The color of a cell, which is looked at once for all cells of its row and its column."""
        if cell not in self._colors:
            self._colors[cell] = self.picture.pale([wider(cell, -_BORDER)])
        return self._colors[cell]

    def _drawn(self, words: Sequence[Word], box: Box) -> int:
        """The dark dots of a cell that belong to none of its words."""
        left, top, right, bottom = box
        inner = (left + _BORDER, top + _BORDER, right - _BORDER, bottom - _BORDER)
        lines = [_box_of(word for run in line for word in run.words) for line in lines_of(runs_of(words))]
        return self.picture.ink(inner).dots - sum(self.picture.ink(_shared(inner, line)).dots for line in lines)


def mark_in(box: Box, picture: Picture) -> bool | None:
    """Whether there is ink in the middle of a check box; None where it is neither dark nor light."""
    share = picture.ink(middle(box)).share
    return True if share >= MARKED else False if share <= UNMARKED else None


def mark_in_square(box: Box, picture: Picture) -> bool | None:
    """Whether a drawn square is marked; None where what is drawn in it is no mark, such as a dash or a ring."""
    inner = wider(box, -_FRAME)
    if picture.ink(inner).dots <= _FEW:
        return False
    return True if is_mark_in_box(picture.dots(inner)) else None


def mark_of(spot: Spot, text: str, sheet: Sheet) -> bool | None:
    """What the picture says of a check box; None where its sign is a part of a word."""
    return sheet.mark(spot.word.box) if spot.word.text == text else None


def _is_outside(box: Box, cell: Box) -> bool:
    return box[0] < cell[0] - _OVER or box[1] < cell[1] - _OVER or box[2] > cell[2] + _OVER or box[3] > cell[3] + _OVER


def _is_same_column(cell: Box, other: Box) -> bool:
    return abs(cell[0] - other[0]) <= _BORDER and abs(cell[2] - other[2]) <= _BORDER


def _is_turned(word: Word) -> bool:
    """Whether a word is written from right to left, in an order that its letters on the page do not tell."""
    return any(bidirectional(letter) in _TURNED for letter in word.text)


def _box_of(words: Iterable[Word]) -> Box:
    box, (left, top, right, bottom) = around([word.box for word in words]), _AROUND
    return box[0] - left, box[1] - top, box[2] + right, box[3] + bottom


def _shared(box: Box, other: Box) -> Box:
    return max(box[0], other[0]), max(box[1], other[1]), min(box[2], other[2]), min(box[3], other[3])
