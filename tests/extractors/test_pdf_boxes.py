"""Check boxes and radio groups: the stored state and the shown one, together and against each other."""

import pytest

from planwright.model import FieldKind, State
from tests.extractors.pdf_forms import BOX, WIDGET, codes, read_form, read_one

CHECK = f"/FT /Btn /T (box) {WIDGET}"
RADIO = 1 << 15
UNISON = 1 << 25


@pytest.mark.parametrize(
    ("entries", "value"),
    [
        (f"{BOX} /V /Yes /AS /Yes", True),
        (f"{BOX} /V /Off /AS /Off", False),
        (f"{BOX} /AS /Off", False),
        (f"{BOX} /V / /AS /Off", False),  # as some fillers clear a box
        (f"{BOX} /V /No /AS /Off", False),
        (f"{BOX} /V (Yes) /AS /Yes", True),  # as some fillers tick one
        (f"{BOX} /V (/Yes) /AS /Yes", True),
        (f"{BOX} /AS /Yes", True),  # shown as ticked by every viewer; nothing is stored that says otherwise
        (f"{BOX} /V /Yes", True),  # without /AS every viewer goes by /V
        (BOX, False),
        ("/V /Yes /AS /Yes", True),  # no appearance at all
        ("/V /On", True),
        ("/AP << /N << /No 1 /Off 2 >> >> /V /No /AS /No", True),  # a state of any name is on
        ("/AP << /N << /0 1 >> >> /V /0 /AS /0", True),
        ("/AP << /D << /X 1 /Off 2 >> >> /V /X /AS /X", True),
        ("/AP << /N << /A#20B#e9 1 >> >> /V /A#20B#e9 /AS /A#20B#e9", True),
    ],
)
def test_a_check_box_is_on_or_off_where_its_entries_agree(entries: str, value: bool):
    field = read_one(f"{CHECK} {entries}")
    assert (field.kind, field.value, field.state) == (FieldKind.MARK, value, State.ANSWERED)


@pytest.mark.parametrize(
    "entries",
    [
        f"{BOX} /V /Off /AS /Yes",
        f"{BOX} /AS /Maybe",  # shows a state the box does not have
        f"{BOX} /V /Yes /AS /Off",
        f"{BOX} /V /On /AS /On",  # names a state the box does not have, so no viewer draws a tick
        f"{BOX} /V /On /AS /Off",
        f"{BOX} /V /On",
        f"{BOX} /V /Yes /AS /On",
        f"{BOX} /V [/Yes] /AS /Off",
    ],
)
def test_a_check_box_that_stores_one_thing_and_shows_another_is_a_conflict(entries: str):
    field = read_one(f"{CHECK} {entries}")
    assert (field.state, field.confidence) == (State.CONFLICT, 0.0)
    assert field.value is True  # the claim that would be lost


@pytest.mark.parametrize("appearance", ["/AP 1", "/AP []", "/AP << /N 1 >>", "/AP << /N [] >>", "/AS 1", "/AS []"])
def test_an_appearance_of_a_wrong_type_does_not_hide_the_stored_answer(appearance: str):
    field = read_one(f"{CHECK} /V /Yes {appearance}")
    assert (field.value, field.state) == (True, State.ANSWERED)


def _group(stored: str, *states_and_shown: tuple[str, str], flags: int = 0, further: str = "") -> str:
    kids = " ".join(
        f"<< /Subtype /Widget /Rect [{n}00 0 {n}10 10] /AP << /N << /{state} 1 /Off 2 >> >> /AS /{shown} >>"
        for n, (state, shown) in enumerate(states_and_shown, start=1)
    )
    return f"/FT /Btn /T (group) /Ff {flags} {stored} /Kids [{kids}] {further}"


def test_check_boxes_that_act_as_a_radio_group_are_one_mark_that_says_which_is_on():
    field = read_one(_group("/V /Full", ("Part", "Off"), ("Full", "Full")))
    assert (field.kind, field.value, field.raw, field.state) == (FieldKind.MARK, True, "Full", State.ANSWERED)
    assert field.place.box == (200, 782, 210, 792)


def test_check_boxes_of_one_name_and_state_are_on_together_or_in_conflict():
    assert read_one(_group("/V /Yes", ("Yes", "Yes"), ("Yes", "Yes"))).state is State.ANSWERED
    assert read_one(_group("/V /Yes", ("Yes", "Yes"), ("Yes", "Off"))).state is State.CONFLICT


def test_two_boxes_of_one_name_with_different_states_on_are_a_conflict():
    assert read_one(_group("/V /Part", ("Part", "Part"), ("Full", "Full"))).state is State.CONFLICT


def test_a_radio_group_is_the_state_that_is_on_at_the_place_of_its_button():
    field = read_one(_group("/V /4", ("3", "Off"), ("4", "4"), ("na", "Off"), flags=RADIO))
    assert (field.kind, field.value, field.raw, field.state) == (FieldKind.CHOICE, "4", None, State.ANSWERED)
    assert field.place.box == (200, 782, 210, 792)


def test_a_radio_group_that_stores_nothing_is_the_button_that_everyone_sees_on():
    field = read_one(_group("", ("3", "Off"), ("4", "4"), flags=RADIO))
    assert (field.value, field.state) == ("4", State.ANSWERED)


@pytest.mark.parametrize("stored", ["", "/V /Off"])
def test_a_radio_group_without_a_choice_is_blank_at_the_place_of_its_first_button(stored: str):
    field = read_one(_group(stored, ("3", "Off"), ("4", "Off"), flags=RADIO))
    assert (field.value, field.state) == (None, State.BLANK)
    assert field.place.box == (100, 782, 110, 792)


@pytest.mark.parametrize(
    ("stored", "shown", "value"),
    [
        ("/V /4", ("3", "Off"), "4"),
        ("/V /4", ("3", "4"), "4"),
        ("/V /4", ("Off", "Off"), "4"),
        ("/V /9", ("Off", "Off"), "9"),
        ("/V /9", ("Off", "4"), "9"),
        ("", ("3", "4"), "3"),
        ("/V /Off", ("3", "Off"), "3"),
    ],
)
def test_a_radio_group_whose_buttons_show_another_state_is_a_conflict(stored: str, shown: tuple[str, str], value: str):
    field = read_one(_group(stored, ("3", shown[0]), ("4", shown[1]), flags=RADIO))
    assert (field.value, field.state) == (value, State.CONFLICT)


def test_radio_buttons_of_one_state_are_on_together_only_where_they_are_in_unison():
    buttons = (("1", "1"), ("1", "Off"), ("2", "Off"))
    assert read_one(_group("/V /1", *buttons, flags=RADIO)).state is State.ANSWERED
    assert read_one(_group("/V /1", *buttons, flags=RADIO | UNISON)).state is State.CONFLICT


@pytest.mark.parametrize("stored", ["/V /1", "/V (center)"])
def test_a_radio_group_with_exports_apart_tells_them_as_what_is_stored(stored: str):
    field = read_one(_group(stored, ("0", "Off"), ("1", "1"), flags=RADIO, further="/Opt [(home) (center)]"))
    assert (field.value, field.raw, field.state) == ("1", "center", State.ANSWERED)


@pytest.mark.parametrize(("state", "export"), [("1", "center"), ("2", "school")])
def test_exports_are_counted_by_the_states_numbers_where_a_button_was_removed(state: str, export: str):
    shown = ("1" if state == "1" else "Off", "2" if state == "2" else "Off")
    options = "/Opt [(home) (center) (school)]"
    field = read_one(_group(f"/V /{state}", ("1", shown[0]), ("2", shown[1]), flags=RADIO, further=options))
    assert (field.raw, field.state) == (export, State.ANSWERED)


def test_exports_for_a_state_that_is_no_number_in_reason_are_none():
    number = "9" * 5_000
    field = read_one(_group(f"/V /{number}", (number, number), ("x", "Off"), flags=RADIO, further="/Opt [(a)]"))
    assert (field.value, field.raw, field.state) == (number, None, State.ANSWERED)


def test_exports_that_count_to_another_answer_than_the_buttons_are_a_conflict():
    field = read_one(_group("/V /0", ("1", "Off"), ("0", "0"), flags=RADIO, further="/Opt [(home) (center)]"))
    assert field.state is State.CONFLICT


def test_a_value_on_a_nameless_kid_counts_where_the_field_has_none_and_conflicts_where_it_has_another():
    kid = f"/Kids [<< {WIDGET} {BOX} /V /Yes /AS /Yes >>]"
    assert read_one(f"/FT /Btn /T (box) {kid}").state is State.ANSWERED
    assert read_one(f"/FT /Btn /T (box) /V /Off {kid}").state is State.CONFLICT


def test_a_kid_that_stores_off_only_says_that_it_is_off_itself():
    kids = "".join(
        f"<< {WIDGET} /AP << /N << /{state} 1 /Off 2 >> >> /V /{shown} /AS /{shown} >>"
        for state, shown in (("1", "Off"), ("2", "2"))
    )
    for stored in ("/V /2", "/V (/2)", ""):
        field = read_one(f"/FT /Btn /T (group) /Ff {RADIO} {stored} /Kids [{kids}]")
        assert (field.value, field.state) == ("2", State.ANSWERED)
    assert read_one(f"/FT /Btn /T (group) /Ff {RADIO} /V /1 /Kids [{kids}]").state is State.CONFLICT


def test_push_buttons_are_no_fields():
    reading = read_form(f"/FT /Btn /Ff 65536 /T (print) {WIDGET}", f"{CHECK} {BOX}")
    assert [field.key for field in reading.fields] == ["box"]
    assert codes(read_form(f"/FT /Btn /Ff 65536 /T (print) {WIDGET}")) == ["no-pdf-fields"]


@pytest.mark.parametrize("answer", ["no", "0", "false"])
def test_no_is_an_answer_to_a_radio_group_even_without_appearances(answer: str):
    field = read_one(f"/FT /Btn /T (group) /Ff {RADIO} /V /{answer} {WIDGET}")
    assert (field.value, field.state) == (answer, State.ANSWERED)


def test_of_two_groups_of_one_name_the_one_without_a_value_is_off():
    kid = f"<< {WIDGET} /AP << /N << /1 1 /Off 2 >> >> /AS"
    marked = f"/FT /Btn /T (group) /Ff {RADIO} /V /1 /Kids [{kid} /1 >>]"
    (field,) = read_form(marked, f"/FT /Btn /T (group) /Ff {RADIO} /Kids [{kid} /Off >>]").fields
    assert field.state is State.CONFLICT
    (field,) = read_form(marked, marked).fields
    assert (field.value, field.state) == ("1", State.ANSWERED)
