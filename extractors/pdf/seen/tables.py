"""The ruled tables of a page: their cells, what is printed in each, and which words name a cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

from extractors.pdf.page.boxes import middle_in, overlap
from extractors.pdf.place import Box
from extractors.pdf.seen.drawn import Drawn, is_small
from extractors.pdf.seen.letters import Sign, Token
from extractors.pdf.seen.place import text_of

_SNAP = 2.0  # points by which rules that are meant to be one may differ
_MEET = 3.0  # points by which rules that are meant to meet may miss each other
_NARROWEST, _LOWEST = 8.0, 7.0  # of a cell that is written in
_SAME_ROW = 3.0  # points by which the tops of the cells of one row may differ
_MOST_HEADINGS = 3  # rows
_LEAST_COMB, _WIDEST_LETTER = 3, 26.0  # cells of a comb, and points that each is wide
_MOST_OF_PAGE = 0.6
_LONG_TEXT = 60  # words in a frame that is there to be read
_NO_WORD = re.compile(
    r"[\s$€£¥%#/().,:;_–-]*"
)  # what stands in a cell that is still to be filled in, such as $, % or /
_NUMBER = re.compile(r"[\d\W]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and the words printed in it; whether it `is_used` by boxes to tick, lines to write on, or pictures."""

    box: Box
    words: tuple[Token, ...] = ()
    is_used: bool = False

    @property
    def text(self) -> str:
        """The printed words."""
        return text_of(self.words)

    @property
    def is_empty(self) -> bool:
        """Whether it is there to be written in."""
        return not self.is_used and bool(_NO_WORD.fullmatch(self.text)) and not self.is_spacer

    @property
    def is_printed(self) -> bool:
        """Whether it holds printed words and nothing to fill in."""
        return not self.is_used and not _NO_WORD.fullmatch(self.text)

    @property
    def is_spacer(self) -> bool:
        """Whether nobody could write in it."""
        left, top, right, bottom = self.box
        return right - left < _NARROWEST or bottom - top < _LOWEST


@dataclass(frozen=True, slots=True)
class Table:
    """Cells that hang together, by rows from top to bottom."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All its cells, row by row."""
        return tuple(cell for row in self.rows for cell in row)

    @property
    def is_box(self) -> bool:
        """Whether it is one small square with nothing in it: a box to tick."""
        left, top, right, bottom = self.rows[0][0].box
        return len(self.cells) == 1 and is_small(right - left, bottom - top) and not self.cells[0].words

    @property
    def is_comb(self) -> bool:
        """Whether it is a row of small empty cells, one for each letter."""
        cells = self.rows[0]
        widths = [cell.box[2] - cell.box[0] for cell in cells]
        is_even = max(widths) <= _WIDEST_LETTER and max(widths) - min(widths) <= _SAME_ROW
        return len(self.rows) == 1 and len(cells) >= _LEAST_COMB and is_even and all(cell.is_empty for cell in cells)

    def row_label(self, cell: Cell) -> Cell | None:
        """The cell to the left whose words say what is asked; one with a number alone only where there is no other."""
        down = (cell.box[1] + cell.box[3]) / 2
        left = [
            other
            for other in self.cells
            if other.is_printed and other.box[2] <= cell.box[0] + _SNAP and other.box[1] < down < other.box[3]
        ]
        left.sort(key=lambda other: -other.box[2])
        return next((one for one in left if not _NUMBER.fullmatch(one.text)), left[0] if left else None)

    def headings(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells above that head its column, from top to bottom."""
        number = next(number for number, row in enumerate(self.rows) if cell in row)
        while number > 0 and not is_heading(self.rows[number - 1]):
            number -= 1
        across = (cell.box[0] + cell.box[2]) / 2
        found: list[Cell] = []
        while number > 0 and len(found) < _MOST_HEADINGS and is_heading(self.rows[number - 1]):
            number -= 1
            over = (one for one in self.rows[number] if one.box[0] < across < one.box[2] and one.is_printed)
            found[:0] = [one for one in over if one.box[3] <= cell.box[1] + _SNAP]
        return tuple(found)

    def below(self, cell: Cell) -> Cell | None:
        """The cell under this one."""
        across = (cell.box[0] + cell.box[2]) / 2
        under = (
            other
            for other in self.cells
            if abs(other.box[1] - cell.box[3]) <= _SAME_ROW and other.box[0] < across < other.box[2]
        )
        return next(under, None)

    def beside(self, cell: Cell) -> Cell | None:
        """The cell to the right of this one."""
        down = (cell.box[1] + cell.box[3]) / 2
        right = (
            other
            for other in self.cells
            if abs(other.box[0] - cell.box[2]) <= _SAME_ROW and other.box[1] < down < other.box[3]
        )
        return next(right, None)

    def is_corner(self, cell: Cell) -> bool:
        """Whether an empty cell stands in the first column of the headings."""
        number = next(number for number, row in enumerate(self.rows) if cell in row)
        is_first = cell.box[0] <= min(one.box[0] for one in self.cells) + _SNAP
        others = [one for one in self.rows[number] if one is not cell]
        return is_first and len(others) > 0 and len(self.rows) > 1 and is_heading(self.rows[number])


def is_heading(row: Sequence[Cell]) -> bool:
    """Whether each cell of a row is printed, but for an empty one at its beginning, and there are several."""
    printed = [cell for cell in row if not cell.is_spacer]
    return len(printed) > 1 and all(cell.is_printed for cell in printed[1:]) and not printed[0].is_used


def headed_by(table: Table, before: Table) -> Table:
    """The table with the headings of the one before it, where it goes on from there without any of its own."""
    headings = tuple(takewhile(is_heading, before.rows))
    edges, others = ({round(cell.box[0]) for row in one.rows for cell in row} for one in (table, before))
    is_same = len(edges) > 2 and all(any(abs(edge - other) <= _SNAP for other in others) for edge in edges)
    if not headings or is_heading(table.rows[0]) or not is_same:
        return table
    top, foot = table.rows[0][0].box[1], headings[-1][0].box[3]
    return Table((*(tuple(_lifted(cell, top - foot) for cell in row) for row in headings), *table.rows))


def _lifted(cell: Cell, down: float) -> Cell:
    left, top, right, bottom = cell.box
    return Cell((left, top + down, right, bottom + down), cell.words, cell.is_used)


def tables_of(drawn: Drawn, tokens: Sequence[Token], used: Sequence[Box], page: Box) -> list[Table]:
    """The tables of a page; a frame that stands alone is a table of one cell. `used` are boxes to tick.

    What frames other cells, or most of the page, or a long text, is no cell.
    """
    boxes = [box for box in _cells(drawn) if _area(box) < _MOST_OF_PAGE * _area(page)]
    boxes = [box for box in boxes if not any(other != box and _is_within(other, _inner(box)) for other in boxes)]
    lone = [frame for frame in drawn.frames if not any(overlap(frame, box) > 0 for box in (*boxes, *drawn.shapes))]
    lone = [frame for frame in lone if _area(frame) < _MOST_OF_PAGE * _area(page)]
    lone = [frame for frame in lone if not any(other != frame and _is_within(other, _inner(frame)) for other in lone)]
    things = [*used, *drawn.images, *(token.box for token in tokens if token.sign is not Sign.WORD)]
    rules = [rule for rule in drawn.across if rule[2] - rule[0] > 2 * _NARROWEST]
    tables = []
    for group in [*_groups(boxes), *([frame] for frame in lone)]:
        cells = [_cell(box, tokens, things, rules, boxes) for box in group]
        if len(cells) > 1 or len(cells[0].words) <= _LONG_TEXT:
            tables.append(Table(tuple(_rows(cells))))
    return sorted(tables, key=lambda table: table.cells[0].box[1])


def _cell(box: Box, tokens: Sequence[Token], things: Sequence[Box], rules: Sequence[Box], boxes: Sequence[Box]) -> Cell:
    inner = _inner(box)
    words = tuple(token for token in tokens if token.sign is Sign.WORD and middle_in(token.box, box))
    is_used = any(middle_in(thing, box) for thing in things) or any(
        middle_in(other, inner) and other != box and _is_within(other, box) for other in (*rules, *boxes)
    )
    return Cell(box, words, is_used)


def _inner(box: Box) -> Box:
    return box[0] + _SNAP, box[1] + _SNAP, box[2] - _SNAP, box[3] - _SNAP


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _is_within(box: Box, area: Box) -> bool:
    return (
        area[0] - _SNAP <= box[0]
        and box[2] <= area[2] + _SNAP
        and area[1] < box[1] + _SNAP
        and box[3] < area[3] + _SNAP
    )


def _cells(drawn: Drawn) -> list[Box]:
    """The cells that rules across and down make."""
    down = [*drawn.down, *_sides(drawn)]
    edges = [_edge(rule, "h") for rule in drawn.across] + [_edge(rule, "v") for rule in down]
    joined = merge_edges(
        edges, snap_x_tolerance=_SNAP, snap_y_tolerance=_SNAP, join_x_tolerance=_MEET, join_y_tolerance=_MEET
    )
    found = intersections_to_cells(edges_to_intersections(joined, _MEET, _MEET))
    return [(float(left), float(top), float(right), float(bottom)) for left, top, right, bottom in found]


def _sides(drawn: Drawn) -> Iterator[Box]:
    """The sides of tables that have rules between their columns and none around them."""
    stacks: list[list[Box]] = []
    for rule in sorted(drawn.across, key=lambda one: one[1]):
        for stack in stacks:
            if abs(stack[0][0] - rule[0]) <= _SNAP and abs(stack[0][2] - rule[2]) <= _SNAP:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    for stack in stacks:
        for above, below in pairwise(stack):
            top, bottom = above[1], below[3]
            crossing = [one for one in drawn.down if one[1] <= top + _MEET and one[3] >= bottom - _MEET]
            if any(above[0] + _MEET < one[0] < above[2] - _MEET for one in crossing):
                yield from ((side, top, side, bottom) for side in (above[0], above[2]))


def _edge(rule: Box, orientation: str) -> dict[str, Any]:
    left, top, right, bottom = rule
    if orientation == "h":
        top = bottom = (top + bottom) / 2
    else:
        left = right = (left + right) / 2
    return {
        "x0": left,
        "x1": right,
        "top": top,
        "bottom": bottom,
        "width": right - left,
        "height": bottom - top,
        "orientation": orientation,
        "object_type": "line",
    }


def _groups(boxes: Sequence[Box]) -> list[list[Box]]:
    """The cells that share corners."""
    by_corner: dict[tuple[float, float], int] = {}
    group_of = list(range(len(boxes)))

    def root(number: int) -> int:
        while group_of[number] != number:
            number = group_of[number]
        return number

    for number, (left, top, right, bottom) in enumerate(boxes):
        for corner in ((left, top), (left, bottom), (right, top), (right, bottom)):
            other = by_corner.setdefault(corner, number)
            group_of[root(number)] = root(other)
    groups: dict[int, list[Box]] = {}
    for number, box in enumerate(boxes):
        groups.setdefault(root(number), []).append(box)
    return list(groups.values())


def _rows(cells: Sequence[Cell]) -> Iterator[tuple[Cell, ...]]:
    held: list[Cell] = []
    for cell in sorted(cells, key=lambda one: one.box[1]):
        if held and cell.box[1] - held[0].box[1] > _SAME_ROW:
            yield tuple(sorted(held, key=lambda one: one.box[0]))
            held = []
        held.append(cell)
    if held:
        yield tuple(sorted(held, key=lambda one: one.box[0]))
