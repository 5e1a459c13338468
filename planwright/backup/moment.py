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

from planwright.backup.unfinished import unreadable
from planwright.errors import WorkspaceError
from planwright.ledger.copying import copy_to_file
from planwright.recovery import recover
from planwright.settings import FILE
from planwright.workspace import FOLDERS, LEDGER, WAIT, Workspace, hold, ledger_of

_LOCK = ".planwright-backup.lock"
_FIXED = ".planwright-backup"
_MAY_LEAD = (*FOLDERS, FILE)  # what may lie on another drive, and be a link to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A workspace at one moment: its files by their location, each with where its bytes lie now, and its folders.

    `left_out` are links and what is no file; `entries` says how many the ledger has in each state.
    """

    files: Mapping[str, str]
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
        files: dict[str, str] = {}
        for location, one in _lying(workspace):
            leads = location in _MAY_LEAD
            if one.is_dir(follow_symlinks=leads):
                folders.append(location)
            elif one.is_file(follow_symlinks=leads):
                beside = aside.get(location.partition("/")[0], aside[""])
                name = f"{beside}/{len(files)}"
                if _name_again(os.path.realpath(one.path) if leads else one.path, name):
                    files[location] = name
            else:
                left_out.append(location)
        return Moment(files=files, folders=tuple(folders), left_out=tuple(left_out), entries=entries)


def _lying(workspace: Workspace) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything that is kept in the workspace, by its location; hidden files are programs' own."""
    own = _ledger_files(workspace)
    waiting = [""]
    while waiting:
        within = waiting.pop()
        for one in _in(workspace.path_of(within)):
            location = f"{within}{one.name}"
            if one.name.startswith(".") or location in own:
                continue
            if one.is_dir(follow_symlinks=location in _MAY_LEAD):
                waiting.append(f"{location}/")
            yield location, one


def _in(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise unreadable(folder, error) from None


def _ledger_files(workspace: Workspace) -> set[str]:
    """The locations of the ledger's own files in the workspace, and of one that was kept there before."""
    address = workspace.ledger_url
    file = Path(address.database or "")
    is_here = address.get_backend_name() == "sqlite" and file.is_relative_to(workspace.folder)
    locations = {LEDGER, *((file.relative_to(workspace.folder).as_posix(),) if is_here else ())}
    return {f"{location}{end}" for location in locations for end in ("", "-wal", "-shm", "-journal")}


def _name_again(file: str, name: str) -> bool:
    """Whether the file has this second name now, or a copy of it where it can have none; else it is gone by now."""
    try:
        os.link(file, name, follow_symlinks=False)
    except FileNotFoundError:
        return False
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        try:  # another drive, or one without such names, or a file of another user
            shutil.copy2(file, name)
        except OSError as refused:
            if refused.errno == errno.ENOSPC:
                raise
            raise unreadable(Path(file), refused) from None
    return True


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
