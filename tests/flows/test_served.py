"""`planwright serve` as a person starts it: what is dropped into the inbox is filed; told to end, it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planwright.instruments import Instrument
from planwright.ledger import FileState, open_ledger
from planwright.workspace import Workspace
from tests.forms import completed

LONG = 120.0  # seconds: the first start lays out Prefect's own database


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "serve.log"


def wait_for(what, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + LONG
    while not what():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.2)


def test_serving_files_what_is_dropped_and_ends_when_told(workspace: Workspace, readiness: Instrument, log: Path):
    def accepted() -> bool:
        with open_ledger(workspace.ledger_url) as ledger:
            return ledger.counts()[FileState.ACCEPTED] == 1

    code = "from console.cli import main; import sys; sys.argv = ['planwright', *sys.argv[1:]]; main()"
    command = [sys.executable, "-c", code, "serve", "--workspace", str(workspace.folder)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environment, start_new_session=True)
    try:
        time.sleep(1)
        (workspace.inbox / "r.docx").write_bytes(completed(readiness, {}))
        wait_for(accepted, process, log)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    assert "Traceback" not in log.read_text()
    assert all_gone(process.pid), "something of its own is left running"


def all_gone(group: int) -> bool:
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.2)
    return False
