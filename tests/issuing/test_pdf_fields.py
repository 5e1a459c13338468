"""A blank PDF form asks for every answer, in a field of the right type that says what it asks."""

import pikepdf
import pytest

from planwright.instruments import Item, Kind, Table
from planwright.stamp import STAMP_KEY
from tests.issuing.pdf_blank import EVERY_KIND, INSTRUMENTS, NAMES, asked, names_of, opened, terminals, widgets

MULTILINE, RADIO, NO_TOGGLE_TO_OFF, COMBO, EDIT = 1 << 12, 1 << 15, 1 << 14, 1 << 17, 1 << 18
WRITTEN = (Kind.TEXT, Kind.LONG_TEXT, Kind.SIGNATURE)
NUMBERS = (Kind.INTEGER, Kind.DECIMAL, Kind.RANK, Kind.VOTES, Kind.WEIGHT)


def fields_of(name: str) -> dict[str, pikepdf.Object]:
    return dict(terminals(opened(name)))


def items_by_field(name: str) -> dict[str, Item]:
    return {field: item for path, item in asked(INSTRUMENTS[name]) for field in names_of(path, item)}


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_has_its_field_and_no_other_field_is_there(name: str):
    assert set(fields_of(name)) == {*items_by_field(name), STAMP_KEY}


@pytest.mark.parametrize("name", NAMES)
def test_no_two_fields_have_the_same_name(name: str):
    names = [field for field, _ in terminals(opened(name))]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", NAMES)
def test_partial_names_hold_no_point(name: str):
    def partial(fields: pikepdf.Object) -> list[str]:
        return [
            own
            for field in fields
            for own in ([str(field.T)] if "/T" in field else []) + partial(field.get("/Kids", []))
        ]

    assert not [own for own in partial(opened(name).Root.AcroForm.Fields) if "." in own]


@pytest.mark.parametrize("name", NAMES)
def test_each_kind_of_item_has_its_type_of_field(name: str):
    fields = fields_of(name)
    for field_name, item in items_by_field(name).items():
        field = fields[field_name]
        kind, flags = field.FT, int(field.get("/Ff", 0))
        if item.kind in (*WRITTEN, *NUMBERS, Kind.DATE):
            assert kind == "/Tx", field_name
            assert item.kind in WRITTEN or flags == 0, field_name
            assert flags & MULTILINE or item.kind is not Kind.LONG_TEXT, field_name
        elif item.kind is Kind.SOME_OF:
            assert (kind, flags) == ("/Btn", 0), field_name
        elif item.kind is Kind.ROLE:
            assert (kind, flags) == ("/Ch", COMBO | EDIT), field_name
        else:
            assert (kind, flags) in (("/Btn", RADIO), ("/Ch", COMBO)), field_name


@pytest.mark.parametrize("name", NAMES)
def test_every_choice_can_be_marked_under_the_value_that_is_stored(name: str):
    fields = fields_of(name)
    for field_name, item in items_by_field(name).items():
        field, values = fields[field_name], [str(choice.value) for choice in item.choices]
        if field.FT == "/Ch":
            exports = [str(export) for export, _ in field.Opt]
            assert exports[: len(values) + 1] == ["", *values], field_name
        elif int(field.get("/Ff", 0)) & RADIO:
            states = [[key for key in kid.AP.N if key != "/Off"] for kid in field.Kids]
            assert states == [[f"/{value}"] for value in values], field_name


@pytest.mark.parametrize("name", NAMES)
def test_a_drop_down_shows_the_printed_words_and_stores_the_value(name: str):
    fields = fields_of(name)
    for field_name, item in items_by_field(name).items():
        if fields[field_name].FT == "/Ch" and item.kind is not Kind.ROLE:
            shown = {str(export): str(words) for export, words in fields[field_name].Opt}
            assert {str(choice.value): choice.label for choice in item.choices}.items() <= shown.items(), field_name


def test_a_role_cell_offers_each_letter_and_both_letters_of_who_answers_and_does():
    assert [str(export) for export, _ in fields_of("every-kind")["single.role"].Opt] == ["", "R", "A", "C", "I", "A/R"]


@pytest.mark.parametrize("name", NAMES)
def test_a_mark_and_a_choice_can_be_taken_back(name: str):
    for field_name, field in terminals(opened(name)):
        assert not int(field.get("/Ff", 0)) & NO_TOGGLE_TO_OFF, field_name
        assert field.FT != "/Ch" or str(field.Opt[0][0]) == "", field_name


@pytest.mark.parametrize("name", NAMES)
def test_every_field_says_its_whole_question(name: str):
    fields = fields_of(name)
    for field_name, item in items_by_field(name).items():
        tip = str(fields[field_name].TU)
        assert item.question in tip, field_name
        assert (item.unit or "") in tip, field_name
        assert ("needs an answer" in tip.casefold()) == item.required, field_name
        assert item.kind is not Kind.DATE or "MM/DD/YYYY" in tip, field_name
        assert item.low is None or f"{item.low:g}" in tip, field_name


@pytest.mark.parametrize("name", NAMES)
def test_no_two_fields_say_the_same(name: str):
    """Two fields of a grid or table that sound alike cannot be told apart by ear."""
    tips = [str(widget.get("/TU")) for widget in widgets(opened(name))]
    assert sorted(tip for tip in set(tips) if tips.count(tip) > 1) == []


def test_a_field_in_nested_rows_says_every_row_it_stands_in():
    tip = str(fields_of("every-kind")["plan.goals.2.objectives.1.steps.3.due"].TU)
    assert tip == "Goals – Goal 2 – Objective 1 – Step 3 – Due. Date, as MM/DD/YYYY."


@pytest.mark.parametrize("name", NAMES)
def test_a_text_field_takes_as_many_letters_as_the_answer_may_have(name: str):
    fields = fields_of(name)
    for field_name, item in items_by_field(name).items():
        if item.kind in WRITTEN:
            assert fields[field_name].get("/MaxLen") == item.longest, field_name


@pytest.mark.parametrize("name", NAMES)
def test_rows_of_a_table_are_numbered_from_one_to_its_blank_rows(name: str):
    for table in INSTRUMENTS[name].tables.values():
        if len(table.tables) == 1:
            below = [field[len(table.path) + 1 :] for field in fields_of(name) if field.startswith(f"{table.path}.")]
            assert {int(rest.partition(".")[0]) for rest in below} == set(range(1, table.blank_rows + 1))


@pytest.mark.parametrize("name", NAMES)
def test_every_state_of_every_field_has_an_appearance_and_none_is_marked(name: str):
    for widget in widgets(opened(name)):
        normal = widget.widget.AP.N
        if widget.field.FT == "/Btn":
            assert widget.widget.AS == "/Off"
            assert set(normal) == {"/Off", *(key for key in normal if key != "/Off")}
            assert len(normal) == 2
            assert all(len(state.read_bytes()) > 20 for state in normal.values())
        else:
            assert b"/Tx BMC" in normal.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_text_fields_share_no_appearance(name: str):
    """Programs that fill a form rewrite the appearance in place; a shared one would show the last answer everywhere."""
    held = [widget.widget.AP.N.objgen for widget in widgets(opened(name)) if widget.field.FT != "/Btn"]
    assert len(held) == len(set(held))


def test_no_field_or_document_carries_a_script():
    for name in NAMES:
        pdf = opened(name)
        assert not {"/OpenAction", "/AA", "/Names"} & set(pdf.Root.keys())
        assert not [widget.name for widget in widgets(pdf) if {"/A", "/AA"} & set(widget.widget.keys())]


def test_the_instrument_of_every_kind_asks_for_every_kind():
    """Else the tests above prove less than they say."""
    assert {item.kind for item in EVERY_KIND.items.values()} == set(Kind)
    assert any(isinstance(column, Table) for table in EVERY_KIND.tables.values() for column in table.columns)
