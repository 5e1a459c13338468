"""One moment of a workspace: the ledger copied and every file fixed while it is held, so that runs go on soon.

Files are fixed by a second name (a hard link) in a folder of ours: what is moved or replaced afterwards is still there
under it, and is copied at leisure. Where a drive has no such names, the file itself is copied while runs wait.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from planwright.backup.unfinished import unreadable
from planwright.errors import WorkspaceError
from planwright.ledger.copying import copy_to_file
from planwright.recovery import recover
from planwright.settings import FILE
from planwright.workspace import FOLDERS, WAIT, Workspace, hold, ledger_of

_LOCK = ".planwright-backup.lock"
_FIXED = ".planwright-backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A workspace at one moment: its files by their location, each with where its bytes lie now, and its folders.

    `left_out` are links and what is no file; `entries` says how many the ledger has in each state.
    """

    files: Mapping[str, Path]
    folders: tuple[str, ...]
    left_out: tuple[str, ...]
    entries: Mapping[str, int]


@contextmanager
def moment_of(workspace: Workspace, ledger: Path) -> Iterator[Moment]:
    """The workspace as it is now, its ledger copied to this new file; nothing of it changes while inside."""
    with _alone(workspace):
        aside = {top: folder / _FIXED for top, folder in _drives(workspace).items()}
        _remove(aside.values())  # an earlier backup was cut off
        try:
            yield _fix(workspace, ledger, aside)
        finally:
            _remove(aside.values())


def _drives(workspace: Workspace) -> Mapping[str, Path]:
    """Where the second names of the files below each folder of the workspace stand: on the drive of these files."""
    here = workspace.folder.stat().st_dev
    tops = {top: workspace.path_of(top).resolve() for top in FOLDERS}
    return {"": workspace.folder} | {top: folder for top, folder in tops.items() if folder.stat().st_dev != here}


def _fix(workspace: Workspace, ledger: Path, aside: Mapping[str, Path]) -> Moment:
    with hold(workspace, wait=WAIT), ledger_of(workspace) as kept:
        recover(workspace, kept)
        # The ledger first: whoever makes a plan meanwhile writes the plan before its row.
        copy_to_file(kept.engine, ledger)
        entries = {str(state): count for state, count in kept.counts().items()}
        for folder in aside.values():
            folder.mkdir()
        folders: list[str] = []
        left_out: list[str] = []
        files: dict[str, Path] = {}
        for location, mode in _lying(workspace):
            if S_ISDIR(mode):
                folders.append(location)
            elif S_ISREG(mode):
                beside = aside.get(location.partition("/")[0], aside[""])
                name = _name_again(workspace.path_of(location), beside / str(len(files)))
                files |= {location: name} if name else {}
            else:
                left_out.append(location)
        return Moment(files=files, folders=tuple(folders), left_out=tuple(left_out), entries=entries)


def _lying(workspace: Workspace) -> Iterator[tuple[str, int]]:
    """Everything that is kept in the workspace, by its location, with its mode; hidden files are programs' own."""
    own = _ledger_files(workspace)
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        for one in _in(workspace.path_of(folder)):
            location = f"{folder}/{one.name}" if folder else one.name
            if one.name.startswith(".") or Path(one.path) in own:
                continue
            may_lead_elsewhere = location in (*FOLDERS, FILE)
            try:
                mode = one.stat(follow_symlinks=may_lead_elsewhere).st_mode
            except FileNotFoundError:  # a sender took it back
                continue
            if S_ISDIR(mode):
                waiting.append(location)
            yield location, mode


def _in(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise unreadable(folder, error) from None


def _ledger_files(workspace: Workspace) -> set[Path]:
    address = workspace.ledger_url
    if address.get_backend_name() != "sqlite" or not address.database:
        return set()
    file = Path(address.database)
    return {file.with_name(f"{file.name}{end}") for end in ("", "-wal", "-shm", "-journal")}


def _name_again(file: Path, name: Path) -> Path | None:
    """The second name of the file, or a copy of it where it can have none; None where it is gone by now."""
    whole = file.resolve() if file.is_symlink() else file
    try:
        os.link(whole, name)
    except FileNotFoundError:
        return None
    except OSError:  # another drive, or one without such names, or a file of another user
        try:
            shutil.copy2(whole, name)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise
            raise unreadable(file, error) from None
    return name


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    """Keep a second backup of the workspace from starting meanwhile."""
    with (workspace.folder / _LOCK).open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WorkspaceError(
                f"Another backup of {workspace.folder} is being made. Wait until it has finished, or stop it."
            ) from None
        yield


def _remove(folders: Iterable[Path]) -> None:
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)
