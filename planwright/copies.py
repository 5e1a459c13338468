"""Copies of what was filed, and how they go: only where it is certain that the same bytes are kept elsewhere."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from planwright import durable
from planwright.durable import Mark
from planwright.filed import beside
from planwright.ledger import Entry, FileState, Ledger
from planwright.workspace import Workspace

NOT_FILED = (FileState.ARRIVED, FileState.READING)


def remove_copies(workspace: Workspace, ledger: Ledger) -> int:
    """How many copies were left behind; all that can be are removed now. For the end of a run."""
    left = ledger.with_leftovers()
    clear(workspace, ledger, left)
    return len(left)


def clear(
    workspace: Workspace, ledger: Ledger, entries: Sequence[Entry], marks: Mapping[int, Mark] | None = None
) -> tuple[Entry, ...]:
    """The entries without the copies they left in the inbox, or where they were filed before.

    A copy that cannot be removed now, because a program has it open or it may yet be the only one, is left for later.
    """
    gone: set[int] = set()
    for entry in entries:
        if entry.leftover is not None:
            with suppress(PermissionError):
                if _remove_copy(workspace, ledger, entry, (marks or {}).get(entry.id)):
                    gone.add(entry.id)
    ledger.forget_leftovers(gone)
    return tuple(replace(entry, leftover=None) if entry.id in gone else entry for entry in entries)


def _remove_copy(workspace: Workspace, ledger: Ledger, entry: Entry, mark: Mark | None) -> bool:
    """Remove the entry's copy, once it is certain that the bytes are kept elsewhere; whether nothing is left to remove.

    The copy is set aside first: nobody else knows it by that name, so what was looked at is what is removed.
    """
    copy = workspace.path_of(entry.leftover or "")
    aside = copy.with_name(f".planwright-{entry.id}.leaving")
    if aside.exists():  # an earlier stop
        durable.put_back(aside, copy)
    if durable.digest_of(copy) != entry.sha256:  # removed already, or another file took its name: that one is new
        return True
    # What was filed for an entry that was withdrawn goes when the same bytes are filed for the one in its place.
    other = entry.superseded_by if entry.state is FileState.WITHDRAWN else entry.duplicate_of
    first = ledger.entry(other) if other else entry
    kept = workspace.path_of(first.location or "")
    found = durable.digest_of(kept)
    if found != entry.sha256 and (found or kept.is_relative_to(workspace.inbox)):
        ledger.relocate(first.id, entry.leftover or "")  # the first was taken from its place: this is the only one
        return True
    if found and first.state in NOT_FILED:  # whoever clears the inbox could still take the first away
        return False
    with suppress(FileNotFoundError):
        copy.rename(aside)
        return _remove_aside(workspace, entry, aside, kept, mark)
    return True


def _remove_aside(workspace: Workspace, entry: Entry, aside: Path, kept: Path, mark: Mark | None) -> bool:
    """Remove the copy that was set aside, or give it its name again where it is another file or is still written."""
    copy = workspace.path_of(entry.leftover or "")
    try:
        if durable.is_being_written(aside):
            return False
        if durable.digest_of(aside) != entry.sha256 or mark not in (None, durable.mark_of(aside)):
            return True
        if not kept.exists():  # someone moved the kept file back into the inbox: this is the only one
            durable.write(kept, aside)
        if not copy.is_relative_to(workspace.inbox):
            for one in beside(copy):
                one.unlink(missing_ok=True)
        aside.unlink()
        return True
    finally:
        if aside.exists():
            durable.put_back(aside, copy)
