"""Moves of entries from state to state, each with its row of history, within the caller's transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, insert, update

from planwright.house import program_version
from planwright.ledger.entries import Entry, Moment
from planwright.ledger.queries import entries_by_id, portions
from planwright.ledger.states import FileState, check_move
from planwright.ledger.tables import files, history


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A move about to be made, and why."""

    entry: int
    name: str
    before: FileState | None
    after: FileState
    reason: str


def record(connection: Connection, steps: Sequence[Step], moment: Moment) -> None:
    """Write the steps into history; raises `LedgerError` where one of them is no allowed move."""
    for step in steps:
        check_move(step.name, step.before, step.after)
    rows = [
        {
            "file": step.entry,
            "before": step.before,
            "after": step.after,
            "at": moment.at,
            "reason": step.reason,
            "program": program_version(),
            "run": moment.run,
        }
        for step in steps
    ]
    if rows:
        connection.execute(insert(history), rows)


def move(connection: Connection, held: Sequence[Entry], after: FileState, reason: str, moment: Moment) -> list[Entry]:
    """These entries moved to the one state; raises `LedgerError` where one of them may not go there."""
    moved = [replace(one, state=after) for one in held]
    steps = [Step(entry=one.id, name=one.name, before=one.state, after=after, reason=reason) for one in held]
    record(connection, steps, moment)
    for some in portions(moved):
        connection.execute(update(files).where(files.c.id.in_([one.id for one in some])).values(state=after))
    return moved


def start_reading(connection: Connection, ids: Iterable[int], moment: Moment) -> tuple[Entry, ...]:
    """Those of these entries that were still waiting, and are now in this process's hands."""
    held = entries_by_id(connection, ids, lock=True).values()
    waiting = [entry for entry in held if entry.state is FileState.ARRIVED]
    return tuple(move(connection, waiting, FileState.READING, "Reading began.", moment))


def forget_leftovers(connection: Connection, ids: Iterable[int]) -> None:
    """Note that the copies these entries left behind are gone."""
    for some in portions(list(ids)):
        connection.execute(update(files).where(files.c.id.in_(some)).values(leftover=None))


def relocate(connection: Connection, entry: int, location: str) -> None:
    """Note that the bytes of this entry lie elsewhere than was known."""
    connection.execute(update(files).where(files.c.id == entry).values(location=location))
