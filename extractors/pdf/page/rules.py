"""The ruled lines of a page, with which the borders of tables are drawn: as strokes, or as thin filled rectangles."""

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise, repeat
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

# What is asked of each object of a page, without a check of each argument, which takes longer than the answer.
_kind, _get_bounds, _get_matrix, _get_draw_mode, _get_point, _get_type, _get_close, _get_fill = (
    ctypes.cast(one, ctypes.PYFUNCTYPE(ctypes.c_int))
    for one in (
        pdfium.FPDFPageObj_GetType,
        pdfium.FPDFPageObj_GetBounds,
        pdfium.FPDFPageObj_GetMatrix,
        pdfium.FPDFPath_GetDrawMode,
        pdfium.FPDFPathSegment_GetPoint,
        pdfium.FPDFPathSegment_GetType,
        pdfium.FPDFPathSegment_GetClose,
        pdfium.FPDFPageObj_GetFillColor,
    )
)
_get_object = ctypes.cast(pdfium.FPDFPage_GetObject, ctypes.PYFUNCTYPE(pdfium.FPDF_PAGEOBJECT))
_get_segment = ctypes.cast(pdfium.FPDFPath_GetPathSegment, ctypes.PYFUNCTYPE(pdfium.FPDF_PATHSEGMENT))
_PAPER = [255, 255, 255]
_MOVE = pdfium.FPDF_SEGMENT_MOVETO

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)
Stroke = tuple[Box, bool | None]  # the box of one thing that is drawn, and whether it is a line; None of a color


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


NO_RULES = Rules((), (), ())


class Drawings:
    """What a page draws without words: the `boxes` around each drawing as it is displayed, None around pictures.

    What a drawing consists of is found when it is asked for.
    """

    def __init__(self, shown: pypdfium2.PdfPage, page: Page) -> None:
        self._asked, self._page = _Asked(), page
        self._held = list(_paths(shown, self._asked))
        self.boxes = [path and displayed(_moved(path, matrix), page) for _, matrix, path in self._held]

    def strokes(self, number: int) -> Iterator[Stroke]:
        """The lines, pictures and colored rectangles of one of them."""
        held, matrix, path = self._held[number]
        if path is not None:
            left, _, _, top = self._page.box
            is_upright = matrix is _SAME and not self._page.turn  # as nearly all are: nothing to work out but where
            for box, is_line in _of_path(held, path, self._asked):
                if is_upright:
                    yield (box[0] - left, top - box[3], box[2] - left, top - box[1]), is_line
                else:
                    yield displayed(_moved(box, matrix), self._page), is_line
        elif (picture := self._asked.bounds(held)) is not None:
            yield displayed(_moved(picture, matrix), self._page), False


def rules_of(shown: pypdfium2.PdfPage, page: Page) -> Rules:
    """The ruled lines of a page as it is displayed, and what else is drawn on it."""
    drawn = Drawings(shown, page)
    return sorted_out(stroke for number in range(len(drawn.boxes)) for stroke in drawn.strokes(number))


def sorted_out(strokes: Iterable[Stroke]) -> Rules:
    """These by what they are."""
    across, down, drawings, fills = list[Rule](), list[Rule](), list[Box](), list[Box]()
    for box, is_line in strokes:
        if is_line is None:
            fills.append(box)
        elif not is_line:
            drawings.append(box)
        else:
            left, top, right, bottom = box
            if right - left >= bottom - top:
                across.append(Rule((top + bottom) / 2, left, right))
            else:
                down.append(Rule((left + right) / 2, top, bottom))
    return Rules(tuple(across), tuple(down), tuple(drawings), tuple(fills))


def lines_of(shown: pypdfium2.PdfPage, page: Page, drawn: Box) -> list[list[tuple[float, float]]]:
    """The points of the drawings in this box, each list drawn in one go; of a curve, the points that bend it."""
    asked = _Asked()
    found: list[list[tuple[float, float]]] = []
    for held, matrix, whole in _paths(shown, asked):
        if whole is None or not _is_same(displayed(_moved(whole, matrix), page), drawn):
            continue
        own = asked.matrix(held)
        for points in asked.pieces(held):
            moved = [_point(_point(one, own), matrix) for one in points]
            boxes = [displayed((across, up, across, up), page) for across, up in moved]
            found.append([(box[0], box[1]) for box in boxes])
    return found


def _paths(shown: pypdfium2.PdfPage, asked: "_Asked") -> Iterator[tuple[ctypes.c_void_p, _Matrix, Box | None]]:
    """What a page draws without words, and how what it is part of lies; of a path the box, None of others."""
    numbers = reversed(range(min(pdfium.FPDFPage_CountObjects(shown.raw), _MOST_OBJECTS)))
    waiting = [(held, _SAME, 0) for held in map(_get_object, repeat(shown.raw), numbers)]
    seen = len(waiting)
    while waiting:
        held, matrix, depth = waiting.pop()
        kind = _kind(held)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            whole = asked.bounds(held)
            if whole is not None:
                yield held, matrix, whole
        elif kind in _PICTURES:
            yield held, matrix, None
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = min(pdfium.FPDFFormObj_CountObjects(held), _MOST_OBJECTS - seen)
            inner = _times(asked.matrix(held), matrix)
            seen += max(0, count)
            waiting += [(pdfium.FPDFFormObj_GetObject(held, number), inner, depth + 1) for number in range(count)]


def _of_path(held: ctypes.c_void_p, whole: Box, asked: "_Asked") -> Iterator[tuple[Box, bool | None]]:
    """A thin path, else each level or upright stroke of it, or each thin piece that is filled; and what it is if none.

    One with neither strokes nor color only says which part of the page is drawn on.
    """
    fill, stroke = asked.draws(held)
    if not (fill or stroke):
        return
    if _is_thin(whole):
        if _is_long(whole):
            yield whole, True
        return
    a, b, c, d, e, f = asked.matrix(held)
    is_drawing = False
    for points in asked.pieces(held):
        moved = [(across * a + up * c + e, across * b + up * d + f) for across, up in points]
        boxes = [_between(*ends) for ends in pairwise(moved)]
        if not all(map(_is_straight, boxes)):
            is_drawing = True
        elif stroke:
            yield from ((box, True) for box in boxes if _is_long(box))
        elif not _is_thin(whole_piece := _around(moved)):
            if asked.is_colored(held):
                yield whole_piece, None
        elif _is_long(whole_piece):
            yield whole_piece, True
    if is_drawing:
        yield whole, False


class _Asked:
    """What pdfium answers about one object of a page after the other, each time in the same places."""

    __slots__ = ("_color", "_counts", "_edges", "_matrix", "_to_color", "_to_counts", "_to_edges", "_to_matrix")

    def __init__(self) -> None:
        self._edges, self._counts, self._matrix = (ctypes.c_float * 4)(), (ctypes.c_int * 2)(), pdfium.FS_MATRIX()
        self._color = (ctypes.c_uint * 4)()
        self._to_color = tuple(ctypes.byref(self._color, 4 * number) for number in range(4))
        self._to_edges = tuple(ctypes.byref(self._edges, 4 * number) for number in range(4))
        self._to_counts = tuple(ctypes.byref(self._counts, 4 * number) for number in range(2))
        self._to_matrix = ctypes.byref(self._matrix)

    def bounds(self, held: ctypes.c_void_p) -> Box | None:
        """The box around an object: left, bottom, right, top."""
        if not _get_bounds(held, *self._to_edges):
            return None
        left, bottom, right, top = self._edges[:]
        return left, bottom, right, top

    def draws(self, held: ctypes.c_void_p) -> tuple[int, int]:
        """How a path is filled, and whether it is drawn as a line."""
        self._counts[:] = [0, 0]
        _get_draw_mode(held, *self._to_counts)
        fill, stroke = self._counts[:]
        return fill, stroke

    def is_colored(self, held: ctypes.c_void_p) -> bool:
        """Whether a path is filled with another color than that of the paper."""
        if not _get_fill(held, *self._to_color):
            return False
        *color, cover = self._color[:]
        return cover > 0 and color != _PAPER

    def matrix(self, held: ctypes.c_void_p) -> _Matrix:
        """Where an object lies."""
        if not _get_matrix(held, self._to_matrix):
            return _SAME
        matrix = self._matrix
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def pieces(self, held: ctypes.c_void_p) -> Iterator[list[tuple[float, float]]]:
        """The points of each part of a path that is drawn in one go; of a curve, the points that bend it."""
        points: list[tuple[float, float]] = []
        edges, to_across, to_up = self._edges, *self._to_edges[:2]
        count = min(pdfium.FPDFPath_CountSegments(held), _MOST_SEGMENTS)
        segments = list(map(_get_segment, repeat(held), range(count)))
        for one, kind, is_closed in zip(segments, map(_get_type, segments), map(_get_close, segments), strict=True):
            _get_point(one, to_across, to_up)
            across, up = edges[:2]
            if kind == _MOVE:
                if len(points) > 1:
                    yield points
                points = []
            points.append((across, up))
            if is_closed:
                points.append(points[0])
        if len(points) > 1:
            yield points


def _around(points: Iterable[tuple[float, float]]) -> Box:
    lefts, bottoms = zip(*points, strict=True)
    return min(lefts), min(bottoms), max(lefts), max(bottoms)


def _between(one: tuple[float, float], other: tuple[float, float]) -> Box:
    """The box between two points."""
    left, right = (one[0], other[0]) if one[0] < other[0] else (other[0], one[0])
    bottom, top = (one[1], other[1]) if one[1] < other[1] else (other[1], one[1])
    return left, bottom, right, top


def _is_same(one: Box, other: Box) -> bool:
    return all(abs(edge - known) <= _UPRIGHT for edge, known in zip(one, other, strict=True))


def _is_thin(box: Box) -> bool:
    return box[2] - box[0] <= THIN or box[3] - box[1] <= THIN


def _is_straight(box: Box) -> bool:
    return box[2] - box[0] <= _UPRIGHT or box[3] - box[1] <= _UPRIGHT


def _is_long(box: Box) -> bool:
    return box[2] - box[0] >= _SHORTEST or box[3] - box[1] >= _SHORTEST


# -- where drawings within drawings lie -------------------------------------------------------------------------------


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(point: tuple[float, float], matrix: _Matrix) -> tuple[float, float]:
    (across, up), (a, b, c, d, e, f) = point, matrix
    return across * a + up * c + e, across * b + up * d + f


def _moved(box: Box, matrix: _Matrix) -> Box:
    if matrix is _SAME:
        return box
    corners = [_point((across, up), matrix) for across in (box[0], box[2]) for up in (box[1], box[3])]
    lefts, bottoms = zip(*corners, strict=True)
    return min(lefts), min(bottoms), max(lefts), max(bottoms)
