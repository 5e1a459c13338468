"""The places of blank PDF forms without fields are learned, and completed copies of them are read by these places."""

import io
import math
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.blank import Blank, Slot
from extractors.pdf.pages import read_pages
from extractors.pdf.place import Box
from extractors.pdf.plain import learn_plain
from extractors.pdf.preview import outlined
from planwright.model import FieldKind, Reading, State
from tests.extractors import plain_forms
from tests.extractors.plain_forms import DEGREES, STATEMENTS
from tests.round_trip.printed import changed, noted, scaled

Fill = Callable[[bytes], bytes]


@pytest.fixture(name="forms", scope="module")
def _forms(tmp_path_factory) -> dict[str, bytes]:
    files = {
        "table.docx": plain_forms.table_form(),
        "underscores.docx": plain_forms.underscore_form(),
        "circles.docx": plain_forms.circle_form(),
        "web.html": plain_forms.WEB.encode(),
    }
    made = plain_forms.printed_by_office(files, tmp_path_factory.mktemp("office"))
    return {
        **{Path(name).stem: data for name, data in made.items()},
        "drawn": plain_forms.drawn_form(),
        "scales": plain_forms.scale_form(),
        "web-like": plain_forms.web_like_form(),
        "long": plain_forms.long_form(),
    }


@pytest.fixture(name="blanks", scope="module")
def _blanks(forms) -> dict[str, Blank]:
    return {name: learn_plain(data) for name, data in forms.items()}


def labels(blank: Blank) -> list[str]:
    return [slot.label for page in blank.pages for slot in page.slots]


def slot_of(blank: Blank, label: str) -> Slot:
    (slot,) = [slot for page in blank.pages for slot in page.slots if slot.label == label]
    return slot


def height_of(form: bytes) -> float:
    return float(pypdf.PdfReader(io.BytesIO(form)).pages[0].mediabox.height)


def on(form: bytes, draw: Callable[[Canvas, float], None], page: int = 1) -> bytes:
    """The form with something drawn upon one of its pages by another program."""
    high = height_of(form)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, high))
    draw(canvas, high)
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    writer.pages[page - 1].merge_page(pypdf.PdfReader(out).pages[0])
    merged = io.BytesIO()
    writer.write(merged)
    return merged.getvalue()


def typed(form: bytes, blank: Blank, answers: dict[str, str]) -> bytes:
    """The form with each answer typed over its place: text at the foot of the place, X in the middle of a box."""

    def draw(canvas: Canvas, high: float) -> None:
        for label, text in answers.items():
            slot = slot_of(blank, label)
            left, top, right, bottom = slot.box
            canvas.setFont("Helvetica", 9)
            if slot.kind is FieldKind.MARK:
                canvas.drawCentredString((left + right) / 2, high - (top + bottom) / 2 - 3, text)
            else:
                parts = slot.clear or (slot.box,)
                for part, line in zip(parts, text.split("\n"), strict=False):
                    canvas.drawString(part[0] + 4, high - min(part[3] - 3, part[1] + 12), line)

    return on(form, draw)


def printed_anew(form: bytes, folder: Path) -> bytes:
    """The form printed to a new PDF by poppler through cairo."""
    before, after = folder / "before.pdf", folder / "after.pdf"
    before.write_bytes(form)
    subprocess.run(["pdftocairo", "-pdf", before, after], check=True, capture_output=True, timeout=60)
    return after.read_bytes()


def answers_of(reading: Reading) -> dict[str, object]:
    """What was answered, by label; `?` where a person must look."""
    said: dict[str, object] = {}
    for field in reading.fields:
        if field.state not in (State.ANSWERED, State.BLANK):
            said[field.label] = "?"
        elif field.value not in (None, False):
            said[field.label] = field.value
    return said


# -- the places of a blank --------------------------------------------------------------------------------------------


def test_cells_are_named_by_their_row_and_their_heading(blanks):
    blank = blanks["table"]
    grid = [f"{text} | {degree}" for text in STATEMENTS for degree in DEGREES]
    assert labels(blank) == [
        "Program",
        "Date",
        "Your name",
        "Role",
        *grid,
        "Home visits",
        "Group meetings",
        "Phone calls",
        "What else should we know?",
    ]
    slot = slot_of(blank, "Families were asked first | Agree")
    assert (slot.row, slot.column) == ("Families were asked first", "Agree")
    assert (slot.kind, slot.lines, slot.state) == (FieldKind.TEXT, True, "")
    assert slot_of(blank, "Phone calls").kind is FieldKind.MARK
    assert slot_of(blank, "Phone calls").row == "Mark what you use:"


def test_places_are_numbered_in_the_order_in_which_they_are_read(blanks):
    for blank in blanks.values():
        keys = [slot.key for page in blank.pages for slot in page.slots]
        assert keys == [f"place-{number}" for number in range(1, len(keys) + 1)]


def test_underscores_leaders_and_labels_with_room_are_places(blanks):
    assert labels(blanks["underscores"]) == [
        "Name of visitor:",
        "Date of visit:",
        "Place of the visit",
        "What was talked about:",
        "Next steps",
        "Number of children:",
    ]
    assert slot_of(blanks["underscores"], "What was talked about:").lines
    assert len(slot_of(blanks["underscores"], "What was talked about:").clear) == 3


def test_rules_boxes_rings_and_frames_are_places_and_decoration_is_none(blanks):
    blank = blanks["drawn"]
    assert labels(blank) == [
        "Team",
        "Started on",
        "Aim of the change:",
        "Yes",
        "No",
        "Not yet",
        "A coach",
        "A teacher",
        "A parent",
        "Board",
        "School",
        "Clinic",
        "Remarks of the coach",
        "Signature of the lead",
        "Day of signing",
    ]
    assert slot_of(blank, "Not yet").row == "Is the team complete?"
    assert slot_of(blank, "A parent").row == "Who leads it?"


def test_a_place_lies_where_a_person_writes(blanks):
    slot = slot_of(blanks["drawn"], "Team")
    assert slot.box == pytest.approx((84, 108, 300, 127.5), abs=1.5)
    assert slot.box[3] > 792 - 668 > slot.box[3] - 5  # the rule lies near the foot of the place


@pytest.mark.parametrize("name", ["web", "web-like"])
def test_tables_of_web_pages_are_found(blanks, name):
    said = labels(blanks[name])
    assert "Travel money | We need it" in said or "Calls answered | Done" in said
    assert len(said) == 12


def test_numbers_and_words_of_a_scale_are_places_and_their_headings_are_none(blanks):
    blank = blanks["scales"]
    slots = [slot for page in blank.pages for slot in page.slots]
    assert all(slot.kind is FieldKind.MARK and slot.printed for slot in slots)
    assert len(slots) == 3 * 5 + 2 + 3 + 2 * 3
    slot = slot_of(blank, "Notes are sent to everyone | 1")
    assert (slot.row, slot.column, slot.printed.text) == ("Notes are sent to everyone", "Often", "1")
    assert slot_of(blank, "Was it tried before? | N/A").printed.text == "N/A"


def test_a_table_that_goes_on_keeps_the_headings_of_the_page_before(blanks):
    first, second = (page.slots for page in blanks["long"].pages)
    assert [slot.label for slot in first] == [
        f"{day} | {heading}" for day in ("Monday", "Tuesday") for heading in ("Topic", "Outcome")
    ]
    assert [slot.label for slot in second] == [
        *(f"{day} | {heading}" for day in ("Wednesday", "Thursday") for heading in ("Topic", "Outcome")),
        "Office code",
        *("Is it urgent? And was it solved? | Y", "Is it urgent? And was it solved? | N") * 2,
        "Head of office",
        "Grammar",
        "Geography",
        "Gymnastics",
    ]
    assert [slot.comb for slot in second if slot.label == "Office code"] == [True]


def test_numbers_in_the_cells_of_a_word_form_are_circled(blanks):
    slots = blanks["circles"].pages[0].slots
    assert [slot.label for slot in slots] == [
        *(f"{text} | {number}" for text in STATEMENTS for number in range(1, 5)),
        "Shall we go on next year? | Yes",
        "Shall we go on next year? | No",
    ]
    assert all(slot.printed for slot in slots)


# -- completed copies -------------------------------------------------------------------------------------------------

ANSWERS = {
    "table": {
        "Your name": "Ada Quill",
        "Families were asked first | Agree": "X",
        "Coaches visit every month | Partly": "sometimes",
        "Group meetings": "X",
        "What else should we know?": "Nothing for now.",
    },
    "underscores": {
        "Name of visitor:": "Ben Marlow",
        "Date of visit:": "4 5 2026",
        "What was talked about:": "The new room.\nThe budget of the year\nand the plan.",
        "Next steps": "Call the school",
        "Number of children:": "14",
    },
    "drawn": {
        "Team": "Northern hills",
        "Aim of the change:": "Fewer late starts,\nmore calm",
        "No": "X",
        "A teacher": "X",
        "School": "X",
        "Remarks of the coach": "Going well",
        "Day of signing": "5 May 2026",
    },
    "web": {"Meeting rooms | Remarks": "3 rooms", "Travel money | We need it": "X", "Friday": "X"},
    "web-like": {"Visits made | Planned": "12", "Groups held | Remark": "in summer", "busy": "X"},
}
WAYS: dict[str, Callable[[bytes, Path], bytes]] = {
    "typed over": lambda form, _: form,
    "printed anew": printed_anew,
    "scaled": lambda form, folder: scaled(printed_anew(form, folder), 0.95, 12, 14),  # notes are drawn by then
    "scaled and printed": lambda form, folder: printed_anew(scaled(printed_anew(form, folder), 0.97, 9, 12), folder),
}


def expected(answers: dict[str, str], blank: Blank) -> dict[str, object]:
    return {
        label: True if slot_of(blank, label).kind is FieldKind.MARK else " ".join(text.split())
        for label, text in answers.items()
    }


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ANSWERS)
def test_what_was_typed_over_a_form_is_read(forms, blanks, name, way, tmp_path):
    blank = blanks[name]
    copy = WAYS[way](typed(forms[name], blank, ANSWERS[name]), tmp_path)
    reading = read_pages(copy, blank)
    said = {
        key: " ".join(value.split()) if isinstance(value, str) else value for key, value in answers_of(reading).items()
    }
    assert said == expected(ANSWERS[name], blank)
    assert reading.unread == ()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["table", "underscores", "drawn", "scales", "circles", "web", "web-like", "long"])
def test_an_empty_copy_is_blank(forms, blanks, name, way, tmp_path):
    reading = read_pages(WAYS[way](forms[name], tmp_path), blanks[name])
    assert len(reading.fields) == len(labels(blanks[name]))
    assert answers_of(reading) == {}
    assert reading.unread == ()


def test_letters_that_reach_below_their_line_do_not_disturb_the_next(forms, blanks, tmp_path):
    blank = blanks["long"]
    answers = {"Grammar": "gypsy pop", "Geography": "quay", "Gymnastics": "jig", "Office code": ""}

    def draw(canvas: Canvas, high: float) -> None:
        for label, text in answers.items():
            box = slot_of(blank, label).clear[0]
            canvas.drawString(box[0] + 4, high - box[3] + 1, text)

    reading = read_pages(printed_anew(on(forms["long"], draw, page=2), tmp_path), blank)
    assert answers_of(reading) == {label: text for label, text in answers.items() if text}


def test_letters_in_the_cells_of_a_comb_are_one_answer(forms, blanks):
    slot = slot_of(blanks["long"], "Office code")

    def draw(canvas: Canvas, high: float) -> None:
        for letter, box in zip("QX72", slot.clear, strict=False):
            canvas.drawString(box[0] + 3, high - box[3] + 3, letter)

    assert answers_of(read_pages(on(forms["long"], draw, page=2), blanks["long"])) == {"Office code": "QX72"}


def test_notes_are_read_and_handwriting_goes_to_a_person(forms, blanks):
    form, blank = forms["drawn"], blanks["drawn"]
    team, day, no = (slot_of(blank, label).box for label in ("Team", "Day of signing", "No"))
    copy = noted(noted(noted(form, "FreeText", team, "Northern hills"), "Ink", day), "Ink", no)
    assert answers_of(read_pages(copy, blank)) == {"Team": "Northern hills", "Day of signing": "?", "No": True}


@pytest.mark.parametrize("label", ["Aim of the change:", "Remarks of the coach"])
@pytest.mark.parametrize("way", WAYS)
def test_a_short_stroke_between_the_lines_is_not_lost(forms, blanks, label, way, tmp_path):
    left, top, _, _ = slot_of(blanks["drawn"], label).box
    copy = on(forms["drawn"], lambda canvas, high: canvas.line(left + 50, high - top - 8, left + 62, high - top - 14))
    assert answers_of(read_pages(WAYS[way](copy, tmp_path), blanks["drawn"])) == {label: "?"}


# -- circles around printed words -------------------------------------------------------------------------------------


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


# -- pages that are turned or cut, and the picture for a person -------------------------------------------------------


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_and_cut_page_is_learned_as_it_is_displayed(forms, turn):
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = [-20, -10, 632, 802]
        pdf.pages[0].obj.CropBox = [0, 0, 612, 792]
        pdf.pages[0].obj.Rotate = turn

    form = changed(forms["scales"], change)
    slots = learn_plain(form).pages[0].slots
    assert all(slot.box[0] >= 0 and slot.box[1] >= 0 for slot in slots)
    wide, high = (792, 612) if turn in (90, 270) else (612, 792)
    assert all(slot.box[2] <= wide and slot.box[3] <= high for slot in slots)


def test_a_page_moved_on_its_sheet_gives_the_same_places(forms, blanks):
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = [-20, -10, 632, 802]
        pdf.pages[0].obj.CropBox = [0, 0, 612, 792]

    moved = learn_plain(changed(forms["drawn"], change))
    for one, other in zip(moved.pages[0].slots, blanks["drawn"].pages[0].slots, strict=True):
        assert (one.key, one.label) == (other.key, other.label)
        assert one.box == pytest.approx(other.box, abs=0.5)


def test_a_preview_keeps_the_page_and_names_each_place(forms, blanks):
    slots = blanks["drawn"].pages[0].slots
    shown = outlined(forms["drawn"], [(1, slot.box, slot.key) for slot in slots])
    text = pypdf.PdfReader(io.BytesIO(shown)).pages[0].extract_text()
    assert "Remarks of the coach" in text
    assert all(slot.key in text for slot in slots)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_outlines_lie_on_their_places_however_the_page_is_turned(forms, turn):
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = [-20, -10, 632, 802]
        pdf.pages[0].obj.CropBox = [0, 0, 612, 792]
        pdf.pages[0].obj.Rotate = turn

    form = changed(forms["web-like"], change)
    box = (300.0, 400.0, 400.0, 420.0)
    frames = learn_plain(outlined(form, [(1, box, "")])).pages[0].slots
    assert any(slot.box == pytest.approx(box, abs=2.0) for slot in frames)
