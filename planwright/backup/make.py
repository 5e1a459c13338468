"""Makes a backup of a workspace while it is at work."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planwright import durable
from planwright.backup.manifest import FILES, LEDGER, SETTINGS, SUMS, About, line_of
from planwright.backup.moment import Moment, moment_of
from planwright.backup.unfinished import copy, made_whole
from planwright.errors import LedgerError, WorkspaceError
from planwright.ledger.copying import fault_of
from planwright.settings import FILE
from planwright.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that was made: how many files and bytes it has, and what of the workspace is not in it.

    `left_out` are links and what is no file, `elsewhere` folders of instruments that lie outside of the workspace.
    """

    folder: Path
    files: int
    size: int
    left_out: tuple[str, ...]
    elsewhere: tuple[Path, ...]


def make_backup(workspace: Workspace, folder: Path) -> Made:
    """A backup of this workspace in a new folder; a run waits only while the ledger is copied and the files are fixed.

    Raises `WorkspaceError` where it cannot be made; nothing is in the folder then.
    """
    folder = folder.resolve()
    if folder.is_relative_to(workspace.folder) or workspace.folder.is_relative_to(folder):
        raise WorkspaceError(f"{folder} overlaps the workspace {workspace.folder}. Name a folder apart from it.")
    with made_whole(folder) as part, moment_of(workspace, part / LEDGER) as moment:
        held = _write(workspace, moment, part)
    return Made(
        folder=folder,
        files=held.files,
        size=held.size,
        left_out=moment.left_out,
        elsewhere=tuple(one for one in workspace.schema_folders if not one.resolve().is_relative_to(workspace.folder)),
    )


def _write(workspace: Workspace, moment: Moment, part: Path) -> About:
    if fault := fault_of(part / LEDGER):  # looked at here, where no run waits
        raise LedgerError(
            f"The ledger of {workspace.folder} is damaged ({fault}), and a backup of it would be too. Restore it from"
            " an earlier one (planwright restore)."
        )
    made = datetime.now(UTC).isoformat(timespec="seconds")
    for location in ("", *moment.folders):
        (part / FILES / location).mkdir(parents=True, exist_ok=True)
    sums, size = hashlib.sha256(), (part / LEDGER).stat().st_size
    with (part / SUMS).open("xb") as listed:
        lines = [line_of(durable.digest_of(part / LEDGER) or "", LEDGER)]
        for location, source in moment.files.items():
            place = SETTINGS if location == FILE else f"{FILES}/{location}"
            digest, length = copy(Path(source), part / place, workspace.path_of(location))
            lines.append(line_of(digest, place))
            size += length
        for line in lines:
            listed.write(line)
            sums.update(line)
    held = About(
        workspace=workspace.settings.name,
        made=made,
        entries=moment.entries,
        files=len(lines),
        size=size,
        sums=sums.hexdigest(),
    )
    held.write(part)
    return held
