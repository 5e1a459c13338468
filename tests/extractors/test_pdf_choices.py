"""Drop-downs and lists: what is stored, what is shown for it, and the numbers of the chosen options."""

import pytest

from planwright.model import FieldKind, State
from tests.extractors.pdf_forms import WIDGET, codes, read_form, read_one

COMBO, EDITABLE, SEVERAL = 1 << 17, 1 << 18, 1 << 21
OPTIONS = "/Opt [[(center) (Child care center)] [(home) (Family home)] (School)]"


def _choice(entries: str, *, flags: int = COMBO, options: str = OPTIONS) -> str:
    return f"/FT /Ch /T (kind) {WIDGET} /Ff {flags} {options} {entries}"


@pytest.mark.parametrize("flags", [0, COMBO])
@pytest.mark.parametrize(
    ("stored", "value", "raw"),
    [
        ("/V (home)", "Family home", "home"),
        ("/V (Family home)", "Family home", "home"),
        ("/V (School)", "School", None),
        ("/V ( home )", "Family home", "home"),
        ("/V [(home)]", "Family home", "home"),
        ("/V /home", "Family home", "home"),
        ("/V (home) /I [1]", "Family home", "home"),
    ],
)
def test_a_choice_is_what_is_shown_with_what_is_stored_beside_it(flags: int, stored: str, value: str, raw: str | None):
    field = read_one(_choice(stored, flags=flags))
    assert (field.kind, field.value, field.raw, field.state) == (FieldKind.CHOICE, value, raw, State.ANSWERED)


@pytest.mark.parametrize("stored", ["", "/V ()", "/V []", "/V ( )", "/I []"])
def test_a_choice_not_made_is_blank(stored: str):
    field = read_one(_choice(stored))
    assert (field.value, field.state) == (None, State.BLANK)


def test_an_option_that_stores_nothing_is_a_prompt():
    field = read_one(_choice("/V ()", options="/Opt [[() (Select one)] [(home) (Family home)]]"))
    assert (field.value, field.state) == (None, State.PLACEHOLDER)
    assert read_one(_choice("/V (Choose an item.)", options="/Opt [(Choose an item.) (A)]")).state is State.PLACEHOLDER


def test_several_choices_of_a_list_are_told_together():
    field = read_one(_choice("/V [(home) (School)] /I [1 2]", flags=SEVERAL))
    assert (field.value, field.raw, field.state) == (("Family home", "School"), ("home", "School"), State.ANSWERED)
    assert read_one(_choice("/V (School)", flags=SEVERAL)).value == ("School",)


@pytest.mark.parametrize(
    ("stored", "value", "flags"),
    [
        ("/V (home) /I [0]", "Family home", COMBO),  # Acrobat shows the one, other viewers the other
        ("/V (home) /I [0 1]", "Family home", COMBO),
        ("/V (home) /I [7]", "Family home", COMBO),
        ("/I [1]", None, COMBO),
        ("/V [(home) (School)] /I [1]", ("Family home", "School"), SEVERAL),
        ("/V [(home) (School)]", ("Family home", "School"), 0),
        ("/V (shed)", "shed", COMBO),
        ("/V (shed)", "shed", 0),
        ("/V (shed)", "shed", EDITABLE),  # only a drop-down can be typed into
    ],
)
def test_a_choice_that_contradicts_itself_or_its_list_is_a_conflict(stored: str, value: object, flags: int):
    field = read_one(_choice(stored, flags=flags))
    assert (field.value, field.state) == (value, State.CONFLICT)


def test_a_drop_down_that_can_be_typed_into_takes_any_text():
    field = read_one(_choice("/V (shed)", flags=COMBO | EDITABLE))
    assert (field.value, field.state) == ("shed", State.ANSWERED)


def test_a_list_without_options_tells_what_is_stored():
    assert read_one(_choice("/V (home)", options="")).value == "home"


def test_options_that_store_alike_are_told_apart_by_their_number_or_not_at_all():
    options = "/Opt [[(1) (North)] [(1) (South)]]"
    field = read_one(_choice("/V (1) /I [1]", options=options))
    assert (field.value, field.raw, field.state) == ("South", "1", State.ANSWERED)
    assert read_one(_choice("/V (1)", options=options)).state is State.CONFLICT


def test_what_cannot_be_read_of_a_choice_is_unreadable():
    assert read_one(_choice("/V << >>")).state is State.UNREADABLE
    assert read_one(_choice("/V [(home) 1 true]", flags=SEVERAL)).state is State.UNREADABLE


@pytest.mark.parametrize("options", ["/Opt 1", "/Opt [1 [] [[(a)]] << >>]", "/Opt (home)"])
def test_options_of_a_wrong_type_are_no_options(options: str):
    assert read_one(_choice("/V (home)", flags=COMBO | EDITABLE, options=options)).value == "home"


def test_more_options_than_a_person_can_choose_from_end_the_reading():
    assert codes(read_form(_choice("/V (a)", options=f"/Opt [{'(a) ' * 20_001}]"))) == ["too-deep"]
