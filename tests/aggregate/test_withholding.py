"""Few answers are not shown, and neither is what would give them away."""

from pathlib import Path

import pytest

from tests.aggregate.building import (
    CONSENSUS,
    counted,
    figure_of,
    instrument_of,
    number,
    rating,
    some_of,
    summary_of,
    text,
    yes_no,
)

QUESTIONS = {
    "mean": rating(),
    "sum": number("sum"),
    "percent": rating("percent-at-top"),
    "distribution": some_of(),
    "unmet": yes_no(),
    "list": text(),
}
ANSWERS = {
    "part.mean": 1,
    "part.sum": 2,
    "part.percent": 5,
    "part.distribution": ("red",),
    "part.unmet": "no",
    "part.list": "x",
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_figure_on_too_few_answers_keeps_its_counts_and_shows_nothing_else(tmp_path: Path, name: str):
    instrument = instrument_of(tmp_path, {"part": QUESTIONS}, least=5)
    figure = figure_of(summary_of(instrument, *[ANSWERS] * 4, {}), f"part.{name}")
    assert (figure.withheld, figure.value, figure.detail) == (True, None, {})
    assert counted(figure) == (4, 1, 0)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_figure_on_just_enough_answers_is_shown(tmp_path: Path, name: str):
    instrument = instrument_of(tmp_path, {"part": QUESTIONS}, least=5)
    figure = figure_of(summary_of(instrument, *[ANSWERS] * 5), f"part.{name}")
    assert not figure.withheld
    assert figure.detail or figure.value is not None


def test_forms_that_marked_na_do_not_make_up_the_number(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": rating()}}, least=5)
    figure = figure_of(summary_of(instrument, *[{"part.a": 5}] * 4, *[{"part.a": "na"}] * 4), "part.a")
    assert (figure.withheld, counted(figure)) == (True, (4, 0, 4))


def test_no_answer_at_all_is_not_withheld_but_plainly_not_there(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": rating()}}, least=5)
    figure = figure_of(summary_of(instrument, {}), "part.a")
    assert (figure.withheld, figure.value, counted(figure)) == (False, None, (0, 1, 0))


def test_a_consensus_of_one_form_is_never_withheld(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": QUESTIONS}, least=5)
    assert not any(figure.withheld for figure in summary_of(instrument, ANSWERS, basis=CONSENSUS).figures)


@pytest.mark.parametrize("mode", ["mean", "percent-of-maximum", "percent-at-top", "any-unmet"])
def test_a_score_that_would_give_a_withheld_item_away_is_withheld_with_it(tmp_path: Path, mode: str):
    question = yes_no() if mode == "any-unmet" else rating()
    answer = "yes" if mode == "any-unmet" else 5
    met = {"met": ["yes"]} if mode == "any-unmet" else {}
    scores = (
        {"id": "both", "title": "Both", "mode": mode, "items": ["part.a", "part.b"], **met},
        {"id": "one", "title": "One", "mode": mode, "items": ["part.a"], **met},
    )
    instrument = instrument_of(tmp_path, {"part": {"a": question, "b": question}}, scores=scores, least=5)
    # six forms answer a; b applies to two of them, so that what both adds to one would be their answers
    forms = [{"part.a": answer, "part.b": answer}] * 2 + [{"part.a": answer, "part.b": "na"}] * 4
    summary = summary_of(instrument, *forms)
    assert [figure_of(summary, score).withheld for score in ("both", "one")] == [True, False]
