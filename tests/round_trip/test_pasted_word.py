"""What was pasted from another document, or typed where a locked control stood, counts for what it is or is flagged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Outcome, Value
from tests.fill_word import W
from tests.forms import completed
from tests.round_trip.altered import (
    CONTROL,
    answers_of,
    codes_of,
    control_of,
    copy_of,
    outcome_of,
    remove,
    rows_of,
    unwrap,
    with_body,
)

Change = Callable[[etree._Element], None]
Altered = Callable[[str, dict[str, Value], Change], Outcome]
ROWS, INPUTS = "offer.resources", "model.inputs"
OFFERED: dict[str, Value] = {f"{ROWS}.1.resource": "Workshop", f"{ROWS}.1.hours": 6, f"{ROWS}.2.resource": "Coaching"}
NEEDED: dict[str, Value] = {"needs.n01.current": 3, "program.services": ("center",), "more.strength": "We talk"}


@pytest.fixture(name="altered")
def _altered(instruments: Instruments, tmp_path: Path) -> Altered:
    """What becomes of a form with these answers once its body was changed."""

    def become(practice: str, answers: dict[str, Value], change: Change) -> Outcome:
        form = completed(instruments[practice, "1"], answers)
        return outcome_of(with_body(form, change), tmp_path, instruments)

    return become


def first_row(instruments: Instruments, practice: str, table: str, answers: dict[str, Value]) -> etree._Element:
    """The first row of a table in the form of another respondent, as copying takes it."""
    taken: list[etree._Element] = []

    def take(root: etree._Element) -> None:
        taken.append(copy_of(rows_of(control_of(root, table))[0]))

    with_body(completed(instruments[practice, "1"], answers, name="R-02"), take)
    return taken[0]


def table_row(row: etree._Element) -> etree._Element:
    """The table row in a row of a repeating section."""
    return next(row.iter(f"{{{W}}}tr"))


def plain(row: etree._Element) -> etree._Element:
    """The table row without its controls, as it comes out of a document that has none."""
    made = table_row(row)
    while (control := next(made.iter(CONTROL), None)) is not None:
        unwrap(control)
    return made


# -- rows of other documents -----------------------------------------------------------------------------------------


def offered_elsewhere(instruments: Instruments) -> etree._Element:
    return first_row(instruments, "ta-resources", ROWS, {f"{ROWS}.1.resource": "Reading", f"{ROWS}.1.hours": 2})


def test_a_row_of_the_same_form_is_a_row_of_this_one(altered: Altered, instruments: Instruments) -> None:
    pasted = offered_elsewhere(instruments)
    outcome = altered("ta-resources", OFFERED, lambda root: rows_of(control_of(root, ROWS))[1].addnext(pasted))
    assert isinstance(outcome.verdict, Accepted)
    assert answers_of(outcome)[f"{ROWS}.3.resource"] == "Reading"
    assert answers_of(outcome)[f"{ROWS}.3.hours"] == 2


@pytest.mark.parametrize("where", ["between rows", "in a row"])
def test_a_row_that_has_the_names_of_another_is_not_merged_with_it(
    altered: Altered, instruments: Instruments, where: str
) -> None:
    pasted = table_row(offered_elsewhere(instruments))

    def paste(root: etree._Element) -> None:
        row = rows_of(control_of(root, ROWS))[1]
        (row if where == "between rows" else table_row(row)).addnext(pasted)

    outcome = altered("ta-resources", OFFERED, paste)
    assert isinstance(outcome.verdict, NeedsReview)
    assert "field-repeated" in codes_of(outcome)
    assert "Reading" not in answers_of(outcome).values()


def test_a_row_of_another_form_is_told(altered: Altered, instruments: Instruments) -> None:
    pasted = first_row(instruments, "logic-model", INPUTS, {f"{INPUTS}.1.entry": "Coaches"})
    outcome = altered("ta-resources", OFFERED, lambda root: rows_of(control_of(root, ROWS))[1].addnext(pasted))
    assert codes_of(outcome) == ["field-unknown"]


@pytest.mark.parametrize("where", ["between rows", "after them"])
def test_a_row_without_fields_is_told(altered: Altered, instruments: Instruments, where: str) -> None:
    pasted = plain(offered_elsewhere(instruments))

    def paste(root: etree._Element) -> None:
        section = control_of(root, ROWS)
        (rows_of(section)[1] if where == "between rows" else section).addnext(pasted)

    outcome = altered("ta-resources", OFFERED, paste)
    assert codes_of(outcome) == ["text-unread"]
    assert "“Reading”" in outcome.verdict.problems[0].message


# -- controls that could not be filled in ----------------------------------------------------------------------------


def typed_instead(key: str, words: str) -> Change:
    """A control deleted with all that is in it, and words typed where it stood."""

    def change(root: etree._Element) -> None:
        control = control_of(root, key)
        run = etree.Element(f"{{{W}}}r")
        etree.SubElement(run, f"{{{W}}}t").text = words
        control.addnext(run)
        remove(control)

    return change


@pytest.mark.parametrize(
    ("key", "words", "answer"),
    [
        ("more.strength", "We sing", "We sing"),
        ("program.classrooms", "14", 14),
        ("identity.completed", "09/15/2026", "2026-09-15"),
        ("identity.agency", "Harbor Early Learning", "Harbor Early Learning"),
    ],
)
def test_an_answer_typed_where_a_control_was_deleted_is_read(
    altered: Altered, key: str, words: str, answer: Value
) -> None:
    outcome = altered("needs-assessment", NEEDED, typed_instead(key, words))
    assert isinstance(outcome.verdict, Accepted)
    assert codes_of(outcome) == ["read-from-texts"]
    assert answers_of(outcome)[key] == answer


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("needs.n01.current", "5"),
        ("needs.n01.current", "sometimes"),
        ("program.services=school", "yes"),
        ("identity.agency", "Mesa Child Development"),
    ],
)
def test_words_typed_where_a_control_was_deleted_that_are_no_answer_go_to_a_person(
    altered: Altered, key: str, words: str
) -> None:
    outcome = altered("needs-assessment", NEEDED, typed_instead(key, words))
    assert isinstance(outcome.verdict, NeedsReview)
    assert set(codes_of(outcome)) & {"text-unread", "answer-conflict", "answer-unreadable", "identity-differs"}


def test_a_control_that_was_deleted_with_its_answer_is_blank_and_told(altered: Altered) -> None:
    outcome = altered("needs-assessment", NEEDED, lambda root: remove(control_of(root, "more.strength")))
    assert codes_of(outcome) == ["read-from-texts"]
    assert "more.strength" not in answers_of(outcome)


@pytest.mark.parametrize("lock", ["sdtLocked", "contentLocked", "sdtContentLocked"])
def test_a_lock_says_nothing_of_the_answer(altered: Altered, lock: str) -> None:
    def change(root: etree._Element) -> None:
        for properties in root.iter(f"{{{W}}}sdtPr"):
            for old in properties.findall(f"{{{W}}}lock"):
                properties.remove(old)
            etree.SubElement(properties, f"{{{W}}}lock").set(f"{{{W}}}val", lock)

    outcome = altered("needs-assessment", NEEDED, change)
    assert isinstance(outcome.verdict, Accepted)
    assert answers_of(outcome).items() >= NEEDED.items()
