"""A batch of files from the inbox to their verdicts, filed: the stages in order, over many files. Knows no Prefect."""

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pebble import ProcessPool

from extractors.triage import UNKNOWN, triage
from flows.form import MEGABYTE, unread
from flows.known import Known, known_of
from flows.pool import read_files, readers
from flows.unpack import Inbox, unpack
from planwright.durable import Mark, digest_of, is_being_written, mark_of
from planwright.filing import Judged, arrive, file, put_back
from planwright.ledger import Entry, FileState, Ledger
from planwright.model import Intake, Outcome, Problem, Verdict, verdict_of
from planwright.problems import FileCode, FormCode
from planwright.recovery import recover
from planwright.workspace import WAIT, Workspace, hold, ledger_of, open_workspace

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


def take(desk: Desk, still: Mapping[Path, Mark | None]) -> Taken:
    """The entries of these files of the inbox, which lay still with these marks.

    One that a program has open to write in it is left there: half of a form is not filed in the place of the whole.
    """
    intakes: list[Intake] = []
    locked, unfinished = 0, 0
    for path, mark in still.items():
        try:
            intake = None if is_being_written(path) else _intake(path, desk.largest)
            if intake and (mark is None or mark_of(path) in (mark, None)):
                intakes.append(intake)
            else:
                unfinished += 1
        except FileNotFoundError:
            continue
        except OSError:
            locked += 1
    entries = arrive(desk.workspace, desk.ledger, intakes)
    return Taken(
        to_read=desk.ledger.start_reading([one.id for one in entries if one.state is FileState.ARRIVED]),
        duplicates=tuple(one for one in entries if one.state is FileState.DUPLICATE),
        locked=locked,
        unfinished=unfinished,
    )


def to_be_read_again(desk: Desk) -> tuple[Entry, ...]:
    """The entries that wait to be read where they were filed."""
    return tuple(one for one in desk.ledger.entries(state=FileState.ARRIVED) if not _in_inbox(desk, one))


def waiting_in_inbox(desk: Desk) -> frozenset[Path]:
    """The files of the inbox that are in the ledger and wait to be read: they were whole when they came."""
    arrived = desk.ledger.entries(state=FileState.ARRIVED)
    return frozenset(desk.workspace.path_of(one.location or "") for one in arrived if _in_inbox(desk, one))


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Entries as they were handed to a process, and as they are now: settled, or put back where they changed."""

    read: tuple[Entry, ...]
    settled: tuple[Entry, ...]


def read_and_file(desk: Desk, pool: ProcessPool, portions: Iterator[Sequence[Entry]]) -> Iterator[Done]:
    """These entries read and settled, some at a time: each of them is on disk and in the ledger when it is yielded.

    Those of files that were taken away or replaced meanwhile are put back instead.
    """
    in_hand: dict[Path, Entry] = {}

    def paths() -> Iterator[Sequence[Path]]:
        for portion in portions:
            held = {desk.workspace.path_of(entry.location or ""): entry for entry in portion}
            in_hand.update(held)
            yield tuple(held)

    for outcomes in read_files(desk.workspace, pool, paths()):
        pairs = [(in_hand.pop(outcome.intake.path), outcome) for outcome in outcomes]
        judged = {entry.id: _judged(desk, entry, outcome) for entry, outcome in pairs}
        for entry, outcome in pairs:
            if judged[entry.id] and (told := _unpack(desk, pool, entry, outcome)):
                failed = unread(outcome.intake.path, told)
                judged[entry.id] = _judged(desk, entry, replace(failed, seconds=outcome.seconds))
        found = [one for one in judged.values() if one]
        settled = file(desk.workspace, desk.ledger, found, desk.known.instruments)
        changed = [entry for entry, _ in pairs if judged[entry.id] is None]
        put = put_back(desk.workspace, desk.ledger, changed) if changed else ()
        yield Done(read=tuple(entry for entry, _ in pairs), settled=(*settled, *put))


@contextmanager
def pool_of(desk: Desk) -> Iterator[ProcessPool]:
    """The processes that read for this desk."""
    with readers(desk.workspace, desk.known) as pool:
        yield pool


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


def _unpack(desk: Desk, pool: ProcessPool, entry: Entry, outcome: Outcome) -> Problem | None:
    """Put the forms that came within this file into the inbox and into the ledger, before it is settled."""
    return unpack(Inbox(workspace=desk.workspace, ledger=desk.ledger, parent=entry), pool, outcome.enclosed)


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
