"""A report that is sent around repeats no answer, whatever the answer is."""

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planwright.model import Place, Problem, Severity
from planwright.problems import CATALOGUE, AnswerCode, Code, FileCode, FormCode, problem
from planwright.problems.discreet import OWN, discreet

WRITTEN = "Zyx4"


def blanks(code: Code) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(code.value.message) if name} - {"at"}


@pytest.mark.parametrize("code", CATALOGUE, ids=lambda code: code.id)
def test_no_message_tells_what_stands_in_a_blank_that_may_hold_an_answer(code: Code):
    words = {name: "own" if name in OWN else WRITTEN for name in blanks(code)}
    said = discreet(problem(code, place=Place(page=2), **words))
    assert WRITTEN not in said
    assert len(said) > 20
    assert ("…" in said) == any(name not in OWN for name in words)


@given(answer=st.sampled_from(CATALOGUE).flatmap(lambda code: st.just(code.value.message)), before=st.text(max_size=8))
def test_an_answer_that_holds_the_words_of_a_message_is_not_taken_for_them(answer: str, before: str):
    for code in (AnswerCode.NOT_A_NUMBER, AnswerCode.TWO_MARKS, AnswerCode.NOT_A_CHOICE, FormCode.IDENTITY_DIFFERS):
        told = f"{before}{answer} {WRITTEN} {answer}"
        words = {name: "own" if name in OWN else told for name in blanks(code)}
        assert WRITTEN not in discreet(problem(code, **words))


def test_what_planwright_itself_says_stays():
    assert discreet(problem(AnswerCode.NOT_A_NUMBER, place=Place(page=1), question="How many?", value="Ana says four",
                            number="number", example="12")) == (
        "“How many?” (page 1): “…” is not one certain number. Enter it in digits only, such as 12."
    )  # fmt: skip
    told = problem(AnswerCode.TWO_MARKS, question="It fits.", count=2, marks="yes, no")
    assert discreet(told) == "“It fits.” has 2 marks (…) where one is allowed. Ask the respondent which one is meant."
    missing = problem(AnswerCode.ANSWER_MISSING, question="Name")
    assert discreet(missing) == missing.message
    empty = problem(FileCode.FILE_EMPTY)
    assert discreet(empty) == empty.message


def test_of_a_problem_that_is_not_known_or_said_otherwise_only_the_code_is_told():
    for code in ("not-of-this-version", "two-marks"):
        found = Problem(code=code, severity=Severity.ERROR, message=f"It says {WRITTEN}.")
        assert discreet(found) == f"Another version of planwright told of something ({code})."
