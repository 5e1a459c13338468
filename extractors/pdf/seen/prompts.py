"""Printed words that ask for an answer beside or under them, where nothing is drawn to write on: Name: and room."""

import re
from collections.abc import Iterator, Sequence

from extractors.pdf.page.boxes import around
from extractors.pdf.place import Box
from extractors.pdf.seen.letters import Sign, Token
from extractors.pdf.seen.place import Seen, is_turned, lines_of, text_of
from extractors.pdf.seen.tables import Cell, Table

_APART = 14.0  # points: a gap between two things on one line
_RIGHT, _PAGE_RIGHT = 36.0, 60.0  # points of room that must be right of a label, in a cell and on the page
_LINE = 11.0  # points of room for one line below a label
_SEVERAL = 26.0  # for more than one
_QUESTION, _ROOMY = 34.0, 46.0  # under a question, and under words that end as none
_UNDER_CAPTION, _LOWER = 13.0, 2.5  # points under a caption at the top of a cell, and how much more than over it
_TOP = 12.0  # points from the top of a roomy cell to its words
_TALLEST = 160.0  # of a place on the page
_LONGEST = 8  # words of a label on the page
_EDGE = 3.0  # points; rules that are meant to be one may differ by 2
_LEAST_CLEAR = 5.0
_NARROW = 18.0  # points of room below a label
_FOLLOWS = re.compile(r"\b(following|below|siguientes?|suivante?s?|folgenden?)\b", re.IGNORECASE)


def in_cell(cell: Cell, table: Table) -> Iterator[Seen]:
    """The places in a cell that prints what it asks."""
    beside, below = table.beside(cell), table.below(cell)
    if not cell.is_printed or any(other is not None and other.is_empty for other in (beside, below)):
        return
    asked: list[Token] = []
    is_caption = _are_captions(next(row for row in table.rows if cell in row), table)
    lines = lines_of(cell.words)
    for number, line in enumerate(lines):
        foot = min(word.box[1] for word in lines[number + 1]) if number + 1 < len(lines) else cell.box[3]
        parts = _parts(line)
        for place, part in enumerate(parts):
            asked += part
            is_last = place + 1 == len(parts)
            right = cell.box[2] if is_last else parts[place + 1][0].box[0]
            area = (cell.box[0], cell.box[1], right, foot)
            least = _asks_in_cell(cell, part, is_caption=is_caption) if is_last else None
            seen = _seen(asked, part, area, least_right=_RIGHT, least_below=least)
            if seen is not None:
                yield seen
                asked = []


def _are_captions(row: Sequence[Cell], table: Table) -> bool:
    """Whether each cell of a row has its words at the top and room to write under them, or boxes to tick.

    A row that heads others, in which people write or tick, has none.
    """
    if any(under is not None and under.is_empty for under in map(table.below, row)):
        return False
    printed = [cell for cell in row if cell.is_printed]
    others = [cell for cell in row if not cell.is_printed and not cell.is_spacer]
    return len(printed) > len(others) and all(_is_caption(cell) for cell in printed)


def _is_caption(cell: Cell) -> bool:
    _, top, _, bottom = around([word.box for word in cell.words])
    over, under = top - cell.box[1], cell.box[3] - bottom
    return under >= _UNDER_CAPTION and under >= _LOWER * over


def _asks_in_cell(cell: Cell, part: Sequence[Token], *, is_caption: bool) -> float:
    """How much room below these words makes the rest of their cell a place."""
    text = part[-1].text
    if text.endswith(":") or is_caption:
        return _LINE
    is_at_top = min(word.box[1] for word in cell.words) - cell.box[1] <= _TOP
    return _QUESTION if text.endswith("?") else _ROOMY if is_at_top else float("inf")


def on_page(tokens: Sequence[Token], things: Sequence[Box], named: frozenset[Token], area: Box) -> Iterator[Seen]:
    """The places beside and under labels that stand in no table; `things` are what is drawn, and the places known.

    Words that name a place already ask for no other.
    """
    lines = lines_of(token for token in tokens if token.sign is Sign.WORD and not is_turned(token))
    boxes = [*things, *(token.box for token in tokens)]
    for line in lines:
        parts = _parts(line)
        for place, part in enumerate(parts):
            text = text_of(part)
            is_label = text.endswith(":") and len(part) <= _LONGEST and not _FOLLOWS.search(text)
            if named & set(part) or not (is_label or text.endswith("?")):
                continue
            is_last = place + 1 == len(parts)
            left, top, right, bottom = around([word.box for word in part])
            level = [box for box in boxes if box[0] >= right and box[1] < bottom and box[3] > top]
            end = min((box[0] - 2 for box in level), default=area[2])
            under = [box for box in boxes if box[1] >= bottom - 1 and box[0] < max(end, right) and box[2] > left]
            foot = min((box[1] for box in under), default=area[3])
            free = (left, top, end, min(foot, bottom + _TALLEST, area[3]))
            least = _SEVERAL if is_label else _QUESTION
            seen = _seen(part, part, free, least_right=_PAGE_RIGHT, least_below=least if is_last else None)
            if seen is not None and (is_label or seen.lines):
                yield seen


def _seen(
    asked: Sequence[Token], part: Sequence[Token], area: Box, *, least_right: float, least_below: float | None
) -> Seen | None:
    """The place right of the words and below them, as far as the area reaches; None where there is too little room.

    Below them is none where the line goes on after them.
    """
    _, top, right, bottom = around([word.box for word in part])
    beside: Box = (right + 3, max(area[1] + _EDGE, top - 3), area[2] - _EDGE, min(bottom + 3, area[3] - _EDGE))
    below: Box = (area[0] + _EDGE, bottom + 3, area[2] - _EDGE, area[3] - _EDGE)
    is_beside = part[-1].text.endswith(":") and beside[2] - beside[0] >= least_right
    is_high = least_below is not None and area[3] - bottom >= least_below
    is_below = is_high and below[2] - below[0] >= _NARROW
    if not is_beside and not is_below:
        return None
    clear = [beside] if beside[2] - beside[0] >= _LEAST_CLEAR else []
    if is_below and below[3] - below[1] >= _LEAST_CLEAR:
        clear.append(below)
    whole = (below[0], beside[1], below[2], below[3]) if is_below else beside
    return Seen(
        box=whole,
        label=text_of(asked),
        lines=is_below,
        clear=tuple(clear),
        names=frozenset(asked),
    )


def _parts(line: Sequence[Token]) -> list[list[Token]]:
    """The words of a line that stand together, without wide gaps."""
    parts: list[list[Token]] = []
    for word in line:
        if parts and word.box[0] - parts[-1][-1].box[2] < _APART:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts
