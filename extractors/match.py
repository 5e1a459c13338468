"""What stands in each place of a blank once a document has lost its fields, by the texts and tables around them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extractors.blocks import SIGN, Block, Cell, Table, has_sign
from extractors.shown import LOOK, LOUD, STANDS_BACK, STANDS_OUT, UNREAD, bare, look, without_looks

_SPACE = r"\s*"  # the signs of how a text looks count as space, too
_LONG = 8  # letters of printed words that stand in a text once
_LOUD = look(LOUD)
_STANDING_OUT = re.compile(f"{_LOUD}[^{STANDS_BACK}]*")
_END = re.compile("\n")
_SPACES = " \t\r\n\xa0"
NOWHERE = UNREAD.encode().decode()  # the text that a line of the blank stands beside where nobody knows which it is
_NEXT_LOOK = re.compile(rf"{LOOK.pattern}[{_SPACES}]*$")  # that of the words which follow a place


class Found(NamedTuple):
    """What stands in the place of one sign: its text, None where nobody can say; and the row it was added in, if any.

    `around` is the whole text it was found in, and `at` where in that it begins. `added` counts the rows after the last
    one of the blank; 0 for what the blank has itself.
    """

    sign: str
    text: str | None
    around: str = ""
    at: int = 0
    added: int = 0


def match(blank: Sequence[Block], got: Sequence[Block]) -> Iterator[Found]:
    """What stands in each place of these blocks; what a person typed where the blank prints something makes it unsure.

    Texts and tables come by turns. Where the tables are not as many as the blank's, only tables can be told apart.
    """
    if len(blank) != len(got):
        yield from _match_some(blank, got)
        return
    for one, other in zip(blank, got, strict=True):
        if isinstance(one, Table) and isinstance(other, Table):
            yield from _match_tables(one, other)
        elif isinstance(one, str) and isinstance(other, str):
            yield from match_text(one, other)
        else:
            yield from _unsure((one,))


def match_text(blank: str, got: str) -> Iterator[Found]:
    """What stands between the words that the blank prints; each of these must be there, and once only."""
    signs = _signs_in(blank)
    if not signs:
        return
    if blank == signs[0] and _LOUD not in got:  # nothing is printed beside it, and nothing can have been marked
        yield _told(signs[0], got, 0, len(got))
        return
    places = _places(blank, got)
    if not places and "\n" in blank:  # then what is wrong with one line is not so with the others
        for pair in _parts(blank, got):
            yield from match_text(*pair)
        return
    marked = _marked(blank, got, places) if places and _LOUD in got else ()
    for number, sign in enumerate(signs):
        start, end = places[number] if places else (0, 0)
        if not places or any(line < end and start < line_end for line, line_end in marked):
            yield Found(sign, None)
            continue
        yield _told(sign, got, start, end)


def _told(sign: str, got: str, start: int, end: int) -> Found:
    """What stands in a place that reaches from one letter of a text to another."""
    said = got[start:end]
    if not said:
        return Found(sign, "", got, start)
    if STANDS_OUT in said:
        said = _NEXT_LOOK.sub("", said)
    left = said.lstrip(_SPACES)
    return Found(sign, left.rstrip(_SPACES), got, start + len(said) - len(left))


def _marked(blank: str, got: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines of which printed words were made to stand out: whether that is an answer, nobody can say."""
    printed = [edge for place in ((0, 0), *places, (len(got), len(got))) for edge in place][1:-1]
    known = "".join(bare(without_looks(found[0])) for found in _STANDING_OUT.finditer(blank))
    spots = [
        start
        for found in _STANDING_OUT.finditer(got)
        for before, after in zip(printed[::2], printed[1::2], strict=True)
        if (start := max(before, found.start())) < (end := min(after, found.end()))
        and (words := bare(without_looks(got[start:end])))
        and words not in known
    ]
    return [(start, end + 1) for start, end in _lines(got) if any(start <= spot <= end for spot in spots)]


def _parts(blank: str, got: str) -> Iterator[tuple[str, str]]:
    """The stretches of both texts between lines that are printed alike; else line by line, where there are as many.

    Where neither can be, each line of the blank stands beside nothing, so that nothing is found in it.
    """
    anchored = _anchored(blank, got)
    lines, got_lines = _lines(blank), _lines(got)
    if anchored:
        yield from anchored
    elif len(lines) == len(got_lines):
        yield from ((blank[a:b], got[c:d]) for (a, b), (c, d) in zip(lines, got_lines, strict=True))
    else:
        yield from ((blank[start:end], NOWHERE) for start, end in lines)


def _anchored(blank: str, got: str) -> list[tuple[str, str]]:
    """The stretches of both texts between lines that are printed alike and once only; none without such a line."""
    lines, got_lines = _lines(blank), _lines(got)
    said = [bare(got[start:end]) for start, end in got_lines]
    printed = [bare(blank[start:end]) for start, end in lines]
    parts: list[tuple[str, str]] = []
    at = got_at = 0
    for number, line in enumerate(printed):
        if not line or has_sign(line) or printed.count(line) > 1 or said.count(line) != 1:
            continue
        start, end = got_lines[said.index(line)]
        if start >= got_at:
            parts.append((blank[at : lines[number][0]], got[got_at:start]))
            at, got_at = lines[number][1], end
    return [*parts, (blank[at:], got[got_at:])] if parts else []


def _lines(text: str) -> list[tuple[int, int]]:
    """From where to where each line reaches."""
    ends = [found.start() for found in _END.finditer(text)]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True))


def _places(blank: str, got: str) -> list[tuple[int, int]]:
    """From where to where each sign's text reaches; empty where the printed words do not tell."""
    if len(blank) == 1:  # nothing is printed beside the sign
        return [(0, len(got))]
    words = _printed_words(blank)
    if not all(one.bare for one in words[1:-1]):  # two places with nothing between them
        return []
    first, said = words[0], bare(got)
    start = first.pattern.match(got.lstrip() and got, _margin(got)) if first.bare else None
    if first.bare and (start is None or (len(first.bare) >= _LONG and said.count(first.bare) > 1)):  # it is there twice
        return []
    edges = _one_after_another(words[1:], got, said, start.span() if start else (0, 0))
    if not edges or got[edges[-1][1] :].strip():
        return []
    return [(before[1], after[0]) for before, after in pairwise(edges)]


def _one_after_another(words: Sequence["_Words"], got: str, said: str, start: tuple[int, int]) -> list[tuple[int, int]]:
    """Where printed words stand after the first ones, in their order; empty where they can be found in several ways.

    What was `got` is `said` without spaces. A word may stand within another, as “No” does in “Not sure”: only where the
    others still follow it, it can be meant.
    """
    spans = [[start]]
    for one in words:
        found = _spans(one, got, said, start[1])
        first = spans[-1][0][1] if spans[-1] else len(got) + 1  # where the first of those before ends
        spans.append([one for one in found if one[0] >= first])
    for number in range(len(spans) - 2, -1, -1):
        last = spans[number + 1][-1][0] if spans[number + 1] else -1  # where the last of those after begins
        spans[number] = [one for one in spans[number] if one[1] <= last]
    return [one for (one,) in spans] if all(len(found) == 1 for found in spans) else []


def _spans(words: "_Words", got: str, said: str, start: int) -> list[tuple[int, int]]:
    """From where to where printed words stand, wherever they do from this place on; at the end, where there are none.

    Most stand there once, and as in the blank.
    """
    if not words.bare:
        return [(len(got), len(got))]
    at = got.find(words.printed, start)
    if at >= 0 and said.count(words.bare) == 1:
        return [(at, at + len(words.printed))]
    return [found.span() for found in words.pattern.finditer(got, start)]


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip())


class _Words(NamedTuple):
    """Printed words: as the blank has them, without spaces and case, and with any space between and within them."""

    printed: str
    bare: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=4096)
def _printed_words(blank: str) -> tuple[_Words, ...]:
    """The words between the signs of a text."""
    return tuple(_Words(one.strip(), bare(one), _pattern(one)) for one in SIGN.split(blank))


@lru_cache(maxsize=4096)
def _signs_in(blank: str) -> tuple[str, ...]:
    """The signs in a text of the blank, in their order."""
    return tuple(SIGN.findall(blank))


def _pattern(printed: str) -> re.Pattern[str]:
    """The printed words, with any space between and within them; empty where there are none."""
    return re.compile(_SPACE.join(map(re.escape, "".join(printed.split()))), re.IGNORECASE)


# -- where tables are gone, or more than the blank's -------------------------------------------------------------------


def _match_some(blank: Sequence[Block], got: Sequence[Block]) -> Iterator[Found]:
    """What stands in the tables that are known by their printed words, and in the texts between them; else unsure."""
    ones = [block for block in blank if isinstance(block, Table)]
    others = [block for block in got if isinstance(block, Table)]
    texts = [block for block in got if isinstance(block, str)]
    pairs = {-1: -1, **_pair_tables(ones, others), len(ones): len(others)}
    number = 0
    for block in blank:
        if isinstance(block, Table):
            yield from _match_tables(block, others[pairs[number]]) if number in pairs else _unsure((block,))
            number += 1
        else:
            yield from _match_between(block, texts, pairs.get(number - 1), pairs.get(number))


def _match_between(blank: str, texts: Sequence[str], before: int | None, after: int | None) -> Iterator[Found]:
    """What stands in a text between two tables, of which one or both may be gone.

    Then what was in the table stands beside the text, and only what is between printed lines is sure.
    """
    if before is not None and after == before + 1:
        yield from match_text(blank, texts[after])
        return
    got = texts[before + 1] if before is not None else texts[after] if after is not None else ""
    parts = _anchored(blank, got)
    for number, pair in enumerate(parts):
        is_edge = (before is None and number == 0) or (after is None and number == len(parts) - 1)
        yield from _unsure(pair[:1]) if is_edge or before is None is after else match_text(*pair)
    if not parts:
        yield from _unsure((blank,))


def _pair_tables(ones: Sequence[Table], others: Sequence[Table]) -> dict[int, int]:
    """Which table is which, by number: as many printed rows as can be in their order; none where several may be it."""
    alike = [[_alike(one, other) for other in others] for one in ones]
    best = [[0] * (len(others) + 1) for _ in range(len(ones) + 1)]  # of those from here on
    for row in reversed(range(len(ones))):
        for column in reversed(range(len(others))):
            both = alike[row][column] + best[row + 1][column + 1] if alike[row][column] else 0
            best[row][column] = max(both, best[row + 1][column], best[row][column + 1])
    pairs: dict[int, int] = {}
    row = column = 0
    while row < len(ones) and column < len(others):
        if alike[row][column] and best[row][column] == alike[row][column] + best[row + 1][column + 1]:
            pairs[row] = column
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return {row: column for row, column in pairs.items() if _is_plain(row, alike, others)}


def _alike(one: Table, other: Table) -> int:
    """How many printed rows of the first table the other has in their order; 0 where that is its heading at most."""
    printed = [row for row in _rows(one) if row.labels]
    at = count = 0
    for row in printed:
        found = _find(row, other, at)
        if found is not None:
            at, count = found + 1, count + 1
    return count if count > 1 or count == len(printed) else 0


def _is_plain(row: int, alike: Sequence[Sequence[int]], others: Sequence[Table]) -> bool:
    """Whether there are as many tables like this one as the blank has."""
    like = {column for column in range(len(others)) if alike[row][column]}
    return sum({column for column in like if other[column]} == like for other in alike) == len(like)


# -- tables -----------------------------------------------------------------------------------------------------------


class _Row(NamedTuple):
    """A row of a table of the blank: its cells, and what is known of them before any copy is read.

    `labels` are its printed words, each with the number of its cell; `asking` the numbers of the cells in which there
    is a place, each with its sign where nothing else is in the cell. A heading has words in it, and no place.
    """

    cells: tuple[Cell, ...]
    labels: tuple[tuple[int, str], ...]
    asking: tuple[tuple[int, str], ...]
    is_heading: bool


@lru_cache(maxsize=256)  # of each blank, whatever number of copies is read
def _rows(blank: Table) -> tuple[_Row, ...]:
    return tuple(map(_row, blank.rows))


def _row(cells: tuple[Cell, ...]) -> _Row:
    labels = tuple((number, _plain(cell)) for number, cell in enumerate(cells) if _is_label(cell))
    signs = [(number, [found.sign for found in _unsure(cell)]) for number, cell in enumerate(cells)]
    asking = tuple((number, ones[0] if cells[number] == (ones[0],) else "") for number, ones in signs if ones)
    texts = (text for cell in cells for text in cell if isinstance(text, str))
    return _Row(cells, labels, asking, bool(labels) and not any(map(has_sign, texts)))


def _match_tables(blank: Table, got: Table) -> Iterator[Found]:
    """Row by row: printed words say which row is which, and rows between them come in their order."""
    pairs, added = _pair_rows(blank, got)
    if any(other is None and one.is_heading for one, other in pairs):
        yield from _unsure((blank,))  # a heading was changed, and with it what the cells under it mean
        return
    for one, other in pairs:
        if other is None and not one.labels:
            continue  # a row that was taken out; what may stand elsewhere in its stead is told as typed there
        if other is None or len(one.cells) != len(other):
            yield from (found for cell in one.cells for found in _unsure(cell))
        else:
            yield from _match_rows(one, other)
    for number, (one, other) in enumerate(added, start=1):
        if len(one.cells) == len(other):
            yield from (found._replace(added=number) for found in _match_rows(one, other))


def _match_rows(blank: _Row, got: tuple[Cell, ...]) -> Iterator[Found]:
    """Cell by cell, those of the blank in which nothing is asked left out."""
    for number, sign in blank.asking:
        other = got[number]
        text = other[0]
        if sign and len(other) == 1 and isinstance(text, str) and _LOUD not in text:
            yield _told(sign, text, 0, len(text))
        else:
            yield from match(blank.cells[number], other)


def _pair_rows(
    blank: Table, got: Table
) -> tuple[list[tuple[_Row, tuple[Cell, ...] | None]], list[tuple[_Row, tuple[Cell, ...]]]]:
    """Each row of the blank with its own, and the rows that were added after the last one without printed words."""
    pairs: list[tuple[_Row, tuple[Cell, ...] | None]] = []
    added: list[tuple[_Row, tuple[Cell, ...]]] = []
    at = 0
    waiting: list[_Row] = []
    for row in (*_rows(blank), None):
        if row is not None and not row.labels:
            waiting.append(row)
            continue
        found = len(got.rows) if row is None else _find(row, got, at)
        between = got.rows[at:found] if found is not None else ()
        pairs += [(one, between[number] if number < len(between) else None) for number, one in enumerate(waiting)]
        if waiting:
            added += [(waiting[-1], one) for one in between[len(waiting) :]]
        waiting = []
        if row is not None:
            pairs.append((row, None if found is None else got.rows[found]))
            at = at if found is None else found + 1
    return pairs, added


def _find(row: _Row, got: Table, start: int) -> int | None:
    """The number of the next row with the same printed cells."""
    for number in range(start, len(got.rows)):
        if _is_same(row, got.rows[number]):
            return number
    return None


def _is_label(cell: Cell) -> bool:
    """Whether a cell holds nothing but printed words."""
    return len(cell) == 1 and isinstance(cell[0], str) and bool(cell[0].strip()) and not has_sign(cell[0])


def _is_same(row: _Row, other: tuple[Cell, ...]) -> bool:
    if len(row.cells) != len(other):
        return False
    for column, said in row.labels:
        if other[column] != row.cells[column] and _plain(other[column]) != said:
            return False
    return True


def _plain(cell: Cell) -> str:
    if len(cell) == 1 and isinstance(cell[0], str):
        return _bare(cell[0])
    return bare("".join(block for block in cell if isinstance(block, str)))


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """The text of a cell as it is compared: copies share those that are printed."""
    return bare(text)


def _unsure(blocks: Iterable[Block]) -> Iterator[Found]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (found for row in block.rows for cell in row for found in _unsure(cell))
        else:
            yield from (Found(sign, None) for sign in SIGN.findall(block))
