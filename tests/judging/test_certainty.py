"""What people type counts where it can mean one thing only; whatever could mean two goes to a person as it stands."""

from dataclasses import replace

import pytest

from planwright.bind import bind
from planwright.convert import convert
from planwright.instruments import Instrument, Instruments
from planwright.judge import judge
from planwright.model import Field, FieldKind, Place, Problem, Reading, State, Value
from tests.judging.readings import STAMP, good_answers, problems_with, reading_of, text_field


@pytest.fixture(name="needs")
def _needs(instruments: Instruments) -> Instrument:
    return instruments["needs-assessment", "1"]


@pytest.fixture(name="roles")
def _roles(instruments: Instruments) -> Instrument:
    return instruments["staff-roles", "1"]


def value_of(instrument: Instrument, path: str, field: Field) -> tuple[Value, State]:
    """The value and state of this answer where the field holds it."""
    reading = Reading(route="test", fields=(replace(field, key=path),))
    submission, _ = bind(reading, instrument, STAMP)
    response = next(one for one in submission.responses if one.item == path)
    return response.value, response.state


def codes(problems: list[Problem]) -> list[str]:
    return [one.code for one in problems]


# -- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "1.000",
        "1,5",
        "1 000",
        "10-12",
        "five or six",
        "five (6)",
        "5 (1)",
        "once",
        "4 dozen",
        "4 %",
        "4 months",
        "4 rooms",
        "4 classrooms?",
        "about 4 classrooms",
        "٣",
        "½",
        "1e3",
        "0x10",
        "１２",
        "12?",
        "~12",
        "N/A",
        "none",
        "-",
        "1,00",
    ],
)
def test_what_is_not_certainly_one_number_goes_to_a_person(needs: Instrument, typed: str) -> None:
    assert codes(problems_with(needs, program__classrooms=typed)) == ["not-a-number"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("five", 5),
        ("Twelve", 12),
        ("five (5)", 5),
        ("5 (five)", 5),
        ("4 classrooms", 4),
        ("1 classroom", 1),
        ("zero", 0),
    ],
)
def test_a_number_in_words_or_with_what_the_question_counts_is_that_number(
    needs: Instrument, typed: str, value: int
) -> None:
    assert value_of(needs, "program.classrooms", text_field("", typed)) == (value, State.ANSWERED)


def test_the_words_of_a_form_of_others_say_what_is_counted(needs: Instrument) -> None:
    item = replace(needs.items["program.classrooms"], heading="Rooms", unit=None)
    field = replace(text_field("", "4 salones"), label="¿Cuántos salones hay?")
    assert [convert(item, replace(field, label=said), "es-US") for said in (field.label, "Salones")] == [4, "4 salones"]
    people = replace(item, unit="people")
    typed = ("7 personas", "siete", "once", "+7", "7 maestras")
    assert [convert(people, text_field("", one), "es-US") for one in typed] == [7, 7, 11, "+7", "7 maestras"]


@pytest.mark.parametrize(("typed", "value"), [("45.125", 45.125), ("1.000", 1.0), (".5", 0.5)])
def test_points_part_thousands_only_where_that_number_would_be_an_answer(
    needs: Instrument, typed: str, value: float
) -> None:
    assert value_of(needs, "program.inclusion-share", text_field("", typed)) == (value, State.ANSWERED)


# -- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["10.12.2026", "12-10-26", "02-03-04", "13/02/2026", "2026-2-3", "9/30-2026", "Feb 30, 2026", "9/30"]
)
def test_a_date_that_another_countrys_order_would_make_another_day_goes_to_a_person(
    needs: Instrument, typed: str
) -> None:
    assert codes(problems_with(needs, identity__completed=typed)) == ["not-a-date"]


@pytest.mark.parametrize(
    "typed",
    [
        "Thursday, September 17, 2026",
        "Thu. 9/17/2026",
        "17-Sep-2026",
        "Sep-17-2026",
        "2026/9/17",
        "9/17/2026.",
        "9 / 17 / 2026",
        "17 de septiembre del 2026",
        "jueves, 17 de septiembre de 2026",
    ],
)
def test_a_day_that_is_written_in_full_is_that_day(needs: Instrument, typed: str) -> None:
    assert value_of(needs, "identity.completed", text_field("", typed)) == ("2026-09-17", State.ANSWERED)


@pytest.mark.parametrize(
    "typed",
    [
        "Friday, September 17, 2026",
        "Mon 9/17/2026",
        "2026/9/7",
        "17-Sep-26",
        "viernes, 17 de septiembre de 2026",
        "Thu",
    ],
)
def test_a_weekday_that_the_day_is_not_goes_to_a_person(needs: Instrument, typed: str) -> None:
    assert codes(problems_with(needs, identity__completed=typed)) == ["not-a-date"]


def test_a_month_is_no_weekday(needs: Instrument) -> None:
    assert value_of(needs, "identity.completed", text_field("", "Mar 9, 2026"))[0] == "2026-03-09"


@pytest.mark.parametrize("typed", ["09/30/0026", "0000-01-01", "09/30/2926"])
def test_a_year_nobody_can_mean_goes_to_a_person(needs: Instrument, typed: str) -> None:
    assert codes(problems_with(needs, identity__completed=typed)) == ["not-a-date"]


@pytest.mark.parametrize("shown", ["09/30/2026", "September 30, 2026", "9/30/26"])
def test_a_stored_day_counts_where_the_text_shows_that_day(needs: Instrument, shown: str) -> None:
    field = text_field("", shown, kind=FieldKind.DATE, raw="2026-09-30")
    assert value_of(needs, "identity.completed", field) == ("2026-09-30", State.ANSWERED)


@pytest.mark.parametrize("shown", ["after 09/30/2026", "09/30/2026?", "09/30/2026 or later", "10/01/2026"])
def test_a_stored_day_does_not_count_where_the_text_says_more_or_another(needs: Instrument, shown: str) -> None:
    field = text_field("", shown, kind=FieldKind.DATE, raw="2026-09-30")
    assert value_of(needs, "identity.completed", field)[0] == shown


# -- choices ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", ["In most", "Sometimes"])
def test_a_list_that_shows_other_words_than_its_choice_has_is_a_conflict(needs: Instrument, shown: str) -> None:
    field = text_field("", shown, kind=FieldKind.CHOICE, raw="3")
    assert value_of(needs, "needs.n01.current", field) == (None, State.CONFLICT)


def test_the_number_of_a_radio_button_is_not_taken_for_its_words(needs: Instrument) -> None:
    field = text_field("", "0", kind=FieldKind.CHOICE, raw="3")  # exports listed apart from the states
    assert value_of(needs, "needs.n01.current", field) == (3, State.ANSWERED)


@pytest.mark.parametrize(
    ("typed", "letters"),
    [("A R", ("R", "A")), ("a/r/a", ("R", "A")), ("r", ("R",)), ("A & R", ("R", "A")), ("I, C", ("C", "I"))],
)
def test_letters_of_a_role_are_read_in_any_order_and_spacing(
    roles: Instrument, typed: str, letters: tuple[str, ...]
) -> None:
    assert value_of(roles, "tasks.lead.coach", text_field("", typed)) == (letters, State.ANSWERED)


@pytest.mark.parametrize("typed", ["AR", "A (Maria)", "N/A", "n/a", "-", "A?"])
def test_a_role_cell_with_more_than_letters_is_told_as_it_stands_and_once(roles: Instrument, typed: str) -> None:
    reading = reading_of(roles, {"tasks.lead.director": None, "tasks.lead.coach": typed})
    submission, _ = bind(reading, roles, replace(STAMP, instrument="staff-roles"))
    [told] = [one for one in judge(submission, roles) if (one.item or "").startswith("tasks.lead.")]
    assert told.code == "not-a-choice"
    assert f"“{typed}” is not one of the choices (R, A, C, I)" in told.message


# -- blanks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["   ", "\u00a0", "\u200b", "\u2060\n", "\u00ad", "\u2800", "\u3164"])
def test_what_nobody_can_see_is_a_blank(needs: Instrument, typed: str) -> None:
    assert codes(problems_with(needs, identity__name=typed)) == ["answer-missing"]


def test_what_nobody_can_see_around_an_answer_is_no_part_of_it(needs: Instrument) -> None:
    assert value_of(needs, "program.classrooms", text_field("", "\u200b12\u00a0\ufeff")) == (12, State.ANSWERED)


@pytest.mark.parametrize("typed", ["n/a", "none", "-"])
def test_a_word_for_nothing_is_an_answer_where_text_is_asked_for(needs: Instrument, typed: str) -> None:
    assert value_of(needs, "more.strength", text_field("", typed)) == (typed, State.ANSWERED)


# -- whose form it is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["N/A", "anonymous", "-", "?", "Teacher", "Teacher or assistant teacher", "Anónima"])
def test_a_name_that_others_may_give_too_goes_to_a_person(needs: Instrument, name: str) -> None:
    assert codes(problems_with(needs, identity__name=name)) == ["name-shared"]


def test_a_team_may_sign_with_an_office(roles: Instrument) -> None:
    answers: dict[str, Value] = {"identity.name": "Director", "identity.basis": "consensus"}
    submission, _ = bind(reading_of(roles, answers), roles, STAMP)
    assert "name-shared" not in codes(list(judge(submission, roles)))


# -- fields of another kind -------------------------------------------------------------------------------------------


def test_a_box_that_became_a_text_field_is_not_taken_for_unmarked(needs: Instrument) -> None:
    reading = reading_of(needs, good_answers(needs))
    fields = [one for one in reading.fields if one.key != "program.services=center"]
    _, told = bind(replace(reading, fields=(*fields, text_field("program.services=center", "X"))), needs, STAMP)
    assert [(one.code, one.item) for one in told] == [("answer-unreadable", "program.services")]


def test_a_text_field_that_became_a_box_is_not_taken_for_a_word(needs: Instrument) -> None:
    field = Field(key="", label="", kind=FieldKind.MARK, value=True, state=State.ANSWERED, place=Place())
    assert value_of(needs, "more.strength", field) == (None, State.CONFLICT)


def test_an_answer_beside_its_boxes_is_not_lost(needs: Instrument) -> None:
    reading = reading_of(needs, good_answers(needs))
    _, told = bind(replace(reading, fields=(*reading.fields, text_field("program.services", "center"))), needs, STAMP)
    assert [(one.code, one.item) for one in told] == [("answer-conflict", "program.services")]
