"""A form with an XFA form beside its fields reads as it does without; where the two differ a person looks."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from benchmarks.accuracy.pdf.entered import full_name, widgets_on
from benchmarks.accuracy.pdf.xfa_static import as_static
from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Outcome, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of, with_pdf

ANSWERS: dict[str, Value] = {
    "program.children": 1040,
    "needs.n01.current": 3,
    "program.coached": "no",
    "more.strength": "Our garden & more",
}


@pytest.fixture(name="read")
def _read(instruments: Instruments, tmp_path: Path) -> Callable[[bytes], Outcome]:
    return lambda data: outcome_of(data, tmp_path, instruments)


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return completed(instruments["needs-assessment", "1"], ANSWERS, kind="pdf")


def test_a_form_that_says_the_same_twice_is_read_as_ever(form: bytes, read: Callable[[bytes], Outcome]):
    outcome = read(as_static(form))
    assert isinstance(outcome.verdict, Accepted)
    assert answers_of(outcome) == answers_of(read(form))
    assert answers_of(outcome).items() >= ANSWERS.items()


@pytest.mark.parametrize(
    ("key", "entry", "value"),
    [
        ("program.children", "/V", pikepdf.String("1041")),
        ("more.strength", "/V", pikepdf.String("")),
        ("needs.n01.current", "/V", pikepdf.Name("/4")),
        ("identity.completed", "/V", pikepdf.String("10/11/2026")),
    ],
)
def test_an_answer_changed_in_one_of_the_two_goes_to_a_person(
    form: bytes, read: Callable[[bytes], Outcome], key: str, entry: str, value: object
):
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for widget in widgets_on(page):
                if full_name(widget) == key:
                    (widget if "/T" in widget else widget.Parent)[entry] = value

    outcome = read(with_pdf(as_static(form), change))
    assert isinstance(outcome.verdict, NeedsReview)
    assert ("answer-conflict", key) in {(one.code, one.item) for one in outcome.verdict.problems}


def test_an_answer_in_the_data_alone_goes_to_a_person(form: bytes, read: Callable[[bytes], Outcome]):
    def empty(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for widget in widgets_on(page):
                if full_name(widget) == "program.children":
                    del widget["/V"]
                    del widget["/AP"]

    assert "answer-conflict" in codes_of(read(with_pdf(as_static(form), empty)))
