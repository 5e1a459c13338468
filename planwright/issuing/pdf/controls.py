"""The cells in which an item is answered: label and control, wide or as narrow as a table's column."""

from collections.abc import Sequence

from planwright.instruments import NUMBERS, ONE_MARKED, Choice, Item, Kind
from planwright.issuing.pdf.entries import (
    RADIOS_AT_MOST,
    Asked,
    Check,
    Entry,
    Radio,
    checks,
    combo,
    line,
    radios,
    words_of,
)
from planwright.issuing.pdf.page import INNER, Cell, Slot, Tag, beside, padded, paragraph, stacked
from planwright.issuing.pdf.styles import BODY, FIELD, HINT, QUESTION, SMALL, Style, width_of, wrap

MARK = 11.0  # the side of a check box or radio button
AFTER_MARK = 17.0  # from the left of a mark to its words
CELL_SIZE = 9.0  # type in a field inside a table
LINE_HEIGHT = 19.0
CELL_LINES = 2  # lines of a text field inside a table
NUMBER_WIDTH, DATE_WIDTH, COMBO_WIDTH = 90.0, 110.0, 243.0
_BESIDE = 7.0  # from a field to the unit beside it


def label(asked: Asked, width: float) -> Cell:
    """The question with its help."""
    cells = [paragraph(asked.label, QUESTION, width)]
    if asked.item.help:
        cells.append(paragraph(asked.item.help, HINT, width))
    return stacked(cells)


def control(asked: Asked, width: float) -> Cell:
    """The place to answer an item below its label."""
    item = asked.item
    if item.kind is Kind.SOME_OF:
        return _options(checks(asked), item.choices, width)
    if item.kind in ONE_MARKED and has_radios(item):
        return _options(radios(asked), item.choices, width)
    if item.kind in (*ONE_MARKED, Kind.ROLE):
        return slot(combo(asked, FIELD.size), min(COMBO_WIDTH, width), LINE_HEIGHT)
    if item.kind in NUMBERS:
        return _with_hint(asked, NUMBER_WIDTH, width, item.unit or "")
    if item.kind is Kind.DATE:
        return _with_hint(asked, DATE_WIDTH, width, asked.issue.words.date_format)
    return _written(asked, width)


def cell_control(asked: Asked, width: float) -> Cell:
    """The place to answer an item inside a column of a table."""
    item = asked.item
    if item.kind is Kind.SOME_OF:
        return _column_of_options(checks(asked), item.choices, width, SMALL)
    if item.kind in (*ONE_MARKED, Kind.ROLE):
        return slot(combo(asked, CELL_SIZE), width, LINE_HEIGHT)
    if item.kind in NUMBERS or item.kind is Kind.DATE:
        return slot(line(asked, CELL_SIZE, several_lines=False), width, LINE_HEIGHT)
    lines = max(item.lines, CELL_LINES)
    return slot(line(asked, CELL_SIZE, several_lines=True), width, _height_of(lines, CELL_SIZE))


def has_radios(item: Item) -> bool:
    """Whether the choices of an item are all printed, each with its button."""
    return item.kind is not Kind.ONE_OF or len(item.choices) <= RADIOS_AT_MOST


def slot(entry: Entry, width: float, height: float) -> Cell:
    """A cell that is one field."""
    return Cell(height=height, parts=(_slot(entry, 0, 0, width, height),))


def mark(entry: Check | Radio, width: float) -> Cell:
    """A check box or button in the middle of this width."""
    return Cell(height=MARK, parts=(_slot(entry, (width - MARK) / 2, 0, MARK, MARK),))


def marked_words(entry: Check | Radio, words: str, width: float, style: Style = BODY) -> Cell:
    """A check box or button with its words at its right."""
    text = padded(paragraph(words, style, width - AFTER_MARK), AFTER_MARK, 0)
    box = _slot(entry, 0, (style.leading - MARK) / 2, MARK, MARK)
    return Cell(height=max(text.height, MARK), parts=(box, *text.parts))


def _slot(entry: Entry, x: float, y: float, width: float, height: float) -> Slot:
    return Slot(entry=entry, x=x, y=y, width=width, height=height, tags=(Tag(role="Form"),))


def _written(asked: Asked, width: float) -> Cell:
    printed = len(wrap(asked.value, FIELD, width - 2 * INNER)) if asked.value else 1
    lines = max(asked.item.lines, printed)
    entry = line(asked, FIELD.size, several_lines=lines > 1 or asked.item.kind is Kind.LONG_TEXT)
    return slot(entry, width, _height_of(lines, FIELD.size))


def _height_of(lines: int, size: float) -> float:
    return max(LINE_HEIGHT, lines * size * 1.2 + 2 * INNER + 1)


def _with_hint(asked: Asked, width: float, room: float, hint: str) -> Cell:
    """A short field with its unit or format at its right."""
    entry = line(asked, FIELD.size, several_lines=False)
    field = slot(entry, min(width, room), LINE_HEIGHT)
    if not hint:
        return field
    words = paragraph(hint, HINT, room - width - _BESIDE)
    return beside([(0, field), (width + _BESIDE, words)], middle=True)


def _options(entries: Sequence[Check | Radio], choices: tuple[Choice, ...], width: float, style: Style = BODY) -> Cell:
    """The choices on one line if they fit, else in two columns or one, read row by row."""
    words = [words_of(choice) for choice in choices]
    widths = [AFTER_MARK + width_of(text, style) + 1 for text in words]
    if sum(widths) + 16 * (len(words) - 1) <= width:
        columns, x = [], 0.0
        for entry, text, wide in zip(entries, words, widths, strict=True):
            columns.append((x, marked_words(entry, text, wide, style)))
            x += wide + 16
        return beside(columns)
    if len(words) > 3 and max(widths) <= width / 2 - 12:
        half = width / 2
        pairs = [
            beside(
                [(half * side, marked_words(entries[at + side], words[at + side], half - 12, style)) for side in sides]
            )
            for at in range(0, len(words), 2)
            for sides in [range(min(2, len(words) - at))]
        ]
        return stacked(pairs, gap=4)
    return _column_of_options(entries, choices, width, style)


def _column_of_options(
    entries: Sequence[Check | Radio], choices: tuple[Choice, ...], width: float, style: Style
) -> Cell:
    return stacked(
        (marked_words(entry, words_of(choice), width, style) for entry, choice in zip(entries, choices, strict=True)),
        gap=3,
    )
