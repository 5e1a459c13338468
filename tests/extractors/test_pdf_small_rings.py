"""Small rings to mark with a dot, as reportlab draws radio buttons: printed and flattened copies are read.

Such a ring fills little more than half of its place, and reaches into the middle of the box around it.
"""

import io
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pytest
from pikepdf.form import DefaultAppearanceStreamGenerator, Form
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.flat.blank import Blank, learn
from extractors.pdf.flat.read import read_pages
from planwright.model import State

ROWS = ("meals", "songs", "walks", "books", "naps", "paint", "trips", "blocks", "water")
STATES = "abcde"
TOP, STEP, LEFT, APART = 597.0, 26.3, 300.0, 47.3  # uneven, so that each ring falls otherwise on the dots
SIZES = (12, 14, 20)
Copy = Callable[[bytes, Path], bytes]


def form(size: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    canvas.drawString(60, 700, "Which of these do the children choose by themselves every day?")
    for number, row in enumerate(ROWS):
        y = TOP - STEP * number
        canvas.drawString(60, y, f"The {row} of the week are planned")
        for at, state in enumerate(STATES):
            canvas.acroForm.radio(
                name=row, value=state, x=LEFT + APART * at, y=y, size=size, buttonStyle="circle", borderWidth=1
            )
    canvas.save()
    return out.getvalue()


def filled(data: bytes, answers: Mapping[str, str]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fields = Form(pdf, DefaultAppearanceStreamGenerator)
        for row, state in answers.items():
            for option in fields[row].options:
                if str(option.on_value).lstrip("/") == state:
                    fields[row].selected = option
        return _saved(pdf)


def flattened(data: bytes, _folder: Path) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.flatten_annotations("all")
        return _saved(pdf)


def printed(data: bytes, folder: Path) -> bytes:
    before, after = folder / "before.pdf", folder / "after.pdf"
    before.write_bytes(data)
    subprocess.run(["pdftocairo", "-pdf", before, after], check=True, capture_output=True, timeout=60)
    return after.read_bytes()


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.fixture(name="forms", scope="module")
def _forms() -> Mapping[int, tuple[bytes, Blank]]:
    return {size: (made := form(size), learn(made, ())) for size in SIZES}


@pytest.mark.parametrize("copy", [flattened, printed])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("first", range(len(STATES)))
def test_the_dot_is_the_answer(
    forms: Mapping[int, tuple[bytes, Blank]], copy: Copy, size: int, first: int, tmp_path: Path
) -> None:
    data, blank = forms[size]
    answers = {row: STATES[(first + number) % len(STATES)] for number, row in enumerate(ROWS)}
    read = read_pages(copy(filled(data, answers), tmp_path), blank)
    assert {field.key: field.value for field in read.fields} == answers


@pytest.mark.parametrize("copy", [flattened, printed])
@pytest.mark.parametrize("size", SIZES)
def test_rings_without_a_dot_are_blank(
    forms: Mapping[int, tuple[bytes, Blank]], copy: Copy, size: int, tmp_path: Path
) -> None:
    data, blank = forms[size]
    read = read_pages(copy(data, tmp_path), blank)
    assert {field.state for field in read.fields} == {State.BLANK}
    assert len(read.fields) == len(ROWS)


@pytest.mark.parametrize("drawn", ["dash", "ring"])
def test_what_is_drawn_in_a_ring_and_is_no_mark_goes_to_a_person(
    forms: Mapping[int, tuple[bytes, Blank]], drawn: str, tmp_path: Path
) -> None:
    data, blank = forms[12]
    upon = io.BytesIO()
    canvas = Canvas(upon, pagesize=(612, 792))
    canvas.setLineWidth(0.8)
    x, y = LEFT + 3.6, TOP + 3.6  # the middle of the first ring
    if drawn == "dash":
        canvas.line(x - 2.6, y, x + 2.6, y)
    else:
        canvas.circle(x, y, 1.9)
    canvas.save()
    with pikepdf.open(io.BytesIO(flattened(data, tmp_path))) as pdf, pikepdf.open(io.BytesIO(upon.getvalue())) as over:
        pdf.pages[0].add_overlay(over.pages[0])
        read = read_pages(_saved(pdf), blank)
    assert {field.key: field.state for field in read.fields}[ROWS[0]] is State.UNREADABLE
