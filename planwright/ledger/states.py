"""The states a file can be in, and the moves between them: drawn here, and nowhere else.

    (new) ─┬─► arrived ◄──► reading ─┬─► accepted ─────► superseded
           │     ▲ │                 │     ▲▼ └────────► withdrawn
           │     │ └─► withdrawn     ├─► needs review ─► superseded, withdrawn, accepted
           │     ├───────────────────┼──── needs review
           │     └───────────────────┴─► quarantined ──► withdrawn
           └─► duplicate

A file is in exactly one state. `duplicate`, `superseded` and `withdrawn` are ends: the file is kept and never counted.
"""

from collections.abc import Mapping
from enum import StrEnum

from planwright.errors import LedgerError


class FileState(StrEnum):
    """Where a file stands on its way from the inbox to the plan."""

    ARRIVED = "arrived"  # noticed, its bytes known, not read yet
    READING = "reading"  # a process has it in hand
    ACCEPTED = "accepted"  # counted
    NEEDS_REVIEW = "needs review"  # read; a person must settle an answer, or which of two forms counts
    QUARANTINED = "quarantined"  # could not be read as one known form
    DUPLICATE = "duplicate"  # the same bytes as another file
    SUPERSEDED = "superseded"  # the same respondent's later form replaces it
    WITHDRAWN = "withdrawn"  # taken back, by a person or by the sender


FOR_A_PERSON = (FileState.NEEDS_REVIEW, FileState.QUARANTINED)

_S = FileState
MOVES: Mapping[FileState | None, frozenset[FileState]] = {
    None: frozenset({_S.ARRIVED, _S.DUPLICATE}),
    _S.ARRIVED: frozenset({_S.READING, _S.WITHDRAWN}),
    _S.READING: frozenset({_S.ACCEPTED, _S.NEEDS_REVIEW, _S.QUARANTINED, _S.ARRIVED}),
    # From review a person may accept it, look again without settling it, or have it read again.
    _S.NEEDS_REVIEW: frozenset({_S.ACCEPTED, _S.NEEDS_REVIEW, _S.ARRIVED, _S.SUPERSEDED, _S.WITHDRAWN}),
    _S.QUARANTINED: frozenset({_S.ARRIVED, _S.WITHDRAWN}),
    # An accepted form goes to review where another came in that clashes with it and counts before it.
    _S.ACCEPTED: frozenset({_S.NEEDS_REVIEW, _S.SUPERSEDED, _S.WITHDRAWN}),
    _S.DUPLICATE: frozenset(),
    _S.SUPERSEDED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}


def state_of(said: str, name: str = "a file") -> FileState:
    """The state of this name, as the ledger has it; raises `LedgerError` for one that somebody wrote there by hand."""
    try:
        return FileState(said)
    except ValueError:
        known = ", ".join(FileState)
        raise LedgerError(
            f"The ledger says of {name} that it is “{said}”, which is no state ({known}). It was changed by hand or by"
            " another program; put it back from a backup."
        ) from None


def check_move(name: str, before: FileState | None, after: FileState) -> None:
    """Raise `LedgerError` unless a file may go from the one state to the other."""
    if after not in MOVES[before]:
        raise _refused(name, before, after)


def check_settling(name: str, before: FileState, after: FileState) -> None:
    """Raise `LedgerError` unless reading or a reviewer may bring a file from the one state to the other.

    What was accepted is settled: only another form that came in sends it to review.
    """
    check_move(name, before, after)
    if before is FileState.ACCEPTED:
        raise _refused(name, before, after)


def _refused(name: str, before: FileState | None, after: FileState) -> LedgerError:
    return LedgerError(
        f"“{name}” is {before or 'new'} and cannot become {after}. Another program or page may have settled it in"
        " the meantime; look at it again."
    )
