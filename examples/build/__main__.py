"""`python -m examples.build`: every form in `examples/returned` made anew, each with what must be read from it.

Needs LibreOffice 25.2 or later with python3-uno, and the packages of the test group.
"""

import json
import shutil
import sys
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from examples.build.example import Example, load_examples
from examples.build.pdf import FILLERS
from examples.build.word import Job, fill_word
from flows.form import Known, read_form
from planwright.instruments import Instrument, load_instruments
from planwright.issuing import FORMATS
from planwright.model import Outcome, Stamp

RETURNED = Path(__file__).parents[1] / "returned"
ROUND = "2026-fall"
AGENDA = Path(__file__).with_name("agenda.html")
AGENDA_DAY = date(2026, 9, 21)
NO_FORM = ("northgate-meeting-agenda.docx", "quarantined", (("no-word-fields", None),))
COPY = ("redmesa-visioning.docx", "redmesa-visioning-copy.docx")


def build() -> None:
    """Make every form in a folder of its own, check each, and only then put them in place of the old ones."""
    about = json.loads((RETURNED / "agencies.json").read_text(encoding="utf-8"))
    names = {key: agency["name"] for key, agency in about["agencies"].items()}
    known = Known(
        instruments=load_instruments(), agencies=names, rounds={ROUND: about["rounds"][ROUND]["name"]}
    )
    examples = load_examples(known.instruments)
    with tempfile.TemporaryDirectory() as folder:
        work, made = Path(folder), Path(folder) / "returned"
        made.mkdir()
        _fill(examples, work, made, known)
        faults = [fault for one in examples for fault in _faults(one, read_form(made / one.file, known))]
        name, verdict, problems = NO_FORM
        faults += _differences(name, verdict, problems, read_form(made / name, known))
        if faults:
            sys.exit("\n".join(faults))
        for file in sorted(made.iterdir()):
            file.with_name(f"{file.stem}.expected.json").write_text(_said(read_form(file, known)), encoding="utf-8")
        _replace(made)
    print(f"{len(examples) + 2} files in {RETURNED}")  # noqa: T201


def _fill(examples: tuple[Example, ...], work: Path, made: Path, known: Known) -> None:
    @cache
    def blank(instrument: Instrument, agency: str, ending: str) -> bytes:
        stamp = Stamp(instrument=instrument.practice, version=instrument.version, agency=agency, round=ROUND)
        assert known.agencies and known.rounds
        return FORMATS[ending](
            instrument, stamp, agency_name=known.agencies[agency], round_name=known.rounds[ROUND]
        )

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


def _faults(example: Example, outcome: Outcome) -> list[str]:
    """Where what was read is not what was filled in, or not judged as the example says."""
    faults = _differences(example.file, example.verdict, example.problems, outcome)
    if outcome.submission is None:
        return [*faults, f"{example.file}: nothing was read"]
    answers = outcome.submission.responses
    read = {one.item: one.value for one in answers if one.value not in (None, ())}
    meant = {path: value for path, value in example.meant.items()}
    for path in sorted(read.keys() | meant.keys()):
        prefilled = example.instrument.item_of(path).prefill  # type: ignore[union-attr]
        if read.get(path) != meant.get(path) and not (prefilled and path not in meant):
            faults.append(f"{example.file}: {path} was filled in as {meant.get(path)!r} and read as {read.get(path)!r}")
    return faults


def _differences(file: str, verdict: str, problems: tuple[tuple[str, str | None], ...], outcome: Outcome) -> list[str]:
    found = tuple((one.code, one.item) for one in outcome.verdict.problems)
    if (outcome.verdict.name, sorted(found, key=str)) == (verdict, sorted(problems, key=str)):
        return []
    told = "; ".join(f"{one.code} {one.item}: {one.message}" for one in outcome.verdict.problems)
    return [f"{file}: {outcome.verdict.name} ({told}) where {verdict} {problems} was expected"]


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
