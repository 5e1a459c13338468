"""What a field without a title is for, from the words around it."""

from itertools import takewhile

from lxml import etree

from extractors.word.names import (
    CELL,
    CELL_PROPERTIES,
    CONTROL,
    CONTROL_CONTENT,
    FIELD_CHAR,
    GRID_SPAN,
    PARAGRAPH,
    ROW,
    TABLE,
    VAL,
)
from extractors.word.page.marks import Marks
from extractors.word.page.text import text_beside

_MOST_COLUMNS = 63  # of a table in Word
_CONTAINERS = (CONTROL, CONTROL_CONTENT)  # a row or cell may itself be the contents of a control


class Labels:
    """The labels of one part; each row of a table is read once, however many controls stand in it."""

    __slots__ = ("_headings", "_lefts", "_marks")

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._lefts: dict[etree._Element, tuple[str, int]] = {}  # of a cell: the words left of it, and its column
        self._headings: dict[etree._Element, list[str]] = {}  # of a table: the words over each column

    def label(self, first: etree._Element, last: etree._Element | None = None, *, is_mark: bool) -> str:
        """The words beside a field: before it in its line (after it for a check box), left of it, or above it.

        A content control is one element; a field of another kind lies in the runs from the `first` to the `last`.
        """
        around = next(first.iterancestors(PARAGRAPH, CELL), None)
        if around is None or around.tag == CELL:
            said = self._above(first)
        else:
            after = self._beside(first if last is None else last, preceding=False) if is_mark else ""
            said = after or self._beside(first, preceding=True)
        return said or self._around(first)

    def _beside(self, control: etree._Element, *, preceding: bool) -> str:
        """The text from the next field in the same line up to this one."""
        beside = list(takewhile(_is_text, control.itersiblings(preceding=preceding)))
        return text_beside(reversed(beside) if preceding else beside, self._marks)

    def _above(self, control: etree._Element) -> str:
        """The text of the paragraph above a control that stands in paragraphs of its own."""
        above = next(control.itersiblings(PARAGRAPH, CONTROL, TABLE, preceding=True), None)
        return self._text(above) if above is not None and above.tag == PARAGRAPH else ""

    def _around(self, control: etree._Element) -> str:
        """The nearest words left of its cell in the row, else those over the cell in the first row of the table."""
        cell = _only_cell(control)
        if cell is None:
            cell = next(control.iterancestors(CELL), None)
        row = next(cell.iterancestors(ROW), None) if cell is not None else None
        table = next(row.iterancestors(TABLE), None) if row is not None else None
        if cell is None or row is None or table is None:
            return ""
        if cell not in self._lefts:
            self._read_row(row)
        left, column = self._lefts.get(cell, ("", 0))
        if left:
            return left
        if table not in self._headings:
            self._headings[table] = self._heading_row(table)
        headings = self._headings[table]
        return headings[column] if column < len(headings) else ""

    def _read_row(self, row: etree._Element) -> None:
        left, column = "", 0
        for cell in _inside(row, CELL):
            self._lefts[cell] = (left, column)
            left = self._text(cell) or left
            column += _width(cell)

    def _heading_row(self, table: etree._Element) -> list[str]:
        first = next(iter(_inside(table, ROW)), None)
        cells = _inside(first, CELL) if first is not None else []
        return [said for cell in cells for said in [self._text(cell)] * _width(cell)]

    def _text(self, element: etree._Element) -> str:
        return text_beside((element,), self._marks)


def _is_text(sibling: etree._Element) -> bool:
    return sibling.tag != CONTROL and sibling.find(FIELD_CHAR) is None


def _only_cell(control: etree._Element) -> etree._Element | None:
    """The cell that a control around one cell of a table holds."""
    return next(
        (cell for contents in control.iterchildren(CONTROL_CONTENT) for cell in contents if cell.tag == CELL), None
    )


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
    return min(int(said[:4]), _MOST_COLUMNS) if said.isdecimal() else 1
