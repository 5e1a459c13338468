"""a text that only says where the answer stands goes to a person
EW02 so does one that holds another question's words, with what was meant for that
EW03 an answer that says something itself is left alone"""

import pytest

from planwright.bind import bind
from planwright.instruments import Instrument, Instruments
from planwright.model import State
from tests.judging.readings import STAMP, good_answers, problems_with, reading_of


@pytest.fixture(name="needs")
def _needs(instruments: Instruments) -> Instrument:
    return instruments["needs-assessment", "1"]


@pytest.mark.parametrize(
    "typed",
    [
        "(see below)",
        "See attached.",
        "please see next page",
        "see page 3",
        "ver abajo",
        "Ver hoja adjunta",
        "same as above",
    ],
)
def test_a_text_that_only_points_goes_to_a_person(needs: Instrument, typed: str) -> None:
    problems = problems_with(needs, identity__name=typed)
    assert {(one.code, one.item) for one in problems} >= {("answer-elsewhere", "identity.name")}
    assert typed in next(one.message for one in problems if one.code == "answer-elsewhere")
    submission, _ = bind(reading_of(needs, good_answers(needs) | {"identity.name": typed}), needs, STAMP)
    response = next(one for one in submission.responses if one.item == "identity.name")
    assert (response.value, response.state, response.raw) == (None, State.UNREADABLE, typed)


@pytest.mark.parametrize("typed", ["See attached: Ana Ruiz", "Ana Ruiz", "Seema Below", "Back Page", "R-07"])
def test_a_text_that_says_something_is_an_answer(needs: Instrument, typed: str) -> None:
    assert "answer-elsewhere" not in {one.code for one in problems_with(needs, identity__name=typed)}


def test_the_words_of_another_question_within_an_answer_go_to_a_person(needs: Instrument) -> None:
    other = needs.items["program.classrooms"].question
    told = problems_with(needs, identity__name=f"Ana Ruiz {other} 4")
    assert [(one.code, one.item) for one in told if one.code == "answers-together"] == [
        ("answers-together", "identity.name")
    ]
    own = needs.items["identity.name"].heading
    assert "answers-together" not in {one.code for one in problems_with(needs, identity__name=f"{own}: Ana Ruiz")}
