"""A PDF form whose pages were drawn anew beneath its fields goes to a person where nobody can say what they show."""

import random
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from pikepdf.form import Form

from extractors.pdf.fields import read_pdf_fields
from planwright.instruments import Instruments
from planwright.model import NeedsReview
from tests.forms import completed
from tests.round_trip.altered import codes_of, outcome_of
from tests.round_trip.printed import changed, drawn

LONG = 3_500  # lines that no program can press together to less than the most that is digested


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return drawn(completed(instruments["needs-assessment", "1"], {"more.strength": "We talk."}, kind="pdf"))


def as_image(form: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Replaces what draws the pages by images of them, as scanning programs do."""

    def replace(pdf: pikepdf.Pdf) -> None:
        with pypdfium2.PdfDocument(form) as shown:
            for number, page in enumerate(pdf.pages):
                image = shown[number].render(scale=1, grayscale=True, draw_annots=False).to_pil()
                held = pdf.make_stream(image.tobytes(), Type=Name.XObject, Subtype=Name.Image)
                held.Width, held.Height, held.ColorSpace, held.BitsPerComponent = *image.size, Name.DeviceGray, 8
                page.obj.Resources = Dictionary(XObject=Dictionary(Image=held))
                page.obj.Contents = pdf.make_stream(b"q 612 0 0 792 0 0 cm /Image Do Q")

    return replace


def test_images_of_pages_beneath_fields_go_to_a_person(form: bytes, instruments: Instruments, tmp_path: Path):
    outcome = outcome_of(changed(form, as_image(form)), tmp_path, instruments)
    assert isinstance(outcome.verdict, NeedsReview)
    assert {"text-unread", "answer-conflict"} <= set(codes_of(outcome))
    assert "more.strength" in {one.item for one in outcome.verdict.problems}


def test_what_is_too_long_to_digest_counts_as_drawn_anew(form: bytes):
    def lengthen(pdf: pikepdf.Pdf) -> None:
        noise = random.Random(1)  # noqa: S311
        lines = b"\n".join(b"% " + noise.randbytes(300).hex().encode() for _ in range(LONG))
        page = pdf.pages[0].obj
        held = page.Contents
        page.Contents = Array([*(held if isinstance(held, Array) else [held]), pdf.make_stream(lines)])

    assert read_pdf_fields(form).redrawn == ()
    assert read_pdf_fields(changed(form, lengthen)).redrawn == (1,)


def test_fields_that_lie_in_each_others_places_are_a_conflict(form: bytes, instruments: Instruments, tmp_path: Path):
    def swap(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            del page.obj["/PieceInfo"]
        one, other = (Form(pdf)[key]._field.obj for key in ("more.strength", "more.concern"))
        one.Rect, other.Rect = other.Rect, one.Rect

    outcome = outcome_of(changed(form, swap), tmp_path, instruments)
    assert [one.item for one in outcome.verdict.problems] == ["more.strength", "more.concern"]


@pytest.mark.parametrize("how", ["hidden", "beside the page"])
def test_an_answer_that_nobody_sees_goes_to_a_person(form: bytes, instruments: Instruments, tmp_path: Path, how: str):
    def hide(pdf: pikepdf.Pdf) -> None:
        field = Form(pdf)["more.strength"]._field.obj
        if how == "hidden":
            field.F = 2
        else:
            field.Rect = Array([-500, -500, -400, -480])

    assert codes_of(outcome_of(changed(form, hide), tmp_path, instruments)) == ["fields-unseen"]
