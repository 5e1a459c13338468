"""A batch of files from the inbox to their verdicts, filed: the stages in order, over many files. Knows no Prefect."""

import hashlib
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG

from pebble import ProcessPool

from extractors.triage import UNKNOWN, triage
from flows.enclosed import WITHIN
from flows.form import MEGABYTE
from flows.known import Known, known_of
from flows.pool import read_files, readers
from flows.still import lying_still
from planwright import durable
from planwright.durable import digest_of, mark_of
from planwright.filing import Judged, arrive, file, put_back
from planwright.ledger import Entry, FileState, Ledger
from planwright.model import Intake, Outcome, Verdict, verdict_of
from planwright.problems import FileCode, FormCode
from planwright.recovery import recover
from planwright.workspace import WAIT, Workspace, hold, ledger_of, open_workspace

# What a program leaves in a folder while it saves, copies or downloads: never a form that came back.
UNFINISHED = (".part", ".crdownload", ".tmp", ".download", ".partial")
UNFINISHED_START = (".", "~$", "~WRL")

# What the folder it came in and its name say against a form: not to be seen any more once it is filed.
CONTRADICTED = {FormCode.AGENCY_DIFFERS.id, FormCode.ROUND_DIFFERS.id, FormCode.FOLDER_NEARLY.id}
NOT_READ = {FileCode.FILE_MISSING.id, FileCode.FILE_UNREADABLE.id}

log = logging.getLogger("planwright.batch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A workspace at work: its ledger is open and nobody else is reading."""

    workspace: Workspace
    ledger: Ledger
    known: Known

    @property
    def largest(self) -> int:
        """The most bytes of a file that is read."""
        return self.workspace.settings.reading.largest_mb * MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken up: entries to read, and entries of which the same bytes came before.

    Left in the inbox were as many as could not be opened, and as are still being written.
    """

    to_read: tuple[Entry, ...]
    duplicates: tuple[Entry, ...]
    locked: int
    unfinished: int


@contextmanager
def desk_of(folder: Path) -> Iterator[Desk]:
    """The desk of the workspace in this folder; what an earlier stop left undone is put right first."""
    workspace = open_workspace(folder)
    known = known_of(workspace)
    with hold(workspace, wait=WAIT), ledger_of(workspace) as ledger:
        recover(workspace, ledger)
        for run in ledger.end_cut_off():
            log.warning(
                "The %s run that began on %s UTC was cut off. Nothing is lost; what it left undone, the next runs do.",
                run.kind,
                run.started.strftime("%Y-%m-%d at %H:%M"),
            )
        yield Desk(workspace=workspace, ledger=ledger, known=known)


def waiting(workspace: Workspace) -> tuple[Path, ...]:
    """The files in the inbox and its folders, those that came first first; nothing whose name says it is unfinished.

    Hidden folders are a sync program's own, and links lead elsewhere: both are left alone. A folder that cannot be
    opened is among the files, so that it is told of.
    """
    locked: list[Path] = []
    found: list[tuple[int, str, Path]] = []
    for folder, folders, names in os.walk(workspace.inbox, onerror=lambda error: locked.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(folder, name) for name in names if _is_finished(name))
        found += [(since, path.name, path) for path in paths if (since := _since(path)) is not None]
    return (*(path for _, _, path in sorted(found)), *locked)


def take(desk: Desk, paths: Iterable[Path]) -> Taken:
    """The entries of these files, and of those elsewhere in the workspace that are to be read again.

    A file that does not lie still is left in the inbox: half of a form must not be filed in the place of the whole.
    """
    intakes: list[Intake] = []
    locked, unfinished = 0, 0
    for path, mark in lying_still(paths).items():
        try:
            intake = _intake(path, desk.largest) if mark else None
            if intake and mark_of(path) in (mark, None):
                intakes.append(intake)
            else:
                unfinished += 1
        except FileNotFoundError:  # it is gone again
            continue
        except OSError:
            locked += 1
    entries = arrive(desk.workspace, desk.ledger, intakes)
    arrived = [entry.id for entry in entries if entry.state is FileState.ARRIVED]
    again = [one.id for one in desk.ledger.entries(state=FileState.ARRIVED) if not _in_inbox(desk, one)]
    return Taken(
        to_read=desk.ledger.start_reading([*arrived, *again]),
        duplicates=tuple(one for one in entries if one.state is FileState.DUPLICATE),
        locked=locked,
        unfinished=unfinished,
    )


def read_and_file(desk: Desk, pool: ProcessPool, entries: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    """The entries settled, a portion at a time: each portion is on disk and in the ledger when it is yielded.

    Those of files that were taken away or replaced meanwhile are put back instead.
    """
    paths = [desk.workspace.path_of(entry.location or "") for entry in entries]
    done = 0
    for outcomes in read_files(desk.workspace, pool, paths):
        portion = entries[done : done + len(outcomes)]
        done += len(outcomes)
        judged = {entry.id: _judged(desk, entry, outcome) for entry, outcome in zip(portion, outcomes, strict=True)}
        _unpack(desk, [pair for pair in zip(portion, outcomes, strict=True) if judged[pair[0].id]])
        found = [one for one in judged.values() if one]
        settled = file(desk.workspace, desk.ledger, found, desk.known.instruments)
        changed = [entry for entry in portion if judged[entry.id] is None]
        yield (*settled, *(put_back(desk.workspace, desk.ledger, changed) if changed else ()))


@contextmanager
def pool_of(desk: Desk) -> Iterator[ProcessPool]:
    """The processes that read for this desk."""
    with readers(desk.workspace, desk.known) as pool:
        yield pool


def _is_finished(name: str) -> bool:
    return not name.startswith(UNFINISHED_START) and Path(name).suffix.casefold() not in UNFINISHED


def _since(path: Path) -> int | None:
    """When the file was changed last; None where it is gone again, or no file."""
    try:
        about = path.lstat()
    except OSError:
        return None
    return about.st_mtime_ns if S_ISREG(about.st_mode) else None


def _in_inbox(desk: Desk, entry: Entry) -> bool:
    return desk.workspace.path_of(entry.location or "").is_relative_to(desk.workspace.inbox)


def _intake(path: Path, largest: int) -> Intake:
    """The file as it arrived; one that is too large is not held in memory. Raises `OSError`."""
    if path.stat().st_size > largest:
        with path.open("rb") as stream:
            digest, media_type = hashlib.file_digest(stream, "sha256").hexdigest(), UNKNOWN
    else:
        data = path.read_bytes()
        digest, media_type = hashlib.sha256(data).hexdigest(), triage(data).media_type
    return Intake(path=path, sha256=digest, media_type=media_type, received=datetime.now(UTC))


def _unpack(desk: Desk, read: Iterable[tuple[Entry, Outcome]]) -> None:
    """Put the forms that came within these files into the inbox, beside them, before they are settled.

    A stop after this has them written there again, where those that were filed meanwhile are duplicates.
    """
    files: list[tuple[Path, bytes]] = []
    for entry, outcome in read:
        path = desk.workspace.path_of(entry.location or "")
        folder = path.parent if path.is_relative_to(desk.workspace.inbox) else desk.workspace.inbox
        files += [(folder / one.name, one.data) for one in outcome.enclosed]
    if files:
        durable.write_all(files)


def enclosed(desk: Desk) -> tuple[Path, ...]:
    """The files in the inbox that came within others."""
    return tuple(path for path in waiting(desk.workspace) if WITHIN in path.name)


def _judged(desk: Desk, entry: Entry, outcome: Outcome) -> Judged | None:
    """The entry with its verdict; None where what was read, or lies there now, is not what arrived."""
    path = desk.workspace.path_of(entry.location or "")
    try:
        mark = mark_of(path)
        data = path if mark and mark.size > desk.largest else path.read_bytes()
        digest = digest_of(data) if isinstance(data, Path) else hashlib.sha256(data).hexdigest()
    except OSError:
        return None
    read = outcome.intake.sha256 or entry.sha256  # nothing is known of what a reader could not finish
    if (digest, read) != (entry.sha256, entry.sha256) or any(one.code in NOT_READ for one in outcome.verdict.problems):
        return None
    return Judged(
        entry=entry.id,
        data=data,
        verdict=_with_earlier(entry, outcome),
        submission=outcome.submission,
        mark=mark,
        seconds=outcome.seconds,
    )


def _with_earlier(entry: Entry, outcome: Outcome) -> Verdict:
    """The verdict; where a file is read again that has left the folder it came in, with what that folder told."""
    found = outcome.verdict.problems
    told = {one.code for one in found}
    return verdict_of((*found, *(one for one in entry.problems if one.code in CONTRADICTED and one.code not in told)))
