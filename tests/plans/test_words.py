"""What a plan says where a form does not ask what a figure is made of: that, and not that nobody answered."""

import pytest

from planwright.figures import Figure
from planwright.plans.words import answers_words, missing_words


def _figure(n: int = 0, missing: int = 8, lacking: int = 0, *, is_score: bool = True) -> Figure:
    detail: dict[str, object] = {"items": {"answered": 27}} if is_score else {}
    return Figure(
        item="commitment",
        title="Commitment",
        mode="mean",
        value=4.0 if n else None,
        n=n,
        missing=missing,
        not_applicable=0,
        withheld=False,
        detail=detail | ({"not_on_form": lacking} if lacking else {}),
        sources=(),
    )


@pytest.mark.parametrize(
    ("figure", "words", "answers"),
    [
        (_figure(), "not provided", "0 of 8"),
        (_figure(lacking=8), "not provided: the form does not ask all of its questions", "not on the form"),
        (_figure(lacking=3), "not provided: 3 forms do not ask all of its questions", "0 of 5; not on 3 forms"),
        (_figure(lacking=8, is_score=False), "not provided", "not on the form"),
        (_figure(n=5, missing=3, lacking=2), "", "5 of 6; not on 2 forms"),
    ],
)
def test_a_figure_that_a_form_does_not_ask_for_says_so(figure: Figure, words: str, answers: str) -> None:
    assert figure.n or missing_words(figure, 5) == words
    assert answers_words(figure) == answers
