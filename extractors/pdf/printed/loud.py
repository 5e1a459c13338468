"""How the printed words of check boxes look on a page, so that those that a person marked are told from the others.

The letters say it, by their font, size, color and slant, or what is drawn does: a color under words, a line, a frame.
"""

import ctypes
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.pdf.page.boxes import around
from extractors.pdf.page.passage import Passage, Spot
from extractors.pdf.page.rules import Rule, Rules
from extractors.pdf.page.words import font_at
from extractors.pdf.place import Box
from extractors.pdf.printed.chosen import STYLE
from extractors.pdf.printed.tables import Frame
from extractors.stressed import Label, Look

_Value = TypeVar("_Value", str, float)

_LARGER = 1.06  # how many times as large as the others of their form; programs round sizes
_SLANT = 0.1  # of their height, by which upright letters that a program slants lean over
_FILLED = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_UNKNOWN)
_LEAST = 0.5  # of the width of a word, over which a line runs or a color reaches
_OVER, _UNDER = 5.0, 4.0  # points from the words to a line over and under them
_BEFORE, _AFTER = 24.0, 30.0  # points by which a line or a color may be longer: for a check box, for spaces
_EDGE = 1.5  # points beside the edge of a cell
_HIGH = 3.0  # times as high as its words: what is higher lies under more than them


@dataclass(frozen=True)
class Ground:
    """What lies around the words of a page: its letters, its ruled lines and colors, and its tables."""

    load: Callable[[], pypdfium2.PdfPage]
    rules: Rules
    frames: Sequence[Frame]


@dataclass(frozen=True)
class _Letters:
    """How the letters of a word are drawn."""

    style: frozenset[str]
    color: str
    size: float


def looks_on(labels: Iterable[Label], pages: Mapping[int, Ground]) -> list[Look]:
    """How the words of each label look; sizes and colors are held against those of all of them."""
    spots = [_spots_of(label) for label in labels]
    letters = dict(_letters([spot for ones in spots for spot in ones], pages))
    color = _most_often(one.color for one in letters.values())
    size = _most_often(one.size for one in letters.values()) or 0.0
    looks: list[Look] = []
    for ones in spots:
        seen = set(_drawn(ones, pages))
        for drawn in (letters[id(spot.word)] for spot in ones if id(spot.word) in letters):
            seen |= drawn.style | ({drawn.color} - {color})
            seen |= {"larger"} if drawn.size > size * _LARGER else set()
        looks.append(frozenset(seen))
    return looks


def _most_often(values: Iterable[_Value]) -> _Value | None:
    counts = Counter(values).most_common(1)
    return counts[0][0] if counts else None


def _spots_of(label: Label) -> list[Spot]:
    """The words of a label; one that is written on to its check box begins after that."""
    text = label.found.around
    spots = text.between(label.start, label.end) if isinstance(text, Passage) else []
    return [_after(spot, label.start - spot.start) for spot in spots]


def _after(spot: Spot, count: int) -> Spot:
    """The word without so many letters at its beginning."""
    word = spot.word
    if count <= 0 or word.number is None or len(word.letters) <= count:
        return spot
    letters = word.letters[count:]
    return spot._replace(word=word._replace(box=around(letters), letters=letters, number=word.number + count))


def _letters(spots: Iterable[Spot], pages: Mapping[int, Ground]) -> Iterator[tuple[int, _Letters]]:
    """How each of these words is drawn, by its id."""
    by_page: dict[int, list[Spot]] = {}
    for spot in spots:
        if spot.word.number is not None:
            by_page.setdefault(spot.page, []).append(spot)
    for page, ones in by_page.items():
        text = pages[page].load().get_textpage()
        try:
            yield from ((id(spot.word), _letters_at(text, spot.word.number or 0)) for spot in ones)
        finally:
            text.close()


def _letters_at(text: pypdfium2.PdfTextPage, number: int) -> _Letters:
    """How this letter of a page is drawn."""
    color = (ctypes.c_uint * 4)()
    places = [ctypes.cast(ctypes.byref(color, 4 * at), ctypes.POINTER(ctypes.c_uint)) for at in range(4)]
    pdfium.FPDFText_GetFillColor(text, number, *places)
    matrix = pdfium.FS_MATRIX()
    is_placed = pdfium.FPDFText_GetMatrix(text, number, ctypes.byref(matrix))
    scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5 if is_placed else 1.0
    style = set(STYLE.findall(font_at(text, number).casefold()))
    if is_placed and abs(matrix.a * matrix.c + matrix.b * matrix.d) > _SLANT * scale * scale:
        style.add("slanted")
    held = pdfium.FPDFText_GetTextObject(text, number)
    if held and pdfium.FPDFTextObj_GetTextRenderMode(held) not in _FILLED:
        style.add("drawn thick")
    size = round(pdfium.FPDFText_GetFontSize(text, number) * scale, 1)
    return _Letters(frozenset(style), "colored {:02X}{:02X}{:02X}".format(*color[:3]), size)


# -- what is drawn around them ----------------------------------------------------------------------------------------


def _drawn(spots: Sequence[Spot], pages: Mapping[int, Ground]) -> Iterator[str]:
    for page in dict.fromkeys(spot.page for spot in spots):
        ground = pages[page]
        boxes = [spot.word.box for spot in spots if spot.page == page]
        for rule in ground.rules.across:
            if _is_beside(rule, boxes) and not _is_edge(rule, ground.frames):
                yield "lined"
        for fill in ground.rules.fills:
            if _is_under(fill, boxes) and not _is_of_cells(fill, ground.frames):
                yield "on a color"


def _is_beside(rule: Rule, boxes: Sequence[Box]) -> bool:
    """Whether a line runs over or under one of these words, and not on beyond all of them."""
    left, _, right, _ = _reach(boxes)
    if rule.start < left or rule.end > right:
        return False
    return any(
        (top - _OVER <= rule.at <= top or bottom - 1 <= rule.at <= bottom + _UNDER)
        and min(rule.end, end) - max(rule.start, start) >= _LEAST * (end - start)
        for start, top, end, bottom in boxes
    )


def _is_under(fill: Box, boxes: Sequence[Box]) -> bool:
    """Whether a color lies under one of these words, and not under much more than all of them."""
    left, top, right, bottom = _reach(boxes)
    if fill[0] < left or fill[2] > right or fill[3] - fill[1] > _HIGH * (bottom - top):
        return False
    return any(
        fill[1] <= (head + foot) / 2 <= fill[3] and min(fill[2], end) - max(fill[0], start) >= _LEAST * (end - start)
        for start, head, end, foot in boxes
    )


def _reach(boxes: Sequence[Box]) -> Box:
    """The box of these words, with the check box before them and a little more."""
    left, top, right, bottom = around(boxes)
    return left - _BEFORE, top, right + _AFTER, bottom


def _is_edge(rule: Rule, frames: Iterable[Frame]) -> bool:
    """Whether a line borders cells, and ends where they do."""
    return any(
        abs(rule.at - edge) <= _EDGE and abs(rule.start - cell[0]) <= _EDGE and abs(rule.end - cell[2]) <= _EDGE
        for frame in frames
        for row in frame.rows
        for cell in row
        for edge in (cell[1], cell[3])
    )


def _is_of_cells(fill: Box, frames: Iterable[Frame]) -> bool:
    """Whether a color fills a cell."""
    return any(
        all(abs(fill[at] - cell[at]) <= 2 * _EDGE for at in range(4))
        for frame in frames
        for row in frame.rows
        for cell in row
    )
