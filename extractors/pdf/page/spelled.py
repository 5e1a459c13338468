"""Whether words on a page spell a text, in whatever pieces and with whatever beside it."""

from collections.abc import Iterable
from unicodedata import normalize

from extractors.pdf.page.boxes import middle_in, touches
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box
from extractors.prompts import plain


def is_spelled(text: str, box: Box, words: Iterable[Word]) -> bool:
    """Whether the letters in this box spell a text, in the order in which they were drawn or stand from left to right.

    One program draws a word in one piece, another one in several, or the next word with it.
    """
    letters = [
        (place[0], letter)
        for word in words
        if touches(word.box, box)
        for letter, place in zip(word.text, word.letters or (word.box,) * len(word.text), strict=False)
        if middle_in(place, box)
    ]
    wanted = _compared(text)
    orders = (letters, sorted(letters, key=lambda one: one[0]))
    return any(wanted in _compared("".join(letter for _, letter in order)) for order in orders)


def _compared(text: str) -> str:
    return plain(normalize("NFKC", text))
