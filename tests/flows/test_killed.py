"""A run killed in the middle, and two runs at once: each file is filed once, and nothing of a run is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from planwright.durable import digest_of
from planwright.instruments import Instrument
from planwright.ledger import CUT_OFF, FileState, RunRecord, open_ledger
from planwright.workspace import LOCK, Workspace
from tests.forms import completed, read_inbox

FORMS = 60
LONG = 60.0
READ = "import sys, pathlib; from planwright.workspace import open_workspace; from tests.forms import read_inbox\n"
READ += "read_inbox(open_workspace(pathlib.Path(sys.argv[1])))"
DIE = """
import os, signal, sys, pathlib
from flows.batch import desk_of
from flows.ingest import recorded
with desk_of(pathlib.Path(sys.argv[1])) as desk, recorded(desk, "nightly"):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def full(workspace: Workspace, readiness: Instrument) -> Workspace:
    """An inbox of sixty people's forms, one of them twice."""
    for number in range(FORMS):
        (workspace.inbox / f"{number:02}.docx").write_bytes(completed(readiness, {}, name=f"R-{number}"))
    (workspace.inbox / "copy.docx").write_bytes((workspace.inbox / "07.docx").read_bytes())
    return workspace


def start(workspace: Workspace) -> subprocess.Popen[bytes]:
    """A run in a process of its own, whose readers take two files at a time."""
    environment = {**os.environ, "PLANWRIGHT_READING_CHUNK": "2", "PLANWRIGHT_READING_WORKERS": "2"}
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", READ, str(workspace.folder)]
    return subprocess.Popen(command, env=environment, cwd=root, start_new_session=True)


def filed(workspace: Workspace) -> int:
    return sum(path.suffix == ".docx" for path in workspace.archive.rglob("*"))


def began(workspace: Workspace) -> bool:
    """Whether the run has taken the workspace; asking the ledger would wait for the run's own writing."""
    return (workspace.folder / LOCK).exists()


def check_all_is_well(workspace: Workspace) -> None:
    """Every form accepted once and lying where the ledger says, the copy told apart, nothing else anywhere."""
    with open_ledger(workspace.ledger_url) as ledger:
        entries = ledger.entries()
    assert Counter(entry.state for entry in entries) == {FileState.ACCEPTED: FORMS, FileState.DUPLICATE: 1}
    accepted = [entry for entry in entries if entry.state is FileState.ACCEPTED]
    assert len({entry.facts.respondent for entry in accepted if entry.facts}) == FORMS
    kept = {str(workspace.path_of(entry.location or "")) for entry in accepted}
    assert {str(path) for path in workspace.archive.rglob("*") if path.is_file()} == kept | {
        f"{one}.json" for one in kept
    }
    assert all(digest_of(workspace.path_of(entry.location or "")) == entry.sha256 for entry in accepted)
    for folder in (workspace.inbox, workspace.review, workspace.quarantine):
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize("after", [0, 1, 8, 20])
def test_a_run_killed_in_the_middle_is_completed_by_the_next_and_leaves_no_process(full: Workspace, after: int):
    process = start(full)
    until = time.monotonic() + LONG
    while not (filed(full) >= after if after else began(full)) and time.monotonic() < until:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert filed(full) < FORMS, "it was killed too late to prove anything"
    read_inbox(full)
    check_all_is_well(full)
    assert ended(process.pid), "a reader of the killed run is still there"


def ended(group: int) -> bool:
    """Whether no process of the group is left, which the readers find out when their pipes close."""
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
    return False


def test_of_two_runs_at_once_each_file_is_filed_by_one(full: Workspace):
    runs = [start(full), start(full)]
    assert [run.wait(timeout=LONG) for run in runs] == [0, 0]
    check_all_is_well(full)


def runs_of(workspace: Workspace) -> list[RunRecord]:
    with open_ledger(workspace.ledger_url) as ledger:
        return list(ledger.runs())


def test_a_run_that_was_killed_is_noted_as_cut_off_by_the_next_start_which_says_so_once(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
):
    killed = subprocess.run([sys.executable, "-c", DIE, str(workspace.folder)], timeout=LONG, check=False)
    assert killed.returncode == -signal.SIGKILL
    [run] = runs_of(workspace)
    assert (run.ended, run.outcome) == (None, None)
    for _ in range(2):
        read_inbox(workspace)
    [run] = runs_of(workspace)
    assert run.outcome == CUT_OFF
    assert run.ended is not None
    told = [record.getMessage() for record in caplog.records if record.name.startswith("planwright")]
    assert told == [
        f"The nightly run that began on {run.started:%Y-%m-%d at %H:%M} UTC was cut off. Nothing is lost; what it left"
        " undone, the next runs do."
    ]


@pytest.mark.parametrize(
    ("ending", "outcome"),
    [(None, "done"), (ValueError(), "failed"), (KeyboardInterrupt(), CUT_OFF)],
    ids=["to its end", "a fault", "Ctrl-C"],
)
def test_a_run_says_whether_it_was_done_or_failed_or_was_stopped_from_outside(
    workspace: Workspace, ending: BaseException | None, outcome: str
):
    from flows.batch import desk_of
    from flows.ingest import recorded

    with suppress(ValueError, KeyboardInterrupt), desk_of(workspace.folder) as desk, recorded(desk, "ingest"):
        if ending:
            raise ending
    assert [run.outcome for run in runs_of(workspace)] == [outcome]
