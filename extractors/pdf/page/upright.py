"""A page that lies on its side or stands on its head, turned as its words are read."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.pdf.page.words import Word, words_of
from extractors.pdf.place import Page

_LONG = 4  # letters of a word that says which way it runs
_ENOUGH = 30  # words of a page that are looked at
_MOST_LETTERS = 2_000
_SHARE = 0.8  # of the words or letters that agree
_QUARTER = 90


def set_upright(
    load: Callable[[], pypdfium2.PdfPage], page: Page, words: Sequence[Word]
) -> tuple[Page, tuple[Word, ...]]:
    """The page, turned where most of its letters stand another way than upright, and its words as they then stand.

    It is loaded only where it may have to be turned.
    """
    if not words or _run_to_the_right(words):
        return page, tuple(words)
    shown = load()
    turn = _turn_of(shown)
    if turn is None or turn == page.turn:
        return page, tuple(words)
    turned = replace(page, turn=turn)
    shown.set_rotation(turn)
    return turned, words_of(shown, turned)


def _run_to_the_right(words: Iterable[Word]) -> bool:
    """Whether the first words of a page show that it is upright; those of a turned one come in pieces."""
    pieces = list(islice((word.letters for word in words if len(word.letters) >= _LONG), _ENOUGH))
    right = sum(letters[-1][0] - letters[0][2] > abs(letters[-1][3] - letters[0][3]) for letters in pieces)
    return right >= max(1, _SHARE * len(pieces))


def _turn_of(shown: pypdfium2.PdfPage) -> int | None:
    """How the page has to be turned, clockwise from its own space, for its letters to stand upright."""
    text = shown.get_textpage()
    try:
        count = min(text.count_chars(), _MOST_LETTERS)
        angles = (pdfium.FPDFText_GetCharAngle(text, number) for number in range(count))
        turns = Counter(-round(math.degrees(angle) / _QUARTER) * _QUARTER % 360 for angle in angles if angle >= 0)
    finally:
        text.close()
    turn, most = turns.most_common(1)[0] if turns else (0, 0)
    return turn if turns and most >= _SHARE * sum(turns.values()) else None
