"""The forms in `examples/returned` are read and judged as the expectation beside each says, and as the README tells."""

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from flows.form import read_form
from flows.known import Known
from planwright.answers import nest
from planwright.filing import Judged, arrive, file
from planwright.house import content
from planwright.instruments import Instruments
from planwright.judge import validators_of
from planwright.ledger import open_ledger
from planwright.ledger.states import FileState
from planwright.model import Intake, Outcome
from planwright.problems import FileCode
from planwright.settings import Agency, Round
from planwright.workspace import create_workspace

EXAMPLES = content("examples")
RETURNED = EXAMPLES / "returned"
README = (EXAMPLES / "README.md").read_text(encoding="utf-8")
ABOUT = json.loads((RETURNED / "agencies.json").read_text(encoding="utf-8"))
AGENCIES = {key: Agency(**agency) for key, agency in ABOUT["agencies"].items()}
ROUNDS = {key: Round(**held) for key, held in ABOUT["rounds"].items()}
FORMS = sorted(path.name for path in RETURNED.iterdir() if path.suffix in (".docx", ".pdf"))
ODD = {
    name: set(re.findall(r"`([\w-]+)`", codes))
    for name, codes in re.findall(r"^\| `([\w-]+\.(?:docx|pdf))` \| .* \| ((?:`[\w-]+` ?)+)\|$", README, re.MULTILINE)
}


@pytest.fixture(scope="module")
def outcomes(instruments: Instruments) -> dict[str, Outcome]:
    """What becomes of every form by itself."""
    known = Known(
        instruments=instruments,
        agencies={key: agency.name for key, agency in AGENCIES.items()},
        rounds={key: held.name for key, held in ROUNDS.items()},
    )
    return {name: read_form(RETURNED / name, known) for name in FORMS}


def expectation_of(name: str) -> Path:
    return RETURNED / f"{Path(name).stem}.expected.json"


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_read_as_expected(name: str, outcomes: dict[str, Outcome], request: pytest.FixtureRequest):
    said = {**outcomes[name].to_json(), "file": name}
    if request.config.getoption("--accept"):
        text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
        expectation_of(name).write_text(text, encoding="utf-8")
    assert said == json.loads(expectation_of(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FORMS)
def test_both_validators_agree_on_every_form(name: str, outcomes: dict[str, Outcome], instruments: Instruments):
    submission = outcomes[name].submission
    if submission is None:
        assert outcomes[name].verdict.name == "quarantined"
        return
    instrument = instruments[submission.instrument, submission.version]
    document, validators = nest(instrument, submission.responses), validators_of(instrument)
    assert validators.fast.is_valid(document) == validators.explaining.is_valid(document)


def test_every_expectation_belongs_to_a_form():
    expected = {path.name for path in RETURNED.glob("*.json")} - {"agencies.json"}
    assert expected == {expectation_of(name).name for name in FORMS}


def test_the_readme_counts_the_verdicts(outcomes: dict[str, Outcome]):
    told = re.findall(r"^\| (accepted|needs review|quarantined) \| (\d+) \|$", README, re.MULTILINE)
    found = Counter(outcome.verdict.name for outcome in outcomes.values())
    assert {verdict: int(count) for verdict, count in told} == found
    assert found["accepted"] >= 45


def test_the_readme_lists_every_form_with_a_problem_and_its_codes(outcomes: dict[str, Outcome]):
    found = {
        name: {one.code for one in outcome.verdict.problems}
        for name, outcome in outcomes.items()
        if outcome.verdict.problems
    }
    assert found == ODD


def test_the_readme_counts_the_files_of_each_program():
    told = dict.fromkeys((".docx", ".pdf"), 0)
    for count, ending in re.findall(r"^\| (\d+) (Word|PDF) \|", README, re.MULTILINE):
        told[".docx" if ending == "Word" else ".pdf"] += int(count)
    assert told == Counter(Path(name).suffix for name in FORMS)


def test_every_instrument_is_returned_and_every_agency_sends_word_and_pdf(
    outcomes: dict[str, Outcome], instruments: Instruments
):
    known = [outcome.submission for outcome in outcomes.values() if outcome.submission]
    assert {(one.instrument, one.version) for one in known} == set(instruments)
    sent = {(name.partition("-")[0], Path(name).suffix) for name in FORMS}
    assert sent == {(agency, ending) for agency in AGENCIES for ending in (".docx", ".pdf")}


def test_word_forms_were_saved_by_another_program():
    for name in FORMS:
        if name.endswith(".docx"):
            assert b"LibreOffice" in application_of(RETURNED / name), name


def application_of(path: Path) -> bytes:
    with ZipFile(path) as package:
        return package.read("docProps/app.xml")


def test_the_copy_and_the_correction_show_beside_the_others(outcomes: dict[str, Outcome], tmp_path: Path):
    names = ["willow-visioning.pdf", "willow-visioning-corrected.docx", "redmesa-visioning.docx"]
    copy = "redmesa-visioning-copy.docx"
    workspace = create_workspace(tmp_path / "center", name="Center", agencies=AGENCIES, rounds=ROUNDS)
    with open_ledger(workspace.ledger_url) as ledger:
        entries = arrive(workspace, ledger, [put(outcomes[name], workspace.inbox) for name in names])
        ledger.start_reading([entry.id for entry in entries])
        judged = [
            Judged(
                entry=entry.id,
                data=(RETURNED / entry.name).read_bytes(),
                verdict=outcomes[entry.name].verdict,
                submission=outcomes[entry.name].submission,
            )
            for entry in entries
        ]
        file(workspace, ledger, judged)
        arrive(workspace, ledger, [put(outcomes[copy], workspace.inbox)])
        found = {entry.name: entry for entry in ledger.entries()}
    assert {name: entry.state for name, entry in found.items()} == {
        "willow-visioning.pdf": FileState.SUPERSEDED,
        "willow-visioning-corrected.docx": FileState.ACCEPTED,
        "redmesa-visioning.docx": FileState.ACCEPTED,
        copy: FileState.DUPLICATE,
    }
    told = found["willow-visioning-corrected.docx"].problems
    assert [one.code for one in told] == [FileCode.SUPERSEDES.id]


def put(outcome: Outcome, inbox: Path) -> Intake:
    """The intake of a form copied into the inbox."""
    path = inbox / outcome.intake.path.name
    path.write_bytes(outcome.intake.path.read_bytes())
    return replace(outcome.intake, path=path)
