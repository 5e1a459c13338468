"""Tables of questions: two columns of question and answer, or a grid of rows and columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planwright.instruments import NOT_APPLICABLE, ONE_MARKED, Choice, Item, Kind, Layout, Row, Section
from planwright.issuing.word.answers import (
    Asked,
    Issue,
    answer,
    cell_answer,
    help_lines,
    mark,
    needed,
)
from planwright.issuing.word.xml import Element, cell, heading_row, keep_together, paragraph, row, run, spacer, table

TINT = "F1F4F8"
NAVY = "1F3A5F"
LINE = 260  # the height of one line of an answer
QUESTION_SHARE = 0.42  # of the width of a table of questions and answers
FIRST_SHARE = 0.36  # of the width of a grid, at least
ELEMENT_SHARE = 0.22  # of the width of a rubric
ANSWER_WIDTH = 1700
LETTER, EDGES = 100, 180  # the width of a small bold letter, and what the edges of a cell take
NARROWEST = 760
MOST_NAMED = 3  # columns a legend names; more are plain from the table


def questions(asked: Sequence[Asked], title: str, issue: Issue) -> list[Element]:
    """The table of these questions, each with its help and the place for its answer."""
    left = round(issue.width * QUESTION_SHARE)
    widths = (left, issue.width - left)
    rows = [heading_row(headings(widths, [[run(issue.words.question)], [run(issue.words.answer)]]))]
    for one in asked:
        asks = paragraph("Question", run(one.item.question), *needed(one.item, issue))
        rows.append(
            row(
                (
                    cell(left, asks, *help_lines(one.item.help), fill=TINT),
                    cell(widths[1], *answer(one, issue)),
                ),
                height=one.item.lines * LINE if one.item.kind is Kind.LONG_TEXT else 0,
            )
        )
    keep_together(rows)
    letters = legend(one.item for one in asked if one.item.kind is Kind.ROLE)
    return [*letters, table(title, issue.words.fields_described, widths, rows), spacer()]


def headings(widths: Iterable[int], columns: Iterable[Iterable[Element]]) -> list[Element]:
    """The cells of a heading row, each with its words."""
    return [heading(width, inline) for width, inline in zip(widths, columns, strict=True)]


def heading(width: int, inline: Iterable[Element], style: str = "TableHead") -> Element:
    """One cell of a heading row."""
    return cell(width, paragraph(style, *inline), fill=NAVY, middle=True)


def legend(items: Iterable[Item]) -> list[Element]:
    """What the numbers and letters of drop-downs stand for, said once for the columns that share them."""
    shared: dict[tuple[Choice, ...], dict[str, None]] = {}
    for item in items:
        if item.kind in (Kind.RATING, Kind.ROLE):
            shared.setdefault(item.choices, {})[item.question] = None
    return [_legend(choices, tuple(titles)) for choices, titles in shared.items()]


def _legend(choices: Iterable[Choice], titles: Sequence[str]) -> Element:
    inline = [run(f"{' / '.join(titles)}:  ", "Strong")] if len(titles) <= MOST_NAMED else []
    for number, choice in enumerate(choices):
        if number:
            inline.append(run("  ·  "))
        if choice.value not in (NOT_APPLICABLE, choice.label):
            inline.append(run(f"{choice.value} ", "Strong"))
        inline.append(run(choice.label))
    return paragraph("Legend", *inline)


# -- grids ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One row of a grid: what it is about and what it asks."""

    title: str
    help: str | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """One column of a grid: which item of each row it belongs to, and for a column of boxes, which choice."""

    place: int
    choice: Choice | None


def grid(section: Section, issue: Issue) -> list[Element]:
    """The table of a grid; its rows all ask the same, as `planwright.instruments` sees to."""
    lines = [_line(child) for child in section.children if isinstance(child, Item | Row)]
    columns = _columns(lines[0], section.layout)
    widths = _widths(lines[0], columns, issue.width)
    everywhere = {
        place: all(line.items[place].required for line in lines) for place in range(len(lines[0].items))
    }  # where each row needs an answer, the heading says so once
    in_title = dict.fromkeys(column.place for column in columns if column.choice or len(lines[0].items) == 1)
    heads = [heading(widths[0], [run(section.row_title or section.title)])]
    heads += [
        _heading(lines[0], column, space, issue, told=everywhere[column.place])
        for column, space in zip(columns, widths[1:], strict=True)
    ]
    rows = [heading_row(heads)]
    for line in lines:
        told = [piece for place in in_title for piece in needed(line.items[place], issue)]
        title = paragraph("Question", run(line.title), *told)
        first = cell(widths[0], title, *help_lines(line.help), fill=TINT)
        rest = [
            _cell(line, column, space, issue, told=column.place in in_title or everywhere[column.place])
            for column, space in zip(columns, widths[1:], strict=True)
        ]
        rows.append(row((first, *rest)))
    keep_together(rows)
    described = issue.words.grid_described.format(row=f"“{section.row_title or section.title}”")
    in_lists = [line.items[column.place] for line in lines for column in columns if column.choice is None]
    return [*_rated(lines[0], columns), *legend(in_lists), table(section.title, described, widths, rows), spacer()]


def _line(child: Item | Row) -> _Line:
    if isinstance(child, Item):
        return _Line(title=child.question, help=child.help, items=(child,))
    return _Line(title=child.title, help=child.help, items=child.items)


def _in_boxes(line: _Line, item: Item, layout: Layout) -> bool:
    """Whether each choice gets a column of boxes: a rubric prints its levels, a grid has the room for one answer."""
    if layout is Layout.RUBRIC and any(choice.meaning for choice in item.choices):
        return True
    return len(line.items) == 1 and item.kind in (*ONE_MARKED, Kind.SOME_OF)


def _columns(line: _Line, layout: Layout) -> list[_Column]:
    columns: list[_Column] = []
    for place, item in enumerate(line.items):
        if _in_boxes(line, item, layout):
            columns += [_Column(place=place, choice=choice) for choice in item.choices]
        else:
            columns.append(_Column(place=place, choice=None))
    return columns


def _rated(line: _Line, columns: Iterable[_Column]) -> list[Element]:
    """What the boxes of a row are for, where the row asks for something else besides."""
    rated = dict.fromkeys(column.place for column in columns if column.choice and len(line.items) > 1)
    items = [line.items[place] for place in rated]
    return [
        paragraph("Legend", run(item.question, "Strong"), *([run(f":  {item.help}")] if item.help else []))
        for item in items
    ]


def _heading(line: _Line, column: _Column, width: int, issue: Issue, *, told: bool) -> Element:
    item = line.items[column.place]
    if column.choice is not None:
        numbered = item.kind is Kind.RATING and isinstance(column.choice.value, int)
        label = run(f"{column.choice.value}\n{column.choice.label}" if numbered else column.choice.label)
        style = "TableHead" if any(choice.meaning for choice in item.choices) else "MarkHead"
        return heading(width, [label], style)
    if len(line.items) == 1:
        return heading(width, [run(issue.words.answer)])
    said = [run(f"\n{item.help}", "HeadHelp")] if item.help else []
    return heading(width, [run(item.question), *([run(f" {issue.words.needed}")] if told else []), *said])


def _cell(line: _Line, column: _Column, width: int, issue: Issue, *, told: bool) -> Element:
    item = line.items[column.place]
    title = line.title if len(line.items) == 1 else f"{item.question}: {line.title}"
    asked = Asked(item=item, tag=item.path, title=title)
    if column.choice is None:
        blocks = cell_answer(asked, issue)
        if not told and item.required:
            blocks.append(paragraph("Cell", *needed(item, issue)))
        return cell(width, *blocks, middle=True)
    choice = next(one for one in item.choices if one.value == column.choice.value)
    if choice.meaning:
        return cell(width, paragraph("Level", mark(asked, choice), run(f" {choice.meaning}")))
    return cell(width, paragraph("Mark", mark(asked, choice)), middle=True)


def _widths(line: _Line, columns: Sequence[_Column], width: int) -> list[int]:
    """The widths of the columns: boxes take what their heading needs, answers share the rest by their `width`."""
    if any(choice.meaning for item in line.items for choice in item.choices):
        least = round(width * ELEMENT_SHARE)
        shares = [_level_share(line, column) for column in columns]
        rest = [round((width - least) * share / sum(shares)) for share in shares]
        return [width - sum(rest), *rest]
    wanted = [_wanted(line, column) for column in columns]
    room = width - round(width * FIRST_SHARE)
    fitted = [round(one * min(1, room / sum(wanted))) for one in wanted]
    return [width - sum(fitted), *fitted]


def _wanted(line: _Line, column: _Column) -> int:
    item = line.items[column.place]
    if column.choice is None:
        broad = item.kind in (Kind.TEXT, Kind.LONG_TEXT)
        return ANSWER_WIDTH * (item.width + broad if len(line.items) > 1 else 1 + broad)
    longest = max(len(word) for choice in item.choices for word in choice.label.split())
    return max(NARROWEST, longest * LETTER + EDGES)


def _level_share(line: _Line, column: _Column) -> float:
    if column.choice is None:
        return 1.2
    item = line.items[column.place]
    return 1.0 if any(one.meaning for one in item.choices if one.value == column.choice.value) else 0.45
