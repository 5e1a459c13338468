"""What a summary is about, and what is never added up."""

from pathlib import Path

import pytest

from planwright.aggregate import aggregate
from planwright.errors import PlanwrightError
from tests.aggregate.building import CONSENSUS, INDIVIDUAL, form, instrument_of, rating, sha


def test_individual_forms_and_a_consensus_are_two_summaries(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": rating()}})
    counted = [
        (sha(1), form({"part.a": 5}, basis=CONSENSUS, completed="2026-12-24")),
        (sha(3), form({"part.a": 1}, completed="2026-09-30")),
        (sha(2), form({"part.a": 2}, completed="2026-10-05")),
    ]
    alone, together = aggregate(instrument, counted)
    assert (alone.basis, alone.sources, alone.figures[-1].value) == (INDIVIDUAL, (sha(2), sha(3)), 1.5)
    assert (together.basis, together.sources, together.figures[-1].value) == (CONSENSUS, (sha(1),), 5)
    assert (alone.first_completed, alone.last_completed) == ("2026-09-30", "2026-10-05")
    assert (alone.agency, alone.round, alone.instrument, alone.version) == ("harbor", "2026-fall", "trial", "1")


def test_forms_without_a_date_have_no_first_and_last(tmp_path: Path):
    (summary,) = aggregate(instrument_of(tmp_path, {"part": {"a": rating()}}), [(sha(1), form({}, completed=None))])
    assert (summary.first_completed, summary.last_completed) == (None, None)


def test_nothing_counted_is_no_summary(tmp_path: Path):
    assert aggregate(instrument_of(tmp_path, {"part": {"a": rating()}}), []) == ()


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        ([(sha(1), form({})), (sha(1), form({}))], f"{sha(1)} is to be counted twice"),
        ([(sha(1), form({}, basis=CONSENSUS)), (sha(2), form({}, basis=CONSENSUS))], "2 consensus forms"),
        ([(sha(1), form({})), (sha(2), form({}, agency="lakeside"))], "with others"),
        ([(sha(1), form({})), (sha(2), form({}, round="2027-spring"))], "with others"),
        ([(sha(1), form({}, version="2"))], "trial / 2 / harbor / 2026-fall"),
        ([(sha(1), form({}, instrument="fit"))], "fit / 1 / harbor / 2026-fall"),
        ([(sha(1), form({}, basis="nobody"))], "the basis “nobody”"),
    ],
)
def test_what_cannot_be_added_up_is_a_house_in_disorder(tmp_path: Path, counted: list, words: str):
    with pytest.raises(PlanwrightError, match=words):
        aggregate(instrument_of(tmp_path, {"part": {"a": rating()}}), counted)
