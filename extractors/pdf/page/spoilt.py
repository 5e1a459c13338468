"""Whether a word on a page is struck out or covered, as a whole or in one of its letters.

Who strikes a figure out of a number, or paints one over, leaves its text in the file as it was.
"""

from collections.abc import Iterable, Sequence
from unicodedata import category

from extractors.pdf.page.boxes import around
from extractors.pdf.page.ink import Picture
from extractors.pdf.page.rules import Rule
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box

_CROSSED = 0.6  # of a letter's width
_HEAD, _FOOT = 5, 6  # parts of a line's height: one of them at its head and one at its foot is not struck
_LOWEST = 5.0  # points that a line of words is high at least, even if they are all dashes
_ABOVE_BASE = 0.05  # of a line's height; what runs lower underlines it
_DOT, _FINE = 2.0, 0.5  # points
_SMALLEST = 0.3  # points; what is smaller is no letter that is drawn
_UNSEEN = ("Cf", "Cc", "Mn", "Me", "Co", "Cn")


def is_spoilt(word: Word, line: Sequence[Word], picture: Picture, strokes: Iterable[Rule]) -> bool:
    """Whether one of its letters is crossed by a stroke, has no ink, or lies under something dark.

    How high the strokes of a dash lie only the other words of its `line` tell. A line to write on is no letter.
    """
    head, foot = _middle_of(word, line)
    crossing = [one for one in strokes if head < one.at < foot and one.start < word.box[2] and one.end > word.box[0]]
    letters = [
        box
        for letter, box in zip(word.text, word.letters, strict=False)
        if letter != "_" and category(letter) not in _UNSEEN
    ]
    return any(_is_crossed(box, crossing) or _is_bare(box, picture) for box in letters) or any(
        picture.is_filled(box) for letter, box in zip(word.text, word.letters, strict=False) if letter.isalnum()
    )


def is_inkless(word: Word, picture: Picture) -> bool:
    """Whether a word stands there without ink: under something, or in the color of the paper."""
    left, top, right, bottom = word.box
    is_dot = max(right - left, bottom - top) < _DOT  # too small to be seen in the picture
    around_it = (left, top - _FINE, right, bottom + _FINE)
    if bottom - top < _DOT:  # a dash, which may fall between two rows of dots and darken neither much
        return not is_dot and picture.is_even_and_light(around_it)
    return not is_dot and not picture.ink(around_it).dots


def _middle_of(word: Word, line: Sequence[Word]) -> tuple[float, float]:
    """Between which heights a stroke goes through a word."""
    same = [one for one in line if abs(one.foot - word.foot) < _DOT] or [word]
    _, top, _, bottom = around([one.box for one in same])
    foot = word.foot
    top = min(top, foot - _LOWEST)
    bottom = max(bottom, foot)
    height = bottom - top
    return top + height / _HEAD, min(bottom - height / _FOOT, foot - _ABOVE_BASE * height)


def _is_crossed(box: Box, strokes: Iterable[Rule]) -> bool:
    return any(min(one.end, box[2]) - max(one.start, box[0]) >= _CROSSED * (box[2] - box[0]) for one in strokes)


def _is_bare(box: Box, picture: Picture) -> bool:
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if min(wide, high) < _SMALLEST or max(wide, high) < _DOT:
        return False
    return picture.is_even_and_light((left, top - _FINE, right, bottom + _FINE))
