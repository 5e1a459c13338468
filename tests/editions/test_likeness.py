"""a file is the one form whose blank prints what it does
LK02 of two versions it is the one whose own words are there
LK03 where none or several fit, the nearest are named with what differs
LK04 the prints of one form, of its Word and of its PDF blank, do not compete; it still must beat all other forms"""

from planwright.editions.likeness import Like, Print, like
from planwright.model import Problem

FIRST = ("Readiness check", "We find time to learn the practice.", "Our leaders stand behind the change.")
SECOND = ("Readiness check", "We find time to learn the practice.", "Families have been asked what they think.")
OTHER = ("Needs survey", "Children are outdoors every day.", "Staff write down what they see.")
KNOWN = [Print(name, name, lines) for name, lines in (("first", FIRST), ("second", SECOND), ("other", OTHER))]


def test_a_file_is_the_form_whose_blank_prints_what_it_does() -> None:
    found = like((*OTHER, "Ana Ruiz", "9/30/2026"), KNOWN)
    assert isinstance(found, Like)
    assert (found.form, found.share) == ("other", 1.0)


def test_of_two_versions_it_is_the_one_whose_own_words_are_there() -> None:
    for name, lines in (("first", FIRST), ("second", SECOND)):
        found = like((*lines, "We agree."), KNOWN)
        assert isinstance(found, Like)
        assert found.form == name


def test_a_form_with_the_words_of_both_versions_is_neither() -> None:
    found = like((*FIRST, SECOND[2]), KNOWN)
    assert isinstance(found, Problem)
    assert "“first” (100% of its words)" in found.message


def test_the_nearest_are_named_with_what_differs() -> None:
    found = like((FIRST[0], FIRST[2]), KNOWN[:1] + KNOWN[2:])
    assert isinstance(found, Problem)
    assert found.code == "nearest-forms"
    assert "without “We find time to learn the practice.”" in found.message


def test_of_something_else_altogether_none_is_named() -> None:
    found = like(("Minutes of the board", "It rained."), KNOWN)
    assert isinstance(found, Problem)
    assert found.code == "not-stamped"


WORD = (
    "Readiness check",
    "We find time to learn the practice.",
    "Our leaders stand behind it.",
    "Tick one box, or none.",
)
PAGES = (*FIRST, "Tick one box in Acrobat.", "Send the saved file.")


def test_a_copy_with_words_of_both_blanks_of_a_form_is_that_form() -> None:
    """A browser that prints the pages of a Word form breaks lines as its PDF blank does, and leaves others out."""
    both = [Print("form", "form", lines) for lines in (WORD, PAGES)]
    found = like((*FIRST, WORD[2]), [*both, KNOWN[2]])
    assert isinstance(found, Like)
    assert found.form == "form"


def test_another_form_with_its_own_words_is_beaten_by_neither() -> None:
    both = [Print("form", "form", lines) for lines in (WORD, PAGES)]
    found = like((*FIRST, WORD[2], SECOND[2]), [*both, KNOWN[1]])
    assert isinstance(found, Problem)


def test_two_forms_of_the_same_words_are_named_once_each() -> None:
    forms = [Print(name, name, lines) for name in ("one", "two") for lines in (WORD, PAGES)]
    found = like(WORD, forms)
    assert isinstance(found, Problem)
    assert found.code == "fits-several"
    assert found.message.count("“one”") == found.message.count("“two”") == 1


def test_the_nearest_forms_are_named_once_each() -> None:
    both = [Print("form", "form", lines) for lines in (WORD, PAGES)]
    found = like((FIRST[0], FIRST[2]), [*both, KNOWN[2]])
    assert isinstance(found, Problem)
    assert found.message.count("“form”") == 1
