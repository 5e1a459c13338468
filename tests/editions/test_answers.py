"""a scale that falls is paired the other way round, told by the words or the numbers of its ends
AN02 the column “?” says that a question does not apply, where it has such an answer
AN03 several entries of a list may mean the same; each box of a question has a value of its own"""

import pytest

from planwright.editions.answers import can_take, meant
from planwright.instruments import Instruments

RISING = ("1 Never", "2 Seldom", "3 Sometimes", "4 Mostly", "5 Always")


@pytest.mark.parametrize(
    ("shown", "first"),
    [
        (RISING, 1),
        (RISING[::-1], 5),
        (("1", "2", "3", "4", "5"), 1),
        (("5", "4", "3", "2", "1"), 5),
        (("Siempre", "Casi siempre", "A veces", "Pocas veces", "Nunca"), 5),
    ],
)
def test_the_direction_of_a_scale(instruments: Instruments, shown: tuple[str, ...], first: int) -> None:
    item = instruments["needs-assessment", "1"].items["needs.n01.current"]
    values = [one[0] for one in meant(shown, item) if one]
    assert values == (list(range(1, 6)) if first == 1 else list(range(5, 0, -1)))


def test_a_question_mark_says_that_a_question_does_not_apply(instruments: Instruments) -> None:
    item = instruments["fit", "1"].items["practice.mission.rating"]
    shown = ("1", "2", "3", "4", "5", "?")
    assert can_take(shown, item)
    assert [one[0] for one in meant(shown, item) if one] == [1, 2, 3, 4, 5, "na"]
    assert not can_take((*shown[:5], "Comments"), item)


def test_several_entries_of_a_list_may_mean_the_same(instruments: Instruments) -> None:
    item = instruments["readiness", "1"].items["identity.role"]
    shown = ("Teacher", "Assistant teacher", "Head cook")
    assert [one and one[0] for one in meant(shown, item, is_list=True)] == ["teacher", "teacher", None]
    assert [one and one[0] for one in meant(shown, item)].count("teacher") == 1
