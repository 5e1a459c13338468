"""A row that a page's end parts without a border is one row, and two rows with a border between them are two."""

import pytest

from extractors.blocks import Table
from extractors.pdf.page.passage import passage_of
from extractors.pdf.page.words import Word
from extractors.pdf.printed.edges import Edges, Number
from extractors.pdf.printed.flow import Leaf, flow_of
from extractors.slots import BlankTexts

EMPTY = passage_of((), (0.0, 0.0, 0.0, 0.0), 1)


def cell(text: str, left: float, page: int):
    word = Word(text, (left + 2, 2, left + 30, 10))
    return (passage_of((word,) if text else (), (left, 0, left + 100, 20), page),)


def leaf(page: int, rows: list[tuple[str, str]], *, begins_open: bool = False, ends_open: bool = False) -> Leaf:
    table = Table(tuple((cell(one, 0, page), cell(other, 100, page)) for one, other in rows))
    edges = Edges((), Number(0, 0), {})
    return Leaf(page, edges, (EMPTY, table, EMPTY), (), begins_open=begins_open, ends_open=ends_open)


@pytest.mark.parametrize(
    ("ends_open", "begins_open", "names", "count"),
    [(True, True, ("agency",), 2), (False, True, ("agency",), 3), (True, False, ("agency",), 3), (True, True, (), 3)],
)
def test_a_row_without_a_border_at_the_end_of_the_page_goes_on(ends_open, begins_open, names, count):
    first = leaf(1, [("Question", "Answer"), ("Objective", "We talk.")], ends_open=ends_open)
    second = leaf(2, [("Who does it", "")], begins_open=begins_open)
    blank = BlankTexts(blocks=(), slots={}, header=(), footer=(), names=names)
    (table,) = [one for one in flow_of([first, second], blank).blocks if isinstance(one, Table)]
    assert len(table.rows) == count
    if count == 2:
        assert ["".join(map(str, one)).split() for one in table.rows[1]] == [
            ["Objective", "Who", "does", "it"],
            ["We", "talk."],
        ]
