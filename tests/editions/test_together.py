"""one tick among refusals is the answer of its question, less surely than a tick alone
TG02 words that refuse decide nothing where a column has them, where there is no tick, or two
TG03 noughts may be rings: they refuse where there are two and one answer is asked for
TG04 a v, × or y is a mark where nothing else of the question is marked, and so are the words of its own column
TG05 boxes that people draw into cells are empty beside one mark, and no answer by themselves"""

import pytest

from planwright.editions import Entry
from planwright.editions.rename import as_asked
from planwright.editions.together import LIKELY
from planwright.instruments import Instruments
from planwright.model import Field, FieldKind, Place, Reading, State
from tests.editions.checked import cell, edition

ITEM = "statements.r02"


def told(
    instruments: Instruments,
    said: tuple[str | Field | None, ...],
    columns: tuple[str, ...] = (),
    *,
    item: str = ITEM,
    practice: str = "readiness",
    name: str = "Ana Ruiz",
    choices: tuple[str | int, ...] = (1, 2, 3, 4, 5),
) -> list[Field]:
    """The boxes of a question in whose cells this stands, in the order of its columns."""
    words = columns or tuple(f"step {choice}" for choice in choices)
    entries = [Entry(place="n", label="Name", item="identity.name", choices={})]
    entries += [
        Entry(place=f"p{at}", label=f"We find time | {word}", item=item, choice=choice, choices={})
        for at, (word, choice) in enumerate(zip(words, choices, strict=False))
    ]
    made = edition(*entries)
    fields = [cell("n", name)]
    fields += [one if isinstance(one, Field) else cell(f"p{at}", one) for at, one in enumerate(said)]
    found = as_asked(Reading(route="", fields=tuple(fields)), made, instruments[practice, "1"])
    return [field for field in found.fields if field.key.startswith(f"{item}=")]


def box(key: str, value: str | bool, state: State = State.ANSWERED) -> Field:
    return Field(key=key, label=key, kind=FieldKind.MARK, value=value, state=state, place=Place(), confidence=0.0)


@pytest.mark.parametrize(
    "said",
    [
        ("no", "no", "X", None, None),
        ("no", "No.", "X", "NO", "no!"),
        ("–", None, "X", "-", None),
        (None, "—", "✓", None, None),
        ("0", "0", "x", "0", "0"),
        ("0", "–", "X", "no", "0"),
    ],
)
def test_one_tick_among_refusals_is_the_answer(instruments: Instruments, said: tuple[str | None, ...]) -> None:
    found = told(instruments, said)
    assert [field.value for field in found] == [False, False, True, False, False]
    assert {(field.state, field.confidence) for field in found} == {(State.ANSWERED, LIKELY)}
    assert [field.raw for field in found] == list(said)


@pytest.mark.parametrize(
    ("said", "columns"),
    [
        (("no", "no", None), ()),
        (("no", "X", "X"), ()),
        (("no", "A.B.", "X"), ()),
        (("no", "n/a", "X"), ()),
        (("?", "?", "X"), ()),
        (("no", "X", None), ("Yes", "No", "Not sure")),
        (("X", "no", None), ("Yes", "No", "Not sure")),
        (("no", "X", None), ("No, never", "At times", "Always")),
        (("-", "X", None), ("+", "0", "-")),
        (("0", "0", "X"), ("0", "1", "2")),
    ],
)
def test_refusals_decide_nothing_where_they_may_be_answers(
    instruments: Instruments, said: tuple[str | None, ...], columns: tuple[str, ...]
) -> None:
    assert State.UNREADABLE in {field.state for field in told(instruments, said, columns)}


def test_what_may_be_the_initials_of_who_answered_is_no_refusal(instruments: Instruments) -> None:
    assert State.UNREADABLE in {field.state for field in told(instruments, ("NO", "X", None), name="Nora Olson")}


def test_a_cell_that_nobody_can_read_leaves_the_others_as_they_are(instruments: Instruments) -> None:
    unread = Field(
        key="p4", label="p4", kind=FieldKind.TEXT, value="no", state=State.UNREADABLE, place=Place(), confidence=0.0
    )
    found = told(instruments, ("no", "X", None, None, unread))
    assert [field.state for field in found if field.value is None or isinstance(field.value, str)] == [
        State.UNREADABLE,
        State.UNREADABLE,
    ]


@pytest.mark.parametrize("said", [("0", "X", None), ("0", "X", "–"), ("0", "X", "no")])
def test_one_nought_may_be_a_ring(instruments: Instruments, said: tuple[str | None, ...]) -> None:
    assert State.UNREADABLE in {field.state for field in told(instruments, said)}


def test_noughts_may_all_be_rings_where_several_answers_are_asked_for(instruments: Instruments) -> None:
    def several(*said: str) -> list[Field]:
        choices, words = ("home-visiting", "center", "school"), ("At home", "In our rooms", "At school")
        return told(instruments, said, words, item="program.services", practice="needs-assessment", choices=choices)

    assert State.UNREADABLE in {one.state for one in several("0", "0", "X")}
    assert [one.value for one in several("no", "no", "X")] == [False, False, True]


@pytest.mark.parametrize("letter", ["v", "V", "×", "y", "Y"])
def test_a_letter_alone_is_a_mark(instruments: Instruments, letter: str) -> None:
    for one in (letter, box("p1", letter, State.UNREADABLE)):
        found = told(instruments, (None, one, None))
        assert [field.value for field in found] == [False, True, False]
        assert {field.state for field in found} == {State.ANSWERED}
        assert max(field.confidence for field in found) <= LIKELY


@pytest.mark.parametrize(
    ("said", "columns"),
    [
        (("v", "X", None), ()),
        (("v", None, "v"), ()),
        (("v", "no", None), ()),
        (("y", "n", None), ()),
        (("v", box("p1", True), None), ()),
        (("v", box("p1", False, State.CONFLICT), None), ()),
        ((None, "y", None), ("Yes", "No", "Not sure")),
        ((None, "y", None), ("Sí", "No", "No sé")),
        (("v", None, None), ("IV", "V", "VI")),
    ],
)
def test_a_letter_beside_others_is_none(
    instruments: Instruments, said: tuple[str | Field | None, ...], columns: tuple[str, ...]
) -> None:
    assert {field.state for field in told(instruments, said, columns)} & {State.UNREADABLE, State.CONFLICT}


def test_a_y_under_yes_says_yes(instruments: Instruments) -> None:
    found = told(instruments, ("y", None, None), ("Yes", "No", "Not sure"))
    assert [field.value for field in found] == [True, False, False]


@pytest.mark.parametrize(
    "said",
    [("☐", "☒", "☐"), ("[ ]", "[x]", "[ ]"), ("_", "X", "_"), ("( )", "(X)", ""), ("○", "●", "○"), ("", "step 2", "")],
)
def test_boxes_that_people_draw_themselves_are_empty_beside_one_mark(
    instruments: Instruments, said: tuple[str, ...]
) -> None:
    fields = told(instruments, said)
    assert [(one.value, one.state) for one in fields] == [(at == 1, State.ANSWERED) for at in range(3)]
    assert {one.confidence for one in fields} == {LIKELY}


@pytest.mark.parametrize("mark", ["✅", "✔\ufe0f", "(X)", "[X]", "X.", "[ x ]"])
def test_a_mark_in_brackets_or_before_a_point_is_a_mark(instruments: Instruments, mark: str) -> None:
    assert [one.value for one in told(instruments, ("", mark, ""))] == [False, True, False]


@pytest.mark.parametrize(
    "said",
    [("☐", "", ""), ("☐", "☐", "☐"), ("", "step 3", ""), ("", "step 2?", ""), ("", "(2?)", ""), ("X", "step 2", "")],
)
def test_an_empty_box_alone_and_words_of_another_column_are_for_a_person(
    instruments: Instruments, said: tuple[str, ...]
) -> None:
    fields = told(instruments, said)
    assert State.UNREADABLE in {one.state for one in fields}


@pytest.mark.parametrize(
    ("columns", "said"), [(("Sí", "No"), ("Sí", "")), (("0 Not yet", "1 Partly"), ("Not yet", ""))]
)
def test_the_words_of_its_own_column_mark_a_cell(
    instruments: Instruments, columns: tuple[str, ...], said: tuple[str, ...]
) -> None:
    assert [one.value for one in told(instruments, said, columns)] == [True, False]
