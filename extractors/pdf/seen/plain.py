"""What a blank PDF form without fields looks like: the words it prints, and the places where a person would write.

what a page prints and draws → tables → empty cells, lines, boxes, scales, labels with room → places in order
"""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pdfplumber
import pikepdf
import pypdfium2
from pdfplumber.page import Page as DrawnPage

from extractors.pdf.flat.blank import Blank, BlankPage, ground_of, is_ruled, with_shade
from extractors.pdf.flat.circled import with_shades
from extractors.pdf.flat.slot import Printed, Slot, clear_parts, measured, middle, within
from extractors.pdf.flat.strokes import looks_of
from extractors.pdf.flat.written import UNMARKED
from extractors.pdf.page.boxes import around, middle_in
from extractors.pdf.page.ink import Ink, Picture
from extractors.pdf.page.rules import rules_of
from extractors.pdf.page.words import words_of
from extractors.pdf.place import Box, Page, pages_of
from extractors.pdf.seen.drawn import Gray, drawn_on
from extractors.pdf.seen.letters import Token, tokens_of
from extractors.pdf.seen.marks import boxes_of, combs_of, marks_of
from extractors.pdf.seen.place import Seen, joined, text_of
from extractors.pdf.seen.prompts import in_cell, on_page
from extractors.pdf.seen.rings import rings_of
from extractors.pdf.seen.rules import Surroundings, beside_box, lines_on, places_on
from extractors.pdf.seen.scales import scales_of
from extractors.pdf.seen.tables import Cell, Table, headed_by, tables_of
from planwright.model import FieldKind

MARKED_STATE = "on"
_FOOT = 40.0  # points at the bottom of a page in which labels ask nothing
_THICKER = 0.4  # points by which the line of a drawn box may come out thicker when it is printed again
_INSET = 1.0  # points from the middle of a cell's rules to its place


def learn_plain(data: bytes) -> Blank:
    """The blank in these bytes: a PDF form without fields, with nothing filled in."""
    upright = _upright(data)
    with (
        pypdfium2.PdfDocument(upright) as shown,
        pdfplumber.open(io.BytesIO(upright)) as drawn,
    ):
        papers = [_Paper(shown[number], page) for number, page in enumerate(drawn.pages)]
        repeated = _repeated([paper.tokens for paper in papers])
        pages: list[BlankPage] = []
        count = 0
        before: Sequence[Table] = ()
        for paper in papers:
            tables, places = _places(paper, repeated, before)
            slots = tuple(_slot(place, count + number, paper) for number, place in enumerate(places, start=1))
            pages.append(paper.as_blank(slots))
            count += len(slots)
            before = tables
        return Blank(tuple(pages))


class _Paper:
    """One page of a blank as it is displayed, with what it prints."""

    def __init__(self, shown: pypdfium2.PdfPage, drawn: DrawnPage) -> None:
        width, height = shown.get_size()
        self.page = Page(number=drawn.page_number, box=(0.0, 0.0, width, height), turn=0)
        self.words = words_of(shown, self.page)
        self.tokens = tokens_of(shown, self.page)
        self.picture = Picture(shown)
        self.looks = looks_of(shown)
        self.rules = rules_of(shown, self.page)
        self.drawn = drawn_on(drawn, Gray(shown))

    def as_blank(self, slots: tuple[Slot, ...]) -> BlankPage:
        """The page as a page of a blank, with these places."""
        ruled = (number for number, word in enumerate(self.words) if is_ruled(word.box, self.picture))
        return BlankPage(
            number=self.page.number,
            words=self.words,
            slots=slots,
            named=(),
            codes=(),
            looks=self.looks,
            ruled=frozenset(ruled),
            grounds=tuple(ground_of(word.box, self.picture) for word in self.words),
            pale=frozenset(number for number, word in enumerate(self.words) if not self.picture.ink(word.box).dots),
            drawn=self.rules,
        )

    @property
    def area(self) -> Box:
        """The part of the page that it prints on, without its foot."""
        boxes = [token.box for token in self.tokens] or [self.page.box]
        left, top, right, _ = around(boxes)
        return left, top, right, self.page.box[3] - _FOOT


def _upright(data: bytes) -> bytes:
    """The file with each page turned and moved as it is displayed, so that all programs measure it alike."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.flatten_annotations("all")
        for page in pages_of(pdf).in_order():
            left, bottom, right, top = page.box
            wide, high = right - left, top - bottom
            turn = {
                0: (1, 0, 0, 1, -left, -bottom),
                90: (0, -1, 1, 0, -bottom, right),
                180: (-1, 0, 0, -1, right, top),
                270: (0, 1, -1, 0, top, -left),
            }[page.turn]
            held = pdf.pages[page.number - 1]
            held.contents_add(f"q {' '.join(f'{one:.4f}' for one in turn)} cm".encode(), prepend=True)
            held.contents_add(b"Q")
            held.obj.MediaBox = held.obj.CropBox = [0, 0, *((high, wide) if page.turn in (90, 270) else (wide, high))]
            held.obj.Rotate = 0
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _repeated(pages: Sequence[Sequence[Token]]) -> frozenset[tuple[str, int]]:
    """The words that stand in the same place on most pages, as heads and feet do."""
    counts = Counter(key for page in pages for key in {_spot(token) for token in page})
    return frozenset(key for key, count in counts.items() if count > 1 and count * 2 > len(pages))


def _spot(token: Token) -> tuple[str, int]:
    return token.text, round(token.box[3] / 3)


# -- the places of a page ---------------------------------------------------------------------------------------------


def _places(
    paper: _Paper, repeated: frozenset[tuple[str, int]], before: Sequence[Table]
) -> tuple[Sequence[Table], list[Seen]]:
    """The tables of a page, and its places in the order in which they are read."""
    tokens, drawn = paper.tokens, paper.drawn
    found = tables_of(drawn, tokens, drawn.shapes, paper.page.box)
    lone = [table.cells[0].box for table in found if table.is_box]
    ticked = [box for box in boxes_of([*drawn.shapes, *lone], tokens) if _is_open(box, paper)]
    combs = combs_of(ticked)
    ticked = [box for box in ticked if not any(box in comb for comb in combs)]
    rest = [table for table in found if not table.is_box]
    surroundings = Surroundings(tokens, tuple(rest), tuple(ticked), paper.area[2] - paper.area[0])
    lines = lines_on(drawn.across, surroundings)
    scales = scales_of(tokens, [*ticked, *(line.box for line in lines)], rest)
    circled = [word.box for scale in scales for word in scale.words]
    tables = [table for table in tables_of(drawn, tokens, [*ticked, *circled], paper.page.box) if not table.is_box]
    surroundings = replace(surroundings, tables=tuple(tables))
    if tables and before:
        tables[0] = headed_by(tables[0], before[-1])
    places: list[Seen] = [
        *(place for table in tables for place in _of_table(table, surroundings)),
        *(_comb(comb, surroundings) for comb in combs),
        *places_on(lines, surroundings),
        *marks_of(ticked, tokens, tables),
        *rings_of(scales, surroundings, [*drawn.across, *drawn.down]),
    ]
    named = frozenset(word for place in places for word in place.names)
    cells = [cell.box for table in tables for cell in table.cells]
    free = [token for token in tokens if not any(middle_in(token.box, box) for box in cells)]
    free = [token for token in free if _spot(token) not in repeated and token.box[3] < paper.area[3]]
    things = [*cells, *drawn.shapes, *drawn.images, *drawn.across, *(place.box for place in places)]
    places += on_page(free, things, named, paper.area)
    return tables, _in_order(place for place in places if not _is_foot(place, paper, repeated))


def _is_open(box: Box, paper: _Paper) -> bool:
    """Whether a box to tick is empty; one that is filled or ticked in the blank is no place for an answer."""
    left, top, right, bottom = middle(box)
    reach = 0.0 if any(token.box == box for token in paper.tokens) else _THICKER
    return paper.picture.ink((left - reach, top - reach, right + reach, bottom + reach)).share <= UNMARKED


def _is_foot(place: Seen, paper: _Paper, repeated: frozenset[tuple[str, int]]) -> bool:
    """Whether a place stands at the foot of a page and is named by words that stand there on each."""
    is_low = place.box[3] > paper.page.box[3] - 1.5 * _FOOT
    return is_low and bool(place.names) and all(_spot(word) in repeated for word in place.names)


def _of_table(table: Table, page: Surroundings) -> Iterator[Seen]:
    """The places of a table's cells; of a row of cells for one letter each, the whole of it."""
    if table.is_comb:
        yield _comb([cell.box for cell in table.cells], page)
        return
    for cell in table.cells:
        yield from _of_cell(cell, table, page)


def _comb(cells: Sequence[Box], page: Surroundings) -> Seen:
    """The place of a row of cells for one letter each."""
    names = beside_box(around(cells), page)
    clear = tuple(map(within, cells))
    return Seen(box=around(cells), label=text_of(names), comb=True, clear=clear, names=frozenset(names))


def _of_cell(cell: Cell, table: Table, page: Surroundings) -> Iterator[Seen]:
    """The place that an empty cell is, or those that a cell with printed words holds."""
    if not cell.is_empty:
        yield from in_cell(cell, table)
        return
    if table.is_corner(cell):
        return
    row, headings = table.row_label(cell), table.headings(cell)
    names = [*(row.words if row else ()), *(word for one in headings for word in one.words)]
    label = row.text if row else ""
    column = " ".join(one.text for one in headings)
    if not names:
        names = list(beside_box(cell.box, page))
        label = text_of(names)
    left, top, right, bottom = cell.box
    yield Seen(
        box=(left + _INSET, top + _INSET, right - _INSET, bottom - _INSET),
        label=joined(label, column),
        row=label,
        column=column,
        lines=True,
        clear=_clear(cell),
        names=frozenset(names),
    )


def _clear(cell: Cell) -> tuple[Box, ...]:
    """The rooms before, between and after the signs that are printed in a cell to be filled in, such as $ and %."""
    if not cell.words:
        return ()
    left, top, right, bottom = cell.box
    edges = [
        left + 1,
        *(edge for word in sorted(cell.words, key=lambda one: one.box[0]) for edge in word.box[::2]),
        right,
    ]
    rooms = [(start + 1, top + 2, end - 1, bottom - 2) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return tuple(room for room in rooms if room[2] - room[0] > 2)


def _in_order(places: Iterable[Seen]) -> list[Seen]:
    """The places from top to bottom, those that stand beside each other from left to right."""
    rows: list[list[Seen]] = []
    for place in sorted(places, key=lambda one: one.box[1]):
        down = (place.box[1] + place.box[3]) / 2
        first = rows[-1][0] if rows else None
        if first is not None and first.box[1] - 1 <= down <= first.box[3]:
            rows[-1].append(place)
        else:
            rows.append([place])
    return [place for row in rows for place in sorted(row, key=lambda one: (one.box[0], one.box[1]))]


def _slot(place: Seen, number: int, paper: _Paper) -> Slot:
    """The place as completed pages are read by it."""
    slot = Slot(
        key=f"place-{number}",
        label=place.label,
        kind=place.kind,
        box=place.box,
        state=MARKED_STATE if place.kind is FieldKind.MARK else "",
        lines=place.lines,
        comb=place.comb,
        row=place.row,
        column=place.column,
        clear=place.clear,
        printed=with_shades(Printed(place.word.text, place.word.box), place.box, paper.picture) if place.word else None,
        beside=tuple(with_shade(Printed(word.text, word.box), paper.picture) for word in place.beside),
    )
    if slot.kind is FieldKind.MARK:
        return measured(replace(slot, ink=paper.picture.ink(within(slot.box))), paper.picture)
    dots = sum(paper.picture.ink(part).dots for part in clear_parts(slot, slot.box))
    return measured(replace(slot, ink=Ink(dots, 0.0)), paper.picture)
