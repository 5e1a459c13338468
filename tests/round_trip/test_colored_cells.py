"""Empty cells of a printed grid with another color than their row and column have may be answers: a person looks."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell

from benchmarks.accuracy.truth import RETURNED, editions, instruments
from extractors.pdf.page.words import words_by_page
from flows.form import read_form
from flows.known import Known
from planwright.model import State
from tests.round_trip.printed_word import by_office

KNOWN = Known(instruments=instruments(), editions=editions())
FORM = RETURNED / "capacity-table-alder.docx"
STATEMENT, ITEM = "A standing team", "leadership.team.score"
COLORS = ("FFFF00", "FFF2CC", "D9D9D9", "C00000", "000000")
Read = Callable[[bytes], tuple[object, State]]


def colored(color: str, *columns: int, is_marked: bool = False) -> bytes:
    """The form with a ground in these cells of one statement, whose own mark is taken out where it is not to stay."""
    form = docx.Document(str(FORM))
    row = next(row for table in form.tables for row in table.rows if row.cells[0].text.startswith(STATEMENT))
    if not is_marked:
        for cell in row.cells[1:4]:
            cell.text = ""
    for column in columns:
        shade(row.cells[column], color)
    out = io.BytesIO()
    form.save(out)
    return out.getvalue()


def shade(cell: _Cell, color: str) -> None:
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
        ground.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(ground)


@pytest.fixture(name="prints", scope="module")
def _prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    forms = {f"{color} alone": colored(color, 3) for color in COLORS}
    forms |= {f"{color} beside a mark": colored(color, 3, is_marked=True) for color in COLORS}
    forms |= {"none": colored(""), "row": colored("FFF2CC", 0, 1, 2, 3, 4, is_marked=True)}
    forms["marked cell"] = colored("FFFF00", 2, is_marked=True)
    return by_office(forms, tmp_path_factory.mktemp("prints"))


@pytest.fixture(name="read")
def _read(tmp_path: Path) -> Read:
    def read(data: bytes) -> tuple[object, State]:
        (tmp_path / "form").write_bytes(data)
        submission = read_form(tmp_path / "form", KNOWN).submission
        assert submission is not None
        return next((one.value, one.state) for one in submission.responses if one.item == ITEM)

    return read


@pytest.mark.parametrize("where", ["alone", "beside a mark"])
@pytest.mark.parametrize("color", COLORS)
def test_an_empty_cell_of_another_color_goes_to_a_person(prints: dict[str, bytes], read: Read, color: str, where: str):
    assert read(prints[f"{color} {where}"]) == (None, State.UNREADABLE)


@pytest.mark.parametrize("name", ["row", "marked cell"])
def test_a_row_of_one_color_and_a_color_under_a_mark_say_nothing(prints: dict[str, bytes], read: Read, name: str):
    assert read(prints[name])[1] is State.ANSWERED


def test_a_cell_without_a_color_is_blank(prints: dict[str, bytes], read: Read):
    assert read(prints["none"]) == (None, State.BLANK)


@pytest.mark.parametrize("drawn", ["1 1 0 rg 0 0 10 10 re f", "0 g 0 0 10 10 re f", "1 1 0 RG 10 w 0 0 m 18 0 l S"])
def test_a_patch_or_marker_put_into_an_empty_cell_goes_to_a_person(prints: dict[str, bytes], read: Read, drawn: str):
    words = words_by_page(prints["none"])[1]
    left = next(word.box[0] for word in words if word.text == "Fully")
    down = next(word.box[3] for word in words if word.text == "standing")
    with pikepdf.open(io.BytesIO(prints["none"])) as pdf:
        page = pdf.pages[0]
        shift = f"1 0 0 1 {left} {float(page.mediabox[3]) - down - 4} cm"
        page.contents_add(f"q {shift} {drawn} Q\n".encode())
        out = io.BytesIO()
        pdf.save(out)
    assert read(out.getvalue()) == (None, State.UNREADABLE)
