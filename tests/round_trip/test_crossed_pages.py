"""An answer on a page that is crossed out, by strokes of any direction or by a note upon it, goes to a person."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, outcome_of
from tests.round_trip.printed import HEIGHT, drawn, flattened, noted, overlaid, places
from tests.round_trip.printed_word import printed_again

ANSWERS: dict[str, Value] = {"program.services": ("home-visiting", "center")}
ITEM = "program.children"
NUMBERS = ("77", "44")  # the bars of two fours are a line from side to side of them, as in a word crossed out
WAYS = {"drawn": lambda form, _: form, "printed anew": printed_again}
Cross = Callable[[Canvas, float, float], None]


def zigzag(canvas: Canvas, left: float, foot: float) -> None:
    """A scribble over a few letters."""
    path = canvas.beginPath()
    path.moveTo(left, foot - 2)
    for number in range(1, 8):
        path.lineTo(left + 3 * number, foot + (9 if number % 2 else -2))
    canvas.drawPath(path)


def picture(canvas: Canvas, left: float, foot: float) -> None:
    """A line that is a picture."""
    canvas.drawInlineImage(Image.new("RGB", (30, 2)), left, foot + 3, 16, 1.2)


def slanted(canvas: Canvas, left: float, foot: float) -> None:
    """A line by hand, which is level for the most part."""
    path = canvas.beginPath()
    path.moveTo(left, foot + 3)
    path.curveTo(left + 4, foot + 3.4, left + 9, foot + 2.6, left + 15, foot + 3.2)
    canvas.drawPath(path)


def colored(gray: float) -> Cross:
    """A bar of one gray through the middle of the letters."""

    def draw(canvas: Canvas, left: float, foot: float) -> None:
        canvas.setFillGray(gray)
        canvas.rect(left, foot + 2, 15, 4, stroke=0, fill=1)

    return draw


CROSSES: dict[str, Cross] = {
    "zigzag": zigzag,
    "line": lambda canvas, left, foot: canvas.line(left, foot + 3, left + 15, foot + 3),
    "bar": lambda canvas, left, foot: canvas.rect(left, foot + 2.6, 15, 0.8, stroke=0, fill=1),
    "solid bar": lambda canvas, left, foot: canvas.rect(left, foot + 1.8, 15, 3.2, stroke=0, fill=1),
    "high bar": lambda canvas, left, foot: canvas.rect(left, foot + 0.8, 15, 6, stroke=0, fill=1),
    "gray bar": colored(0.5),
    "pale bar": colored(0.75),
    "dash": lambda canvas, left, foot: canvas.drawString(left, foot, "——"),
    "picture": picture,
    "slanted": slanted,
    "slash": lambda canvas, left, foot: canvas.line(left, foot - 2, left + 14, foot + 10),
    "X": lambda canvas, left, foot: canvas.lines(
        [(left, foot - 2, left + 14, foot + 10), (left, foot + 10, left + 14, foot - 2)]
    ),
}


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return drawn(completed(instruments["needs-assessment", "1"], ANSWERS, kind="pdf"))


def typed(form: bytes, cross: Cross | None, text: str) -> bytes:
    """The pages without fields, with this typed as the number of children, and crossed out."""
    place = places(form)[ITEM].place
    assert place.box is not None
    assert place.page is not None
    left, foot = place.box[0] + 4, HEIGHT - place.box[3] + 5

    def draw(canvas: Canvas) -> None:
        canvas.drawString(left, foot, text)
        if cross is not None:
            cross(canvas, left - 1, foot)

    return overlaid(flattened(form), draw, place.page)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", NUMBERS)
def test_an_answer_that_nothing_is_drawn_upon_is_read(
    form: bytes, instruments: Instruments, tmp_path: Path, text: str, way: str
):
    outcome = outcome_of(WAYS[way](typed(form, None, text), tmp_path), tmp_path, instruments)
    assert isinstance(outcome.verdict, Accepted)
    assert answers_of(outcome)[ITEM] == int(text)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", NUMBERS)
@pytest.mark.parametrize("cross", CROSSES.values(), ids=CROSSES)
def test_typed_words_under_strokes_are_no_answer(
    form: bytes, instruments: Instruments, tmp_path: Path, cross: Cross, text: str, way: str
):
    outcome = outcome_of(WAYS[way](typed(form, cross, text), tmp_path), tmp_path, instruments)
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
