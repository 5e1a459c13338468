"""`planwright read`: JSON on stdout, one line a file, and an exit code that says whether a person is needed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from console.read import read
from planwright.instruments import Instruments, load_instruments
from planwright.workspace import Workspace
from tests.forms import completed, new_workspace

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
    code, said = run(forms["junk"], forms["good"])
    assert code == 1
    assert [one["verdict"] for one in said] == ["quarantined", "accepted"]


@pytest.mark.parametrize("options", [[], ["--raw"]])
def test_a_path_that_leads_to_no_file_is_a_slip_of_usage_and_has_no_verdict(
    forms: dict[str, Path], tmp_path: Path, options: list[str]
):
    wrong = (tmp_path / "nosuch.docx", tmp_path)
    result = CliRunner().invoke(read, [*options, *map(str, (forms["junk"], *wrong, forms["good"]))])
    assert result.exit_code == 2
    said = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["file"] for one in said] == [str(forms["junk"]), str(forms["good"])]
    assert result.stderr.splitlines() == [
        f"There is no file {tmp_path / 'nosuch.docx'}. Check the path.",
        f"{tmp_path} is a folder. Name the files in it, such as {tmp_path}/*.docx.",
    ]


@pytest.fixture
def center(tmp_path: Path, instruments: Instruments) -> Workspace:
    """A workspace whose round is over, with a form of a stranger beside it."""
    workspace = new_workspace(tmp_path / "center")
    stranger = completed(instruments["readiness", "1"], {}, agency="elsewhere")
    (tmp_path / "stranger.docx").write_bytes(stranger)
    late = completed(instruments["readiness", "1"], {"identity.completed": "2020-10-20"})
    (tmp_path / "late.docx").write_bytes(late)
    return workspace


def codes(said: dict) -> list[str]:
    return [problem["code"] for problem in said["problems"]]


def test_within_a_workspace_a_form_is_held_against_it_as_ingest_does(
    center: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    files = (tmp_path / "stranger.docx", tmp_path / "late.docx")
    code, outside = run(*files)
    assert (code, [one["verdict"] for one in outside]) == (0, ["accepted", "accepted"])
    by_name = run("--workspace", center.folder, *files)
    monkeypatch.chdir(center.inbox)
    for code, said in (run(*files), by_name):
        assert code == 1
        assert [one["verdict"] for one in said] == ["needs review", "accepted"]
        assert "unknown-agency" in codes(said[0])
        assert "outside-round" in codes(said[1])


def test_within_a_workspace_its_own_instruments_are_known(
    center: Workspace, instruments: Instruments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    source = instruments["readiness", "1"].file
    own = center.folder / "own" / source.parent.name
    own.mkdir(parents=True)
    schema = source.read_text(encoding="utf-8").replace("readiness/1", "readiness/7")
    (own / "readiness.json").write_text(schema.replace('"version": "1"', '"version": "7"'), encoding="utf-8")
    settings = center.folder / "planwright.toml"
    settings.write_text(settings.read_text().replace("folders = []", 'folders = ["own"]'))
    made = load_instruments([own.parent])["readiness", "7"]
    (tmp_path / "own.docx").write_bytes(completed(made, {}))
    code, [said] = run(tmp_path / "own.docx")
    assert (code, codes(said)) == (1, ["unknown-instrument"])
    monkeypatch.chdir(center.folder)
    for options in ((), ("--schemas", "own")):  # named twice, they are the same
        code, [said] = run(*options, tmp_path / "own.docx")
        assert (code, said["verdict"]) == (0, "accepted")
