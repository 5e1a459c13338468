"""a copy that lost several questions is told of in one line, which names the form and what is gone
DF02 a line that is printed with other words is told with both
DF03 an answer that is no choice is told in the words printed at its button
DF04 a form that fits two editions equally well names both
DF05 what may go wrong with an edition that has no mistake is said when it is drafted"""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from flows.adopt import places_of
from flows.blanks import Blanks
from flows.cautions import cautions
from flows.form import read_form
from flows.known import Known
from planwright.editions import load_editions
from planwright.instruments import load_instruments
from planwright.model import Outcome
from tests.adopted_form import adopt, answered, form

INSTRUMENTS = load_instruments()


def _read(folder: Path, copy: bytes, name: str) -> Outcome:
    (folder / name).write_bytes(copy)
    return read_form(folder / name, Known(instruments=INSTRUMENTS, editions=load_editions([folder], INSTRUMENTS)))


def _messages(outcome: Outcome, code: str) -> list[str]:
    return [one.message for one in outcome.verdict.problems if one.code == code]


def _pages(words: str = "How many (working days) do you need for this kind of help?", answer: str = "") -> bytes:
    """A flat PDF of a few questions with boxes to write in; one without words has no box."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont("Helvetica", 11)
    questions = ("Your name", "Your program", words, "What would make the change easier for you?")
    canvas.drawString(60, 780, "Asking for help with the change ahead: please fill in all of the boxes below")
    for number, question in enumerate(filter(None, questions)):
        top = 740 - 60 * number
        canvas.drawString(60, top, question)
        canvas.rect(60, top - 30, 400, 22)
        if answer:
            canvas.drawString(66, top - 24, answer)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _adopt_pdf(folder: Path, blank: bytes, items: dict[str, dict[str, Any]]) -> None:
    places = [
        {"place": one.place, "label": one.label, "item": None} | items.get(one.place, {})
        for one in places_of(blank, "blank.pdf")
    ]
    adopt(folder, blank, ending="pdf", places=places)


def test_a_copy_without_a_question_is_another_version_in_one_line(tmp_path: Path) -> None:
    items = {"place-2": "identity.agency", "place-3": "comments.worry", "place-4": "comments.easier"}
    _adopt_pdf(tmp_path, _pages(), {place: {"item": item} for place, item in items.items()})
    outcome = _read(tmp_path, _pages("", answer="12"), "copy.pdf")
    [told] = _messages(outcome, "other-version")
    assert "another version of the form “look”" in told
    assert "“How many (working days) do you need for this kind of help?”" in told
    assert not _messages(outcome, "field-missing")
    assert outcome.verdict.name == "needs review"


def test_a_line_printed_with_other_words_is_told_with_both(tmp_path: Path) -> None:
    _adopt_pdf(tmp_path, _pages(), {"place-4": {"item": "comments.easier"}})
    assert not _messages(_read(tmp_path, _pages(answer="12"), "same.pdf"), "print-changed")
    copy = _pages("How many (whole weeks) do you need for this kind of help?", answer="12")
    outcome = _read(tmp_path, copy, "copy.pdf")
    [told] = _messages(outcome, "print-changed")
    assert "“How many (whole weeks) do you need" in told
    assert "“How many (working days) do you need" in told
    assert outcome.verdict.name == "needs review"


def _buttons() -> bytes:
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 780, "Has anyone told you what your own work would look like?")
    for number, (state, words) in enumerate((("a", "Yes"), ("b", "Not yet"), ("c", "No"))):
        left = 60 + 120 * number
        canvas.acroForm.radio(name="rg1", value=state, selected=False, x=left, y=740, size=14, tooltip="told")
        canvas.drawString(left + 22, 744, words)
    canvas.drawString(60, 700, "What would make the change easier for you?")
    canvas.acroForm.textfield(name="t1", x=60, y=670, width=400, height=20, tooltip="easier")
    canvas.save()
    return out.getvalue()


def test_an_answer_that_is_no_choice_is_told_in_printed_words(tmp_path: Path) -> None:
    blank = _buttons()
    items = {"rg1": {"item": "change.told", "choices": {"a": "yes", "c": "no"}}, "t1": {"item": "comments.easier"}}
    _adopt_pdf(tmp_path, blank, items)
    with pikepdf.open(BytesIO(blank)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if str(field.get("/T")) == "rg1":
                field.V = pikepdf.Name("/b")
                for kid in field.Kids:
                    kid.AS = pikepdf.Name("/b") if "/b" in kid.AP.N else pikepdf.Name("/Off")
        out = BytesIO()
        pdf.save(out)
    [told] = _messages(_read(tmp_path, out.getvalue(), "copy.pdf"), "not-a-choice")
    assert "“Not yet” (“b” in the file) is not one of the choices" in told


def test_a_form_that_fits_two_editions_names_both(tmp_path: Path) -> None:
    adopt(tmp_path, form(), "first")
    adopt(tmp_path, form(), "second")
    editions = load_editions([tmp_path], INSTRUMENTS)
    outcome = _read(tmp_path, answered("Ana Diaz"), "copy.docx")
    [told] = _messages(outcome, "fits-several")
    assert "“first” and “second” equally well" in told
    assert outcome.verdict.name == "quarantined"
    said = [*cautions(editions[0], INSTRUMENTS["readiness", "1"], editions, Blanks())]
    assert ["same words as that of “second”" in one for one in said] == [True]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"language": None}, "“language” is null: in 1 place, such as “Day of answering”"),
        ({"places": []}, "No place asks who answers (identity.name)"),
        ({}, None),
    ],
)
def test_what_may_go_wrong_with_an_edition_is_said(tmp_path: Path, changed: dict[str, Any], told: str | None) -> None:
    adopt(tmp_path, form(), checked=False, **changed)
    [edition] = load_editions([tmp_path], INSTRUMENTS)
    said = [*cautions(edition, INSTRUMENTS["readiness", "1"], [edition], Blanks())]
    assert [one.startswith(told) for one in said] == [True] if told else said == []
