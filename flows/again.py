"""Forms that were read with an edition as it was before it was corrected: put into the inbox again, to be read anew.

    copy of the bytes in the inbox → on disk → entry withdrawn → read like any file that comes in

A stop at any point leaves a copy in the inbox, or nothing done, and the next run goes on from there.
"""

import logging
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from flows.batch import Desk
from planwright import durable
from planwright.editions import Edition
from planwright.errors import WorkspaceError
from planwright.filing import PROBLEMS
from planwright.ledger import Entry, FileState
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
    try:
        copies = {one.id: copy for one in stale if (copy := _copy(desk, one))}
    except OSError as error:
        raise WorkspaceError(
            f"Forms that are to be read again could not be put into {desk.workspace.inbox} ({error.strerror}). Make"
            " room or correct the permissions, and run again; nothing is lost."
        ) from None
    if not copies:
        return ()
    found = [one for one in stale if one.id in copies]
    desk.ledger.withdraw([one.id for one in found if one.state in _STANDING], _REASON)
    for one in found:
        if one.state is FileState.NEEDS_REVIEW:  # what stands beside it there is not true any more
            _remove(desk.workspace.path_of(one.location or ""))
    _tell(found)
    return tuple(copies.values())


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
            about = kept.stat()  # it need not lie still first
            os.utime(copy, ns=(about.st_atime_ns, about.st_mtime_ns))
        if there in (None, entry.sha256):
            return copy
    return None


def _remove(filed: Path) -> None:
    filed.with_name(f"{filed.name}{PROBLEMS}").unlink(missing_ok=True)
    filed.unlink(missing_ok=True)


def _tell(found: Iterable[Entry]) -> None:
    for edition, forms in sorted(Counter(one.facts.edition for one in found if one.facts).items(), key=str):
        log.warning(
            "The edition “%s” was corrected or checked since forms were read with it: %s. They are read again.",
            edition,
            forms,
        )
