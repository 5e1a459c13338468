"""The faults that are done, each with the name that docs/reliability.md gives it."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.harness import Harness, Row
from tests.faults.ledgers import OnPostgreSQL, locked

_AWAY = 1.0  # seconds a folder is gone, or a ledger taken by another program
_BUSY = 33.0  # seconds, longer than a writer waits for its turn


def seen(harness: Harness) -> Iterator[Row]:
    """Faults that a run sees and can say: the disk and the ledger give no more."""
    yield harness.failing("the disk is full while forms are filed", {"full disk": 60})
    yield harness.failing("the ledger's disk is full", {"full ledger": 3})
    yield harness.failing("the ledger is read-only", {"read-only ledger": True})
    yield harness.failing("the clock jumps a day ahead", {"clock": 86_400})
    yield harness.failing("the clock jumps a day back", {"clock": -86_400})


def from_outside(harness: Harness) -> Iterator[Row]:
    """Faults from outside while a run reads."""
    yield harness.disturbed("the inbox is taken away and put back", _take_inbox_away, came_again=True)
    yield harness.disturbed("the ledger is written to by another program for a moment", _lock_for_a_moment)
    yield harness.disturbed("a reader is killed", _kill_a_reader)


def longer(harness: Harness) -> Iterator[Row]:
    """Faults that take long."""
    yield harness.disturbed("the ledger is written to by another program for longer than a run waits", _lock_for_long)
    if os.geteuid() == 0:
        yield on_a_full_drive(harness)


def of_prefect(harness: Harness) -> Iterator[Row]:
    """Faults of Prefect's server, of which the work must not depend."""
    yield harness.disturbed("Prefect's server is killed", _kill_prefect, ("nightly",))


def of_postgresql(harness: Harness) -> Iterator[Row]:
    """Faults of a ledger in PostgreSQL."""
    if not isinstance(harness.ledgers, OnPostgreSQL):
        raise TypeError("its ledgers are not in PostgreSQL")
    yield harness.disturbed("PostgreSQL drops every connection", harness.ledgers.drop_connections)


def on_a_full_drive(harness: Harness) -> Row:
    """A workspace on a small drive of its own, which is full before the batch is filed; then it is given more room."""
    folder = harness.again()
    need = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    drive = harness.folder / "drive"
    drive.mkdir()
    options = f"size={int(need * 1.6) // 1024}k"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", drive], check=True)
    try:
        shutil.copytree(folder, drive / folder.name)
        shutil.rmtree(folder)
        folder.symlink_to(drive / folder.name)
        ended = harness.run(folder)
        subprocess.run(["mount", "-o", f"remount,size={need * 4 // 1024}k", drive], check=True)
        row = harness.look_at("a drive of its own is full (tmpfs)", folder.resolve(), ended)
    finally:
        subprocess.run(["umount", drive], check=True)
        folder.unlink(missing_ok=True)
    return row


def _take_inbox_away(folder: Path) -> None:
    away = folder.with_name(f"{folder.name}-inbox")
    (folder / "inbox").rename(away)
    time.sleep(_AWAY)
    if (folder / "inbox").exists():  # somebody made it anew: what came since is put beside what was there
        for path in (folder / "inbox").iterdir():
            path.rename(away / path.name)
        (folder / "inbox").rmdir()
    away.rename(folder / "inbox")


def _lock_for_a_moment(folder: Path) -> None:
    with locked(folder):
        time.sleep(_AWAY)


def _lock_for_long(folder: Path) -> None:
    with locked(folder):
        time.sleep(_BUSY)


def _kill_a_reader(folder: Path) -> None:
    for pid in _processes(folder):
        if b"forkserver" in Path(f"/proc/{pid}/cmdline").read_bytes() and Path(f"/proc/{pid}/status").read_text().count(
            "Seccomp:\t2"
        ):
            os.kill(pid, signal.SIGKILL)
            return


def _kill_prefect(folder: Path) -> None:
    for pid in _processes(folder):
        if b"flows.prefect_home" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)


def _processes(folder: Path) -> list[int]:
    """The processes of the session of the run in this workspace."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            session = int(stat.read_text().rpartition(")")[2].split()[3])
            command = Path(f"/proc/{session}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            continue
        if os.fsencode(folder) in command.split(b"\0"):
            found.append(int(stat.parent.name))
    return found
