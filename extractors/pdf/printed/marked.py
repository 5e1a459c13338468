"""Printed words of a Word form on pages that a person marked: crossed out, or with a color laid under them.

A copy of a form of ours has color under whole cells and framed texts, and a line through none of its words.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.pdf.page.rules import Rule, Rules
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box
from extractors.pdf.printed.tables import Frame, frames_of
from extractors.shown import LOOKS, USUAL_SYMBOLS

_NEAR = 2.0  # points that a color may end beside the edge of its cell
_JOINT = 0.1  # points between the pieces in which a browser lays a color under a row that the page's end parts
_BAND = 0.25  # of the height of a word, at its head and at its foot: a line there is none through it
_LEAST = 0.6  # of a word's width that is crossed out
_BOXES = frozenset(USUAL_SYMBOLS) - frozenset(("", "x", "X"))
_TIP = 12.0  # points from the end of a line to the box that it points at
_MOST_WORDS = 5


class Marked(NamedTuple):
    """What was done to words on a page, in words, and the words."""

    told: str
    words: tuple[Word, ...]


Marks = list[Marked]


def marked_on(number: int, words: Sequence[Word], rules: Rules, strokes: Iterable[Rule], *, is_ours: bool) -> Marks:
    """The words of a page that are crossed out, and on a form of ours those with a color under them."""
    strokes = tuple(strokes)
    marked = [Marked(f"a line on page {number} through", _crossed(stroke, words)) for stroke in strokes]
    marked += [Marked(f"a line on page {number} that points at", _pointed(stroke, words)) for stroke in strokes]
    fills = dict.fromkeys(rules.fills if is_ours else ())  # LibreOffice draws each twice
    frames = frames_of(rules) if fills else []
    parted = [frame for frame in frames if frame.begins_open or frame.ends_open]
    strange = (
        fill for fill in fills if not _is_of_table(fill, frames) and not _is_of_table(_stacked(fill, fills), parted)
    )
    marked += [Marked(f"a color on page {number} under", _upon(fill, words)) for fill in strange]
    return [one for one in marked if one.words]


def told_of(marked: Iterable[Marked], answers: Collection[int]) -> Iterator[str]:
    """What is to be said of marked words that are no `answers`, which are told by their ids."""
    for one in marked:
        printed = [word.text.translate(LOOKS) for word in one.words if id(word) not in answers]
        if printed:
            yield f"{one.told} “{' '.join(printed[:_MOST_WORDS])}”"


def _crossed(stroke: Rule, words: Iterable[Word]) -> tuple[Word, ...]:
    return tuple(word for word in words if _crosses(stroke, word.box) and any(map(str.isalnum, word.text)))


def _pointed(stroke: Rule, words: Sequence[Word]) -> tuple[Word, ...]:
    """The words behind a box to tick at whose side a line ends; one below or above the box points at nothing."""
    for box in (word.box for word in words if word.text in _BOXES):
        edge = (box[3] - box[1]) * _BAND
        is_level = box[1] + edge < stroke.at < box[3] - edge
        if is_level and (0 <= box[0] - stroke.end + _NEAR <= _TIP or 0 <= stroke.start - box[2] + _NEAR <= _TIP):
            behind = (one for one in words if one.box[0] >= box[2] and box[1] < one.center[1] < box[3])
            return tuple(sorted(behind, key=_left)[:_MOST_WORDS])
    return ()


def _left(word: Word) -> float:
    return word.box[0]


def _crosses(stroke: Rule, box: Box) -> bool:
    left, top, right, bottom = box
    edge = (bottom - top) * _BAND
    shared = min(stroke.end, right) - max(stroke.start, left)
    return top + edge < stroke.at < bottom - edge and shared >= _LEAST * (right - left)


def _upon(fill: Box, words: Iterable[Word]) -> tuple[Word, ...]:
    return tuple(
        word for word in words if fill[0] <= word.center[0] <= fill[2] and fill[1] <= word.center[1] <= fill[3]
    )


def _stacked(fill: Box, fills: Iterable[Box]) -> Box:
    """A piece of color with those of the same width right over and under it."""
    left, top, right, bottom = fill
    same = sorted(one for one in fills if abs(one[0] - left) <= _JOINT and abs(one[2] - right) <= _JOINT)
    for one in same:
        bottom = one[3] if abs(one[1] - bottom) <= _JOINT else bottom
    for one in reversed(same):
        top = one[1] if abs(one[3] - top) <= _JOINT else top
    return left, top, right, bottom


def _is_of_table(fill: Box, frames: Iterable[Frame]) -> bool:
    """Whether a color ends where cells do."""
    for frame in frames:
        edges = [cell for row in frame.rows for cell in row] + [frame.box]
        if all(any(abs(fill[at] - edge[at]) <= _NEAR for edge in edges) for at in range(4)):
            return True
    return False
