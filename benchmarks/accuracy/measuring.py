"""Completed forms made in one way, and what became of their questions when they were read."""

import random
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.accuracy import pdf, word
from benchmarks.accuracy.counts import Counts
from benchmarks.accuracy.filled import FilledWay, answered
from benchmarks.accuracy.score import score_form
from benchmarks.accuracy.truth import editions
from benchmarks.accuracy.ways import WAYS, completed
from benchmarks.answers import answers_to
from benchmarks.forms import AGENCY, AGENCY_NAME, ROUND, ROUND_NAME, instruments
from flows.form import read_form
from flows.known import Known
from planwright.instruments import Instrument, Kind
from planwright.issuing import FORMATS
from planwright.model import Outcome, Value
from planwright.stamp import Stamp

SEED = 20261122
LEFT_BLANK = 0.3  # of the questions that no rule asks about
OPEN = (Kind.TEXT, Kind.LONG_TEXT, Kind.SOME_OF, Kind.DATE)
NEEDS = {"LibreOffice": "soffice", "poppler": "pdftocairo", "Chromium": "chromium"}  # by the word in the name of a way
FILLED: Mapping[str, FilledWay] = {
    **{way.name: way for way in word.WAYS},
    **{f"PDF, {way.name}": way for way in pdf.WAYS},
}


def missing(name: str) -> str | None:
    """The program that a way needs and that is not installed."""
    is_by_office = name.endswith((".odt", ".doc", ".rtf", "(.odt)", "(.doc)", "(.rtf)"))
    needed = [word for word in NEEDS if word in name] + (["LibreOffice"] if is_by_office else [])
    return next((word for word in needed if shutil.which(NEEDS[word]) is None), None)


def measure_issued(name: str, count: int) -> Counts:
    """What became of the forms that planwright issued, in one way: so many of each instrument."""
    ending, way = WAYS[name]
    chance = random.Random(SEED)  # noqa: S311 - the same forms each time
    counts = Counts()
    known = Known(instruments=instruments())
    with TemporaryDirectory() as folder:
        for instrument in instruments().values():
            stamp = Stamp(instrument=instrument.practice, version=instrument.version, agency=AGENCY, round=ROUND)
            blank = FORMATS[ending](instrument, stamp, agency_name=AGENCY_NAME, round_name=ROUND_NAME)
            given = [_answers(instrument, number, chance) for number in range(count)]
            returned = way([completed(instrument, blank, answers, ending) for answers in given], Path(folder))
            for outcome, answers in zip(_read(returned, known, Path(folder)), given, strict=True):
                counts += score_form(outcome, answers, instrument)
    return counts


def measure_filled(way: FilledWay, count: int, known: Known) -> Counts:
    """What became of the blanks of others that are filled in one way: so many of each."""
    counts = Counts()
    with TemporaryDirectory() as folder:
        for edition in editions():
            if edition.id not in way.editions:
                continue
            chance = random.Random(SEED)  # noqa: S311 - the same answers in each way
            blank = edition.blank.read_bytes()
            instrument = known.instruments[edition.practice, edition.version]
            given = [answered(edition, instrument, number, chance) for number in range(count)]
            if way.fits is not None:
                given = [way.fits(blank, edition, answers) for answers in given]
            returned = way.after([way.fill(blank, edition, answers) for answers in given], Path(folder))
            for outcome, answers in zip(_read(returned, known, Path(folder)), given, strict=True):
                counts += score_form(outcome, answers, instrument, edition.asked)
    return counts


def _read(forms: Iterable[bytes], known: Known, folder: Path) -> Iterator[Outcome]:
    path = folder / "form"
    for data in forms:
        path.write_bytes(data)
        yield read_form(path, known)


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
