"""Binding keeps every valid answer as it is; judging accepts it, and explains what is wrong in the form's words."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planwright.answers import nest
from planwright.bind import bind
from planwright.instruments import Instrument, Instruments
from planwright.judge import judge, validators_of
from planwright.model import Reading, Severity, State, Value
from planwright.stamp import Stamp
from tests.judging.readings import STAMP, good_answers, mark, problems_with, reading_of, text_field
from tests.valid_answers import valid_answers

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def stamp_of(instrument: Instrument) -> Stamp:
    return replace(STAMP, instrument=instrument.practice, version=instrument.version)


@SLOW
@given(data=st.data())
def test_valid_answers_of_every_instrument_are_bound_unchanged_and_nothing_is_said_against_them(
    data: st.DataObject, instruments: Instruments
) -> None:
    instrument = data.draw(st.sampled_from(list(instruments.values())))
    answers = data.draw(valid_answers(instrument))
    submission, problems = bind(reading_of(instrument, answers), instrument, stamp_of(instrument))
    assert problems == ()
    assert {response.item: response.value for response in submission.responses} == answers
    assert [one for one in judge(submission, instrument) if one.severity is not Severity.WARNING] == []


WRONG: tuple[Value, ...] = (None, (), "", "soon", 99, -1, 2.5, "na", ("x",), "2026-02-30", "20260930", True)


@SLOW
@given(data=st.data())
def test_the_fast_validator_and_the_explaining_one_agree_on_right_and_wrong_answers(
    data: st.DataObject, instruments: Instruments
) -> None:
    instrument = data.draw(st.sampled_from(list(instruments.values())))
    answers = data.draw(valid_answers(instrument))
    submission, _ = bind(reading_of(instrument, answers), instrument, stamp_of(instrument))
    for _ in range(data.draw(st.integers(0, 2))):
        number = data.draw(st.integers(0, len(submission.responses) - 1))
        changed = list(submission.responses)
        changed[number] = replace(changed[number], value=data.draw(st.sampled_from(WRONG)))
        submission = replace(submission, responses=tuple(changed))
    document = nest(instrument, submission.responses)
    validators = validators_of(instrument)
    assert validators.fast.is_valid(document) == validators.explaining.is_valid(document)


@pytest.fixture(name="needs")
def _needs(instruments: Instruments) -> Instrument:
    return instruments["needs-assessment", "1"]


@pytest.mark.parametrize(
    ("path", "said", "code", "words"),
    [
        ("identity.name", None, "answer-missing", "Your name, or the code you were given"),
        ("program.classrooms", "about 12", "not-a-number", "“about 12” is not one certain whole number"),
        ("program.classrooms", "12.5", "not-whole", "12.5 is not a whole number"),
        ("program.classrooms", ".94", "not-whole", "0.94 is not a whole number"),
        ("program.classrooms", "0,250", "not-a-number", "0,250"),
        ("program.inclusion-share", "120", "out-of-range", "outside 0 to 100"),
        ("program.inclusion-share", "9" * 400, "not-a-number", "is not one certain number"),
        ("identity.completed", "next Friday", "not-a-date", "next Friday"),
        ("identity.completed", "30/09/2026", "not-a-date", "30/09/2026"),
        ("identity.completed", "02/30/2026", "not-a-date", "02/30/2026"),
        ("needs.n01.current", "6", "not-a-choice", "Not at all"),
        ("program.coached", "sometimes", "not-a-choice", "“sometimes” is not one of the choices (Yes, No, N/A)"),
        ("more.strength", "x" * 2001, "too-long", "2001 characters where 2000"),
    ],
)
def test_a_wrong_answer_is_told_once_in_the_words_of_the_form(
    needs: Instrument, path: str, said: str | None, code: str, words: str
) -> None:
    [found] = problems_with(needs, **{path.replace(".", "__"): said})
    assert (found.code, found.item) == (code, path)
    assert words in found.message


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("program.classrooms", "1,250", 1250),
        ("program.classrooms", "12 classrooms", 12),
        ("program.inclusion-share", "45.5 %", 45.5),
        ("identity.completed", "09/30/2026", "2026-09-30"),
        ("identity.completed", "9/30/26", "2026-09-30"),
        ("identity.completed", "September 30, 2026", "2026-09-30"),
        ("identity.completed", "30 Sep. 2026", "2026-09-30"),
        ("needs.n01.current", "In most", 4),
        ("needs.n01.current", "does not apply", "na"),
        ("program.coached", "Yes", "yes"),
    ],
)
def test_what_people_type_is_read_where_it_can_mean_one_thing_only(
    needs: Instrument, path: str, typed: str, value: Value
) -> None:
    answers = good_answers(needs) | {path: typed}
    submission, _ = bind(reading_of(needs, answers), needs, STAMP)
    assert {response.item: response.value for response in submission.responses}[path] == value


def test_two_marks_where_one_is_allowed_are_a_conflict_never_the_first_of_them(needs: Instrument) -> None:
    reading = reading_of(needs, good_answers(needs))
    boxes = [mark(f"needs.n01.current={value}", value in (2, 3)) for value in (1, 2, 3, 4, 5, "na")]
    fields = [field for field in reading.fields if field.key != "needs.n01.current"]
    submission, [told] = bind(replace(reading, fields=(*fields, *boxes)), needs, STAMP)
    response = next(one for one in submission.responses if one.item == "needs.n01.current")
    assert (response.value, response.state, told.code) == (None, State.CONFLICT, "two-marks")
    assert "“In a few classrooms”, “In about half”" in told.message


def test_a_mark_that_may_stand_in_a_box_gone_from_the_form_is_not_taken_for_a_blank(needs: Instrument) -> None:
    reading = reading_of(needs, good_answers(needs))
    fields = [field for field in reading.fields if field.key != "program.services=center"]
    _, [told] = bind(replace(reading, fields=tuple(fields)), needs, STAMP)
    assert (told.code, told.item) == ("field-missing", "program.services")


def test_a_field_gone_from_the_form_is_told_and_its_answer_is_not_a_blank(needs: Instrument) -> None:
    reading = reading_of(needs, good_answers(needs))
    fields = [field for field in reading.fields if field.key != "program.children"]
    submission, [told] = bind(replace(reading, fields=tuple(fields)), needs, STAMP)
    response = next(one for one in submission.responses if one.item == "program.children")
    assert (told.code, response.state) == ("field-missing", State.NOT_ON_FORM)


def test_of_many_fields_gone_or_foreign_the_first_are_told_and_the_others_counted(needs: Instrument) -> None:
    foreign = [text_field(f"Text{number}", "late") for number in range(9)]
    _, told = bind(Reading(route="test", fields=tuple(foreign)), needs, STAMP)
    assert Counter(one.code for one in told) == {
        "field-unknown": 5,
        "fields-unknown": 1,
        "field-missing": 5,
        "fields-missing": 1,
    }
    assert f"Further fields of the form are gone: {len(needs.items) - 5}." in told[-1 - 1].message


def test_a_field_that_is_not_of_the_form_is_told_when_something_is_entered_in_it(needs: Instrument) -> None:
    reading = reading_of(needs, good_answers(needs))
    extra = (text_field("Text17", "late addition", label="Notes"), text_field("Text18", None))
    _, [told] = bind(replace(reading, fields=(*reading.fields, *extra)), needs, STAMP)
    assert told.code == "field-unknown"
    assert "Notes" in told.message


@pytest.mark.parametrize("row", ["²", "٣", "9" * 5000])
def test_what_is_no_row_number_in_a_field_name_is_told_as_an_unknown_field(instruments: Instruments, row: str) -> None:
    goals = instruments["objectives-goals", "1"]
    reading = replace(reading_of(goals, {}), fields=(text_field(f"plan.goals.{row}.goal", "Every room"),))
    _, told = bind(reading, goals, stamp_of(goals))
    assert "field-unknown" in [one.code for one in told]


def test_one_field_in_the_file_twice_with_different_answers_is_a_conflict(needs: Instrument) -> None:
    reading = reading_of(needs, good_answers(needs) | {"program.children": "40"})
    _, [told] = bind(replace(reading, fields=(*reading.fields, text_field("program.children", "45"))), needs, STAMP)
    assert told.code == "field-repeated"


@pytest.mark.parametrize("state", [State.CONFLICT, State.UNREADABLE])
def test_what_the_extractor_could_not_settle_goes_to_a_person_once(needs: Instrument, state: State) -> None:
    reading = reading_of(needs, good_answers(needs))
    fields = [replace(field, state=state) if field.key == "identity.completed" else field for field in reading.fields]
    submission, bound = bind(replace(reading, fields=tuple(fields)), needs, STAMP)
    [told] = [*bound, *judge(submission, needs)]
    assert (told.item, told.severity) == ("identity.completed", Severity.ERROR)


def test_an_answer_read_without_certainty_goes_to_a_person(needs: Instrument) -> None:
    reading = reading_of(needs, good_answers(needs) | {"program.children": "40"})
    fields = [replace(field, confidence=0.6) if field.key == "program.children" else field for field in reading.fields]
    submission, _ = bind(replace(reading, fields=tuple(fields)), needs, STAMP)
    [told] = judge(submission, needs)
    assert (told.code, "60 %" in told.message) == ("answer-uncertain", True)


def test_desired_below_current_is_a_warning_and_the_form_is_still_accepted(needs: Instrument) -> None:
    [told] = problems_with(needs, needs__n01__current="4", needs__n01__desired="2")
    assert (told.code, told.severity, told.item) == ("below", Severity.WARNING, "needs.n01.desired")


def test_a_day_that_could_not_be_read_is_not_compared_with_another(instruments: Instruments) -> None:
    goals = instruments["objectives-goals", "1"]
    days: dict[str, Value] = {"review.first": "next Friday", "review.last": "06/17/2027"}
    submission, _ = bind(reading_of(goals, days), goals, stamp_of(goals))
    told = [one.code for one in judge(submission, goals) if one.item in days]
    assert told == ["not-a-date"]


def test_a_rank_given_twice_names_both_areas(needs: Instrument) -> None:
    [told] = problems_with(needs, priorities__teaching="1", priorities__staff="1")
    assert told.code == "not-distinct"
    assert "“Instruction inside routines”, “Support for staff”" in told.message


def test_other_marked_without_words_and_words_without_other_are_told(needs: Instrument) -> None:
    [unsaid] = problems_with(needs, program__services=("other",))
    [unmarked] = problems_with(needs, **{"program__services-other": "Respite care"})
    assert (unsaid.code, unmarked.code) == ("other-not-said", "other-not-marked")


def test_more_choices_than_the_cap_are_told_with_both_numbers(needs: Instrument) -> None:
    [told] = problems_with(needs, program__services=("home-visiting", "center", "school", "related"))
    assert told.code == "too-many-chosen"
    assert "4 choices marked where at most 3" in told.message


def test_more_rows_than_are_asked_for_are_told_with_both_numbers(instruments: Instruments) -> None:
    model = instruments["logic-model", "1"]
    entries: dict[str, Value] = {f"model.inputs.{row}.entry": f"Input {row}" for row in range(1, 22)}
    submission, _ = bind(reading_of(model, entries), model, stamp_of(model))
    [told] = [one for one in judge(submission, model) if one.item == "model.inputs"]
    assert told.code == "too-many-rows"
    assert "has 21 rows filled in where 20 are asked for" in told.message


def test_answers_of_one_person_are_not_taken_for_a_teams(instruments: Instruments) -> None:
    model = instruments["logic-model", "1"]
    submission, _ = bind(reading_of(model, {"identity.basis": "individual"}), model, stamp_of(model))
    [told] = [one for one in judge(submission, model) if one.item == "identity.basis"]
    assert told.code == "wrong-basis"
    assert "says “My own answers”, but this form is filled in as “Our team's agreed answers”" in told.message


def test_problems_come_in_the_order_of_the_form(needs: Instrument) -> None:
    random.seed(7)
    found = problems_with(needs, identity__name=None, program__children="many", needs__n03__current="9")
    assert [one.item for one in found] == ["identity.name", "program.children", "needs.n03.current"]
