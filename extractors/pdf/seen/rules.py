"""Lines to write on: thin rules that are no table's, and runs of underscores or dots."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.pdf.page.boxes import around, middle_in, touches
from extractors.pdf.place import Box
from extractors.pdf.seen.letters import Sign, Token
from extractors.pdf.seen.place import Seen, joined, lines_of, text_of
from extractors.pdf.seen.tables import Table

_SHORTEST = 18.0  # points of a rule that is written on
_ROOM = 6.5  # points over a rule that must be free to write
_HIGHEST = 16.0  # points of a single line
_FOOT = 3.5  # points that letters reach below their line
_WIDE = 0.8  # of the width of the page's text: a rule that may be for looks
_STACK = 46.0  # points between the lines of one place, at most
_ABOVE, _BELOW = 46.0, 10.0  # points from a line up to its label, and down to its caption
_FEW = 14  # words of a label that stands over a line and asks nothing
_HEADING = 11.0  # points from the foot to the top of letters that are a heading's
_SAME = 3.0
_PART = re.compile(r"[\W_]{1,2}")  # between the parts of one line, as of a date
_PART_GAP = 5.0  # points
_ASKS = re.compile(r".*[:?]\W*", re.DOTALL)
_FOOTNOTE = re.compile(r"[\d*†]")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lines to write on are told by: the words of a page, its tables, what is ticked, the width of its text."""

    tokens: tuple[Token, ...]
    tables: tuple[Table, ...]
    ticked: tuple[Box, ...]
    width: float
    named: frozenset[Token] = frozenset()  # words that name a line already
    lines: tuple["Line", ...] = ()

    @property
    def words(self) -> list[Token]:
        """The printed words."""
        return [token for token in self.tokens if token.sign is Sign.WORD]


@dataclass(frozen=True, slots=True)
class Line:
    """A line to write on: what is drawn of it, the printed words before it, and the cell it stands in, if any.

    Underscores are never for looks; `is_drawn` says that it is none of these.
    """

    box: Box
    before: tuple[Token, ...]
    cell: Box | None
    is_drawn: bool = True


def lines_on(across: Sequence[Box], page: Surroundings) -> list[Line]:
    """The lines to write on, from top to bottom and from left to right."""
    edges = [cell.box for table in page.tables for cell in table.cells]
    rules = [rule for rule in across if rule[2] - rule[0] >= _SHORTEST and not _is_border(rule, [*edges, *page.ticked])]
    found = sorted([*_rooms(page.tokens), *rules], key=lambda box: (box[3], box[0]))
    return [line for box in found if (line := _line(box, found, page)) is not None and _is_free(line, page)]


def places_on(lines: Sequence[Line], page: Surroundings) -> Iterator[Seen]:
    """The places that these lines are; lines right under each other, with nothing before them, are one place."""
    taken: set[Box] = set()
    page = replace(page, named=frozenset(word for line in lines for word in line.before), lines=tuple(lines))
    for line in lines:
        if line.box not in taken:
            stack = list(_stack(line, lines, page))
            taken.update(one.box for one in stack)
            yield from _place(stack, page)


# -- lines ------------------------------------------------------------------------------------------------------------


def _rooms(tokens: Sequence[Token]) -> Iterator[Box]:
    """The runs of underscores or dots, those joined that have nothing but a sign between, as in a date."""
    rooms = sorted(
        (token for token in tokens if token.sign is Sign.ROOM), key=lambda one: (round(one.box[3]), one.box[0])
    )
    signs = [token for token in tokens if token.sign is Sign.WORD and _PART.fullmatch(token.text)]
    held: Box | None = None
    for room in rooms:
        if held is not None and abs(room.box[3] - held[3]) < _SAME and _meets(held, room.box, signs):
            held = around([held, room.box])
            continue
        if held is not None and held[2] - held[0] >= _SHORTEST / 2:
            yield held
        held = room.box
    if held is not None and held[2] - held[0] >= _SHORTEST / 2:
        yield held


def _meets(held: Box, room: Box, signs: Sequence[Token]) -> bool:
    between = [sign.box for sign in signs if held[2] - 1 <= sign.box[0] and sign.box[2] <= room[0] + 1]
    level = [box for box in between if box[1] < room[3] + 2 and box[3] > room[1] - _HIGHEST]
    gap = room[0] - held[2] - sum(box[2] - box[0] for box in level)
    return -_SAME <= gap <= _PART_GAP * (1 if not level else 2)


def _is_border(rule: Box, boxes: Sequence[Box]) -> bool:
    """Whether a rule is an edge of one of these boxes, or most of it is."""
    down = (rule[1] + rule[3]) / 2
    along = [
        (max(box[0], rule[0]), min(box[2], rule[2]))
        for box in boxes
        if min(abs(box[1] - down), abs(box[3] - down)) <= _SAME
    ]
    return sum(max(0.0, right - left) for left, right in along) > 0.4 * (rule[2] - rule[0])


def _line(box: Box, lines: Sequence[Box], page: Surroundings) -> Line | None:
    """The line with the words before it, its box beginning after words that stand upon it; None for an underlining."""
    left, top, right, bottom = box
    cell = next((one.box for table in page.tables for one in table.cells if middle_in(box, one.box)), None)
    words = [word for word in page.words if cell is None or middle_in(word.box, cell)]
    level = [word for word in words if top - 12 <= word.middle <= bottom + 2 and word.box[3] >= top - 6]
    upon = [word for word in level if left - _SAME < word.box[0] + 1 and word.box[2] - 1 < right + _SAME]
    if upon and not _PART.fullmatch("".join(word.text for word in upon)):
        last = max(upon, key=lambda word: word.box[2])
        starts = min(word.box[0] for word in upon) - left < 12
        if not (starts and last.text.endswith(":") and right - last.box[2] >= _SHORTEST):
            return None
        left = last.box[2] + 2
    ends = [other[2] for other in lines if abs(other[3] - bottom) < _SAME and other[2] <= left + _SAME and other != box]
    start = max(ends, default=-1.0)
    before = [word for word in level if start - _SAME <= word.box[0] and word.box[2] <= left + _SAME]
    is_drawn = not any(token.sign is Sign.ROOM and middle_in(token.box, box, _SAME) for token in page.tokens)
    return Line((left, top, right, bottom), tuple(sorted(before, key=lambda word: word.box[0])), cell, is_drawn)


def _is_free(line: Line, page: Surroundings) -> bool:
    """Whether there is room to write over the line."""
    left, top, right, _ = line.box
    area = (left + 1, top - _ROOM, right - 1, top - 1)
    words = (word for word in page.words if word not in line.before and not _PART.fullmatch(word.text))
    return not any(touches(area, thing) for thing in (*(word.box for word in words), *page.ticked))


# -- places -----------------------------------------------------------------------------------------------------------


def _stack(line: Line, lines: Sequence[Line], page: Surroundings) -> Iterator[Line]:
    """The line, and those under it that its text goes on upon."""
    yield line
    last = line
    for other in lines:
        gap = other.box[3] - last.box[3]
        if gap <= _SAME or other.before or other.cell != line.cell or gap > _STACK:
            continue
        same_right = abs(other.box[2] - last.box[2]) <= 2 * _SAME
        same_left = abs(other.box[0] - last.box[0]) <= 2 * _SAME or (last is line and other.box[0] < line.box[0])
        area = (other.box[0], last.box[3] + 1, other.box[2], other.box[1] - 1)
        if same_right and same_left and not any(touches(area, word.box) for word in page.words):
            yield other
            last = other


def _place(stack: Sequence[Line], page: Surroundings) -> Iterator[Seen]:
    """The place of these lines; none where no words name it."""
    first, last = stack[0], stack[-1]
    names = first.before or _over(first, page) or _under(last, page)
    label, row, column = text_of(names), "", ""
    if not names and first.cell is not None:
        row, column, names = _in_table(first.cell, page)
        label = joined(row, column)
    is_alone = first.is_drawn and not first.before and len(stack) == 1
    if not label or (is_alone and _is_wide(first, page) and not _ASKS.fullmatch(label)):
        return
    clear = (_clear(first, page), *(_between(above, line) for above, line in pairwise(stack)))
    left, top, right, _ = around(clear)
    box = (left, top, right, last.box[3] + _FOOT)
    yield Seen(box=box, label=label, row=row, column=column, lines=len(stack) > 1, clear=clear, names=frozenset(names))


def _clear(line: Line, page: Surroundings) -> Box:
    """The room over a line, up to what is printed above."""
    left, top, right, _ = line.box
    things = [*(token.box for token in page.tokens if not _PART.fullmatch(token.text)), *page.ticked]
    things += [edge for table in page.tables for cell in table.cells for edge in (_top(cell.box), _foot(cell.box))]
    things += [(one.box[0], one.box[1], one.box[2], one.box[3] + _FOOT) for one in page.lines if one is not line]
    area = (left + 1, top - _HIGHEST, right - 1, top - _ROOM)
    over = max((thing[3] for thing in things if touches(area, thing)), default=top - _HIGHEST - 1)
    return left, min(over + 1, top - _ROOM), right, top - 1


def _between(above: Line, line: Line) -> Box:
    """The room between two lines of one place."""
    return line.box[0], above.box[3] + 1, line.box[2], line.box[1] - 1


def _top(box: Box) -> Box:
    return box[0], box[1], box[2], box[1] + 0.5


def _foot(box: Box) -> Box:
    return box[0], box[3] - 0.5, box[2], box[3]


def _is_wide(line: Line, page: Surroundings) -> bool:
    return line.cell is None and line.box[2] - line.box[0] >= _WIDE * page.width


def _over(line: Line, page: Surroundings) -> tuple[Token, ...]:
    """The words of the nearest line of print above, where they name a line to write on."""
    left, top, right, _ = line.box
    area = (left, top - _ABOVE, right, top)
    words = [word for word in page.words if line.cell is None or middle_in(word.box, line.cell)]
    above = [word for word in words if touches(area, word.box) and word.box[3] < top - 1]
    if not above:
        return ()
    nearest = max(above, key=lambda word: word.middle)
    (whole,) = [one for one in lines_of(words) if nearest in one]
    parts = [_part_over(whole, word) for word in (nearest, whole[-1])]
    part = next((one for one in parts if not page.named & set(one)), [])
    if not part or min(word.box[3] - word.box[1] for word in part) > _HEADING:
        return ()
    is_asked = bool(_ASKS.fullmatch(text_of(part)))
    gap = top - nearest.box[3]
    caption = _under(line, page)
    if not is_asked and (len(part) > _FEW or (caption and gap > 2 * _BELOW)):
        return ()
    return tuple(part)


def _part_over(line: Sequence[Token], word: Token) -> list[Token]:
    """The words of a line of print that stand with this one, without a wide gap."""
    number = line.index(word)
    start = end = number
    while start > 0 and line[start].box[0] - line[start - 1].box[2] < _FEW:
        start -= 1
    while end + 1 < len(line) and line[end + 1].box[0] - line[end].box[2] < _FEW:
        end += 1
    return list(line[start : end + 1])


def _under(line: Line, page: Surroundings) -> tuple[Token, ...]:
    """The caption right under a line, as under one for a signature."""
    left, _, right, bottom = line.box
    area = (left - _SAME, bottom, right + _SAME, bottom + _BELOW)
    under = [word for word in page.words if touches(area, word.box) and word.box[1] > bottom - 1]
    if not under:
        return ()
    first = min(under, key=lambda word: word.box[1])
    words = sorted((word for word in under if abs(word.middle - first.middle) < _SAME), key=lambda word: word.box[0])
    is_within = all(left - 2 * _SAME <= word.box[0] and word.box[2] <= right + 2 * _SAME for word in words)
    return tuple(words) if is_within and not _FOOTNOTE.match(words[0].text) else ()


def _in_table(box: Box, page: Surroundings) -> tuple[str, str, tuple[Token, ...]]:
    """The words of the row and of the column that name a cell."""
    for table in page.tables:
        for cell in table.cells:
            if cell.box == box:
                label = table.row_label(cell)
                headings = table.headings(cell)
                names = [*(label.words if label else ()), *(word for one in headings for word in one.words)]
                return label.text if label else "", " ".join(one.text for one in headings), tuple(names)
    return "", "", ()


def beside_box(box: Box, page: Surroundings) -> tuple[Token, ...]:
    """The words that name a frame to write in: over it, else left of it."""
    left, top, _, bottom = box
    cells = [cell.box for table in page.tables for cell in table.cells]
    free = [word for word in page.words if not any(middle_in(word.box, cell) for cell in cells)]
    over = _over(Line((left, top, box[2], top), (), None), replace(page, tokens=tuple(free)))
    level = [word for word in free if top - _SAME < word.middle < bottom + _SAME and word.box[2] <= left + _SAME]
    line = max(lines_of(level), key=lambda one: one[-1].box[2], default=[])
    return tuple(_part_over(line, line[-1])) if line and left - line[-1].box[2] < _ABOVE else over
