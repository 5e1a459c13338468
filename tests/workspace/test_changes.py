"""What changed between two forms of one respondent: every answer is compared, named or counted, and none is missed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planwright.changes import BLANK, NOT_CERTAIN, Change, changes
from planwright.instruments import Instrument, Instruments
from planwright.model import Respondent, Response, State, Submission, Value

ANA = Respondent(name="Ana", role=None, basis="individual")


def answer(item: str, value: Value = None, state: State | None = None) -> Response:
    known = state or (State.BLANK if value in (None, (), "") else State.ANSWERED)
    return Response(item=item, value=value, state=known, confidence=1.0, place=None)


def form(*responses: Response, version: str = "1", practice: str = "readiness") -> Submission:
    return Submission(
        instrument=practice, version=version, agency="harbor", round="fall", respondent=ANA, responses=responses
    )


@pytest.fixture(name="goals", scope="module")
def _goals(instruments: Instruments) -> Instrument:
    return instruments["objectives-goals", "1"]


def a_rating(instruments: Instruments) -> tuple[Instrument, str]:
    readiness = instruments["readiness", "1"]
    return readiness, next(item.path for item in readiness.items.values() if item.scale)


def test_a_change_is_told_in_the_words_printed_on_the_form(instruments: Instruments):
    readiness, path = a_rating(instruments)
    item = readiness.items[path]
    low, high = item.choices[0], item.choices[1]
    found = changes(form(answer(path, low.value)), form(answer(path, high.value)), instruments)
    assert found.changed == (
        Change(
            item=path,
            question=item.heading,
            before=f"{low.value} – {low.label}",
            now=f"{high.value} – {high.label}",
        ),
    )
    assert (found.same, found.not_comparable) == (0, ())


def test_a_choice_is_told_by_its_label_and_a_blank_as_one(instruments: Instruments):
    before = form(answer("identity.role"), answer("identity.name", "Ana"))
    now = form(answer("identity.role", "coach"), answer("identity.name", "Ana"))
    found = changes(before, now, instruments)
    assert [(one.before, one.now) for one in found.changed] == [(BLANK, "Coach or supervisor")]
    assert found.same == 1


def test_rows_of_a_table_are_named_by_their_numbers(instruments: Instruments, goals: Instrument):
    item = next(one for one in goals.items.values() if len(one.tables) == 2)
    path = item.at((1, 2))
    before = form(practice="objectives-goals")
    now = form(answer(path, "Soon"), practice="objectives-goals")
    (change,) = changes(before, now, instruments).changed
    assert change.question == f"{item.heading} (row 1.2)"
    assert (change.before, change.now) == (BLANK, "Soon")


def test_what_is_spaced_or_marked_in_another_order_is_the_same(instruments: Instruments):
    before = form(answer("a", "two  words\n"), answer("b", ("x", "y")), answer("c", ""), answer("d", 4))
    now = form(
        answer("a", "two words"), answer("b", ("y", "x")), answer("c", "Type here", State.PLACEHOLDER), answer("d", 4.0)
    )
    found = changes(before, now, instruments)
    assert (found.changed, found.same, found.not_comparable) == ((), 4, ())


def test_an_answer_that_is_not_certain_is_never_called_the_same(instruments: Instruments):
    before = form(answer("a", "4", State.CONFLICT), answer("b", "4", State.UNREADABLE))
    now = form(answer("a", "4"), answer("b", "4", State.CONFLICT))
    found = changes(before, now, instruments)
    assert [(one.item, one.before, one.now) for one in found.changed] == [("a", NOT_CERTAIN, "4")]
    assert (found.same, found.not_comparable) == (0, ("b",))


def test_a_question_that_one_form_does_not_have_is_named_and_not_compared(instruments: Instruments):
    before = form(answer("identity.role", None, State.NOT_ON_FORM), answer("gone", None, State.NOT_ON_FORM))
    now = form(answer("identity.role", "coach"), answer("gone", None, State.NOT_ON_FORM))
    found = changes(before, now, instruments)
    assert (found.changed, found.same, found.not_comparable) == ((), 0, ("Your role",))


def test_of_two_versions_only_questions_that_both_ask_alike_are_compared(instruments: Instruments):
    readiness, path = a_rating(instruments)
    sections = tuple(
        replace(
            section,
            children=tuple(
                replace(child, choices=child.choices[:2]) if child.path == path else child for child in section.children
            ),
        )
        for section in readiness.sections
    )
    second = replace(readiness, version="2", sections=sections)
    both = Instruments((readiness, second))
    before = form(answer(path, 1), answer("identity.role", "coach"))
    now = form(answer(path, 2), answer("identity.role", "director"), answer("new.one", "x"), version="2")
    found = changes(before, now, both)
    assert [one.item for one in found.changed] == ["identity.role"]
    assert found.not_comparable == (readiness.items[path].heading, "new.one")
    assert changes(before, now, Instruments(())).changed == ()


def test_an_instrument_that_is_gone_names_its_questions_by_their_paths():
    (change,) = changes(form(answer("a", 1)), form(answer("a", True)), Instruments(())).changed
    assert change == Change(item="a", question="a", before="1", now="marked")


# -- whatever the forms say -------------------------------------------------------------------------------------------

VALUES = st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["a", " a", "b c", ""]) | st.just(("a", "b"))
ANSWERS = st.lists(
    st.builds(answer, st.sampled_from(["a", "b", "c", "t.1.x", "t.2.x"]), VALUES, st.none() | st.sampled_from(State)),
    unique_by=lambda one: one.item,
    max_size=5,
)
NONE = Instruments(())


@given(ANSWERS, ANSWERS)
@settings(max_examples=300, deadline=None)
def test_every_question_is_the_same_changed_or_not_comparable(before: Sequence[Response], now: Sequence[Response]):
    found = changes(form(*before), form(*now), NONE)
    states: dict[str, set[State]] = {}
    for one in (*before, *now):
        states.setdefault(one.item, set()).add(one.state)
    paths = {
        path
        for path, held in states.items()
        if held != {State.NOT_ON_FORM} or not {path} <= {one.item for one in before} & {one.item for one in now}
    }
    told = [one.item for one in found.changed] + list(found.not_comparable)
    assert len(told) == len(set(told))
    assert set(told) <= paths
    assert len(told) + found.same == len(paths)


@given(ANSWERS, ANSWERS)
@settings(max_examples=300, deadline=None)
def test_looked_at_the_other_way_round_the_same_changed(before: Sequence[Response], now: Sequence[Response]):
    one, other = changes(form(*before), form(*now), NONE), changes(form(*now), form(*before), NONE)
    assert {(c.item, c.before, c.now) for c in one.changed} == {(c.item, c.now, c.before) for c in other.changed}
    assert (one.same, set(one.not_comparable)) == (other.same, set(other.not_comparable))


@given(ANSWERS)
@settings(max_examples=200, deadline=None)
def test_a_form_held_against_itself_has_no_change(said: Sequence[Response]):
    found = changes(form(*said), form(*said), NONE)
    assert found.changed == ()
    unsure = {one.item for one in said if one.state in (State.CONFLICT, State.UNREADABLE)}
    assert set(found.not_comparable) == unsure
