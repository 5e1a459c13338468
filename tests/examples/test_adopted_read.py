"""a copy of an adopted form that is accepted says what a person reads in it
AR02 no answer is stated as certain that a person does not read there
AR03 of what is certain to a person, most is read; the rest goes to a person
AR04 each edition names every question that its form asks and the instrument has
AR05 a field that was moved beside other words is not what it was"""

import json
from pathlib import Path

import docx
import pytest

from benchmarks.accuracy.adopted import Counts, measure_copy
from benchmarks.accuracy.truth import ADOPTED, RETURNED, copies, editions, instruments
from flows.form import read_form
from flows.known import Known
from planwright.instruments import without_rows

KNOWN = Known(instruments=instruments(), editions=editions())
MOST = 0.85
_measured: dict[str, Counts] = {}


def _counts(copy: Path) -> Counts:
    if copy.name not in _measured:
        _measured[copy.name] = measure_copy(copy, KNOWN)
    return _measured[copy.name]


def name_of(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("copy", copies(), ids=name_of)
def test_a_copy_that_is_accepted_says_what_a_person_reads(copy: Path) -> None:
    counts = _counts(copy)
    assert (counts.silent, counts.missing, counts.invented) == (0, 0, 0)


@pytest.mark.parametrize("copy", copies(), ids=name_of)
def test_no_answer_is_stated_that_a_person_does_not_read(copy: Path) -> None:
    assert _counts(copy).claimed == 0


def test_most_is_read() -> None:
    counts = sum((_counts(one) for one in copies()), Counts())
    assert counts.questions > 700
    assert counts.right / counts.questions >= MOST


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)
def test_each_edition_names_every_question(edition) -> None:  # type: ignore[no-untyped-def]
    asked = json.loads((ADOPTED / f"{edition.id}.questions.json").read_text(encoding="utf-8"))["questions"]
    said = {one["item"] for one in asked if one["item"] and (one["kind"] != "mark" or one["value"] is not None)}
    bound = {entry.item for entry in edition.entries if entry.item}
    assert said == bound
    assert edition.asked <= {without_rows(path) for path in said}


def test_a_field_that_was_moved_beside_other_words_is_doubted(tmp_path: Path) -> None:
    form = docx.Document(RETURNED / "needs-survey-cottonwood.docx")
    rows = {cell.text: row for table in form.tables for row in table.rows for cell in row.cells[:1]}
    first = rows["Classrooms this survey is about"]._tr
    second = rows["Children with an IFSP or IEP"]._tr
    second.addnext(first)
    form.save(tmp_path / "moved.docx")
    outcome = read_form(tmp_path / "moved.docx", KNOWN)
    assert outcome.submission is not None
    states = {one.item: str(one.state) for one in outcome.submission.responses}
    moved = ("program.classrooms", "program.children", "program.supported")
    assert {states[item] for item in moved} == {"conflict"}
    assert outcome.verdict.name == "needs review"
