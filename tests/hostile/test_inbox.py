"""What lies in an inbox and is no file, or none that may be read: it is left, and nothing waits for it."""

import ctypes
import os
import socket
import stat
from pathlib import Path

import pytest

from flows.inbox import waiting
from planwright.instruments import Instrument
from planwright.ledger import FileState
from planwright.workspace import Workspace
from tests.forms import completed, new_workspace
from tests.hostile.batch import GOOD, Ran, fill, run

_DROP = 24  # of prctl: a right that no program started from here on gets
_RIGHTS = (1, 2)  # to read and write, and to search, whatever the permissions of a file say


def as_anybody() -> None:
    """Give up what root has beyond others; who is not root has none of it."""
    for one in _RIGHTS:
        ctypes.CDLL(None).prctl(_DROP, one, 0, 0, 0)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "center")


def accepted(ran: Ran, *more: str) -> None:
    assert {name for name, one in ran.entries.items() if one.state is FileState.ACCEPTED} == {*GOOD, *more}
    assert "Traceback" not in ran.stderr


def test_links_pipes_sockets_and_devices_are_left_alone(workspace: Workspace, readiness: Instrument, tmp_path: Path):
    sent = fill(workspace, readiness, {})
    outside = tmp_path / "outside.docx"
    outside.write_bytes(completed(readiness, {}, name="outside"))
    inbox = workspace.inbox
    links = {
        "file.docx": outside,
        "circle.docx": inbox / "circle.docx",
        "root": Path("/"),
        "up": inbox,
        "none": Path("x"),
    }
    for name, target in links.items():
        (inbox / f"link-{name}").symlink_to(target)
    os.mkfifo(inbox / "pipe.docx")
    special = ["pipe.docx", *(f"link-{name}" for name in links)]
    with socket.socket(socket.AF_UNIX) as held:
        here = Path.cwd()
        os.chdir(inbox)  # its path may be too long for a socket
        try:
            held.bind("socket.docx")
        finally:
            os.chdir(here)
        special.append("socket.docx")
        try:
            os.mknod(inbox / "device.docx", stat.S_IFCHR | 0o600, os.makedev(1, 5))  # zeros without an end
            special.append("device.docx")
        except PermissionError:  # only root makes devices
            pass
        ran = run(workspace, sent, tmp_path)
    accepted(ran)
    assert set(ran.entries) == set(GOOD)
    assert sorted(one.name for one in inbox.iterdir()) == sorted(special)
    assert outside.exists()


def test_a_file_that_becomes_a_link_or_a_pipe_while_it_waits_is_not_followed(workspace: Workspace, tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"PK secret")
    (workspace.inbox / "a.docx").symlink_to(secret)
    (workspace.inbox / "folder").symlink_to("/etc")
    assert not waiting(workspace)


def test_files_nobody_may_read_stay_and_those_nobody_may_write_are_read(
    workspace: Workspace, readiness: Instrument, tmp_path: Path
):
    files = {name: completed(readiness, {}, name=name) for name in ("closed.docx", "read-only.docx", "others.docx")}
    sent = fill(workspace, readiness, files)
    inbox = workspace.inbox
    (inbox / "closed.docx").chmod(0)
    (inbox / "read-only.docx").chmod(0o400)
    (inbox / "others.docx").chmod(0o444)
    locked = inbox / "locked"
    locked.mkdir()
    (locked / "within.docx").write_bytes(completed(readiness, {}, name="within"))
    if os.getuid() == 0:
        os.chown(inbox / "others.docx", 12345, 12345)
        os.chown(inbox / "closed.docx", 12345, 12345)
    locked.chmod(0)
    try:
        ran = run(workspace, sent, tmp_path, preexec_fn=as_anybody)
    finally:
        locked.chmod(0o700)
    accepted(ran, "read-only.docx", "others.docx")
    assert set(ran.entries) == {*GOOD, "read-only.docx", "others.docx"}
    assert sorted(one.name for one in inbox.iterdir()) == ["closed.docx", "locked"]
    (inbox / "closed.docx").chmod(0o600)
    assert (inbox / "closed.docx").read_bytes() == sent["closed.docx"]
