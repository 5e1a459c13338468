"""What holds for every instrument and all valid answers."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planwright.aggregate import aggregate, summaries_to_csv, summaries_to_json
from planwright.instruments import Instrument, Instruments
from planwright.model import Submission
from tests.aggregate.building import CONSENSUS, INDIVIDUAL, figure_of, form, instrument_of, number, rating, row, sha
from tests.valid_answers import valid_answers

PRACTICES = (
    "needs-assessment",
    "decision-making",
    "visioning",
    "readiness",
    "capacity",
    "objectives-goals",
    "intervention-practices",
    "fit",
    "logic-model",
    "ta-resources",
    "staff-roles",
)
ANSWER = st.sampled_from([1, 2, 3, 4, 5, "na", None])
EXAMPLES = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def forms_of(instrument: Instrument, draw: st.DataObject) -> list[tuple[str, Submission]]:
    """Up to eight forms with valid answers, one of them a consensus where the draw says so."""
    count = draw.draw(st.integers(1, 8))
    bases = [CONSENSUS if draw.draw(st.booleans()) else INDIVIDUAL, *[INDIVIDUAL] * (count - 1)]
    return [
        (sha(n), form(draw.draw(valid_answers(instrument)), basis=basis, instrument=instrument.practice))
        for n, basis in enumerate(bases, start=1)
    ]


@pytest.mark.parametrize("practice", PRACTICES)
@EXAMPLES
@given(draw=st.data())
def test_every_form_is_counted_once_in_every_figure(instruments: Instruments, practice: str, draw: st.DataObject):
    instrument = instruments[practice, "1"]
    for summary in aggregate(instrument, forms_of(instrument, draw)):
        for figure in summary.figures:
            assert figure.n + figure.missing + figure.not_applicable == len(summary.sources)
            assert len(figure.sources) == figure.n
            assert set(figure.sources) <= set(summary.sources)
            item = instrument.items.get(figure.item)
            if figure.mode in ("mean", "distribution", "percent-at-top") and "counts" in figure.detail and item:
                total = sum(figure.detail["counts"].values())  # type: ignore[attr-defined]
                assert total >= figure.n if item.most or item.kind == "some-of" else total == figure.n


@pytest.mark.parametrize("practice", PRACTICES)
@EXAMPLES
@given(draw=st.data())
def test_no_byte_depends_on_the_order_of_the_forms(instruments: Instruments, practice: str, draw: st.DataObject):
    instrument = instruments[practice, "1"]
    forms = forms_of(instrument, draw)
    shuffled = draw.draw(st.permutations(forms))
    first, second = aggregate(instrument, forms), aggregate(instrument, shuffled)
    assert summaries_to_json(first) == summaries_to_json(second)
    assert summaries_to_csv(first) == summaries_to_csv(second)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Instrument:
    """A number, a row with a gap and every kind of score over it, withheld under five answers."""
    questions = {"r": row("R", {"now": rating(), "then": rating()}, gap={"current": "now", "desired": "then"})}
    scores = tuple(
        {"id": f"s{place}", "title": "S", "mode": mode, "items": ["part.r.now", "part.r.then"]}
        for place, mode in enumerate(("mean", "sum", "percent-of-maximum", "percent-at-top"))
    )
    sections = {"part": questions, "more": {"a": number("mean")}}
    return instrument_of(tmp_path_factory.mktemp("trial"), sections, scores=scores, least=5)


@settings(deadline=None)
@given(values=st.lists(st.integers(0, 10**5).map(lambda thousandths: thousandths / 1000), min_size=5, max_size=40))
def test_a_mean_of_decimals_is_what_decimal_arithmetic_says(trial: Instrument, values: list[float]):
    (summary,) = aggregate(trial, [(sha(n), form({"more.a": value})) for n, value in enumerate(values)])
    mean = sum(Decimal(str(value)) for value in values) / len(values)
    assert figure_of(summary, "more.a").value == float(mean.quantize(Decimal("0.000001")))


@given(values=st.lists(st.tuples(*[st.sampled_from([1, 2, 3, 4, 5, "na", None])] * 2), min_size=1, max_size=12))
def test_a_figure_on_fewer_than_five_answers_shows_nothing(
    trial: Instrument, values: list[tuple[int | str | None, ...]]
):
    forms = [
        (sha(n), form(dict(zip(("part.r.now", "part.r.then"), pair, strict=True)))) for n, pair in enumerate(values)
    ]
    (summary,) = aggregate(trial, forms)
    for figure in summary.figures:
        assert figure.withheld or not 0 < figure.n < 5
        assert not figure.withheld or (figure.value is None and figure.detail == {})
