"""a place is bound to the question it asks, in other words and another order
DR02 a scale is paired by its order where it has as many steps, whatever its words
DR03 what is like no question is left to a person
DR04 the columns of an empty table are bound row by row
DR05 what a draft binds in the example forms is right, but for one place in a hundred
DR06 what the places cannot take is not proposed: the steps of another scale, words of roles for a rating, a lone box
DR07 what two questions are almost equally like is left to a person
DR08 the columns of a row are told by their words, else by their order; another answer in words follows its question
DR09 the words beside each button of a group are told, and which of them stand for no value"""

import json

import pytest

from benchmarks.accuracy.truth import ADOPTED
from flows.adopt import places_of
from planwright.editions.draft import OpenPlace, draft, language_of, without_value
from planwright.instruments import Instruments
from planwright.model import FieldKind


def place(name: str, row: str, column: str = "", kind: FieldKind = FieldKind.TEXT, *choices: str) -> OpenPlace:
    return OpenPlace(place=name, label=row, row=row, column=column, kind=kind, choices=choices)


def test_questions_in_other_words_are_found(instruments: Instruments) -> None:
    places = [
        place("a", "Name of program"),
        place("b", "What might get in our way and stop us?"),
        place("c", "Today's date", kind=FieldKind.DATE),
    ]
    found = draft(places, instruments["readiness", "1"])
    assert [entry.item for entry in found] == ["identity.agency", "comments.worry", "identity.completed"]
    assert all(entry.likeness and entry.likeness >= 36 for entry in found)


STEPS = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")


@pytest.mark.parametrize(("steps", "values"), [(STEPS, [1, 2, 3, 4, 5]), (STEPS[::-1], [5, 4, 3, 2, 1])])
def test_a_scale_is_paired_by_its_order(instruments: Instruments, steps: tuple[str, ...], values: list[int]) -> None:
    question = "We can find time in our week to learn and to try it out"
    places = [place(f"p{number}", question, step) for number, step in enumerate(steps)]
    found = draft(places, instruments["readiness", "1"])
    assert [(entry.item, entry.choice) for entry in found] == [("statements.r02", value) for value in values]


def test_so_is_a_list(instruments: Instruments) -> None:
    asked = place("list", "We can find time in our week to learn it", "", FieldKind.CHOICE, "Choose an item.", *STEPS)
    (entry,) = draft([asked], instruments["readiness", "1"])
    assert entry.choices == dict(zip(STEPS, range(1, 6), strict=True))


def test_what_is_like_no_question_is_left_to_a_person(instruments: Instruments) -> None:
    (entry,) = draft([place("a", "Shoe size of the bus driver")], instruments["readiness", "1"])
    assert (entry.item, entry.likeness) == (None, None)


def test_columns_of_an_empty_table_are_bound_row_by_row(instruments: Instruments) -> None:
    places = [place(f"{row}{column}", "", column) for row in (1, 2) for column in ("Resource", "Provider", "Shoe size")]
    found = draft(places, instruments["ta-resources", "1"])
    assert [entry.item for entry in found] == [
        "offer.resources.1.resource",
        "offer.resources.1.provider",
        None,
        "offer.resources.2.resource",
        "offer.resources.2.provider",
        None,
    ]


def test_what_a_draft_binds_is_right(instruments: Instruments) -> None:
    right = wrong = 0
    for file in sorted(ADOPTED.glob("*.edition.json")):
        said = json.loads(file.read_text(encoding="utf-8"))
        blank = file.with_name(said["blank"])
        asked = {one["place"]: (one["item"], one.get("choice")) for one in said["places"]}
        for entry in draft(places_of(blank.read_bytes(), blank.name), instruments[said["practice"], "1"]):
            if entry.item is not None:
                is_right = asked[entry.place] == (entry.item, entry.choice)
                right, wrong = right + is_right, wrong + (not is_right)
    assert right >= 150
    assert wrong <= right // 100


def test_words_of_roles_are_the_role_and_no_rating(instruments: Instruments) -> None:
    roles = ("Teacher", "Therapist", "Coach", "Director", "Parent")
    found = draft([place(role, "I am a:", role, FieldKind.MARK) for role in roles], instruments["readiness", "1"])
    assert {entry.item for entry in found} <= {"identity.role", None}
    assert [entry.choice for entry in found[:4]] == ["teacher", "specialist", "coach", "director"]


@pytest.mark.parametrize("kind", [FieldKind.MARK, FieldKind.TEXT])
def test_three_columns_are_no_scale_of_five(instruments: Instruments, kind: FieldKind) -> None:
    question = "We can find time in our week to learn and try it out."
    places = [place(step, question, step, kind) for step in ("Yes", "Partly", "No")]
    assert {entry.item for entry in draft(places, instruments["readiness", "1"])} == {None}


def test_a_lone_box_and_a_line_are_no_rating(instruments: Instruments) -> None:
    question = "We can find time in our week to learn and try it out."
    places = [place("box", question, "", FieldKind.MARK), place("line", f"{question} ")]
    assert {entry.item for entry in draft(places, instruments["readiness", "1"])} == {None}


def test_what_two_questions_are_almost_equally_like_is_left_open(instruments: Instruments) -> None:
    steps = ("1", "2", "3", "4", "5")
    places = [place(step, "What our families value and the languages they speak", step) for step in steps]
    assert {entry.item for entry in draft(places, instruments["fit", "1"])} == {None}


def test_columns_are_told_by_their_words(instruments: Instruments) -> None:
    steps = ("1 Never", "2 Seldom", "3 Sometimes", "4 Mostly", "5 Always")
    question = "New colleagues are supported through their first six months"
    places = [place(column, question, column, FieldKind.CHOICE, *steps) for column in ("Our goal", "Where are we now?")]
    goal, now = draft(places, instruments["needs-assessment", "1"])
    assert (goal.item, now.item) == ("needs.n13.desired", "needs.n13.current")
    assert now.choices == dict(zip(steps, range(1, 6), strict=True))


def test_another_answer_in_words_follows_its_question(instruments: Instruments) -> None:
    question = "What stands most in the way of better practice? Mark up to two."
    answers = ("Vacancies and turnover", "Rules and paperwork", "Missing materials or space")
    places = [
        *(place(answer, question, answer, FieldKind.MARK) for answer in answers),
        place("other", "Other, please say"),
    ]
    assert draft(places, instruments["needs-assessment", "1"])[-1].item == "program.barriers-other"


def test_the_words_beside_each_button_are_told(instruments: Instruments) -> None:
    group = OpenPlace(
        place="rg1",
        label="",
        row="Are rooms covered while staff are trained and coached?",
        column="",
        kind=FieldKind.CHOICE,
        choices=("a", "b", "c"),
        offered=("Yes", "Not yet", "No"),
    )
    instrument = instruments["ta-resources", "1"]
    (entry,) = draft([group], instrument)
    assert entry.item == "ready.release"
    assert entry.choices == {"a": "yes", "c": "no"}
    assert entry.to_json()["buttons"] == {"a": "Yes", "b": "Not yet", "c": "No"}
    assert without_value(group, entry, instrument.items["ready.release"]) == ("b (“Not yet”)",)


def test_the_language_of_a_form_is_told_by_its_words() -> None:
    assert language_of([place("a", "Nombre del programa"), place("b", "¿Qué es lo que hacemos bien?")]) == "es-US"
    assert language_of([place("a", "Name of the program"), place("b", "What do we do well?")]) == "en-US"
