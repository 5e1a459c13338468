"""A ring around the words beside a box of a plain form marks the box; anything else drawn there goes to a person."""

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.flat.blank import Blank
from extractors.pdf.flat.read import read_pages
from extractors.pdf.flat.slot import Slot
from extractors.pdf.page.boxes import around
from extractors.pdf.place import Box
from extractors.pdf.seen.plain import learn_plain
from tests.extractors import plain_forms
from tests.extractors.plain_copies import WAYS, answers_of, on, slot_of
from tests.extractors.test_pdf_circled import CIRCLES, annotated, ellipse

DRAWN = [  # printed, a frame is four lines, which may be anything
    (kind, way) for kind in CIRCLES for way in WAYS if kind != "Square" or way == "typed over"
]
LABELS = ("Is the team complete? | Not yet", "Who leads it? | A parent", "Helpers | School")


@pytest.fixture(name="form", scope="module")
def _form() -> bytes:
    def draw(canvas: Canvas, high: float) -> None:
        canvas.setFont("Helvetica", 10)
        for number, text in enumerate(("Go on after the help of the clinic has changed", "Ask the board")):
            canvas.rect(54, high - 582 - 22 * number, 10, 10)
            canvas.drawString(72, high - 580 - 22 * number, text)

    return on(plain_forms.drawn_form(), draw)


@pytest.fixture(name="blank", scope="module")
def _blank(form) -> Blank:
    return learn_plain(form)


def words_of(slot: Slot) -> Box:
    return around([word.box for word in slot.beside])


def ring(slot: Slot, across: float = 5.0, down: float = 3.0) -> Box:
    left, top, right, bottom = words_of(slot)
    return left - across, top - down, right + across, bottom + down


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(("kind", "way"), DRAWN)
def test_a_ring_around_the_words_of_a_box_marks_it(form, blank, kind, label, way, tmp_path):
    slot = slot_of(blank, next(one for one in labels(blank) if one.endswith(label.partition(" | ")[2])))
    reading = read_pages(WAYS[way](CIRCLES[kind](form, ring(slot)), tmp_path), blank)
    assert answers_of(reading) == {slot.label: True}
    assert not reading.unread


@pytest.mark.parametrize("way", WAYS)
def test_a_ring_may_run_through_the_corners_of_a_long_label(form, blank, way, tmp_path):
    slot = slot_of(blank, next(one for one in labels(blank) if one.endswith("has changed")))
    reading = read_pages(WAYS[way](ellipse(form, ring(slot)), tmp_path), blank)
    assert answers_of(reading) == {slot.label: True}
    assert not reading.unread


def test_a_ring_may_go_around_the_box_too(form, blank):
    slot = slot_of(blank, next(one for one in labels(blank) if one.endswith("Ask the board")))
    left, top, right, bottom = around((slot.box, words_of(slot)))
    reading = read_pages(ellipse(form, (left - 5, top - 3, right + 5, bottom + 3)), blank)
    assert answers_of(reading) == {slot.label: True}
    assert not reading.unread


def labels(blank: Blank) -> list[str]:
    return [slot.label for page in blank.pages for slot in page.slots]


def drawn(form: bytes, draw: Callable[[Canvas, Callable[[float], float]], None]) -> bytes:
    return on(form, lambda canvas, high: draw(canvas, lambda down: high - down))


def struck(form: bytes, slot: Slot) -> bytes:
    left, top, right, bottom = words_of(slot)
    level = (top + bottom) / 2
    return drawn(ellipse(form, ring(slot)), lambda canvas, up: canvas.line(left - 2, up(level), right + 2, up(level)))


def one_path(form: bytes, slot: Slot) -> bytes:
    """A ring and a cross through it, drawn in one go."""
    left, top, right, bottom = ring(slot)

    def draw(canvas: Canvas, up: Callable[[float], float]) -> None:
        path = canvas.beginPath()
        path.ellipse(left, up(bottom), right - left, bottom - top)
        path.moveTo(left, up(top))
        path.lineTo(right, up(bottom))
        path.moveTo(left, up(bottom))
        path.lineTo(right, up(top))
        canvas.drawPath(path)

    return drawn(form, draw)


def crossed(form: bytes, slot: Slot) -> bytes:
    left, top, right, bottom = ring(slot)

    def draw(canvas: Canvas, up: Callable[[float], float]) -> None:
        canvas.line(left, up(top), right, up(bottom))
        canvas.line(left, up(bottom), right, up(top))

    return drawn(ellipse(form, ring(slot)), draw)


def written(form: bytes, slot: Slot) -> bytes:
    left, _, _, bottom = words_of(slot)
    return drawn(ellipse(form, ring(slot)), lambda canvas, up: canvas.drawString(left, up(bottom), "no"))


def half(form: bytes, slot: Slot) -> bytes:
    left, top, right, bottom = ring(slot)
    return drawn(form, lambda canvas, up: canvas.arc(left, up(bottom), right, up(top), 90, 180))


def said(form: bytes, slot: Slot) -> bytes:
    return annotated(form, "Circle", ring(slot), Contents="not this one")


def large(form: bytes, slot: Slot) -> bytes:
    return ellipse(form, ring(slot, 40, 30))


def cross(form: bytes, slot: Slot) -> bytes:
    left, top, right, bottom = ring(slot)

    def draw(canvas: Canvas, up: Callable[[float], float]) -> None:
        path = canvas.beginPath()
        path.moveTo(left, up(top))
        path.lineTo(right, up(bottom))
        path.moveTo(left, up(bottom))
        path.lineTo(right, up(top))
        canvas.drawPath(path)

    return drawn(form, draw)


UPON = [struck, one_path, crossed, written, half, large, cross]


@pytest.mark.parametrize(
    ("change", "way"),
    [*((one, way) for one in UPON for way in ("typed over", "printed anew")), (said, "typed over")],
)
@pytest.mark.parametrize("ending", ["Not yet", "A parent", "has changed", "Ask the board"])
def test_anything_else_drawn_upon_the_words_goes_to_a_person(form, blank, change, ending, way, tmp_path):
    slot = slot_of(blank, next(one for one in labels(blank) if one.endswith(ending)))
    reading = read_pages(WAYS[way](change(form, slot), tmp_path), blank)
    assert answers_of(reading).get(slot.label) is not True
    assert reading.unread or "?" in answers_of(reading).values()


def test_a_ring_around_the_words_of_two_boxes_goes_to_a_person(form, blank):
    one, other = (
        slot_of(blank, next(it for it in labels(blank) if it.endswith(end))) for end in ("A coach", "A teacher")
    )
    reading = read_pages(ellipse(form, around((ring(one), ring(other)))), blank)
    assert True not in answers_of(reading).values()
    assert reading.unread


def test_two_boxes_that_are_meant_in_two_ways_are_both_told(form, blank):
    """A tick in one box and a ring around the words of another: whether both may be answered, the form says."""
    one, other = (slot_of(blank, next(it for it in labels(blank) if it.endswith(end))) for end in ("Yes", "Not yet"))
    left, top, right, bottom = one.box

    def draw(canvas: Canvas, up: Callable[[float], float]) -> None:
        canvas.setLineWidth(1.2)
        canvas.line(left, up(top), right, up(bottom))
        canvas.line(left, up(bottom), right, up(top))

    reading = read_pages(drawn(ellipse(form, ring(other)), draw), blank)
    assert answers_of(reading) == {one.label: True, other.label: True}
