"""Seven nights missed while nothing ran, as Prefect has them: a real `planwright serve` does one run for all of them.

With the embedded server, which was off too, and with a server of one's own, which was not.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planwright.ledger import DONE, FileState, open_ledger
from planwright.workspace import Workspace
from tests.flows.test_served import LONG, PLANWRIGHT, environment
from tests.forms import completed, new_workspace

NIGHTS = 7
# Seven runs that Prefect was to start, one for each of the last seven nights; then how each of them ended.
MISS = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from flows.prefect_home import prefect_ready
from planwright.workspace import open_workspace

def main():
    workspace = open_workspace(Path(sys.argv[1]))
    with prefect_ready(workspace.folder / ".prefect"):
        from prefect.client.orchestration import get_client
        from prefect.states import Scheduled
        from flows.serve import deployment_of
        deployment = deployment_of(workspace).apply()
        with get_client(sync_client=True) as client:
            for days in range(7, 0, -1):
                night = Scheduled(scheduled_time=datetime.now(UTC) - timedelta(days=days))
                client.create_flow_run_from_deployment(deployment, state=night)

if __name__ == "__main__":
    main()
"""
ENDED = """
import sys
from pathlib import Path
from flows.prefect_home import prefect_ready

def main():
    with prefect_ready(Path(sys.argv[1]) / ".prefect"):
        from prefect.client.orchestration import get_client
        with get_client(sync_client=True) as client:
            ours = [one for one in client.read_flow_runs() if one.deployment_id and not one.auto_scheduled]
            print(*sorted(one.state_name for one in ours))

if __name__ == "__main__":
    main()
"""
SERVER = "import sys; from flows.prefect_home import prefect_server; from pathlib import Path\n"
SERVER += "with prefect_server(Path(sys.argv[1])) as url: print(url, flush=True); sys.stdin.read()"


@contextmanager
def own_server(folder: Path, held: dict[str, str]) -> Iterator[dict[str, str]]:
    """The environment of commands that use a server which somebody else runs."""
    command = [sys.executable, "-c", SERVER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=held) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            yield held | {"PREFECT_API_URL": server.stdout.readline().strip()}
        finally:
            server.stdin.close()


def ran(code: str, workspace: Workspace, held: dict[str, str], folder: Path) -> str:
    script = folder / "script.py"  # a process that starts others needs a file to be known by
    script.write_text(code)
    command = [sys.executable, str(script), str(workspace.folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONG, env=held, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("server", ["embedded", "of one's own"])
def test_seven_missed_nights_are_caught_up_by_one_run(tmp_path: Path, readiness, server: str):
    workspace = new_workspace(tmp_path / "center")
    root = Path(__file__).parents[2]
    with tempfile.TemporaryDirectory(prefix="pw-") as elsewhere:
        held = environment(Path(elsewhere)) | {"PYTHONPATH": str(root)}
        if server == "embedded":
            catch_up(workspace, readiness, held, tmp_path)
        else:
            with own_server(tmp_path / "prefect", held) as held:
                catch_up(workspace, readiness, held, tmp_path)


def catch_up(workspace: Workspace, readiness, held: dict[str, str], folder: Path) -> None:
    ran(MISS, workspace, held, folder)
    (workspace.inbox / "r.docx").write_bytes(completed(readiness, {}))
    command = [sys.executable, "-c", PLANWRIGHT, "serve", "--workspace", str(workspace.folder)]
    log = folder / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=held, start_new_session=True)
    try:
        until = time.monotonic() + LONG
        while not nights(workspace) and time.monotonic() < until:
            assert process.poll() is None, log.read_text()
            time.sleep(0.2)
        time.sleep(15)  # time enough for all of them: Prefect looks every ten seconds
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=LONG) == 0, log.read_text()
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    [night] = nights(workspace)
    assert night[1:] == (DONE, True)
    with open_ledger(workspace.ledger_url) as ledger:
        assert [one.state for one in ledger.entries()] == [FileState.ACCEPTED]
        assert len(ledger.plans()) == 1
    states = ran(ENDED, workspace, held, folder).split()
    assert len(states) == NIGHTS
    assert set(states) <= {"Completed", "Cancelled"}
    assert "Completed" in states


def nights(workspace: Workspace) -> list[tuple[int, str | None, bool]]:
    """The nightly runs in the ledger that have ended: the number of each, how, and whether it was due."""
    with open_ledger(workspace.ledger_url) as ledger:
        return [(one.id, one.outcome, one.due is not None) for one in ledger.runs(kind="nightly") if one.ended]
