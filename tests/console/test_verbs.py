"""The other verbs, in a workspace as a person uses it."""

import csv
import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from console.cli import STOPPED, VERBS, planwright
from console.run import _code
from planwright.instruments import Instruments
from planwright.workspace import LEDGER, Workspace
from tests.forms import completed, new_workspace, read_inbox


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "center")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(planwright, [str(argument) for argument in arguments])


def ended(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The command as the shell runs it, to its exit code."""
    code = "from console.cli import main; import sys; sys.argv = ['planwright', *sys.argv[1:]]; main()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_every_verb_has_help_with_an_example_and_is_listed_with_what_it_does():
    listed = run("--help").output
    for name, (_, does) in VERBS.items():
        command = planwright.get_command(click.Context(planwright), name)
        assert command is not None
        assert command.help is not None
        assert "Example: planwright " + name in command.help
        assert does in " ".join(listed.split())


def test_init_makes_a_workspace_and_says_what_comes_next(tmp_path: Path):
    made = run("init", tmp_path / "new", "--name", "Prairie TA Center")
    assert made.exit_code == 0
    assert made.stdout.strip() == str(tmp_path / "new")
    assert {"inbox", "archive", "review", "quarantine", "plans", "planwright.toml"} <= {
        path.name for path in (tmp_path / "new").iterdir()
    }


def test_issue_writes_the_chosen_forms_and_prints_their_paths(workspace: Workspace, tmp_path: Path):
    where = ("--workspace", workspace.folder, "--agency", "harbor", "--round", "2026-fall", "--out", tmp_path / "out")
    one = run("issue", *where, "--practice", "readiness", "--format", "pdf")
    assert one.stdout.split() == [str(tmp_path / "out" / "harbor-2026-fall-readiness.pdf")]
    every = run("issue", *where)
    assert len(every.stdout.split()) == 22
    assert all(Path(path).stat().st_size > 1000 for path in every.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["issue", "--agency", "nowhere", "--round", "2026-fall", "--out", "x"], 2, "“nowhere” is not among"),
        (["issue", "--agency", "harbor", "--round", "2020", "--out", "x"], 2, "“2020” is not among the rounds"),
        (
            ["issue", "--agency", "harbor", "--round", "2026-fall", "--out", "x", "--practice", "astrology"],
            2,
            "“astrology” is none of",
        ),
        (["aggregate", "--agency", "harbor", "--round", "2026-fall"], 3, "No form of agency “harbor”"),
        (["plan", "--agency", "harbor", "--round", "2026-fall"], 3, "No form of agency “harbor”"),
        (["aggregate", "--agency", "Harbor", "--round", "2026-fall"], 2, "“Harbor” is not among the agencies"),
        (["plan", "--agency", "Harbor", "--round", "2026-fall"], 2, "planwright.toml (harbor, mesa)"),
        (["plan", "--agency", "harbor", "--round", "2027"], 2, "“2027” is not among the rounds"),
        (["plan"], 2, "Missing option"),
    ],
)
def test_what_cannot_be_done_says_why_on_stderr_with_the_right_exit_code(
    workspace: Workspace, arguments: list[str], code: int, words: str
):
    ran = ended(*arguments[:1], "--workspace", workspace.folder, *arguments[1:])
    assert (ran.returncode, ran.stdout) == (code, "")
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("verb", ["aggregate", "plan"])
def test_who_has_no_accepted_form_yet_is_told_of_those_that_wait_in_review(
    workspace: Workspace, instruments: Instruments, verb: str
):
    form = completed(instruments["readiness", "1"], {"identity.name": None})
    (workspace.inbox / "nameless.docx").write_bytes(form)
    read_inbox(workspace)
    ran = ended(verb, "--workspace", workspace.folder, "--agency", "harbor", "--round", "2026-fall")
    assert ran.returncode == 3
    assert f"Forms that wait for a person: 1, in {workspace.review / 'harbor' / '2026-fall'}." in ran.stderr
    assert "Put returned forms into the inbox" not in ran.stderr


def test_issue_leaves_a_file_that_is_not_the_blank_form_as_it_is_and_writes_the_others(
    workspace: Workspace, tmp_path: Path
):
    out = tmp_path / "out"
    where = ("--workspace", workspace.folder, "--agency", "harbor", "--round", "2026-fall", "--out", out)
    arguments = ("issue", *where, "--practice", "readiness")
    assert run(*arguments).exit_code == 0
    blank, other = out / "harbor-2026-fall-readiness.docx", out / "harbor-2026-fall-readiness.pdf"
    blank.write_bytes(b"filled in under the issued name")
    other.unlink()
    again = run(*arguments)
    assert (again.exit_code, again.stdout.split()) == (1, [str(other)])
    assert blank.read_bytes() == b"filled in under the issued name"
    assert str(blank) in again.stderr
    assert "name another folder with --out" in again.stderr


def test_issue_finds_the_same_blank_forms_there_and_is_content(workspace: Workspace, tmp_path: Path):
    where = ("--workspace", workspace.folder, "--agency", "harbor", "--round", "2026-fall", "--out", tmp_path / "out")
    first, second = (run("issue", *where, "--practice", "fit") for _ in range(2))
    assert (second.exit_code, second.stdout, second.stderr) == (0, first.stdout, "")


def test_issue_into_what_is_no_folder_says_so(workspace: Workspace, tmp_path: Path):
    (tmp_path / "file").write_text("x")
    where = ("--workspace", workspace.folder, "--agency", "harbor", "--round", "2026-fall")
    ran = ended("issue", *where, "--practice", "fit", "--out", tmp_path / "file" / "forms")
    assert (ran.returncode, ran.stdout) == (3, "")
    assert "cannot be written" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_folder_that_is_no_workspace_exits_3_and_says_how_to_make_one(tmp_path: Path):
    ran = ended("plan", "--workspace", tmp_path, "--agency", "a", "--round", "b")
    assert ran.returncode == 3
    assert "planwright init" in ran.stderr


@pytest.fixture
def filed(workspace: Workspace, instruments: Instruments) -> Workspace:
    """A workspace with one vision and five people's readiness accepted."""
    vision = completed(instruments["visioning", "1"], {"vision.statement": "Every child belongs here."})
    (workspace.inbox / "vision.docx").write_bytes(vision)
    for number in range(5):
        form = completed(instruments["readiness", "1"], {}, kind="pdf", name=f"R-{number}")
        (workspace.inbox / f"readiness-{number}.pdf").write_bytes(form)
    read_inbox(workspace)
    return workspace


def test_aggregate_prints_json_and_csv_with_n_missing_and_na(filed: Workspace):
    where = ("aggregate", "--workspace", filed.folder, "--agency", "harbor", "--round", "2026-fall")
    summaries = json.loads(run(*where).stdout)
    assert [(one["instrument"], one["basis"]) for one in summaries] == [
        ("visioning", "consensus"),
        ("readiness", "individual"),
    ]
    [figure] = [one for one in summaries[0]["figures"] if one["item"] == "vision.statement"]
    assert (figure["value"], figure["n"], figure["missing"]) == ("Every child belongs here.", 1, 0)
    rows = list(csv.DictReader(run(*where, "--format", "csv").stdout.lstrip("\ufeff").splitlines()))
    assert {"n", "missing", "not_applicable"} <= set(rows[0])
    assert any(row["item"] == "vision.statement" and row["value"] == "Every child belongs here." for row in rows)


def test_plan_is_made_once_and_found_again(filed: Workspace):
    where = ("plan", "--workspace", filed.folder, "--agency", "harbor", "--round", "2026-fall")
    first, second = run(*where), run(*where)
    assert first.exit_code == second.exit_code == 0
    assert first.stdout == second.stdout
    assert "A new version was made" in first.stderr
    assert "Nothing has changed" in second.stderr
    assert Path(first.stdout.strip()).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ({"accepted": 3, "plans": 1}, 0),
        ({"duplicate": 1, "withdrawn": 1}, 0),
        ({"needs review": 1}, 1),
        ({"quarantined": 1}, 1),
        ({"cannot be opened": 1}, 1),
        ({"plans": 5, "plans not made": 1}, 3),
        ({"needs review": 1, "plans not made": 1}, 3),
    ],
)
def test_a_run_ends_with_the_code_of_the_gravest_thing_it_came_to(counts: dict[str, int], code: int):
    assert _code(counts) == code


@pytest.mark.parametrize("verb", ["ingest", "aggregate", "plan"])
def test_a_state_written_into_the_ledger_by_hand_ends_a_verb_with_what_to_do(filed: Workspace, verb: str):
    with closing(sqlite3.connect(filed.folder / LEDGER)) as ledger:
        ledger.execute("UPDATE files SET state = 'done' WHERE id = 1")
        ledger.commit()
    about = () if verb == "ingest" else ("--agency", "harbor", "--round", "2026-fall")
    made = ended(verb, "--workspace", filed.folder, *about)
    assert made.returncode == 3
    assert "“done”, which is no state" in made.stderr
    assert "Traceback" not in made.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which signals the process attends to")
@pytest.mark.parametrize(("verb", "code", "says"), [("ingest", 1, STOPPED), ("nightly", 1, STOPPED), ("serve", 0, "")])
@pytest.mark.parametrize("after", [0.0, 0.5, 1.5])
def test_told_to_stop_before_it_has_begun_a_verb_ends_without_a_trace(
    workspace: Workspace, verb: str, code: int, says: str, after: float
):
    start = "from console.cli import main; import sys; sys.argv = ['planwright', *sys.argv[1:]]; main()"
    command = [sys.executable, "-c", start, verb, "--workspace", str(workspace.folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            while not attends_to(process.pid, signal.SIGTERM):
                assert process.poll() is None
            time.sleep(after)
            process.send_signal(signal.SIGTERM)
            said, told = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, said, told.strip()) == (code, "", says)


LOADING = """
import os, signal, sys, weakref
import console.run
from console import cli

class Held: ...

def cleared(_):
    os.kill(os.getpid(), signal.SIGTERM)
    for _ in range(1000): ...

def load(name):
    held = Held()
    seen = weakref.ref(held, cleared)
    del held
    return console.run

cli.import_module = load
sys.argv = ["planwright", "serve", "--workspace", sys.argv[1]]
cli.main()
"""


def test_told_to_stop_while_python_drops_what_is_raised_it_stops(workspace: Workspace):
    made = subprocess.run(
        [sys.executable, "-c", LOADING, str(workspace.folder)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")


def attends_to(pid: int, one: signal.Signals) -> bool:
    """Whether the process has a handler of its own for this signal."""
    caught = re.search(r"^SigCgt:\s+(\w+)$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return caught is not None and bool(int(caught[1], 16) >> (one - 1) & 1)
