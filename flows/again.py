"""Files that are to be read anew: those whose edition was corrected since, and those that a person names.

    copy of the bytes in the inbox → on disk → entry withdrawn → read like any file that comes in

A stop at any point leaves a copy in the inbox, or nothing done, and the next run goes on from there.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from flows.batch import Desk
from planwright import durable
from planwright.editions import Edition
from planwright.errors import LedgerError, WorkspaceError
from planwright.filed import beside
from planwright.ledger import FOR_A_PERSON, Entry, FileState
from planwright.names import clean_name

_REASON = "Its edition was corrected or checked since it was read; it is read again."
_STANDING = (FileState.ACCEPTED, FileState.NEEDS_REVIEW)

log = logging.getLogger("planwright.again")


def bring_back(desk: Desk) -> tuple[Path, ...]:
    """The copies, in the inbox, of all forms whose edition says something else now than when they were read.

    Also of forms that were superseded, since another may take another's place now. An edition that is a draft again
    reads nothing. Each copy lies where its form lay when it came, so that whose it is is told as it was then.
    """
    editions = {edition.id: edition for edition in desk.known.editions if edition.checked}
    stale = [one for one in desk.ledger.read_with_editions() if _is_stale(one, editions)]
    found = _put_again(desk, stale, _REASON)
    for edition, forms in sorted(Counter(one.facts.edition for one in found if one.facts).items(), key=str):
        log.warning(
            "The edition “%s” was corrected or checked since forms were read with it: %s. They are read again.",
            edition,
            forms,
        )
    return tuple(found.values())


def replay(desk: Desk, ids: Iterable[int], reason: str) -> None:
    """Have these files read again by the next run, as if they had just come.

    What waits for a person is read where it lies; a form that counts is put into the inbox again and counts no more
    until it was read. Raises `LedgerError` for any other, `WorkspaceError` for one whose bytes are not kept, and moves
    nothing then.
    """
    asked = [desk.ledger.entry(one) for one in dict.fromkeys(ids)]
    for entry in asked:
        if entry.state not in (*FOR_A_PERSON, FileState.ACCEPTED):
            raise LedgerError(
                f"“{entry.name}” (file {entry.id}) is {entry.state}; only what counts or waits for a person can be read"
                " again. Put a copy of it into the inbox instead."
            )
        kept = desk.workspace.path_of(entry.location or "")
        if durable.digest_of(kept) != entry.sha256:
            raise WorkspaceError(f"{kept} was changed or taken away after it was read. Put it back from a backup.")
    _put_again(desk, [one for one in asked if one.state is FileState.ACCEPTED], reason)
    desk.ledger.read_again([one.id for one in asked if one.state in FOR_A_PERSON], reason)


def _put_again(desk: Desk, entries: Sequence[Entry], reason: str) -> dict[Entry, Path]:
    """Those of these entries whose bytes are kept, withdrawn, each with its copy in the inbox."""
    try:
        copies = {one: copy for one in entries if (copy := _copy(desk, one))}
    except OSError as error:
        raise WorkspaceError(
            f"Forms that are to be read again could not be put into {desk.workspace.inbox} ({error.strerror}). Make"
            " room or correct the permissions, and run again; nothing is lost."
        ) from None
    desk.ledger.withdraw([one.id for one in copies if one.state in _STANDING], reason)
    for one in copies:
        if one.state is FileState.NEEDS_REVIEW:  # what stands beside it there is not true any more
            _remove(desk.workspace.path_of(one.location or ""))
    return copies


def _is_stale(entry: Entry, editions: dict[str, Edition]) -> bool:
    edition = editions.get((entry.facts and entry.facts.edition) or "")
    is_there = entry.state in (*_STANDING, FileState.SUPERSEDED)
    return (
        edition is not None
        and is_there
        and entry.facts is not None
        and entry.facts.edition_sha256 != edition.mark.sha256
    )


def _copy(desk: Desk, entry: Entry) -> Path | None:
    """The copy of the form where it lay in the inbox, which may say whose it is; None where its bytes are gone."""
    kept = desk.workspace.path_of(entry.location or "")
    came = desk.workspace.path_of(entry.came or f"inbox/{clean_name(entry.name)}")
    if durable.digest_of(kept) != entry.sha256:
        log.error("%s was changed or taken away after it was read. Put it back from a backup.", kept)
        return None
    for copy in (came, came.parent / f"file-{entry.id}" / came.name):
        there = durable.digest_of(copy)
        if there is None:
            durable.write(copy, kept)
        if there in (None, entry.sha256):
            return copy
    return None


def _remove(filed: Path) -> None:
    for one in (*beside(filed), filed):
        one.unlink(missing_ok=True)
