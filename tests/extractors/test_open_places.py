"""every place where people write is found, with the words that say what it is for
OP02 what is written over a line, after a label or into a cell is the answer, without the line
OP03 a box is marked by any usual mark in or beside it
OP04 printed words are marked by their look, by a tick beside them, or by taking out the others
OP05 what is not certain is unreadable: two marks, words in the place of a mark, a drawing, a colored cell
OP06 one changed line leaves the others sure
OP07 rows added to a table are answers of rows after the last
OP08 words past the end of a line, and below the last line of a text, leave its answer to a person"""

from collections.abc import Callable

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extractors.read import learn_texts, read_lost
from planwright.model import FieldKind, State
from tests.extractors.open_forms import (
    DATE,
    NAME,
    OFTEN,
    ROLE,
    TOLD,
    blank,
    bytes_of,
    entries,
    paragraph,
    read,
    rewritten,
    scale,
)

Change = Callable[[Document], None]
MONTH = "Once a month"


def test_every_place_has_the_words_that_say_what_it_is_for() -> None:
    texts = learn_texts(bytes_of(blank()), names=(), has_open_places=True)
    found = [(slot.field.kind, slot.row, slot.column, slot.options) for slot in texts.slots.values()]
    assert found[:7] == [
        (FieldKind.TEXT, "Program name", "", ()),
        (FieldKind.TEXT, "Date", "", ()),
        (FieldKind.CHOICE, "Has someone explained the change to you?", "", ("Yes", "No")),
        (FieldKind.CHOICE, "How often do you meet?", "", ("Weekly", MONTH, "Never")),
        (FieldKind.MARK, "Role", "Director", ()),
        (FieldKind.MARK, "Role", "Coach", ()),
        (FieldKind.MARK, "Role", "Teacher", ()),
    ]
    assert found[7:12] == [(FieldKind.TEXT, "We find time to learn.", str(step), ()) for step in range(1, 6)]
    assert found[17:] == [(FieldKind.TEXT, "", words, ()) for _ in range(2) for words in ("Step", "Who")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Program name: ____Harbor Early____", "Harbor Early"),
        ("Program name: Harbor Early______________________", "Harbor Early"),
        ("Program name: Harbor_Early_", "Harbor_Early"),
        ("Program name: Harbor Early", "Harbor Early"),
        ("Program name: ______________________", None),
        ("Program name:", None),
    ],
)
def test_what_is_written_over_a_line_is_the_answer_without_the_line(written: str, said: str | None) -> None:
    field = read(lambda form: rewritten(form, NAME, (written, "")))["place-1"]
    assert (field.value, field.state) == (said, State.ANSWERED if said else State.BLANK)


def test_what_is_typed_after_a_label_or_into_a_cell_is_the_answer() -> None:
    def fill(form: Document) -> None:
        paragraph(form, DATE).add_run(" 9/30/2026")
        entries(form).cell(1, 0).text = "Meet\nevery week"

    fields = read(fill)
    assert fields["place-2"].value == "9/30/2026"
    assert fields["place-18"].value == "Meet\nevery week"


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("Role: ☐ Director  ☒ Coach  ☐ Teacher", [False, True, False]),
        ("Role: X Director  ☐ Coach  ☑ Teacher", [True, False, True]),
        ("Role: ☐x Director  ☐ Coach  √ Teacher", [True, False, True]),
        ("Role: ☐ Director  (x) Coach  [X] Teacher", [False, True, True]),
        ("Role: ☐ Director  ☐ Coach  ☐ Teacher", [False, False, False]),
        ("Role: ☐ Director  maybe Coach  ☐ Teacher", [False, None, False]),
        ("Role:  Director  ☐ Coach  ☐ Teacher", [None, False, False]),
        ("Role: ☐ Director  (v) Coach  ☐y Teacher", [False, "v", "y"]),
        ("Role: ☐ Director v  ☐ Coach  ☐ Teacher", [False, None, False]),
    ],
)
def test_a_box_is_marked_by_any_usual_mark(line: str, marks: list[bool | str | None]) -> None:
    fields = read(lambda form: rewritten(form, ROLE, (line, "")))
    found = [fields[f"place-{number}"] for number in (5, 6, 7)]
    assert [field.value for field in found] == marks
    assert [field.state for field in found] == [
        State.ANSWERED if isinstance(mark, bool) else State.UNREADABLE for mark in marks
    ]


ASKED = "How often do you meet?  "
EFFECTS = ("outline", "shadow", "emboss", "imprint", "{http://schemas.microsoft.com/office/word/2010/wordml}glow")


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        (((ASKED + "Weekly  /  ", ""), (MONTH, "bold"), ("  /  Never", "")), MONTH),
        (((ASKED, ""), ("Weekly", "underline"), ("  /  Once a month  /  Never", "")), "Weekly"),
        (((ASKED + "Weekly  /  Once a month  /  ", ""), ("Never", "highlight")), "Never"),
        *((((ASKED, ""), ("Weekly", effect), ("  /  Once a month  /  Never", "")), "Weekly") for effect in EFFECTS),
        (((ASKED, ""), ("Weekly", "strike"), ("  /  Once a month  /  ", ""), ("Never", "strike")), MONTH),
        (((ASKED + "Never", ""),), "Never"),
        (((ASKED + "Weekly  /  X Once a month  /  Never", ""),), MONTH),
        (((ASKED + "Weekly  /  Once a month ✓  /  Never", ""),), MONTH),
        (((ASKED + "Weekly  /  Once a month  /  Never", ""),), None),
    ],
)
def test_printed_words_are_marked_by_look_by_tick_or_by_taking_out_the_others(
    runs: tuple[tuple[str, str], ...], said: str | None
) -> None:
    field = read(lambda form: rewritten(form, OFTEN, *runs))["place-4"]
    assert (field.value, field.state) == (said, State.ANSWERED if said else State.BLANK)


@pytest.mark.parametrize(
    "runs",
    [
        ((ASKED, ""), ("Weekly", "bold"), ("  /  ", ""), (MONTH, "bold"), ("  /  Never", "")),
        ((ASKED, ""), ("Weekly", "strike"), ("  /  Once a month  /  Never", "")),
        ((ASKED + "Weekly X Once a month  /  Never", ""),),
        ((ASKED + "Weekly  /  Once a month  /  Never  sometimes more", ""),),
        ((ASKED + "it depends", ""),),
        ((ASKED + "Weekly  /  X Once a month  /  ", ""), ("Never", "bold")),
        ((ASKED + "Weekly  /  X ", ""), (MONTH, "strike"), ("  /  Never", "")),
    ],
)
def test_words_marked_twice_or_otherwise_are_unreadable(runs: tuple[tuple[str, str], ...]) -> None:
    field = read(lambda form: rewritten(form, OFTEN, *runs))["place-4"]
    assert (field.value, field.state) == (None, State.UNREADABLE)


def _circled(form: Document) -> None:
    drawn = (
        f'<w:r {nsdecls("w")}><w:pict><v:oval xmlns:v="urn:schemas-microsoft-com:vml"'
        ' style="position:absolute;width:30pt;height:16pt" filled="f"/></w:pict></w:r>'
    )
    paragraph(form, TOLD)._p.append(parse_xml(drawn))


def _colored(form: Document) -> None:
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFFF00"/>')
    scale(form).cell(1, 3)._tc.get_or_add_tcPr().append(shading)


def _struck(form: Document) -> None:
    entries(form).cell(1, 0).paragraphs[0].add_run("Meet every week").font.strike = True


@pytest.mark.parametrize(("change", "place"), [(_circled, "place-3"), (_colored, "place-10"), (_struck, "place-18")])
def test_drawings_colors_and_crossed_out_words_are_unreadable(change: Change, place: str) -> None:
    field = read(change)[place]
    assert (field.value, field.state) == (None, State.UNREADABLE)


def test_one_changed_line_leaves_the_others_sure() -> None:
    def fill(form: Document) -> None:
        rewritten(form, NAME, ("Program name: Harbor", ""))
        rewritten(form, TOLD, ("Has anyone told you about the change? Yes / No", ""))
        rewritten(form, ROLE, ("Role: ☐ Director  ☒ Coach  ☐ Teacher", ""))

    fields = read(fill)
    assert fields["place-1"].value == "Harbor"
    assert fields["place-3"].state is State.UNREADABLE
    assert fields["place-6"].value is True


def test_an_answer_of_two_lines_is_whole() -> None:
    def fill(form: Document) -> None:
        paragraph(form, DATE).add_run(" 9/30/2026, or rather\nthe day after")
        rewritten(form, ROLE, ("Our role: ☐ Director  ☒ Coach  ☐ Teacher", ""))

    fields = read(fill)
    assert fields["place-2"].value == "9/30/2026, or rather\nthe day after"
    assert fields["place-4"].state is State.UNREADABLE  # the word “Our” may belong to it
    assert fields["place-6"].value is True


def test_rows_added_to_a_table_are_rows_after_the_last() -> None:
    def fill(form: Document) -> None:
        table = entries(form)
        for number in range(1, 4):
            row = table.rows[number] if number < 3 else table.add_row()
            row.cells[0].text, row.cells[1].text = f"Step {number}", f"Person {number}"

    fields = read(fill)
    assert (fields["place-20"].value, fields["place-21"].value) == ("Step 2", "Person 2")
    assert (fields["place-20+1"].value, fields["place-21+1"].value) == ("Step 3", "Person 3")


# -- past the end of a line -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["Program name: Harbor Early____ Phone: 555 0100", "Program name: ______\n1. Harbor\n2. Weekly\n3. Coach"],
)
def test_words_past_the_end_of_a_line_leave_it_unread(written: str) -> None:
    field = read(lambda form: rewritten(form, NAME, (written, "")))["place-1"]
    assert field.state is State.UNREADABLE


def test_one_paragraph_below_a_line_that_was_left_is_its_answer() -> None:
    field = read(lambda form: rewritten(form, NAME, ("Program name: ______\nHarbor Early", "")))["place-1"]
    assert (field.value, field.state) == ("Harbor Early", State.ANSWERED)


def test_words_below_the_last_line_of_a_text_are_not_part_of_its_answer() -> None:
    """Nothing printed says of which question they are."""

    def form(signed: str, *below: str) -> bytes:
        made = blank()
        made.add_paragraph(f"Reviewed by: {signed}")
        for line in below:
            made.add_paragraph(line)
        return bytes_of(made)

    texts = learn_texts(form("______"), names=(), has_open_places=True)
    states = []
    for copy in (form("Ana Ruiz"), form("Ana Ruiz", "PS: we meet every week.")):
        found = read_lost(copy, texts)
        assert found is not None
        states.append((found.fields[-1].value, found.fields[-1].state))
    assert states == [("Ana Ruiz", State.ANSWERED), ("Ana Ruiz\nPS: we meet every week.", State.UNREADABLE)]
