"""Each mode of a single item against figures worked out by hand in the test."""

from pathlib import Path

import pytest

from planwright.model import State
from tests.aggregate.building import (
    CONSENSUS,
    counted,
    figure_of,
    instrument_of,
    number,
    rating,
    sha,
    some_of,
    summary_of,
    text,
    yes_no,
)


def test_a_mean_comes_with_its_sample_deviation_and_the_count_of_every_anchor(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": rating()}})
    # 2 + 4 + 4 + 5 + 5 = 20, mean 4; deviations −2 0 0 1 1, squares 6, 6 / (5 − 1) = 1.5, √1.5 = 1.224745
    figure = figure_of(summary_of(instrument, *({"part.a": value} for value in (2, 4, 4, 5, 5))), "part.a")
    assert (figure.mode, figure.value, figure.detail["sd"]) == ("mean", 4.0, 1.224745)
    assert figure.detail["counts"] == {"1": 0, "2": 1, "3": 0, "4": 2, "5": 2}


def test_one_answer_has_a_mean_and_no_deviation(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": rating()}})
    figure = figure_of(summary_of(instrument, {"part.a": 3}), "part.a")
    assert (figure.value, figure.detail["sd"]) == (3.0, None)


def test_decimals_are_added_as_they_are_written(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": number("mean"), "b": number("sum")}})
    summary = summary_of(instrument, *({"part.a": value, "part.b": value} for value in (0.1, 0.2, 0.3)))
    assert figure_of(summary, "part.a").value == 0.2
    assert figure_of(summary, "part.b").value == 0.6  # 0.1 + 0.2 + 0.3 in binary is 0.6000000000000001


def test_figures_are_rounded_to_six_decimals(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": number("mean")}})
    assert figure_of(summary_of(instrument, {"part.a": 1}, {"part.a": 0}, {"part.a": 1}), "part.a").value == 0.666667


def test_a_sum_adds_what_was_answered_and_stays_a_whole_number(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": number("sum", kind="integer")}})
    figure = figure_of(summary_of(instrument, {"part.a": 12}, {"part.a": None}, {"part.a": 30}), "part.a")
    assert figure.value == 42
    assert isinstance(figure.value, int)
    assert counted(figure) == (2, 1, 0)


@pytest.mark.parametrize(
    ("direction", "top", "share"),
    [("higher-is-better", 5, 25.0), ("lower-is-better", 1, 50.0)],
)
def test_percent_at_top_takes_the_best_anchor_of_the_scale(tmp_path: Path, direction: str, top: int, share: float):
    instrument = instrument_of(tmp_path, {"part": {"a": rating("percent-at-top", direction=direction)}})
    # of 1 1 5 3, one in four stands at 5 and two in four at 1; N/A and the blank are no part of the four
    answers = (1, 1, 5, 3, "na", None)
    figure = figure_of(summary_of(instrument, *({"part.a": value} for value in answers)), "part.a")
    assert (figure.value, figure.detail["top"]) == (share, top)
    assert counted(figure) == (4, 1, 1)


def test_a_distribution_counts_every_choice_in_the_order_printed_without_na(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": yes_no("distribution")}})
    figure = figure_of(summary_of(instrument, *({"part.a": value} for value in ("no", "no", "na", None))), "part.a")
    assert list(figure.detail["counts"].items()) == [("yes", 0), ("no", 2)]
    assert figure.value is None
    assert counted(figure) == (2, 1, 1)


def test_a_distribution_of_several_marks_counts_a_form_once_for_each(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": some_of()}})
    figure = figure_of(
        summary_of(instrument, {"part.a": ("red", "blue")}, {"part.a": ("blue",)}, {"part.a": ()}), "part.a"
    )
    assert figure.detail["counts"] == {"red": 1, "green": 0, "blue": 2}
    assert counted(figure) == (2, 1, 0)


def test_a_distribution_of_numbers_goes_by_number(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": number("distribution", kind="integer")}})
    figure = figure_of(summary_of(instrument, *({"part.a": value} for value in (10, 9, 9, 100))), "part.a")
    assert list(figure.detail["counts"].items()) == [("9", 2), ("10", 1), ("100", 1)]


@pytest.mark.parametrize(
    ("answers", "value", "detail"),
    [
        (("yes", "yes", "no"), "unmet", {"met": 2, "unmet": 1}),
        (("yes", "na", None), "met", {"met": 1, "unmet": 0}),
        (("na", "na"), None, {"met": 0, "unmet": 0}),
    ],
)
def test_one_site_outside_met_makes_the_whole_unmet_and_na_is_left_out(
    tmp_path: Path, answers: tuple[str | None, ...], value: str | None, detail: dict[str, int]
):
    instrument = instrument_of(tmp_path, {"part": {"a": yes_no()}})
    figure = figure_of(summary_of(instrument, *({"part.a": answer} for answer in answers)), "part.a")
    assert (figure.value, figure.detail) == (value, detail)


def test_what_counts_as_met_is_what_the_item_says(tmp_path: Path):
    question = rating("any-unmet", low=0, high=2)
    question["item"]["met"] = [1, 2]
    instrument = instrument_of(tmp_path, {"part": {"a": question}})
    assert figure_of(summary_of(instrument, {"part.a": 1}, {"part.a": 2}), "part.a").value == "met"
    assert figure_of(summary_of(instrument, {"part.a": 1}, {"part.a": 0}), "part.a").value == "unmet"


def test_a_list_holds_each_text_with_the_file_it_came_from(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": text()}})
    figure = figure_of(summary_of(instrument, {"part.a": "Time"}, {"part.a": None}, {"part.a": "Money"}), "part.a")
    assert figure.detail["entries"] == [{"source": sha(1), "value": "Time"}, {"source": sha(3), "value": "Money"}]
    assert figure.sources == (sha(1), sha(3))
    assert counted(figure) == (2, 1, 0)


def test_na_is_a_word_like_any_other_where_it_is_not_offered_as_an_answer(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": text()}})
    assert counted(figure_of(summary_of(instrument, {"part.a": "na"}), "part.a")) == (1, 0, 0)


@pytest.mark.parametrize("state", [State.BLANK, State.PLACEHOLDER, State.CONFLICT, State.UNREADABLE, State.NOT_ON_FORM])
def test_every_state_but_answered_is_missing(tmp_path: Path, state: State):
    instrument = instrument_of(tmp_path, {"part": {"a": rating()}})
    assert counted(figure_of(summary_of(instrument, {"part.a": 4}, {"part.a": state}), "part.a")) == (1, 1, 0)


def test_an_item_that_is_not_on_a_form_is_counted_by_itself_in_detail(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": rating(), "b": rating()}})
    summary = summary_of(instrument, {"part.a": State.NOT_ON_FORM, "part.b": 1}, {"part.a": State.BLANK}, {"part.a": 4})
    assert figure_of(summary, "part.a").detail["not_on_form"] == 1
    assert "not_on_form" not in figure_of(summary, "part.b").detail


def test_an_item_without_a_mode_has_no_figure(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": text("none"), "b": text()}})
    items = [figure.item for figure in summary_of(instrument, {"part.a": "x", "part.b": "y"}).figures]
    assert items == ["identity.role", "part.b"]


def test_a_consensus_is_the_answer_itself_and_is_never_averaged(tmp_path: Path):
    questions = {"a": rating(), "b": text(), "c": some_of(), "d": rating("percent-at-top"), "e": yes_no()}
    instrument = instrument_of(tmp_path, {"part": questions}, least=5)
    answers = {"part.a": 4, "part.b": "Yes, all", "part.c": ("red", "blue"), "part.d": "na", "part.e": None}
    summary = summary_of(instrument, answers, basis=CONSENSUS)
    figures = [figure_of(summary, f"part.{name}") for name in "abcde"]
    assert [figure.mode for figure in figures] == ["consensus"] * 5
    assert [figure.value for figure in figures] == [4, "Yes, all", "red; blue", None, None]
    assert figures[2].detail == {"answers": ["red", "blue"]}
    assert [counted(figure) for figure in figures] == [(1, 0, 0)] * 3 + [(0, 0, 1), (0, 1, 0)]
    assert not any(figure.withheld for figure in figures)


def test_what_individuals_answer_where_a_consensus_is_meant_is_counted_or_listed(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": rating("consensus"), "b": text("consensus")}})
    summary = summary_of(instrument, {"part.a": 4, "part.b": "x"}, {"part.a": 2})
    assert [figure_of(summary, item).mode for item in ("part.a", "part.b")] == ["distribution", "list"]
    assert figure_of(summary, "part.a").value is None
