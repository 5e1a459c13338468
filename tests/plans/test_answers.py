"""How the answers to one question are put in words: N/A, counts, shares, and what several people wrote alike."""

import pytest

from planwright.instruments import Instruments, Item
from planwright.model import Value
from tests.plans.harbor import Answer, content_of, newest, recognisable, summary_of


def not_applicable(*paths: str) -> Answer:
    """Recognisable answers, N/A to these questions."""
    return lambda item, rows, form: "na" if item.path in paths else recognisable(item, rows, form)


def test_what_a_team_marked_as_not_applying_is_not_called_not_provided(instruments: Instruments):
    fit = content_of(
        instruments, [summary_of(newest(instruments, "fit"), not_applicable("practice.mission.rating"))]
    ).fit
    assert fit.practice[0].rows[0].value == "does not apply"
    needs = newest(instruments, "needs-assessment")
    block = content_of(instruments, [summary_of(needs, not_applicable("needs.n01.current"))]).needs[0]
    assert block.unshown == (f"{needs.sections[2].children[0].title} – does not apply",)
    checks = not_applicable("checks.plain", "checks.mission")
    vision = content_of(instruments, [summary_of(newest(instruments, "visioning"), checks)]).vision
    assert vision.checks == "None of 6 checks was answered with no."


@pytest.mark.parametrize(
    ("people", "words"), [(4, "withheld: only 4 answers, 5 needed"), (5, "does not apply (5 of 5)")]
)
def test_what_individuals_marked_as_not_applying_is_withheld_where_they_are_few(
    instruments: Instruments, people: int, words: str
):
    needs = newest(instruments, "needs-assessment")
    content = content_of(instruments, [summary_of(needs, not_applicable("program.coached"), forms=people)])
    question = needs.items["program.coached"].question
    assert [one.answers for one in content.setting if one.question == question] == [(words,)]


def test_counts_say_how_many_answered_and_to_how_many_it_does_not_apply(instruments: Instruments):
    def coached(item: Item, rows: tuple[int, ...], form: int) -> Value:
        if item.path == "program.coached":
            return ("yes", "yes", "yes", "no", "no", "na", None)[form - 1]
        return recognisable(item, rows, form)

    needs = newest(instruments, "needs-assessment")
    content = content_of(instruments, [summary_of(needs, coached, forms=7)])
    question = needs.items["program.coached"].question
    [answers] = [one.answers for one in content.setting if one.question == question]
    assert answers == ("Yes: 3\nNo: 2\ndoes not apply: 1\n(5 answers)",)


def test_two_counts_stand_beside_each_other(instruments: Instruments):
    def coached(item: Item, rows: tuple[int, ...], form: int) -> Value:
        if item.path == "program.coached":
            return "yes" if form > 2 else "no"
        return recognisable(item, rows, form)

    needs = newest(instruments, "needs-assessment")
    content = content_of(instruments, [summary_of(needs, coached, forms=6)])
    question = needs.items["program.coached"].question
    assert [one.answers for one in content.setting if one.question == question] == [("Yes: 4 · No: 2 (6 answers)",)]


def test_a_share_of_the_best_answer_says_which_answer_that_is(instruments: Instruments):
    def stand_by(item: Item, rows: tuple[int, ...], form: int) -> Value:
        if item.path.endswith(".stand-by"):
            return 4 if form > 1 else 2
        return recognisable(item, rows, form)

    decision = newest(instruments, "decision-making")
    content = content_of(instruments, [summary_of(decision, stand_by, forms=5)])
    said = [one.answers for one in content.priorities_detail if one.question.startswith("Would you work for")]
    assert said == [("80% answered “Yes, fully” (5 answers)",)]


def test_checks_left_blank_are_not_counted_as_answered(instruments: Instruments):
    def some(item: Item, rows: tuple[int, ...], form: int) -> Value:
        return None if item.path in ("checks.plain", "checks.mission") else recognisable(item, rows, form)

    vision = content_of(instruments, [summary_of(newest(instruments, "visioning"), some)]).vision
    assert vision.checks == "None of 6 checks was answered with no. 2 checks were left blank."


def test_what_several_people_wrote_alike_stands_once_with_their_number(instruments: Instruments):
    def alike(item: Item, rows: tuple[int, ...], form: int) -> Value:
        if item.path == "change.practice":
            return "Embedded instruction" if form > 1 else "Coaching"
        return recognisable(item, rows, form)

    content = content_of(instruments, [summary_of(newest(instruments, "readiness"), alike, forms=6)])
    assert set(content.readiness_comments[0].answers) == {"Coaching", "Embedded instruction (5 answers)"}


@pytest.mark.parametrize("marked", [True, False])
def test_words_behind_other_are_asked_for_only_where_other_is_marked(instruments: Instruments, marked: bool):
    def other(item: Item, rows: tuple[int, ...], form: int) -> Value:
        if item.path == "picture.affected-other":
            return "The bus drivers" if marked else None
        return recognisable(item, rows, form)

    visioning = newest(instruments, "visioning")
    detail = content_of(instruments, [summary_of(visioning, other)]).vision.detail
    question = visioning.items["picture.affected-other"].question
    assert [one.answers for one in detail if one.question == question] == ([("The bus drivers",)] if marked else [])


@pytest.mark.parametrize(("number", "words"), [(1, "1 child"), (2, "2 children"), (0, "0 children")])
def test_one_of_a_unit_is_said_in_the_singular(instruments: Instruments, number: int, words: str):
    def children(item: Item, rows: tuple[int, ...], form: int) -> Value:
        return number if item.path == "program.children" else recognisable(item, rows, form)

    needs = newest(instruments, "needs-assessment")
    content = content_of(instruments, [summary_of(needs, children)])
    assert [one.answers for one in content.setting if one.question == needs.items["program.children"].question] == [
        (words,)
    ]
