"""Forms that other programs wrote or saved again are read as the people who filled them in left them."""

import io
import subprocess
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from extractors.read import read
from extractors.word.fields import read_word_fields
from planwright.model import Reading, State
from planwright.problems import FileCode
from tests.extractors.word_files import (
    NAMESPACES,
    PLACEHOLDER,
    check_box,
    control,
    date,
    glossary,
    para,
    prompt,
    row,
    run,
    story,
    table,
    tc,
    word,
)

SYMBOLS = '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610"/>'
ROLES = '<w:dropDownList><w:listItem w:displayText="Coach" w:value="c"/></w:dropDownList>'
BODY = (
    para(run("Name: "), control(run("Ada Łoś"), tag="name", title="Full name"))
    + para(run("Role: "), control(run("Coach"), ROLES, tag="role"))
    + para(check_box("1", "☒", states=SYMBOLS, tag="box=1"), run(" yes "))
    + para(check_box("0", "☐", states=SYMBOLS, tag="box=0"), run(" no"))
    + para(date(run("3/4/2026"), "2026-03-04T00:00:00Z").replace('w:val="a"', 'w:val="due"'))
    + para(control(run("Type here"), tag="empty", more=prompt("P1") + PLACEHOLDER))
    + para(control(run("one") + "<w:r><w:br/></w:r>" + run("two"), '<w:text w:multiLine="1"/>', tag="lines"))
    + table(
        row(run("Task"), control(run("in a cell"), tag="cell")),
        f"<w:tr>{tc(para(run('Who')))}{control(tc(para(run('a whole cell'))), tag='whole cell')}</w:tr>",
    )
    + '<w:sectPr><w:footerReference w:type="default" r:id="r0"/></w:sectPr>'
)
STORIES = {
    "footer": story(para(control(run("at the foot"), tag="foot"))),
    "glossaryDocument": glossary(P1="Type here"),
}


def heard(reading: Reading) -> dict[str, tuple[object, State, object]]:
    return {field.key: (field.value, field.state, field.raw) for field in reading.fields}


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Path:
    """A form as LibreOffice saves it: as .docx again, and in the formats that have to be saved as .docx first."""
    folder = tmp_path_factory.mktemp("office")
    form = folder / "blank" / "form.docx"
    form.parent.mkdir()
    form.write_bytes(word(BODY, stories=STORIES))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    for target in ("docx:MS Word 2007 XML", "odt", "rtf", "doc:MS Word 97", "html"):
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", target, "--outdir", folder, form],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return folder


def test_a_form_saved_by_libreoffice_says_what_it_said_before(office):
    before = heard(read_word_fields((office / "blank" / "form.docx").read_bytes()))
    _, after = read(office / "form.docx")
    assert after.problems == ()
    assert heard(after) == before
    assert before["lines"][0] == "one\ntwo"
    assert before["empty"] == (None, State.PLACEHOLDER, None)


@pytest.mark.parametrize(
    ("suffix", "code"),
    [
        ("odt", FileCode.OLD_WORD_FORMAT),
        ("rtf", FileCode.OLD_WORD_FORMAT),
        ("doc", FileCode.OLD_WORD_FORMAT),
        ("html", FileCode.NOT_A_FORM_FILE),
    ],
)
def test_other_formats_of_a_form_are_sent_back_with_a_cure(office, suffix, code):
    renamed = office / f"{suffix}.docx"
    (office / f"form.{suffix}").replace(renamed)
    _, reading = read(renamed)
    assert [problem.code for problem in reading.problems] == [code.id]


def saved(made: Document) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def inserted(xml: str) -> object:
    return parse_xml(f"<w:p {NAMESPACES}>{xml}</w:p>")


def test_controls_in_a_document_made_by_python_docx_are_read_where_they_stand():
    made = docx.Document()
    made.add_paragraph("Vision: ")._p.append(inserted(control(run("read daily"), tag="vision"))[0])
    outer = made.add_table(rows=2, cols=2)
    outer.cell(0, 1).text = "Desired"
    outer.cell(1, 0).text = "Reading"
    inner = outer.cell(1, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).paragraphs[0]._p.append(inserted(control(run("4"), tag="", title=""))[0])
    outer.cell(1, 1).paragraphs[0]._p.append(inserted(control(run("5"), tag="desired"))[0])
    made.sections[0].header.paragraphs[0]._p.append(inserted(control(run("Harbor"), tag="agency"))[0])
    fields = read_word_fields(saved(made)).fields
    assert [(field.key, field.value, field.label) for field in fields] == [
        ("vision", "read daily", "Vision:"),
        ("desired", "5", "Reading"),
        ("", "4", ""),
        ("agency", "Harbor", ""),
    ]
