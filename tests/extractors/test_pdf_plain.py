"""The places of blank PDF forms without fields are learned, and completed copies of them are read by these places."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.flat.blank import Blank
from extractors.pdf.flat.read import read_pages
from extractors.pdf.seen.plain import learn_plain
from extractors.pdf.seen.preview import Outline, outlined
from planwright.model import FieldKind
from tests.extractors import plain_forms
from tests.extractors.plain_copies import WAYS, answers_of, labels, on, slot_of
from tests.extractors.plain_forms import DEGREES, STATEMENTS
from tests.round_trip.printed import changed, noted
from tests.round_trip.printed_word import printed_again

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

    reading = read_pages(printed_again(on(forms["long"], draw, page=2), tmp_path), blank)
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
    shown = outlined(forms["drawn"], [Outline(1, slot.box, slot.key) for slot in slots])
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
    frames = learn_plain(outlined(form, [Outline(1, box, "")])).pages[0].slots
    assert any(slot.box == pytest.approx(box, abs=2.0) for slot in frames)
