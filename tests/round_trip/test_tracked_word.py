"""Edits that nobody accepted: what the form then says counts, and a person hears of it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Outcome, Severity, Value
from planwright.restore import submission_from
from tests.forms import completed
from tests.round_trip.altered import (
    CONTENT,
    W,
    answers_of,
    codes_of,
    control_of,
    outcome_of,
    rows_of,
    unwrap,
    with_body,
    without_controls,
)
from tests.round_trip.tracked import answered, change, wrap

Change = Callable[[etree._Element], None]
NEEDED: dict[str, Value] = {"needs.n01.current": 3, "program.services": ("center",), "more.strength": "We talk"}
OFFERED: dict[str, Value] = {"offer.resources.1.resource": "Workshop", "offer.resources.2.resource": "Coaching"}
PREFILLED = ("identity.agency", "identity.round")
STRENGTH = "more.strength"


@pytest.fixture(name="altered")
def _altered(instruments: Instruments, tmp_path: Path) -> Callable[[str, dict[str, Value], Change], Outcome]:
    """What becomes of a form with these answers once its body was changed."""

    def become(practice: str, answers: dict[str, Value], changed: Change) -> Outcome:
        form = completed(instruments[practice, "1"], answers)
        return outcome_of(with_body(form, changed), tmp_path, instruments)

    return become


Altered = Callable[[str, dict[str, Value], Change], Outcome]


def test_a_changed_answer_counts_as_changed_and_goes_to_a_person(altered: Altered) -> None:
    outcome = altered("needs-assessment", NEEDED, lambda root: change(root, STRENGTH, "We shout"))
    assert isinstance(outcome.verdict, NeedsReview)
    [told] = outcome.verdict.problems
    assert (told.code, told.item) == ("answer-edited", STRENGTH)
    assert "made it “We talk”; before, it was “We shout”" in told.message
    assert answers_of(outcome)[STRENGTH] == "We talk"


def test_a_choice_is_told_in_the_words_of_the_form(altered: Altered) -> None:
    outcome = altered("needs-assessment", NEEDED, lambda root: change(root, "needs.n01.current", "Never"))
    [told] = outcome.verdict.problems
    assert re.search("made it “[^3”]+”; before, it was “Never”", told.message)
    assert answers_of(outcome)["needs.n01.current"] == 3


def test_a_box_that_was_unticked_goes_to_a_person(altered: Altered) -> None:
    outcome = altered("needs-assessment", NEEDED, lambda root: change(root, "program.services=school", "☒"))
    [told] = outcome.verdict.problems
    assert (told.code, told.item) == ("answer-edited", "program.services")
    assert answers_of(outcome)["program.services"] == ("center",)


def test_an_answer_put_into_a_form_of_another_goes_to_a_person(altered: Altered) -> None:
    outcome = altered("needs-assessment", NEEDED, lambda root: change(root, STRENGTH, None))
    [told] = outcome.verdict.problems
    assert (told.code, told.severity) == ("answer-edited", Severity.ERROR)
    assert "before, it was nothing" in told.message


def test_an_answer_that_was_deleted_goes_to_a_person(altered: Altered) -> None:
    def delete(root: etree._Element) -> None:
        for run in list(control_of(root, STRENGTH).find(CONTENT).iter(f"{{{W}}}r")):
            for text in run.iter(f"{{{W}}}t"):
                text.tag = f"{{{W}}}delText"
            wrap(run, "del", "Reviewer")

    outcome = altered("needs-assessment", NEEDED, delete)
    [told] = outcome.verdict.problems
    assert told.code == "answer-edited"
    assert "made it nothing; before, it was “We talk”" in told.message
    assert STRENGTH not in answers_of(outcome)


def whole(root: etree._Element, *, but: tuple[str, ...] = (), by: tuple[str, ...] = ("Ana",)) -> None:
    for number, tag in enumerate(list(answered(root, but=(*PREFILLED, *but)))):
        change(root, tag, None, by=by[number % len(by)])


@pytest.mark.parametrize("practice", ["needs-assessment", "objectives-goals", "staff-roles", "readiness"])
def test_a_form_filled_in_with_changes_tracked_counts_with_one_warning(altered: Altered, practice: str) -> None:
    plain = altered(practice, {}, lambda _: None)
    outcome = altered(practice, {}, whole)
    assert codes_of(outcome) == ["tracked-throughout", *codes_of(plain)]
    assert answers_of(outcome) == answers_of(plain)
    assert isinstance(outcome.verdict, type(plain.verdict))


def test_a_form_filled_in_with_changes_tracked_is_accepted(altered: Altered) -> None:
    assert isinstance(altered("needs-assessment", NEEDED, whole).verdict, Accepted)


def test_a_form_filled_in_by_two_while_changes_were_tracked_goes_to_a_person(altered: Altered) -> None:
    outcome = altered("needs-assessment", NEEDED, lambda root: whole(root, by=("Ana", "Ben")))
    assert codes_of(outcome) == ["tracked-in-part"]
    assert isinstance(outcome.verdict, NeedsReview)
    assert len(outcome.verdict.problems) == 1


def test_a_form_with_one_answer_from_before_goes_to_a_person(altered: Altered) -> None:
    outcome = altered("needs-assessment", NEEDED, lambda root: whole(root, but=(STRENGTH,)))
    assert codes_of(outcome) == ["answer-edited"]
    assert isinstance(outcome.verdict, NeedsReview)


def test_a_correction_in_a_form_filled_in_with_changes_tracked_is_told_alone(altered: Altered) -> None:
    def corrected(root: etree._Element) -> None:
        whole(root, but=(STRENGTH,))
        change(root, STRENGTH, "We shout", by="Ana")

    outcome = altered("needs-assessment", NEEDED, corrected)
    assert [(one.code, one.item) for one in outcome.verdict.problems] == [
        ("tracked-throughout", None),
        ("answer-edited", STRENGTH),
    ]
    assert isinstance(outcome.verdict, NeedsReview)


def test_a_row_that_was_deleted_with_its_answers_goes_to_a_person(altered: Altered) -> None:
    def delete(root: etree._Element) -> None:
        row = next(rows_of(control_of(root, "offer.resources"))[0].iter(f"{{{W}}}tr"))
        properties = row.find(f"{{{W}}}trPr")
        if properties is None:
            properties = etree.Element(f"{{{W}}}trPr")
            row.insert(0, properties)
        etree.SubElement(properties, f"{{{W}}}del").set(f"{{{W}}}author", "Ben")

    outcome = altered("ta-resources", OFFERED, delete)
    [told] = outcome.verdict.problems
    assert (told.code, told.item) == ("answer-deleted", "offer.resources.resource")
    assert "“Workshop”" in told.message
    assert "row 1" in told.message
    assert answers_of(outcome)["offer.resources.1.resource"] == "Coaching"


def test_a_changed_answer_in_a_form_without_fields_goes_to_a_person(altered: Altered) -> None:
    def strip(root: etree._Element) -> None:
        change(root, STRENGTH, "We shout")
        without_controls(root)

    outcome = altered("needs-assessment", NEEDED, strip)
    assert codes_of(outcome) == ["read-from-texts", "answer-edited"]
    assert answers_of(outcome)[STRENGTH] == "We talk"


def test_a_changed_answer_whose_control_was_taken_away_goes_to_a_person(altered: Altered) -> None:
    def strip(root: etree._Element) -> None:
        change(root, STRENGTH, "We shout")
        unwrap(control_of(root, STRENGTH))

    assert codes_of(altered("needs-assessment", NEEDED, strip)) == ["read-from-texts", "answer-edited"]


def test_what_stood_there_before_is_in_the_json_and_comes_back_from_it(altered: Altered) -> None:
    outcome = altered("needs-assessment", NEEDED, lambda root: change(root, STRENGTH, "We shout"))
    assert outcome.submission is not None
    said = outcome.submission.to_json()
    [edited] = [one for one in said["responses"] if "before" in one]  # type: ignore[attr-defined]
    assert (edited["item"], edited["before"]) == (STRENGTH, "We shout")
    assert submission_from(said) == outcome.submission
