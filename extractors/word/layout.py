"""The texts and tables of a Word document in their order, with a sign in the place of each field."""

from collections.abc import Callable, Iterator

from lxml import etree

from extractors.blocks import Block, Cell, Table
from extractors.word.marks import Marks
from extractors.word.names import CELL, CONTROL, CONTROL_CONTENT, PARAGRAPH, ROW, TABLE
from extractors.word.text import Text, shown_of

Sign = Callable[[etree._Element], str | None]


class Layout(Text):
    """Reads the blocks of one part.

    `sign` gives what stands for a content control, or None for one that is read through as if it were not there.
    """

    passes_over_form_fields = False

    __slots__ = ("_sign",)

    def __init__(self, marks: Marks, sign: Sign) -> None:
        super().__init__(marks)
        self._sign = sign

    def blocks(self, element: etree._Element) -> tuple[Block, ...]:
        """The texts and tables in this element: paragraphs that follow each other are one text."""
        blocks: list[Block] = []
        texts: list[str] = []
        for child in self._children(element, (PARAGRAPH, TABLE)):
            if isinstance(child, str):
                texts.append(child)
            elif child.tag == PARAGRAPH:
                texts.append(self._line(child))
            else:
                blocks += ["\n".join(texts), self._table(child)]
                texts = []
        return (*blocks, "\n".join(texts))

    def control(self, element: etree._Element) -> None:
        """What stands for a control within a line, or what is in it."""
        sign = self._sign(element)
        if sign is not None:
            self.pieces.append(sign)
            return
        for contents in element.iterchildren(CONTROL_CONTENT):
            self.read(contents)

    def _table(self, table: etree._Element) -> Table:
        rows = (row for row in self._children(table, (ROW,)) if not isinstance(row, str))
        return Table(tuple(tuple(self._cells(row)) for row in rows if row not in self._marks.gone))

    def _cells(self, row: etree._Element) -> Iterator[Cell]:
        for cell in self._children(row, (CELL,)):
            if isinstance(cell, str):
                yield (cell,)
            elif cell not in self._marks.gone:
                yield self.blocks(cell)

    def _children(self, element: etree._Element, wanted: tuple[str, ...]) -> Iterator[etree._Element | str]:
        """The elements of these names, and the signs, next below this one; what is between is passed through."""
        for child in element:
            sign = self._sign(child) if child.tag == CONTROL else None
            if sign is not None:
                yield sign
            elif child.tag in wanted:
                yield child
            elif child not in self._marks.gone and child.tag not in (PARAGRAPH, TABLE, ROW, CELL):
                yield from self._children(child, wanted)

    def _line(self, paragraph: etree._Element) -> str:
        self.pieces.clear()
        self.read(paragraph)
        return shown_of(self.pieces)
