"""Word's form fields from before content controls, as Word writes them and as LibreOffice saves them."""

import subprocess
from pathlib import Path

import pytest

from extractors.read import read
from planwright.model import Field, FieldKind, State
from tests.extractors.word_files import (
    control,
    fields_of,
    form_field,
    para,
    read_body,
    row,
    run,
    said,
    table,
    text_field,
    word,
)

EMPTY = "\u2002" * 5  # what Word shows in a text field with nothing in it
ENTRIES = ("Choose one", "Director", "Coach")


def check_box(settings: str, shown: str | None = None) -> str:
    return form_field("Check1", f"<w:checkBox><w:sizeAuto/>{settings}</w:checkBox>", "FORMCHECKBOX", shown)


def drop_down(
    chosen: str | None, entries: tuple[str, ...] = ENTRIES, shown: str | None = None, *, first: str | None = None
) -> str:
    result = "" if chosen is None else f'<w:result w:val="{chosen}"/>'
    listed = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in entries)
    from_start = "" if first is None else f'<w:default w:val="{first}"/>'
    return form_field("Drop1", f"<w:ddList>{result}{from_start}{listed}</w:ddList>", "FORMDROPDOWN", shown)


@pytest.mark.parametrize(
    ("shown", "settings", "expected"),
    [
        ("Ada", "", ("Ada", State.ANSWERED, None)),
        (EMPTY, "", (None, State.BLANK, None)),
        (None, "", (None, State.BLANK, None)),
        ("type here", '<w:default w:val="type here"/>', ("type here", State.PLACEHOLDER, None)),
        ("typed there", '<w:default w:val="type here"/>', ("typed there", State.ANSWERED, None)),
        ("Click here to enter text.", "", ("Click here to enter text.", State.PLACEHOLDER, None)),
    ],
)
def test_a_text_field_says_what_stands_between_its_marks(shown, settings, expected):
    assert said(para(text_field("Text1", shown, settings))) == expected


def test_a_text_field_may_run_over_several_paragraphs():
    over_two = text_field("Text1", "one", after="</w:p><w:p><w:r><w:t>two</w:t></w:r>")
    assert said(para(over_two))[0] == "one\ntwo"


def test_a_date_is_a_date_and_shows_what_was_entered():
    (field,) = fields_of(para(text_field("Text1", "9/30/2026", '<w:type w:val="date"/>')))
    assert (field.kind, field.value) == (FieldKind.DATE, "9/30/2026")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('<w:default w:val="0"/>', (False, State.ANSWERED, None)),
        ('<w:default w:val="1"/>', (True, State.ANSWERED, None)),
        ('<w:default w:val="0"/><w:checked/>', (True, State.ANSWERED, None)),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', (False, State.ANSWERED, None)),
        ("", (False, State.ANSWERED, None)),
    ],
)
def test_a_check_box_is_what_it_was_last_set_to_else_what_it_was_made_with(settings, expected):
    assert said(para(check_box(settings))) == expected


def test_a_check_box_that_shows_another_symbol_than_it_stores_is_in_conflict():
    assert said(para(check_box("<w:checked/>", "☒")))[1] is State.ANSWERED
    assert said(para(check_box("<w:checked/>", "☐"))) == (True, State.CONFLICT, None)
    assert said(para(check_box("", "see below"))) == (False, State.CONFLICT, None)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (drop_down("2"), ("Coach", State.ANSWERED, None)),
        (drop_down(None), (None, State.BLANK, "Choose one")),
        (drop_down("0"), (None, State.BLANK, "Choose one")),
        (drop_down(None, ("Director", "Coach")), (None, State.BLANK, "Director")),
        (drop_down("0", ("Director", "Coach")), ("Director", State.CONFLICT, None)),
        (drop_down("7"), (None, State.CONFLICT, "7")),
        (drop_down("2", shown="Coach"), ("Coach", State.ANSWERED, None)),
        (drop_down("2", shown="Director"), ("Director", State.CONFLICT, "Coach")),
        (drop_down(None, ()), (None, State.BLANK, None)),
        (drop_down(None, first="1"), ("Director", State.CONFLICT, None)),  # it shows, and nobody chose it
        (drop_down("2", first="1"), ("Coach", State.ANSWERED, None)),
        (drop_down("1", first="1"), ("Director", State.ANSWERED, None)),
        (drop_down("0", first="1"), (None, State.BLANK, "Choose one")),
        (drop_down(None, ("Director", "Choose one"), first="1"), (None, State.BLANK, "Choose one")),
        (drop_down("1" * 5000), (None, State.CONFLICT, "1" * 5000)),
    ],
)
def test_a_drop_down_is_the_entry_chosen_and_the_first_one_that_merely_shows_is_no_answer(field, expected):
    assert said(para(field)) == expected


def test_a_field_crossed_out_or_hidden_in_part_is_left_to_a_person():
    struck = text_field("Text1", None, shown_xml=run("Ada", "<w:strike/>"))
    hidden = text_field("Text1", None, shown_xml=run("Ada ") + run("Lovelace", "<w:vanish/>"))
    assert said(para(struck)) == ("Ada", State.UNREADABLE, None)
    assert said(para(hidden)) == ("Ada", State.CONFLICT, "Ada Lovelace")


def test_a_field_that_never_ends_is_left_to_a_person_and_not_lost():
    (field,) = fields_of(para(text_field("Text1", "Ada").removesuffix('<w:r><w:fldChar w:fldCharType="end"/></w:r>')))
    assert (field.key, field.value, field.state) == ("Text1", None, State.UNREADABLE)


def test_a_tracked_deletion_is_not_in_the_answer_and_a_deleted_field_is_gone():
    revised = text_field("Text1", "4", after='<w:del w:id="1"><w:r><w:delText>3</w:delText></w:r></w:del>')
    gone = f'<w:del w:id="2">{text_field("Text2", "Ada")}</w:del>'
    assert [(field.key, field.value) for field in fields_of(para(revised) + para(gone))] == [("Text1", "4")]


def test_fields_are_found_in_cells_text_boxes_headers_and_content_controls():
    box = f"<mc:AlternateContent><mc:Choice><w:txbxContent>{para(text_field('Box', 'x'))}</w:txbxContent></mc:Choice>"
    box += f"<mc:Fallback><w:txbxContent>{para(text_field('Box', 'x'))}</w:txbxContent></mc:Fallback>"
    body = (
        table(row(run("Task"), text_field("Cell", "in a cell")))
        + para(f"<w:r>{box}</mc:AlternateContent></w:r>")
        + control(para(text_field("Inner", "within")), "<w:group/>", tag="")
    )
    fields = fields_of(body, stories={"footer": f'<w:ftr xmlns:w="{W}">{para(text_field("Foot", "below"))}</w:ftr>'})
    assert {field.key: field.value for field in fields} == {
        "Cell": "in a cell",
        "Box": "x",
        "Inner": "within",
        "Foot": "below",
    }
    assert [field.place.part for field in fields][-1] == "word/footer.xml"


def test_labels_are_the_words_beside_a_field_and_never_another_answer():
    line = para(run("Name: "), text_field("Text1", "Ada"), run(" Since: "), text_field("Text2", "2019"))
    boxes = para(check_box("<w:checked/>"), run(" Yes "), check_box("").replace("Check1", "Check2"), run(" No"))
    grid = table(row(run("Task"), text_field("Text3", "a person"), text_field("Text4", "a day")))
    helped = para(text_field("Text5", "x", settings_before='<w:helpText w:type="text" w:val="Your role"/>'))
    labels = {field.key: field.label for field in fields_of(line + boxes + grid + helped)}
    assert labels == {
        "Text1": "Name:",
        "Text2": "Since:",
        "Check1": "Yes",
        "Check2": "No",
        "Text3": "Task",
        "Text4": "Task",
        "Text5": "Your role",
    }


def test_content_controls_and_form_fields_of_one_form_are_both_read():
    reading = read_body(para(control(run("Ada"), tag="name")) + para(text_field("Text1", "Coach")))
    assert reading.problems == ()
    assert [(field.key, field.value) for field in reading.fields] == [("name", "Ada"), ("Text1", "Coach")]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = (
    para(run("Name: "), text_field("Text1", "Ada"), run(" Since: "), text_field("Text2", EMPTY))
    + para(check_box("<w:checked/>"), run(" Yes"))
    + para(run("Role "), drop_down("2"))
    + para(run("Or "), drop_down(None).replace("Drop1", "Drop2"))
    + para(text_field("Text3", "one", after="</w:p><w:p><w:r><w:t>two</w:t></w:r>"))
)


def test_a_form_saved_by_libreoffice_says_what_it_said_before(tmp_path: Path):
    form = tmp_path / "blank" / "form.docx"
    form.parent.mkdir()
    form.write_bytes(word(BODY))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", tmp_path, form]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    def heard(path: Path) -> list[tuple[str, object, State]]:
        fields: tuple[Field, ...] = read(path)[1].fields
        return [(field.key, field.value, field.state) for field in fields]

    assert heard(tmp_path / "form.docx") == heard(form)
    assert heard(form) == [
        ("Text1", "Ada", State.ANSWERED),
        ("Text2", None, State.BLANK),
        ("Check1", True, State.ANSWERED),
        ("Drop1", "Coach", State.ANSWERED),
        ("Drop2", None, State.BLANK),
        ("Text3", "one\ntwo", State.ANSWERED),
    ]
