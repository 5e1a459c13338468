"""Rubrics: each row prints what every level means for it, with the level's button."""

from collections.abc import Iterator, Sequence

from planwright.instruments import Choice, Item, Section
from planwright.issuing.pdf.controls import MARK, control, mark, marked_words
from planwright.issuing.pdf.entries import Asked, Issue, radios, words_of
from planwright.issuing.pdf.page import PAD, Cell, Strip, Tag, padded, paragraph, stacked
from planwright.issuing.pdf.rows import Line, answered, head, head_row, row, rows_below
from planwright.issuing.pdf.styles import QUESTION, SMALL, SMALL_HEAD

_TITLE = 112.0
_LEVEL_LEAST = 76.0  # a narrower column would print two words a line


def has_levels(items: Sequence[Item]) -> bool:
    """Whether the rating these items begin with says what its levels mean."""
    return any(choice.meaning for choice in items[0].choices)


def rubric_strips(section: Section, lines: Sequence[Line], issue: Issue, width: float) -> Iterator[Strip]:
    """The strips of a rubric: one column for each level, or levels one below the other where columns are too narrow."""
    choices = lines[0].items[0].choices
    each = (width - _TITLE) / len(choices)
    side_by_side = each >= _LEVEL_LEAST
    rows = []
    for line in lines:
        rating, *more = line.asked(section, issue)
        title = line.head(QUESTION, _TITLE if side_by_side else width, star=rating.item.required)
        levels = _levels_beside(title, rating, each) if side_by_side else _levels_below(title, rating, width)
        rows.append(stacked([levels, *(_more(one, width, len(choices) + 1) for one in more)]))
    header = _header(section.row_title or "", choices, width) if side_by_side else None
    yield from rows_below(header, rows, width, gap=8)


def _header(row_title: str, choices: Sequence[Choice], width: float) -> Cell:
    each = (width - _TITLE) / len(choices)
    levels = [(_TITLE + number * each, head(words_of(choice), each)) for number, choice in enumerate(choices)]
    return head_row([(0.0, head(row_title, _TITLE)), *levels], width)


def _levels_beside(title: Cell, asked: Asked, each: float) -> Cell:
    cells = [(0.0, title)]
    for number, (button, choice) in enumerate(zip(radios(asked), asked.item.choices, strict=True)):
        level = [mark(button, MARK)]
        if choice.meaning:
            level.append(paragraph(choice.meaning, SMALL, each - 2 * PAD))
        cells.append((_TITLE + number * each, answered(stacked(level, gap=3), above=PAD)))
    return row(cells)


def _levels_below(title: Cell, asked: Asked, width: float) -> Cell:
    levels = [
        marked_words(button, _level_words(choice), width - 2 * PAD, SMALL)
        for button, choice in zip(radios(asked), asked.item.choices, strict=True)
    ]
    return stacked([title, answered(stacked(levels, gap=3))]).within(Tag(role="TR"))


def _level_words(choice: Choice) -> str:
    return f"{words_of(choice)}: {choice.meaning}" if choice.meaning else words_of(choice)


def _more(asked: Asked, width: float, columns: int) -> Cell:
    """A further question of a row, such as its evidence, below the levels."""
    inside = width - 2 * PAD
    cell = stacked([paragraph(asked.label, SMALL_HEAD, inside), control(asked, inside)], gap=2)
    return padded(cell, PAD, 3).within(Tag(role="TR"), Tag(role="TD", columns=columns))
