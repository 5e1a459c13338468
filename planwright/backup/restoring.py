"""Restores a backup into a fresh folder: every file held against its digest, the ledger where it is wanted."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from planwright.backup.manifest import FILES, LEDGER, SETTINGS, about, sums_of
from planwright.backup.unfinished import copy, made_whole
from planwright.errors import WorkspaceError
from planwright.ledger import address_of, open_ledger
from planwright.ledger.copying import copy_rows
from planwright.recovery import recover
from planwright.settings import FILE, PREFIX, quoted
from planwright.verify import Mismatch, verify
from planwright.workspace import FOLDERS, hold, ledger_of, open_workspace
from planwright.workspace import LEDGER as OWN

_VARIABLE = f"{PREFIX}LEDGER_URL"
_OF = {LEDGER: OWN, SETTINGS: FILE}  # the files of a backup that have another name or place in a workspace
_TABLE = re.compile(r"^[ \t]*\[ledger\][ \t]*(?:#.*)?$", re.MULTILINE)
_URL = re.compile(r"^[ \t]*url[ \t]*=.*\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A workspace that was restored, from a backup of this moment, and how many files of the backup are not in it.

    These lie in the backup and are not among those it was made of: somebody put them there.
    """

    folder: Path
    made: str
    files: int
    strange: int


def restore_backup(backup: Path, folder: Path, url: str | None = None) -> Restored:
    """The workspace of this backup, in a new folder; its ledger is a file there, or at this URL, which must be empty.

    Raises `WorkspaceError` where the backup is not whole, or was made by a newer planwright; nothing is restored then.
    """
    backup, folder = backup.resolve(), folder.resolve()
    held = about(backup)
    if folder.is_relative_to(backup):
        raise WorkspaceError(f"{folder} lies within the backup. Name a folder apart from it.")
    server = _server(url)
    sums = dict(sums_of(backup, held))
    _check_there(backup, sums)
    with made_whole(folder) as part:
        for one in (*FOLDERS, *_folders(backup / FILES)):
            (part / one).mkdir(parents=True, exist_ok=True)
        _copy_files(backup, part, sums)
        _name_ledger(part / FILE, url)
        _settle(part / OWN, server)
    strange = sum(1 for path in _files(backup / FILES) if f"{FILES}/{path}" not in sums)
    return Restored(folder=folder, made=held.made, files=len(sums), strange=strange)


def checked(folder: Path) -> Iterator[Mismatch]:
    """What does not agree in a workspace that was just restored, as `verify` has it."""
    workspace = open_workspace(folder)
    with hold(workspace), ledger_of(workspace) as ledger:
        recover(workspace, ledger)
        yield from verify(workspace, ledger)


# -- the ledger -------------------------------------------------------------------------------------------------------


def _server(url: str | None) -> URL | None:
    """The PostgreSQL to restore into; None for a file in the folder.

    What the environment says goes before planwright.toml, so it is what the restored workspace would open.
    """
    said = os.environ.get(_VARIABLE)
    if url and said and url != said:
        raise WorkspaceError(f"{_VARIABLE} names another ledger than --ledger. Unset it, or name the same one.")
    if not (url or said):
        return None
    address = address_of(url or said or "")
    if address.get_backend_name() != "postgresql":
        raise WorkspaceError(
            f"{'--ledger' if url else _VARIABLE} names no PostgreSQL database. Without it the ledger is restored as"
            f" {OWN} in the new folder."
        )
    return address


def _settle(file: Path, server: URL | None) -> None:
    """Bring the ledger's tables up to date, and put them onto the server where one is named."""
    with open_ledger(URL.create("sqlite", database=str(file))) as ledger:
        if server is None:
            return
        with open_ledger(server) as target:
            copy_rows(ledger.engine, target.engine)
    file.unlink()


def _name_ledger(settings: Path, url: str | None) -> None:
    """Have the settings name the ledger that is restored, and not the one that was backed up."""
    text = settings.read_text(encoding="utf-8-sig")
    table = _TABLE.search(text)
    if table:
        after = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, table.end())
        end = after.start() if after else len(text)
        text = text[: table.end()] + _URL.sub("", text[table.end() : end]) + text[end:]
    if url:
        line = f"url = {quoted(url)}\n"
        if table:
            rest = text[table.end() :].removeprefix("\n")
            text = f"{text[: table.end()]}\n{line}{rest}"
        else:
            text = f"{text.rstrip()}\n\n[ledger]\n{line}"
    if tomllib.loads(text).get("ledger", {}).get("url") != url:
        raise WorkspaceError(
            f"{SETTINGS} of the backup names its ledger in a way that cannot be changed here. Write ledger.url in a"
            " table [ledger] in it, on a line of its own, and have its digest in SHA256SUMS made anew."
        )
    settings.write_text(text, encoding="utf-8")


# -- the files --------------------------------------------------------------------------------------------------------


def _check_there(backup: Path, sums: Mapping[str, str]) -> None:
    """Refuse a backup of which files are gone before anything is written."""
    needed = [one for one in (LEDGER, SETTINGS) if one not in sums]
    gone = [path for path in sums if not (backup / path).is_file() or (backup / path).is_symlink()]
    if needed or gone:
        raise _damaged(backup, [*needed, *gone], "missing")


def _copy_files(backup: Path, part: Path, sums: Mapping[str, str]) -> None:
    changed = []
    for path, digest in sums.items():
        target = part / _OF.get(path, path.removeprefix(f"{FILES}/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        if copy(backup / path, target, backup / path)[0] != digest:
            changed.append(path)
    if changed:
        raise _damaged(backup, changed, "changed")


def _damaged(backup: Path, paths: Sequence[str], how: str) -> WorkspaceError:
    return WorkspaceError(
        f"The backup in {backup} is not whole: of its files, {len(paths)} are {how}, the first {paths[0]}. Nothing was"
        " restored. Name another backup, or put these back (“sha256sum -c SHA256SUMS” in it lists them)."
    )


def _folders(top: Path) -> Iterator[str]:
    for folder, folders, _ in os.walk(top):
        yield from (Path(folder, one).relative_to(top).as_posix() for one in folders)


def _files(top: Path) -> Iterator[str]:
    for folder, _, names in os.walk(top):
        yield from (Path(folder, one).relative_to(top).as_posix() for one in names)
