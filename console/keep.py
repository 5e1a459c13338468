"""`planwright verify`: whether everything is kept as the ledger says."""

from pathlib import Path

import click

from console.words import plain
from console.workspace import WORKSPACE
from flows.batch import desk_of
from planwright.verify import verify as hold_against
from planwright.workspace import find_workspace


@click.command()
@WORKSPACE
def verify(workspace: Path | None) -> None:
    """Hold the ledger against the folders: every entry has its bytes, every file its entry, every JSON is as accepted.

    Prints the path of everything that does not agree, and says on stderr what to do about it; the exit code is then 1.

    \b
    Example: planwright verify --workspace center
    """
    with desk_of(find_workspace(workspace).folder) as desk:
        found = list(hold_against(desk.workspace, desk.ledger))
        count = sum(desk.ledger.counts().values())
    for one in found:
        click.echo(plain(str(one.path)))
        click.echo(f"  {plain(one.message)}", err=True)
    click.echo(f"{count:,} entries, {len(found):,} that do not agree.", err=True)
    click.get_current_context().exit(int(bool(found)))
