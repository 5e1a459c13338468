"""What `planwright show` lists of two forms of one respondent: which answers changed, what they were and are."""

from collections.abc import Iterable, Iterator

from console.words import plain
from planwright.archive import submission_of
from planwright.changes import Changes, changes
from planwright.errors import WorkspaceError
from planwright.instruments import Instruments, load_instruments
from planwright.ledger import Entry, FileState, Ledger
from planwright.workspace import Workspace


def told_changes(workspace: Workspace, ledger: Ledger, entry: Entry) -> Iterator[str]:
    """What changed between this form and those whose place it took, and the one that took its own."""
    pairs = [(earlier, entry) for earlier in ledger.replaced_by(entry.id)]
    if entry.superseded_by and entry.state is FileState.SUPERSEDED:
        pairs.append((entry, ledger.entry(entry.superseded_by)))
    instruments = load_instruments(workspace.schema_folders) if pairs else Instruments(())
    for earlier, later in pairs:
        yield f"Changed from file {earlier.id}, {plain(earlier.name)}, to file {later.id}, {plain(later.name)}"
        try:
            yield from _between(workspace, earlier, later, instruments)
        except WorkspaceError as error:
            yield f"  {plain(str(error))}"


def _between(workspace: Workspace, earlier: Entry, later: Entry, instruments: Instruments) -> Iterator[str]:
    for one in (earlier, later):
        if one.submission is None:
            yield f"  What was read of file {one.id} was not kept, so the two cannot be compared."
            return
    yield from _lines(changes(submission_of(workspace, earlier), submission_of(workspace, later), instruments))


def _lines(found: Changes) -> Iterable[str]:
    yield f"  {len(found.changed)} changed, {found.same} stayed the same"
    for one in found.changed:
        yield f"  {plain(one.question)} [{one.item}]"
        yield f"    before  {plain(one.before)}"
        yield f"    now     {plain(one.now)}"
    if found.not_comparable:
        yield f"  cannot be compared: {', '.join(map(plain, found.not_comparable))}"
