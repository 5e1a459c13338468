"""Puts the forms that came within a file into the inbox, before that file is settled.

    bytes on disk in the inbox → their entries, which name the file they came within → that file is settled

A stop at any point has all of it done again by the next run; what was done already is known by its bytes and its place.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from pebble import ProcessPool

from extractors.triage import triage
from flows.enclosed import under
from flows.pool import FAULTS, hand_over, result_of, schedule
from planwright import durable
from planwright.errors import WorkspaceError
from planwright.filing import arrive
from planwright.ledger import Entry, FileState, Ledger
from planwright.model import Attached, Intake, Problem
from planwright.problems import FileCode, problem
from planwright.workspace import Workspace

MOST_OF_ONE = 5_000  # files that come of one that was sent, however deep they are packed


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """Where the forms of one file are put; `parent` is that file's entry."""

    workspace: Workspace
    ledger: Ledger
    parent: Entry

    @property
    def lies(self) -> Path:
        """Where the file lies that they came within."""
        return self.workspace.path_of(self.parent.location or "")

    @property
    def folder(self) -> Path:
        """The folder of the inbox that the file came in, which may say whose they are."""
        came = self.workspace.path_of(self.parent.came) if self.parent.came else self.lies
        return came.parent if came.is_relative_to(self.workspace.inbox) else self.workspace.inbox


def unpack(inbox: Inbox, pool: ProcessPool, forms: Sequence[Attached]) -> Problem | None:
    """Put all these forms within a file into the inbox and into the ledger; what keeps them from it where that fails.

    Those that came there before stay. Raises `WorkspaceError` where the inbox takes none.
    """
    if forms and inbox.ledger.family(inbox.parent.id) + len(forms) > MOST_OF_ONE:
        detail = f"with what lies beside it in the files around it, {MOST_OF_ONE:,} files and more come of one"
        return problem(FileCode.PACKAGE_TOO_MUCH, found="a package within packages", detail=detail)
    if forms and forms[0].place is None:
        _put(inbox, forms)
        return None
    done = 0
    for some in _handed_over(inbox, pool, forms):
        _put(inbox, some)
        done += len(some)
    return None if done == len(forms) else problem(FileCode.READING_FAILED)


def _handed_over(inbox: Inbox, pool: ProcessPool, forms: Sequence[Attached]) -> Iterator[Sequence[Attached]]:
    """The forms with their bytes, as the processes that read unpack them; they stop where one of them cannot be."""
    seconds = inbox.workspace.settings.reading.seconds
    done = 0
    while done < len(forms):
        asked = (inbox.lies, inbox.parent.sha256, tuple(forms[done:]))
        try:
            some = result_of(pool, schedule(pool, hand_over, *asked, seconds=seconds))
        except FAULTS:
            return
        if not some:
            return
        yield some
        done += len(some)


def _put(inbox: Inbox, forms: Sequence[Attached]) -> None:
    """Write these forms into the inbox and enter them; what came before is told what it came within."""
    digests = [hashlib.sha256(one.data).hexdigest() for one in forms]
    there = inbox.ledger.of_bytes(digests)
    known: list[int] = []
    new: dict[Path, tuple[Attached, str]] = {}
    for one, digest in zip(forms, digests, strict=True):
        place = _place(inbox, one, digest, there.get(digest, ()), new)
        if isinstance(place, Path):
            new[place] = (one, digest)
        else:
            known.append(place)
    _write(inbox, {path: one.data for path, (one, digest) in new.items() if durable.digest_of(path) != digest})
    intakes = [
        Intake(path=path, sha256=digest, media_type=triage(one.data).media_type, received=datetime.now(UTC))
        for path, (one, digest) in new.items()
    ]
    arrive(inbox.workspace, inbox.ledger, intakes, parent=inbox.parent.id)
    inbox.ledger.enclose(known, inbox.parent.id)


def _place(
    inbox: Inbox, one: Attached, digest: str, there: Sequence[Entry], new: dict[Path, tuple[Attached, str]]
) -> Path | int:
    """Where a form is to be written, under a name that is no other file's; or its entry, where it was before."""
    name = inbox.folder / under(inbox.parent.name, one)
    for number in count(1):
        path = name if number == 1 else name.with_name(f"{name.stem} ({number}){name.suffix}")
        location = inbox.workspace.location_of(path)
        if child := next((held for held in there if _is_child(inbox, held, location)), None):
            return child.id
        is_free = durable.digest_of(path) == digest if path.exists() else True
        if is_free and path not in new and not any(_is_others(inbox, held, location) for held in there):
            return path
    raise AssertionError  # there is always a further number


def _is_child(inbox: Inbox, held: Entry, location: str) -> bool:
    """Whether this is the entry of the form that is to lie there, from before a stop or from an earlier reading.

    One that was taken out of the inbox before it was read comes again.
    """
    lies = inbox.workspace.path_of(held.location or "")
    was_taken = held.state is FileState.WITHDRAWN and lies.is_relative_to(inbox.workspace.inbox)
    is_of_parent = held.parent == inbox.parent.id or (held.parent is None and held.received >= inbox.parent.received)
    return held.came == location and is_of_parent and not was_taken


def _is_others(inbox: Inbox, held: Entry, location: str) -> bool:
    """Whether the same bytes lie there, which came within another file."""
    lies_there = held.state is not FileState.WITHDRAWN and location in (held.location, held.leftover)
    return lies_there and held.parent not in (None, inbox.parent.id)


def _write(inbox: Inbox, files: dict[Path, bytes]) -> None:
    """Write the files so that all are on disk."""
    try:
        durable.write_all(files.items())
    except OSError as error:
        raise WorkspaceError(
            f"The forms within {inbox.lies} could not be put into {inbox.folder} ({error.strerror}). Make room or"
            " correct the permissions, and run again; nothing is lost."
        ) from None
