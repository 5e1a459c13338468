"""What stands on a page and in no field is told, whether the PDF still has its fields or not; turned pages are read."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.fields import read_pdf_fields
from extractors.pdf.page.words import words_of
from extractors.pdf.place import pages_of
from flows.form import Known, read_form
from planwright.instruments import Instruments
from planwright.issuing import FORMATS
from planwright.model import Accepted, NeedsReview, Outcome, Value
from planwright.stamp import Stamp
from tests.fill_pdf import fill_pdf
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of
from tests.round_trip.printed import HEIGHT, changed, drawn, flattened, noted, overlaid, places, printed, scaled

ANSWERS: dict[str, Value] = {
    "program.services": ("home-visiting", "center"),
    "needs.n01.current": 3,
    "more.strength": "We talk every day.",
}
Read = Callable[[bytes], Outcome]
Draw = Callable[[Canvas], None]


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return completed(instruments["needs-assessment", "1"], ANSWERS, kind="pdf")


@pytest.fixture(name="read")
def _read(instruments: Instruments, tmp_path: Path) -> Read:
    return lambda data: outcome_of(data, tmp_path, instruments)


def box_of(form: bytes, key: str) -> tuple[int, float, float, float, float]:
    """The page of a field, and its left, bottom, right and top as reportlab counts them."""
    place = places(form)[key].place
    assert place.page is not None
    assert place.box is not None
    left, top, right, bottom = place.box
    return place.page, left, HEIGHT - bottom, right, HEIGHT - top


def told(outcome: Outcome) -> str:
    """The message about what stands outside the fields."""
    return next(one.message for one in outcome.verdict.problems if one.code == "text-unread")


# -- a form with its fields -------------------------------------------------------------------------------------------


def saved_by(program: str, form: bytes) -> bytes:
    """The form as this program saves it."""
    out = io.BytesIO()
    if program == "pypdf":
        pypdf.PdfWriter(clone_from=io.BytesIO(form)).write(out)
    else:
        how = {"qdf": {"qdf": True}, "recompressed": {"recompress_flate": True}, "objects": {}}[program]
        with pikepdf.open(io.BytesIO(form)) as pdf:
            pdf.save(out, **how)
    return out.getvalue()


@pytest.mark.parametrize("program", ["pypdf", "qdf", "recompressed", "objects"])
def test_pages_that_another_program_only_saved_are_known_to_be_as_issued(form: bytes, program: str):
    assert read_pdf_fields(saved_by(program, drawn(form))).redrawn == ()


def test_pages_drawn_anew_with_the_same_words_say_nothing(form: bytes, read: Read):
    again = overlaid(drawn(form), lambda canvas: canvas.drawString(0, 0, ""))
    assert read_pdf_fields(again).redrawn == (1,)
    assert isinstance(read(again).verdict, Accepted)
    assert answers_of(read(again)) == answers_of(read(form))


def test_a_form_that_says_nothing_of_its_pages_is_held_against_its_blank(form: bytes, read: Read):
    def forget(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            del page.obj["/PieceInfo"]

    assert isinstance(read(changed(form, forget)).verdict, Accepted)
    typed = overlaid(changed(form, forget), lambda canvas: canvas.drawString(300, 770, "see our letter"), 2)
    assert codes_of(read(typed)) == ["text-unread"]


def test_words_typed_beneath_a_field_that_covers_them_are_a_conflict(form: bytes, read: Read):
    page, left, bottom, _, _ = box_of(form, "program.children")
    outcome = read(overlaid(form, lambda canvas: canvas.drawString(left + 4, bottom + 5, "77"), page))
    assert [(one.code, one.item) for one in outcome.verdict.problems] == [("answer-conflict", "program.children")]


def noted_in(form: bytes, key: str, kind: str, text: str = "") -> bytes:
    """The form with a note in the place of a field."""
    page, left, bottom, right, top = box_of(form, key)
    return noted(form, kind, (left, HEIGHT - top, right, HEIGHT - bottom), text, page)


def value_of(outcome: Outcome, item: str) -> Value:
    """What was read as the answer to an item."""
    assert outcome.submission is not None
    return next(one.value for one in outcome.submission.responses if one.item == item)


def test_words_noted_in_the_place_of_an_empty_field_are_its_answer(form: bytes, read: Read):
    outcome = read(noted_in(form, "program.children", "FreeText", "77"))
    assert isinstance(outcome.verdict, Accepted)
    assert codes_of(outcome) == []
    assert value_of(outcome, "program.children") == 77


def test_words_noted_over_another_answer_are_a_conflict_and_told(form: bytes, read: Read):
    outcome = read(noted_in(form, "more.strength", "FreeText", "no longer"))
    told = [(one.code, one.item) for one in outcome.verdict.problems if one.severity == "error"]
    assert told == [("text-unread", None), ("answer-conflict", "more.strength")]


@pytest.mark.parametrize("kind", ["Ink", "Stamp"])
def test_a_tick_noted_in_a_box_that_is_off_marks_it(form: bytes, read: Read, kind: str):
    outcome = read(noted_in(form, "program.services=school", kind))
    assert codes_of(outcome) == []
    assert value_of(outcome, "program.services") == ("home-visiting", "center", "school")


def test_words_typed_beside_the_fields_are_told(form: bytes, read: Read):
    outcome = read(overlaid(form, lambda canvas: canvas.drawString(300, 770, "see our letter"), 2))
    assert codes_of(outcome) == ["text-unread"]
    assert "see our letter" in told(outcome)


@pytest.mark.parametrize("mark", ["letter", "cross", "dot"])
def test_a_mark_on_the_page_beneath_a_box_that_is_off_goes_to_a_person(form: bytes, read: Read, mark: str):
    page, left, bottom, right, top = box_of(form, "program.services=school")

    def draw(canvas: Canvas) -> None:
        if mark == "letter":
            canvas.setFont("ZapfDingbats", 10)
            canvas.drawString(left + 1, bottom + 2, "4")
        elif mark == "cross":
            canvas.line(left, bottom, right, top)
            canvas.line(left, top, right, bottom)
        else:
            canvas.circle((left + right) / 2, (bottom + top) / 2, 3, fill=1)

    (told,) = read(overlaid(form, draw, page)).verdict.problems
    assert told.item == "program.services"
    assert told.code in ("answer-conflict", "answer-unreadable")


# -- drawn around what is printed -------------------------------------------------------------------------------------


def circle_around(form: bytes, key: str) -> tuple[int, Draw]:
    """A circle around the words beside a box."""
    page, _, bottom, right, top = box_of(form, key)
    return page, lambda canvas: canvas.ellipse(right + 2, bottom - 3, right + 60, top + 3)


Ways = dict[str, Callable[[bytes, Path], bytes]]
WAYS: Ways = {
    "with fields": lambda form, _: form,
    "flattened": lambda form, _: flattened(form),
    "printed": printed,
    "fitted": lambda form, folder: scaled(printed(form, folder), 0.94, 18, 24),
    "hardly moved": lambda form, _: scaled(flattened(form), 0.9993, 0.6, 0.6),  # so that it is not drawn anew
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_circle_around_printed_words_goes_to_a_person(form: bytes, read: Read, tmp_path: Path, way):
    page, circle = circle_around(form, "program.services=school")
    outcome = read(way(overlaid(form, circle, page), tmp_path))
    assert isinstance(outcome.verdict, NeedsReview)
    assert f"a drawing on page {page}" in told(outcome)
    assert "School-based" in told(outcome)


def test_a_circle_around_a_number_of_a_scale_goes_to_a_person(form: bytes, read: Read, tmp_path: Path):
    page, left, bottom, right, top = box_of(form, "needs.n02.current")
    high = bottom + 40  # where the head of the table prints what the columns mean, or the row above stands
    circled = overlaid(form, lambda canvas: canvas.ellipse(left - 14, high, right + 14, high + top - bottom + 8), page)
    for way in WAYS.values():
        assert isinstance(read(way(circled, tmp_path)).verdict, NeedsReview)


@pytest.mark.parametrize("way", ["with fields", "flattened", "printed"])
def test_a_question_that_was_struck_out_goes_to_a_person(form: bytes, read: Read, tmp_path: Path, way: str):
    page, _, _, _, top = box_of(form, "more.strength")
    start, end, middle, text = words_above(form, page, HEIGHT - top)
    outcome = read(WAYS[way](overlaid(form, lambda canvas: canvas.line(start, middle, end, middle), page), tmp_path))
    assert f"a line on page {page} through “{text}" in told(outcome)


def words_above(form: bytes, page: int, top: float) -> tuple[float, float, float, str]:
    """The line printed above this height: its left, right and middle as reportlab counts them, and its first word."""
    with pypdfium2.PdfDocument(form) as shown, pikepdf.open(io.BytesIO(form)) as pdf:
        words = words_of(shown[page - 1], pages_of(pdf).in_order()[page - 1])
    above = [word for word in words if word.box[3] <= top]
    lowest = max(word.box[3] for word in above)
    line = [word for word in above if abs(word.box[3] - lowest) < 3]
    first = min(line, key=lambda word: word.box[0])
    middle = HEIGHT - (first.box[1] + first.box[3]) / 2
    return first.box[0], max(word.box[2] for word in line), middle, first.text


def test_words_marked_with_a_light_color_go_to_a_person(form: bytes, read: Read):
    page, _, bottom, right, top = box_of(form, "program.services=school")

    def highlight(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 0)
        canvas.rect(right + 2, bottom, 60, top - bottom, stroke=0, fill=1)

    assert "School-based" in told(read(overlaid(flattened(form), highlight, page)))


@pytest.mark.parametrize("color", [(1, 1, 0.4), (1, 1, 0.8), (0.8, 1, 0.8)])
@pytest.mark.parametrize("keeps_fields", [False, True])
def test_words_marked_with_a_pale_color_go_to_a_person(
    form: bytes, read: Read, color: tuple[float, float, float], keeps_fields: bool
):
    page, _, bottom, right, top = box_of(form, "program.services=school")

    def highlight(canvas: Canvas) -> None:
        canvas.setFillColorRGB(*color)
        canvas.rect(right + 2, bottom, 60, top - bottom, stroke=0, fill=1)

    under = drawn(form) if keeps_fields else flattened(form)
    assert isinstance(read(overlaid(under, highlight, page)).verdict, NeedsReview)


def test_a_color_upon_a_printed_ground_goes_to_a_person(form: bytes, read: Read):
    """The instructions at the top stand on gray."""

    def highlight(canvas: Canvas) -> None:
        left, right, middle, _ = words_above(form, 1, 156)
        canvas.setFillColorRGB(1, 1, 0.4)
        canvas.setFillAlpha(0.6)
        canvas.rect(left - 3, middle - 6, right - left + 6, 12, stroke=0, fill=1)

    assert "another color" in told(read(overlaid(flattened(form), highlight)))


# -- turned pages -----------------------------------------------------------------------------------------------------


def turned(form: bytes, turn: int, *, contents: bool = False) -> bytes:
    """The form with its pages on their side; the paper lies as it did if the contents are turned."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    for page in writer.pages:
        page.rotate(turn)
        if contents:
            page.transfer_rotation_to_content()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("contents", [False, True], ids=["displayed turned", "drawn turned"])
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_on_their_side_are_read(form: bytes, read: Read, turn: int, contents: bool):
    outcome = read(turned(flattened(form), turn, contents=contents))
    assert codes_of(outcome) == ["read-from-pages"]
    assert answers_of(outcome) == answers_of(read(form))


def test_the_place_on_a_turned_page_is_where_it_is_displayed(form: bytes, read: Read):
    outcome = read(turned(flattened(form), 90))
    assert outcome.submission is not None
    place = next(one.place for one in outcome.submission.responses if one.item == "more.strength")
    assert place is not None
    assert place.box is not None
    _, left, bottom, right, top = box_of(form, "more.strength")
    assert place.box == pytest.approx((bottom, left, top, right), abs=1.0)


# -- names that take more than a line ---------------------------------------------------------------------------------


LONG = (
    "Upper Valley Association of Home Visitors, Family Child Care Providers and Preschools",
    "Autumn 2026, second part",
)


@pytest.mark.parametrize("way", ["with fields", "flattened"])
def test_names_that_break_into_lines_move_nothing(instruments: Instruments, tmp_path: Path, way: str):
    instrument = instruments["fit", "1"]
    stamp = Stamp(instrument="fit", version="1", agency="upper", round="2026-fall")
    blank = FORMATS["pdf"](instrument, stamp, agency_name=LONG[0], round_name=LONG[1])
    file = tmp_path / "form"
    known = Known(instruments=instruments, agencies={"upper": LONG[0]}, rounds={"2026-fall": LONG[1]})

    def forget(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            del page.obj["/PieceInfo"]

    file.write_bytes(changed(WAYS[way](fill_pdf(blank, instrument, {"identity.name": "R-01"}), tmp_path), forget))
    told = {one.code for one in read_form(file, known).verdict.problems}
    assert not told & {"text-unread", "pages-missing", "pages-bare", "answer-conflict"}
