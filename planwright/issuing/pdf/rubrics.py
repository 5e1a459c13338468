"""Rubrics: each row prints what every level means for it, with the level's button."""

from collections.abc import Iterator, Sequence

from planwright.instruments import Choice, Item, Section
from planwright.issuing.pdf.controls import MARK, control, mark, marked_words
from planwright.issuing.pdf.entries import Asked, Issue, radios, words_of
from planwright.issuing.pdf.page import (
    PAD,
    Cell,
    Strip,
    Tag,
    beside,
    on_ground,
    padded,
    paragraph,
    ruled,
    stacked,
    together,
)
from planwright.issuing.pdf.styles import HEAD, HINT, NAVY, QUESTION, SMALL, SMALL_HEAD, TINT, WHITE

_TITLE = 112.0
_LEVEL_LEAST = 76.0  # a narrower column would print two words a line

Line = tuple[str, str | None, tuple[Item, ...]]  # title, help, items; the first item is the rating


def has_levels(items: Sequence[Item]) -> bool:
    """Whether the rating these items begin with says what its levels mean."""
    return any(choice.meaning for choice in items[0].choices)


def rubric_strips(section: Section, lines: Sequence[Line], issue: Issue, width: float) -> Iterator[Strip]:
    """The strips of a rubric: one column for each level, or levels one below the other where columns are too narrow."""
    choices = lines[0][2][0].choices
    each = (width - _TITLE) / len(choices)
    side_by_side = each >= _LEVEL_LEAST
    table = Tag(role="Table")
    header = _header(section.row_title or "", choices, width) if side_by_side else None
    if header:
        yield Strip(cell=header.within(table), gap=8, keep=True)
    rows = []
    for number, (title, help_, items) in enumerate(lines):
        asked = [Asked(issue=issue, item=item, within=_within(section, title, items)) for item in items]
        head = _title(title, help_, asked[0], _TITLE if side_by_side else width)
        levels = _levels_beside(head, asked[0], each) if side_by_side else _levels_below(head, asked[0], width)
        ground = TINT if number % 2 else WHITE
        cells = [levels.within(Tag(role="TR")), *(_more(one, width, len(choices) + 1) for one in asked[1:])]
        cell = ruled(on_ground(stacked(cells), ground, width), width)
        rows.append(Strip(cell=cell.within(table), gap=0 if header or number else 8, header=header))
    yield from together(rows)


def _within(section: Section, title: str, items: Sequence[Item]) -> tuple[str, ...]:
    return (section.title, title) if len(items) > 1 else (section.title,)


def _header(row_title: str, choices: Sequence[Choice], width: float) -> Cell:
    each = (width - _TITLE) / len(choices)
    heads = [(0.0, row_title, _TITLE)]
    heads.extend((_TITLE + number * each, words_of(choice), each) for number, choice in enumerate(choices))
    cells = [
        (x, padded(paragraph(words, HEAD, wide - 2 * PAD), PAD, PAD).within(Tag(role="TH", scope="Column")))
        for x, words, wide in heads
    ]
    return on_ground(beside(cells, middle=True).within(Tag(role="TR")), NAVY, width)


def _title(title: str, help_: str | None, asked: Asked, width: float) -> Cell:
    words = [paragraph(f"{title} *" if asked.item.required else title, QUESTION, width - 2 * PAD)]
    if help_:
        words.append(paragraph(help_, HINT, width - 2 * PAD))
    return padded(stacked(words), PAD, PAD).within(Tag(role="TH", scope="Row"))


def _levels_beside(head: Cell, asked: Asked, each: float) -> Cell:
    cells = [(0.0, head)]
    for number, (button, choice) in enumerate(zip(radios(asked), asked.item.choices, strict=True)):
        level = [mark(button, MARK)]
        if choice.meaning:
            level.append(paragraph(choice.meaning, SMALL, each - 2 * PAD))
        cells.append((_TITLE + number * each, padded(stacked(level, gap=3), PAD, PAD).within(Tag(role="TD"))))
    return beside(cells)


def _levels_below(head: Cell, asked: Asked, width: float) -> Cell:
    levels = [
        marked_words(button, _level_words(choice), width - 2 * PAD, SMALL)
        for button, choice in zip(radios(asked), asked.item.choices, strict=True)
    ]
    return stacked([head, padded(stacked(levels, gap=3), PAD, 3).within(Tag(role="TD"))])


def _level_words(choice: Choice) -> str:
    return f"{words_of(choice)}: {choice.meaning}" if choice.meaning else words_of(choice)


def _more(asked: Asked, width: float, columns: int) -> Cell:
    """A further question of a row, such as its evidence, below the levels."""
    inside = width - 2 * PAD
    cell = stacked([paragraph(asked.label, SMALL_HEAD, inside), control(asked, inside)], gap=2)
    return padded(cell, PAD, 3).within(Tag(role="TR"), Tag(role="TD", columns=columns))
