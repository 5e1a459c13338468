"""The trail that entries left: moves that follow from each other to where each stands, and who leads to whom."""

from collections.abc import Iterator, MutableMapping

from planwright.ledger import MOVES, FileState, Ledger
from planwright.ledger.raw import astray, move_rows
from planwright.verify.mismatch import Mismatch, of_ledger
from planwright.workspace import Workspace

_LEADS = {"duplicate_of": "is a duplicate of", "superseded_by": "was replaced by", "parent": "came within"}


def trail(workspace: Workspace, ledger: Ledger, states: MutableMapping[int, FileState | None]) -> Iterator[Mismatch]:
    """What is wrong with it; `states` says where each entry stands, and is used up."""
    for entry, name, column, leads in astray(ledger.engine):
        said = f"File {entry}, “{name}”, {_LEADS[column]} file {leads}, which is not there or is another."
        yield of_ledger(workspace, ledger, said)
    for what in _moves(ledger, states):
        yield of_ledger(workspace, ledger, what)
    for entry in states:
        yield of_ledger(workspace, ledger, f"File {entry} has no history.")


def _moves(ledger: Ledger, states: MutableMapping[int, FileState | None]) -> Iterator[str]:
    entry: int | None = None
    stands: str | None = None
    is_told = False
    for row in move_rows(ledger.engine):
        before, after = row.said["before"], row.said["after"]
        if row.said["file"] != entry:
            yield from _end(entry, stands, states, is_told=is_told)
            entry, stands, is_told = row.said["file"], None, False
        if row.wrong:
            yield f"Of the history of file {entry} these are wrong: {', '.join(row.wrong)}."
        if not is_told and (before != stands or not _may(before, after)):
            is_told = True
            step = f"{before or 'new'} → {after}"
            yield f"The history of file {entry} is no row of moves: {step} follows {stands or 'new'}."
        stands = after
    yield from _end(entry, stands, states, is_told=is_told)


def _end(
    entry: int | None, stands: str | None, states: MutableMapping[int, FileState | None], *, is_told: bool
) -> Iterator[str]:
    """What is wrong with where the moves of this entry end."""
    if entry is None:
        return
    if entry not in states:
        yield f"There is a history of file {entry}, and no such file."
    elif states.pop(entry) != stands and not is_told:
        yield f"The last move of file {entry} is to “{stands}”, and it is not in that state."


def _may(before: str | None, after: str | None) -> bool:
    try:
        return FileState(after or "") in MOVES[FileState(before) if before else None]
    except ValueError:
        return False
