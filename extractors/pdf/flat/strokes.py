"""What is drawn on a page and not on its blank: circles around words, lines, pictures, highlighting."""

import ctypes
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.pdf.flat.align import Fit
from extractors.pdf.page.ink import Picture
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box

_DOTS_PER_INCH = 100
_SCALE = _DOTS_PER_INCH / 72
# Grays below which something counts as drawn on a page, and on its blank: pale colors on bare paper; light ink, as
# yellow at 227, on the lightest ground, 244; dark ink on any. A fine line is drawn lighter or darker by where it falls.
_LEVELS = ((250, 254), (230, 242), (150, 200))
_BELOW = {level: bytes(1 if gray < level else 0 for gray in range(256)) for levels in _LEVELS for level in levels}
_MARKS = bytes(sum((gray < level) << bit for bit, (level, _) in enumerate(_LEVELS)) for gray in range(256))
_NOT, _ANY = bytes(not value for value in range(256)), bytes(map(bool, range(256)))
_WHOLE = bytes((0, *(255,) * 255))
_PAPER = 255
_BESIDE = 0.8  # points; a dot and a little more, and printed lines may stand three dots beside their places
_PHASES = (0.0, 0.5)  # of a dot
_REACH = 3  # dots by which a printed line may stand beside its place
_CELL = 12  # dots; what is drawn within so much of something else belongs to it
_LEAST = 14  # dots of one drawing; a stroke of 4 mm has as many
_MOST_DOTS = 200_000  # that are looked at one by one; a picture across the page has more
_MOST_SIDE = 4_000  # dots
_AROUND = 16.0  # points within which printed words stand near a drawing
_MOST_WORDS = 5
_BLANK = Fit((1.0, 0.0), (1.0, 0.0), 1.0)


class Looks(NamedTuple):
    """Where a page is not bare, each line and ground wider by what printing may shift it; its size in dots."""

    width: int
    height: int
    packed: tuple[bytes, ...]  # one for each level


@dataclass(frozen=True, slots=True, eq=False)
class Outside:
    """How a page of the blank looks outside of the `places` where people write."""

    looks: Looks
    places: tuple[Box, ...]


def looks_of(shown: pypdfium2.PdfPage) -> Looks:
    """How a page of the blank looks."""
    width, height = (min(_MOST_SIDE, ceil(edge * _SCALE)) for edge in shown.get_size())
    drawn = [_drawn(shown, _BLANK._replace(across=(1.0, by), down=(1.0, by)), width, height) for by in _PHASES]
    return Looks(width, height, tuple(_packed(drawn, blank_level) for _, blank_level in _LEVELS))


def _packed(drawn: Sequence[tuple[bytes, int]], level: int) -> bytes:
    """Where any of these pictures is darker than a level, wider by what printing may shift it."""
    stride = drawn[0][1]
    field = 0
    for grays, _ in drawn:
        field |= int.from_bytes(grays.translate(_BELOW[level]), "little")
    for step in (8, 8 * stride):
        for _ in range(_REACH):
            field |= field << step | field >> step
    length = len(drawn[0][0])
    return zlib.compress(field.to_bytes(length + _REACH * (stride + 1) + 1, "little")[:length], 1)


def strokes_on(
    shown: pypdfium2.PdfPage,
    fit: Fit,
    outside: Outside,
    picture: Picture,
    *,
    known: Iterable[Box],
    with_notes: bool = True,
) -> list[Box]:
    """The boxes, in the blank's space, of what is drawn on a page and not on its blank.

    That is outside of the places where people write, and of the `known` boxes of the page.
    The `picture` of the page is looked at where it lies over the blank as it is; else the page is drawn anew.
    """
    blank = outside.looks
    if _lies_upon(fit, blank) and (picture.width, picture.height) == (blank.width, blank.height):
        grays, stride = picture.gray, picture.stride
    else:
        grays, stride = _drawn(shown, fit, blank.width, blank.height, with_notes=with_notes)
    left = bytearray()
    paper = bytes((_PAPER,)) * (_CELL * stride)
    for band, (anywhere, bare) in enumerate(_bare(outside, stride)):
        start, end = band * len(paper), (band + 1) * len(paper)
        if grays.startswith(paper, start):
            continue
        part = grays[start:end]
        if int.from_bytes(part, "little") & anywhere == anywhere:
            continue
        if drawn := int.from_bytes(part.translate(_MARKS), "little") & bare:
            left = left or bytearray(len(grays))
            left[start:end] = drawn.to_bytes(len(part), "little").translate(_ANY)
    if not left:
        return []
    for box in known:
        _clear(left, box, stride, blank)
    return list(_gathered(left, stride))


@lru_cache(maxsize=16)  # pages of the forms that come one after the other
def _bare(outside: Outside, stride: int) -> tuple[tuple[int, int], ...]:
    """Where the blank is bare there, band by band from its top, a byte for each dot.

    First all of that byte where it is bare at any level: a page that is white there has nothing to be looked at, as
    nearly everywhere. Then a bit in it for each level.
    """
    levels = [bytearray(zlib.decompress(one).translate(_NOT)) for one in outside.looks.packed]
    for dots in levels:
        for box in outside.places:
            _clear(dots, box, stride, outside.looks)
    bands = (slice(start, start + _CELL * stride) for start in range(0, len(levels[0]), _CELL * stride))
    each = (_bits(one[band] for one in levels) for band in bands)
    return tuple((_all_of(bits, _CELL * stride), bits) for bits in each)


def _bits(levels: Iterable[bytearray]) -> int:
    return sum(int.from_bytes(dots, "little") << number for number, dots in enumerate(levels))


def _all_of(bits: int, length: int) -> int:
    """All bits of each byte in which one is set."""
    return int.from_bytes(bits.to_bytes(length, "little").translate(_WHOLE), "little")


def _lies_upon(fit: Fit, blank: Looks) -> bool:
    """Whether a page lies over its blank so exactly that no line of it is much more than a dot away from its place."""
    edges = ((fit.across, blank.width / _SCALE), (fit.down, blank.height / _SCALE))
    return all(abs(shift) < _BESIDE and abs(edge * (scale - 1) + shift) < _BESIDE for (scale, shift), edge in edges)


def near(box: Box, words: Sequence[Word]) -> str:
    """The printed words in a box, else those around it, in the order of the page."""
    found = [word.text for word in words if _meet(word.box, box, 0.0)]
    return " ".join((found or [word.text for word in words if _meet(word.box, box, _AROUND)])[:_MOST_WORDS])


def _meet(one: Box, other: Box, reach: float) -> bool:
    return (
        one[0] < other[2] + reach
        and other[0] < one[2] + reach
        and one[1] < other[3] + reach
        and other[1] < one[3] + reach
    )


def _drawn(
    shown: pypdfium2.PdfPage, fit: Fit, width: int, height: int, *, with_notes: bool = True
) -> tuple[bytes, int]:
    """The page as it lies over its blank: the gray of each dot, and the dots of a line."""
    (scale_x, shift_x), (scale_y, shift_y) = fit.across, fit.down
    matrix = pdfium.FS_MATRIX(
        _SCALE / scale_x, 0, 0, _SCALE / scale_y, -shift_x * _SCALE / scale_x, -shift_y * _SCALE / scale_y
    )
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_Gray)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        clip = pdfium.FS_RECTF(0, 0, width, height)
        flags = pdfium.FPDF_GRAYSCALE | (pdfium.FPDF_ANNOT if with_notes else 0)
        pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, shown, ctypes.byref(matrix), ctypes.byref(clip), flags)
        return bytes(bitmap.buffer), bitmap.stride
    finally:
        bitmap.close()


def _clear(dots: bytearray, box: Box, stride: int, blank: Looks) -> None:
    left, right = max(0, round(box[0] * _SCALE)), min(blank.width, round(box[2] * _SCALE))
    top, bottom = max(0, round(box[1] * _SCALE)), min(blank.height, round(box[3] * _SCALE))
    wide = max(0, right - left)
    nothing = bytes(wide)
    for at in range(top * stride + left, bottom * stride + left, stride):
        dots[at : at + wide] = nothing


def _gathered(dots: bytearray, stride: int) -> Iterator[Box]:
    """The boxes of drawings in points: dots of which each is near another one."""
    cells: dict[tuple[int, int], int] = {}
    at = dots.find(1)
    for _ in range(_MOST_DOTS):
        if at < 0:
            break
        row, column = divmod(at, stride)
        cell = row // _CELL, column // _CELL
        cells[cell] = cells.get(cell, 0) + 1
        at = dots.find(1, at + 1)
    while cells:
        group = _group(cells)
        if sum(count for _, count in group) >= _LEAST:
            rows, columns = [row for (row, _), _ in group], [column for (_, column), _ in group]
            edges = (min(columns), min(rows), max(columns) + 1, max(rows) + 1)
            left, top, right, bottom = (edge * _CELL / _SCALE for edge in edges)
            yield left, top, right, bottom


def _group(cells: dict[tuple[int, int], int]) -> list[tuple[tuple[int, int], int]]:
    """Takes cells out that touch each other, with their counts."""
    start = next(iter(cells))
    waiting, group = [start], [(start, cells.pop(start))]
    while waiting:
        row, column = waiting.pop()
        for beside in [(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)]:
            if beside in cells:
                group.append((beside, cells.pop(beside)))
                waiting.append(beside)
    return group
