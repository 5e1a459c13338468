"""One process at a time: on one machine by a file, on several by the ledger's server, which needs no file."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from planwright.errors import WorkspaceError
from planwright.workspace import FOLDERS, LOCK, NIGHTLY_LOCK, Workspace, hold, is_held, open_workspace
from tests.forms import new_workspace
from tests.ledger.conftest import postgres_folder, sql, url_of

__all__ = ["postgres_folder"]

HOLDER = """
import sys, time
from pathlib import Path
from planwright.workspace import hold, open_workspace
with hold(open_workspace(Path(sys.argv[1])), name=sys.argv[2]):
    print("held", flush=True)
    time.sleep(60)
"""
WITHIN = 30.0
_NUMBERS = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def machines(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Workspace, Workspace]:
    """One workspace as two processes see it: of one machine, or of two whose drive keeps no locks between them.

    There each has the folders of the other, and a file of its own to lock.
    """
    first = new_workspace(tmp_path / "center")
    if request.param == "sqlite":
        return first, first
    folder = request.getfixturevalue("postgres_folder")
    database = f"held_{next(_NUMBERS)}"
    sql(folder, f"CREATE DATABASE {database} TEMPLATE blank")
    toml = first.folder / "planwright.toml"
    toml.write_text(toml.read_text().replace("[ledger]", f'[ledger]\nurl = "{url_of(folder, database)}"'))
    (tmp_path / "drive").mkdir()
    for name in (*FOLDERS, toml.name):
        (tmp_path / "drive" / name).symlink_to(first.folder / name)
    return open_workspace(first.folder), open_workspace(tmp_path / "drive")


@contextmanager
def another(workspace: Workspace, name: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds this workspace."""
    command = [sys.executable, "-c", HOLDER, str(workspace.folder), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def let_go(workspace: Workspace, name: str) -> bool:
    """Whether nobody holds the workspace any more; a server notices soon that a process is gone."""
    until = time.monotonic() + WITHIN
    while is_held(workspace, name) and time.monotonic() < until:
        time.sleep(0.05)
    return not is_held(workspace, name)


@pytest.mark.parametrize("name", [LOCK, NIGHTLY_LOCK])
def test_one_process_holds_it_and_a_killed_one_lets_go(machines: tuple[Workspace, Workspace], name: str):
    here, there = machines
    assert not is_held(here, name)
    with another(there, name) as process:
        assert is_held(here, name)
        with pytest.raises(WorkspaceError, match="Another planwright is reading"), hold(here, name=name):
            pass
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert let_go(here, name)
    with hold(here, name=name):
        assert is_held(there, name)
    assert not is_held(there, name)


def test_a_nightly_run_is_held_apart_from_reading(machines: tuple[Workspace, Workspace]):
    here, there = machines
    with another(there, NIGHTLY_LOCK), hold(here):
        assert is_held(there)


def test_whoever_waits_gets_it_when_the_other_is_done(machines: tuple[Workspace, Workspace]):
    here, there = machines
    with another(there, LOCK) as process:
        process.terminate()
        with hold(here, wait=WITHIN):
            pass


def test_a_server_that_is_not_there_is_named(tmp_path: Path):
    workspace = new_workspace(tmp_path / "center")
    toml = workspace.folder / "planwright.toml"
    toml.write_text(
        toml.read_text().replace("[ledger]", f'[ledger]\nurl = "postgresql://x:secret@/none?host={tmp_path}"')
    )
    held = open_workspace(workspace.folder)
    with pytest.raises(WorkspaceError, match=r"The ledger .* cannot be opened") as told, hold(held):
        pass
    assert "secret" not in str(told.value)
