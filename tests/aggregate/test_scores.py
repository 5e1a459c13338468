"""Scores over several items against figures worked out by hand in the test."""

from pathlib import Path
from typing import Any

import pytest

from planwright.aggregate import aggregate
from planwright.figures import Figure
from planwright.instruments import Instrument, Instruments
from planwright.model import State
from tests.aggregate.building import (
    CONSENSUS,
    counted,
    figure_of,
    form,
    instrument_of,
    number,
    rating,
    sha,
    summary_of,
    yes_no,
)


def scored(folder: Path, mode: str, questions: dict[str, Any], **about: Any) -> Instrument:
    """An instrument with one score over all its questions."""
    score = {"id": "whole", "title": "Whole", "mode": mode, "items": [f"part.{name}" for name in questions], **about}
    return instrument_of(folder, {"part": questions}, scores=(score,))


def score_of(instrument: Instrument, *forms: str, basis: str = "individual") -> Figure:
    """The score of forms given as `4 5 na -`, one answer for each question, `-` for a blank."""
    words = {"na": "na", "-": None, "yes": "yes", "no": "no"}
    paths = [path for path in instrument.items if path.startswith("part.")]
    answers = [
        dict(zip(paths, (words[word] if word in words else int(word) for word in line.split()), strict=True))
        for line in forms
    ]
    return figure_of(summary_of(instrument, *answers, basis=basis), "whole")


def test_a_mean_score_averages_each_form_and_then_the_forms(tmp_path: Path):
    instrument = scored(tmp_path, "mean", {"a": rating(), "b": rating()})
    figure = score_of(instrument, "1 2", "4 4", "5 5")
    # forms 1.5, 4, 5; mean 10.5 / 3 = 3.5; squares 4 + 0.25 + 2.25 = 6.5, / 2 = 3.25, √3.25 = 1.802776
    assert (figure.value, figure.detail["sd"], figure.sources) == (3.5, 1.802776, (sha(1), sha(2), sha(3)))


def test_a_form_with_a_blank_is_missing_from_a_mean_score(tmp_path: Path):
    figure = score_of(scored(tmp_path, "mean", {"a": rating(), "b": rating()}), "5 -", "2 4", "- -")
    assert (figure.value, counted(figure)) == (3.0, (1, 2, 0))
    assert figure.detail["items"] == {"answered": 3, "missing": 3, "not_applicable": 0}


def test_a_mean_score_leaves_out_the_items_that_do_not_apply_to_a_form(tmp_path: Path):
    figure = score_of(scored(tmp_path, "mean", {"a": rating(), "b": rating()}), "5 na", "2 4", "na na", "na -")
    # 5 from the one item that applies, 3 from two: 8 / 2 = 4; all N/A is N/A; N/A beside a blank is missing
    assert (figure.value, counted(figure)) == (4.0, (2, 1, 1))


def test_a_sum_score_is_the_mean_of_the_sums_of_forms_that_answered_every_item(tmp_path: Path):
    figure = score_of(scored(tmp_path, "sum", {"a": rating(), "b": rating()}), "5 4", "2 2", "5 na", "5 -")
    # 9 and 4, mean 6.5; a sum over one item of two does not compare
    assert (figure.value, counted(figure)) == (6.5, (2, 1, 1))


def test_items_that_run_down_are_turned_where_scales_run_both_ways(tmp_path: Path):
    questions = {"a": rating(), "b": rating(direction="lower-is-better")}
    figure = score_of(scored(tmp_path, "mean", questions), "5 1")
    # 1 on a scale from 1 to 5 that runs down counts 1 + 5 − 1 = 5
    assert (figure.value, figure.detail["turned"]) == (5.0, ["part.b"])


def test_items_that_all_run_down_stay_on_their_scale(tmp_path: Path):
    questions = {name: rating(direction="lower-is-better") for name in "ab"}
    figure = score_of(scored(tmp_path, "mean", questions), "1 2")
    assert (figure.value, "turned" in figure.detail) == (1.5, False)


def test_percent_of_maximum_leaves_blanks_and_na_out_of_both_sides(tmp_path: Path):
    questions = {name: rating(low=0, high=2) for name in "abc"}
    figure = score_of(scored(tmp_path, "percent-of-maximum", questions), "2 1 -", "2 2 2", "0 na na", "- - na")
    # 3 of 4 = 75 %, 6 of 6 = 100 %, 0 of 2 = 0 %; mean 175 / 3 = 58.333333
    assert (figure.value, counted(figure)) == (58.333333, (3, 1, 0))
    assert figure.detail["items"] == {"answered": 6, "missing": 3, "not_applicable": 3}


def test_percent_of_maximum_counts_towards_the_better_end(tmp_path: Path):
    questions = {"a": rating(low=0, high=2, direction="lower-is-better"), "b": rating(low=1, high=4)}
    figure = score_of(scored(tmp_path, "percent-of-maximum", questions), "0 1")
    # 0 on a scale 0 to 2 that runs down is 2 of 2; 1 of 4: 3 of 6 = 50 %
    assert figure.value == 50.0


def test_a_percentage_takes_the_end_of_a_number_from_its_maximum(tmp_path: Path):
    figure = score_of(scored(tmp_path, "percent-of-maximum", {"a": number("sum", kind="integer")}), "250")
    assert figure.value == 25.0


def test_percent_at_top_of_a_score_is_the_share_of_items_at_their_best_anchor(tmp_path: Path):
    questions = {"a": rating(), "b": rating(direction="lower-is-better"), "c": rating()}
    figure = score_of(scored(tmp_path, "percent-at-top", questions), "5 1 4", "5 5 -")
    # 2 of 3 and 1 of 2: (66.666… + 50) / 2 = 58.333333
    assert figure.value == 58.333333


@pytest.mark.parametrize(
    ("forms", "value", "detail"),
    [
        (("yes yes", "yes no"), "unmet", {"met": 1, "unmet": 1}),
        (("yes -", "na yes"), "met", {"met": 2, "unmet": 0}),
        (("na na", "- -"), None, {"met": 0, "unmet": 0}),
    ],
)
def test_any_unmet_over_items_is_unmet_where_one_form_leaves_one_item_unmet(
    tmp_path: Path, forms: tuple[str, ...], value: str | None, detail: dict[str, int]
):
    instrument = scored(tmp_path, "any-unmet", {"a": yes_no(), "b": yes_no()}, met=["yes"])
    figure = score_of(instrument, *forms)
    assert (figure.value, figure.detail) == (value, detail)


def test_a_form_without_an_items_field_is_named_only_where_that_keeps_it_from_a_score(tmp_path: Path):
    scores = tuple(
        {"id": mode, "title": "S", "mode": mode, "items": ["part.a", "part.b"]} for mode in ("mean", "percent-at-top")
    )
    instrument = instrument_of(tmp_path, {"part": {"a": rating(), "b": rating()}}, scores=scores)
    summary = summary_of(instrument, {"part.a": 5, "part.b": 5}, {"part.a": 5, "part.b": State.NOT_ON_FORM})
    assert figure_of(summary, "mean").detail["not_on_form"] == 1
    assert "not_on_form" not in figure_of(summary, "percent-at-top").detail


def test_a_score_of_a_consensus_is_made_from_its_one_form(tmp_path: Path):
    instrument = scored(tmp_path, "mean", {"a": rating("consensus"), "b": rating("consensus")})
    figure = score_of(instrument, "4 5", basis=CONSENSUS)
    assert (figure.mode, figure.value, figure.n, figure.detail["sd"]) == ("mean", 4.5, 1, None)


def test_factors_whose_items_are_interleaved_are_scored_by_item_and_not_by_position(instruments: Instruments):
    commitment, efficacy = ("r01", "r04", "r05", "r07", "r10", "r12"), ("r02", "r03", "r06", "r08", "r09", "r11")
    answers = {f"statements.{name}": 5 for name in commitment} | {f"statements.{name}": 2 for name in efficacy}
    backwards = dict(reversed(answers.items()))
    forms = [(sha(n), form(backwards if n % 2 else answers, instrument="readiness", version="1")) for n in range(1, 6)]
    (summary,) = aggregate(instruments["readiness", "1"], forms)
    assert [figure_of(summary, score).value for score in ("commitment", "efficacy")] == [5.0, 2.0]
