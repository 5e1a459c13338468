"""A batch of files from the inbox to their verdicts, filed: the stages in order, over many files. Knows no Prefect."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pebble import ProcessPool

from extractors.triage import triage
from flows.form import Known
from flows.pool import read_files, readers
from planwright.filing import Judged, arrive, file, recover
from planwright.instruments import load_instruments
from planwright.ledger import Entry, FileState, Ledger, open_ledger
from planwright.model import Intake, Outcome
from planwright.workspace import Workspace, hold, open_workspace

WAIT = 600.0  # seconds a run waits for another one to finish its files

# What a program leaves in a folder while it saves, copies or downloads: never a form that came back.
UNFINISHED = (".part", ".crdownload", ".tmp", ".download", ".partial")
UNFINISHED_START = (".", "~$", "~WRL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A workspace at work: its ledger is open and nobody else is reading."""

    workspace: Workspace
    ledger: Ledger
    known: Known


@contextmanager
def desk_of(folder: Path) -> Iterator[Desk]:
    """The desk of the workspace in this folder; what an earlier stop left undone is put right first."""
    workspace = open_workspace(folder)
    settings = workspace.settings
    known = Known(
        instruments=load_instruments(workspace.schema_folders),
        agencies={name: agency.name for name, agency in settings.agencies.items()},
        rounds={name: round_.name for name, round_ in settings.rounds.items()},
    )
    with hold(workspace, wait=WAIT), open_ledger(workspace.ledger_url) as ledger:
        recover(workspace, ledger)
        yield Desk(workspace=workspace, ledger=ledger, known=known)


def waiting(workspace: Workspace) -> tuple[Path, ...]:
    """The files in the inbox and its folders, those that came first first; nothing that is still being written."""
    found = [
        path
        for path in workspace.inbox.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and not path.name.startswith(UNFINISHED_START)
        and path.suffix.casefold() not in UNFINISHED
    ]
    return tuple(sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name)))


def take(desk: Desk, paths: Iterable[Path]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The entries to read now, and those there is nothing to read of: the same bytes came before."""
    entries = arrive(desk.workspace, desk.ledger, [intake for path in paths if (intake := _intake(path))])
    arrived = [entry.id for entry in entries if entry.state is FileState.ARRIVED]
    return desk.ledger.start_reading(arrived), tuple(one for one in entries if one.state is FileState.DUPLICATE)


def read_and_file(desk: Desk, pool: ProcessPool, entries: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    """The entries settled, a portion at a time: each portion is on disk and in the ledger when it is yielded."""
    paths = [desk.workspace.path_of(entry.location or "") for entry in entries]
    done = 0
    for outcomes in read_files(desk.workspace, pool, paths):
        portion = entries[done : done + len(outcomes)]
        done += len(outcomes)
        judged = [_judged(desk, entry, outcome) for entry, outcome in zip(portion, outcomes, strict=True)]
        yield file(desk.workspace, desk.ledger, judged)


@contextmanager
def pool_of(desk: Desk) -> Iterator[ProcessPool]:
    """The processes that read for this desk."""
    with readers(desk.workspace, desk.known) as pool:
        yield pool


def _intake(path: Path) -> Intake | None:
    """The file as it arrived; None where it is gone again or cannot be opened yet."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return Intake(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=triage(data).media_type,
        received=datetime.now(UTC),
    )


def _judged(desk: Desk, entry: Entry, outcome: Outcome) -> Judged:
    data = desk.workspace.path_of(entry.location or "").read_bytes()
    return Judged(entry=entry.id, data=data, verdict=outcome.verdict, submission=outcome.submission)
