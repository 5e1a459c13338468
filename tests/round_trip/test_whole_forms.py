"""One file is one form: two forms in a file, a form in parts and pages beside it go to a person, with what to do."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdf
import pytest
from pikepdf import Pdf
from reportlab.pdfgen.canvas import Canvas

from benchmarks.accuracy.truth import RETURNED, editions
from benchmarks.accuracy.truth import instruments as instruments_there
from flows.form import read_form
from flows.known import Known
from planwright.instruments import Instruments
from planwright.model import NeedsReview, Outcome, Quarantined, Severity, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of, put_together, with_pdf
from tests.round_trip.printed import flattened

ANSWERS: dict[str, Value] = {"program.children": 40, "needs.n01.current": 3}
OTHERS: dict[str, Value] = {"program.children": 41, "needs.n02.current": 5}
Read = Callable[[bytes], Outcome]
Form = Callable[..., bytes]


@pytest.fixture(name="read")
def _read(instruments: Instruments, tmp_path: Path) -> Read:
    return lambda data: outcome_of(data, tmp_path, instruments)


@pytest.fixture(name="form")
def _form(instruments: Instruments) -> Form:
    def make(answers: dict[str, Value], practice: str = "needs-assessment", name: str = "R-01") -> bytes:
        return completed(instruments[practice, "1"], answers, kind="pdf", name=name)

    return make


def by_pypdf(*files: bytes) -> bytes:
    """The files one after the other, by pypdf."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for file in files:
        writer.append(io.BytesIO(file))
    writer.write(out)
    return out.getvalue()


def part(form: bytes, pages: Sequence[int]) -> bytes:
    """These pages of the form, counted from 0."""

    def keep(pdf: Pdf) -> None:
        for number in reversed(range(len(pdf.pages))):
            if number not in pages:
                del pdf.pages[number]

    return with_pdf(form, keep)


def part_of(form: bytes, pages: Sequence[int]) -> bytes:
    """These pages of the form in this order, one of them perhaps more than once."""

    def keep(pdf: Pdf) -> None:
        for number in pages:
            pdf.pages.append(pdf.pages[number])
        del pdf.pages[: -len(pages)]

    return with_pdf(form, keep)


def letter() -> bytes:
    """A page that is no form."""
    canvas = Canvas("letter.pdf", pagesize=(612, 792))
    canvas.drawString(72, 700, "Dear colleagues, we also serve 12 infants at home.")
    return canvas.getpdfdata()


def told(outcome: Outcome, code: str) -> str:
    """The message of this problem."""
    return next(one.message for one in outcome.verdict.problems if one.code == code)


@pytest.mark.parametrize("join", [put_together, by_pypdf])
def test_two_completed_copies_of_one_form_are_to_be_sent_one_by_one(form: Form, read: Read, join):
    outcome = read(join(form(ANSWERS), form(OTHERS, name="R-02")))
    assert isinstance(outcome.verdict, NeedsReview)
    assert {"pages-bare", "answer-conflict"} <= set(codes_of(outcome))
    assert "a second form, ask for each in a file by itself" in told(outcome, "pages-bare")


def test_two_printed_copies_of_one_form_are_to_be_sent_one_by_one(form: Form, read: Read):
    outcome = read(put_together(flattened(form(ANSWERS)), flattened(form(OTHERS, name="R-02"))))
    assert isinstance(outcome.verdict, NeedsReview)
    assert "1, 2, 3, 4" in told(outcome, "pages-twice")


def test_pages_there_twice_of_a_form_of_others_are_told_once(tmp_path: Path):
    adopted = Known(instruments=instruments_there(), editions=editions())
    file = tmp_path / "form"
    for pages in ((0, 1, 1), (0, 1, 0, 1)):
        file.write_bytes(part_of((RETURNED / "goals-plan-harrow-printed.pdf").read_bytes(), pages))
        outcome = read_form(file, adopted)
        assert isinstance(outcome.verdict, NeedsReview)
        errors = [one.code for one in outcome.verdict.problems if one.severity is not Severity.WARNING]
        assert errors == ["pages-twice"]


@pytest.mark.parametrize("flat", [(False, False), (True, True), (False, True), (True, False)])
def test_forms_of_two_practices_in_one_file_are_two_forms(form: Form, read: Read, flat: tuple[bool, bool]):
    files = (form(ANSWERS), form({}, "readiness"))
    outcome = read(
        put_together(*(flattened(one) if is_flat else one for one, is_flat in zip(files, flat, strict=True)))
    )
    assert isinstance(outcome.verdict, Quarantined)
    assert codes_of(outcome) == ["stamps-differ"]


@pytest.mark.parametrize("pages", [(0, 1), (2, 3)])
def test_a_form_printed_in_two_parts_is_asked_for_whole(form: Form, read: Read, pages: tuple[int, int]):
    outcome = read(part(flattened(form(ANSWERS)), pages))
    assert isinstance(outcome.verdict, NeedsReview)
    missing = ", ".join(str(number + 1) for number in range(4) if number not in pages)
    assert f"these are not in the file: {missing}." in told(outcome, "pages-missing")


def test_a_part_of_a_form_that_another_program_took_out_knows_what_it_is_of(form: Form, read: Read):
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.append(io.BytesIO(form(ANSWERS)), pages=(2, 4))  # without the hidden field, which is on the first page
    writer.write(out)
    outcome = read(out.getvalue())
    assert isinstance(outcome.verdict, NeedsReview)
    assert "fields-missing" in codes_of(outcome)


@pytest.mark.parametrize("join", [put_together, by_pypdf])
@pytest.mark.parametrize("is_flat", [False, True])
def test_a_letter_in_front_is_told_and_the_form_behind_it_read(form: Form, read: Read, join, is_flat: bool):
    whole = join(letter(), flattened(form(ANSWERS)) if is_flat else form(ANSWERS))
    outcome = read(whole)
    assert isinstance(outcome.verdict, NeedsReview)
    assert "page 1 " in told(outcome, "pages-bare")
    assert answers_of(outcome).items() >= ANSWERS.items()
    assert not is_flat or "12 infants" in told(outcome, "text-unread")
