"""Forms that other programs wrote or saved again are read as the people who filled them in left them."""

import io
import struct
import subprocess
import tempfile
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from extractors.read import read, read_bytes
from extractors.word.fields import read_word_fields
from extractors.word.file import office as office_program
from planwright.model import Reading, Severity, State
from planwright.problems import FileCode
from tests.extractors.word_files import (
    NAMESPACES,
    PLACEHOLDER,
    check_box,
    control,
    date,
    form_field,
    glossary,
    para,
    prompt,
    row,
    run,
    story,
    table,
    tc,
    word,
    zipped,
)

FLAT_PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"

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


def read_as(office: Path, suffix: str) -> Reading:
    """The reading of the form in this format, under a name that says nothing of it."""
    return read_bytes((office / f"form.{suffix}").read_bytes(), name="form.docx")[1]


def test_an_open_document_text_is_brought_to_docx_and_keeps_its_fields(office):
    reading = read_as(office, "odt")
    assert [problem.code for problem in reading.problems] == [FileCode.CONVERTED.id]
    assert reading.problems[0].severity is Severity.WARNING
    before = heard(read_word_fields((office / "blank" / "form.docx").read_bytes()))
    assert {key: said[:2] for key, said in heard(reading).items()} == {key: said[:2] for key, said in before.items()}


@pytest.mark.parametrize("suffix", ["rtf", "doc"])
def test_formats_that_have_no_content_controls_are_opened_and_said_to_have_no_fields(office, suffix):
    codes = [problem.code for problem in read_as(office, suffix).problems]
    assert codes == [FileCode.NO_WORD_FIELDS.id, FileCode.CONVERTED.id]


def test_a_web_page_is_sent_back_with_a_cure(office):
    assert [problem.code for problem in read_as(office, "html").problems] == [FileCode.NOT_A_FORM_FILE.id]


def test_the_older_fields_of_a_rich_text_document_are_read_as_word_writes_them():
    box = r"{\field{\*\fldinst { FORMCHECKBOX }{{\*\formfield{\fftype1\ffres%s{\*\ffname %s}\ffdefres%s}}}}{\fldrslt }}"
    text = r"{\field{\*\fldinst { FORMTEXT }{{\*\formfield{\fftype0{\*\ffname Text1}}}}}{\fldrslt {Ada}}}"
    boxes = box % (1, "A", 0) + " on " + box % (25, "B", 0) + " off " + box % (25, "C", 1) + " as made"
    reading = read_bytes((r"{\rtf1\ansi " + text + r"\par " + boxes + r"\par }").encode(), name="form.rtf")[1]
    assert [problem.code for problem in reading.problems] == [FileCode.CONVERTED.id]
    assert {field.key: field.value for field in reading.fields} == {"Text1": "Ada", "A": True, "B": False, "C": True}


def test_check_boxes_that_lost_their_ticks_on_the_way_are_told(office):
    boxes = r"{\field{\*\fldinst { FORMCHECKBOX }}{\fldrslt {}}} Yes"
    reading = read_bytes((r"{\rtf1\ansi " + boxes + r"\par }").encode(), name="form.rtf")[1]
    assert FileCode.BOXES_LOST.id in [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    ("chosen", "shown", "lost"),
    [(r"\ffres25", 1, True), ("", 2, True), (r"\ffres25", 0, False), (r"\ffres1", 1, False), (r"\ffres0", 1, False)],
)
def test_a_drop_down_of_a_rich_text_document_that_showed_another_entry_is_told(chosen: str, shown: int, lost: bool):
    entries = r"{\*\ffl Seldom}{\*\ffl Often}{\*\ffl Always}"
    settings = rf"\fftype2{chosen}\fftypetxt0\ffhaslistbox1{{\*\ffname Drop1}}\ffdefres{shown}{entries}"
    field = rf"{{\field{{\*\fldinst {{ FORMDROPDOWN }}{{\*\formfield{{{settings}}}}}}}{{\fldrslt {{}}}}}}"
    reading = read_bytes((r"{\rtf1\ansi " + field + r"\par }").encode(), name="form.rtf")[1]
    assert (FileCode.DEFAULTS_LOST.id in [problem.code for problem in reading.problems]) is lost
    assert len(reading.fields) == 1


@pytest.mark.parametrize(("chosen", "lost"), [(25, True), (0, False), (2, False)])
def test_a_drop_down_of_a_doc_that_showed_another_entry_is_told(tmp_path: Path, chosen: int, lost: bool):
    entries = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in ("Seldom", "Often", "Always"))
    body = para(run("How? "), form_field("Drop1", f"<w:ddList>{entries}</w:ddList>", "FORMDROPDOWN", None))
    (tmp_path / "form.docx").write_bytes(word(body))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", tmp_path, tmp_path / "form.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = (tmp_path / "form.doc").read_bytes()
    assert FileCode.DEFAULTS_LOST.id not in codes_in(made)
    assert (FileCode.DEFAULTS_LOST.id in codes_in(showing(made, chosen, 1))) is lost


def codes_in(data: bytes) -> list[str]:
    return [problem.code for problem in read_bytes(data, name="form.doc")[1].problems]


def showing(doc: bytes, chosen: int, shown: int) -> bytes:
    """The .doc with these two entries of its one drop-down, as [MS-DOC] 2.9.78 keeps them."""
    name = b"\x05\0" + "Drop1".encode("utf-16-le") + b"\0\0"
    at = doc.index(name)
    (bits,) = struct.unpack_from("<H", doc, at - 6)
    made = bytearray(doc)
    struct.pack_into("<H", made, at - 6, bits & ~(31 << 2) | chosen << 2)
    struct.pack_into("<H", made, at + len(name), shown)
    return bytes(made)


def test_a_word_file_saved_as_one_xml_file_reads_as_its_package_does():
    data = word(BODY, stories=STORIES)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = "".join(
            f'<pkg:part pkg:name="/{name}" pkg:contentType="application/xml"><pkg:xmlData>'
            f"{package.read(name).decode()}</pkg:xmlData></pkg:part>"
            for name in package.namelist()
            if name != "[Content_Types].xml"
        )
    flat = f'<?xml version="1.0"?><pkg:package xmlns:pkg="{FLAT_PACKAGE}">{parts}</pkg:package>'.encode()
    reading = read_bytes(flat, name="form.xml")[1]
    assert reading.problems == ()
    assert heard(reading) == heard(read_word_fields(data))
    assert [problem.code for problem in read_bytes(flat[:-9], name="form.xml")[1].problems] == [
        FileCode.WORD_CORRUPT.id
    ]


def test_without_libreoffice_the_cure_is_named(office, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    reading = read_as(office, "odt")
    assert [problem.code for problem in reading.problems] == [FileCode.NO_OFFICE.id]
    assert "Install it" in reading.problems[0].message


def test_a_document_libreoffice_cannot_open_is_a_problem_and_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    broken = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<broken"})
    codes = [problem.code for problem in read_bytes(broken, name="form.odt")[1].problems]
    assert codes == [FileCode.OFFICE_REFUSED.id]
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_hangs_is_stopped_in_time(tmp_path, monkeypatch):
    sleeper = tmp_path / "soffice"
    sleeper.write_text("#!/bin/sh\nexec sleep 60\n")
    sleeper.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(office_program, "SECONDS", 1)
    reading = read_bytes(b"{\\rtf1 x}", name="form.rtf")[1]
    assert [problem.code for problem in reading.problems] == [FileCode.OFFICE_REFUSED.id]


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
