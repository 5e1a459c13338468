"""A PDF form that comes back without its fields is read from its pages, or goes to a person; it is never read wrong."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pikepdf import Pdf
from reportlab.pdfgen.canvas import Canvas

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Outcome, Place, Quarantined, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of, put_together
from tests.round_trip.printed import HEIGHT, changed, flattened, noted, overlaid, places, printed, scaled

ANSWERS: dict[str, Value] = {
    "identity.role": "coach",
    "program.classrooms": 12,
    "program.services": ("home-visiting", "center"),
    "needs.n01.current": 3,
    "needs.n01.desired": 5,
    "needs.n02.current": "na",
    "more.strength": "We talk every day.",
}
Ways = dict[str, Callable[[bytes, Path], bytes]]
_HARDLY = ((0.9993, 0.1, 0.3), (0.9993, 0.6, 0.6), (1.0, 0.7, -0.7), (1.0, -0.9, 0.9), (1.0006, -0.6, 0.1))
WAYS: Ways = {"flattened": lambda form, _: flattened(form), "printed": printed}


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return completed(instruments["needs-assessment", "1"], ANSWERS, kind="pdf")


@pytest.fixture(name="blank", scope="module")
def _blank(instruments: Instruments) -> bytes:
    return completed(instruments["needs-assessment", "1"], {"identity.name": None}, kind="pdf")


@pytest.fixture(name="read")
def _read(instruments: Instruments, tmp_path: Path) -> Callable[[bytes], Outcome]:
    return lambda data: outcome_of(data, tmp_path, instruments)


Read = Callable[[bytes], Outcome]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_was_filled_in_is_read_from_the_pages(form: bytes, read: Read, tmp_path: Path, way):
    outcome = read(way(form, tmp_path))
    assert codes_of(outcome) == ["read-from-pages"]
    assert isinstance(outcome.verdict, Accepted)
    assert answers_of(outcome) == answers_of(read(form))
    assert answers_of(outcome).items() >= ANSWERS.items()


@pytest.mark.parametrize("practice", ["readiness", "staff-roles", "objectives-goals", "fit", "logic-model", "capacity"])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_kind_of_form_reads_from_its_pages_as_from_its_fields(
    instruments: Instruments, read: Read, tmp_path: Path, practice: str, way
):
    form = completed(instruments[practice, "1"], {}, kind="pdf")
    assert answers_of(read(way(form, tmp_path))) == answers_of(read(form))


def test_the_place_of_an_answer_is_the_box_it_was_read_from(form: bytes, read: Read):
    outcome = read(flattened(form))
    assert outcome.submission is not None
    place = next(one.place for one in outcome.submission.responses if one.item == "program.classrooms")
    assert place is not None
    assert place.page == places(form)["program.classrooms"].place.page
    assert place.box == pytest.approx(places(form)["program.classrooms"].place.box, abs=1.0)


# -- pages ------------------------------------------------------------------------------------------------------------


_MOVED = [(0.97, 9, 12), (0.94, 18, 24), (1.0, -5, 3), (1.03, -9, -11), *_HARDLY]


@pytest.mark.parametrize(("scale", "right", "up"), _MOVED)
def test_a_page_that_was_scaled_and_shifted_in_printing_is_read(form: bytes, read: Read, scale, right, up):
    outcome = read(scaled(flattened(form), scale, right, up))
    assert codes_of(outcome) == ["read-from-pages"]
    assert answers_of(outcome) == answers_of(read(form))


def test_a_page_cropped_to_a_part_of_its_sheet_is_read_as_it_is_displayed(form: bytes, read: Read):
    def crop(pdf: Pdf) -> None:
        for page in pdf.pages:
            page.obj.MediaBox = [0, -10, 622, 792]
            page.obj.CropBox = [0, 0, 612, 792]

    assert answers_of(read(changed(flattened(form), crop))) == answers_of(read(form))


def test_pages_out_of_order_are_read_in_their_own_places(form: bytes, read: Read):
    outcome = read(changed(flattened(form), lambda pdf: pdf.pages.reverse()))
    assert codes_of(outcome) == ["read-from-pages"]
    assert answers_of(outcome) == answers_of(read(form))


def test_a_page_that_is_missing_goes_to_a_person(form: bytes, read: Read):
    outcome = read(changed(flattened(form), lambda pdf: pdf.pages.__delitem__(1)))
    assert isinstance(outcome.verdict, NeedsReview)
    assert codes_of(outcome) == ["read-from-pages", "pages-missing"]


def test_a_page_that_stands_there_twice_counts_once_and_with_other_answers_goes_to_a_person(
    instruments: Instruments, form: bytes, read: Read
):
    twice = changed(flattened(form), lambda pdf: pdf.pages.append(pdf.pages[1]))
    assert isinstance(read(twice).verdict, NeedsReview)
    other = flattened(completed(instruments["needs-assessment", "1"], {"needs.n01.current": 1}, kind="pdf"))
    mixed = changed(put_together(flattened(form), other), lambda pdf: pdf.pages.__delitem__(4))
    assert "field-repeated" in codes_of(read(mixed))


def test_a_letter_in_front_is_told(form: bytes, read: Read):
    letter = Canvas("letter.pdf", pagesize=(612, 792))
    letter.drawString(72, 700, "Dear colleagues, please find our form below.")
    outcome = read(put_together(letter.getpdfdata(), flattened(form)))
    assert "text-unread" in codes_of(outcome)
    assert answers_of(outcome) == answers_of(read(form))


def test_a_page_that_is_not_of_the_blank_is_no_form(form: bytes, read: Read):
    stamp = "PW1/needs-assessment/1/harbor/2026-fall"
    letter = Canvas("letter.pdf", pagesize=(612, 792))
    letter.drawString(72, 700, stamp)
    outcome = read(letter.getpdfdata())
    assert isinstance(outcome.verdict, Quarantined)
    assert codes_of(outcome) == ["no-pdf-fields"]


# -- typed over and drawn upon ----------------------------------------------------------------------------------------


def box_of(form: bytes, key: str) -> tuple[int, tuple[float, float, float, float]]:
    place = places(form)[key].place
    assert place.page is not None
    assert place.box is not None
    return place.page, place.box


def test_text_typed_over_a_printed_form_is_the_answer(form: bytes, blank: bytes, read: Read):
    page, (left, _, _, bottom) = box_of(form, "program.children")
    typed = overlaid(flattened(form), lambda canvas: canvas.drawString(left + 4, HEIGHT - bottom + 5, "77"), page)
    assert answers_of(read(typed))["program.children"] == 77


@pytest.mark.parametrize(("font", "letter"), [("ZapfDingbats", "4"), ("Helvetica", "x"), ("ZapfDingbats", "8")])
def test_a_tick_of_any_font_in_a_box_is_a_mark(form: bytes, read: Read, font: str, letter: str):
    page, (left, _, right, bottom) = box_of(form, "program.services=school")

    def tick(canvas: Canvas) -> None:
        canvas.setFont(font, 10)
        canvas.drawCentredString((left + right) / 2, HEIGHT - bottom + 2.5, letter)

    outcome = read(overlaid(flattened(form), tick, page))
    assert answers_of(outcome)["program.services"] == ("home-visiting", "center", "school")


def test_a_cross_of_two_strokes_in_a_box_is_a_mark(form: bytes, read: Read):
    page, (left, top, right, bottom) = box_of(form, "program.services=school")

    def cross(canvas: Canvas) -> None:
        canvas.setLineWidth(1.2)
        canvas.line(left, HEIGHT - top, right, HEIGHT - bottom)
        canvas.line(left, HEIGHT - bottom, right, HEIGHT - top)

    outcome = read(overlaid(flattened(form), cross, page))
    assert answers_of(outcome)["program.services"] == ("home-visiting", "center", "school")


def test_two_marks_in_one_row_go_to_a_person(form: bytes, read: Read):
    page, (left, top, right, bottom) = box_of(form, "needs.n01.current")
    across = right - left + 10  # the next button stands to the right of the marked one

    def dot(canvas: Canvas) -> None:
        for step in range(1, 8):
            canvas.circle(left + step * across / 2, HEIGHT - (top + bottom) / 2, 3, fill=1)

    outcome = read(overlaid(flattened(form), dot, page))
    assert isinstance(outcome.verdict, NeedsReview)


def test_a_note_typed_into_a_place_is_its_answer_and_one_beside_it_is_told(form: bytes, read: Read):
    page, box = box_of(form, "program.children")
    assert answers_of(read(noted(flattened(form), "FreeText", box, "77", page)))["program.children"] == 77
    beside = noted(flattened(form), "FreeText", (300.0, 20.0, 400.0, 34.0), "all numbers are guesses", page)
    assert "text-unread" in codes_of(read(beside))


def test_ink_in_a_box_is_a_mark_and_in_a_place_for_text_goes_to_a_person(form: bytes, read: Read):
    page, box = box_of(form, "program.services=school")
    marked = read(noted(flattened(form), "Ink", box, page=page))
    assert answers_of(marked)["program.services"] == ("home-visiting", "center", "school")
    page, box = box_of(form, "program.children")
    written = read(noted(flattened(form), "Ink", box, page=page))
    assert codes_of(written) == ["read-from-pages", "answer-unreadable"]


def test_words_beside_the_places_for_answers_are_told(form: bytes, read: Read):
    said = overlaid(flattened(form), lambda canvas: canvas.drawString(300, 770, "see our letter"), 2)
    outcome = read(said)
    assert codes_of(outcome) == ["read-from-pages", "text-unread"]
    assert "“see our letter” (page 2), next to “" in outcome.verdict.problems[1].message


def test_what_stands_beside_a_place_is_told_with_the_question_printed_on_its_line(
    instruments: Instruments, form: bytes, read: Read
):
    page, (_, top, _, bottom) = box_of(form, "needs.n01.current")
    level = HEIGHT - (top + bottom) / 2 - 3
    typed = overlaid(flattened(form), lambda canvas: canvas.drawString(20, level, "ca."), page)
    (told,) = (one for one in read(typed).verdict.problems if one.code == "text-unread")
    statement = instruments["needs-assessment", "1"].items["needs.n01.current"].heading.partition(" – ")[0]
    words = re.search("“ca.” .page 2., next to “(.+)” .1 in all", told.message)
    assert words is not None
    assert words[1] in statement
    assert told.place == Place(page=page)


def test_a_text_longer_than_its_place_goes_to_a_person(instruments: Instruments, read: Read, tmp_path: Path):
    long = {"more.strength": " ".join(["We meet and talk about every child and every family each day."] * 4)}
    form = completed(instruments["needs-assessment", "1"], long, kind="pdf")
    for way in WAYS.values():
        outcome = read(way(form, tmp_path))
        assert "answer-unreadable" in codes_of(outcome)


def test_text_in_the_color_of_the_paper_goes_to_a_person(form: bytes, read: Read):
    page, (left, _, _, bottom) = box_of(form, "program.children")

    def whisper(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(left + 4, HEIGHT - bottom + 5, "77")

    outcome = read(overlaid(flattened(form), whisper, page))
    assert "answer-conflict" in codes_of(outcome)


def test_an_answer_that_was_struck_out_goes_to_a_person(form: bytes, read: Read):
    page, (left, top, _, bottom) = box_of(form, "identity.name")
    middle = HEIGHT - (top + bottom) / 2 - 0.5
    outcome = read(overlaid(flattened(form), lambda canvas: canvas.line(left, middle, left + 60, middle), page))
    assert codes_of(outcome) == ["read-from-pages", "answer-unreadable"]


@pytest.mark.parametrize("line", [0, 1, 2, 3])
def test_an_answer_painted_over_and_written_anew_goes_to_a_person(form: bytes, read: Read, line: int):
    page, (left, top, right, bottom) = box_of(form, "more.strength")

    def anew(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(left + 1, HEIGHT - bottom + 1, right - left - 2, bottom - top - 2, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(left + 3, HEIGHT - top - 11 - 12 * line, "Hardly ever.")

    assert codes_of(read(overlaid(flattened(form), anew, page))) == ["read-from-pages", "answer-unreadable"]
