"""a PDF form filled in with PDFium, the viewer in Chrome and Edge, and printed by it, is read as it was filled in
VP02 the button that the viewer draws at the end of a drop-down is no answer; what a person draws there goes to a person
VP03 quotation marks, for which the viewer takes a font of wide signs, part no words
VP04 the ground that the viewer draws under an answer strikes none out, even one that stands at its edge"""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Outcome, State, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of
from tests.round_trip.printed import HEIGHT, flattened, overlaid, places, scaled
from tests.round_trip.viewer import printed_by_viewer, typed_again

Read = Callable[[bytes], Outcome]
ROLE = "identity.role"
QUOTED = "D’Andre says: we “talk” every day, it’s the teachers’ room – and “play”."


@pytest.fixture(name="read")
def _read(instruments: Instruments, tmp_path: Path) -> Read:
    return lambda data: outcome_of(data, tmp_path, instruments)


def _form(instruments: Instruments, practice: str, answers: dict[str, Value] | None = None) -> bytes:
    return completed(instruments[practice, "1"], answers or {}, kind="pdf")


@pytest.mark.parametrize(
    "practice", ["needs-assessment", "logic-model", "ta-resources", "staff-roles", "fit", "capacity"]
)
def test_a_form_printed_by_the_viewer_reads_as_its_fields(instruments: Instruments, read: Read, practice: str):
    form = _form(instruments, practice, {ROLE: "coach"})
    for way in (typed_again, printed_by_viewer):
        assert answers_of(read(way(form))) == answers_of(read(form))
    assert "read-from-pages" in codes_of(read(printed_by_viewer(form)))


def test_a_print_fitted_to_its_page_is_read(instruments: Instruments, read: Read):
    form = _form(instruments, "needs-assessment", {ROLE: "coach"})
    outcome = read(scaled(printed_by_viewer(form), 0.94, 18, 24))
    assert isinstance(outcome.verdict, Accepted)
    assert answers_of(outcome)[ROLE] == "coach"


def test_a_drop_down_with_its_button_alone_is_blank(instruments: Instruments, read: Read):
    form = _form(instruments, "ta-resources", {ROLE: None, "offer.resources.1.kind": "materials"})
    outcome = read(printed_by_viewer(form))
    assert _state(outcome, ROLE) is State.BLANK
    assert answers_of(outcome)["offer.resources.1.kind"] == "materials"


Draw = Callable[[Canvas, float, float, float], None]  # the right end of the drop-down, its top and foot, from below


def _crossed(canvas: Canvas, right: float, top: float, foot: float) -> None:
    canvas.line(right - 40, foot + 2, right - 2, top - 2)


def _dotted(canvas: Canvas, right: float, top: float, foot: float) -> None:
    canvas.circle(right - 6, (top + foot) / 2 + 4, 2, fill=1)


@pytest.mark.parametrize("draw", [_crossed, _dotted])
@pytest.mark.parametrize("role", [None, "coach"])
def test_what_is_drawn_upon_the_button_goes_to_a_person(
    instruments: Instruments, read: Read, draw: Draw, role: str | None
):
    form = _form(instruments, "needs-assessment", {ROLE: role})
    _, top, right, foot = places(form)[ROLE].place.box or (0, 0, 0, 0)
    outcome = read(overlaid(printed_by_viewer(form), lambda canvas: draw(canvas, right, HEIGHT - top, HEIGHT - foot)))
    assert isinstance(outcome.verdict, NeedsReview)
    assert _state(outcome, ROLE) is State.UNREADABLE


def test_a_colored_end_without_an_arrow_is_no_button(instruments: Instruments, read: Read):
    form = _form(instruments, "needs-assessment", {ROLE: None})
    _, top, right, foot = places(form)[ROLE].place.box or (0, 0, 0, 0)

    def paint(canvas: Canvas) -> None:
        canvas.setFillGray(0.5)
        canvas.rect(right - 14, HEIGHT - foot + 1, 13, foot - top - 2, stroke=0, fill=1)

    outcome = read(overlaid(flattened(form), paint))
    assert _state(outcome, ROLE) is State.UNREADABLE


def test_quotation_marks_part_no_words(instruments: Instruments, read: Read):
    form = _form(instruments, "needs-assessment", {"more.strength": QUOTED})
    assert answers_of(read(printed_by_viewer(form)))["more.strength"] == QUOTED


@pytest.mark.parametrize("way", [flattened, printed_by_viewer])
def test_points_behind_quotation_marks_part_no_words(instruments: Instruments, read: Read, way):
    said = "They said ‘yes’, then 'no'; “perhaps”. Who asked \"why\"?"
    form = _form(instruments, "needs-assessment", {"more.strength": said})
    assert answers_of(read(way(form)))["more.strength"] == said


def test_a_color_across_letters_still_strikes_them_out(instruments: Instruments, read: Read):
    form = _form(instruments, "needs-assessment", {ROLE: "coach"})
    left, top, right, foot = places(form)["identity.name"].place.box or (0, 0, 0, 0)

    def strike(canvas: Canvas) -> None:
        canvas.setFillGray(0.6)
        canvas.rect(left + 1, HEIGHT - (top + foot) / 2 - 1.5, right - left - 2, 3.5, stroke=0, fill=1)

    assert _state(read(overlaid(printed_by_viewer(form), strike)), "identity.name") is not State.ANSWERED


def _state(outcome: Outcome, item: str) -> State:
    responses: Iterable = outcome.submission.responses if outcome.submission else ()
    return next(one.state for one in responses if one.item == item)
