"""The words on a page as pdfium finds them, each with its box on the page as it is displayed."""

import ctypes
import re
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.pdf.place import Box, Page, displayed

MOST_CHARACTERS = 100_000  # of a page; a page of small print has 8,000
_WORD = re.compile(r"\S+")
_BACK = 0.6  # of a letter's height
_HYPHEN = "\ufffe"  # what pdfium says for a hyphen at the end of a line


class Word(NamedTuple):
    """A word and its box: left, top, right, bottom in points from the top left corner of the page as displayed."""

    text: str
    box: Box

    @property
    def center(self) -> tuple[float, float]:
        """The middle of the word."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


def words_of(shown: pypdfium2.PdfPage, page: Page) -> tuple[Word, ...]:
    """The words of a page in the order in which they are drawn; a very long page only gives its beginning."""
    text = shown.get_textpage()
    try:
        return tuple(_words(text, page))
    finally:
        text.close()


def _words(text: pypdfium2.PdfTextPage, page: Page) -> Iterator[Word]:
    count = min(text.count_chars(), MOST_CHARACTERS)
    said = text.get_text_range(0, count) if count else ""
    if len(said) != count:  # beyond the 65,536 characters of UTF-16's first plane, or left out: counted one by one
        said = "".join(map(chr, _codes(text, count)))
    edges = tuple(ctypes.c_double() for _ in range(4))
    for found in _WORD.finditer(said):
        letters = [(said[number], _box(text, number, edges)) for number in range(*found.span())]
        for part in _apart([(letter, displayed(box, page)) for letter, box in letters if box is not None]):
            lefts, tops, rights, bottoms = zip(*(box for _, box in part), strict=True)
            box = (min(lefts), min(tops), max(rights), max(bottoms))
            yield Word("".join(letter for letter, _ in part).replace(_HYPHEN, "-"), box)


def _apart(letters: list[tuple[str, Box]]) -> Iterator[list[tuple[str, Box]]]:
    """The letters of one word each: what begins on another line, far off, or back upon the last letter is another."""
    start = 0
    for number in range(1, len(letters)):
        left, top, right, bottom = letters[number - 1][1]
        box = letters[number][1]
        height = max(bottom - top, box[3] - box[1], 1.0)
        if not left - _BACK * height <= box[0] <= right + height or abs(box[1] + box[3] - top - bottom) > 2 * height:
            yield letters[start:number]
            start = number
    if letters:
        yield letters[start:]


def _codes(text: pypdfium2.PdfTextPage, count: int) -> Iterator[int]:
    """The characters by their number, one each, as the boxes are counted."""
    for number in range(count):
        code = pdfium.FPDFText_GetUnicode(text, number)
        yield code if code else 0xFFFD


def _box(text: pypdfium2.PdfTextPage, number: int, edges: tuple[ctypes.c_double, ...]) -> Box | None:
    left, right, bottom, top = edges
    if not pdfium.FPDFText_GetCharBox(text, number, *map(ctypes.byref, (left, right, bottom, top))):
        return None
    return left.value, bottom.value, right.value, top.value
