"""A blank PDF form can be filled in by other programs, and what was filled in can be seen."""

import io
import subprocess
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PIL import Image

from tests.issuing.pdf_blank import NAMES, Widget, blank, opened, widgets

TEXT = "Zoë’s 7"
RADIO = 1 << 15


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
