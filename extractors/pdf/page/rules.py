"""The ruled lines of a page, with which the borders of tables are drawn: as strokes, or as thin filled rectangles."""

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.pdf.place import Box, Page, displayed

THIN = 3.0  # points that a border is wide at most
_SHORTEST = 2.0  # points; what is shorter is a dot
_MOST_OBJECTS = 200_000  # of a page, those in drawings within drawings included
_DEEPEST = 8
_MOST_SEGMENTS = 20_000  # of a path; one that a form's border is part of has a few hundred
_UPRIGHT = 0.1  # points by which the ends of an upright or level stroke may differ

_PICTURES = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)

_PAPER = (255, 255, 255)

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


class Rule(NamedTuple):
    """A straight line: how far from the top it runs across, or from the left it runs down, and from where to where."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The lines of a page that run across it, those that run down, and the boxes of what is drawn otherwise.

    Drawings are pictures and strokes that are neither level nor upright; colored rectangles are none, but `fills`.
    """

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    drawings: tuple[Box, ...]
    fills: tuple[Box, ...] = ()


def rules_of(shown: pypdfium2.PdfPage, page: Page) -> Rules:
    """The ruled lines of a page as it is displayed."""
    across: list[Rule] = []
    down: list[Rule] = []
    drawings: list[Box] = []
    fills: list[Box] = []
    for box, is_rule in _boxes(shown):
        left, top, right, bottom = displayed(box, page)
        if is_rule is None:
            fills.append((left, top, right, bottom))
        elif not is_rule:
            drawings.append((left, top, right, bottom))
        elif right - left >= bottom - top:
            across.append(Rule((top + bottom) / 2, left, right))
        else:
            down.append(Rule((left + right) / 2, top, bottom))
    return Rules(tuple(across), tuple(down), tuple(drawings), tuple(fills))


def _boxes(shown: pypdfium2.PdfPage) -> Iterator[tuple[Box, bool | None]]:
    """The boxes of all lines and drawings of a page, and whether each is a line; None for a colored rectangle."""
    waiting = [
        (pdfium.FPDFPage_GetObject(shown.raw, number), _SAME, 0)
        for number in reversed(range(min(pdfium.FPDFPage_CountObjects(shown.raw), _MOST_OBJECTS)))
    ]
    seen = len(waiting)
    while waiting:
        held, matrix, depth = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(held)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            for box, is_rule in _of_path(held):
                yield (box if matrix is _SAME else _moved(box, matrix)), is_rule
        elif kind in _PICTURES:
            whole = _bounds(held)
            if whole is not None:
                yield _moved(whole, matrix), False
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = min(pdfium.FPDFFormObj_CountObjects(held), _MOST_OBJECTS - seen)
            inner = _times(_matrix_of(held), matrix)
            seen += max(0, count)
            waiting += [(pdfium.FPDFFormObj_GetObject(held, number), inner, depth + 1) for number in range(count)]


def _of_path(held: ctypes.c_void_p) -> Iterator[tuple[Box, bool | None]]:
    """A thin path, else each level or upright stroke of it, or each thin piece that is filled; and what it is if none.

    One with neither strokes nor color only says which part of the page is drawn on.
    """
    whole = _bounds(held)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(held, ctypes.byref(fill), ctypes.byref(stroke))
    if whole is None or not (fill.value or stroke.value):
        return
    if _is_thin(whole):
        yield from _if_long(whole)
        return
    matrix = _matrix_of(held)
    is_drawing = False
    for points in _pieces(held, min(pdfium.FPDFPath_CountSegments(held), _MOST_SEGMENTS)):
        moved = [_point(one, matrix) for one in points]
        boxes = [_around(ends) for ends in pairwise(moved)]
        if not all(map(_is_straight, boxes)):
            is_drawing = True
        elif stroke.value:
            yield from (one for box in boxes for one in _if_long(box))
        elif _is_thin(_around(moved)):
            yield from _if_long(_around(moved))
        elif _is_colored(held):
            yield _around(moved), None
    if is_drawing:
        yield whole, False


def _is_colored(held: ctypes.c_void_p) -> bool:
    """Whether a path is filled with another color than that of the paper."""
    red, green, blue, cover = color = tuple(ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(held, *map(ctypes.byref, color)):
        return False
    return bool(cover.value) and (red.value, green.value, blue.value) != _PAPER


def _pieces(held: ctypes.c_void_p, count: int) -> Iterator[list[tuple[float, float]]]:
    """The points of each part of a path that is drawn in one go; of a curve, the points that bend it."""
    points: list[tuple[float, float]] = []
    across, up = ctypes.c_float(), ctypes.c_float()
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(held, number)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(across), ctypes.byref(up))
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append((across.value, up.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _around(points: Iterable[tuple[float, float]]) -> Box:
    lefts, bottoms = zip(*points, strict=True)
    return min(lefts), min(bottoms), max(lefts), max(bottoms)


def _is_thin(box: Box) -> bool:
    return box[2] - box[0] <= THIN or box[3] - box[1] <= THIN


def _is_straight(box: Box) -> bool:
    return box[2] - box[0] <= _UPRIGHT or box[3] - box[1] <= _UPRIGHT


def _if_long(box: Box) -> Iterator[tuple[Box, bool | None]]:
    if max(box[2] - box[0], box[3] - box[1]) >= _SHORTEST:
        yield box, True


def _bounds(held: ctypes.c_void_p) -> Box | None:
    left, bottom, right, top = edges = tuple(ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(held, *map(ctypes.byref, edges)):
        return None
    return left.value, bottom.value, right.value, top.value


# -- where drawings within drawings lie -------------------------------------------------------------------------------


def _matrix_of(held: ctypes.c_void_p) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(held, matrix):
        return _SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(point: tuple[float, float], matrix: _Matrix) -> tuple[float, float]:
    (across, up), (a, b, c, d, e, f) = point, matrix
    return across * a + up * c + e, across * b + up * d + f


def _moved(box: Box, matrix: _Matrix) -> Box:
    corners = [_point((across, up), matrix) for across in (box[0], box[2]) for up in (box[1], box[3])]
    lefts, bottoms = zip(*corners, strict=True)
    return min(lefts), min(bottoms), max(lefts), max(bottoms)
