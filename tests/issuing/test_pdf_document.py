"""A blank PDF form as a document: who it is, what it says of itself, what a screen reader hears."""

import io
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from planwright.errors import InstrumentError, PlanwrightError
from planwright.instruments import NOT_APPLICABLE
from planwright.issuing.pdf import pdf_form
from planwright.issuing.stamp import qr_modules
from planwright.stamp import STAMP_KEY
from tests.issuing.pdf_blank import (
    AGENCY,
    EVERY_KIND,
    HOUSE,
    INSTRUMENTS,
    NAMES,
    ROUND,
    blank,
    issue,
    opened,
    stamp_of,
    terminals,
    widgets,
)

HIDDEN, READ_ONLY = 1 << 1, 1 << 0


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_sound_and_asks_for_no_password(name: str):
    assert not opened(name).is_encrypted
    assert opened(name).check_pdf_syntax() == []


@pytest.mark.parametrize("name", NAMES)
def test_the_window_shows_the_title_and_the_language_is_said(name: str):
    pdf, instrument = opened(name), INSTRUMENTS[name]
    title = f"{instrument.title} – {AGENCY} – {ROUND}"
    assert str(pdf.docinfo["/Title"]) == title
    assert pdf.open_metadata()["dc:title"] == title
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert str(pdf.Root.Lang) == instrument.language
    assert pdf.open_metadata()["dc:language"] == {instrument.language}


@pytest.mark.parametrize("name", NAMES)
def test_the_outline_names_every_section(name: str):
    with opened(name).open_outline() as outline:
        assert [entry.title for entry in outline.root] == [section.title for section in INSTRUMENTS[name].sections]


# -- identity ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_stamp_stands_in_the_properties_and_in_a_hidden_field(name: str):
    pdf, text = opened(name), str(stamp_of(INSTRUMENTS[name]))
    assert str(pdf.docinfo[f"/{STAMP_KEY}"]) == text
    assert pdf.open_metadata()["dc:identifier"] == text
    field = dict(terminals(pdf))[STAMP_KEY]
    assert (str(field.V), field.FT) == (text, "/Tx")
    assert int(field.F) & HIDDEN
    assert int(field.Ff) & READ_ONLY


@pytest.mark.parametrize("name", NAMES)
def test_every_page_prints_the_stamp_its_number_and_the_code(name: str, tmp_path: Path):
    stamp, count = stamp_of(INSTRUMENTS[name]), len(opened(name).pages)
    file = tmp_path / "blank.pdf"
    file.write_bytes(blank(name))
    text = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout
    for number, page in enumerate(text.split("\f")[:count], start=1):
        assert str(stamp) in page
        assert f"Page {number} of {count}" in page
    subprocess.run(["pdftoppm", "-r", "150", "-gray", file, tmp_path / "page"], check=True)
    pictures = sorted(tmp_path.glob("page*.pgm"))
    assert len(pictures) == count
    assert all(_modules_in(picture, len(qr_modules(stamp))) == qr_modules(stamp) for picture in pictures)


def _modules_in(picture: Path, size: int) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code in the bottom right corner of a rendered page."""
    with Image.open(picture) as page:
        corner = page.crop((page.width - 250, page.height - 168, page.width - 50, page.height))
    left, top, right, bottom = corner.point(lambda grey: 255 if grey < 100 else 0).getbbox()
    side = (right - left) / size
    assert abs((bottom - top) / size - side) < 0.1
    middles = [(number + 0.5) * side for number in range(size)]
    return tuple(tuple(corner.getpixel((int(left + x), int(top + y))) < 128 for x in middles) for y in middles)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_form_is_the_same_bytes(name: str):
    assert issue(INSTRUMENTS[name]) == blank(name)


def test_another_process_issues_the_same_bytes():
    script = "import sys; from tests.issuing.pdf_blank import blank; sys.stdout.buffer.write(blank('every-kind'))"
    other = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONHASHSEED": "7"},
    ).stdout
    assert other == blank("every-kind")


def test_the_file_holds_no_date():
    assert b"Date" not in opened("every-kind").Root.Metadata.read_bytes()
    assert not [key for key in opened("every-kind").docinfo if "Date" in key]


# -- structure --------------------------------------------------------------------------------------------------------


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every structure element, in reading order."""

    def walk(element: pikepdf.Object) -> list[pikepdf.Object]:
        kids = [kid for kid in element.K if kid.get("/Type") == "/StructElem"]
        return [element, *(below for kid in kids for below in walk(kid))]

    return [below for kid in pdf.Root.StructTreeRoot.K for below in walk(kid)]


@pytest.mark.parametrize("name", NAMES)
def test_fields_are_heard_in_the_order_of_the_annotations(name: str):
    pdf = opened(name)
    heard = [part.Obj.objgen for element in elements(pdf) if element.S == "/Form" for part in element.K]
    assert heard == [widget.widget.objgen for widget in widgets(pdf)]
    assert all(page.obj.Tabs == "/S" for page in pdf.pages)


@pytest.mark.parametrize("name", NAMES)
def test_each_field_finds_its_way_back_to_its_element(name: str):
    pdf = opened(name)
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for widget in widgets(pdf):
        element = owners[int(widget.widget.StructParent)]
        assert element.S == "/Form"
        assert [part.Obj.objgen for part in element.K] == [widget.widget.objgen]


@pytest.mark.parametrize("name", NAMES)
def test_everything_printed_is_either_heard_once_or_an_artifact(name: str):
    pdf = opened(name)
    assert pdf.Root.MarkInfo.Marked is True
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in pdf.pages:
        inside: list[str] = []
        seen: list[int] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC" if "/MCID" in operands[1]:
                    seen.append(int(operands[1].MCID))
                    inside.append(str(operands[0]))
                    assert str(owners[int(page.obj.StructParents)][seen[-1]].S) == inside[-1]
                case "BMC" | "BDC":
                    assert operands[0] == "/Artifact"
                    inside.append("/Artifact")
                case "EMC":
                    inside.pop()
                case "Tj" | "TJ" | "re" | "f" | "S":
                    assert len(inside) == 1, (operator, operands)
        assert inside == []
        assert seen == list(range(len(owners[int(page.obj.StructParents)])))


@pytest.mark.parametrize("name", NAMES)
def test_headings_never_skip_a_level(name: str):
    levels = [int(str(element.S)[2:]) for element in elements(opened(name)) if str(element.S)[1:2] == "H"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_a_table_has_the_cells_of_its_head(name: str):
    """Spans counted, every row is as wide; every heading says what it heads."""
    for table in (element for element in elements(opened(name)) if element.S == "/Table"):
        widths = []
        carried = 0
        for row in table.K:
            assert row.S == "/TR"
            assert all(cell.S in ("/TH", "/TD") for cell in row.K)
            assert all("/Scope" in cell.get("/A", {}) for cell in row.K if cell.S == "/TH")
            widths.append(carried + sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in row.K))
            carried = sum(
                int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in row.K if "/RowSpan" in cell.get("/A", {})
            )
        assert len(set(widths)) == 1, widths


# -- what issuing fills in, and what it refuses -----------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_agency_and_the_round_are_filled_in_and_shown(name: str, tmp_path: Path):
    fields = dict(terminals(opened(name)))
    assert str(fields["identity.agency"].V) == AGENCY
    assert str(fields["identity.round"].V) == ROUND
    file = tmp_path / "blank.pdf"
    file.write_bytes(blank(name))
    text = subprocess.run(["pdftotext", "-l", "1", file, "-"], check=True, capture_output=True, text=True).stdout
    assert text.count(AGENCY) == 3  # above the title, in its field, in the footer
    assert all("/V" not in field or field.V == "/Off" for key, field in fields.items() if not _given(key))


def _given(key: str) -> bool:
    return key in (STAMP_KEY, "identity.agency", "identity.round")


def test_a_long_agency_name_has_all_its_lines():
    name = "The Early Childhood Partnership of the Greater Harbor Region and its Eleven Neighboring Townships"
    form = pdf_form(EVERY_KIND, stamp_of(EVERY_KIND), agency_name=name, round_name=ROUND)
    with pikepdf.open(io.BytesIO(form)) as pdf:
        field = dict(terminals(pdf))["identity.agency"]
        assert field.Ff == 1 << 12
        assert field.AP.N.read_bytes().count(b" Tm") == 3
        assert float(field.Rect[3] - field.Rect[1]) > 36


def test_a_letter_that_cannot_be_printed_is_refused_by_name():
    with pytest.raises(PlanwrightError, match=r"“دار”.*“د”"):
        pdf_form(EVERY_KIND, stamp_of(EVERY_KIND), agency_name="دار", round_name=ROUND)


def test_a_text_that_fits_on_no_page_is_refused_by_its_words():
    item = replace(EVERY_KIND.sections[1].children[1], lines=80, question="An endless question")
    section = replace(EVERY_KIND.sections[1], children=(item,))
    with pytest.raises(InstrumentError, match="An endless question"):
        issue(replace(EVERY_KIND, sections=(section,)))


def test_a_form_in_spanish_speaks_spanish():
    spanish = replace(EVERY_KIND, language="es-US")
    with pikepdf.open(io.BytesIO(issue(spanish))) as pdf:
        assert str(pdf.Root.Lang) == "es-US"
        assert str(dict(terminals(pdf))["single.date"].TU).endswith("Fecha, como DD/MM/AAAA.")
        assert not [key for key, field in terminals(pdf) if "needs an answer" in str(field.TU).casefold()]


def test_na_is_an_on_state_like_any_other():
    group = dict(terminals(opened("every-kind")))["likert.s1"]
    assert f"/{NOT_APPLICABLE}" in group.Kids[-1].AP.N


def test_the_house_has_its_eleven_practices():
    assert len(HOUSE) == 11
