"""`python -m examples.build`: every form in `examples/returned` made anew, each with what must be read from it.

Needs LibreOffice 25.2 or later with python3-uno, and the packages of the test group.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from examples.build.example import Example, Found, load_examples
from examples.build.pdf import FILLERS
from examples.build.word import Job, fill_word
from flows.form import read_form
from flows.known import Known
from planwright.instruments import Instrument, load_instruments
from planwright.issuing import FORMATS
from planwright.model import Outcome
from planwright.stamp import Stamp

RETURNED = Path(__file__).parents[1] / "returned"
ROUND = "2026-fall"
PREFILLED = ("identity.agency", "identity.round")
AGENDA = Path(__file__).with_name("agenda.html")
AGENDA_DAY = date(2026, 9, 21)
NO_FORM = ("northgate-meeting-agenda.docx", "quarantined", (("no-word-fields", None),))
COPY = ("redmesa-visioning.docx", "redmesa-visioning-copy.docx")


def build() -> None:
    """Make every form in a folder of its own, check each, and only then put them in place of the old ones."""
    about = json.loads((RETURNED / "agencies.json").read_text(encoding="utf-8"))
    agencies = {key: agency["name"] for key, agency in about["agencies"].items()}
    rounds = {key: held["name"] for key, held in about["rounds"].items()}
    known = Known(instruments=load_instruments(), agencies=agencies, rounds=rounds)
    examples = load_examples(known.instruments)
    with tempfile.TemporaryDirectory() as folder:
        work, made = Path(folder), Path(folder) / "returned"
        made.mkdir()
        _fill(examples, work, made, Names(agencies=agencies, round=rounds[ROUND]))
        faults = [fault for one in examples for fault in _faults(one, read_form(made / one.file, known))]
        faults.extend(_misjudged(*NO_FORM, read_form(made / NO_FORM[0], known)))
        if faults:
            sys.exit("\n".join(faults))
        for file in sorted(made.iterdir()):
            file.with_name(f"{file.stem}.expected.json").write_text(_said(read_form(file, known)), encoding="utf-8")
        _replace(made)
    print(f"{len(examples) + 2} files in {RETURNED}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What blanks have printed on them: the names of the agencies by id, and of the round."""

    agencies: Mapping[str, str]
    round: str


def _fill(examples: tuple[Example, ...], work: Path, made: Path, names: Names) -> None:
    @cache
    def blank(instrument: Instrument, agency: str, ending: str) -> bytes:
        stamp = Stamp(instrument=instrument.practice, version=instrument.version, agency=agency, round=ROUND)
        return FORMATS[ending](instrument, stamp, agency_name=names.agencies[agency], round_name=names.round)

    jobs = [Job(source=AGENDA, target=made / NO_FORM[0], entries={}, day=AGENDA_DAY)]
    for one in examples:
        if one.program in FILLERS:
            form = blank(one.instrument, one.agency, "pdf")
            (made / one.file).write_bytes(FILLERS[one.program](form, one.entries))
        else:
            source = work / f"{one.agency}-{one.instrument.practice}.docx"
            source.write_bytes(blank(one.instrument, one.agency, "docx"))
            jobs.append(Job(source=source, target=made / one.file, entries=one.entries, day=one.day))
    fill_word(jobs, work)
    shutil.copy(made / COPY[0], made / COPY[1])


def _faults(example: Example, outcome: Outcome) -> Iterator[str]:
    """Where what was read is not what was filled in, or not judged as the example says."""
    yield from _misjudged(example.file, example.verdict, example.problems, outcome)
    answers = outcome.submission.responses if outcome.submission else ()
    read = {one.item: one.value for one in answers if one.value not in (None, ())}
    meant = {**{path: read.get(path) for path in PREFILLED}, **example.meant}
    for path in sorted(read.keys() | meant.keys()):
        if read.get(path) != meant.get(path):
            yield f"{example.file}: {path} was filled in as {meant.get(path)!r} and read as {read.get(path)!r}"


def _misjudged(file: str, verdict: str, problems: tuple[Found, ...], outcome: Outcome) -> Iterator[str]:
    found = tuple((one.code, one.item) for one in outcome.verdict.problems)
    if (outcome.verdict.name, sorted(found, key=str)) != (verdict, sorted(problems, key=str)):
        told = "; ".join(f"{one.code} {one.item}: {one.message}" for one in outcome.verdict.problems)
        yield f"{file}: {outcome.verdict.name} ({told}) where {verdict} {problems} was expected"


def _said(outcome: Outcome) -> str:
    """The outcome as the tests compare it: the file by its name alone."""
    said = {**outcome.to_json(), "file": outcome.intake.path.name}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _replace(made: Path) -> None:
    for old in RETURNED.iterdir():
        if old.name != "agencies.json":
            old.unlink()
    for new in made.iterdir():
        shutil.copy(new, RETURNED / new.name)


if __name__ == "__main__":
    build()
