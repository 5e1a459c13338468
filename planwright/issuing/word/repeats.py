"""Tables whose rows the respondent adds: a flat one as a table of rows, one with a table inside as a card for each row.

Rows are numbered by Word itself, so that an added one is numbered too; its number is the one messages speak of.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from planwright.instruments import Instrument, Item, Kind, Table, items_of
from planwright.issuing.word.answers import Asked, Issue, cell_answer
from planwright.issuing.word.controls import repeating
from planwright.issuing.word.grids import LINE, TINT, headings, legend, questions
from planwright.issuing.word.xml import Element, cell, el, heading_row, paragraph, qname, row, run, spacer, table, words

NUMBER_WIDTH = 560
LAST_HEADING = 6


def levels_of(instrument: Instrument) -> dict[str, tuple[int, int]]:
    """The numbering of every repeated table: one list for each outermost table, one level for each table in it."""
    levels: dict[str, tuple[int, int]] = {}
    lists = 0
    for path, repeated in instrument.tables.items():
        lists += len(repeated.tables) == 1
        levels[path] = (lists, sum(number == lists for number, _ in levels.values()))
    return levels


def numbering(instrument: Instrument) -> list[Element]:
    """The lists behind `levels_of`: `1` for an outer row, `1.2` for a row inside it."""
    levels = levels_of(instrument)
    lists: dict[int, Element] = {}
    for path, (number, level) in levels.items():
        shown = ".".join(f"%{levels[outer][1] + 1}" for outer in instrument.tables[path].tables)
        abstract = lists.setdefault(number, el("w:abstractNum", el("w:multiLevelType", val="multilevel")))
        abstract.append(
            el(
                "w:lvl",
                el("w:start", val=1),
                el("w:numFmt", val="decimal"),
                el("w:suff", val="space"),
                el("w:lvlText", val=shown),
                el("w:lvlJc", val="left"),
                ilvl=level,
            )
        )
    for number, abstract in lists.items():
        abstract.set(qname("w:abstractNumId"), str(number))
    used = [el("w:num", el("w:abstractNumId", val=number), numId=number) for number in lists]
    return [*lists.values(), *used]


def repeated(asked: Table, issue: Issue, *, heading: int, within: tuple[int, ...] = ()) -> list[Element]:
    """The blocks of a repeated table in these outer rows, below its heading of this level."""
    told = [words("Intro", asked.help)] if asked.help else []
    if any(isinstance(column, Table) for column in asked.columns):
        blocks = _cards(asked, issue, heading, within)
    else:
        blocks = _rows(asked, issue, within)
    return [*told, *([] if within else [_how_to_add(asked, issue)]), *blocks]


def _how_to_add(asked: Table, issue: Issue) -> Element:
    most = f" {issue.words.at_most.format(most=asked.most_rows)}" if asked.most_rows else ""
    return words("Legend", issue.words.add_row + most)


def _rows(asked: Table, issue: Issue, within: tuple[int, ...]) -> list[Element]:
    items = list(items_of(asked))
    widths = [NUMBER_WIDTH, *_shares(items, issue.width - NUMBER_WIDTH)]
    heads = [[run(issue.words.number_column)]]
    for item in items:
        said = [run(f"\n{item.help}", "HeadHelp")] if item.help else []
        told = [run(f" {issue.words.needed}")] if item.required else []
        heads.append([run(item.question), *told, *said])
    height = max((item.lines * LINE for item in items if item.kind is Kind.LONG_TEXT), default=0)
    lines = (
        [row(_row_cells(asked, widths, issue, (*within, number)), height=height)]
        for number in range(1, asked.blank_rows + 1)
    )
    described = issue.words.rows_described.format(row=f"“{asked.row_title}”")
    body = repeating(_path(asked, within), asked.row_title, lines)
    return [
        *legend(items),
        table(asked.title, described, widths, [heading_row(headings(widths, heads)), body]),
        spacer(),
    ]


def _row_cells(asked: Table, widths: Sequence[int], issue: Issue, rows: tuple[int, ...]) -> Iterable[Element]:
    yield cell(widths[0], paragraph("Number", numbering=issue.levels[asked.path]), fill=TINT)
    for item, width in zip(items_of(asked), widths[1:], strict=True):
        yield cell(width, *cell_answer(Asked(item=item, tag=item.at(rows), title=item.question), issue))


def _cards(asked: Table, issue: Issue, heading: int, within: tuple[int, ...]) -> list[Element]:
    numbers = range(1, asked.blank_rows + 1)
    cards = (_card(asked, issue, heading, (*within, number)) for number in numbers)
    return [repeating(_path(asked, within), asked.row_title, cards)]


def _card(asked: Table, issue: Issue, heading: int, rows: tuple[int, ...]) -> list[Element]:
    """One row as a block of its own: its number, its questions, and the tables inside it."""
    title = paragraph(heading_style(heading + 1), run(asked.row_title), numbering=issue.levels[asked.path])
    blocks = [spacer(), title]
    for is_item, columns in groupby(asked.columns, key=lambda column: isinstance(column, Item)):
        if is_item:
            items = [column for column in columns if isinstance(column, Item)]
            questioned = [Asked(item=item, tag=item.at(rows), title=item.question) for item in items]
            blocks += questions(questioned, f"{asked.row_title} {'.'.join(map(str, rows))}", issue)
            continue
        for column in columns:
            if isinstance(column, Table):
                blocks.append(words(heading_style(heading + 2), column.title))
                blocks += repeated(column, issue, heading=heading + 2, within=rows)
    return blocks


def heading_style(level: int) -> str:
    """The style of a heading of this level."""
    return f"Heading{min(level, LAST_HEADING)}"


def _path(asked: Table, within: tuple[int, ...]) -> str:
    """The path of the table in these outer rows, such as `plan.goals.1.objectives`."""
    path = asked.path
    for outer, number in reversed(list(zip(asked.tables[:-1], within, strict=True))):
        path = f"{outer}.{number}{path[len(outer) :]}"
    return path


def _shares(items: Sequence[Item], width: int) -> list[int]:
    """The widths of the columns, shared out as their items ask."""
    total = sum(item.width for item in items)
    widths = [width * item.width // total for item in items]
    widths[-1] += width - sum(widths)
    return widths
