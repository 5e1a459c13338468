"""A blank PDF form can be filled in by other programs, and what was filled in can be seen."""

import io
import subprocess
from pathlib import Path

import pdfplumber
import pikepdf
import pypdf
import pytest
from pikepdf import form as pikepdf_form
from PIL import Image

from tests.issuing.pdf_blank import NAMES, Widget, blank, opened, widgets

TEXT = "Zoë’s 7"
WORD = "Zusammenarbeit"  # no form prints it
RADIO, MULTILINE = 1 << 15, 1 << 12


def answers_of(name: str) -> dict[str, str]:
    """An answer for every field: text, the last choice, every box."""
    answers = {}
    for widget in widgets(opened(name)):
        if widget.field.FT == "/Tx":
            answers.setdefault(widget.name, TEXT)
        elif widget.field.FT == "/Ch":
            answers[widget.name] = str(widget.field.Opt[-1][0])
        else:
            answers[widget.name] = next(key for key in widget.widget.AP.N if key != "/Off")
    return answers


def fill_with_pypdf(name: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank(name)))
    for page in writer.pages:
        writer.update_page_form_field_values(page, answers_of(name), auto_regenerate=False)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def fill_with_pikepdf(name: str) -> bytes:
    answers = answers_of(name)
    with pikepdf.open(io.BytesIO(blank(name))) as pdf:
        for widget in widgets(pdf):
            value = answers[widget.name]
            if widget.field.FT != "/Btn":
                widget.field.V = pikepdf.String(value)
                continue
            widget.field.V = pikepdf.Name(value)
            widget.widget.AS = pikepdf.Name(value if value in widget.widget.AP.N else "/Off")
        pdf.Root.AcroForm.NeedAppearances = True  # qpdf draws appearances only where they are called for
        pdf.generate_appearance_streams()
        file = io.BytesIO()
        pdf.save(file)
    return file.getvalue()


FILLERS = {"pypdf": fill_with_pypdf, "pikepdf": fill_with_pikepdf}


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize("name", NAMES)
def test_every_answer_filled_in_by_another_program_is_there_and_shown(name: str, filler: str, tmp_path: Path):
    filled = FILLERS[filler](name)
    file = tmp_path / "filled.pdf"
    file.write_bytes(filled)
    answers = answers_of(name)
    with pikepdf.open(file) as pdf:
        held = widgets(pdf)
        for widget in held:
            assert str(widget.field.V) == answers[widget.name], widget.name
        texts = sum(widget.field.FT == "/Tx" for widget in held)
        text = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True).stdout
        assert text.count(TEXT) == texts
        _assert_marks_show(file, held, answers, tmp_path)


def _assert_marks_show(file: Path, held: list[Widget], answers: dict[str, str], folder: Path) -> None:
    """The middle of a marked box or button is dark on the rendered page, that of another is white."""
    scale = 100 / 72
    subprocess.run(["pdftoppm", "-r", "100", "-gray", file, folder / "page"], check=True)
    pictures = sorted(folder.glob("page*.pgm"))
    for number, picture in enumerate(pictures):
        with Image.open(picture) as page:
            for widget in held:
                if widget.page != number or widget.field.FT != "/Btn":
                    continue
                left, bottom, right, top = widget.box
                inner = (left + 3, top - 3, right - 3, bottom + 3)
                box = tuple(int(x * scale) if i % 2 == 0 else int(page.height - x * scale) for i, x in enumerate(inner))
                marked = answers[widget.name] in widget.widget.AP.N
                assert (page.crop(box).getextrema()[0] < 120) == marked, widget.name


@pytest.mark.parametrize("name", NAMES)
def test_radio_buttons_of_one_question_are_one_group(name: str):
    for widget in widgets(opened(name)):
        if int(widget.field.get("/Ff", 0)) & RADIO:
            assert widget.widget.Parent.objgen == widget.field.objgen
            assert "/T" not in widget.widget


GENERATORS = (pikepdf_form.DefaultAppearanceStreamGenerator, pikepdf_form.ExtendedAppearanceStreamGenerator)


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize("name", NAMES)
def test_pikepdfs_generators_draw_every_text_and_choice(name: str, generator: type, tmp_path: Path):
    with pikepdf.open(io.BytesIO(blank(name))) as pdf:
        form = pikepdf_form.Form(pdf, generator)
        given = {path: _enter(field) for path, field in form.items()}
        pdf.save(tmp_path / "filled.pdf")
    with pikepdf.open(tmp_path / "filled.pdf") as pdf:
        for widget in widgets(pdf):
            if given[widget.name] is not None:
                assert str(widget.field.V) == given[widget.name]
                assert given[widget.name] in _drawn_in(widget), widget.name


def _enter(field: object) -> str | None:
    """What is entered in a text field or drop-down; nothing in any other, nor where nobody may."""
    if isinstance(field, pikepdf_form.TextField) and not field.is_read_only:
        field.value = TEXT[: field.max_length or None]
        return field.value
    if isinstance(field, pikepdf_form.ChoiceField):
        field.selected = field.options[-1]
        return field.value
    return None


def _drawn_in(widget: Widget) -> str:
    """What the appearance of a field shows, in the encoding of its font."""
    shown = [part for part in pikepdf.parse_content_stream(widget.widget.AP.N) if str(part.operator) in ("Tj", "TJ")]
    strings = [part.operands[0] if str(part.operator) == "TJ" else part.operands for part in shown]
    return "".join(bytes(string).decode("cp1252") for held in strings for string in held)


def test_lines_that_pikepdf_breaks_by_the_widths_of_the_font_end_inside_their_box(tmp_path: Path):
    with pikepdf.open(io.BytesIO(blank("visioning"))) as pdf:
        form = pikepdf_form.Form(pdf, pikepdf_form.ExtendedAppearanceStreamGenerator)
        several = [
            field for _, field in form.items() if isinstance(field, pikepdf_form.TextField) and field.is_multiline
        ]
        for field in several:
            field.value = " ".join([WORD] * 10)
        pdf.flatten_annotations()
        pdf.save(tmp_path / "filled.pdf")
    boxes = [widget.box for widget in widgets(opened("visioning")) if widget.widget.get("/Ff", 0) & MULTILINE]
    with pdfplumber.open(tmp_path / "filled.pdf") as pages:
        words = [word for page in pages.pages for word in page.extract_words() if WORD in word["text"]]
    assert len(words) == 10 * len(several) == 10 * len(boxes)
    assert max(word["x1"] for word in words) <= max(box[2] for box in boxes)
