"""A Word form that has lost its fields is read from its texts and tables beside the blank, or goes to a person."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from planwright.instruments import Instruments
from planwright.model import NeedsReview, Outcome, Quarantined, Value
from tests.forms import completed
from tests.round_trip.altered import (
    W,
    answers_of,
    codes_of,
    control_of,
    outcome_of,
    with_body,
    without_controls,
    without_tags,
)

ANSWERS: dict[str, Value] = {
    "identity.role": "coach",
    "program.classrooms": 12,
    "program.coached": "no",
    "program.services": ("home-visiting", "center"),
    "needs.n01.current": 3,
    "needs.n01.desired": 5,
    "more.strength": "We talk every day.\nAnd we listen: Yes, No, N/A.",
}
PRACTICES = ("needs-assessment", "objectives-goals", "staff-roles", "logic-model", "readiness", "fit", "capacity")
Read = Callable[[bytes], Outcome]


@pytest.fixture(name="read")
def _read(instruments: Instruments, tmp_path: Path) -> Read:
    return lambda data: outcome_of(data, tmp_path, instruments)


@pytest.mark.parametrize("practice", PRACTICES)
def test_a_form_whose_fields_became_text_says_what_it_said(instruments: Instruments, read: Read, practice: str):
    answers = ANSWERS if practice == "needs-assessment" else {}
    form = completed(instruments[practice, "1"], answers)
    outcome = read(with_body(form, without_controls))
    assert codes_of(outcome) == ["read-from-texts", *codes_of(read(form))]
    assert answers_of(outcome) == answers_of(read(form))
    assert answers_of(outcome).items() >= answers.items()


@pytest.mark.parametrize("practice", PRACTICES)
def test_a_form_whose_controls_lost_their_names_says_what_it_said(instruments: Instruments, read: Read, practice: str):
    form = completed(instruments[practice, "1"], {})
    outcome = read(with_body(form, without_tags))
    assert "read-from-texts" in codes_of(outcome)
    assert answers_of(outcome) == answers_of(read(form))


@pytest.mark.parametrize("kind", ["rtf", "doc"])
def test_a_form_saved_in_a_format_without_content_controls_says_what_it_said(
    instruments: Instruments, read: Read, tmp_path: Path, kind: str
):
    form = completed(instruments["needs-assessment", "1"], ANSWERS)
    (tmp_path / "form.docx").write_bytes(form)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", tmp_path, tmp_path / "form.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    outcome = read((tmp_path / f"form.{kind}").read_bytes())
    assert set(codes_of(outcome)) <= {"read-from-texts", "converted"}
    assert answers_of(outcome) == answers_of(read(form))


def typed(root: etree._Element, words: str) -> etree._Element:
    return etree.fromstring(f'<w:r xmlns:w="{W}"><w:t xml:space="preserve">{words}</w:t></w:r>')


def test_what_was_typed_beside_the_text_of_a_lost_field_is_part_of_no_answer_unseen(
    instruments: Instruments, read: Read
):
    def change(root: etree._Element) -> None:
        cell = next(control_of(root, "program.classrooms").iterancestors(f"{{{W}}}tc"))
        without_controls(root)
        next(cell.iter(f"{{{W}}}p")).append(typed(root, " (about)"))

    outcome = read(with_body(completed(instruments["needs-assessment", "1"], ANSWERS), change))
    assert isinstance(outcome.verdict, NeedsReview)
    assert "program.classrooms" not in answers_of(outcome)


def test_a_word_that_is_none_of_the_choices_goes_to_a_person(instruments: Instruments, read: Read):
    def change(root: etree._Element) -> None:
        control = control_of(root, "needs.n01.current")
        next(control.iter(f"{{{W}}}t")).text = "sometimes"
        without_controls(root)

    outcome = read(with_body(completed(instruments["needs-assessment", "1"], ANSWERS), change))
    assert "answer-conflict" in codes_of(outcome)


def test_a_box_whose_symbol_is_gone_goes_to_a_person(instruments: Instruments, read: Read):
    def change(root: etree._Element) -> None:
        control = control_of(root, "program.services=center")
        control.getparent().remove(control)

    outcome = read(with_body(completed(instruments["needs-assessment", "1"], ANSWERS), change))
    assert isinstance(outcome.verdict, NeedsReview)


def test_a_table_that_is_gone_is_not_made_up_for(instruments: Instruments, read: Read):
    def change(root: etree._Element) -> None:
        table = next(control_of(root, "needs.n01.current").iterancestors(f"{{{W}}}tbl"))
        without_controls(root)
        table.getparent().remove(table)

    outcome = read(with_body(completed(instruments["needs-assessment", "1"], ANSWERS), change))
    assert "needs.n01.current" not in answers_of(outcome)
    assert isinstance(outcome.verdict, NeedsReview | Quarantined)


def test_rows_that_were_typed_after_the_last_one_are_read(instruments: Instruments, read: Read):
    answers: dict[str, Value] = {f"offer.resources.{number}.resource": f"Resource {number}" for number in range(1, 6)}

    def change(root: etree._Element) -> None:
        row = next(control_of(root, "offer.resources.5.resource").iterancestors(f"{{{W}}}tr"))
        without_controls(root)
        copy = etree.fromstring(etree.tostring(row))
        next(one for one in copy.iter(f"{{{W}}}t") if one.text == "Resource 5").text = "Resource 6"
        row.addnext(copy)

    outcome = read(with_body(completed(instruments["ta-resources", "1"], answers), change))
    assert answers_of(outcome)["offer.resources.6.resource"] == "Resource 6"
