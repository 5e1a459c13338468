"""Whether a word on a page is struck out or covered, as a whole or in one of its letters.

Who strikes a figure out of a number, or paints one over, leaves its text in the file as it was.
"""

from collections.abc import Iterable, Sequence
from unicodedata import category

from extractors.pdf.page.boxes import around, wider
from extractors.pdf.page.ink import Picture
from extractors.pdf.page.rules import Rule
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box

_CROSSED = 0.6  # of a letter's width
_HEAD, _FOOT = 5, 6  # parts of a line's height: one of them at its head and one at its foot is not struck
LOWEST = 5.0  # points that a line of words is high at least, even if they are all dashes
_ABOVE_BASE = 0.05  # of a line's height; what runs lower underlines it
_TOP, _BOTTOM = 0.2, 0.25  # of a letter's height that a color under all of it may leave at its head and foot
_COVERED = 0.9  # of the dots of a letter that are dark where a bar lies upon it
_DOT, _FINE = 2.0, 0.5  # points
_SMALLEST = 0.3  # points; what is smaller is no letter that is drawn
_BARRED = frozenset("4H")  # letters that draw such a line themselves
_UNSEEN = ("Cf", "Cc", "Mn", "Me", "Co", "Cn")


def is_spoilt(word: Word, line: Sequence[Word], picture: Picture, strokes: Iterable[Rule]) -> bool:
    """Whether one of its letters is crossed by a stroke, has no ink, or lies under something dark.

    How high the strokes of a dash lie only the other words of its `line` tell. A line to write on is no letter.
    """
    placed = list(zip(word.text, word.letters, strict=False))
    unclear = [(letter, box) for letter, box in placed if not picture.is_plain(box)]
    if any(_is_lost(letter, box, picture) for letter, box in unclear):
        return True
    crossing = _crossing(word, line, strokes)
    return bool(crossing) and any(
        letter != "_" and category(letter) not in _UNSEEN and _is_crossed(box, crossing) for letter, box in placed
    )


def is_crossed(word: Word, picture: Picture) -> bool:
    """Whether a line is seen through a word from side to side; of one whose letters draw it, its strokes alone tell."""
    return not _BARRED.issuperset(word.text) and picture.is_crossed(word.box)


def is_barred(word: Word, line: Sequence[Word], fills: Iterable[Box], picture: Picture) -> bool:
    """Whether a bar of color runs through one of its letters, or a dark one covers it; light color under it is none."""
    left, _, right, _ = word.box
    along = [one for one in fills if one[0] < right and one[2] > left]
    if not along or not any(map(str.isalnum, word.text)):
        return False
    head, foot = _middle_of(word, line)
    for letter in word.letters or (word.box,):
        high = letter[3] - letter[1]
        for one in along:
            shared = max(one[0], letter[0]), max(one[1], letter[1]), min(one[2], letter[2]), min(one[3], letter[3])
            is_upon = shared[2] - shared[0] >= _CROSSED * (letter[2] - letter[0]) and one[1] < foot and one[3] > head
            is_under = one[1] <= letter[1] + _TOP * high and one[3] >= letter[3] - _BOTTOM * high
            if is_upon and (not is_under or picture.ink(wider(shared, -_FINE)).share >= _COVERED):
                return True
    return False


def _crossing(word: Word, line: Sequence[Word], strokes: Iterable[Rule]) -> list[Rule]:
    """The strokes that go through a word somewhere."""
    left, _, right, _ = word.box
    along = [one for one in strokes if one.start < right and one.end > left]
    if not along:
        return along
    head, foot = _middle_of(word, line)
    return [one for one in along if head < one.at < foot]


def _is_lost(letter: str, box: Box, picture: Picture) -> bool:
    """Whether a letter has no ink, or lies under something dark."""
    has_ink = letter == "_" or category(letter) in _UNSEEN or not _is_bare(box, picture)
    return not has_ink or (letter.isalnum() and picture.is_filled(box))


def is_inkless(word: Word, picture: Picture) -> bool:
    """Whether a word stands there without ink: under something, or in the color of the paper."""
    left, top, right, bottom = word.box
    is_dot = max(right - left, bottom - top) < _DOT  # too small to be seen in the picture
    around_it = (left, top - _FINE, right, bottom + _FINE)
    if bottom - top < _DOT:  # a dash, which may fall between two rows of dots and darken neither much
        return not is_dot and picture.is_even_and_light(around_it)
    return not is_dot and picture.is_bare(around_it)


def _middle_of(word: Word, line: Sequence[Word]) -> tuple[float, float]:
    """Between which heights a stroke goes through a word."""
    same = [one for one in line if abs(one.foot - word.foot) < _DOT] or [word]
    _, top, _, bottom = around([one.box for one in same])
    foot = word.foot
    top = min(top, foot - LOWEST)
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
