"""DR01 a place is bound to the question it asks, in other words and another order
DR02 a scale is paired by its order where it has as many steps, whatever its words
DR03 what is like no question is left to a person
DR04 the columns of an empty table are bound row by row
DR05 most of what a draft binds in the example forms is right"""

import json

import pytest

from benchmarks.accuracy.truth import ADOPTED
from flows.adopt import places_of
from planwright.editions.draft import OpenPlace, draft, language_of
from planwright.instruments import Instruments
from planwright.model import FieldKind


def place(name: str, row: str, column: str = "", kind: FieldKind = FieldKind.TEXT, *choices: str) -> OpenPlace:
    return OpenPlace(place=name, label=row, row=row, column=column, kind=kind, choices=choices)


def test_dr01_questions_in_other_words_are_found(instruments: Instruments) -> None:
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
def test_dr02_a_scale_is_paired_by_its_order(
    instruments: Instruments, steps: tuple[str, ...], values: list[int]
) -> None:
    question = "We can find time in our week to learn and to try it out"
    places = [place(f"p{number}", question, step) for number, step in enumerate(steps)]
    found = draft(places, instruments["readiness", "1"])
    assert [(entry.item, entry.choice) for entry in found] == [("statements.r02", value) for value in values]


def test_dr02_so_is_a_list(instruments: Instruments) -> None:
    asked = place("list", "We can find time in our week to learn it", "", FieldKind.CHOICE, "Choose an item.", *STEPS)
    (entry,) = draft([asked], instruments["readiness", "1"])
    assert entry.choices == dict(zip(STEPS, range(1, 6), strict=True))


def test_dr03_what_is_like_no_question_is_left_to_a_person(instruments: Instruments) -> None:
    (entry,) = draft([place("a", "Shoe size of the bus driver")], instruments["readiness", "1"])
    assert (entry.item, entry.likeness) == (None, None)


def test_dr04_columns_of_an_empty_table_are_bound_row_by_row(instruments: Instruments) -> None:
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


def test_dr05_most_of_what_a_draft_binds_is_right(instruments: Instruments) -> None:
    right = bound = 0
    for file in sorted(ADOPTED.glob("*.questions.json")):
        said = json.loads(file.read_text(encoding="utf-8"))
        blank = next(one for one in ADOPTED.glob(f"{said['form']}.*") if one.suffix in (".docx", ".pdf"))
        found = draft(places_of(blank.read_bytes(), blank.name), instruments[said["practice"], "1"])
        asked = {one["item"] for one in said["questions"]}
        bound += sum(entry.item is not None for entry in found)
        right += sum(entry.item in asked for entry in found if entry.item is not None)
    assert bound > 100
    assert right / bound > 0.8


def test_the_language_of_a_form_is_told_by_its_words() -> None:
    assert language_of([place("a", "Nombre del programa"), place("b", "¿Qué es lo que hacemos bien?")]) == "es-US"
    assert language_of([place("a", "Name of the program"), place("b", "What do we do well?")]) == "en-US"
