"""Copies read one after another beside one blank: each says what it says read alone, however much they have alike.

OC-01  A copy is read the same whatever was read before it.
OC-02  Each cell with a mark has a line of its own, though all say the same.
"""

from collections.abc import Callable

import pytest
from docx.document import Document

from extractors.read import learn_texts, read_lost
from extractors.word.lost import Lost
from tests.extractors.open_forms import DATE, OFTEN, blank, bytes_of, entries, paragraph, read, rewritten, scale

Change = Callable[[Document], None]


def _nothing(_: Document) -> None:
    pass


def _marked(form: Document) -> None:
    for number in (1, 2):
        scale(form).rows[number].cells[2].text = "X"
    paragraph(form, DATE).add_run(" 10/1")


def _struck(form: Document) -> None:
    scale(form).rows[1].cells[2].text = ""
    scale(form).rows[1].cells[2].paragraphs[0].add_run("X").font.strike = True


def _chosen(form: Document) -> None:
    rewritten(form, OFTEN, ("How often do you meet?  ", ""), ("Weekly", "bold"), ("  /  Once a month  /  Never", ""))


def _added(form: Document) -> None:
    for number in range(1, 4):
        row = entries(form).rows[number] if number < 3 else entries(form).add_row()
        row.cells[0].text, row.cells[1].text = "X", ""


CHANGES = (_nothing, _marked, _struck, _chosen, _added)


@pytest.fixture(scope="module")
def copies() -> dict[Change, bytes]:
    made = {}
    for change in CHANGES:
        form = blank()
        change(form)
        made[change] = bytes_of(form)
    return made


def _alone(data: bytes) -> Lost | None:
    return read_lost(data, learn_texts(bytes_of(blank()), names=(), has_open_places=True))


def test_a_copy_is_read_the_same_whatever_was_read_before_it(copies: dict[Change, bytes]) -> None:
    texts = learn_texts(bytes_of(blank()), names=(), has_open_places=True)
    alone = {change: _alone(data) for change, data in copies.items()}
    assert len({str(found) for found in alone.values()}) == len(CHANGES)
    for order in (CHANGES, CHANGES[::-1], CHANGES):
        for change in order:
            assert read_lost(copies[change], texts) == alone[change]


def test_each_cell_with_a_mark_has_a_line_of_its_own(copies: dict[Change, bytes]) -> None:
    found = _alone(copies[_marked])
    assert found is not None
    assert list(found.lines).count("X") == 2
    assert read(_marked)["place-9"].value == "X"
