"""Circles around printed words of a plain form are marks; anything else done to such a word goes to a person."""

import math
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.flat.blank import Blank
from extractors.pdf.flat.read import read_pages
from extractors.pdf.flat.slot import Slot
from extractors.pdf.place import Box
from extractors.pdf.seen.plain import learn_plain
from tests.extractors import plain_forms
from tests.extractors.plain_copies import WAYS, answers_of, height_of, on, slot_of
from tests.round_trip.printed import changed


@pytest.fixture(name="forms", scope="module")
def _forms(tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("office")
    made = plain_forms.printed_by_office({"circles.docx": plain_forms.circle_form()}, folder)
    return {"circles": made["circles.docx"], "scales": plain_forms.scale_form()}


@pytest.fixture(name="blanks", scope="module")
def _blanks(forms) -> dict[str, Blank]:
    return {name: learn_plain(data) for name, data in forms.items()}


def ring(slot: Slot, by: float = 3.0) -> Box:
    left, top, right, bottom = slot.printed.box
    return left - by, top - by, right + by, bottom + by


def annotated(form: bytes, kind: str, box: Box, **entries: object) -> bytes:
    """The form with an annotation that has no picture of its own, as some programs leave it to the viewer."""
    high = height_of(form)
    left, top, right, bottom = box

    def add(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), F=4, C=Array([1, 0, 0]))
        note.Rect = Array([left, high - bottom, right, high - top])
        for name, value in entries.items():
            note[f"/{name}"] = value
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return changed(form, add)


def ellipse(form: bytes, box: Box) -> bytes:
    def draw(canvas: Canvas, high: float) -> None:
        canvas.setStrokeColorRGB(0, 0, 0.8)
        canvas.ellipse(box[0], high - box[3], box[2], high - box[1])

    return on(form, draw)


def loop(form: bytes, box: Box) -> bytes:
    """A loop drawn by hand, which does not quite meet its beginning."""
    high = height_of(form)
    across, down = (box[0] + box[2]) / 2, high - (box[1] + box[3]) / 2
    wide, tall = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    points = [
        value
        for step in range(25)
        for value in (
            across + wide * (0.9 + step * 0.004) * math.cos(step * 0.27),
            down + tall * (0.9 + step * 0.004) * math.sin(step * 0.27),
        )
    ]
    return annotated(form, "Ink", box, InkList=Array([Array(points)]))


CIRCLES: dict[str, Callable[[bytes, Box], bytes]] = {
    "path": ellipse,
    "Circle": lambda form, box: annotated(form, "Circle", box),
    "Square": lambda form, box: annotated(form, "Square", box),
    "Ink": loop,
}
IN_CELLS = ("Families were asked first | 4", "Shall we go on next year? | No")
CIRCLED = (
    "Our leaders talk about it | 1",
    "We have time for it | 3",
    "Was it tried before? | No",
    "Our meetings start in time | 2",
)


@pytest.mark.parametrize("label", CIRCLED)
@pytest.mark.parametrize("kind", CIRCLES)
@pytest.mark.parametrize("way", WAYS)
def test_a_circle_around_a_word_is_a_mark(forms, blanks, kind, label, way, tmp_path):
    copy = WAYS[way](CIRCLES[kind](forms["scales"], ring(slot_of(blanks["scales"], label), 4)), tmp_path)
    assert answers_of(read_pages(copy, blanks["scales"])) == {label: True}


@pytest.mark.parametrize("label", IN_CELLS)
@pytest.mark.parametrize("kind", CIRCLES)
@pytest.mark.parametrize("way", WAYS)
def test_a_circle_in_a_form_of_word_is_a_mark(forms, blanks, kind, label, way, tmp_path):
    copy = WAYS[way](CIRCLES[kind](forms["circles"], ring(slot_of(blanks["circles"], label), 3.5)), tmp_path)
    assert answers_of(read_pages(copy, blanks["circles"])) == {label: True}


def crossed(form: bytes, slot: Slot) -> bytes:
    left, top, right, bottom = ring(slot, 2)

    def draw(canvas: Canvas, high: float) -> None:
        canvas.line(left, high - top, right, high - bottom)
        canvas.line(left, high - bottom, right, high - top)

    return on(form, draw)


def highlighted(form: bytes, slot: Slot) -> bytes:
    left, top, right, bottom = ring(slot, 1)
    high = height_of(form)
    quad = Array([left, high - top, right, high - top, left, high - bottom, right, high - bottom])
    return annotated(form, "Highlight", ring(slot, 1), QuadPoints=quad, C=Array([1, 1, 0]))


def underlined(form: bytes, slot: Slot) -> bytes:
    left, _, right, bottom = slot.printed.box
    return on(form, lambda canvas, high: canvas.line(left, high - bottom - 2, right, high - bottom - 2))


def struck(form: bytes, slot: Slot) -> bytes:
    left, top, right, bottom = ring(slot, 1)
    return on(form, lambda canvas, high: canvas.line(left, high - (top + bottom) / 2, right, high - (top + bottom) / 2))


def lettered(form: bytes, slot: Slot) -> bytes:
    left, _, _, bottom = slot.printed.box
    return on(form, lambda canvas, high: canvas.drawString(left, high - bottom, "X"))


def filled(form: bytes, slot: Slot) -> bytes:
    left, top, right, bottom = ring(slot, 4)

    def draw(canvas: Canvas, high: float) -> None:
        canvas.setFillColorRGB(0.7, 0.9, 0.7)
        canvas.setFillAlpha(0.5)
        canvas.ellipse(left, high - bottom, right, high - top, stroke=0, fill=1)

    return on(form, draw)


def half_circled(form: bytes, slot: Slot) -> bytes:
    left, top, right, bottom = ring(slot, 4)
    return on(form, lambda canvas, high: canvas.arc(left, high - bottom, right, high - top, 90, 180))


UNSURE = (crossed, highlighted, underlined, struck, lettered, filled, half_circled)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("change", UNSURE, ids=lambda one: one.__name__)
def test_anything_else_done_to_a_word_goes_to_a_person(forms, blanks, change, way, tmp_path):
    slot = slot_of(blanks["scales"], "We have time for it | 3")
    reading = read_pages(WAYS[way](change(forms["scales"], slot), tmp_path), blanks["scales"])
    assert answers_of(reading) == {slot.label: "?"}


@pytest.mark.parametrize("by", [9, 14, 24, 40, 70])
def test_a_circle_that_is_too_large_for_its_word_is_not_lost(forms, blanks, by):
    slot = slot_of(blanks["scales"], "We have time for it | 3")
    said = answers_of(read_pages(ellipse(forms["scales"], ring(slot, by)), blanks["scales"]))
    assert said
    assert set(said.values()) == {"?"} or said == {slot.label: True}


def test_a_circle_around_two_words_goes_to_a_person(forms, blanks):
    two, three = (ring(slot_of(blanks["scales"], f"We have time for it | {number}"), 4) for number in (2, 3))
    said = answers_of(read_pages(ellipse(forms["scales"], (two[0], two[1], three[2], three[3])), blanks["scales"]))
    assert said == {"We have time for it | 2": "?", "We have time for it | 3": "?"}
