"""Words typed in the place of a list are a choice only where they say that choice and nothing else."""

import pytest

from extractors.slots import Slot, field_of
from planwright.model import Field, FieldKind, Place, State

STEPS = ("Choose an item.", "1 Never", "3 Sometimes", "5 Always", "N/A")
WORDS = ("Yes", "No", "Some (a few)", "5+", "1-2", "12 or more", "Half\u2013time", "Weekly, or more")
RANKS = ("1", "2", "10")


def _said(text: str, choices: tuple[str, ...]) -> tuple[object, State]:
    field = Field(key="k", label="", kind=FieldKind.CHOICE, value=None, state=State.BLANK, place=Place())
    found = field_of(Slot(field=field, choices=tuple((one, one) for one in choices)), text)
    return found.value, found.state


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("5 Always?", STEPS),
        ("\u22605 Always", STEPS),
        ("< 5 Always", STEPS),
        ("not 5 Always", STEPS),
        ("3?", STEPS),
        ("-3", STEPS),
        ("5, 3", STEPS),
        ("2", STEPS),
        ("5", ("2 or more", "5 or more")),  # what is counted is no step
        ("Never", ("1 Never", "6 Never")),
        ("\u2717 Yes", WORDS),
        ("Yes (?)", WORDS),
        ("\u2610 Yes", WORDS),
        ("\u00acYes", WORDS),
        ("5", WORDS),
        ("12", WORDS),
        ("1?", RANKS),
        ("-1", RANKS),
        ("\u22121", RANKS),
        ("~1", RANKS),
        ("<1", RANKS),
        ("1 0", ("1", "10")),
        (".1", RANKS),
    ],
)
def test_words_with_signs_that_no_choice_has_are_for_a_person(typed: str, choices: tuple[str, ...]):
    assert _said(typed, choices) == (typed, State.CONFLICT)


@pytest.mark.parametrize(
    ("typed", "choices", "meant"),
    [
        ("5 Always", STEPS, "5 Always"),
        (" 5  always.", STEPS, "5 Always"),
        ("3", STEPS, "3 Sometimes"),
        ("Sometimes", STEPS, "3 Sometimes"),
        ("YES", WORDS, "Yes"),
        ("Some, a few", WORDS, None),
        ("some a few", WORDS, "Some (a few)"),
        ("1\u20132", WORDS, "1-2"),
        ("half-time", WORDS, "Half\u2013time"),
        ("Weekly or more", WORDS, "Weekly, or more"),
        ("1", RANKS, "1"),
        ("1.", RANKS, "1"),
    ],
)
def test_words_of_a_choice_are_that_choice(typed: str, choices: tuple[str, ...], meant: str | None):
    assert _said(typed, choices) == ((meant, State.ANSWERED) if meant else (typed, State.CONFLICT))
