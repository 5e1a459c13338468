"""Holds the ledger against the folders: every entry has its bytes, every file its entry, every JSON what was read.

Nothing is changed; what is found is said, each with what to do about it. Of an entry only what tells it apart is kept
in memory, so that a ledger of any size can be looked through.
"""

from collections.abc import Iterator

from planwright.ledger import Ledger
from planwright.ledger.raw import file_fault, plan_rows, run_rows
from planwright.verify.entries import Entries
from planwright.verify.mismatch import BACKUP, Mismatch, of_ledger
from planwright.verify.strays import strays
from planwright.verify.trail import trail
from planwright.workspace import Workspace

__all__ = ["Mismatch", "verify"]


def verify(workspace: Workspace, ledger: Ledger) -> Iterator[Mismatch]:
    """What does not agree; nothing where all is as it should be. For a workspace that nobody else is reading in."""
    fault = file_fault(ledger.engine)
    if fault:
        yield of_ledger(workspace, ledger, f"SQLite finds the file of the ledger damaged ({fault}).")
        return
    entries = Entries(workspace, ledger)
    yield from entries.one_by_one()
    yield from entries.beside_each_other()
    yield from trail(workspace, ledger, entries.states)
    yield from strays(workspace, entries.known)
    yield from _plans(workspace, ledger)
    for row in run_rows(ledger.engine):
        if row.wrong:
            yield of_ledger(workspace, ledger, f"Of run {row.said['id']} these are wrong: {', '.join(row.wrong)}.")


def _plans(workspace: Workspace, ledger: Ledger) -> Iterator[Mismatch]:
    """The plans that are not there any more; one that was edited is its editor's."""
    for row in plan_rows(ledger.engine):
        if row.wrong:
            yield of_ledger(workspace, ledger, f"Of plan {row.said['id']} these are wrong: {', '.join(row.wrong)}.")
            continue
        path = workspace.path_of(row.said["location"])
        if not path.exists():
            made = f"{row.said['made']:%Y-%m-%d}"
            yield Mismatch(path=path, message=f"This plan was made on {made} and is gone. {BACKUP}")
