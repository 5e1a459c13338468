"""A backup is of one moment, whole or not there; what is restored of it agrees, and work goes on there."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from planwright.backup import checked, make_backup, restore_backup
from planwright.backup.manifest import about as about_of
from planwright.backup.manifest import sums_of
from planwright.errors import PlanwrightError, WorkspaceError
from planwright.filing import arrive, withdraw
from planwright.ledger import FileState, Ledger, PlanRecord, open_ledger, utc_now
from planwright.ledger.tables import files
from planwright.workspace import FOLDERS, Workspace, create_workspace, hold, ledger_of, open_workspace
from tests.ledger.building import submission
from tests.ledger.conftest import ledger_url, postgres_folder
from tests.workspace.building import NOT_SURE, UNREAD, drop, file_as, intake, lying

__all__ = ["ledger_url", "postgres_folder"]

S = FileState
KILLED = -signal.SIGKILL


def fill(workspace: Workspace, ledger: Ledger) -> None:
    """A file in every state but `reading`, a plan, an edition, and folders that wait for forms."""
    file_as(workspace, ledger, drop(workspace, "first.pdf", b"1"), said=submission(completed="2026-10-01"))
    file_as(workspace, ledger, drop(workspace, "later.pdf", b"2"), said=submission(completed="2026-10-02"))
    arrive(workspace, ledger, [intake(drop(workspace, "again.pdf", b"2"))])
    file_as(workspace, ledger, drop(workspace, "unsure.pdf", b"3"), NOT_SURE, submission("Ben"))
    file_as(workspace, ledger, drop(workspace, "menu.pdf", b"4"), UNREAD)
    back = file_as(workspace, ledger, drop(workspace, "back.pdf", b"5"), said=submission("Cal"))
    withdraw(workspace, ledger, [back.id], "Sent by mistake.")
    (workspace.inbox / "harbor" / "2026-fall").mkdir(parents=True)
    for name in (b"waits.pdf", b"two\nlines\\.pdf", b"caf\xe9.pdf"):
        path = workspace.inbox / os.fsdecode(name)
        path.write_bytes(name)
        os.utime(path, (1, 1))
        arrive(workspace, ledger, [intake(path)])
    plan = workspace.plans / "harbor" / "plan.docx"
    plan.parent.mkdir()
    plan.write_bytes(b"plan")
    location = workspace.location_of(plan)
    made = PlanRecord(agency="harbor", round="fall", inputs="0", location=location, sha256="0", made=utc_now())
    ledger.record_plans([made])
    (workspace.folder / "editions").mkdir()
    (workspace.folder / "editions" / "survey.json").write_text("{}")
    ledger.end_run(ledger.start_run("ingest"), "done", {"accepted": 3})


def at(workspace: Workspace, url: str | None) -> Workspace:
    """The workspace with its ledger at this address."""
    if url:
        settings = workspace.folder / "planwright.toml"
        settings.write_text(settings.read_text().replace("[ledger]\n", f"[ledger]\nurl = {json.dumps(url)}\n"))
    return open_workspace(workspace.folder)


@pytest.fixture(name="filled")
def _filled(workspace: Workspace, ledger_url: str) -> Workspace:
    """The workspace with its ledger on SQLite, and on PostgreSQL."""
    held = at(workspace, ledger_url if ledger_url.startswith("postgresql") else None)
    with open_ledger(held.ledger_url) as ledger:
        fill(held, ledger)
    return held


@pytest.fixture(name="plain")
def _plain(workspace: Workspace, ledger: Ledger) -> Workspace:
    fill(workspace, ledger)
    return workspace


def rows(workspace: Workspace) -> dict[str, list[Any]]:
    with ledger_of(workspace) as ledger, ledger.engine.connect() as connection:
        return {
            table: list(map(tuple, connection.execute(kind.select().order_by(kind.c.id))))
            for table, kind in files.metadata.tables.items()
        }


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def kept(workspace: Workspace) -> dict[str, bytes]:
    tops = (*FOLDERS, "editions")
    return {
        f"{top}/{name}": (workspace.folder / top / name).read_bytes()
        for top in tops
        for name in lying(workspace.folder / top)
    }


# -- there and back ---------------------------------------------------------------------------------------------------


def test_what_is_restored_is_what_was_backed_up(filled: Workspace, tmp_path: Path):
    made = make_backup(filled, tmp_path / "backup")
    assert made.left_out == ()
    assert ".planwright-backup" not in names(filled.folder)
    ran = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=made.folder, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    restore_backup(made.folder, tmp_path / "new")
    restored = open_workspace(tmp_path / "new")
    assert restored.ledger_url.get_backend_name() == "sqlite"
    assert list(checked(restored.folder)) == []
    assert rows(restored) == rows(filled)
    assert kept(restored) == kept(filled)
    assert (restored.inbox / "harbor" / "2026-fall").is_dir()
    assert (restored.inbox / "waits.pdf").stat().st_mtime == 1


def test_work_goes_on_where_it_was_restored(filled: Workspace, ledger_url: str, tmp_path: Path):
    make_backup(filled, tmp_path / "backup")
    restore_backup(tmp_path / "backup", tmp_path / "new")
    restored = open_workspace(tmp_path / "new")
    with ledger_of(restored) as ledger:
        count = len(ledger.entries())
        (again,) = arrive(restored, ledger, [intake(drop(restored, "once more.pdf", b"2"))])
        assert again.state is S.DUPLICATE
        new = file_as(restored, ledger, drop(restored, "new.pdf", b"new"), said=submission("Dee"))
        assert (new.state, len(ledger.entries())) == (S.ACCEPTED, count + 2)
    assert list(checked(restored.folder)) == []


def test_a_ledger_is_restored_into_an_empty_database_and_counts_on(
    plain: Workspace, postgres_folder: Path, tmp_path: Path
):
    from tests.ledger.conftest import sql, url_of

    make_backup(plain, tmp_path / "backup")
    sql(postgres_folder, "CREATE DATABASE restored")
    url = url_of(postgres_folder, "restored")
    restore_backup(tmp_path / "backup", tmp_path / "new", url)
    restored = open_workspace(tmp_path / "new")
    assert restored.ledger_url.get_backend_name() == "postgresql"
    assert not (restored.folder / "ledger.sqlite").exists()
    assert list(checked(restored.folder)) == []
    assert rows(restored) == rows(plain)
    with ledger_of(restored) as ledger:
        new = file_as(restored, ledger, drop(restored, "new.pdf", b"new"), said=submission("Dee"))
        assert new.id == max(one[0] for one in rows(plain)["files"]) + 1
    with pytest.raises(WorkspaceError, match="has entries already; nothing was changed"):
        restore_backup(tmp_path / "backup", tmp_path / "another", url)
    assert not (tmp_path / "another").exists()


def test_the_environment_never_has_another_ledger_opened(
    plain: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    make_backup(plain, tmp_path / "backup")
    monkeypatch.setenv("PLANWRIGHT_LEDGER_URL", f"sqlite:///{plain.folder / 'ledger.sqlite'}")
    with pytest.raises(WorkspaceError, match="PLANWRIGHT_LEDGER_URL names no PostgreSQL database"):
        restore_backup(tmp_path / "backup", tmp_path / "new")
    with pytest.raises(WorkspaceError, match="names another ledger than --ledger"):
        restore_backup(tmp_path / "backup", tmp_path / "new", "postgresql:///x")
    assert not (tmp_path / "new").exists()


def test_what_is_filed_while_files_are_copied_is_not_in_it(
    plain: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from planwright.backup import make

    copied = make.copy
    before, lay = rows(plain), kept(plain)
    done: list[str] = []

    def meanwhile(source: Path, target: Path, called: Path) -> tuple[str, int]:
        if not done:
            done.append("once")
            with hold(plain), ledger_of(plain) as ledger:  # nobody waits for the copies
                file_as(plain, ledger, drop(plain, "later still.pdf", b"6"), said=submission(completed="2026-10-03"))
                said = submission(role=None, completed="2026-10-04")
                file_as(plain, ledger, drop(plain, "clash.pdf", b"7"), said=said)  # moves one out of the archive
        return copied(source, target, called)

    monkeypatch.setattr(make, "copy", meanwhile)
    make_backup(plain, tmp_path / "backup")
    restore_backup(tmp_path / "backup", tmp_path / "new")
    restored = open_workspace(tmp_path / "new")
    assert list(checked(restored.folder)) == []
    assert (rows(restored), kept(restored)) == (before, lay)
    assert rows(plain) != before


# -- where not, and what not ------------------------------------------------------------------------------------------


def test_a_backup_never_overwrites_nor_lies_in_a_workspace_or_in_code(plain: Workspace, tmp_path: Path):
    other = create_workspace(tmp_path / "other", name="Other")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes").write_text("mine")
    (tmp_path / "file").write_text("mine")
    import planwright

    code = Path(planwright.__file__).parent / "kept"
    for folder in (plain.folder / "b", plain.folder, tmp_path, other.inbox / "b", tmp_path / "full", tmp_path / "file"):
        with pytest.raises(WorkspaceError):
            make_backup(plain, folder)
    with pytest.raises(WorkspaceError, match="program's own code"):
        make_backup(plain, code)
    assert not code.exists()
    assert lying(tmp_path / "full") == ["notes"]
    make_backup(plain, tmp_path / "backup")
    for folder in (tmp_path / "full", plain.folder, plain.inbox / "x", tmp_path / "backup" / "x"):
        with pytest.raises(WorkspaceError):
            restore_backup(tmp_path / "backup", folder)


def test_a_full_disk_is_said_and_nothing_is_kept(plain: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "utime", full)
        with pytest.raises(WorkspaceError, match=r"could not be written \(No space left on device\)"):
            make_backup(plain, tmp_path / "backup")
    assert names(tmp_path) == ["ws"]
    make_backup(plain, tmp_path / "backup")


def test_a_file_that_cannot_be_read_is_named(plain: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refused(self: Path, *asked: Any, **named: Any) -> Any:
        if asked[:1] == ("rb",) and ".planwright-backup" in self.parts:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(self, *asked, **named)

    opened = Path.open
    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(WorkspaceError, match=rf"{plain.folder}/.* cannot be read \(Permission denied\)"):
        make_backup(plain, tmp_path / "backup")
    assert names(tmp_path) == ["ws"]


def test_links_are_left_out_and_told(plain: Workspace, tmp_path: Path):
    (plain.inbox / "link.pdf").symlink_to("/etc/passwd")
    os.mkfifo(plain.inbox / "pipe.pdf")
    made = make_backup(plain, tmp_path / "backup")
    assert sorted(made.left_out) == ["inbox/link.pdf", "inbox/pipe.pdf"]


# -- what is no whole backup ------------------------------------------------------------------------------------------


def harm_about(backup: Path, **said: object) -> None:
    held = json.loads((backup / "backup.json").read_bytes())
    (backup / "backup.json").write_text(json.dumps(held | said))


def outside(backup: Path) -> None:
    import hashlib

    lines = (backup / "SHA256SUMS").read_bytes() + b"0" * 64 + b"  ../outside\n"
    (backup / "SHA256SUMS").write_bytes(lines)
    harm_about(backup, sums=hashlib.sha256(lines).hexdigest())


HARMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "unfinished": (lambda at: (at / "backup.json").unlink(), "There is no backup in"),
    "newer": (lambda at: harm_about(at, format=2), "made by a newer planwright"),
    "newer tables": (lambda at: harm_about(at, ledger="9999"), "made by a newer planwright"),
    "rubbish": (lambda at: (at / "backup.json").write_text("[]"), "is not what planwright writes"),
    "no json": (lambda at: (at / "backup.json").write_bytes(b"{"), "cannot be read"),
    "sums": (lambda at: (at / "SHA256SUMS").write_text("x"), "is not what was written there"),
    "outside": (outside, "names a file outside of the backup"),
    "gone": (lambda at: next((at / "files" / "archive").rglob("*.pdf")).unlink(), "1 are missing"),
    "changed": (lambda at: next((at / "files" / "archive").rglob("*.pdf")).write_bytes(b"x"), "1 are changed"),
    "ledger": (lambda at: (at / "ledger.sqlite").write_bytes(b"x"), "1 are changed, the first ledger.sqlite"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_no_whole_backup_is_refused_and_nothing_restored(plain: Workspace, tmp_path: Path, harm: str):
    make_backup(plain, tmp_path / "backup")
    do, said = HARMS[harm]
    do(tmp_path / "backup")
    with pytest.raises(WorkspaceError, match=said):
        restore_backup(tmp_path / "backup", tmp_path / "new")
    assert not [one for one in names(tmp_path) if "new" in one]


def test_a_backup_of_an_older_planwright_is_brought_up_to_date(plain: Workspace, tmp_path: Path):
    import hashlib
    import sqlite3
    from contextlib import closing

    make_backup(plain, tmp_path / "backup")
    ledger = tmp_path / "backup" / "ledger.sqlite"
    with closing(sqlite3.connect(ledger)) as connection:
        for statement in (
            "DROP INDEX ix_history_run",
            "DROP INDEX ix_files_parent",
            "ALTER TABLE files DROP COLUMN parent",
            "ALTER TABLE files DROP COLUMN seconds",
            "ALTER TABLE history DROP COLUMN run",
            "ALTER TABLE runs DROP COLUMN due",
            "ALTER TABLE plans DROP COLUMN run",
            "UPDATE alembic_version SET version_num = '0003'",
        ):
            connection.execute(statement)
        connection.commit()
    sums = (tmp_path / "backup" / "SHA256SUMS").read_bytes().split(b"\n", 1)
    lines = hashlib.sha256(ledger.read_bytes()).hexdigest().encode() + b"  ledger.sqlite\n" + sums[1]
    (tmp_path / "backup" / "SHA256SUMS").write_bytes(lines)
    harm_about(tmp_path / "backup", ledger="0003", sums=hashlib.sha256(lines).hexdigest())
    restore_backup(tmp_path / "backup", tmp_path / "new")
    assert list(checked(tmp_path / "new")) == []


def test_what_the_workspace_said_wrong_before_is_said_after(plain: Workspace, tmp_path: Path):
    next(plain.archive.rglob("*later.pdf")).unlink()
    make_backup(plain, tmp_path / "backup")
    restore_backup(tmp_path / "backup", tmp_path / "new")
    assert {one.path.name for one in checked(tmp_path / "new")} >= {next(plain.archive.rglob("*later.pdf.json")).stem}


# -- killed -----------------------------------------------------------------------------------------------------------

STEPS = (
    (os, "link"),
    (os, "utime"),
    (os, "fsync"),
    (os, "sync"),
    (Path, "replace"),
    (Path, "mkdir"),
    (shutil, "rmtree"),
)


def killed_at(step: int, deed: Callable[[], object]) -> int:
    """How a process ends that does this and is killed at this step."""
    child = os.fork()
    if child == 0:
        left = step

        def before(done: Callable[..., Any]) -> Callable[..., Any]:
            def watched(*given: Any, **named: Any) -> Any:
                nonlocal left
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return done(*given, **named)

            return watched

        try:
            for holder, name in STEPS:
                setattr(holder, name, before(getattr(holder, name)))
            deed()
            os._exit(0)
        except BaseException as error:
            sys.stderr.write(f"step {step}: {error!r}\n")
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def steps_of(deed: Callable[[], object]) -> Iterator[int]:
    """The steps the deed was killed at, after each of them; the last one is done."""
    step, ended = 0, KILLED
    while ended == KILLED:
        step += 3
        ended = killed_at(step, deed)
        assert ended in (KILLED, 0)
        yield ended


def test_a_backup_that_was_killed_is_none_and_the_next_one_is_whole(plain: Workspace, tmp_path: Path):
    folder = tmp_path / "backup"
    before, lay = rows(plain), kept(plain)
    count = 0
    for _ in steps_of(lambda: make_backup(open_workspace(plain.folder), folder)):
        count += 1
        if folder.exists():  # it was whole before it was killed, or came to its end
            assert len(dict(sums_of(folder, about_of(folder)))) > 10
            shutil.rmtree(folder)
    assert count > 10
    make_backup(plain, folder)
    assert names(tmp_path) == ["backup", "ws"]
    assert ".planwright-backup" not in names(plain.folder)
    assert (rows(plain), kept(plain)) == (before, lay)


def test_a_restore_that_was_killed_leaves_nothing_and_the_next_one_is_whole(plain: Workspace, tmp_path: Path):
    make_backup(plain, tmp_path / "backup")
    folder = tmp_path / "new"
    for _ in steps_of(lambda: restore_backup(tmp_path / "backup", folder)):
        if folder.exists():
            assert list(checked(folder)) == []
            shutil.rmtree(folder)
    restore_backup(tmp_path / "backup", folder)
    assert rows(open_workspace(folder)) == rows(plain)
    assert names(tmp_path) == ["backup", "new", "ws"]


def test_only_one_backup_is_made_at_a_time(plain: Workspace, tmp_path: Path):
    import fcntl

    with (plain.folder / ".planwright-backup.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(PlanwrightError, match="Another backup"):
            make_backup(plain, tmp_path / "backup")
