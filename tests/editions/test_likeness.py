"""LK01 a file is the one form whose blank prints what it does
LK02 of two versions it is the one whose own words are there
LK03 where none or several fit, the nearest are named with what differs"""

from planwright.editions.likeness import Like, Print, like
from planwright.model import Problem

FIRST = ("Readiness check", "We find time to learn the practice.", "Our leaders stand behind the change.")
SECOND = ("Readiness check", "We find time to learn the practice.", "Families have been asked what they think.")
OTHER = ("Needs survey", "Children are outdoors every day.", "Staff write down what they see.")
KNOWN = [Print(name, name, lines) for name, lines in (("first", FIRST), ("second", SECOND), ("other", OTHER))]


def test_lk01_a_file_is_the_form_whose_blank_prints_what_it_does() -> None:
    found = like((*OTHER, "Ana Ruiz", "9/30/2026"), KNOWN)
    assert isinstance(found, Like)
    assert (found.form, found.share) == ("other", 1.0)


def test_lk02_of_two_versions_it_is_the_one_whose_own_words_are_there() -> None:
    for name, lines in (("first", FIRST), ("second", SECOND)):
        found = like((*lines, "We agree."), KNOWN)
        assert isinstance(found, Like)
        assert found.form == name


def test_lk02_a_form_with_the_words_of_both_versions_is_neither() -> None:
    found = like((*FIRST, SECOND[2]), KNOWN)
    assert isinstance(found, Problem)
    assert "“first” (100% of its words)" in found.message


def test_lk03_the_nearest_are_named_with_what_differs() -> None:
    found = like((FIRST[0], FIRST[2]), KNOWN[:1] + KNOWN[2:])
    assert isinstance(found, Problem)
    assert found.code == "nearest-forms"
    assert "without “We find time to learn the practice.”" in found.message


def test_lk03_of_something_else_altogether_none_is_named() -> None:
    found = like(("Minutes of the board", "It rained."), KNOWN)
    assert isinstance(found, Problem)
    assert found.code == "not-stamped"
