"""Weighted rank: options by criteria, against the sums worked out by hand."""

from fractions import Fraction
from pathlib import Path

from planwright.aggregate.ranks import places, ranks
from planwright.figures import Figure
from planwright.instruments import Instrument
from tests.aggregate.building import counted, figure_of, instrument_of, number, rating, row, summary_of

SCORE = {"id": "matrix", "title": "Matrix", "mode": "weighted-rank", "options": "options", "weights": "weights"}


def matrix(folder: Path, options: str) -> Instrument:
    """Options rated for gain, more of which is better, and cost, less of which is better."""
    columns = {"gain": rating(), "cost": rating(direction="lower-is-better")}
    return instrument_of(
        folder,
        {
            "options": {name: row(name.title(), columns) for name in options.split()},
            "weights": {name: number("mean", kind="weight") for name in columns},
        },
        scores=(SCORE,),
    )


def answers(weights: tuple[float | None, float | None], **ratings: tuple[int | str | None, int | str | None]) -> dict:
    """One form: the weights of gain and cost, and the ratings of each option for them."""
    said: dict[str, object] = dict(zip(("weights.gain", "weights.cost"), weights, strict=True))
    for option, pair in ratings.items():
        said.update(zip((f"options.{option}.gain", f"options.{option}.cost"), pair, strict=True))
    return said


def order_of(figure: Figure) -> list[tuple[object, object, object]]:
    return [(one["option"], one["total"], one["place"]) for one in figure.detail["options"]]  # type: ignore[attr-defined]


def test_the_best_has_the_largest_rank_and_equal_ones_share_the_mean_of_theirs():
    assert ranks([3, 1, 2]) == [3, 1, 2]
    assert ranks([5, 5, 1]) == [Fraction(5, 2), Fraction(5, 2), 1]
    assert ranks([4, 4, 4, 4]) == [Fraction(5, 2)] * 4


def test_place_one_is_the_greatest_and_equal_ones_share_a_place():
    assert places([10, None, 30, 10]) == [2, None, 1, 2]


def test_each_criterions_ranks_are_weighed_by_the_sum_of_all_weights(tmp_path: Path):
    instrument = matrix(tmp_path, "a b c")
    figure = figure_of(
        summary_of(
            instrument,
            answers((0.75, 0.25), a=(5, 5), b=(4, 3), c=(1, 1)),
            answers((0.5, 0.5), a=(4, 4), b=(3, 3), c=(3, 2)),
        ),
        "matrix",
    )
    # gain:  a 4.5, b 3.5, c 2   → ranks 3 2 1, weight 1.25
    # cost:  a 4.5, b 3, c 1.5, less is better → ranks 1 2 3, weight 0.75
    # a 3 × 1.25 + 1 × 0.75 = 4.5 · b 2 × 1.25 + 2 × 0.75 = 4 · c 1 × 1.25 + 3 × 0.75 = 3.5
    assert order_of(figure) == [("a", 4.5, 1), ("b", 4.0, 2), ("c", 3.5, 3)]
    assert (figure.value, figure.n) == ("A", 2)
    assert [one["weight"] for one in figure.detail["criteria"]] == [1.25, 0.75]  # type: ignore[attr-defined]


def test_options_that_tie_share_the_mean_rank_and_the_place(tmp_path: Path):
    figure = figure_of(
        summary_of(matrix(tmp_path, "a b c"), answers((0.5, 0.5), a=(1, 5), b=(4, 2), c=(4, 2))), "matrix"
    )
    # gain ranks a 1, b and c (2 + 3) / 2 = 2.5; cost the same: a 1 × 1 = 1, b and c 2.5 × 1 = 2.5
    assert order_of(figure) == [("b", 2.5, 1), ("c", 2.5, 1), ("a", 1.0, 3)]
    assert figure.value == "B; C"


def test_a_form_counts_where_it_rates_every_option_and_weighs_every_criterion(tmp_path: Path):
    figure = figure_of(
        summary_of(
            matrix(tmp_path, "a b"),
            answers((1, 0), a=(5, 3), b=(4, 3)),
            answers((1, 0), a=(1, 3), b=(5, None)),
            answers((1, None), a=(1, 3), b=(5, 3)),
            answers((1, 0), a=(1, 3), b=(5, "na")),
        ),
        "matrix",
    )
    assert counted(figure) == (1, 2, 1)
    assert figure.value == "A"


def test_nothing_rated_has_no_order(tmp_path: Path):
    figure = figure_of(summary_of(matrix(tmp_path, "a b"), {}), "matrix")
    assert (figure.value, figure.detail["options"], counted(figure)) == (None, [], (0, 1, 0))


def test_weights_that_add_up_alike_tie_although_binary_fractions_would_not(tmp_path: Path):
    columns = {"x": rating(), "y": rating(), "z": rating()}
    sections = {
        "options": {name: row(name.title(), columns) for name in ("a", "b")},
        "weights": {name: number("mean", kind="weight") for name in columns},
    }
    instrument = instrument_of(tmp_path, sections, scores=(SCORE,))
    said = {"weights.x": 0.1, "weights.y": 0.2, "weights.z": 0.3}
    said |= {"options.a.x": 5, "options.a.y": 5, "options.a.z": 1, "options.b.x": 1, "options.b.y": 1, "options.b.z": 5}
    # a: 2 × 0.1 + 2 × 0.2 + 1 × 0.3 = 0.9 · b: 1 × 0.1 + 1 × 0.2 + 2 × 0.3 = 0.9
    assert order_of(figure_of(summary_of(instrument, said), "matrix")) == [("a", 0.9, 1), ("b", 0.9, 1)]
