"""What is drawn in a place with a light pen or a marker goes to a person, and is never taken for nothing."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, outcome_of
from tests.round_trip.printed import HEIGHT, drawn, flattened, overlaid, places

ANSWERS: dict[str, Value] = {"program.services": ("home-visiting", "center")}
COLORS = {
    "orange": (1.0, 0.6, 0.1),
    "light blue": (0.7, 0.85, 1.0),
    "lime": (0.6, 1.0, 0.4),
    "pink": (1.0, 0.7, 0.8),
    "gray": (0.7, 0.7, 0.7),
    "yellow": (1.0, 1.0, 0.3),
}


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return drawn(completed(instruments["needs-assessment", "1"], ANSWERS, kind="pdf"))


def colored(form: bytes, key: str, color: tuple[float, float, float], *, is_fill: bool, keeps_fields: bool) -> bytes:
    """The form with a cross in this color in one of its places, or all of that place in it."""
    place = places(form)[key].place
    assert place.box is not None
    assert place.page is not None
    left, right = place.box[0], place.box[2]
    foot, head = HEIGHT - place.box[3], HEIGHT - place.box[1]

    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(*color)
        canvas.setFillColorRGB(*color)
        if is_fill:
            canvas.rect(left, foot, min(right - left, 60), head - foot, stroke=0, fill=1)
        else:
            end = min(right, left + head - foot)
            canvas.line(left + 2, foot + 2, end - 2, head - 2)
            canvas.line(left + 2, head - 2, end - 2, foot + 2)

    return overlaid(form if keeps_fields else flattened(form), draw, place.page)


@pytest.mark.parametrize("color", COLORS.values(), ids=COLORS)
@pytest.mark.parametrize("is_fill", [True, False], ids=["filled", "drawn"])
def test_light_colors_in_a_place_of_a_page_go_to_a_person(
    form: bytes, instruments: Instruments, tmp_path: Path, color: tuple[float, float, float], is_fill: bool
):
    for key in ("program.services=school", "program.children"):
        file = colored(form, key, color, is_fill=is_fill, keeps_fields=False)
        outcome = outcome_of(file, tmp_path, instruments)
        assert isinstance(outcome.verdict, NeedsReview)
        told = {(one.code, one.item) for one in outcome.verdict.problems}
        assert ("answer-unreadable", key.partition("=")[0]) in told


def test_an_orange_cross_on_the_page_under_a_box_that_is_off_goes_to_a_person(
    form: bytes, instruments: Instruments, tmp_path: Path
):
    file = colored(form, "program.services=school", COLORS["orange"], is_fill=False, keeps_fields=True)
    assert isinstance(outcome_of(file, tmp_path, instruments).verdict, NeedsReview)


def test_empty_places_of_pages_without_fields_have_nothing_light_in_them(
    form: bytes, instruments: Instruments, tmp_path: Path
):
    outcome = outcome_of(flattened(form), tmp_path, instruments)
    assert isinstance(outcome.verdict, Accepted)
    assert answers_of(outcome)["program.services"] == ("home-visiting", "center")
