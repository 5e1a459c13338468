"""A word, a figure or a dash in a box is no mark: it may say no. Only the signs of marks are read as one."""

import io
from pathlib import Path

import pikepdf
import pytest

from planwright.instruments import Instruments
from planwright.model import UNSURE, Accepted, NeedsReview, Outcome, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of
from tests.round_trip.printed import HEIGHT, drawn, flattened, noted, overlaid, places

SCHOOL = "program.services=school"
ANSWERS: dict[str, Value] = {"program.services": ("home-visiting", "center")}
MARKED = ("home-visiting", "center", "school")


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return drawn(completed(instruments["needs-assessment", "1"], ANSWERS, kind="pdf"))


def typed_on(form: bytes, text: str, *, is_note: bool, keeps_fields: bool) -> bytes:
    """The form with a text in the box for school-based services: in a note, or typed onto the page."""
    place = places(form)[SCHOOL].place
    assert place.box is not None
    assert place.page is not None
    left, top, right, bottom = place.box
    under = form if keeps_fields else flattened(form)
    if is_note:
        return noted(under, "FreeText", (left - 2, top - 2, right + 4, bottom + 2), text, place.page)
    return overlaid(under, lambda canvas: canvas.drawString(left + 2, HEIGHT - bottom + 2, text), place.page)


@pytest.mark.parametrize("is_note", [True, False], ids=["noted", "typed"])
@pytest.mark.parametrize("text", ["no", "0", "?", "N", "NO", "n/a", "-", "DK"])
def test_a_word_in_a_box_goes_to_a_person(
    form: bytes, instruments: Instruments, tmp_path: Path, text: str, is_note: bool
):
    for keeps_fields in (True, False) if is_note else (False,):
        file = typed_on(form, text, is_note=is_note, keeps_fields=keeps_fields)
        outcome = outcome_of(file, tmp_path, instruments)
        assert isinstance(outcome.verdict, NeedsReview)
        told = {(one.code, one.item) for one in outcome.verdict.problems}
        assert ("answer-unreadable", "program.services") in told


@pytest.mark.parametrize("text", ["X", "x"])
@pytest.mark.parametrize("keeps_fields", [True, False])
def test_the_sign_of_a_mark_in_a_box_marks_it(
    form: bytes, instruments: Instruments, tmp_path: Path, text: str, keeps_fields: bool
):
    outcome: Outcome = outcome_of(typed_on(form, text, is_note=True, keeps_fields=keeps_fields), tmp_path, instruments)
    assert isinstance(outcome.verdict, Accepted), codes_of(outcome)
    assert answers_of(outcome)["program.services"] == MARKED


# -- a letter that may be a mark --------------------------------------------------------------------------------------


def buttons(form: bytes, name: str) -> list[tuple[float, float, float, float]]:
    """The boxes of the buttons of a group on the first page, as they are displayed."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        group = [one for one in pdf.pages[0].Annots if str(one.get("/Parent", {}).get("/T", "")) == name]
        edges = [[float(edge) for edge in one.Rect] for one in group]
    return [(left, HEIGHT - top, right, HEIGHT - foot) for left, foot, right, top in edges]


def lettered(form: bytes, *letters: str, keeps_fields: bool) -> bytes:
    """The form with these letters noted on the buttons of a question that nobody answered."""
    boxes = buttons(form, "coached")
    made = form if keeps_fields else flattened(form)
    for (left, top, right, bottom), letter in zip(boxes, letters, strict=False):
        if letter:
            made = noted(made, "FreeText", (left - 2, top - 2, right + 4, bottom + 2), letter)
    return made


@pytest.mark.parametrize("letter", ["v", "Y"])
@pytest.mark.parametrize("keeps_fields", [True, False])
def test_a_letter_alone_in_a_group_of_buttons_marks_one(
    form: bytes, instruments: Instruments, tmp_path: Path, letter: str, keeps_fields: bool
):
    outcome = outcome_of(lettered(form, letter, keeps_fields=keeps_fields), tmp_path, instruments)
    assert isinstance(outcome.verdict, Accepted), codes_of(outcome)
    assert outcome.submission is not None
    (coached,) = [one for one in outcome.submission.responses if one.item == "program.coached"]
    assert coached.value == "yes"
    assert coached.confidence < 0.95


@pytest.mark.parametrize("letters", [("v", "v"), ("v", "X"), ("y", "n"), ("n", "")])
@pytest.mark.parametrize("keeps_fields", [True, False])
def test_letters_in_several_buttons_of_a_group_go_to_a_person(
    form: bytes, instruments: Instruments, tmp_path: Path, letters: tuple[str, ...], keeps_fields: bool
):
    outcome = outcome_of(lettered(form, *letters, keeps_fields=keeps_fields), tmp_path, instruments)
    assert outcome.submission is not None
    (coached,) = [one for one in outcome.submission.responses if one.item == "program.coached"]
    assert coached.state in UNSURE
