"""`planwright read`: JSON on stdout, one line a file, and an exit code that says whether a person is needed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from console.read import read
from planwright.instruments import Instruments
from tests.forms import completed

KEYS = [
    "file",
    "sha256",
    "media_type",
    "instrument",
    "version",
    "agency",
    "round",
    "respondent",
    "verdict",
    "responses",
    "problems",
]


@pytest.fixture
def forms(tmp_path: Path, instruments: Instruments) -> dict[str, Path]:
    readiness = instruments["readiness", "1"]
    made = {
        "good": ("good.docx", completed(readiness, {})),
        "pdf": ("good.pdf", completed(readiness, {}, kind="pdf")),
        "nameless": ("nameless.docx", completed(readiness, {"identity.name": None})),
        "junk": ("junk.docx", b"not a document"),
    }
    for name, data in made.values():
        (tmp_path / name).write_bytes(data)
    return {key: tmp_path / name for key, (name, _) in made.items()}


def run(*arguments: object) -> tuple[int, list[dict]]:
    result = CliRunner().invoke(read, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_accepted_forms_are_printed_one_a_line_and_exit_0(forms: dict[str, Path]):
    code, said = run(forms["good"], forms["pdf"])
    assert code == 0
    assert [list(one) for one in said] == [KEYS, KEYS]
    assert [one["verdict"] for one in said] == ["accepted", "accepted"]
    assert said[0]["agency"] == "harbor"
    assert said[0]["respondent"] == {"name": "R-01", "role": None, "basis": "individual"}
    answer = next(one for one in said[1]["responses"] if one["item"] == "identity.name")
    assert list(answer) == ["item", "value", "state", "confidence", "place", "raw"]
    assert answer["place"]["page"] == 1
    assert len(answer["place"]["box"]) == 4


@pytest.mark.parametrize(("form", "verdict"), [("nameless", "needs review"), ("junk", "quarantined")])
def test_a_form_that_needs_a_person_exits_1_and_says_what_to_do(forms: dict[str, Path], form: str, verdict: str):
    code, [said] = run(forms[form])
    assert (code, said["verdict"]) == (1, verdict)
    [told] = said["problems"]
    assert list(told) == ["code", "severity", "item", "message", "place"]


def test_one_bad_file_does_not_keep_the_others_from_being_read(forms: dict[str, Path], tmp_path: Path):
    code, said = run(forms["junk"], tmp_path / "missing.pdf", forms["good"])
    assert code == 1
    assert [one["verdict"] for one in said] == ["quarantined", "quarantined", "accepted"]


def test_raw_prints_every_field_whatever_form_it_is(forms: dict[str, Path]):
    code, [said] = run("--raw", forms["good"])
    assert code == 0
    assert list(said) == ["file", "fields", "problems"]
    field = next(one for one in said["fields"] if one["key"] == "identity.name")
    assert list(field) == ["key", "label", "kind", "value", "state", "place", "confidence"]
    assert (field["value"], field["state"]) == ("R-01", "answered")
