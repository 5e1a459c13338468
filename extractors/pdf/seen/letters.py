"""The words that a blank prints, and the signs among them: underscores and dots to write on, boxes to tick."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.pdf.page.boxes import around
from extractors.pdf.page.words import MOST_CHARACTERS
from extractors.pdf.place import Box, Page, displayed

# Boxes and rings that are letters. Wingdings stands at U+F000 and on where its letters have no meaning of their own.
_BOXES = frozenset("☐□▢◻◽⬜❏❐❑❒◯○❍⃞⃝⭘⚪" + "\uf06f\uf070\uf071\uf072\uf0a8\uf0a1\uf06d\uf081")
_SYMBOL_BOXES = frozenset("mopqr\xa1\xa8")  # where only the name of the font says what they look like
_SYMBOLS = re.compile(r"dingbats|wingdings|webdings", re.IGNORECASE)
_LEADERS = "_.…‥․＿"
_LEAST_LEADERS = 4  # of dots; two underscores are room to write on
_BRACKETS = {"[": "]", "(": ")", "［": "］"}
_LEAST_BRACKETS, _WIDEST_BRACKETS = 2.0, 24.0  # points between brackets that are to be ticked
_MOST_NAME = 256  # bytes of a font's name


class Sign(Enum):
    """What a token is for."""

    WORD = auto()
    ROOM = auto()  # underscores or dots to write on
    BOX = auto()  # a box or ring to tick


class Token(NamedTuple):
    """A printed word or sign, and its box on the page as it is displayed."""

    text: str
    box: Box
    sign: Sign = Sign.WORD

    @property
    def middle(self) -> float:
        """How far down its middle is."""
        return (self.box[1] + self.box[3]) / 2


class _Letter(NamedTuple):
    text: str
    box: Box
    sign: Sign


def tokens_of(shown: pypdfium2.PdfPage, page: Page) -> tuple[Token, ...]:
    """The words and signs of a page in the order in which they are drawn."""
    text = shown.get_textpage()
    try:
        found = [token for letters in _split(_letters(text, page)) for token in _tokens(letters)]
    finally:
        text.close()
    return tuple(_bracketed(found))


def _letters(text: pypdfium2.PdfTextPage, page: Page) -> Iterator[_Letter | None]:
    """The letters of a page; None for each space."""
    edges = tuple(ctypes.c_double() for _ in range(4))
    left, right, bottom, top = edges
    for number in range(min(text.count_chars(), MOST_CHARACTERS)):
        letter = chr(pdfium.FPDFText_GetUnicode(text, number) or 0xFFFD)
        found = pdfium.FPDFText_GetCharBox(text, number, *map(ctypes.byref, (left, right, bottom, top)))
        if letter.isspace() or not found or right.value <= left.value:
            yield None
        else:
            box = displayed((left.value, bottom.value, right.value, top.value), page)
            yield _Letter(letter if letter not in {"\x02", "\ufffe"} else "-", box, _sign(text, number, letter))


def _sign(text: pypdfium2.PdfTextPage, number: int, letter: str) -> Sign:
    if letter in _BOXES or (letter in _SYMBOL_BOXES and _SYMBOLS.search(_font(text, number))):
        return Sign.BOX
    return Sign.ROOM if letter in _LEADERS else Sign.WORD


def _font(text: pypdfium2.PdfTextPage, number: int) -> str:
    name = ctypes.create_string_buffer(_MOST_NAME)
    pdfium.FPDFText_GetFontInfo(text, number, name, _MOST_NAME, None)
    return name.value.decode("utf-8", "replace")


def _split(letters: Iterator[_Letter | None]) -> Iterator[list[_Letter]]:
    """The letters that stand side by side with no space between."""
    held: list[_Letter] = []
    for letter in letters:
        if held and (letter is None or not _meets(held[-1].box, letter.box)):
            yield held
            held = []
        if letter is not None:
            held.append(letter)
    if held:
        yield held


def _meets(box: Box, later: Box) -> bool:
    """Whether a letter goes on where the last one ends, along the line or, where text is turned, up or down."""
    high = max(box[3] - box[1], later[3] - later[1], 3.0)
    wide = max(box[2] - box[0], later[2] - later[0], 3.0)
    along = box[0] - 0.6 * high <= later[0] <= box[2] + high and abs(later[3] + later[1] - box[3] - box[1]) < 2 * high
    turned = abs(later[0] - box[0]) < wide and min(abs(later[1] - box[3]), abs(box[1] - later[3])) < wide
    return along or turned


def _tokens(letters: Sequence[_Letter]) -> Iterator[Token]:
    """The words and signs in letters that stand side by side."""
    held: list[_Letter] = []
    for letter in (*_settled(letters), None):
        if held and (letter is None or letter.sign is not held[-1].sign or letter.sign is Sign.BOX):
            yield Token("".join(one.text for one in held), around([one.box for one in held]), held[0].sign)
            held = []
        if letter is not None:
            held.append(letter)


def _settled(letters: Sequence[_Letter]) -> Iterator[_Letter]:
    """The letters, where few dots are dots and not a leader."""
    start = 0
    while start < len(letters):
        end = start + 1
        while end < len(letters) and letters[end].sign is letters[start].sign is Sign.ROOM:
            end += 1
        run = letters[start:end]
        weight = sum(3 if one.text in "…‥" else 2 if one.text in "_＿" else 1 for one in run)
        is_room = run[0].sign is not Sign.ROOM or weight >= _LEAST_LEADERS
        yield from run if is_room else (one._replace(sign=Sign.WORD) for one in run)
        start = end


def _bracketed(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens, with each pair of brackets that has nothing but space between as a box."""
    waiting = list(reversed(tokens))
    while waiting:
        token = waiting.pop()
        if waiting and _closes(token, waiting[-1]):
            later = waiting.pop()
            yield Token(f"{token.text} {later.text}", around([token.box, later.box]), Sign.BOX)
        else:
            yield token


def _closes(token: Token, later: Token) -> bool:
    """Whether the next token is the other bracket, with room for a tick between the two."""
    gap = later.box[0] - token.box[2]
    is_level = abs(token.middle - later.middle) < 3
    return later.text == _BRACKETS.get(token.text) and _LEAST_BRACKETS < gap < _WIDEST_BRACKETS and is_level
