"""What a backup says of itself: `backup.json`, and the digest of every file in `SHA256SUMS`."""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from planwright import durable
from planwright.errors import WorkspaceError
from planwright.house import program_version
from planwright.ledger.migrations import HEAD

ABOUT, SUMS, LEDGER, SETTINGS, FILES = "backup.json", "SHA256SUMS", "ledger.sqlite", "settings.toml", "files"
FORMAT = 1  # of this layout; a later planwright that lays a backup out otherwise counts on
_LINE = re.compile(rb"(\\?)([0-9a-f]{64})  (.+)")
_SIGNS = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_ESCAPED = {escaped: sign for sign, escaped in _SIGNS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What stands in `backup.json`: which planwright made it, when, of what, and the digest of `SHA256SUMS`."""

    workspace: str
    made: str
    entries: Mapping[str, int]
    files: int
    size: int
    sums: str
    format: int = FORMAT
    planwright: str = ""
    ledger: str = HEAD

    def write(self, folder: Path) -> None:
        """Write it; from then on the folder is a backup."""
        said = asdict(self) | {"planwright": program_version()}
        durable.write(folder / ABOUT, f"{json.dumps(said, indent=2, ensure_ascii=False)}\n".encode())


def about(folder: Path) -> About:
    """What the backup in this folder says of itself; raises `WorkspaceError` where there is none, or a newer one."""
    try:
        said = json.loads((folder / ABOUT).read_bytes())
    except FileNotFoundError:
        raise WorkspaceError(
            f"There is no backup in {folder}: {ABOUT} is missing, which is written last. Name the folder of a backup"
            " that was finished; one that was cut off cannot be restored."
        ) from None
    except (OSError, ValueError) as error:
        raise WorkspaceError(f"{folder / ABOUT} cannot be read ({error}). Name another backup.") from None
    version, tables = (said.get("format"), said.get("ledger")) if isinstance(said, dict) else (None, None)
    if not isinstance(version, int) or not isinstance(tables, str):
        raise WorkspaceError(f"{folder / ABOUT} is not what planwright writes. Name another backup.")
    if version > FORMAT or tables > HEAD:
        raise WorkspaceError(
            f"The backup in {folder} was made by a newer planwright ({said.get('planwright')}). Install that version"
            " or a later one; nothing was restored."
        )
    try:
        found = About(**said)
        datetime.fromisoformat(found.made)
    except (TypeError, ValueError):
        raise WorkspaceError(f"{folder / ABOUT} is not what planwright writes. Name another backup.") from None
    return found


def line_of(digest: str, path: str) -> bytes:
    """The line of SHA256SUMS for this file of the backup, as sha256sum writes it for any name."""
    name = "".join(_SIGNS.get(sign, sign) for sign in path)
    mark = "" if name == path else "\\"
    return os.fsencode(f"{mark}{digest}  {name}\n")


def sums_of(folder: Path, held: About) -> Iterator[tuple[str, str]]:
    """Every file of the backup with its digest; raises `WorkspaceError` where the list is not the one that was made."""
    try:
        data = (folder / SUMS).read_bytes()
    except OSError as error:
        raise WorkspaceError(f"{folder / SUMS} cannot be read ({error.strerror}). Name another backup.") from None
    if hashlib.sha256(data).hexdigest() != held.sums:
        raise WorkspaceError(f"{folder / SUMS} is not what was written there. Name another backup.")
    for line in data.removesuffix(b"\n").split(b"\n"):
        found = _LINE.fullmatch(line)
        if found is None:
            raise WorkspaceError(f"{folder / SUMS} is not what planwright writes. Name another backup.")
        name = os.fsdecode(found[3])
        path = re.sub(r"\\[\\nr]", lambda one: _ESCAPED[one[0]], name) if found[1] else name
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise WorkspaceError(f"{folder / SUMS} names a file outside of the backup. Name another backup.")
        yield path, found[2].decode()
