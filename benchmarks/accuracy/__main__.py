"""`python -m benchmarks.accuracy`: how right reading is, way by way, as a table on standard output."""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.accuracy.adopted import Counts, measure_forms
from benchmarks.accuracy.score import Score
from benchmarks.accuracy.ways import WAYS, completed
from benchmarks.answers import answers_to
from benchmarks.forms import AGENCY, AGENCY_NAME, ROUND, ROUND_NAME, instruments
from benchmarks.table import Table, as_markdown, as_text
from flows.form import read_form
from flows.known import Known
from planwright.instruments import Instrument, Kind
from planwright.issuing import FORMATS
from planwright.model import Stamp, Value

SEED = 20261122
LEFT_BLANK = 0.3  # of the questions that no rule asks about
OPEN = (Kind.TEXT, Kind.LONG_TEXT, Kind.SOME_OF, Kind.DATE)
HEADER = """# Accuracy

`python -m benchmarks.accuracy --write docs/accuracy.md` makes completed forms of every instrument in each of these
ways, by programs that are not planwright, reads them, and compares every question with what was filled in.
"""
NOTES = (
    "Right: the value filled in. Flagged: another one, and the file goes to a person. Silent, missing, invented: the"
    " file was accepted with another value, without it, or with one that nobody filled in. Doubted: right, and a person"
    " is asked about it.",
)


def main() -> None:
    """Measure every way asked for and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--forms", type=int, default=3, help="forms of each instrument in each way (%(default)s)")
    parser.add_argument("--only", help="ways whose name holds this")
    parser.add_argument("--write", type=Path, help="also write the tables to this Markdown file")
    asked = parser.parse_args()
    scores: dict[str, Score] = {}
    with TemporaryDirectory() as folder:
        for name in WAYS:
            if asked.only is None or asked.only in name:
                print(f"measuring {name} …", file=sys.stderr)
                scores[name] = measure(name, asked.forms, Path(folder))
    tables = [by_way(scores), by_confidence(scores)]
    if asked.only is None or asked.only in "adopted":
        print("measuring adopted forms …", file=sys.stderr)
        tables.append(by_form(measure_forms()))
    for table in tables:
        print(as_text(table))
    if asked.write:
        asked.write.write_text("\n".join((HEADER, *map(as_markdown, tables))), encoding="utf-8")


def measure(name: str, count: int, folder: Path) -> Score:
    """The score of one way."""
    ending, way = WAYS[name]
    chance = random.Random(SEED)  # noqa: S311 - the same forms each time
    score = Score()
    known = Known(instruments=instruments())
    for instrument in instruments().values():
        stamp = Stamp(instrument=instrument.practice, version=instrument.version, agency=AGENCY, round=ROUND)
        blank = FORMATS[ending](instrument, stamp, agency_name=AGENCY_NAME, round_name=ROUND_NAME)
        answered = [_answers(instrument, number, chance) for number in range(count)]
        returned = way([completed(instrument, blank, answers, ending) for answers in answered], folder)
        for data, answers in zip(returned, answered, strict=True):
            path = folder / "form"
            path.write_bytes(data)
            score.add(read_form(path, known), answers, instrument)
    return score


def _answers(instrument: Instrument, number: int, chance: random.Random) -> dict[str, Value]:
    """Answers to most questions; some are left blank where the form allows it."""
    answers = answers_to(instrument, f"Respondent {number:02}")
    for path in answers:
        item = instrument.item_of(path)
        if item and item.kind in OPEN and not item.required and chance.random() < LEFT_BLANK:
            answers[path] = None
        elif item and item.kind is Kind.LONG_TEXT and answers[path]:
            answers[path] = f"{number}. We talk every day, & plan on “Mondays” <early>."
    return answers


def by_way(scores: dict[str, Score]) -> Table:
    """What became of the questions in each way."""
    return Table(
        title="By way",
        columns=("returned as", "questions", "right", "flagged", "silent", "missing", "invented", "doubted"),
        rows=tuple(
            (
                name,
                f"{score.questions:,}",
                f"{score.right / max(1, score.questions):.2%}",
                *map(str, (score.flagged, score.silent, score.missing, score.invented)),
                f"{score.doubted / max(1, score.questions):.2%}",
            )
            for name, score in scores.items()
        ),
        notes=NOTES,
    )


def by_confidence(scores: dict[str, Score]) -> Table:
    """How often answers were right that were stated with a confidence."""
    held: dict[float, Counter[bool]] = {}
    for score in scores.values():
        for confidence, counts in score.by_confidence.items():
            held.setdefault(confidence, Counter()).update(counts)
    return Table(
        title="By stated confidence",
        columns=("stated", "answers", "right"),
        rows=tuple(
            (f"{confidence:.2f}", f"{counts.total():,}", f"{counts[True] / counts.total():.3%}")
            for confidence, counts in sorted(held.items(), reverse=True)
        ),
    )


def by_form(counts: Mapping[str, Counts]) -> Table:
    """What became of the answers in the copies of each adopted form."""
    columns = ("adopted form", "answers", "right", "flagged", "silent", "missing", "invented", "doubted")
    rows = [(name, one) for name, one in counts.items()]
    rows.append(("all", sum(counts.values(), Counts())))
    return Table(
        title="By adopted form",
        columns=columns,
        rows=tuple(
            (
                name,
                f"{one.answers:,}",
                f"{one.right / max(1, one.answers):.2%}",
                *map(str, (one.flagged, one.silent, one.missing, one.invented)),
                f"{one.doubted / max(1, one.answers):.2%}",
            )
            for name, one in rows
        ),
        notes=(
            "The completed copies in examples/adopted/returned, filled in any old way; an answer counts where a person"
            " who reads the page need not ask.",
        ),
    )


if __name__ == "__main__":
    main()
