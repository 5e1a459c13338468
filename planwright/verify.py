"""Holds the ledger against the folders: every entry has its bytes, every file its entry, every JSON what was accepted.

Nothing is changed; what is found is said, each with what to do about it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planwright import durable
from planwright.filed import PROBLEMS, SUBMISSION
from planwright.ledger import Entry, FileState, Ledger, PlanRecord
from planwright.workspace import Workspace

_BACKUP = "Put it back from a backup."
_STRAY = "No entry of the ledger is of this file. Put it into the inbox to have it read, or else out of here."
_ELSEWHERE = (FileState.DUPLICATE, FileState.WITHDRAWN)  # their bytes may lie with another entry of the same ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """Something that the ledger and the folders say differently: where, and what is to be done."""

    path: Path
    message: str


def verify(workspace: Workspace, ledger: Ledger) -> Iterator[Mismatch]:
    """What does not agree; nothing where all is as it should be. For a workspace that nobody else is reading in."""
    entries = ledger.entries()
    yield from _bytes(workspace, entries)
    yield from _submissions(workspace, entries)
    yield from _strays(workspace, entries)
    yield from _plans(workspace, ledger.plans())


def _bytes(workspace: Workspace, entries: Sequence[Entry]) -> Iterator[Mismatch]:
    """The entries whose bytes are not where they should be."""
    kept: dict[Path, str | None] = {}
    for entry in entries:
        if entry.location is not None:
            path = workspace.path_of(entry.location)
            kept.setdefault(path, durable.digest_of(path))
    there = set(kept.values())
    for entry in entries:
        path = workspace.path_of(entry.location or "")
        found = kept.get(path)
        if (
            found == entry.sha256
            or (entry.state in _ELSEWHERE and entry.sha256 in there)
            or _was_taken(workspace, entry, found)
        ):
            continue
        said = f"file {entry.id}, “{entry.name}”, which is {entry.state}"
        if found is None:
            yield Mismatch(path=path, message=f"The bytes of {said}, are not there. {_BACKUP}")
        else:
            yield Mismatch(path=path, message=f"This is not what came in as {said}: other bytes lie there. {_BACKUP}")


def _was_taken(workspace: Workspace, entry: Entry, found: str | None) -> bool:
    """Whether a file was taken out of the inbox before it was read, as its sender may."""
    is_in_inbox = workspace.path_of(entry.location or "").is_relative_to(workspace.inbox)
    return entry.state is FileState.WITHDRAWN and found is None and is_in_inbox


def _submissions(workspace: Workspace, entries: Iterable[Entry]) -> Iterator[Mismatch]:
    """The answers that are not those that were accepted."""
    for entry in entries:
        if entry.submission is None or entry.state is not FileState.ACCEPTED:
            continue
        path = workspace.path_of(entry.submission)
        try:
            data = path.read_bytes()
        except OSError as error:
            yield Mismatch(
                path=path, message=f"The answers of file {entry.id} cannot be read ({error.strerror}). {_BACKUP}"
            )
            continue
        if hashlib.sha256(data).hexdigest() != entry.submission_sha256:
            yield Mismatch(
                path=path, message=f"The answers of file {entry.id} were changed after it was accepted. {_BACKUP}"
            )
        elif not _is_of(entry, json.loads(data)):
            yield Mismatch(
                path=path, message=f"The answers are not those of file {entry.id}, as the ledger has it. {_BACKUP}"
            )


def _is_of(entry: Entry, said: dict[str, object]) -> bool:
    held, facts = said.get("submission"), entry.facts
    if not isinstance(held, dict) or facts is None or said.get("sha256") != entry.sha256:
        return False
    names = ("agency", "round", "instrument", "version")
    return all((held.get(name) or "") == (getattr(facts, name) or "") for name in names)


def _strays(workspace: Workspace, entries: Iterable[Entry]) -> Iterator[Mismatch]:
    """The files in the folders of filed forms that no entry knows."""
    known = {workspace.path_of(one.location) for one in entries if one.location}
    beside = {path.with_name(f"{path.name}{end}") for path in known for end in (PROBLEMS, SUBMISSION)}
    for folder in (workspace.archive, workspace.review, workspace.quarantine):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path not in known and path not in beside and not path.name.startswith("."):
                yield Mismatch(path=path, message=_STRAY)


def _plans(workspace: Workspace, records: Iterable[PlanRecord]) -> Iterator[Mismatch]:
    """The plans that are not there any more; one that was edited is its editor's."""
    for record in records:
        path = workspace.path_of(record.location)
        if not path.exists():
            yield Mismatch(path=path, message=f"This plan was made on {record.made:%Y-%m-%d} and is gone. {_BACKUP}")
