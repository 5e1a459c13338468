"""Puts right, at a start, what an earlier stop left undone: nothing lost, nothing twice, nothing half there."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from planwright import durable
from planwright.copies import remove_copies
from planwright.filed import PROBLEMS, SUBMISSION, beside, filed_names
from planwright.filing import withdraw_gone
from planwright.ledger import Entry, FileState, Ledger
from planwright.workspace import Workspace

_DIGEST = re.compile(r"[0-9a-f]{12}")  # how the name of every filed form begins
_FILED = ("archive", "review", "quarantine")
_WORDS = {
    "unfinished": "unfinished files removed",
    "half_read": "files that were being read wait again",
    "strays": "files that were filed and not entered removed, their bytes are kept",
    "left_behind": "copies of filed files still to be removed",
    "taken_away": "files gone from the inbox before they were read, withdrawn",
}

log = logging.getLogger("planwright.recovery")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What a start found undone: unfinished files, files half read, strays, copies left behind, files taken away."""

    unfinished: int
    half_read: int
    strays: int
    left_behind: int
    taken_away: int

    def __str__(self) -> str:
        """What was found and done, in words; empty where nothing was."""
        found = ((_WORDS[one.name], getattr(self, one.name)) for one in fields(self))
        return "; ".join(f"{words}: {count}" for words, count in found if count)


def recover(workspace: Workspace, ledger: Ledger) -> Recovered:
    """Put right what an earlier stop left undone, and say what it was.

    For a start, while the workspace is held and nobody reads.
    """
    unfinished = _remove_parts(workspace)
    half_read = ledger.give_back("The program stopped while it was reading this file.")
    strays = _remove_strays(workspace, ledger, half_read) if half_read else 0
    left = remove_copies(workspace, ledger)
    arrived = ledger.entries(state=FileState.ARRIVED)
    gone = withdraw_gone(workspace, ledger, arrived, "It was taken out of the inbox before it was read.")
    done = Recovered(
        unfinished=unfinished,
        half_read=len(half_read),
        strays=strays,
        left_behind=left,
        taken_away=len(gone),
    )
    if str(done):
        log.warning("Put right what was left undone before: %s.", done)
    return done


def _remove_parts(workspace: Workspace) -> int:
    """How many unfinished files were found wherever we write, and removed."""
    parts = [
        location for location in _lying(workspace, (*_FILED, "inbox", "plans", "reports")) if durable.is_part(location)
    ]
    for one in parts:
        workspace.path_of(one).unlink(missing_ok=True)
    return len(parts)


def _remove_strays(workspace: Workspace, ledger: Ledger, half_read: Sequence[Entry]) -> int:
    """How many files were filed without their entry being settled, and removed; their bytes are kept.

    They are of an entry that was being read, or of one accepted before, which was on its way to review.
    """
    known = ledger.locations()
    loose = [one for one in _lying(workspace, _FILED) if not (one in known or _bare(one) in known)]
    named = {one: found[0] for one in loose if (found := _DIGEST.match(one.rpartition("/")[2]))}
    waiting = {one.id for one in half_read}
    unsettled = [
        one
        for one in ledger.beginning_with(set(named.values()))
        if one.id in waiting or one.state is FileState.ACCEPTED
    ]
    names = {
        f"{name}{end}": one for one in unsettled for name in filed_names(one) for end in ("", SUBMISSION, PROBLEMS)
    }
    strays = {one: names[name] for one in named if (name := one.rpartition("/")[2]) in names}
    return sum(_remove(workspace, workspace.path_of(location), entry) for location, entry in strays.items())


def _remove(workspace: Workspace, stray: Path, entry: Entry) -> bool:
    kept = workspace.path_of(entry.location or "")
    if stray in (kept, *beside(kept)):
        return False
    if durable.digest_of(stray) == entry.sha256 and durable.digest_of(kept) != entry.sha256:
        durable.write(kept, stray)
    stray.unlink()
    return True


def _bare(location: str) -> str:
    return location.removesuffix(PROBLEMS).removesuffix(SUBMISSION)


def _lying(workspace: Workspace, tops: Iterable[str]) -> Iterator[str]:
    """Every file in these folders of the workspace, by its location."""
    for top in tops:
        for name in durable.names_below(workspace.path_of(top)):
            yield f"{top}/{name}"
