"""What a run came to, as talk: which files need a person and why, which count with a warning, what was left lying."""

from collections.abc import Sequence

import click

from console.words import gravest, plain
from flows.inbox import Lying, lying, why_left
from planwright.ledger import FOR_A_PERSON, Entry, FileState
from planwright.workspace import Workspace, ledger_of

MOST = 20  # files named of each kind; who has more looks into the folders

Known = frozenset[tuple[int, FileState]]


def known_files(workspace: Workspace) -> Known:
    """The ids of the files that came in before a run and were read, each with its state."""
    with ledger_of(workspace) as ledger:
        unread = (FileState.ARRIVED, FileState.READING)
        return frozenset((entry.id, entry.state) for entry in ledger.entries() if entry.state not in unread)


def tell(workspace: Workspace, before: Known) -> None:
    """Say on stderr what became of the files that stood otherwise before the run, where a person should know it."""
    with ledger_of(workspace) as ledger:
        entries = ledger.entries()
    for_a_person = [one for one in entries if one.state in FOR_A_PERSON]
    new = [one for one in for_a_person if (one.id, one.state) not in before]
    warned = [
        one for one in entries if one.state is FileState.ACCEPTED and one.problems and (one.id, one.state) not in before
    ]
    _list("Files of this run that need a person", new, "the .problems.txt beside it", "review/ and quarantine/")
    _list("Forms of this run accepted with a warning", warned, "“problems” in the .json beside it", "archive/")
    earlier = len(for_a_person) - len(new)
    if earlier:
        _say(f"Files of earlier runs that still need a person: {earlier}; see review/ and quarantine/.")
    tell_left(workspace, sorted(lying(workspace), key=lambda one: one.path))


def tell_left(workspace: Workspace, left: Sequence[Lying]) -> None:
    """Say on stderr why these things that lie in the inbox were not read."""
    if left:
        _say(f"Not read, and left in inbox/: {len(left)}.")
    for one in left[:MOST]:
        _say(f"  {one.path.relative_to(workspace.inbox)} {why_left(one)}.")
    if len(left) > MOST:
        _say(f"  and {len(left) - MOST} more")


def _list(what: str, entries: Sequence[Entry], beside: str, folders: str) -> None:
    """Say where each of these files lies, which tells its agency and its name, and its gravest problem."""
    if not entries:
        return
    _say(f"{what}: {len(entries)}. All that is to be known of a file stands in {beside}.")
    for entry in entries[:MOST]:
        _say(f"  {entry.location}: {gravest(entry.problems)}")
    if len(entries) > MOST:
        _say(f"  and {len(entries) - MOST} more: see {folders}")


def _say(line: str) -> None:
    click.echo(plain(line), err=True)
