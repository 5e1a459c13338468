"""The text of a stretch of a page: its printed lines put together again, with where each word stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple, SupportsIndex

from extractors.pdf.page.runs import lines_of, runs_of
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box

SPACE = 0.35  # of a letter's height: what is at least left between words
MARGIN = 4.0  # points at the right of a place in which nothing is written
SPACED = 6.0  # points of room that a wrapped line may leave unused
_JOINTS = "-\u2010\u2011/"  # a word that is parted at the end of a line ends with one of these
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st"}
_AS_WRITTEN = str.maketrans({**_LIGATURES, "\u2011": "-"})  # some fonts join letters, and programs write that


class Spot(NamedTuple):
    """A word of a text: where it begins in it, and the page that the word stands on."""

    start: int
    page: int
    word: Word


class Passage(str):
    """A text that stands on pages: its words, and each page with the box in which it stands there."""

    __slots__ = ("boxes", "spots")

    spots: tuple[Spot, ...]
    boxes: tuple[tuple[int, Box], ...]

    def __new__(cls, text: str, spots: Iterable[Spot], boxes: Iterable[tuple[int, Box]]) -> "Passage":
        """The text with these words and boxes."""
        made = super().__new__(cls, text)
        made.spots, made.boxes = tuple(spots), tuple(boxes)
        return made

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        """A character; or a stretch of the text, with its own words and the boxes of the whole."""
        said = super().__getitem__(key)
        if not isinstance(key, slice):
            return said
        start, end, _ = key.indices(len(self))
        moved = (spot._replace(start=spot.start - start) for spot in self.between(start, end))
        return Passage(said, moved, self.boxes)

    def between(self, start: int, end: int) -> list[Spot]:
        """The words that stand, whole or in part, between these places of the text."""
        first = max(0, bisect_right(self.spots, start, key=_start) - 1)
        last = bisect_left(self.spots, end, key=_start)
        return [spot for spot in self.spots[first:last] if spot.start + len(_said(spot.word)) > start]


def passage_of(words: Sequence[Word], box: Box, page: int) -> Passage:
    """The text of these words, which stand in this box.

    They are read as they stand: a letter that a font has not is drawn after the words around it.
    """
    pieces: list[str] = []
    spots: list[Spot] = []
    length = 0
    above: Word | None = None
    for line in lines_of(runs_of(words)) if words else ():
        for number, word in enumerate(sorted((word for run in line for word in run.words), key=_left)):
            between = " " if number else "" if above is None else gap(above, word, box[2])
            pieces += [between, _said(word)]
            spots.append(Spot(length + len(between), page, word))
            length += len(between) + len(pieces[-1])
            above = word
    return Passage("".join(pieces), spots, ((page, box),))


def joined(first: Passage, second: Passage) -> Passage:
    """A text that goes on in another place."""
    if not first or not second:
        return Passage(first or second, first.spots or second.spots, (*first.boxes, *second.boxes))
    between = gap(first.spots[-1].word, second.spots[0].word, first.boxes[-1][1][2])
    start = len(first) + len(between)
    moved = (spot._replace(start=start + spot.start) for spot in second.spots)
    return Passage(first + between + second, (*first.spots, *moved), (*first.boxes, *second.boxes))


def gap(above: Word, below: Word, edge: float) -> str:
    """What stands between the last word of a line and the first of the next one, in a place that ends at this edge.

    A line ends where the next word would still have found room in it; where a space is drawn after its last word, it
    was most likely wrapped. A word parted at a joint has no space after it.
    """
    needs = below.box[2] - below.box[0] + (below.box[3] - below.box[1]) * SPACE
    if edge - above.box[2] > needs + MARGIN + (SPACED if above.is_spaced else 0.0):
        return "\n"
    is_parted = not above.is_spaced and len(above.text) > 1 and above.text[-1] in _JOINTS
    return "" if is_parted else " "


def _start(spot: Spot) -> int:
    return spot.start


def _left(word: Word) -> float:
    return word.box[0]


def _said(word: Word) -> str:
    return word.text.translate(_AS_WRITTEN)
