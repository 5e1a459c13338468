"""The texts and tables of a Word document in their order, with a sign in the place of each field."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from extractors.blocks import Block, Cell, Table
from extractors.shown import (
    FAINT,
    FLOATING,
    HIDDEN,
    LOUD,
    NOT_STRUCK,
    STANDS_BACK,
    STRUCK,
    UNREAD,
    look,
    number,
    trimmed,
)
from extractors.word.file.looks import OF_RUNS, SWITCHES, Named, looks_beside
from extractors.word.names import (
    BORDERED,
    CELL,
    CELL_PROPERTIES,
    COLOR,
    CONTROL,
    CONTROL_CONTENT,
    EMPHASIS,
    FILL,
    FORM_FIELD,
    FRAME,
    HIGHLIGHT,
    PARAGRAPH,
    RESTYLED,
    ROW,
    ROW_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    RUN_STYLE,
    SECTION_PROPERTIES,
    SHADING,
    SIZE,
    SYMBOL,
    TABLE,
    TABLE_GRID,
    TABLE_PROPERTIES,
    TEXT,
    UNDERLINE,
    VAL,
)
from extractors.word.page.cells import PLAIN, looks_of_cells
from extractors.word.page.faint import recedes, size_of
from extractors.word.page.floating import framed
from extractors.word.page.flow import Flow
from extractors.word.page.marks import BEFORE, Marks, is_on
from extractors.word.page.text import MARKED, UNCHANGED, Text, shown_of

Sign = Callable[[etree._Element], str | None]


class Layout(Text):
    """Reads the blocks of one part.

    `sign` gives what stands for a content control or form field, or None for one that is read through.
    """

    passes_over_form_fields = False
    tells_drawings = True

    __slots__ = ("_framed", "_least", "_looks", "_plain", "_said", "_sign", "_uneven", "_usual")

    def __init__(self, marks: Marks, sign: Sign) -> None:
        super().__init__(marks)
        self._sign = sign
        self._usual: tuple[etree._Element | None, str | None] = (None, None)  # a paragraph, and the size of all of it
        self._least: dict[etree._Element, int] = {}  # the smallest lines with boxes in a cell or body, by their size
        self._looks: dict[etree._Element, str] = {}
        self._said: dict[etree._Element, list[tuple[str, etree._Element]]] = {}  # the looks that properties say
        self._plain: set[etree._Element] = set()  # the paragraphs that say no more than their texts in a row
        self._framed: set[etree._Element] = set()  # the paragraphs that stand elsewhere on the page
        self._uneven: set[etree._Element | None] = set()  # the paragraphs in which a run may look otherwise
        self._handlers = _LAID_OUT_BEFORE if marks.view is BEFORE else _LAID_OUT

    def blocks(self, element: etree._Element) -> tuple[Block, ...]:
        """The texts and tables in this element: paragraphs that follow each other are one text."""
        looks = [*self._marks.looks.named, *looks_beside(element)]
        self._looks = looks_of_cells(looks)
        self._framed = set(framed(one for name, one in looks if name == FRAME))
        self._uneven = set(map(_paragraph_of, self._uneven_runs(looks)))
        flow = self._marks.flow
        if flow is not None:
            self._plain = {*flow.bare}.difference(self._uneven, self._framed, self._marks.numbers)
        return self._blocks(element)

    def _uneven_runs(self, looks: Named) -> Iterator[etree._Element]:
        """The runs that may look otherwise than what else is in their paragraphs; notes what makes each look so."""
        yield from (*self._marks.hidden, *self._marks.struck, *self._marks.raised, *self._marks.obscure)
        of_runs = [one for one in looks if one[0] in OF_RUNS]
        for name, one in (*of_runs, *((SIZE, size) for size in self._telling_sizes())):
            properties = one.getparent()
            owner = properties.getparent() if properties is not None else None
            if properties is None or owner is None or owner.tag not in _DRESSED:
                continue
            self._said.setdefault(properties, []).append((name, one))
            if owner.tag == RUN:
                yield owner

    def _telling_sizes(self) -> Iterator[etree._Element]:
        """The sizes of letters that stand beside others in a paragraph, or are larger than usual."""
        sizes, flow = self._marks.looks.sizes, self._marks.flow
        if flow is None or not sizes:
            yield from sizes
            return
        yield from (one for one in sizes if one.get(VAL) not in _USUAL_SIZES)
        for outer, start in flow.starts.items():
            if flow.ends[outer] - start > 1 and outer.tag == PARAGRAPH:
                yield from (one for one in outer.iter(SIZE) if one.get(VAL) in _USUAL_SIZES)

    def _blocks(self, element: etree._Element) -> tuple[Block, ...]:
        blocks: list[Block] = []
        texts: list[str] = []
        for one in self._children(element, _OF_BLOCKS):
            if isinstance(one, str):
                texts.append(one)
            elif one.tag == PARAGRAPH:
                texts.append(self._line(one))
            else:
                blocks += ["\n".join(texts), self._table(one)]
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
        rows = (row for row in self._children(table, _OF_ROWS) if not isinstance(row, str))
        return Table(tuple([tuple(self._cells(row)) for row in rows if row not in self._marks.gone]))

    def _cells(self, row: etree._Element) -> list[Cell]:
        cells: list[Cell] = []
        gone = self._marks.gone
        for cell in self._children(row, _OF_CELLS):
            if isinstance(cell, str):
                cells.append((cell,))
            elif cell not in gone:
                line = self._only_line(cell)
                found = self._blocks(cell) if line is None else (line,)
                seen = self._looks.get(cell)
                cells.append((f"{seen}{found[0]}", *found[1:]) if seen else found)
        return cells

    def _only_line(self, cell: etree._Element) -> str | None:
        """The line of a cell that holds one paragraph, as most do; None for any other."""
        paragraph = None
        for child in cell:
            tag = child.tag
            if tag == PARAGRAPH and paragraph is None:
                paragraph = child
            elif tag != CELL_PROPERTIES:
                return None
        return None if paragraph is None else self._line(paragraph)

    def _children(self, element: Iterable[etree._Element], wanted: frozenset[str]) -> list[etree._Element | str]:
        """The elements of these names, and the signs, next below this one; what is between is passed through."""
        found: list[etree._Element | str] = []
        for child in element:
            tag = child.tag
            if tag in wanted:
                found.append(child)
            elif tag == CONTROL and (sign := self._sign(child)) is not None:
                found.append(sign)
            elif tag not in _APART and child not in self._marks.gone:
                found += self._children(child, wanted)
        return found

    def _line(self, paragraph: etree._Element) -> str:
        flow = self._marks.flow
        if flow is not None and paragraph in self._plain and not self._open_fields:
            start, end = flow.starts[paragraph], flow.ends[paragraph]
            return _drawn_last("".join(flow.pieces[start:end])) if start < end else ""  # type: ignore[arg-type]
        said = _drawn_last(self._text_of(paragraph))
        counted = self._marks.numbers.get(paragraph) if self._marks.numbers else None
        told = number(counted) + said if counted else said
        return _elsewhere(told) if paragraph in self._framed else told

    def _text_of(self, paragraph: etree._Element) -> str:
        self.pieces.clear()
        flow = self._marks.flow
        if flow is not None and (run := self._only_run(flow, paragraph)) is not None:
            self.pieces.append(flow.pieces[flow.starts[paragraph]])  # type: ignore[arg-type]
            self._dress(run, run[0], 0)
        elif flow is None or paragraph in self._uneven:
            self.read(paragraph)
        else:
            self.read_paragraph(paragraph)
        return shown_of(self.pieces) if self._marks.hidden else "".join(self.pieces)

    def _only_run(self, flow: Flow, paragraph: etree._Element) -> etree._Element | None:
        """The run that has a look and holds the one text of a paragraph, as in most where something has a look."""
        is_known = self._marks.is_plain and paragraph in self._uneven and paragraph in flow.bare
        if not is_known or self._open_fields:
            return None
        run = paragraph[-1] if flow.ends[paragraph] - flow.starts[paragraph] == 1 else None
        if run is None or run.tag != RUN or len(run) != len(_LOOK_AND_TEXT):
            return None
        return run if (run[0].tag, run[1].tag) == _LOOK_AND_TEXT else None

    def floating(self, start: int) -> None:
        """Each line of a box says that it stands elsewhere on the page."""
        self.pieces[start:] = [_elsewhere("".join(self.pieces[start:]))]

    def _look(self, run: etree._Element) -> None:
        """Gathers the text of a run, with its look where that is not the usual one."""
        start = len(self.pieces)
        properties = None
        handlers = self._handlers
        for child in run:
            tag = child.tag
            if tag == TEXT:
                self._text(child)
                continue
            if tag == RUN_PROPERTIES:
                properties = child if properties is None else properties
                continue
            handler = handlers.get(tag, Text.read)
            if handler is not None:
                handler(self, child)
        if len(self.pieces) == start:
            return
        if not self._marks.is_plain:
            self._alter(run, start)
            if run in self._marks.hidden:
                is_empty = not "".join(self.pieces[start:]).strip()
                self.pieces[start:] = [] if is_empty else [look(HIDDEN), STANDS_BACK]
                return
            if properties is not None and self._marks.view is BEFORE:
                properties = next((one.find(RUN_PROPERTIES) for one in properties.iterchildren(RESTYLED)), properties)
        self._dress(run, properties, start)

    def _dress(self, run: etree._Element, properties: etree._Element | None, start: int) -> None:
        """Marks the pieces of a run, which begin with this number, with the look that these properties give them."""
        seen = self._seen(run, properties) if properties is not None and properties in self._said else ""
        if not seen:
            pass
        elif _WHITE in seen:  # nobody sees it, unless the ground is dark
            self.pieces[start:] = [UNREAD]
        else:
            self.pieces.insert(start, _signs_of(seen))
            self.pieces.append(STANDS_BACK)
        if run in self._marks.struck:
            self.pieces[start:] = [STRUCK, *self.pieces[start:], NOT_STRUCK]

    def _seen(self, run: etree._Element, properties: etree._Element) -> str:
        """What makes this run, which has these properties, look otherwise than its paragraph."""
        marks = self._said[properties]
        names = {tag for tag, _ in marks}
        if SIZE in names:
            usual = self._size_around(run)
            marks = [one for one in marks if one[0] != SIZE or one[1].get(VAL) != usual]
            names = {tag for tag, _ in marks}
        if names <= SWITCHES:
            return ";".join(sorted([tag for tag, one in marks if is_on(one)]))
        largest = _largest(run) if SIZE in names else 0
        return f"{_look_of(marks)} {FAINT}" if recedes(marks, largest) else _look_of(marks)

    def _size_around(self, run: etree._Element) -> str | None:
        """The size that the whole paragraph of a run has, which LibreOffice gives to each of its runs again."""
        paragraph = _paragraph_of(run)
        if paragraph is not self._usual[0]:
            size = _shared_size(paragraph) if paragraph is not None else None
            is_usual = paragraph is None or not self._is_larger(paragraph, size)
            self._usual = (paragraph, size if is_usual else None)
        return self._usual[1]

    def _is_larger(self, paragraph: etree._Element, size: str | None) -> bool:
        """Whether a line with a box in it is larger, as a whole, than another one beside it: somebody may mean it."""
        around = paragraph.getparent() if size_of(size) > _USUAL_SIZE else None
        if around is None or not _has_box(paragraph):
            return False
        if around not in self._least:
            lines = filter(_has_box, around.iterchildren(PARAGRAPH))
            self._least[around] = min(size_of(_shared_size(line)) for line in lines)
        return self._least[around] < size_of(size)


_FLOATS = look(FLOATING)


def _drawn_last(said: str) -> str:
    """A line with what is drawn upon it behind it: that is anchored anywhere in it, most often before it."""
    words = said.lstrip(UNREAD)
    return said if words == said else words + UNREAD * (len(said) - len(words))


def _elsewhere(text: str) -> str:
    """A text with the sign that it stands elsewhere on the page than it is anchored, before each line."""
    return "\n".join(f"{_FLOATS}{line}{STANDS_BACK}" if trimmed(line) else line for line in text.split("\n"))


_LAID_OUT: dict[str, Any] = MARKED | {RUN: Layout._look}
_LAID_OUT_BEFORE: dict[str, Any] = UNCHANGED | {RUN: Layout._look}
_OF_BLOCKS, _OF_ROWS, _OF_CELLS = frozenset((PARAGRAPH, TABLE)), frozenset((ROW,)), frozenset((CELL,))
_APART = frozenset(  # what is no part of what stands around it, and properties
    (PARAGRAPH, TABLE, ROW, CELL, TABLE_PROPERTIES, TABLE_GRID, ROW_PROPERTIES, CELL_PROPERTIES, SECTION_PROPERTIES)
)
_LOUD = (HIGHLIGHT, BORDERED, SHADING)
_DRESSED = (RUN, RESTYLED)  # the properties of other things are no looks of words
_LOOK_AND_TEXT = (RUN_PROPERTIES, TEXT)
_WHITE = "white;"
_BOXES = re.compile("[☐☒☑□❑❒◻▢⬜○◯]")
_USUAL_SIZE = 24  # half points; what says nothing of its size is no larger
_USUAL_SIZES = frozenset(map(str, range(_USUAL_SIZE + 1)))


def _paragraph_of(run: etree._Element) -> etree._Element | None:
    """The paragraph that a run stands in."""
    around = run.getparent()
    return around if around is not None and around.tag == PARAGRAPH else next(run.iterancestors(PARAGRAPH), None)


def _shared_size(paragraph: etree._Element) -> str | None:
    """The size of every run with text in a paragraph, else of every one with a symbol; None where they differ."""
    for name in (TEXT, SYMBOL):
        sizes = {_size_of(run) for run in paragraph.iter(RUN) if next(run.iterchildren(name), None) is not None}
        if sizes:
            return sizes.pop() if len(sizes) == 1 else None
    return None


def _has_box(paragraph: etree._Element) -> bool:
    """Whether a check box stands in a paragraph, as a field or as a letter."""
    if next(paragraph.iter(FORM_FIELD), None) is not None:
        return True
    return any(_BOXES.search(text.text or "") for text in paragraph.iter(TEXT))


def _largest(run: etree._Element) -> int:
    """The largest size that a run beside this one has."""
    around = run.getparent()
    beside = around.iter(RUN) if around is not None else ()
    return max((size_of(_size_of(one)) for one in beside if one is not run), default=0)


def _size_of(run: etree._Element) -> str | None:
    for properties in run.iterchildren(RUN_PROPERTIES):
        for size in properties.iterchildren(SIZE):
            return size.get(VAL)
    return None


@lru_cache(maxsize=256)
def _signs_of(seen: str) -> str:
    """The signs that begin a text which looks like this."""
    loud = look(LOUD) if any(name in seen for name in _LOUD) else ""
    return loud + (look(FAINT) if seen.endswith(FAINT) else "") + look(seen)


def _look_of(properties: Iterable[tuple[str, etree._Element]]) -> str:
    """What makes a run look otherwise than its paragraph: bold, underlined, framed, colored, larger, of a style."""
    found: list[str] = []
    is_shaded = False
    for name, one in properties:
        value = one.get(VAL)
        if name in SWITCHES:
            found += [name] if is_on(one) else []
        elif name == SHADING:
            is_shaded = one.get(FILL) not in PLAIN
            found += [f"{name}{one.get(FILL)}"] if is_shaded else []
        elif name in (UNDERLINE, EMPHASIS, HIGHLIGHT, BORDERED, COLOR, SIZE, RUN_STYLE) and value not in PLAIN:
            found.append(f"{name}{value}")
        elif name == COLOR and value == "FFFFFF":
            found.append(_WHITE)
    return "" if is_shaded and found == [_WHITE] else ";".join(sorted(found))
