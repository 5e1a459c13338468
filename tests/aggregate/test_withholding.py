"""Few answers are not shown, and neither is what would give them away."""

from pathlib import Path

import pytest

from planwright.aggregate import aggregate, summaries_to_csv, summaries_to_json
from planwright.instruments import Instruments
from tests.aggregate.building import (
    CONSENSUS,
    INDIVIDUAL,
    closed,
    counted,
    figure_of,
    form,
    instrument_of,
    number,
    rating,
    row,
    sha,
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


GAP = {"current": "now", "desired": "then"}


@pytest.mark.parametrize(("short", "withheld"), [(0, False), (1, True), (4, True), (5, False)])
def test_an_items_own_figure_never_tells_what_the_few_said_whom_a_gap_leaves_out(
    tmp_path: Path, short: int, withheld: bool
):
    need = row("Need", {"now": rating(), "then": rating()}, gap=GAP)
    instrument = instrument_of(tmp_path, {"needs": {"n1": need}}, least=5)
    both, one = {"needs.n1.now": 2, "needs.n1.then": 5}, {"needs.n1.now": 1}
    summary = summary_of(instrument, *[both] * 5, *[one] * short)
    assert not figure_of(summary, "needs.n1").withheld
    figure = figure_of(summary, "needs.n1.now")
    assert (figure.withheld, figure.n) == (withheld, 5 + short)
    assert (figure.value is None, figure.detail == {}) == (withheld, withheld)
    assert not figure_of(summary, "needs.n1.then").withheld


@pytest.mark.parametrize("mode", ["mean", "sum"])
def test_an_items_own_figure_never_tells_what_the_few_said_whom_a_score_leaves_out(tmp_path: Path, mode: str):
    scores = ({"id": "both", "title": "Both", "mode": mode, "items": ["part.a", "part.b"]},)
    instrument = instrument_of(tmp_path, {"part": {"a": rating(), "b": rating()}}, scores=scores, least=5)
    summary = summary_of(instrument, *[{"part.a": 4, "part.b": 4}] * 5, {"part.a": 1})
    assert [figure_of(summary, item).withheld for item in ("both", "part.a", "part.b")] == [False, True, False]


def test_a_criterions_mean_weight_never_tells_the_weight_of_the_few_the_matrix_leaves_out(instruments: Instruments):
    decision = instruments["decision-making", "1"]
    rated = {path: 3 for path, item in decision.items.items() if path.startswith("options.")}
    weights = {"weights.benefit": 0.4, "weights.urgency": 0.3, "weights.means": 0.2, "weights.support": 0.1}
    forms = [*[{**rated, **weights}] * 5, {**rated, **weights, "options.staff.means": None}]
    counted_forms = [(sha(n), form(one, instrument="decision-making")) for n, one in enumerate(forms, 1)]
    (summary,) = aggregate(decision, counted_forms)
    assert not figure_of(summary, "matrix").withheld
    assert all(figure_of(summary, path).withheld for path in weights)
    assert not figure_of(summary, "options.staff.means").withheld


def test_a_signature_is_counted_and_its_name_is_nowhere(tmp_path: Path):
    def sign(aggregate: str) -> dict[str, object]:
        return {"title": "Signed", "type": ["string", "null"], "item": {"kind": "signature", "aggregate": aggregate}}

    parents = {
        "type": "array",
        "title": "Parents",
        "rows": {"row_title": "Parent", "blank_rows": 2},
        "items": {"type": "object", **closed({"who": sign("list")})},
    }
    instrument = instrument_of(tmp_path, {"part": {"a": sign("list"), "b": sign("consensus"), "parents": parents}})
    answers = {"part.a": "Ana Diaz", "part.b": "Ana Diaz", "part.parents.1.who": "Ana Diaz"}
    for basis in (INDIVIDUAL, CONSENSUS):
        summary = summary_of(instrument, answers, basis=basis)
        assert b"Ana" not in summaries_to_json([summary]) + summaries_to_csv([summary])
        assert figure_of(summary, "part.a").n == 1
