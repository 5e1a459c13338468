"""An answer on a page that is crossed out, by strokes of any direction or by a note upon it, goes to a person."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, outcome_of
from tests.round_trip.printed import HEIGHT, drawn, flattened, noted, overlaid, places

ANSWERS: dict[str, Value] = {"program.services": ("home-visiting", "center")}
ITEM = "program.children"
Cross = Callable[[Canvas, float, float], None]


def zigzag(canvas: Canvas, left: float, foot: float) -> None:
    """A scribble over a few letters."""
    path = canvas.beginPath()
    path.moveTo(left, foot - 2)
    for number in range(1, 8):
        path.lineTo(left + 3 * number, foot + (9 if number % 2 else -2))
    canvas.drawPath(path)


CROSSES: dict[str, Cross] = {
    "zigzag": zigzag,
    "slash": lambda canvas, left, foot: canvas.line(left, foot - 2, left + 14, foot + 10),
    "X": lambda canvas, left, foot: canvas.lines(
        [(left, foot - 2, left + 14, foot + 10), (left, foot + 10, left + 14, foot - 2)]
    ),
}


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return drawn(completed(instruments["needs-assessment", "1"], ANSWERS, kind="pdf"))


def typed(form: bytes, cross: Cross | None) -> bytes:
    """The pages without fields, with 77 typed as the number of children, and crossed out."""
    place = places(form)[ITEM].place
    assert place.box is not None
    assert place.page is not None
    left, foot = place.box[0] + 4, HEIGHT - place.box[3] + 5

    def draw(canvas: Canvas) -> None:
        canvas.drawString(left, foot, "77")
        if cross is not None:
            cross(canvas, left - 1, foot)

    return overlaid(flattened(form), draw, place.page)


def test_an_answer_that_nothing_is_drawn_upon_is_read(form: bytes, instruments: Instruments, tmp_path: Path):
    outcome = outcome_of(typed(form, None), tmp_path, instruments)
    assert isinstance(outcome.verdict, Accepted)
    assert answers_of(outcome)[ITEM] == 77


@pytest.mark.parametrize("cross", CROSSES.values(), ids=CROSSES)
def test_typed_words_under_strokes_are_no_answer(form: bytes, instruments: Instruments, tmp_path: Path, cross: Cross):
    outcome = outcome_of(typed(form, cross), tmp_path, instruments)
    assert isinstance(outcome.verdict, NeedsReview)
    assert ITEM not in answers_of(outcome)


@pytest.mark.parametrize("kind", ["StrikeOut", "Line", "Ink"])
@pytest.mark.parametrize("keeps_fields", [True, False])
@pytest.mark.parametrize(("key", "text"), [(ITEM, "77"), ("program.services=school", "X")])
def test_a_note_with_an_answer_that_another_note_crosses_out_is_none(
    form: bytes, instruments: Instruments, tmp_path: Path, kind: str, keeps_fields: bool, key: str, text: str
):
    place = places(form)[key].place
    assert place.box is not None
    assert place.page is not None
    under = form if keeps_fields else flattened(form)
    crossed = noted(noted(under, "FreeText", place.box, text, place.page), kind, place.box, "", place.page)
    outcome = outcome_of(crossed, tmp_path, instruments)
    assert isinstance(outcome.verdict, NeedsReview)
    told = {(one.code, one.item) for one in outcome.verdict.problems}
    assert ("answer-unreadable", key.partition("=")[0]) in told
