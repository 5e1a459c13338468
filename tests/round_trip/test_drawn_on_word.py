"""A print of a Word form that came back changed: pages gone, twice or out of order; words and strokes upon them."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from pikepdf import Pdf
from reportlab.pdfgen.canvas import Canvas

from planwright.instruments import Instruments
from planwright.model import NeedsReview, Outcome, Quarantined
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, put_together, without_last_page
from tests.round_trip.printed import HEIGHT, changed, noted, overlaid
from tests.round_trip.printed_word import ANSWERS, Read, box_of, by_office, reader, submission_of


@pytest.fixture(name="plain", scope="module")
def _plain(instruments: Instruments, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    form = completed(instruments["needs-assessment", "1"], ANSWERS)
    return by_office({"plain": form}, tmp_path_factory.mktemp("prints"))["plain"]


@pytest.fixture(name="read", scope="module")
def _read(instruments: Instruments, tmp_path_factory: pytest.TempPathFactory) -> Read:
    return reader(instruments, tmp_path_factory.mktemp("read"))


def message_of(outcome: Outcome, code: str) -> str:
    return next(one.message for one in outcome.verdict.problems if one.code == code)


# -- pages ------------------------------------------------------------------------------------------------------------


def test_pages_out_of_order_are_read_in_the_order_of_their_numbers(plain: bytes, read: Read):
    outcome = read(changed(plain, lambda pdf: pdf.pages.reverse()))
    assert codes_of(outcome) == ["read-from-print"]
    assert answers_of(outcome).items() >= ANSWERS.items()


@pytest.mark.parametrize("page", [0, 1, 2])
def test_a_page_that_is_missing_goes_to_a_person(plain: bytes, read: Read, page: int):
    outcome = read(changed(plain, lambda pdf: pdf.pages.__delitem__(page)))
    assert isinstance(outcome.verdict, NeedsReview)
    assert f"missing page {page + 1}." in message_of(outcome, "page-numbers")
    assert answers_of(outcome).items() <= answers_of(read(plain)).items()


def test_a_page_that_stands_there_twice_goes_to_a_person(plain: bytes, read: Read):
    def twice(pdf: Pdf) -> None:
        pdf.pages.append(pdf.pages[1])

    outcome = read(changed(plain, twice))
    assert isinstance(outcome.verdict, NeedsReview)
    assert "more than once page 2." in message_of(outcome, "page-numbers")


def test_two_prints_of_the_same_form_in_one_file_are_told_by_their_pages(plain: bytes, read: Read):
    outcome = read(put_together(plain, plain))
    assert isinstance(outcome.verdict, Quarantined)
    assert "more than once pages 1, 2, 3." in message_of(outcome, "page-numbers")


def test_prints_of_two_forms_in_one_file_are_not_read_as_one(
    instruments: Instruments, plain: bytes, read: Read, tmp_path: Path
):
    other = by_office({"other": completed(instruments["needs-assessment", "1"], {}, agency="mesa")}, tmp_path)["other"]
    outcome = read(put_together(plain, other))
    assert codes_of(outcome) == ["bundle"]
    assert [one.name for one in outcome.enclosed] == ["form › pages 1 to 3.pdf", "form › pages 4 to 6.pdf"]
    short = read(put_together(plain, without_last_page(other)))
    assert isinstance(short.verdict, Quarantined)
    assert codes_of(short) == ["stamps-differ"]
    assert "mesa/2026-fall (page 4, 5 of the file)" in message_of(short, "stamps-differ")


# -- typed over and drawn upon ----------------------------------------------------------------------------------------


def upon(plain: bytes, read: Read, key: str, draw: Callable[[Canvas, float, float, float, float], None]) -> Outcome:
    """What becomes of the print with something drawn upon the box of this answer."""
    places = {one.item: one.place for one in submission_of(read(plain))}
    page, (left, top, right, bottom) = box_of(places[key])
    return read(overlaid(plain, lambda canvas: draw(canvas, left, HEIGHT - bottom, right, HEIGHT - top), page))


def line(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> None:
    canvas.setLineWidth(0.4)
    canvas.line(left, (bottom + top) / 2, right, (bottom + top) / 2)


def cross(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> None:
    canvas.line(left, bottom, right, top)
    canvas.line(left, top, right, bottom)


def white(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(left - 1, bottom - 3, right - left + 2, top - bottom + 5, stroke=0, fill=1)


def anew(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> None:
    white(canvas, left, bottom, right, top)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(left, bottom + 1, "Hardly ever.")


def beside(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> None:
    canvas.drawString(right + 90, bottom, "or 7")


@pytest.mark.parametrize("draw", [line, cross, white, anew])
@pytest.mark.parametrize("key", ["more.strength", "program.classrooms"])
def test_what_is_drawn_upon_an_answer_sends_it_to_a_person(plain: bytes, read: Read, draw, key: str):
    outcome = upon(plain, read, key, draw)
    assert isinstance(outcome.verdict, NeedsReview)
    assert key not in answers_of(outcome)


def test_words_typed_into_the_place_of_an_answer_are_of_it_or_go_to_a_person(plain: bytes, read: Read):
    assert answers_of(upon(plain, read, "more.strength", beside))["more.strength"] == "We talk every day. or 7"
    outcome = upon(plain, read, "program.classrooms", beside)
    assert isinstance(outcome.verdict, NeedsReview)
    assert "program.classrooms" not in answers_of(outcome)


def test_a_cross_drawn_upon_a_box_sends_it_to_a_person(plain: bytes, read: Read):
    with pypdfium2.PdfDocument(plain) as pdf:
        found = pdf[1].get_textpage().search("☐").get_next()
        assert found is not None
        left, bottom, right, top = pdf[1].get_textpage().get_charbox(found[0])
    outcome = read(overlaid(plain, lambda canvas: cross(canvas, left, bottom, right, top), 2))
    assert "answer-unreadable" in codes_of(outcome)


@pytest.mark.parametrize("place", [(300, 770), (300, 10), (300, 60)])
def test_words_typed_at_the_edge_of_a_page_are_told(plain: bytes, read: Read, place: tuple[int, int]):
    outcome = read(overlaid(plain, lambda canvas: canvas.drawString(*place, "see our letter"), 2))
    assert codes_of(outcome) == ["read-from-print", "text-unread"]
    assert "see our letter" in outcome.verdict.problems[1].message
    assert answers_of(outcome).items() >= ANSWERS.items()


@pytest.mark.parametrize("kind", ["FreeText", "Ink", "Stamp"])
def test_a_note_upon_a_page_is_told(plain: bytes, read: Read, kind: str):
    outcome = read(noted(plain, kind, (300.0, 20.0, 400.0, 34.0), "all numbers are guesses", 2))
    assert codes_of(outcome) == ["read-from-print", "text-unread"]


def test_a_picture_beside_the_tables_is_told(plain: bytes, read: Read):
    outcome = read(overlaid(plain, lambda canvas: canvas.circle(300, 770, 10), 2))
    assert codes_of(outcome) == ["read-from-print", "text-unread"]
