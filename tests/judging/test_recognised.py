"""a form whose identity was lost is recognised by what it prints, whatever is answered in it
RP02 a form of version 1 is read as version 1 where version 2 exists
RP03 whose it is, folder, file name or what is typed tell; where nothing does, a person is asked
RP04 what is like no form for certain is set aside with the nearest, and what differs"""

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest

from flows.form import read_form
from flows.known import Known
from planwright.house import content
from planwright.instruments import Instruments, load_instruments
from planwright.issuing import FORMATS
from planwright.model import Outcome
from planwright.stamp import Stamp
from tests.fill_word import fill_word
from tests.forms import completed
from tests.round_trip.printed_word import by_office

AGENCIES = {"harbor": "Harbor Early Learning", "mesa": "Mesa Child Development"}
ROUNDS = {"2026-fall": "Fall 2026"}
COMMENT = {"comments.easier": "Time in the week to try it out, and a coach who comes to us."}


def unstamped(form: bytes, practice: str, version: str = "1") -> bytes:
    """The form with its identity taken out of every part of the file."""
    stamp = f"PW1/{practice}/{version}/harbor/2026-fall".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            after.writestr(entry, before.read(entry).replace(stamp, b""))
    assert stamp not in b"".join(zipfile.ZipFile(io.BytesIO(out.getvalue())).read(one) for one in before.namelist())
    return out.getvalue()


def known(instruments: Instruments, folder: Path) -> Known:
    return Known(instruments=instruments, agencies=AGENCIES, rounds=ROUNDS, inbox=folder)


def codes(outcome: Outcome) -> set[str]:
    return {problem.code for problem in outcome.verdict.problems}


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.fixture
def form(instruments: Instruments) -> bytes:
    return unstamped(completed(instruments["readiness", "1"], COMMENT), "readiness")


def test_a_form_without_identity_in_its_agencys_folder(instruments: Instruments, form: bytes, tmp_path: Path) -> None:
    outcome = read_form(put(tmp_path, "harbor/2026-fall/form.docx", form), known(instruments, tmp_path))
    assert outcome.submission is not None
    assert (outcome.submission.instrument, outcome.submission.version) == ("readiness", "1")
    assert (outcome.submission.agency, outcome.submission.round) == ("harbor", "2026-fall")
    assert outcome.verdict.name == "accepted"
    assert codes(outcome) == {"recognised-by-print"}
    answers = {one.item: one.value for one in outcome.submission.responses}
    assert answers["comments.easier"] == COMMENT["comments.easier"]


def test_a_form_without_identity_that_was_printed(instruments: Instruments, form: bytes, tmp_path: Path) -> None:
    printed = by_office({"form": form}, tmp_path)["form"]
    outcome = read_form(put(tmp_path, "harbor/2026-fall/form.pdf", printed), known(instruments, tmp_path))
    assert outcome.submission is not None
    assert (outcome.submission.instrument, outcome.submission.version) == ("readiness", "1")
    answers = {one.item: one.value for one in outcome.submission.responses}
    assert answers["comments.easier"] == COMMENT["comments.easier"]


def _with_version_2(folder: Path) -> Instruments:
    """The instruments, and a second version of readiness with two statements worded anew."""
    schema = json.loads((content("schemas") / "preparation" / "readiness.json").read_text(encoding="utf-8"))
    schema["$id"] = schema["$id"].replace("/1", "/2")
    schema["instrument"]["version"] = "2"
    statements = schema["properties"]["statements"]["properties"]
    statements["r03"]["title"] = "We know whom to ask when a child does not respond."
    statements["r07"]["title"] = "Our leaders will still want this in three years."
    put(folder, "preparation/readiness-2.json", json.dumps(schema).encode())
    return load_instruments([folder])


@pytest.mark.parametrize("version", ["1", "2"])
def test_each_version_is_read_as_itself(tmp_path: Path, version: str) -> None:
    instruments = _with_version_2(tmp_path / "schemas")
    form = completed(instruments["readiness", version], COMMENT)
    path = put(tmp_path, "harbor/2026-fall/form.docx", unstamped(form, "readiness", version))
    outcome = read_form(path, known(instruments, tmp_path))
    assert outcome.submission is not None
    assert outcome.submission.version == version


def test_a_form_with_the_words_of_both_versions_is_neither(tmp_path: Path) -> None:
    instruments = _with_version_2(tmp_path / "schemas")
    form = completed(instruments["readiness", "1"], COMMENT)
    old = instruments["readiness", "1"].items["statements.r03"].question.encode()
    new = instruments["readiness", "2"].items["statements.r03"].question.encode()
    mixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as before, zipfile.ZipFile(mixed, "w") as after:
        for entry in before.infolist():
            after.writestr(entry, before.read(entry).replace(old, new))
    path = put(tmp_path, "harbor/2026-fall/form.docx", unstamped(mixed.getvalue(), "readiness"))
    outcome = read_form(path, known(instruments, tmp_path))
    assert outcome.verdict.name == "quarantined"
    (told,) = (problem.message for problem in outcome.verdict.problems if problem.code == "nearest-forms")
    assert "version 1" in told
    assert "version 2" in told


def test_where_nothing_says_whose_it_is_a_person_is_asked(instruments: Instruments, tmp_path: Path) -> None:
    stamp = Stamp(instrument="readiness", version="1", agency="harbor", round="2026-fall")
    blank = FORMATS["docx"](instruments["readiness", "1"], stamp, agency_name="", round_name="")
    form = unstamped(fill_word(blank, {"identity.name": "R-01", "identity.completed": "2026-09-30"}), "readiness")
    outcome = read_form(put(tmp_path, "form.docx", form), known(instruments, tmp_path))
    assert outcome.verdict.name == "needs review"
    assert {"agency-not-told", "round-not-told"} <= codes(outcome)


def test_a_letter_is_set_aside(instruments: Instruments, tmp_path: Path) -> None:
    letter = docx.Document()
    letter.add_paragraph("Dear Ana, the board met on Tuesday and it rained.")
    letter.save(tmp_path / "letter.docx")
    outcome = read_form(tmp_path / "letter.docx", known(instruments, tmp_path))
    assert outcome.verdict.name == "quarantined"
    assert codes(outcome) == {"no-word-fields"}
