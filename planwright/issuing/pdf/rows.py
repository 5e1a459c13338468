"""Rows below a head: the shape on the page that grids, rubrics and tables share."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle

from planwright.instruments import Item, Section
from planwright.issuing.pdf.entries import Asked, Issue
from planwright.issuing.pdf.page import PAD, Cell, Ground, Strip, Tag, beside, on_ground, padded, paragraph, stacked
from planwright.issuing.pdf.styles import HEAD, HEAD_HINT, HINT, NAVY, RULE, TINT, WHITE, Style

Cells = Sequence[tuple[float, Cell]]  # side by side, each at its own x
_SEEN = 30.0  # a row of this height, two lines or more, is seen when it stands alone below its head
_TALL = 48.0  # the last row is seen alone if it is of this height


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a grid or rubric with the items it asks for."""

    title: str
    help: str | None
    items: tuple[Item, ...]

    def asked(self, section: Section, issue: Issue) -> list[Asked]:
        """Its items as this section asks them; the question of a lone item is the row's title already."""
        within = (section.title, self.title) if len(self.items) > 1 else (section.title,)
        return [Asked(issue=issue, item=item, within=within) for item in self.items]

    def head(self, style: Style, width: float, *, star: bool) -> Cell:
        """The cell that says what the row is about."""
        words = [paragraph(f"{self.title} *" if star else self.title, style, width - 2 * PAD)]
        if self.help:
            words.append(paragraph(self.help, HINT, width - 2 * PAD))
        return padded(stacked(words), PAD, PAD).within(Tag(role="TH", scope="Row"))


def head(
    words: str,
    width: float,
    *,
    hint: str = "",
    side: float = PAD,
    columns: int = 1,
    rows: int = 1,
    centered: bool = False,
) -> Cell:
    """A cell of the head over this many columns, down this many of the head's rows."""
    cells = [paragraph(words, HEAD, width - 2 * side, centered=centered)]
    if hint:
        cells.append(paragraph(hint, HEAD_HINT, width - 2 * side))
    tag = Tag(role="TH", scope="Column", columns=columns, rows=rows)
    return padded(stacked(cells), side, PAD).within(tag)


def head_row(cells: Cells, width: float, *, color: str = NAVY, middle: bool = True) -> Cell:
    """One row of the head."""
    return on_ground(row(cells, middle=middle), color, width)


def row(cells: Cells, *, least: float = 0, middle: bool = False) -> Cell:
    """One row."""
    return beside(cells, least=least, middle=middle).within(Tag(role="TR"))


def answered(cell: Cell, side: float = PAD, above: float = 3) -> Cell:
    """A cell of a row around the place to answer."""
    return padded(cell, side, above).within(Tag(role="TD"))


def rows_below(header: Cell | None, rows: Iterable[Cell], width: float, gap: float) -> Iterator[Strip]:
    """The strips of a table: its head, said again on each page, and its rows, ruled and every other one tinted.

    Two low rows at the beginning are held on one page, and so are the last two unless they are tall.
    """
    table = Tag(role="Table")
    if header:
        yield Strip(cell=header.within(table), gap=gap, keep=True)
    strips = [
        Strip(cell=_ruled(on_ground(cell, ground, width), width).within(table), header=header)
        for cell, ground in zip(rows, cycle((WHITE, TINT)), strict=False)
    ]
    if not header:
        strips[0] = replace(strips[0], gap=gap)
    last = len(strips) - 1
    for place, strip in enumerate(strips):
        least = _TALL if place == last - 1 else _SEEN if place == 0 < last else 0
        yield replace(strip, keep=strip.cell.height < least)


def _ruled(cell: Cell, width: float) -> Cell:
    """The cell with a thin rule at its foot."""
    return replace(cell, parts=(*cell.parts, Ground(color=RULE, x=0, y=cell.height - 0.5, width=width, height=0.5)))
