"""Which agency or round a text names: only what it certainly says, to letters and digits."""

import pytest

from planwright.named import Named, of_file, of_folder, typed

AGENCIES = {
    "lakeside": "Lakeside Head Start",
    "lakeside-north": "Lakeside Head Start North",
    "harbor": "Harbor County Early Learning",
    "pena": "Peña Center",
    "ca": "Circle of Aunts",
    "region-1": "Early Start, Region 1",
    "region-2": "Early Start, Region 2",
}
ROUNDS = {"2026-fall": "Fall 2026", "2027-spring": "Spring 2027", "2026": "All of 2026"}


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Harbor County Early Learning", "harbor"),
        ("  HARBOR county, Early-Learning. ", "harbor"),
        ("Pena Center", "pena"),
        ("early start region 2", "region-2"),
        ("harbor", None),  # an id is nobody's name
        ("Harbor County", None),
        ("Lakeside Head Start and Harbor County Early Learning", None),
        ("Early Start, Region 3", None),  # near to two, and of another number
        ("", None),
        ("—", None),
    ],
)
def test_a_name_that_is_typed_is_the_printed_one_to_its_letters_and_digits(text: str, one: str | None):
    assert typed(text, AGENCIES) == (Named(one, nearly=False) if one else None)


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Harbour County Early Learning", "harbor"),
        ("Harbor County Early Lerning", "harbor"),
        ("Harbor County EarlyLearning", "harbor"),
        ("Lakeside Headstart", "lakeside"),
        ("Early Strat, Region 1", "region-1"),
        ("Harborview County Learning", None),
    ],
)
def test_a_slip_of_the_pen_is_nearly_the_one_name_it_is_near_to(text: str, one: str | None):
    assert typed(text, AGENCIES) == (Named(one, nearly=True) if one else None)


def test_what_is_near_to_two_names_is_nobodys():
    assert typed("Harbor Learning Centre", {"a": "Harbor Learning Center", "b": "Harbour Learning Centres"}) is None


def test_names_that_are_one_to_their_letters_are_told_apart_by_the_rest():
    two = {"pena": "Peña Center", "pena-2": "Pena Center"}
    assert typed("peña  center", two) == Named("pena", nearly=False)
    assert typed("Pena Center", two) == Named("pena-2", nearly=False)
    assert typed("Pena, Center", two) is None


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("harbor-needs-assessment", "harbor"),
        ("Lakeside Head Start 2026-fall needs", "lakeside"),
        ("needs_LAKESIDE_HEAD_START_NORTH (2)", "lakeside-north"),
        ("lakeside-north needs", "lakeside-north"),
        ("lakeside north needs", "lakeside-north"),
        ("lakeside and lakeside-north", None),
        ("harbor and lakeside", None),
        ("harbors", None),
        ("harbor2", None),
        ("myharbor", None),
        ("ca needs", None),  # too short to be sure of
        ("circle of aunts", "ca"),
        ("Peña Center", "pena"),
        ("Pen\u0303a Center", "pena"),
        ("needs", None),
        ("\udcff\udcfe", None),
        ("", None),
    ],
)
def test_the_name_of_a_file_names_one_agency_in_whole_words_or_none(name: str, one: str | None):
    assert of_file(name, AGENCIES) == one


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("harbor 2026-fall needs", "2026-fall"),
        ("Fall 2026 needs", "2026-fall"),
        ("spring_2027", "2027-spring"),
        ("needs 2026", "2026"),
        ("needs 2026-10-05", None),  # the day it was saved
        ("needs 20261005", None),
        ("scan 10-05-2026", None),
        ("Fall 2026, then Spring 2027", None),
    ],
)
def test_a_day_in_a_file_name_is_no_round(name: str, one: str | None):
    assert of_file(name, ROUNDS) == one


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("harbor", Named("harbor", nearly=False)),
        ("Harbor County Early Learning", Named("harbor", nearly=False)),
        ("HARBOR", Named("harbor", nearly=False)),
        ("ca", Named("ca", nearly=False)),
        ("Harbor – fall forms", Named("harbor", nearly=False)),
        ("Harbour County Early Learning", Named("harbor", nearly=True)),
        ("from mail", None),
        ("harbor or lakeside", None),
    ],
)
def test_a_folder_is_called_after_an_agency_by_id_by_name_or_nearly(name: str, one: Named | None):
    assert of_folder(name, AGENCIES) == one


def test_a_folder_that_is_the_id_of_one_and_the_name_of_another_names_nobody():
    assert of_folder("harbor", {"harbor": "First", "second": "Harbor"}) is None
