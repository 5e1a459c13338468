"""A Word form that was changed beyond its answers counts as what is seen of it, or goes to a person; never as less."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Outcome, Value
from tests.forms import completed
from tests.round_trip.altered import (
    CONTENT,
    W,
    answers_of,
    codes_of,
    control_of,
    copy_of,
    outcome_of,
    remove,
    rows_of,
    unwrap,
    with_body,
    without_sections,
)

Change = Callable[[etree._Element], None]
OFFERED: dict[str, Value] = {
    "offer.resources.1.resource": "Workshop",
    "offer.resources.1.hours": 6,
    "offer.resources.2.resource": "Coaching",
    "offer.resources.2.provider": "Ana",
}
PLANNED: dict[str, Value] = {
    "plan.goals.1.goal": "G1",
    "plan.goals.1.objectives.1.objective": "G1 O1",
    "plan.goals.1.objectives.1.steps.3.step": "G1 O1 S3",
    "plan.goals.2.goal": "G2",
    "plan.goals.2.objectives.2.objective": "G2 O2",
    "plan.goals.2.objectives.2.steps.1.step": "G2 O2 S1",
}
STEPS = "plan.goals.1.objectives.1.steps"
NEEDED: dict[str, Value] = {"needs.n01.current": 3, "program.services": ("center",), "more.strength": "We talk"}


@pytest.fixture(name="altered")
def _altered(instruments: Instruments, tmp_path: Path) -> Callable[[str, dict[str, Value], Change], Outcome]:
    """What becomes of a form with these answers once its body was changed."""

    def become(practice: str, answers: dict[str, Value], change: Change) -> Outcome:
        form = completed(instruments[practice, "1"], answers)
        return outcome_of(with_body(form, change), tmp_path, instruments)

    return become


Altered = Callable[[str, dict[str, Value], Change], Outcome]


def table(outcome: Outcome, path: str) -> dict[str, Value]:
    return {key.removeprefix(f"{path}."): value for key, value in answers_of(outcome).items() if key.startswith(path)}


def add_row(root: etree._Element) -> None:
    """A row put in after the first, as Word's + does it: the controls of the row above it, empty again."""
    rows = rows_of(control_of(root, "offer.resources"))
    new = copy_of(rows[4])
    for tag in new.iter(f"{{{W}}}tag"):
        tag.set(f"{{{W}}}val", str(tag.get(f"{{{W}}}val")).replace(".5.", ".1."))
    type_into(control_of(new, "offer.resources.1.provider"), "Ben")
    rows[0].addnext(new)


def type_into(control: etree._Element, text: str) -> None:
    shown = control.find(f".//{{{W}}}showingPlcHdr")
    if shown is not None:
        remove(shown)
    next(control.iter(f"{{{W}}}t")).text = text


# -- rows -------------------------------------------------------------------------------------------------------------


def test_rows_count_in_the_order_they_stand_in(altered: Altered) -> None:
    def swap(root: etree._Element) -> None:
        goals = rows_of(control_of(root, "plan.goals"))
        goals[1].addnext(goals[0])

    outcome = altered("objectives-goals", PLANNED | {"review.first": "2026-12-01"}, swap)
    assert isinstance(outcome.verdict, Accepted)
    assert table(outcome, "plan.goals") == {
        "1.goal": "G2",
        "1.objectives.1.objective": "G2 O2",
        "1.objectives.1.steps.1.step": "G2 O2 S1",
        "2.goal": "G1",
        "2.objectives.1.objective": "G1 O1",
        "2.objectives.1.steps.1.step": "G1 O1 S3",
    }


def test_a_copied_goal_is_a_goal_of_its_own(altered: Altered) -> None:
    def copy_first(root: etree._Element) -> None:
        goals = rows_of(control_of(root, "plan.goals"))
        goals[1].addnext(copy_of(goals[0]))

    outcome = altered("objectives-goals", PLANNED | {"review.first": "2026-12-01"}, copy_first)
    assert isinstance(outcome.verdict, Accepted)
    assert table(outcome, "plan.goals.3") == table(outcome, "plan.goals.1")


def test_a_row_that_was_deleted_is_none(altered: Altered) -> None:
    outcome = altered("ta-resources", OFFERED, lambda root: remove(rows_of(control_of(root, "offer.resources"))[0]))
    assert isinstance(outcome.verdict, Accepted)
    assert table(outcome, "offer.resources") == {"1.resource": "Coaching", "1.provider": "Ana"}


def test_an_added_row_is_a_row_of_its_own_however_little_is_in_it(altered: Altered) -> None:
    outcome = altered("ta-resources", OFFERED, add_row)
    assert [(one.code, one.item) for one in outcome.verdict.problems] == [
        ("answer-missing", "offer.resources.2.resource")
    ]
    assert table(outcome, "offer.resources.2") == {"provider": "Ben"}


def test_an_added_row_is_not_merged_with_the_one_above_once_libreoffice_saved_the_form(altered: Altered) -> None:
    def add_and_save(root: etree._Element) -> None:
        add_row(root)
        without_sections(root)

    assert codes_of(altered("ta-resources", OFFERED, add_and_save)) == ["fields-copied"]


def test_rows_without_their_sections_are_known_by_their_names(altered: Altered) -> None:
    outcome = altered("objectives-goals", PLANNED | {"review.first": "2026-12-01"}, without_sections)
    assert isinstance(outcome.verdict, Accepted)
    assert table(outcome, "plan.goals.2.objectives") == {"1.objective": "G2 O2", "1.steps.1.step": "G2 O2 S1"}


def test_a_row_that_lost_its_controls_and_kept_its_words_is_read_from_them(altered: Altered) -> None:
    def unwrap_row(root: etree._Element) -> None:
        row = rows_of(control_of(root, "offer.resources"))[1]
        for control in list(row.find(CONTENT).iter(f"{{{W}}}sdt")):
            unwrap(control)

    outcome = altered("ta-resources", OFFERED, unwrap_row)
    assert codes_of(outcome) == ["read-from-texts"]
    assert table(outcome, "offer.resources.2") == {"resource": "Coaching", "provider": "Ana"}


def test_an_answer_typed_in_the_place_of_a_control_that_was_taken_away_is_read(altered: Altered) -> None:
    answers: dict[str, Value] = {"offer.resources.1.resource": "Workshop", "offer.resources.2.resource": "Coaching"}
    outcome = altered("ta-resources", answers, lambda root: unwrap(control_of(root, "offer.resources.2.resource")))
    assert codes_of(outcome) == ["read-from-texts"]
    assert table(outcome, "offer.resources") == {"1.resource": "Workshop", "2.resource": "Coaching"}


def test_an_inner_table_that_is_gone_goes_to_a_person(altered: Altered) -> None:
    outcome = altered(
        "objectives-goals",
        PLANNED | {"review.first": "2026-12-01"},
        lambda root: remove(control_of(root, "plan.goals.2.objectives.2.steps")),
    )
    [told] = outcome.verdict.problems
    assert told.code == "field-missing"
    assert "“Steps” (row 2.2)" in told.message


def test_rows_that_were_moved_are_told_where_only_their_names_say_which_they_are(altered: Altered) -> None:
    def move(root: etree._Element) -> None:
        without_sections(root)
        moved = next(control_of(root, f"{STEPS}.3.step").iterancestors(f"{{{W}}}tr"))
        next(control_of(root, "plan.goals.1.objectives.2.steps.1.step").iterancestors(f"{{{W}}}tr")).addnext(moved)

    outcome = altered("objectives-goals", PLANNED | {"review.first": "2026-12-01"}, move)
    assert isinstance(outcome.verdict, NeedsReview)
    assert {(one.code, one.item) for one in outcome.verdict.problems} == {("field-misplaced", f"{STEPS}.3.step")}


def test_headings_that_were_exchanged_in_a_table_of_rows_are_told(altered: Altered) -> None:
    def exchange(root: etree._Element) -> None:
        rows = next(control_of(root, f"{STEPS}.1.step").iterancestors(f"{{{W}}}tbl")).iter(f"{{{W}}}tr")
        heads = [text for text in next(rows).iter(f"{{{W}}}t") if text.text]
        start, due = (one for one in heads if one.text in ("Start", "Due"))
        start.text, due.text = due.text, start.text

    outcome = altered("objectives-goals", PLANNED | {"review.first": "2026-12-01"}, exchange)
    assert codes_of(outcome) == ["print-gone"]


@pytest.mark.parametrize("taken", ["row", "control"])
def test_what_was_moved_into_another_table_does_not_count_for_the_one_it_came_from(
    altered: Altered, taken: str
) -> None:
    def move(root: etree._Element) -> None:
        moved, target = control_of(root, "model.inputs.3.entry"), control_of(root, "model.outputs.1.entry")
        if taken == "row":
            moved = rows_of(control_of(root, "model.inputs"))[2]
            target = rows_of(control_of(root, "model.outputs"))[0]
        target.addnext(moved)

    answers: dict[str, Value] = {
        f"model.{name}.1.entry": "Said"
        for name in ("inputs", "practices", "activities", "outputs", "outcomes-short", "outcomes-long")
    }
    outcome = altered("logic-model", answers | {"model.inputs.3.entry": "Moved"}, move)
    assert codes_of(outcome)[0] == "field-misplaced"
    assert table(outcome, "model.inputs") == {"1.entry": "Said"}


# -- copies -----------------------------------------------------------------------------------------------------------


def test_a_control_copied_over_an_empty_one_goes_to_a_person(altered: Altered) -> None:
    def paste(root: etree._Element) -> None:
        control_of(root, "needs.n02.current").addnext(copy_of(control_of(root, "needs.n01.current")))

    outcome = altered("needs-assessment", NEEDED, paste)
    assert codes_of(outcome) == ["fields-copied"]


def test_a_ticked_box_copied_beside_another_goes_to_a_person(altered: Altered) -> None:
    def paste(root: etree._Element) -> None:
        control_of(root, "program.services=school").addnext(copy_of(control_of(root, "program.services=center")))

    assert codes_of(altered("needs-assessment", NEEDED, paste)) == ["fields-copied"]


@pytest.mark.parametrize(
    ("practice", "more", "code"),
    [
        ("needs-assessment", {"identity.name": "R-02"}, "field-repeated"),  # another respondent
        ("needs-assessment", {"needs.n02.current": 5}, "fields-copied"),  # what the first left blank
        ("readiness", {"statements.r01": 4}, "field-unknown"),
    ],
)
def test_two_forms_in_one_document_go_to_a_person(
    altered: Altered, instruments: Instruments, practice: str, more: dict[str, Value], code: str
) -> None:
    other = completed(instruments[practice, "1"], more)

    def paste(root: etree._Element) -> None:
        def move(body: etree._Element) -> None:
            end = root[0][-1]
            for block in body[0][:-1]:
                end.addprevious(block)

        with_body(other, move)

    outcome = altered("needs-assessment", NEEDED, paste)
    assert isinstance(outcome.verdict, NeedsReview)
    assert code in codes_of(outcome)


# -- answers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["strike", "dstrike"])
def test_an_answer_that_is_crossed_out_goes_to_a_person(altered: Altered, mark: str) -> None:
    def cross_out(root: etree._Element) -> None:
        run = next(control_of(root, "more.strength").iter(f"{{{W}}}r"))
        run.insert(0, etree.Element(f"{{{W}}}rPr"))
        etree.SubElement(run[0], f"{{{W}}}{mark}")

    assert codes_of(altered("needs-assessment", NEEDED, cross_out)) == ["answer-unreadable"]


def test_a_list_whose_words_were_changed_goes_to_a_person(altered: Altered) -> None:
    def change(root: etree._Element) -> None:
        control = control_of(root, "needs.n01.current")
        entry = next(one for one in control.iter(f"{{{W}}}listItem") if one.get(f"{{{W}}}value") == "3")
        entry.set(f"{{{W}}}displayText", "Sometimes")
        type_into(control, "Sometimes")

    assert codes_of(altered("needs-assessment", NEEDED, change)) == ["answer-conflict"]
