"""Gaps of a grid: desired − current of those who answered both, ranked."""

from pathlib import Path

import pytest

from planwright.figures import Summary
from planwright.instruments import Instrument
from tests.aggregate.building import CONSENSUS, counted, figure_of, instrument_of, rating, row, summary_of

GAP = {"current": "now", "desired": "then"}
WEIGHED = {**GAP, "importance": "soon"}


def grid(
    folder: Path, *names: str, weighed: bool = False, direction: str = "higher-is-better", least: int = 1
) -> Instrument:
    """A grid with a row of current, desired and, where weighed, importance for each name."""
    questions = {"now": rating(direction=direction), "then": rating(direction=direction)}
    if weighed:
        questions["soon"] = rating(low=1, high=3)
    rows = {name: row(name.title(), questions, gap=WEIGHED if weighed else GAP) for name in names}
    return instrument_of(folder, {"part": rows}, least=least)


def answers(**rows: str) -> dict[str, int | str | None]:
    """The answers of one form: each row as `current desired importance`, `-` for a blank."""
    said: dict[str, int | str | None] = {}
    for name, line in rows.items():
        for column, word in zip(("now", "then", "soon"), line.split(), strict=False):
            said[f"part.{name}.{column}"] = None if word == "-" else word if word == "na" else int(word)
    return said


def place_of(summary: Summary, name: str) -> object:
    return figure_of(summary, f"part.{name}").detail["place"]


def test_a_gap_is_the_mean_of_each_respondents_own_distance(tmp_path: Path):
    summary = summary_of(grid(tmp_path, "a"), answers(a="2 5"), answers(a="3 4"), answers(a="1 -"), answers(a="na 5"))
    figure = figure_of(summary, "part.a")
    # (5 − 2) and (4 − 3): mean 2, deviation √2; the third form left one end open, to the fourth it does not apply
    assert (figure.mode, figure.value, counted(figure)) == ("gap", 2.0, (2, 1, 1))
    assert figure.detail == {
        "current": 2.5,
        "desired": 4.5,
        "importance": None,
        "weighted": None,
        "sd": 1.414214,
        "place": 1,
    }
    # the item's own figure is over all three who rated it: (2 + 3 + 1) / 3
    assert figure_of(summary, "part.a.now").value == 2.0


def test_a_gap_on_a_scale_that_runs_down_is_still_what_is_to_be_reached(tmp_path: Path):
    summary = summary_of(grid(tmp_path, "a", direction="lower-is-better"), answers(a="5 2"))
    figure = figure_of(summary, "part.a")
    assert (figure.value, figure.detail["current"], figure.detail["desired"]) == (3.0, 5.0, 2.0)


def test_rows_are_placed_by_gap_and_equal_ones_share_a_place(tmp_path: Path):
    instrument = grid(tmp_path, "a", "b", "c", "d")
    summary = summary_of(instrument, answers(a="3 4", b="1 5", c="2 3", d="5 3"))
    assert [place_of(summary, name) for name in "abcd"] == [2, 1, 2, 4]


def test_rows_are_placed_by_gap_times_mean_importance_where_it_is_asked(tmp_path: Path):
    instrument = grid(tmp_path, "a", "b", weighed=True)
    summary = summary_of(instrument, answers(a="1 4 1", b="3 5 3"), answers(a="2 5 1", b="2 4 1"), answers(b="- 5 2"))
    a, b = (figure_of(summary, f"part.{name}") for name in "ab")
    # a: gap 3 × importance 1 = 3; b: gap 2 × importance (3 + 1 + 2) / 3 = 2 is 4 and comes first
    assert (a.value, a.detail["weighted"], a.detail["place"]) == (3.0, 3.0, 2)
    assert (b.value, b.detail["importance"], b.detail["weighted"], b.detail["place"]) == (2.0, 2.0, 4.0, 1)


def test_a_row_that_nobody_weighed_has_a_gap_and_no_place(tmp_path: Path):
    summary = summary_of(grid(tmp_path, "a", "b", weighed=True), answers(a="1 4 -", b="3 4 1"))
    assert figure_of(summary, "part.a").value == 3.0
    assert [place_of(summary, name) for name in "ab"] == [None, 1]


def test_a_gap_comes_before_the_figures_of_its_row(tmp_path: Path):
    figures = [figure.item for figure in summary_of(grid(tmp_path, "a", "b"), answers(a="1 2")).figures]
    assert figures[1:] == ["part.a", "part.a.now", "part.a.then", "part.b", "part.b.now", "part.b.then"]


def test_a_consensus_has_the_gap_of_its_one_form(tmp_path: Path):
    summary = summary_of(grid(tmp_path, "a", least=5), answers(a="2 5"), basis=CONSENSUS)
    assert (figure_of(summary, "part.a").mode, figure_of(summary, "part.a").value) == ("gap", 3.0)
    assert figure_of(summary, "part.a.now").mode == "consensus"


@pytest.mark.parametrize("few", ["importance", "gap"])
def test_a_row_with_too_few_answers_gives_nothing_away_by_its_place(tmp_path: Path, few: str):
    instrument = grid(tmp_path, "a", "b", weighed=True, least=5)
    lines = ["1 5 3"] * 2 + (["1 5 -"] if few == "importance" else ["1 - 3"]) * 3
    summary = summary_of(instrument, *(answers(a=line, b="3 4 1") for line in lines))
    figure = figure_of(summary, "part.a")
    if few == "importance":  # five gaps of 4 are shown; the importance of two is not, nor what is made with it
        assert (figure.value, figure.withheld) == (4.0, False)
        assert [figure.detail[key] for key in ("importance", "weighted", "place")] == [None, None, None]
    else:
        assert (figure.value, figure.withheld, figure.detail) == (None, True, {})
    assert place_of(summary, "b") == 1
