"""`planwright serve` as a person starts it: what is dropped is filed; told to stop, it stops without a word.

Every process here has a home and a temporary folder of its own, in which nothing may be left.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from console.run import PREFECT
from flows.pulse import FILE, STALE, STUCK, health_of
from planwright.instruments import Instrument
from planwright.ledger import Entry, FileState, RunRecord, open_ledger
from planwright.workspace import LEDGER, Workspace
from tests.forms import completed, new_workspace

LONG = 120.0  # seconds: the first start lays out Prefect's own database
PLANWRIGHT = "from console.cli import main; import sys; sys.argv = ['planwright', *sys.argv[1:]]; main()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A serving planwright: its process, what it says, and the folders that must stay empty."""

    workspace: Workspace
    process: subprocess.Popen[bytes]
    log: Path
    elsewhere: Path

    def wait_for(self, what: Callable[[], bool]) -> None:
        """Wait until this is so; what the process said is shown should it end before."""
        until = time.monotonic() + LONG
        while not what():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.05)

    def check_stopped_cleanly(self) -> None:
        """Exit code 0, not a word, no process and no file left behind, no file or run in the middle of anything."""
        assert self.process.wait(timeout=60) == 0, self.log.read_text()
        assert self.log.read_text() == ""
        assert all_gone(self.process.pid), "something of its own is left running"
        assert left_in(self.elsewhere) == []
        assert not [entry for entry in entries_of(self.workspace) if entry.state is FileState.READING]
        assert all(run.outcome == "done" for run in runs_of(self.workspace))


def environment(elsewhere: Path) -> dict[str, str]:
    """The environment of a person whose home and temporary folder are new, and lie here."""
    for folder in ("home", "tmp"):
        (elsewhere / folder).mkdir(parents=True, exist_ok=True)
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {**own, "HOME": str(elsewhere / "home"), "TMPDIR": str(elsewhere / "tmp")}


def left_in(elsewhere: Path) -> list[str]:
    """What was left in that home and temporary folder."""
    return [str(path.relative_to(elsewhere)) for path in elsewhere.glob("*/*")]


def entries_of(workspace: Workspace) -> tuple[Entry, ...]:
    with open_ledger(workspace.ledger_url) as ledger:
        return ledger.entries()


def is_any(workspace: Workspace, state: FileState) -> bool:
    """Whether a file is in this state; asked without ever taking the ledger from the process that is watched."""
    with closing(sqlite3.connect(f"{(workspace.folder / LEDGER).as_uri()}?mode=ro", uri=True)) as ledger:
        return ledger.execute("SELECT 1 FROM files WHERE state = ?", (str(state),)).fetchone() is not None


def runs_of(workspace: Workspace) -> tuple[RunRecord, ...]:
    with open_ledger(workspace.ledger_url) as ledger:
        return ledger.runs()


def all_gone(group: int) -> bool:
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.2)
    return False


@pytest.fixture(scope="module")
def run_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `planwright ingest` and `nightly` ran in the workspace `center`, with home and temporary folder beside."""
    folder = tmp_path_factory.mktemp("before")
    workspace = new_workspace(folder / "center")
    (workspace.inbox / "no form.txt").write_bytes(b"no form")
    for verb, code in (("ingest", 1), ("nightly", 0)):
        command = [sys.executable, "-c", PLANWRIGHT, verb, "--workspace", str(workspace.folder)]
        ran = subprocess.run(command, env=environment(folder / "elsewhere"), timeout=LONG, check=False)
        assert ran.returncode == code
    return folder


@pytest.fixture
def ready(workspace: Workspace, run_before: Path) -> Workspace:
    """A workspace in which Prefect's database is laid out, so that the server is up soon."""
    shutil.copytree(run_before / "center" / PREFECT, workspace.folder / PREFECT)
    (workspace.folder / PREFECT / "server.log").unlink()
    return workspace


@contextmanager
def serving(workspace: Workspace, tmp_path: Path) -> Iterator[Serving]:
    """`planwright serve` for this workspace; it is killed should the test end before it does.

    Its temporary folder has a short name: the sockets between it and its readers lie there, and theirs may not be long.
    """
    log = tmp_path / "serve.log"
    command = [sys.executable, "-c", PLANWRIGHT, "serve", "--workspace", str(workspace.folder)]
    elsewhere = Path(tempfile.mkdtemp(prefix="pw-"))
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environment(elsewhere), start_new_session=True)
    try:
        yield Serving(workspace=workspace, process=process, log=log, elsewhere=elsewhere)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        shutil.rmtree(elsewhere)


def test_ingest_and_nightly_leave_nothing_outside_their_workspace(run_before: Path):
    assert left_in(run_before / "elsewhere") == []


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_serving_files_what_is_dropped_and_stops_when_told(
    ready: Workspace, readiness: Instrument, tmp_path: Path, told: signal.Signals
):
    with serving(ready, tmp_path) as served:
        (ready.inbox / "r.docx").write_bytes(completed(readiness, {}))
        served.wait_for(lambda: is_any(ready, FileState.ACCEPTED))
        time.sleep(1)  # and now it is idle
        os.killpg(served.process.pid, told)  # a terminal and a service manager tell every process of the command
        served.check_stopped_cleanly()
    assert list(ready.inbox.iterdir()) == []


def test_told_to_stop_before_its_server_is_up_it_stops(ready: Workspace, tmp_path: Path):
    with serving(ready, tmp_path) as served:
        served.wait_for((ready.folder / PREFECT / "server.log").exists)  # the server's process is about to be started
        served.process.send_signal(signal.SIGTERM)
        served.check_stopped_cleanly()


@pytest.mark.parametrize("all_processes", [False, True], ids=["itself", "all its processes"])
def test_told_to_stop_while_it_reads_it_finishes_what_it_has_in_hand_and_leaves_the_rest(
    ready: Workspace, tmp_path: Path, all_processes: bool
):
    count = 2000
    for number in range(count):
        (ready.inbox / f"{number:03}.txt").write_text(f"no form, number {number}")
    with serving(ready, tmp_path) as served:
        served.wait_for(lambda: is_any(ready, FileState.READING))
        (os.killpg if all_processes else os.kill)(served.process.pid, signal.SIGTERM)
        served.check_stopped_cleanly()
    left, filed = (
        sorted(path.name for path in folder.glob("*[0-9].txt")) for folder in (ready.inbox, ready.quarantine)
    )
    assert len(left) + len(filed) == count
    assert 0 < len(filed) < count
    assert {entry.state for entry in entries_of(ready)} == {FileState.QUARANTINED}


def test_its_pulse_says_that_it_is_well_and_is_gone_when_it_is(ready: Workspace, readiness: Instrument, tmp_path: Path):
    assert "Nobody serves" in health_of(ready).message
    with serving(ready, tmp_path) as served:
        served.wait_for(lambda: f"Process {served.process.pid} is watching" in health_of(ready).message)
        assert health_of(ready).is_well
        os.kill(served.process.pid, signal.SIGSTOP)
        try:
            said = json.loads((ready.folder / FILE).read_text())
            old = {name: said[name] - STALE - 1 if name in ("written", "at") else said[name] for name in said}
            (ready.folder / FILE).write_text(json.dumps(old))
            assert "was heard of last" in health_of(ready).message
            stuck = old | {"written": time.time(), "at": time.time() - ready.settings.reading.seconds - STUCK - 1}
            (ready.folder / FILE).write_text(json.dumps(stuck))
            assert "has not come round again" in health_of(ready).message
            (ready.folder / FILE).write_text("[]")
            assert "cannot be read" in health_of(ready).message
        finally:
            os.kill(served.process.pid, signal.SIGCONT)
        os.killpg(served.process.pid, signal.SIGTERM)
        served.check_stopped_cleanly()
    assert not health_of(ready).is_well
    assert not (ready.folder / FILE).exists()
