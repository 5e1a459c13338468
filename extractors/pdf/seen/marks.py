"""Boxes and rings to tick, drawn or printed as letters, and the words that name each."""

import itertools
import re
from collections.abc import Iterator, Sequence

from extractors.pdf.page.boxes import middle_in, overlap
from extractors.pdf.place import Box
from extractors.pdf.seen.letters import Sign, Token
from extractors.pdf.seen.place import Seen, joined, lines_of, text_of
from extractors.pdf.seen.tables import Cell, Table
from planwright.model import FieldKind

_ABOVE = 30.0  # points up to the line of print that asks
_APART = 2.2  # of a letter's height: a gap between the words of one box and others
_ITEM = 14.0  # points from words to the box after them that they name
_ASKS = re.compile(r".*[:?.]")
_TOUCH, _LEAST_COMB = 1.5, 3  # points between the boxes of a comb, and how many there are
_GAP = 60.0  # points from a box to its words, at most


def boxes_of(shapes: Sequence[Box], tokens: Sequence[Token]) -> list[Box]:
    """The boxes to tick: small shapes without words in them, and signs; each once."""
    words = [token for token in tokens if token.sign is Sign.WORD]
    found = [token.box for token in tokens if token.sign is Sign.BOX]
    for shape in shapes:
        is_free = not any(middle_in(word.box, shape) for word in words)
        if is_free and not any(overlap(shape, other) > 0 for other in found):
            found.append(shape)
    return found


def combs_of(boxes: Sequence[Box]) -> list[list[Box]]:
    """The boxes that stand side by side without a gap: one place with a cell for each letter."""
    combs: list[list[Box]] = []
    for box in sorted(boxes, key=lambda one: (round(one[1]), one[0])):
        last = combs[-1][-1] if combs else None
        if last is not None and abs(box[0] - last[2]) <= _TOUCH and abs(box[1] - last[1]) <= _TOUCH:
            combs[-1].append(box)
        else:
            combs.append([box])
    return [comb for comb in combs if len(comb) >= _LEAST_COMB]


def marks_of(boxes: Sequence[Box], tokens: Sequence[Token], tables: Sequence[Table]) -> Iterator[Seen]:
    """A place for each box, named by the words after it, else before it, else by its row and column."""
    signs = [Token("", box, Sign.BOX) for box in boxes]
    words = [token for token in tokens if token.sign is Sign.WORD]
    cells = [(table, cell) for table in tables for cell in table.cells]
    for sign in signs:
        held = next(((table, cell) for table, cell in cells if middle_in(sign.box, cell.box)), None)
        if held is None:
            near = [word for word in words if not any(middle_in(word.box, cell.box) for _, cell in cells)]
            yield _named(sign, lines_of([*near, *signs]))
            continue
        table, cell = held
        near = [word for word in words if middle_in(word.box, cell.box)]
        if near:
            yield _named(sign, lines_of([*near, *(other for other in signs if middle_in(other.box, cell.box))]))
        else:
            yield _in_grid(sign, table, cell)


def _named(sign: Token, lines: Sequence[list[Token]]) -> Seen:
    """The place of a box among words: by those after it, by those before where these name all boxes of the line."""
    number = next(number for number, line in enumerate(lines) if sign in line)
    line = lines[number]
    place = line.index(sign)
    after, before = _until_sign(line[place + 1 :], sign), _until_sign(line[:place][::-1], sign)[::-1]
    if after and not _names_come_first(line):
        asks = _asks(line, lines[:number])
        return _mark(sign, after, text_of(asks), asks)
    if not after and sum(token.sign is Sign.BOX for token in line) > 1 and not _names_come_first(line):
        row = _first_words(line)
        column = _over(sign, line, lines[:number])
        label = joined(text_of(row), text_of(column))
        names = frozenset((*row, *column))
        return Seen(
            box=sign.box, kind=FieldKind.MARK, label=label, row=text_of(row), column=text_of(column), names=names
        )
    asked = max((count for count, word in enumerate(before) if _ASKS.fullmatch(word.text)), default=-1) + 1
    own = before[asked:] or before
    asks = _first_words(line) if _first_words(line) != own else []
    asks = asks[: len(asks) - len(own)] if asks[len(asks) - len(own) :] == own else asks
    return _mark(sign, own, text_of(asks), asks)


def _in_grid(sign: Token, table: Table, cell: Cell) -> Seen:
    """The place of a box that stands alone in its cell."""
    label, headings = table.row_label(cell), table.headings(cell)
    names = [*(label.words if label else ()), *(word for one in headings for word in one.words)]
    row, column = label.text if label else "", " ".join(one.text for one in headings)
    return Seen(
        box=sign.box,
        kind=FieldKind.MARK,
        label=joined(row, column),
        row=row,
        column=column,
        names=frozenset(names),
    )


def _mark(sign: Token, names: Sequence[Token], row: str, asks: Sequence[Token]) -> Seen:
    label = text_of(names)
    every = frozenset((*names, *asks))
    beside = tuple(names)
    return Seen(box=sign.box, kind=FieldKind.MARK, label=label, row=row, column=label, beside=beside, names=every)


def _names_come_first(line: Sequence[Token]) -> bool:
    """Whether each box of a line has words right before it, and the last one none after it."""
    places = [number for number, token in enumerate(line) if token.sign is Sign.BOX]
    if _until_sign(line[places[-1] + 1 :], line[places[-1]]):
        return False
    return all(
        number > 0 and line[number - 1].sign is Sign.WORD and line[number].box[0] - line[number - 1].box[2] <= _ITEM
        for number in places
    )


def _until_sign(line: Sequence[Token], sign: Token) -> list[Token]:
    """The words from a box on, to the next box or a wide gap."""
    found: list[Token] = []
    edge = sign.box
    for token in line:
        gap = max(token.box[0] - edge[2], edge[0] - token.box[2])
        height = max(token.box[3] - token.box[1], 5.0)
        if token.sign is not Sign.WORD or gap > (_APART * height if found else _GAP):
            break
        found.append(token)
        edge = token.box
    return found


def _first_words(line: Sequence[Token]) -> list[Token]:
    """The words before the first box of a line."""
    first = next(number for number, token in enumerate(line) if token.sign is Sign.BOX)
    return [token for token in line[:first] if token.sign is Sign.WORD]


def _over(sign: Token, line: Sequence[Token], above: Sequence[Sequence[Token]]) -> list[Token]:
    """The words that head a box among others of its line: on the nearest line above that has no boxes."""
    middles = sorted((token.box[0] + token.box[2]) / 2 for token in line if token.sign is Sign.BOX)
    reach = min((later - one for one, later in itertools.pairwise(middles)), default=40.0) / 2
    middle = (sign.box[0] + sign.box[2]) / 2
    for words in reversed(above):
        if not any(token.sign is Sign.BOX for token in words):
            return [word for word in words if abs((word.box[0] + word.box[2]) / 2 - middle) < reach]
    return []


def _asks(line: Sequence[Token], lines: Sequence[Sequence[Token]]) -> list[Token]:
    """The words that ask what the boxes of a line answer: before the first of them, else on the line above them all."""
    first = _first_words(line)
    if first:
        return first
    top = min(token.box[1] for token in line)
    for above in reversed(lines):
        if top - max(token.box[3] for token in above) > _ABOVE:
            return []
        if not any(token.sign is Sign.BOX for token in above):
            return list(above)
        if _first_words(above):
            return _first_words(above)
        top = min(token.box[1] for token in above)
    return []
