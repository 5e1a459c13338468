"""The texts and tables of a Word document in their order, with a sign in the place of each field."""

from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from extractors.blocks import Block, Cell, Table
from extractors.shown import MERGED, NOT_STRUCK, STANDS_BACK, STRUCK, UNREAD, look
from extractors.word.marks import BEFORE, Marks, is_on
from extractors.word.names import (
    BOLD,
    BORDERED,
    CAPITALS,
    CELL,
    CELL_PROPERTIES,
    COLOR,
    CONTROL,
    CONTROL_CONTENT,
    EMPHASIS,
    FILL,
    FORM_FIELD,
    HIGHLIGHT,
    ITALIC,
    MERGED_DOWN,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    RUN,
    RUN_PROPERTIES,
    RUN_STYLE,
    SHADING,
    SIZE,
    SMALL_CAPITALS,
    TABLE,
    TEXT,
    UNDERLINE,
    VAL,
)
from extractors.word.text import MARKED, UNCHANGED, Text, shown_of

Sign = Callable[[etree._Element], str | None]


class Layout(Text):
    """Reads the blocks of one part.

    `sign` gives what stands for a content control or form field, or None for one that is read through.
    """

    passes_over_form_fields = False
    tells_drawings = True

    __slots__ = ("_sign", "_usual")

    def __init__(self, marks: Marks, sign: Sign) -> None:
        super().__init__(marks)
        self._sign = sign
        self._usual: tuple[etree._Element | None, str | None] = (None, None)  # a paragraph, and the size of all of it
        self._handlers = _LAID_OUT_BEFORE if marks.view is BEFORE else _LAID_OUT

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

    def field_char(self, element: etree._Element) -> None:
        """What stands for a form field, or what is in it."""
        settings = element.find(FORM_FIELD)
        sign = self._sign(settings) if settings is not None else None
        if sign is None:
            super().field_char(element)
        else:
            self.pieces.append(sign)
            self.open_field(is_passed_over=True)

    def _table(self, table: etree._Element) -> Table:
        rows = (row for row in self._children(table, (ROW,)) if not isinstance(row, str))
        return Table(tuple(tuple(self._cells(row)) for row in rows if row not in self._marks.gone))

    def _cells(self, row: etree._Element) -> Iterator[Cell]:
        for cell in self._children(row, (CELL,)):
            if isinstance(cell, str):
                yield (cell,)
            elif cell not in self._marks.gone:
                first, *others = self.blocks(cell)
                seen = _look_of_cell(cell)
                merged = f"{look(MERGED)}{STANDS_BACK}" if _is_merged(cell) else ""
                yield (f"{look(seen) + STANDS_BACK if seen else ''}{merged}{first}", *others)

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
        said = shown_of(self.pieces)
        if not said.startswith(UNREAD):
            return said
        words = said.lstrip(UNREAD)  # what is drawn upon a paragraph is anchored anywhere in it, most often before it
        return words + UNREAD * (len(said) - len(words))

    def _look(self, run: etree._Element) -> None:
        """Gathers the text of a run, with its look where that is not the usual one."""
        start = len(self.pieces)
        self._run(run)
        if len(self.pieces) == start:
            return
        properties = run.find(RUN_PROPERTIES)
        seen = _look_of(properties, self._size_around(run, properties)) if properties is not None else ""
        if _WHITE in seen:  # nobody sees it, unless the ground is dark
            self.pieces[start:] = [UNREAD]
        elif seen:
            self.pieces[start:] = [look(seen), *self.pieces[start:], STANDS_BACK]
        if run in self._marks.struck:
            self.pieces[start:] = [STRUCK, *self.pieces[start:], NOT_STRUCK]

    def _size_around(self, run: etree._Element, properties: etree._Element) -> str | None:
        """The size that the whole paragraph of a run has, which LibreOffice gives to each of its runs again."""
        if properties.find(SIZE) is None:
            return None
        paragraph = next(run.iterancestors(PARAGRAPH), None)
        if paragraph is not self._usual[0]:
            self._usual = (paragraph, _shared_size(paragraph) if paragraph is not None else None)
        return self._usual[1]


_LAID_OUT: dict[str, Any] = MARKED | {RUN: Layout._look}
_LAID_OUT_BEFORE: dict[str, Any] = UNCHANGED | {RUN: Layout._look}
_PLAIN = (None, "none", "auto", "nil", "clear", "000000", "FFFFFF")
_WHITE = "white;"


def _shared_size(paragraph: etree._Element) -> str | None:
    """The size of every run with text in a paragraph; None where they differ."""
    runs = [run for run in paragraph.iter(RUN) if run.find(TEXT) is not None]
    sizes = {size.get(VAL) if (size := run.find(f"{RUN_PROPERTIES}/{SIZE}")) is not None else None for run in runs}
    return sizes.pop() if len(sizes) == 1 else None


def _look_of(properties: etree._Element, usual_size: str | None = None) -> str:
    """What makes a run look otherwise than its paragraph: bold, underlined, framed, colored, larger, of a style."""
    found: list[str] = []
    is_shaded = False
    for one in properties:
        name, value = one.tag, one.get(VAL)
        if name in (BOLD, ITALIC, CAPITALS, SMALL_CAPITALS):
            found += [name] if is_on(one) else []
        elif name == SHADING:
            is_shaded = one.get(FILL) not in _PLAIN
            found += [f"{name}{one.get(FILL)}"] if is_shaded else []
        elif name == SIZE and value == usual_size:
            continue
        elif name in (UNDERLINE, EMPHASIS, HIGHLIGHT, BORDERED, COLOR, SIZE, RUN_STYLE) and value not in _PLAIN:
            found.append(f"{name}{value}")
        elif name == COLOR and value == "FFFFFF":
            found.append(_WHITE)
    return "" if is_shaded and found == [_WHITE] else ";".join(sorted(found))


def _look_of_cell(cell: etree._Element) -> str:
    """What makes a cell look otherwise than others: a ground of its own, or that of its paragraphs."""
    paths = (f"{CELL_PROPERTIES}/{SHADING}", f"{PARAGRAPH}/{PARAGRAPH_PROPERTIES}/{SHADING}")
    grounds = [ground for path in paths for ground in cell.iterfind(path)]
    return ";".join(
        f"{one.get(VAL)}{one.get(FILL)}" for one in grounds if one.get(FILL) not in _PLAIN or one.get(VAL) not in _PLAIN
    )


def _is_merged(cell: etree._Element) -> bool:
    """Whether a cell is one with the cell above or below it."""
    return cell.find(f"{CELL_PROPERTIES}/{MERGED_DOWN}") is not None
