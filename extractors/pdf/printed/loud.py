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
from extractors.pdf.page.words import Word, color_at, font_at
from extractors.pdf.place import Box
from extractors.pdf.printed.chosen import STYLE
from extractors.pdf.printed.tables import Frame
from extractors.stressed import LARGER, Label, Look

_Value = TypeVar("_Value", str, float)

_LARGER = 1.06  # how many times as large as the others of their form; programs round sizes
_SLANT = 0.1  # of their height, by which upright letters that a program slants lean over
_FILLED = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_UNKNOWN)
_LEAST = 0.5  # of the width of a word, over which a line runs or a color reaches
_OVER, _UNDER = 5.0, 4.0  # points from the words to a line over and under them
_BEFORE, _AFTER = 16.0, 30.0  # points by which a line or a color may be longer: for a check box, for spaces
_EDGE = 1.5  # points beside the edge of a cell
_HIGH = 3.0  # times as high as its words: what is higher lies under more than them


@dataclass(frozen=True)
class Ground:
    """What lies around the words of a page: its letters, the other words, its ruled lines and colors, its tables."""

    load: Callable[[], pypdfium2.PdfPage]
    words: Sequence[Word]
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
            seen |= {LARGER} if drawn.size > size * _LARGER else set()
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
    return _Letters(frozenset(style), color_at(text, number), size)


# -- what is drawn around them ----------------------------------------------------------------------------------------


def _drawn(spots: Sequence[Spot], pages: Mapping[int, Ground]) -> Iterator[str]:
    for page in dict.fromkeys(spot.page for spot in spots):
        ground = pages[page]
        words = [spot.word for spot in spots if spot.page == page]
        lines = [rule for rule in ground.rules.across if any(_is_along(rule, word) for word in words)]
        lines = [rule for rule in lines if _is_of_words(rule, ground)]
        if any(_underlines(rule, word, ground) or _is_foot(rule, lines, word) for rule in lines for word in words):
            yield "lined"
        for fill in ground.rules.fills:
            if any(_is_under(fill, word.box) for word in words) and _is_of_line(fill, ground):
                yield "on a color"


def _is_along(rule: Rule, word: Word) -> bool:
    """Whether a line runs right over or under this word."""
    _, top, _, bottom = word.box
    return (_is_over(rule, top) or _foot_of(word) <= rule.at <= bottom + _UNDER) and _covers(*rule[1:], word.box)


def _is_over(rule: Rule, top: float) -> bool:
    return top - _OVER <= rule.at <= top


def _foot_of(word: Word) -> float:
    return min(word.foot, word.box[3])


def _underlines(rule: Rule, word: Word, ground: Ground) -> bool:
    """Whether a line runs under a word, and is not nearer to one that stands below it."""
    deep = rule.at - _foot_of(word)
    return (
        deep >= 0
        and rule.at <= word.box[3] + _UNDER
        and _covers(*rule[1:], word.box)
        and not any(0 <= one.box[1] - rule.at < deep and _covers(*rule[1:], one.box) for one in ground.words)
    )


def _is_foot(rule: Rule, lines: Iterable[Rule], word: Word) -> bool:
    """Whether a line runs under a word that has another one over it, as those in a frame have."""
    is_under = word.box[3] <= rule.at <= word.box[3] + _UNDER and _covers(*rule[1:], word.box)
    return is_under and any(_is_over(one, word.box[1]) and _covers(*one[1:], word.box) for one in lines)


def _is_under(fill: Box, box: Box) -> bool:
    """Whether a color lies under this word."""
    return fill[1] <= (box[1] + box[3]) / 2 <= fill[3] and _covers(fill[0], fill[2], box)


def _covers(start: float, end: float, box: Box) -> bool:
    return min(end, box[2]) - max(start, box[0]) >= _LEAST * (box[2] - box[0])


def _is_of_words(rule: Rule, ground: Ground) -> bool:
    """Whether a line ends where the words along it do, and is not the border of a cell."""
    along = [word.box for word in ground.words if _is_along(rule, word)]
    return _ends_with(rule.start, rule.end, along) and not any(
        abs(rule.at - edge) <= _EDGE and rule.start <= cell[0] + _EDGE and cell[2] - _EDGE <= rule.end
        for cell in _cells_of(ground)
        for edge in (cell[1], cell[3])
    )


def _is_of_line(fill: Box, ground: Ground) -> bool:
    """Whether a color ends where the words upon it do, which stand in one line, and is not that of a cell."""
    upon = [word.box for word in ground.words if _is_under(fill, word.box)]
    highest = max((bottom - top for _, top, _, bottom in upon), default=0.0)
    return (
        fill[3] - fill[1] <= _HIGH * highest
        and _ends_with(fill[0], fill[2], upon)
        and not any(all(abs(fill[at] - cell[at]) <= 2 * _EDGE for at in range(4)) for cell in _cells_of(ground))
    )


def _ends_with(start: float, end: float, boxes: Sequence[Box]) -> bool:
    if not boxes:
        return False
    left, _, right, _ = around(boxes)
    return left - _BEFORE <= start and end <= right + _AFTER


def _cells_of(ground: Ground) -> Iterator[Box]:
    return (cell for frame in ground.frames for row in frame.rows for cell in row)
