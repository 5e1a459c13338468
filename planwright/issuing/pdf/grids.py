"""Grids: one row for each statement, with buttons under a scale or a field in each column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planwright.instruments import NOT_APPLICABLE, NUMBERS, ONE_MARKED, Choice, Item, Kind, Layout, Row, Section
from planwright.issuing.pdf.controls import cell_control, has_radios, mark
from planwright.issuing.pdf.entries import Asked, Issue, radios
from planwright.issuing.pdf.page import PAD, Cell, Strip, Tag, padded, paragraph, stacked
from planwright.issuing.pdf.questions import question_strips
from planwright.issuing.pdf.rows import Line, answered, head, head_row, row, rows_below
from planwright.issuing.pdf.rubrics import has_levels, rubric_strips
from planwright.issuing.pdf.styles import BAND, BODY, HINT, SMALL_HEAD, width_of

_NUMBER, _WORDS = 22.0, 60.0  # the least width of a button's column: under a number, and under words
_TITLE_LEAST, _TITLE_MOST = 140.0, 330.0
_ROW_LEAST = 22.0
_BY_ITSELF = (Kind.LONG_TEXT, Kind.SOME_OF, Kind.SIGNATURE)  # no column of a grid; a question between its rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a grid: a field, or a button for each of `choices`."""

    title: str
    x: float
    width: float
    choices: tuple[Choice, ...]

    @property
    def places(self) -> tuple[tuple[Choice, float, float], ...]:
        """Each choice with the left and the width of the room its button has."""
        each = (self.width - 2 * PAD) / max(1, len(self.choices))
        return tuple((choice, self.x + PAD + number * each, each) for number, choice in enumerate(self.choices))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows of a section that ask alike, and the columns they share; the first prints the statements."""

    section: Section
    lines: tuple[Line, ...]
    issue: Issue
    title_width: float
    columns: tuple[Column, ...]

    @property
    def paired(self) -> bool:
        """Whether a row asks for more than one answer, so that columns need a title and numbers below it."""
        return len(self.columns) > 1

    @property
    def width(self) -> float:
        """The width of the whole table."""
        return self.columns[-1].x + self.columns[-1].width


def grid_strips(section: Section, issue: Issue, width: float) -> Iterator[Strip]:
    """The strips of a grid or rubric; rows that ask alike are one table."""
    for run in _runs(section):
        if isinstance(run, Item):
            yield from question_strips([Asked(issue=issue, item=run, within=(section.title,))], width)
        elif section.layout is Layout.RUBRIC and any(has_levels(line.items) for line in run):
            yield from rubric_strips(section, run, issue, width)
        else:
            yield from _table(_grid(section, run, issue, width), width)


def grid_fits(section: Section, issue: Issue, width: float) -> bool:
    """Whether every grid of this section has room for its buttons."""
    return all(isinstance(run, Item) or _buttons_fit(run[0].items, issue, width) for run in _runs(section))


def _runs(section: Section) -> Iterator[tuple[Line, ...] | Item]:
    run: list[Line] = []
    for child in section.children:
        line = _line(child)
        if run and (line is None or _shape(line) != _shape(run[0])):
            yield tuple(run)
            run = []
        if line is not None:
            run.append(line)
        elif isinstance(child, Item):
            yield child
    if run:
        yield tuple(run)


def _line(child: object) -> Line | None:
    """The row of the grid this child is, or None where it stands by itself."""
    if isinstance(child, Row):
        return Line(title=child.title, help=child.help, items=child.items)
    if isinstance(child, Item) and child.kind not in _BY_ITSELF:
        return Line(title=child.question, help=child.help, items=(child,))
    return None


def _shape(line: Line) -> tuple[object, ...]:
    return tuple((item.kind, tuple((choice.value, choice.label) for choice in item.choices)) for item in line.items)


# -- columns ----------------------------------------------------------------------------------------------------------


def _grid(section: Section, lines: tuple[Line, ...], issue: Issue, width: float) -> Grid:
    """The grid with its columns: buttons where there is room for all of them, else drop-downs."""
    items = lines[0].items
    buttons = _buttons(items) if _buttons_fit(items, issue, width) else [False] * len(items)
    widths = _least_widths(items, buttons, issue)
    shares = [item.width if item.kind is Kind.TEXT or item.kind is Kind.LONG_TEXT else 0 for item in items]
    scale = min(1.0, (width - _TITLE_LEAST) / sum(widths))
    left = width - sum(widths) * scale
    title_width = max(_TITLE_LEAST, left / (sum(shares) + 1)) if any(shares) else min(left, _TITLE_MOST)
    spare = (left - title_width) / sum(shares) if any(shares) else 0
    columns: list[Column] = []
    x = title_width
    for item, buttoned, least, share in zip(items, buttons, widths, shares, strict=True):
        title = item.question if len(items) > 1 else _head_of(item, issue)
        wide = least * scale + spare * share
        columns.append(Column(title=title, x=x, width=wide, choices=item.choices if buttoned else ()))
        x += wide
    return Grid(section=section, lines=lines, issue=issue, title_width=title_width, columns=tuple(columns))


def _buttons(items: Sequence[Item]) -> list[bool]:
    return [item.kind in ONE_MARKED and has_radios(item) for item in items]


def _buttons_fit(items: Sequence[Item], issue: Issue, width: float) -> bool:
    return sum(_least_widths(items, _buttons(items), issue)) <= width - _TITLE_LEAST


def _least_widths(items: Sequence[Item], buttons: Sequence[bool], issue: Issue) -> list[float]:
    widths = []
    for item, buttoned in zip(items, buttons, strict=True):
        if buttoned and len(items) > 1:
            each = max(_NUMBER, *(width_of(_short(choice, issue), SMALL_HEAD) + 6 for choice in item.choices))
            widths.append(each * len(item.choices) + 2 * PAD)
        elif buttoned:
            widths.append(_WORDS * len(item.choices) + 2 * PAD)
        else:
            widths.append(least_width(item))
    return widths


def least_width(item: Item) -> float:
    """The width a column needs for the field of this item."""
    if item.kind in NUMBERS:
        return 56.0
    if item.kind is Kind.ROLE:
        return 58.0
    return 66.0 if item.kind is Kind.DATE else 80.0


def _head_of(item: Item, issue: Issue) -> str:
    """The head of the one column of a grid that asks for one answer in each row."""
    heads = {Kind.RANK: issue.words.rank, Kind.VOTES: issue.words.votes, Kind.WEIGHT: issue.words.weight}
    return heads.get(item.kind, item.unit or issue.words.answer)


def _short(choice: Choice, issue: Issue) -> str:
    """A choice as the head of a narrow column: its number, the letters for N/A, or its words."""
    if choice.value == NOT_APPLICABLE:
        return issue.words.not_applicable
    return str(choice.value) if isinstance(choice.value, int) else choice.label


# -- strips -----------------------------------------------------------------------------------------------------------


def _table(grid: Grid, width: float) -> Iterator[Strip]:
    if grid.paired:
        yield from (Strip(cell=cell, gap=4, keep=True) for cell in _keys(grid, width))
    header = _paired_header(grid) if grid.paired else _single_header(grid)
    yield from rows_below(header, (_row(grid, line) for line in grid.lines), grid.width, gap=8)


def _keys(grid: Grid, width: float) -> Iterator[Cell]:
    """What the numbers at the head of the columns mean, said once for all columns that share a scale."""
    named: dict[tuple[Choice, ...], list[str]] = {}
    for item, column in zip(grid.lines[0].items, grid.columns, strict=True):
        if column.choices and item.scale:
            bare = tuple(Choice(value=choice.value, label=choice.label) for choice in column.choices)
            named.setdefault(bare, []).append(column.title)
    for choices, titles in named.items():
        anchors = "  ·  ".join(f"{_short(choice, grid.issue)} = {choice.label}" for choice in choices)
        yield paragraph(f"{', '.join(titles)}: {anchors}", HINT, width)


def _single_header(grid: Grid) -> Cell:
    """The head of a grid that asks for one answer in each row: every choice in full."""
    column = grid.columns[0]
    cells = [(0.0, head(grid.section.row_title or "", grid.title_width))]
    cells.extend((x, head(_in_full(choice), each, side=2, centered=True)) for choice, x, each in column.places)
    if not column.choices:
        cells.append((column.x, head(column.title, column.width)))
    return head_row(cells, grid.width)


def _in_full(choice: Choice) -> str:
    return f"{choice.value}\n{choice.label}" if isinstance(choice.value, int) else choice.label


def _paired_header(grid: Grid) -> Cell:
    """The head of a grid that asks for several answers in each row: their titles, and the numbers below them."""
    rows = 2 if any(column.choices for column in grid.columns) else 1
    heads = [(0.0, head(grid.section.row_title or "", grid.title_width, rows=rows))]
    for column in grid.columns:
        over = len(column.choices)
        if over:
            cell = head(column.title, column.width, side=2, columns=over, centered=True)
        else:
            cell = head(column.title, column.width, rows=rows)
        heads.append((column.x, cell))
    numbers = [(x, _number(grid, choice, each)) for column in grid.columns for choice, x, each in column.places]
    titles = head_row(heads, grid.width)
    return stacked([titles, head_row(numbers, grid.width, color=BAND)]) if numbers else titles


def _number(grid: Grid, choice: Choice, width: float) -> Cell:
    words = paragraph(_short(choice, grid.issue), SMALL_HEAD, width, centered=True)
    return padded(words, 0, 2.5).within(Tag(role="TH", scope="Column"))


def _row(grid: Grid, line: Line) -> Cell:
    cells = [(0.0, line.head(BODY, grid.title_width, star=any(item.required for item in line.items)))]
    for asked, column in zip(line.asked(grid.section, grid.issue), grid.columns, strict=True):
        if column.choices:
            marks = zip(radios(asked), column.places, strict=True)
            cells.extend((x, answered(mark(button, each), 0, 0)) for button, (_, x, each) in marks)
        else:
            cells.append((column.x, answered(cell_control(asked, column.width - 2 * PAD))))
    return row(cells, least=_ROW_LEAST, middle=True)
