"""A form counts for the one agency, round and version its blank was issued for, or goes to a person."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from planwright.bind import bind
from planwright.instruments import Instrument, Instruments
from planwright.model import Problem, Reading, Severity, Submission, Value
from planwright.recognise import Period, Recognised, check_period, recognise
from planwright.stamp import Stamp
from planwright.whose import Listed, whose
from tests.judging.readings import STAMP, good_answers, reading_of

AGENCIES = {"harbor": "Harbor Early Learning", "mesa": "Mesa Child Development"}
ROUNDS = {"2026-fall": "Fall 2026"}
LONG_AFTER = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture(name="needs")
def _needs(instruments: Instruments) -> Instrument:
    return instruments["needs-assessment", "1"]


def stamped(*stamps: Stamp) -> Reading:
    return Reading(route="test", stamps=tuple(("document property", stamp) for stamp in stamps))


def identity_of(needs: Instrument, stamp: Stamp, **said: Value) -> list[str]:
    answers = good_answers(needs) | {f"identity.{key}": value for key, value in said.items()}
    submission, _ = bind(reading_of(needs, answers), needs, stamp)
    return codes_of(submission, needs, stamp, AGENCIES)


def codes_of(submission: Submission, needs: Instrument, stamp: Stamp, agencies: dict[str, str]) -> list[str]:
    listed = Listed(agencies=agencies, rounds=ROUNDS)
    return [one.code for one in whose(submission, needs, listed, stamp=stamp, path=Path("forms/form.docx")).problems]


def test_a_stamp_found_in_several_places_is_one(instruments: Instruments) -> None:
    found = recognise(stamped(STAMP, STAMP), instruments)
    assert isinstance(found, Recognised)
    assert (found.instrument.practice, found.stamp) == ("needs-assessment", STAMP)


@pytest.mark.parametrize(
    ("stamps", "code"),
    [
        ((), "not-stamped"),
        ((STAMP, replace(STAMP, agency="mesa")), "stamps-differ"),
        ((STAMP, replace(STAMP, agency="Harbor")), "stamps-differ"),
        ((STAMP, replace(STAMP, round="2026-spring")), "stamps-differ"),
        ((replace(STAMP, version="99"),), "unknown-instrument"),
        ((replace(STAMP, instrument="Needs-Assessment"),), "unknown-instrument"),
    ],
)
def test_a_form_that_is_not_one_known_form_is_not_read(
    instruments: Instruments, stamps: tuple[Stamp, ...], code: str
) -> None:
    found = recognise(stamped(*stamps), instruments)
    assert isinstance(found, Problem)
    assert found.code == code


@pytest.mark.parametrize(
    ("stamp", "code"),
    [
        (replace(STAMP, agency="Harbor"), "unknown-agency"),
        (replace(STAMP, agency="harbor-2"), "unknown-agency"),
        (replace(STAMP, round="2026-Fall"), "unknown-round"),
    ],
)
def test_an_id_that_is_not_letter_for_letter_a_known_one_goes_to_a_person(
    needs: Instrument, stamp: Stamp, code: str
) -> None:
    assert identity_of(needs, stamp) == [code]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"agency": "Harbor Early Learning", "round": "Fall 2026"}, []),
        ({"agency": " harbor  early learning"}, []),
        ({"agency": None, "round": None}, []),
        ({"agency": "Mesa Child Development"}, ["identity-differs"]),
        ({"agency": "Harbor Early Learning and Mesa"}, ["identity-differs"]),
        ({"round": "Fall 2025"}, ["identity-differs"]),
        ({"agency": "Harbor & Early Learning"}, ["identity-differs"]),
    ],
)
def test_a_form_that_names_another_agency_or_round_than_it_was_issued_for_goes_to_a_person(
    needs: Instrument, said: dict[str, Value], codes: list[str]
) -> None:
    assert identity_of(needs, STAMP, **said) == codes


@pytest.mark.parametrize(
    ("issued", "said", "same"),
    [
        ("Child & Family", "Child and Family", True),
        ("Child and Family", "child&family", True),
        ("Child & Family", "Child &  Family", True),
        ("Child & Family", "Child Family", False),
        ("Child & Family", "Child or Family", False),
        ("Sandy Family", "S & y Family", False),
        ("Child, Family", "Child and Family", False),
        ("Child, Family", "Child Family", True),
        ("Niño y Familia", "NINO Y FAMILIA", True),
        ("O'Hara House", "O’Hara House", True),
        ("Region 1", "Region 2", False),
        ("Child and Family Center", "Child and Familly Center", False),
    ],
)
def test_an_ampersand_is_the_word_and_in_a_name_and_nothing_else_is(
    needs: Instrument, issued: str, said: str, same: bool
) -> None:
    answers = good_answers(needs) | {"identity.agency": said}
    submission, _ = bind(reading_of(needs, answers), needs, STAMP)
    assert codes_of(submission, needs, STAMP, {STAMP.agency: issued}) == ([] if same else ["identity-differs"])


PERIODS: dict[str, Period] = {
    "2026-spring": (date(2026, 2, 1), date(2026, 3, 15)),
    "2026-fall": (date(2026, 9, 1), date(2026, 10, 15)),
}


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2026-09-01", []),
        ("2026-10-15", []),
        ("2026-10-16", ["outside-round"]),  # late: it counts, and is told
        ("2026-02-20", ["other-round"]),
        ("next Friday", []),  # told as what it is
        (None, []),
    ],
)
def test_a_day_in_another_round_goes_to_a_person_and_a_late_one_is_told(
    needs: Instrument, day: str | None, codes: list[str]
) -> None:
    submission, _ = bind(reading_of(needs, good_answers(needs) | {"identity.completed": day}), needs, STAMP)
    rounds = ROUNDS | {"2026-spring": "Spring 2026"}
    found = check_period(submission, needs, rounds=rounds, periods=PERIODS, received=LONG_AFTER)
    assert [one.code for one in found] == codes
    assert all("Fall 2026" in one.message for one in found)


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2026-10-05", []),
        ("2026-10-06", []),  # where the form was filled in, the next day had begun
        ("2026-10-07", ["completed-ahead"]),
        ("2027-09-30", ["completed-ahead"]),  # not told twice: it is outside its round because the year is wrong
        ("2026-02-20", ["other-round"]),
    ],
)
def test_a_day_after_the_one_the_form_came_in_on_is_told_but_for_the_next(
    needs: Instrument, day: str, codes: list[str]
) -> None:
    received = datetime(2026, 10, 5, 23, 59, tzinfo=UTC)
    submission, _ = bind(reading_of(needs, good_answers(needs) | {"identity.completed": day}), needs, STAMP)
    found = check_period(submission, needs, rounds=ROUNDS, periods=PERIODS, received=received)
    assert [one.code for one in found] == codes
    if codes == ["completed-ahead"]:
        assert f"is {day}, after the day the form came in (2026-10-05)" in found[0].message
        assert found[0].severity is Severity.WARNING
