"""What a content control without a title is for, from the words around it."""

from itertools import takewhile

from lxml import etree

from extractors.word_marks import Marks
from extractors.word_names import (
    CELL,
    CELL_PROPERTIES,
    CONTROL,
    CONTROL_CONTENT,
    GRID_SPAN,
    PARAGRAPH,
    ROW,
    TABLE,
    VAL,
)
from extractors.word_text import text_beside

_CONTAINERS = (CONTROL, CONTROL_CONTENT)  # a row or cell may itself be the contents of a control


class Labels:
    """The labels of one part; the text of a cell that labels many controls is read once."""

    __slots__ = ("_marks", "_read")

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._read: dict[etree._Element, str] = {}

    def label(self, control: etree._Element, *, is_mark: bool) -> str:
        """The words beside a control: before it in its line (after it for a check box), left of it, or above it."""
        if next(control.iterancestors(PARAGRAPH, CELL, TABLE), control).tag == PARAGRAPH:
            after, before = self._beside(control, preceding=False), self._beside(control, preceding=True)
            said = (after or before) if is_mark else before
            if said:
                return said
        cell = next(control.iterancestors(CELL), None)
        if cell is None:
            cell = next(control.iterdescendants(CELL), None)
        return self._around_cell(cell) if cell is not None else self._above(control)

    def _beside(self, control: etree._Element, *, preceding: bool) -> str:
        """The text from the next control in the same line up to this one."""
        beside = list(takewhile(lambda sibling: sibling.tag != CONTROL, control.itersiblings(preceding=preceding)))
        return text_beside(reversed(beside) if preceding else beside, self._marks)

    def _above(self, control: etree._Element) -> str:
        """The text of the paragraph above a control that stands in paragraphs of its own."""
        above = next(control.itersiblings(PARAGRAPH, CONTROL, TABLE, preceding=True), None)
        return self._text(above) if above is not None and above.tag == PARAGRAPH else ""

    def _around_cell(self, cell: etree._Element) -> str:
        row = next(cell.iterancestors(ROW), None)
        if row is None:
            return ""
        cells = _inside(row, CELL)
        place = cells.index(cell) if cell in cells else 0
        left = next((said for other in reversed(cells[:place]) if (said := self._text(other))), "")
        return left or self._heading(row, sum(map(_width, cells[:place])))

    def _heading(self, row: etree._Element, column: int) -> str:
        """The text of the cell in the table's first row that stands over this column."""
        table = next(row.iterancestors(TABLE), None)
        rows = _inside(table, ROW) if table is not None else []
        if not rows or rows[0] is row:
            return ""
        for cell in _inside(rows[0], CELL):
            column -= _width(cell)
            if column < 0:
                return self._text(cell)
        return ""

    def _text(self, element: etree._Element) -> str:
        if element not in self._read:
            self._read[element] = text_beside((element,), self._marks)
        return self._read[element]


def _inside(element: etree._Element, tag: str) -> list[etree._Element]:
    """The rows of a table or the cells of a row, those in content controls included, those of inner tables not."""
    found: list[etree._Element] = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag in _CONTAINERS:
            found.extend(_inside(child, tag))
    return found


def _width(cell: etree._Element) -> int:
    span = cell.find(f"{CELL_PROPERTIES}/{GRID_SPAN}")
    said = span.get(VAL, "1") if span is not None else "1"
    return int(said) if said.isdecimal() else 1
