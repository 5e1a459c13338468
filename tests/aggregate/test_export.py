"""Summaries as files: JSON that is the same byte for byte, CSV that a spreadsheet opens and does not run."""

import csv
import io
import json
from pathlib import Path

import pytest

from planwright.aggregate import aggregate, summaries_to_csv, summaries_to_json
from planwright.aggregate.export import COLUMNS, summary_to_json
from planwright.figures import Summary
from planwright.instruments import Instruments, Item, Kind, registry
from planwright.instruments.load import META
from planwright.model import Value
from tests.aggregate.building import (
    CONSENSUS,
    form,
    instrument_of,
    number,
    rating,
    row,
    sha,
    some_of,
    summary_of,
    text,
)

GOLDEN = Path(__file__).parent / "needs-assessment.expected.json"


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def values_of(summary: Summary, item: str) -> dict[tuple[str, str], str]:
    """The values of an item's rows by part and key."""
    return {
        (one["part"], one["key"]): one["value"] for one in rows_of(summaries_to_csv([summary])) if one["item"] == item
    }


def needs_of_seven(instruments: Instruments) -> Summary:
    """A needs assessment as seven people of one agency might answer it: with blanks, N/A and short comments."""
    needs = instruments["needs-assessment", "1"]
    forms = []
    for person in range(7):
        answers = {
            path: _answer(item, person, place)
            for place, (path, item) in enumerate(needs.items.items())
            if item.aggregate != "none"
        }
        completed = f"2026-10-{5 + person:02}"
        forms.append((sha(person + 1), form(answers, instrument="needs-assessment", completed=completed)))
    (summary,) = aggregate(needs, forms)
    return summary


def _answer(item: Item, person: int, place: int) -> Value:
    """Some answer that differs from person to person and from question to question."""
    pick = person * 5 + place * 3 + person * place
    if pick % 9 == 8:
        return () if item.kind is Kind.SOME_OF else None
    marked = [choice.value for choice in item.choices]
    match item.kind:
        case Kind.SOME_OF:
            return tuple(str(value) for value in marked[pick % 3 : pick % 3 + 2])
        case Kind.INTEGER | Kind.RANK | Kind.VOTES:
            return int(item.low or 0) + pick % 5
        case Kind.DECIMAL | Kind.WEIGHT:
            return pick * 0.75
        case Kind.TEXT | Kind.LONG_TEXT:
            return f"Niños y familias, {person}" if person % 2 else None
        case _:
            return marked[pick % len(marked)]


def test_a_realistic_summary_is_what_it_was(instruments: Instruments, pytestconfig: pytest.Config):
    found = summaries_to_json([needs_of_seven(instruments)])
    if pytestconfig.getoption("--accept"):
        GOLDEN.write_bytes(found)
    assert found == GOLDEN.read_bytes()


def test_json_holds_the_whole_summary_and_is_the_same_each_time(instruments: Instruments):
    summary = needs_of_seven(instruments)
    assert summaries_to_json([summary]) == summaries_to_json([needs_of_seven(instruments)])
    assert json.loads(summaries_to_json([summary])) == [summary_to_json(summary)]
    assert len(summary_to_json(summary)["figures"]) == len(summary.figures)  # type: ignore[arg-type]


def test_csv_has_a_row_for_each_figure_and_one_for_each_count(tmp_path: Path):
    summary = summary_of(instrument_of(tmp_path, {"part": {"a": rating()}}), *({"part.a": n} for n in (5, 5, 2)))
    first, *parts = [one for one in rows_of(summaries_to_csv([summary])) if one["item"] == "part.a"]
    assert first == {
        "agency": "harbor",
        "round": "2026-fall",
        "instrument": "trial",
        "version": "1",
        "basis": "individual",
        "item": "part.a",
        "title": "Rating",
        "mode": "mean",
        "part": "figure",
        "key": "",
        "value": "4.0",
        "n": "3",
        "missing": "0",
        "not_applicable": "0",
        "withheld": "no",
    }
    assert {(one["part"], one["key"]): one["value"] for one in parts} == {
        ("sd", ""): "1.732051",
        ("counts", "1"): "0",
        ("counts", "2"): "1",
        ("counts", "3"): "0",
        ("counts", "4"): "0",
        ("counts", "5"): "2",
    }


def test_csv_names_what_each_part_is_about(tmp_path: Path):
    score = {"id": "matrix", "title": "Matrix", "mode": "weighted-rank", "options": "options", "weights": "weights"}
    instrument = instrument_of(
        tmp_path,
        {
            "part": {"words": text(), "colors": some_of("consensus")},
            "options": {name: row(name.title(), {"gain": rating()}) for name in ("a", "b")},
            "weights": {"gain": number("mean", kind="weight")},
        },
        scores=(score,),
    )
    answers = {
        "part.words": "More time",
        "part.colors": ("red", "blue"),
        "options.a.gain": 2,
        "options.b.gain": 4,
        "weights.gain": 0.5,
    }
    alone, together = summary_of(instrument, answers), summary_of(instrument, answers, basis=CONSENSUS)
    assert values_of(alone, "part.words") == {("figure", ""): "", ("entries.value", sha(1)): "More time"}
    assert values_of(alone, "matrix") == {
        ("figure", ""): "B",
        ("options.total", "b"): "1.0",
        ("options.place", "b"): "1",
        ("options.total", "a"): "0.5",
        ("options.place", "a"): "2",
        ("criteria.weight", "gain"): "0.5",
    }
    assert values_of(together, "part.colors") == {
        ("figure", ""): "red; blue",
        ("answers", "1"): "red",
        ("answers", "2"): "blue",
    }


def test_a_withheld_figure_is_one_row_that_says_so(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"a": rating()}}, least=5)
    found = [
        one for one in rows_of(summaries_to_csv([summary_of(instrument, {"part.a": 5})])) if one["item"] == "part.a"
    ]
    assert [(one["part"], one["value"], one["n"], one["withheld"]) for one in found] == [("figure", "", "1", "yes")]


@pytest.mark.parametrize(
    "answer",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "\u00a0=1+1", "＝1+1", "－1", '="\'",;'],
)
def test_no_cell_of_the_csv_starts_a_formula(tmp_path: Path, answer: str):
    instrument = instrument_of(tmp_path, {"part": {"a": text()}})
    for summary in (
        summary_of(instrument, {"part.a": answer}),
        summary_of(instrument, {"part.a": answer}, basis=CONSENSUS),
    ):
        assert f"'{answer}" in values_of(summary, "part.a").values()


def test_a_number_below_zero_stays_a_number(tmp_path: Path):
    rows = {"a": row("A", {"now": rating(), "then": rating()}, gap={"current": "now", "desired": "then"})}
    summary = summary_of(instrument_of(tmp_path, {"part": rows}), {"part.a.now": 5, "part.a.then": 3})
    assert values_of(summary, "part.a")["figure", ""] == "-2.0"


def test_csv_says_that_it_is_utf_8_and_ends_lines_as_rfc_4180_does(tmp_path: Path):
    content = summaries_to_csv([summary_of(instrument_of(tmp_path, {"part": {"a": text()}}), {"part.a": "año, “sí”"})])
    assert content.startswith(b"\xef\xbb\xbfagency,")
    assert content.count(b"\r\n") == content.count(b"\n")
    assert rows_of(content)[-1]["value"] == "año, “sí”"


def test_every_column_and_every_mode_is_documented():
    words = (Path(__file__).parents[2] / "docs" / "aggregation.md").read_text(encoding="utf-8")
    modes = registry()[META].contents["$defs"]["item"]["properties"]["aggregate"]["enum"]
    assert [name for name in (*COLUMNS, *modes) if f"`{name}`" not in words] == []
