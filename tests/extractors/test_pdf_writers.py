"""Forms made and filled by other programs: reportlab, pypdf, pikepdf's own filler and LibreOffice."""

import io
import subprocess
from pathlib import Path

import pikepdf
import pypdf
import pytest
from docx import Document
from docx.oxml import parse_xml
from pikepdf.form import Form
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.fields import read_pdf_fields
from planwright.model import Field, FieldKind, State

Answers = dict[str, tuple[object, State]]


def _fields(data: bytes) -> dict[str, Field]:
    reading = read_pdf_fields(data)
    assert reading.problems == ()
    return {field.key: field for field in reading.fields}


def _answers(data: bytes) -> Answers:
    return {key: (field.value, field.state) for key, field in _fields(data).items()}


@pytest.fixture(scope="module")
def blank() -> bytes:
    """A form as issuing draws one: a text, a long text, a box, a group of ratings, a drop-down and a list."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(612, 792))
    form = canvas.acroForm
    form.textfield(name="program.name", tooltip="Name of the program", x=72, y=700, width=200, height=20, maxlen=200)
    form.textfield(name="program.aims", x=72, y=600, width=200, height=80, maxlen=2000, fieldFlags="multiline")
    form.checkbox(name="services=center", x=72, y=560, size=12)
    for value in ("1", "2", "na"):
        form.radio(name="statements.r01", value=value, x={"1": 72, "2": 92, "na": 112}[value], y=520, size=12)
    form.choice(name="setting", value=[""], options=[("", ""), ("Center", "center"), ("Home", "home")], x=72, y=480)
    form.listbox(
        name="days", value=["Friday"], options=["Monday", "Tuesday", "Friday"], fieldFlags="multiSelect", x=72, y=400
    )
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_a_form_of_reportlab_holds_its_prefilled_answer_and_no_other(blank: bytes):
    assert _answers(blank) == {
        "program.name": (None, State.BLANK),
        "program.aims": (None, State.BLANK),
        "services=center": (False, State.ANSWERED),
        "statements.r01": (None, State.BLANK),
        "setting": (None, State.BLANK),
        "days": (("Friday",), State.ANSWERED),
    }
    name = _fields(blank)["program.name"]
    assert (name.label, name.place.page, name.place.box) == ("Name of the program", 1, (72, 72, 272, 92))


FILLED: Answers = {
    "program.name": ("Žiga’s House – 2", State.ANSWERED),
    "program.aims": ("One\nTwo", State.ANSWERED),
    "services=center": (True, State.ANSWERED),
    "statements.r01": ("na", State.ANSWERED),
    "setting": ("Home", State.ANSWERED),
}


def test_a_form_filled_by_pypdf_is_read_as_filled(blank: bytes):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
    given = {
        "program.name": "Žiga’s House – 2",
        "program.aims": "One\nTwo",
        "services=center": "/Yes",
        "statements.r01": "/na",
        "setting": "home",
    }
    writer.update_page_form_field_values(writer.pages[0], given, auto_regenerate=False)
    target = io.BytesIO()
    writer.write(target)
    assert _answers(target.getvalue()) | FILLED == _answers(target.getvalue())


def test_a_form_filled_by_pikepdf_is_read_as_filled_save_where_it_leaves_the_number_of_the_old_choice(blank: bytes):
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        form = Form(pdf)
        form["program.name"].value = "Žiga’s House – 2"
        form["program.aims"].value = "One\nTwo"
        form["services=center"].checked = True
        next(one for one in form["statements.r01"].options if one.on_value == "/na").select()
        form["setting"].value = "home"
        target = io.BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    filled = FILLED | {"setting": ("Home", State.CONFLICT)}
    assert _answers(target.getvalue()) | filled == _answers(target.getvalue())


W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
LIST = '<w:listItem w:displayText="Center" w:value="c"/><w:listItem w:displayText="Family home" w:value="h"/>'


def _control(alias: str, properties: str, text: str) -> str:
    return (
        f'<w:sdt {W}><w:sdtPr><w:alias w:val="{alias}"/>{properties}</w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
    )


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A filled Word form that LibreOffice turned into a PDF form."""
    folder = tmp_path_factory.mktemp("exported")
    document = Document()
    for alias, properties, text in (
        ("Name", "<w:text/>", "Bluebird House"),
        ("Town", "<w:showingPlcHdr/><w:text/>", "Click or tap here to enter text."),
        ("Kind", f"<w:dropDownList>{LIST}</w:dropDownList>", "Family home"),
        ("Other kind", f"<w:comboBox>{LIST}</w:comboBox>", "Barn"),
        ("Open", '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', "☒"),
        ("Shut", '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', "☐"),
        ("Since", '<w:date w:fullDate="2024-03-05T00:00:00Z"><w:dateFormat w:val="M/d/yyyy"/></w:date>', "3/5/2024"),
    ):
        document.add_paragraph(f"{alias}: ")._p.append(parse_xml(_control(alias, properties, text)))
    document.save(str(folder / "form.docx"))
    _to_pdf(folder / "form.docx")
    return (folder / "form.pdf").read_bytes()


def _to_pdf(document: Path) -> None:
    options = 'pdf:writer_pdf_Export:{"ExportFormFields":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(document.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", options, "--outdir", document.parent, document]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def test_a_word_form_that_libreoffice_turned_into_a_pdf_form_is_read(exported: bytes):
    told = {field.label: (field.kind, field.value, field.state) for field in _fields(exported).values()}
    assert told == {
        "Name": (FieldKind.TEXT, "Bluebird House", State.ANSWERED),
        "Town": (FieldKind.TEXT, "Click or tap here to enter text.", State.PLACEHOLDER),
        "Kind": (FieldKind.CHOICE, "Family home", State.ANSWERED),
        "Other kind": (FieldKind.CHOICE, "Barn", State.ANSWERED),
        "Open": (FieldKind.MARK, True, State.ANSWERED),
        "Shut": (FieldKind.MARK, False, State.ANSWERED),
        "Since": (FieldKind.DATE, "3/5/2024", State.ANSWERED),
    }
