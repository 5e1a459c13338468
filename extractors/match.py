"""What stands in each place of a blank once a document has lost its fields, by the texts and tables around them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.between import LOUD_BEGINS, Found, anchored, match_text, told
from extractors.blocks import SIGN, Block, Cell, Table, has_sign
from extractors.shown import bare


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
    parts = anchored(blank, got)
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
        if sign and len(other) == 1 and isinstance(text, str) and LOUD_BEGINS not in text:
            yield told(sign, text, 0, len(text))
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
