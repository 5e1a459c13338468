"""A workspace: one folder with the inbox, what was filed, the plans, the settings and the ledger.

inbox/       where completed forms are put           plans/            what was made of them
archive/     forms that were accepted                reports/          what runs came to, as pages
review/      forms a person must look at             planwright.toml   the settings
quarantine/  files that could not be read            ledger.sqlite     what became of every file
"""

import fcntl
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sqlalchemy import URL

import planwright
from planwright import durable
from planwright.errors import HeldError, PlanwrightError, WorkspaceError
from planwright.ledger import Ledger, address_of, is_locked, locking, open_ledger
from planwright.settings import FILE, Agency, Round, Settings, load_settings, settings_text

FOLDERS = ("inbox", "archive", "review", "quarantine", "plans")
LEDGER = "ledger.sqlite"
_LEDGER_FILES = (LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm")
LOCK = ".planwright.lock"
NIGHTLY_LOCK = ".planwright-nightly.lock"
_KEYS = {LOCK: 0x706C616F, NIGHTLY_LOCK: 0x706C6170}  # the same locks in a database that several machines share
WAIT = 600.0  # seconds one planwright waits for another to finish its files
_LOOK_AGAIN = 0.1  # seconds between two looks at whether another process has let go
PROGRAM = ("planwright", "extractors", "flows", "console", "schemas", "templates")  # what no workspace may overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Where everything of one workspace lies, and its settings."""

    folder: Path
    settings: Settings

    @property
    def inbox(self) -> Path:
        """Where completed forms are put."""
        return self.folder / "inbox"

    @property
    def archive(self) -> Path:
        """Where accepted forms are kept, also those that a later form has replaced."""
        return self.folder / "archive"

    @property
    def review(self) -> Path:
        """Where forms wait for a person."""
        return self.folder / "review"

    @property
    def quarantine(self) -> Path:
        """Where files that could not be read are kept."""
        return self.folder / "quarantine"

    @property
    def plans(self) -> Path:
        """Where plans are written."""
        return self.folder / "plans"

    @property
    def reports(self) -> Path:
        """Where the pages of runs are kept; it need not be there."""
        return self.folder / "reports"

    @property
    def editions(self) -> Path:
        """Where the forms of others that were adopted lie; it need not be there."""
        return self.folder / "editions"

    @property
    def ledger_url(self) -> URL:
        """The address of the ledger; a SQLite file is taken from the workspace's folder."""
        if self.settings.ledger.url is None:
            return URL.create("sqlite", database=str(self.folder / LEDGER))
        address = address_of(self.settings.ledger.url)
        if address.get_backend_name() != "sqlite":
            return address
        return address.set(database=str(self.folder / (address.database or LEDGER)))

    @property
    def schema_folders(self) -> tuple[Path, ...]:
        """The further folders of instruments; relative ones are taken from the workspace's folder."""
        own = (self.own_schemas,) if self.own_schemas.is_dir() else ()
        named = (self.folder / folder for folder in self.settings.schemas.folders)
        return tuple(dict.fromkeys((*own, *named)))

    @property
    def own_schemas(self) -> Path:
        """Where instruments lie that were drafted for adopted forms; it need not be there."""
        return self.folder / "schemas"

    def path_of(self, location: str) -> Path:
        """The path of a location in the ledger."""
        return self.folder / location

    def location_of(self, path: Path) -> str:
        """The location of a path within the workspace, as the ledger keeps it; raises `WorkspaceError` elsewhere."""
        for whole in (path.absolute(), path.parent.resolve() / path.name):
            if whole.is_relative_to(self.folder) and ".." not in whole.parts:
                return whole.relative_to(self.folder).as_posix()
        raise WorkspaceError(f"{path} lies outside the workspace {self.folder}. Copy it into {self.inbox}.")


def create_workspace(
    folder: Path,
    *,
    name: str,
    agencies: Mapping[str, Agency] | None = None,
    rounds: Mapping[str, Round] | None = None,
    timezone: str = "UTC",
) -> Workspace:
    """A new workspace in this folder, made where it is not there; raises `WorkspaceError` where it cannot be."""
    folder = folder.resolve()
    check_apart(folder)
    if (folder / FILE).exists():
        raise WorkspaceError(f"{folder} is a workspace already; nothing was changed. Name another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = sorted(one.name for one in folder.iterdir() if one.name not in (*FOLDERS, *_LEDGER_FILES))
        if others:
            raise WorkspaceError(f"{folder} already holds {others[0]}. Name a new or an empty folder.")
        for one in FOLDERS:
            (folder / one).mkdir(exist_ok=True)
        text = settings_text(name=name, agencies=agencies or {}, rounds=rounds or {}, timezone=timezone)
        durable.write(folder / FILE, text.encode())
    except OSError as error:
        raise WorkspaceError(f"{folder} cannot be made a workspace ({error.strerror}). Name another folder.") from None
    workspace = open_workspace(folder)
    ledger_of(workspace).close()
    return workspace


def open_workspace(folder: Path) -> Workspace:
    """The workspace in this folder; raises `WorkspaceError` where there is none, or where it is incomplete."""
    folder = folder.resolve()
    if not (folder / FILE).is_file():
        raise WorkspaceError(
            f"There is no workspace in {folder}: {FILE} is missing. Name the right folder, or make a workspace with"
            f" “planwright init {folder}”."
        )
    check_apart(folder)
    missing = [one for one in FOLDERS if not (folder / one).is_dir()]
    if missing:
        raise WorkspaceError(
            f"The folder {missing[0]} of the workspace {folder} is missing. Put it back (is a drive not connected?), or"
            " make an empty one if nothing was ever in it."
        )
    for one in FOLDERS:
        check_apart((folder / one).resolve())
    workspace = Workspace(folder=folder, settings=load_settings(folder / FILE))
    for schemas in workspace.schema_folders:
        if not schemas.is_dir():
            raise WorkspaceError(
                f"{folder / FILE}: schemas.folders names {schemas}, and there is no such folder. Correct it, or put the"
                " folder back (is a drive not connected?)."
            )
    return workspace


def ledger_of(workspace: Workspace) -> Ledger:
    """The ledger of this workspace; raises `WorkspaceError` where it is empty although forms were filed here.

    Then it was lost, or the settings name another: the forms filed before would be counted no more, without a word.
    Raises `LedgerError` where it has a file in a state that is none.
    """
    address = workspace.ledger_url
    filed = _first_filed(workspace)
    if filed and address.get_backend_name() == "sqlite" and not _has_bytes(Path(address.database or "")):
        raise _lost(workspace, address, filed)  # nothing is made where the ledger should be put back
    ledger = open_ledger(address)
    try:
        ledger.counts()  # a file in a state that is none would count for nothing, and nobody would be told
        if filed and ledger.is_empty():
            raise _lost(workspace, address, filed)
    except PlanwrightError:
        ledger.close()
        raise
    return ledger


def _first_filed(workspace: Workspace) -> Path | None:
    """One of the files that were filed in this workspace; None where none was."""
    for top in (workspace.archive, workspace.review, workspace.quarantine):
        for folder, folders, names in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            filed = min((name for name in names if not name.startswith(".")), default=None)
            if filed is not None:
                return Path(folder, filed)
    return None


def _has_bytes(file: Path) -> bool:
    """Whether SQLite has kept anything there; what was written last may still lie beside the file."""
    beside = file.with_name(f"{file.name}-wal")
    return file.is_file() and any(one.is_file() and one.stat().st_size > 0 for one in (file, beside))


def _lost(workspace: Workspace, address: URL, filed: Path) -> WorkspaceError:
    return WorkspaceError(
        f"The ledger {address.render_as_string(hide_password=True)} is missing or empty, although forms were filed in"
        f" {workspace.folder}, such as {filed.relative_to(workspace.folder)}. Put the ledger back from a backup, or"
        " correct ledger.url in planwright.toml; nothing was changed. To begin anew on purpose, move everything out of"
        " archive/, review/ and quarantine/, and put the forms that shall count into inbox/ again."
    )


def find_workspace(folder: Path | None = None) -> Workspace:
    """The workspace in this folder; without one, in the working folder or the nearest folder above it that is one."""
    return open_workspace(folder or nearest_workspace() or Path.cwd())


def nearest_workspace() -> Path | None:
    """The working folder or the nearest folder above it that is a workspace; None where none of them is."""
    here = Path.cwd()
    return next((one for one in (here, *here.parents) if (one / FILE).is_file()), None)


@contextmanager
def hold(workspace: Workspace, *, wait: float = 0.0, name: str = LOCK) -> Iterator[None]:
    """Keep the workspace to this process while it reads; raises `HeldError` while another process holds it.

    `wait` is how many seconds the other may take to finish. The hold ends with the process, however it ends. With a
    ledger in PostgreSQL its server keeps machines apart, since a file on a network drive need not. `NIGHTLY_LOCK` is
    for nightly runs alone, which other runs never wait for.
    """
    until = time.monotonic() + wait
    with (workspace.folder / name).open("ab") as lock, locking(workspace.ledger_url) as given:
        while not (_locked(lock) and given(_KEYS[name])):
            if time.monotonic() >= until:
                raise HeldError(
                    f"Another planwright is reading in {workspace.folder}. Wait until it has finished, or stop it."
                )
            time.sleep(_LOOK_AGAIN)
        yield


def is_held(workspace: Workspace, name: str = LOCK) -> bool:
    """Whether a process holds the workspace now, here or on another machine."""
    file = workspace.folder / name
    if file.exists():
        with file.open("ab") as lock:
            if not _locked(lock):
                return True
    return is_locked(workspace.ledger_url, _KEYS[name])


def _locked(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def check_apart(folder: Path) -> None:
    """Refuse a folder that lies in the program's own code or around it: forms are never put where code is run from."""
    root = Path(planwright.__file__).resolve().parent.parent
    for code in (root / name for name in PROGRAM):
        if code.is_dir() and (folder.is_relative_to(code) or code.is_relative_to(folder)):
            raise WorkspaceError(f"{folder} overlaps the program's own code in {code}. Name a folder apart from it.")
