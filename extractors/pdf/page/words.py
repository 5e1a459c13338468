"""The words on a page as pdfium finds them, each with its box on the page as it is displayed."""

import ctypes
import io
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from statistics import median
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from extractors.pdf.place import Box, Page, displayed, pages_of
from extractors.pdf.text import HYPHEN

UNKNOWN = "\ufffd"
MOST_CHARACTERS = 100_000  # of a page; a page of small print has 8,000
_WORD = re.compile(r"\S+")
_BACK = 0.6  # of a letter's height
_FIGURES = frozenset("0123456789")
_ABOVE, _BELOW = "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"
_HANGING = frozenset("gjpqyQJçßµβγζηξρφχψ")  # letters that may reach below their line
_RAISED = 0.3  # of its own height that a small figure beside letters stands above their line
_SMALL, _OFF = 0.8, 0.07  # of the height of the tallest figure: how high a small one is at most, how far off at least


class Word(NamedTuple):
    """A word and its box: left, top, right, bottom in points from the top left corner of the page as displayed.

    `is_spaced` says that a space is drawn after it, as most programs do where a line is wrapped. `base` is where the
    line runs that it is written on, None for what is written on none. `letters` are the boxes of its letters.
    """

    text: str
    box: Box
    is_spaced: bool = False
    base: float | None = None
    letters: tuple[Box, ...] = ()

    @property
    def center(self) -> tuple[float, float]:
        """The middle of the word."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    @property
    def foot(self) -> float:
        """The line that the word is written on, else the foot of its box."""
        return self.box[3] if self.base is None else self.base


class _Letter(NamedTuple):
    """A letter, its box on the page as displayed, and its number in the text of the page."""

    text: str
    box: Box
    number: int


@lru_cache(maxsize=1)  # a file without fields is looked through for stamps, then against one blank and another
def words_by_page(data: bytes) -> Mapping[int, tuple[Word, ...]]:
    """The words of each page of a PDF, by the number of the page."""
    with pypdfium2.PdfDocument(data) as shown, pikepdf.open(io.BytesIO(data)) as pdf:
        return {page.number: words_of(shown[page.number - 1], page) for page in pages_of(pdf).in_order()}


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
    edges = _Edges()
    for found in _WORD.finditer(said):
        boxes = ((number, _box(text, number, edges)) for number in range(*found.span()))
        letters = [
            _Letter(_known(text, said[number], number), displayed(box, page), number)
            for number, box in boxes
            if box is not None
        ]
        parts = list(_apart(letters))
        is_spaced = said[found.end() : found.end() + 1] not in ("", "\r", "\n")
        for number, part in enumerate(parts, start=1):
            lefts, tops, rights, bottoms = zip(*(letter.box for letter in part), strict=True)
            box = (min(lefts), min(tops), max(rights), max(bottoms))
            base = _base(text, part[0].number, edges, page)
            spelled = _spelled(part).replace(HYPHEN, "-")
            held = tuple(letter.box for letter in part)
            yield Word(spelled, box, is_spaced and number == len(parts), base, held)


def _known(text: pypdfium2.PdfTextPage, letter: str, number: int) -> str:
    """The letter, or the sign for none where its font does not say which one it draws: a number is no letter then."""
    return UNKNOWN if pdfium.FPDFText_HasUnicodeMapError(text, number) == 1 else letter


def _apart(letters: list[_Letter]) -> Iterator[list[_Letter]]:
    """The letters of one word each: what begins on another line, far off, or back upon the last letter is another."""
    start = 0
    for number in range(1, len(letters)):
        left, top, right, bottom = letters[number - 1].box
        box = letters[number].box
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


class _Edges:
    """Where pdfium puts the edges of a letter."""

    __slots__ = ("held", "references")

    def __init__(self) -> None:
        self.held = tuple(ctypes.c_double() for _ in range(4))
        self.references = tuple(map(ctypes.byref, self.held))


def _box(text: pypdfium2.PdfTextPage, number: int, edges: _Edges) -> Box | None:
    if not pdfium.FPDFText_GetCharBox(text, number, *edges.references):
        return None
    left, right, bottom, top = edges.held
    return left.value, bottom.value, right.value, top.value


def _base(text: pypdfium2.PdfTextPage, number: int, edges: _Edges, page: Page) -> float | None:
    if not pdfium.FPDFText_GetCharOrigin(text, number, *edges.references[:2]):
        return None
    across, up = edges.held[0].value, edges.held[1].value
    return displayed((across, up, across, up), page)[3]


def _spelled(letters: list[_Letter]) -> str:
    """The letters of a word; a small figure above or below others is written as such: 40 with a small 1 is not 401."""
    figures = [letter.box for letter in letters if letter.text in _FIGURES]
    (first, head, _, _), (last, foot, _, _) = letters[0].box, letters[-1].box
    if not figures or last - first <= abs(foot - head):  # a single letter, or the letters of a turned page
        return "".join(letter.text for letter in letters)
    others = [box for text, box, _ in letters if text.isalpha() and text not in _HANGING]
    tall = max((*figures, *others), key=lambda box: box[3] - box[1])
    height, foot = tall[3] - tall[1], median(box[3] for box in others) if others else tall[3]
    said: list[str] = []
    for letter, (_, top, _, bottom), _ in letters:
        is_raised = bool(others) and foot - bottom > _RAISED * (bottom - top)  # beside x a small figure is as tall
        is_off = bottom - top < _SMALL * height and abs(bottom - foot) > _OFF * height
        if letter in _FIGURES and (is_off or is_raised):
            said.append((_ABOVE if bottom < foot else _BELOW)[int(letter)])
        else:
            said.append(letter)
    return "".join(said)
