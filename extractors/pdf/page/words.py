"""The words on a page as pdfium finds them, each with its box on the page as it is displayed."""

import ctypes
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, repeat
from operator import itemgetter
from statistics import median
from struct import Struct
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.pdf.page.boxes import around
from extractors.pdf.page.opened import opened
from extractors.pdf.place import Box, Page, displayed, pages_of
from extractors.pdf.text import HYPHEN
from extractors.shown import WINGDINGS_MARKS

UNKNOWN = "\ufffd"
MOST_CHARACTERS = 100_000  # of a page; a page of small print has 8,000
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # all but breaks
_WORD = re.compile(r"\S+")
_WINGDINGS = frozenset(WINGDINGS_MARKS)
_MARKS = str.maketrans(WINGDINGS_MARKS)
_LONGEST_NAME = 200
_BACK = 0.6  # of a letter's height
_box = Struct("4d").unpack
_foot = itemgetter(3)  # of a box
_made = tuple.__new__  # of a word from its parts, of which each page has hundreds
_DIGITS = frozenset("0123456789")
_ABOVE, _BELOW = "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"
_HANGING = frozenset("gjpqyQJçßµβγζηξρφχψ")  # letters that may reach below their line
_HANGS, _HIGH = 1.0, 0.5  # points, and of its own height, that a sign hangs above the line it is written on
_LEVEL = 0.3  # points by which the lines that letters of one word are written on differ
_RAISED = 0.3  # of its own height that a small figure beside letters stands above their line
_SMALL, _OFF = 0.8, 0.07  # of the height of the tallest figure: how high a small one is at most, how far off at least


_HALVES = re.compile("[\ud800-\udfff]")  # of one character, which pdfium tells as two, each with a box
_QUOTATION_MARK = re.compile("[‘’“”]")
_WIDE = 0.7  # of its height; of other fonts, a quotation mark is half as wide at most
_SECOND_HALF = re.compile("(?<=[\ud800-\udbff])[\udc00-\udfff]")


class Word(NamedTuple):
    """A word and its box: left, top, right, bottom in points from the top left corner of the page as displayed.

    `is_spaced` says that a space is drawn after it, as most programs do where a line is wrapped. `base` is where the
    line runs that it is written on, None for what is written on none. `letters` are the boxes of its letters. `number`
    is that of its first letter in the text of the page, None for what is none of it.
    """

    text: str
    box: Box
    is_spaced: bool = False
    base: float | None = None
    letters: tuple[Box, ...] = ()
    number: int | None = None

    @property
    def center(self) -> tuple[float, float]:
        """The middle of the word."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    @property
    def foot(self) -> float:
        """The line that the word is written on, else the foot of its box."""
        return self.box[3] if self.base is None else self.base


# Where pdfium puts a letter, and whether it knows it: asked without a check of each argument, which takes longer
# than the answer.
_char_box = ctypes.cast(pdfium.FPDFText_GetCharBox, ctypes.PYFUNCTYPE(ctypes.c_int))
_char_origin = ctypes.cast(pdfium.FPDFText_GetCharOrigin, ctypes.PYFUNCTYPE(ctypes.c_int))
_has_no_letter = ctypes.cast(pdfium.FPDFText_HasUnicodeMapError, ctypes.PYFUNCTYPE(ctypes.c_int))


def words_by_page(data: bytes) -> Mapping[int, tuple[Word, ...]]:
    """The words of each page of a PDF, by the number of the page."""
    with opened(data) as (shown, pdf):
        found = found_in(data)
        for page in pages_of(pdf).in_order():
            if page.number not in found:
                found[page.number] = words_of(shown[page.number - 1], page)
        return found


@lru_cache(maxsize=1)  # a file without fields is looked through for stamps, then against one blank and another
def found_in(data: bytes) -> dict[int, tuple[Word, ...]]:  # noqa: ARG001 - what it is held by
    """The words that were found in this file so far, by the number of the page."""
    return {}


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
    said = _known(text, said).replace(HYPHEN, "-")
    placed = _Placed(text, page)
    boxes = _of_halves(placed.boxes(count), said)
    for found in _WORD.finditer(said):
        start, end = found.span()
        is_spaced = said[end : end + 1] not in ("", "\r", "\n")
        held = boxes[start:end]
        whole = _together(held)
        parts = ((start, end),) if whole else _apart(placed.with_room(boxes, said, start, end), start, end, placed)
        for first, last in parts:
            if not whole:
                held = boxes[first:last]
            box, highest = whole or (around(held), min(map(_foot, held)))
            spelled = said[first:last]
            if not _DIGITS.isdisjoint(spelled):
                spelled = _spelled(spelled, held)
            if not spelled.isascii():
                spelled = _beyond_ascii(spelled, text, first)
            base = placed.base(first)
            if base is not None and base - highest > _HANGS:
                spelled = placed.with_hanging(spelled, held, first)
            yield _made(Word, (spelled, box, is_spaced and last == end, base, held, first))


def _of_halves(boxes: list[Box], said: str) -> tuple[Box, ...]:
    """The boxes of these letters, the second half of a character with that of the first one."""
    for half in _SECOND_HALF.finditer(said, 1):
        boxes[half.start()] = boxes[half.start() - 1]
    return tuple(boxes)


def _beyond_ascii(spelled: str, text: pypdfium2.PdfTextPage, first: int) -> str:
    """A word with other letters than ASCII's, from this one of the page on: its marks as such, its halves as one."""
    if not _WINGDINGS.isdisjoint(spelled) and _is_wingdings(text, first):
        spelled = spelled.translate(_MARKS)
    if _HALVES.search(spelled):
        spelled = spelled.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return spelled


def _known(text: pypdfium2.PdfTextPage, said: str) -> str:
    """The letters, with the sign for none where a font does not say which it draws: its number is no letter then.

    Some programs say so with a sign of control, which no page shows.
    """
    said = _CONTROL.sub(UNKNOWN, said)
    unknown = list(map(_has_no_letter, repeat(text.raw), range(len(said))))
    if 1 not in unknown:
        return said
    return "".join(UNKNOWN if one == 1 else letter for letter, one in zip(said, unknown, strict=True))


def _together(boxes: Sequence[Box]) -> tuple[Box, float] | None:
    """The box around these letters, and the foot of the one that ends highest.

    None where they may be more than one word, or are turned.
    """
    left, top, right, bottom = leftmost, topmost, rightmost, lowest = boxes[0]
    highest = bottom
    for start, head, end, foot in boxes[1:]:
        # Nearly all letters begin where the last one does or after it, and reach into its height.
        gap = start - right
        if start < left or head >= bottom or top >= foot or (gap > 1.0 and gap > foot - head and gap > bottom - top):
            return None
        topmost = head if head < topmost else topmost
        if foot > lowest:
            lowest = foot
        elif foot < highest:
            highest = foot
        rightmost = end if end > rightmost else rightmost
        left, top, right, bottom = start, head, end, foot
    return (leftmost, topmost, rightmost, lowest), highest


def _apart(boxes: Sequence[Box], begin: int, stop: int, placed: "_Placed") -> Iterator[tuple[int, int]]:
    """From which letter to which each word reaches, among those from one to another.

    What begins on another line, far off, or back upon the last letter is another word. Signs of one line may stand far
    above each other, as a point behind a quotation mark does.
    """
    starts = [begin]
    left, top, right, bottom = boxes[begin]
    before = bottom - top
    for number in range(begin + 1, stop):
        start, head, end, foot = boxes[number]
        tall = foot - head
        height = before if before > tall else tall
        height = height if height > 1.0 else 1.0
        is_beside = left - _BACK * height <= start <= right + height
        is_off = abs(head + foot - top - bottom) > 2 * height
        if not is_beside or (is_off and not placed.are_level(number - 1, number)):
            starts.append(number)
        left, top, right, bottom, before = start, head, end, foot, tall
    return pairwise([*starts, stop])


def _codes(text: pypdfium2.PdfTextPage, count: int) -> Iterator[int]:
    """The characters by their number, one each, as the boxes are counted."""
    for number in range(count):
        code = ord(HYPHEN) if pdfium.FPDFText_IsHyphen(text, number) == 1 else pdfium.FPDFText_GetUnicode(text, number)
        yield code if code else 0xFFFD


def _is_wingdings(text: pypdfium2.PdfTextPage, number: int) -> bool:
    """Whether a letter is drawn in Wingdings, or in the font that LibreOffice has in its place."""
    return font_at(text, number) in ("Wingdings", "Wingdings-Regular", "OpenSymbol")


def font_at(text: pypdfium2.PdfTextPage, number: int) -> str:
    """The name of the font of a letter, without what says that the file has a part of it only."""
    name, flags = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, number, name, _LONGEST_NAME, ctypes.byref(flags))
    return name.value.decode("utf-8", "replace").rpartition("+")[2]


def color_at(text: pypdfium2.PdfTextPage, number: int) -> str:
    """The color of a letter, as six digits."""
    color = (ctypes.c_uint * 4)()
    places = [ctypes.cast(ctypes.byref(color, 4 * at), ctypes.POINTER(ctypes.c_uint)) for at in range(4)]
    pdfium.FPDFText_GetFillColor(text, number, *places)
    return "{:02X}{:02X}{:02X}".format(*color[:3])


class _Placed:
    """Where the letters of a page stand on it as it is displayed, as pdfium tells it."""

    __slots__ = ("_edges", "_page", "_references", "_text")

    def __init__(self, text: pypdfium2.PdfTextPage, page: Page) -> None:
        self._text, self._page = text.raw, page
        self._edges = (ctypes.c_double * 4)()
        self._references = tuple(ctypes.byref(self._edges, at * ctypes.sizeof(ctypes.c_double)) for at in range(4))

    def boxes(self, count: int) -> list[Box]:
        """The boxes of so many letters; pdfium has one for each that it tells."""
        text, edges, (to_left, to_bottom, to_right, to_top) = self._text, self._edges, self._references
        places = map(repeat, (to_left, to_right, to_bottom, to_top))
        told = filter(None, map(_char_box, repeat(text), range(count), *places))
        if self._page.turn:
            return [displayed(_box(edges), self._page) for _ in told]
        left, _, _, top = self._page.box
        return [(x0 - left, top - y1, x1 - left, top - y0) for _ in told for x0, y0, x1, y1 in (_box(edges),)]

    def with_room(self, boxes: Sequence[Box], said: str, start: int, end: int) -> Sequence[Box]:
        """The boxes of letters, of which quotation marks as wide as Chinese ones have all the room they take."""
        marks = [] if self._page.turn else [found.start() for found in _QUOTATION_MARK.finditer(said, start, end)]
        if not marks:
            return boxes
        roomy, room = list(boxes), pdfium.FS_RECTF()
        for number in marks:
            told = pdfium.FPDFText_GetLooseCharBox(self._text, number, ctypes.byref(room))
            if told and room.right - room.left >= _WIDE * (room.top - room.bottom):
                left, top, right, bottom = boxes[number]
                roomy[number] = left, top, max(right, room.right - self._page.box[0]), bottom
        return roomy

    def with_hanging(self, spelled: str, held: Sequence[Box], first: int) -> str:
        """The letters, with the sign for none in place of those that hang above the line they are written on.

        No letter or figure does: the font draws another sign than the file says, such as a quotation mark.
        """
        if self._page.turn or len(spelled) != len(held):
            return spelled
        return "".join(
            UNKNOWN if letter.isascii() and letter.isalnum() and self._hangs(first + at, box) else letter
            for at, (letter, box) in enumerate(zip(spelled, held, strict=True))
        )

    def _hangs(self, number: int, box: Box) -> bool:
        base = self.base(number)
        return base is not None and base - box[3] > max(_HANGS, (box[3] - box[1]) * _HIGH)

    def are_level(self, one: int, other: int) -> bool:
        """Whether two letters are written on one line."""
        base, beside = self.base(one), self.base(other)
        return base is not None and beside is not None and abs(base - beside) <= _LEVEL

    def base(self, number: int) -> float | None:
        """Where the line runs that this letter is written on."""
        to_across, to_up, _, _ = self._references
        if not _char_origin(self._text, number, to_across, to_up):
            return None
        across, up, _, _ = _box(self._edges)
        return displayed((across, up, across, up), self._page)[3] if self._page.turn else self._page.box[3] - up


def _spelled(letters: str, boxes: Sequence[Box]) -> str:
    """The letters of a word; a small figure above or below others is written as such: 40 with a small 1 is not 401."""
    if len(letters) < 2:
        return letters
    (first, head, _, _), (last, foot, _, _) = boxes[0], boxes[-1]
    if last - first <= abs(foot - head):  # the letters of a turned page
        return letters
    held = list(zip(letters, boxes, strict=True))
    others = [box for letter, box in held if letter.isalpha() and letter not in _HANGING]
    figures = [box for letter, box in held if letter in _DIGITS]
    _, head, _, foot = max((*figures, *others), key=lambda box: box[3] - box[1])
    height, foot = foot - head, median(box[3] for box in others) if others else foot
    said: list[str] = []
    for letter, (_, top, _, bottom) in held:
        is_raised = bool(others) and foot - bottom > _RAISED * (bottom - top)  # beside x a small figure is as tall
        is_off = bottom - top < _SMALL * height and abs(bottom - foot) > _OFF * height
        if letter in _DIGITS and (is_off or is_raised):
            said.append((_ABOVE if bottom < foot else _BELOW)[int(letter)])
        else:
            said.append(letter)
    return "".join(said)
