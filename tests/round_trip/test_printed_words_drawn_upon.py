"""Something drawn upon the printed words beside a place for an answer marks it as a ring does, or goes to a person."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from benchmarks.accuracy.truth import RETURNED, editions, instruments
from flows.form import read_form
from flows.known import Known
from planwright.model import Accepted, NeedsReview, Outcome
from tests.round_trip.altered import answers_of, codes_of
from tests.round_trip.printed import flattened, overlaid, places, scaled
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
    form = (RETURNED / "goals-plan-harrow.pdf").read_bytes()
    flat = flattened(form)
    before = answers_of(read(flat, tmp_path))
    key = next(key for key, field in places(form).items() if "Tom Becker" in str(field.value))

    def dashes(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(122.6, 792 - 225.1, "--")

    outcome = read(overlaid(flat, dashes), tmp_path)
    assert any("Tom Becker" in str(answer) for answer in before.values()), key
    assert isinstance(outcome.verdict, NeedsReview)
    assert "answer-unreadable" in codes_of(outcome)
