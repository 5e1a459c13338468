"""Tables whose rows the respondent fills: rows and columns where they fit, else one block of questions for each row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planwright.instruments import Item, Kind, Table, items_of
from planwright.issuing.pdf.controls import cell_control
from planwright.issuing.pdf.entries import Asked, Issue
from planwright.issuing.pdf.grids import least_width
from planwright.issuing.pdf.page import PAD, Cell, Strip, Tag, on_ground, padded, paragraph, stacked
from planwright.issuing.pdf.questions import question_strips
from planwright.issuing.pdf.rows import answered, head, head_row, row, rows_below
from planwright.issuing.pdf.styles import BAND, CAPTION, HINT, QUESTION, TINT

_SIDE = 3.0  # between the edge of a column and its field
_TEXT_LEAST, _CHOICES_LEAST = 74.0, 110.0
_FIRST = 28.0  # the column of row numbers
_STEP = 12.0  # how much further right an inner table stands
_DEEPEST_HEADING = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The rows that a table stands in, outermost first: their numbers, and their words such as `Goal 1`.

    The words begin with the title of the outermost table, for two tables may call their rows the same. `level` is
    that of the next heading.
    """

    rows: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    level: int = 3

    @property
    def heading(self) -> str:
        """The structure element of the next heading."""
        return f"H{min(self.level, _DEEPEST_HEADING)}"

    @property
    def below(self) -> "Around":
        """What is around whatever stands below the next heading."""
        return replace(self, level=self.level + 1)

    def row(self, table: Table, number: int) -> "Around":
        """What is around the questions in this row of the table."""
        words = self.words or (table.title,)
        return replace(self, rows=(*self.rows, number), words=(*words, f"{table.row_title} {number}"))

    def ask(self, item: Item, issue: Issue) -> Asked:
        """The item as it is asked in these rows."""
        return Asked(issue=issue, item=item, rows=self.rows, within=self.words)


NO_ROWS = Around()


def table_fits(table: Table, width: float) -> bool:
    """Whether the table has room for its columns, or, where tables nest, the innermost ones have."""
    inner = [column for column in table.columns if isinstance(column, Table)]
    if inner:
        return all(table_fits(column, width - _STEP) for column in inner)
    return _FIRST + sum(_least(item) for item in items_of(table)) <= width


def table_strips(
    table: Table, issue: Issue, width: float, around: Around = NO_ROWS, *, titled: bool = True
) -> Iterator[Strip]:
    """The strips of a repeated table with its blank rows; its title is left out where it has been said already."""
    if titled:
        yield Strip(cell=paragraph(table.title, CAPTION, width, role=around.heading), gap=12, keep=True)
        around = around.below
    if table.help:
        yield Strip(cell=paragraph(table.help, HINT, width), gap=2, keep=True)
    items = [column for column in table.columns if isinstance(column, Item)]
    if len(items) == len(table.columns) and table_fits(table, width):
        yield from _flat(table, items, issue, width, around)
        return
    for number in range(1, table.blank_rows + 1):
        yield from _block(table, issue, width, around.row(table, number))


def _block(table: Table, issue: Issue, width: float, around: Around) -> Iterator[Strip]:
    """One row as a block: its questions in their order, inner tables a step to the right."""
    title = f"{table.row_title} {'.'.join(map(str, around.rows))}"
    ground = BAND if len(around.rows) == 1 else TINT
    yield Strip(cell=_bar(title, width, around.heading, ground), gap=10, keep=True)
    again = _bar(issue.words.continued.format(title=title), width, around.heading, ground)
    asked: list[Asked] = []
    for column in table.columns:
        if isinstance(column, Item):
            asked.append(around.ask(column, issue))
            continue
        yield from (replace(strip, header=again) for strip in question_strips(asked, width))
        asked = []
        inner = table_strips(column, issue, width - _STEP, around.below)
        yield from (_stepped(strip, again) for strip in inner)
    yield from (replace(strip, header=again) for strip in question_strips(asked, width))


def _bar(title: str, width: float, role: str, ground: str) -> Cell:
    return on_ground(padded(paragraph(title, QUESTION, width - 2 * PAD, role=role), PAD, 3), ground, width)


def _stepped(strip: Strip, above: Cell) -> Strip:
    """The strip a step to the right, with the block's own title above what it repeats."""
    header = stacked([above, _aside(strip.header)], gap=3) if strip.header else above
    return replace(strip, cell=_aside(strip.cell), header=header)


def _aside(cell: Cell) -> Cell:
    return replace(cell, parts=cell.moved(_STEP, 0))


# -- rows and columns -------------------------------------------------------------------------------------------------


def _flat(table: Table, items: list[Item], issue: Issue, width: float, around: Around) -> Iterator[Strip]:
    columns = _columns(items, width)
    rows = (_row(columns, around.row(table, number), issue) for number in range(1, table.blank_rows + 1))
    yield from rows_below(_header(columns, issue, width), rows, width, gap=4)


def _row(columns: list[tuple[Item, float, float]], around: Around, issue: Issue) -> Cell:
    number = paragraph(str(around.rows[-1]), QUESTION, _FIRST - 2 * _SIDE)
    cells = [(0.0, padded(number, _SIDE, 3).within(Tag(role="TH", scope="Row")))]
    for item, x, wide in columns:
        cells.append((x, answered(cell_control(around.ask(item, issue), wide - 2 * _SIDE), _SIDE)))
    return row(cells, middle=True)


def _columns(items: list[Item], width: float) -> list[tuple[Item, float, float]]:
    """Each item with the left and the width of its column; texts share what the others leave."""
    shares = [item.width if item.kind in (Kind.TEXT, Kind.LONG_TEXT) else 0 for item in items]
    if not any(shares):
        shares = [item.width for item in items]
    spare = (width - _FIRST - sum(map(_least, items))) / sum(shares)
    columns: list[tuple[Item, float, float]] = []
    x = _FIRST
    for item, share in zip(items, shares, strict=True):
        wide = _least(item) + spare * share
        columns.append((item, x, wide))
        x += wide
    return columns


def _header(columns: list[tuple[Item, float, float]], issue: Issue, width: float) -> Cell:
    cells = [(0.0, head(issue.words.number_column, _FIRST, side=_SIDE))]
    for item, x, wide in columns:
        title = f"{item.question} *" if item.required else item.question
        form = issue.words.date_format if item.kind is Kind.DATE else item.unit
        cells.append((x, head(title, wide, hint=form or "", side=_SIDE)))
    return head_row(cells, width, middle=False)


def _least(item: Item) -> float:
    if item.kind is Kind.SOME_OF:
        return _CHOICES_LEAST
    return _TEXT_LEAST if item.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.SIGNATURE) else least_width(item)
