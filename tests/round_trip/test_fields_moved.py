"""Fields of an issued PDF that lie in each other's places, on pages as they were issued, are told."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array
from reportlab.pdfgen.canvas import Canvas

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, State, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of, with_pdf
from tests.round_trip.printed import drawn

ANSWERS: dict[str, Value] = {
    "program.children": 40,
    "program.classrooms": 12,
    "needs.n01.current": 3,
    "more.strength": "A",
    "more.concern": "B",
}
Key = tuple[str, str]  # the full name of a field, and the state of one of its buttons


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return drawn(completed(instruments["needs-assessment", "1"], ANSWERS, kind="pdf"))


def exchanged(one: Key, other: Key) -> Callable[[pikepdf.Pdf], None]:
    """Gives two widgets each other's rectangle."""

    def change(pdf: pikepdf.Pdf) -> None:
        widgets = {key: widget for page in pdf.pages for widget in page.obj.Annots for key in keys_of(widget)}
        first, second = widgets[one], widgets[other]
        held = list(first.Rect)
        first.Rect = Array(list(second.Rect))
        second.Rect = Array(held)

    return change


def keys_of(widget: pikepdf.Object) -> list[Key]:
    names, holder = [], widget
    while holder is not None:
        names += [str(holder.T)] if "/T" in holder else []
        holder = holder.get("/Parent")
    shown = widget.get("/AP", {}).get("/N")
    states = () if shown is None or isinstance(shown, pikepdf.Stream) else shown.keys()
    return [(".".join(reversed(names)), state) for state in ("", *states)]


@pytest.mark.parametrize(
    ("one", "other", "doubted"),
    [
        (("program.classrooms", ""), ("program.children", ""), {"program.classrooms", "program.children"}),
        (("more.strength", ""), ("more.concern", ""), {"more.strength", "more.concern"}),
        (("needs.n01.current", "/3"), ("needs.n01.current", "/4"), {"needs.n01.current"}),
        (("needs.n01.current", "/3"), ("needs.n02.current", "/3"), {"needs.n01.current"}),
    ],
    ids=["numbers", "texts", "buttons of one question", "buttons of two questions"],
)
def test_fields_in_each_others_places_go_to_a_person(
    form: bytes, instruments: Instruments, tmp_path: Path, one: Key, other: Key, doubted: set[str]
):
    outcome = outcome_of(with_pdf(form, exchanged(one, other)), tmp_path, instruments)
    assert isinstance(outcome.verdict, NeedsReview)
    assert outcome.submission is not None
    assert {said.item for said in outcome.submission.responses if said.state is State.CONFLICT} == doubted


def turned(pdf: pikepdf.Pdf) -> None:
    for number, page in enumerate(pdf.pages, start=1):
        page.obj.Rotate = 90 * number


def cropped(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.obj.CropBox = Array([20, 30, 592, 780])


def back_to_front(pdf: pikepdf.Pdf) -> None:
    pdf.pages.reverse()


@pytest.mark.parametrize("change", [turned, cropped, back_to_front])
def test_pages_that_are_turned_cropped_or_in_another_order_move_no_field(
    form: bytes, instruments: Instruments, tmp_path: Path, change: Callable[[pikepdf.Pdf], None]
):
    outcome = outcome_of(with_pdf(form, change), tmp_path, instruments)
    assert isinstance(outcome.verdict, Accepted)
    assert answers_of(outcome).items() >= ANSWERS.items()


def test_a_letter_before_the_form_moves_no_field(form: bytes, instruments: Instruments, tmp_path: Path):
    letter = Canvas("letter.pdf", pagesize=(612, 792))
    letter.drawString(72, 700, "Dear colleagues, here is our form.")
    writer = pypdf.PdfWriter()
    for part in (letter.getpdfdata(), form):
        writer.append(io.BytesIO(part))
    both = io.BytesIO()
    writer.write(both)
    assert codes_of(outcome_of(both.getvalue(), tmp_path, instruments)) == ["pages-bare"]
