"""`planwright status` and `show`: what became of the files that came in, all of them and one of them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from console.changed import told_changes
from console.table import WIDE
from console.told import tell_left
from console.words import gravest, plain
from console.workspace import WORKSPACE
from flows.inbox import lying
from planwright.filed import PROBLEMS
from planwright.ledger import FOR_A_PERSON, Entry, FileState, Holding, Ledger, Move, utc_now
from planwright.workspace import Workspace, find_workspace, ledger_of

MOST = 20  # files that wait, listed at once
_HOUR, _DAY = 3600, 86_400  # seconds


@click.command()
@click.option("--most", default=MOST, show_default=True, type=click.IntRange(min=0), help="Files to list at most.")
@WORKSPACE
def status(most: int, workspace: Path | None) -> None:
    """Say how many files are in each state, how long ago the first of them came, and list what waits for a person.

    The oldest come first. The exit code is 1 where a file waits for a person.

    \b
    Example: planwright status --workspace center
    """
    held_in = find_workspace(workspace)
    with ledger_of(held_in) as ledger:
        held = ledger.holdings()
        waiting = ledger.oldest(*FOR_A_PERSON, most=most)
    now = utc_now()
    console = page_wide()
    console.print(_states(held, now))
    count = sum(one.files for one in held if one.state in FOR_A_PERSON)
    if waiting:
        console.print(_waiting(waiting, now))
    _tell_inbox(held_in)
    if count > len(waiting):
        click.echo(f"and {count - len(waiting)} more that wait for a person; --most lists more of them.", err=True)
    click.get_current_context().exit(int(count > 0))


@click.command()
@click.argument("file", type=int)
@WORKSPACE
def show(file: int, workspace: Path | None) -> None:
    """Print all that is known of one file, by the number that status lists: whose it is, its problems, its history.

    Of a form that replaced another, and of one that was replaced, it lists which answers changed, and to what.

    \b
    Example: planwright show 17 --workspace center
    """
    held = find_workspace(workspace)
    with ledger_of(held) as ledger:
        lines = list(_lines(held, ledger, ledger.entry(file), ledger.history(file)))
    click.echo("\n".join(lines))


def _tell_inbox(workspace: Workspace) -> None:
    """Say on stderr what lies in the inbox: how much is to be read, and why the rest is not."""
    found = sorted(lying(workspace), key=lambda one: one.path)
    if waiting := sum(one.why is None for one in found):
        click.echo(f"In inbox/, to be read by the next run: {waiting:,}.", err=True)
    tell_left(workspace, [one for one in found if one.why])


# -- all files --------------------------------------------------------------------------------------------------------


def _states(held: Iterable[Holding], now: datetime) -> Table:
    table = Table("State", "Files", "Oldest came")
    table.columns[1].justify = table.columns[2].justify = "right"
    for one in held:
        table.add_row(one.state, f"{one.files:,}", f"{age(now, one.oldest)} ago" if one.oldest else "–")
    return table


def _waiting(entries: Iterable[Entry], now: datetime) -> Table:
    table = Table("File", "Came", "State", "Lies in", "What is wrong")
    table.columns[0].justify = table.columns[1].justify = "right"
    for entry in entries:
        said = (plain(entry.location or "–"), plain(gravest(entry.problems)))
        table.add_row(str(entry.id), f"{age(now, entry.received)} ago", entry.state, *said)
    return table


def page_wide() -> Console:
    """Where tables are printed: as wide as the terminal, or wide enough that nothing of them is cut off."""
    console = Console(markup=False, highlight=False)
    return console if console.is_terminal else Console(width=WIDE, markup=False, highlight=False)


def age(now: datetime, then: datetime) -> str:
    """How long ago a moment was: in days from two on, in hours from one on, else in minutes."""
    seconds = max(0, int((now - then).total_seconds()))
    if seconds >= 2 * _DAY:
        return f"{seconds // _DAY:,} days"
    return f"{seconds // _HOUR} h" if seconds >= _HOUR else f"{seconds // 60} min"


# -- one file ---------------------------------------------------------------------------------------------------------


def _lines(workspace: Workspace, ledger: Ledger, entry: Entry, moves: Iterable[Move]) -> Iterator[str]:
    yield f"File {entry.id}: {plain(entry.name)}"
    yield f"  state     {entry.state}"
    yield f"  came      {_moment(entry.received)}{f', into {plain(entry.came)}' if entry.came else ''}"
    yield f"  lies in   {_place(workspace, entry)}"
    yield f"  bytes     {entry.size:,}, sha256 {entry.sha256}"
    if entry.facts:
        said = (entry.facts.agency, entry.facts.round, entry.facts.instrument, f"version {entry.facts.version}")
        yield f"  form of   {', '.join(one or '(not known)' for one in said)}"
    for other, says in ((entry.duplicate_of, "same bytes as"), (entry.superseded_by, "replaced by")):
        if other:
            yield f"  {says} file {other}: {plain(ledger.entry(other).name)}"
    if entry.parent:
        yield f"  came within file {entry.parent}: {plain(ledger.entry(entry.parent).name)}"
    for child in ledger.enclosed_in(entry.id):
        yield f"  holds     file {child.id}, {child.state}: {plain(child.name)}"
    if entry.submission:
        yield f"  answers   {plain(str(workspace.path_of(entry.submission)))}"
    yield from told_changes(workspace, ledger, entry)
    if entry.problems:
        yield "Problems"
    yield from (f"  {one.severity}: {plain(one.message)} [{one.code}]" for one in entry.problems)
    yield "History"
    for move in moves:
        yield f"  {_moment(move.at)}  {move.before or 'new'} → {move.after}: {plain(move.reason)} [{move.program}]"


def _place(workspace: Workspace, entry: Entry) -> str:
    if entry.location is None:
        return "where the first copy of the same bytes lies"
    path = workspace.path_of(entry.location)
    if not path.exists() and entry.state is FileState.WITHDRAWN:
        return f"{plain(str(path))} no more, since it was withdrawn"
    if not path.exists():
        return f"{plain(str(path))}, and is not there any more: put it back from a backup"
    has_list = entry.state in FOR_A_PERSON and path.with_name(f"{path.name}{PROBLEMS}").exists()
    return plain(str(path)) + (f" (its problems: {PROBLEMS} beside it)" if has_list else "")


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
