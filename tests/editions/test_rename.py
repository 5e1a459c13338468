"""a cell stands for its answer where it is ticked, numbered or has the initials of who answered, not with words
RN02 a mark for an answer that the instrument has not makes the question unsure
RN03 what is not asked is told, what is gone is told
RN04 the form's own answers mean what the edition says"""

import pytest

from planwright.editions import Entry
from planwright.editions.rename import as_asked
from planwright.instruments import Instruments
from planwright.model import Reading, State
from tests.editions.checked import cell, edition

GRID = [
    Entry(place=f"p{step}", label=f"We find time | {step}", item="statements.r02", choice=step, choices={})
    for step in range(1, 6)
]
NAMED = Entry(place="n", label="Name", item="identity.name", choices={})
DO_NOT_KNOW = Entry(place="p6", label="We find time | I do not know", item=None, choices={})


@pytest.mark.parametrize(
    ("said", "value", "state"),
    [
        ("X", True, State.ANSWERED),
        ("✓", True, State.ANSWERED),
        ("4", True, State.ANSWERED),
        ("A.R.", True, State.ANSWERED),
        ("AMR", True, State.ANSWERED),
        ("JKL", None, State.UNREADABLE),
        (None, False, State.ANSWERED),
        ("3", None, State.UNREADABLE),
        ("NO", None, State.UNREADABLE),
        ("NA", None, State.UNREADABLE),
        ("N.A.", None, State.UNREADABLE),
        ("NO.", None, State.UNREADABLE),
        ("D.K.", None, State.UNREADABLE),
        ("OFF", None, State.UNREADABLE),
        ("yes", None, State.UNREADABLE),
        ("sometimes", None, State.UNREADABLE),
        ("↑", None, State.UNREADABLE),
    ],
)
def test_a_cell_stands_for_its_answer(
    instruments: Instruments, said: str | None, value: bool | None, state: State
) -> None:
    fields = (cell("n", "Ana Maria Ruiz"), *(cell(f"p{step}", said if step == 4 else None) for step in range(1, 6)))
    found = as_asked(Reading(route="", fields=fields), edition(NAMED, *GRID), instruments["readiness", "1"])
    (marked,) = [field for field in found.fields if field.key == "statements.r02=4"]
    assert (marked.value, marked.state) == (value, state)


@pytest.mark.parametrize(
    ("name", "said", "value"),
    [
        ("Ruiz, Ana", "AR", True),
        ("Dr. K. Østby", "KØ", True),
        ("Dana King", "DK", None),  # or “do not know”
        ("Nora Olson", "N.O.", None),
        ("Ana", "A", None),
        (None, "AR", None),
    ],
)
def test_initials_count_where_they_are_those_of_who_answered_and_say_nothing_else(
    instruments: Instruments, name: str | None, said: str, value: bool | None
) -> None:
    fields = (cell("n", name), cell("p4", said))
    found = as_asked(Reading(route="", fields=fields), edition(NAMED, *GRID), instruments["readiness", "1"])
    assert [field.value for field in found.fields if field.key == "statements.r02=4"] == [value]


def test_a_mark_that_the_instrument_has_not_makes_the_question_unsure(instruments: Instruments) -> None:
    fields = (*(cell(f"p{step}", "X" if step == 4 else None) for step in range(1, 6)), cell("p6", "X"))
    made = edition(*GRID, DO_NOT_KNOW)
    found = as_asked(Reading(route="", fields=fields), made, instruments["readiness", "1"])
    assert {field.state for field in found.fields} == {State.CONFLICT}
    assert [problem.code for problem in found.problems] == ["not-asked"]


def test_what_is_gone_and_what_is_not_asked_are_told(instruments: Instruments) -> None:
    made = edition(
        Entry(place="a", label="Name", item="identity.name", choices={}),
        Entry(place="b", label="Phone", item=None, choices={}),
    )
    found = as_asked(Reading(route="", fields=(cell("b", "555-0100"),)), made, instruments["readiness", "1"])
    assert [problem.code for problem in found.problems] == ["field-missing", "not-asked"]
    assert "“Name”" in found.problems[0].message


def test_the_forms_own_answers_mean_what_the_edition_says(instruments: Instruments) -> None:
    made = edition(Entry(place="a", label="Job", item="identity.role", choices={"Lead teacher": "teacher"}))
    found = as_asked(Reading(route="", fields=(cell("a", "lead  Teacher"),)), made, instruments["readiness", "1"])
    assert [(field.key, field.value, field.raw) for field in found.fields] == [
        ("identity.role", "teacher", "lead  Teacher")
    ]
