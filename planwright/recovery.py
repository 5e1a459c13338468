"""Puts right, at a start, what an earlier stop left undone: nothing lost, nothing twice, nothing half there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planwright import durable
from planwright.copies import remove_copies
from planwright.filed import PROBLEMS, SUBMISSION, filed_names
from planwright.filing import withdraw_gone
from planwright.ledger import Entry, FileState, Ledger
from planwright.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What a start found undone: unfinished files, files half read, strays, copies left behind, files taken away."""

    unfinished: int
    half_read: int
    strays: int
    left_behind: int
    taken_away: int


def recover(workspace: Workspace, ledger: Ledger) -> Recovered:
    """Put right what an earlier stop left undone. For a start, while the workspace is held and nobody reads."""
    filed = (workspace.archive, workspace.review, workspace.quarantine)
    unfinished = sum(durable.remove_parts(folder) for folder in (*filed, workspace.plans))
    half_read = ledger.give_back("The program stopped while it was reading this file.")
    # A form accepted before may have been on its way to review, beside one that was being read.
    unsettled = (*half_read, *ledger.entries(state=FileState.ACCEPTED)) if half_read else ()
    strays = _remove_strays(workspace, unsettled, filed) if unsettled else 0
    left = remove_copies(workspace, ledger)
    arrived = ledger.entries(state=FileState.ARRIVED)
    gone = withdraw_gone(workspace, ledger, arrived, "It was taken out of the inbox before it was read.")
    return Recovered(
        unfinished=unfinished,
        half_read=len(half_read),
        strays=strays,
        left_behind=left,
        taken_away=len(gone),
    )


def _remove_strays(workspace: Workspace, entries: Sequence[Entry], folders: Iterable[Path]) -> int:
    """How many files were filed for these entries without their being settled, and removed; their bytes are kept."""
    names = {
        f"{name}{beside}": entry
        for entry in entries
        for name in filed_names(entry)
        for beside in ("", SUBMISSION, PROBLEMS)
    }
    strays = [path for folder in folders for path in folder.rglob("*") if path.name in names]
    removed = 0
    for stray in strays:
        entry = names[stray.name]
        kept = workspace.path_of(entry.location or "")
        if stray in (kept, *(kept.with_name(f"{kept.name}{beside}") for beside in (PROBLEMS, SUBMISSION))):
            continue
        if durable.digest_of(stray) == entry.sha256 and durable.digest_of(kept) != entry.sha256:
            durable.write(kept, stray)
        stray.unlink()
        removed += 1
    return removed
