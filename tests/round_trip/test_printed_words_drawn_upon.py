"""Something drawn upon the printed words beside a place for an answer marks it as a ring does, or goes to a person."""

import io
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from benchmarks.accuracy.truth import RETURNED, editions, instruments
from extractors.pdf.page.words import words_of
from extractors.pdf.place import pages_of
from flows.form import read_form
from flows.known import Known
from planwright.model import Accepted, NeedsReview, Outcome
from tests.round_trip.altered import answers_of, codes_of
from tests.round_trip.printed import HEIGHT, flattened, overlaid, scaled
from tests.round_trip.printed_word import printed_again

KNOWN = Known(instruments=instruments(), editions=editions())
ITEM = "ready.languages"  # Yes, No, Does not apply
NO = (418.5, 286.5, 431.3, 294.5)  # left, foot, right, head of the word on the page
YES = (380.7, 286.5, 397.3, 293.5)
VISIT = (188.0, 487.0, 206.0, 494.0)
Draw = Callable[[Canvas], None]
Change = Callable[[bytes, Path], bytes]
WAYS: dict[str, Change] = {
    "drawn": lambda form, _: form,
    "printed anew": printed_again,
    "fitted": lambda form, folder: scaled(printed_again(form, folder), 0.96, 12, 16),
}


@pytest.fixture(name="form", scope="module")
def _form() -> bytes:
    """A completed form on which nobody answered this question."""
    with pikepdf.open(RETURNED / "web-request-birch.pdf") as pdf:
        group = next(one for one in pdf.Root.AcroForm.Fields if str(one.T) == "tongue")
        group.V = pikepdf.Name.Off
        for button in group.Kids:
            button.AS = pikepdf.Name.Off
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def read(data: bytes, folder: Path) -> Outcome:
    path = folder / "form.pdf"
    path.write_bytes(data)
    return read_form(path, KNOWN)


def tick(box: tuple[float, float, float, float]) -> Draw:
    left, foot, right, head = box
    return lambda canvas: canvas.lines([(left, foot + 3, left + 4, foot), (left + 4, foot, right, head)])


def cross(box: tuple[float, float, float, float]) -> Draw:
    left, foot, right, head = box
    return lambda canvas: canvas.lines([(left, foot, right, head), (left, head, right, foot)])


def strike(box: tuple[float, float, float, float]) -> Draw:
    left, foot, right, head = box
    return lambda canvas: canvas.line(left, (foot + head) / 2, right, (foot + head) / 2)


def ring(box: tuple[float, float, float, float], across: float = 3.0, down: float = 3.0) -> Draw:
    left, foot, right, head = box
    return lambda canvas: canvas.ellipse(left - across, foot - down, right + across, head + down)


def cover(box: tuple[float, float, float, float]) -> Draw:
    left, foot, right, head = box
    return lambda canvas: canvas.rect(left, foot, right - left, head - foot, stroke=0, fill=1)


def picture(box: tuple[float, float, float, float]) -> Draw:
    left, foot, right, head = box
    return lambda canvas: canvas.drawInlineImage(Image.new("RGB", (30, 2)), left, (foot + head) / 2, right - left, 1.2)


def under(box: tuple[float, float, float, float]) -> Draw:
    left, foot, right, _ = box
    return lambda canvas: canvas.line(left, foot - 1, right, foot - 1)


UPON = {
    "tick on No": tick(NO),
    "X on No": cross(NO),
    "strike of Visit": strike(VISIT),
    "X on Visit": cross(VISIT),
    "No underlined": under(NO),
    "Yes covered": cover(YES),
    "picture on Visit": picture(VISIT),
    "tight ring on No": ring(NO, -0.5, -0.5),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_form_on_which_nothing_is_drawn_is_read(form: bytes, tmp_path: Path, way: str):
    outcome = read(WAYS[way](flattened(form), tmp_path), tmp_path)
    assert isinstance(outcome.verdict, Accepted)
    assert ITEM not in answers_of(outcome)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("draw", UPON.values(), ids=UPON)
def test_a_stroke_upon_printed_words_is_told(form: bytes, tmp_path: Path, draw: Draw, way: str):
    outcome = read(WAYS[way](overlaid(flattened(form), draw), tmp_path), tmp_path)
    assert isinstance(outcome.verdict, NeedsReview)
    assert "text-unread" in codes_of(outcome)


@pytest.mark.parametrize("draw", UPON.values(), ids=UPON)
def test_a_stroke_upon_printed_words_of_a_page_with_fields_is_told(form: bytes, tmp_path: Path, draw: Draw):
    outcome = read(overlaid(form, draw), tmp_path)
    assert isinstance(outcome.verdict, NeedsReview)
    assert "text-unread" in codes_of(outcome)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("box", "meant"), [(YES, "yes"), (NO, "no"), ((452.0, 285.0, 518.8, 295.0), "na")])
def test_a_ring_around_the_words_of_a_button_marks_it(form: bytes, tmp_path: Path, box, meant: str, way: str):
    outcome = read(WAYS[way](overlaid(flattened(form), ring(box)), tmp_path), tmp_path)
    assert isinstance(outcome.verdict, Accepted)
    assert answers_of(outcome)[ITEM] == meant


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("slash", [(-1, 4), (5, 8), (3, 16)])
def test_a_ring_with_a_slash_in_one_go_marks_nothing(form: bytes, tmp_path: Path, slash: tuple[float, float], way: str):
    left, foot, right, head = YES

    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.ellipse(left - 3, foot - 3, right - left + 6, head - foot + 6)
        path.moveTo(left + slash[0] + 2, foot - 2)
        path.lineTo(left + slash[1] + 2, head + 2)
        canvas.drawPath(path)

    outcome = read(WAYS[way](overlaid(flattened(form), draw), tmp_path), tmp_path)
    assert isinstance(outcome.verdict, NeedsReview)
    assert ITEM not in answers_of(outcome)


def test_dashes_typed_over_a_name_make_the_answer_unreadable(tmp_path: Path):
    flat = flattened((RETURNED / "goals-plan-harrow.pdf").read_bytes())
    with pypdfium2.PdfDocument(flat) as shown, pikepdf.open(io.BytesIO(flat)) as pdf:
        words = words_of(shown[0], pages_of(pdf).in_order()[0])
    name = next(one for one, after in pairwise(words) if (one.text, after.text) == ("Tom", "Becker"))

    def dashes(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(name.box[0] - 0.5, HEIGHT - name.foot, "--")

    assert isinstance(read(flat, tmp_path).verdict, Accepted)
    outcome = read(overlaid(flat, dashes), tmp_path)
    assert isinstance(outcome.verdict, NeedsReview)
    assert "answer-unreadable" in codes_of(outcome)
