"""`planwright verify`, `backup` and `restore`: whether everything is kept as the ledger says, and that it stays so."""

from collections.abc import Iterable
from pathlib import Path

import click

from console.words import plain
from console.workspace import WORKSPACE
from flows.batch import desk_of
from planwright.backup import checked, make_backup, restore_backup
from planwright.verify import Mismatch
from planwright.verify import verify as hold_against
from planwright.workspace import find_workspace

MOST = 5  # what is left out, named at once
MEGABYTE = 1_000_000


@click.command()
@WORKSPACE
def verify(workspace: Path | None) -> None:
    """Hold the ledger against the folders: every entry has its bytes, every file its entry, every JSON is as accepted.

    Prints the path of everything that does not agree, and says on stderr what to do about it; the exit code is then 1.

    \b
    Example: planwright verify --workspace center
    """
    with desk_of(find_workspace(workspace).folder) as desk:
        found = _say(hold_against(desk.workspace, desk.ledger))
        count = sum(desk.ledger.counts().values())
    click.echo(f"{count:,} entries, {found:,} that do not agree.", err=True)
    click.get_current_context().exit(int(found > 0))


@click.command()
@click.argument("to", type=click.Path(path_type=Path))
@WORKSPACE
def backup(to: Path, workspace: Path | None) -> None:
    """Keep a copy of the workspace and its ledger, as they are at one moment, in a new folder; runs may be under way.

    The folder is there once the backup is whole. “sha256sum -c SHA256SUMS” in it tells whether it still is.

    \b
    Example: planwright backup /mnt/backups/center-$(date +%F) --workspace center
    """
    made = make_backup(find_workspace(workspace), to)
    click.echo(made.folder)
    click.echo(f"{made.files:,} files, {made.size / MEGABYTE:,.1f} MB.", err=True)
    if made.left_out:
        named = ", ".join(plain(one) for one in made.left_out[:MOST])
        more = f" and {len(made.left_out) - MOST} more" if len(made.left_out) > MOST else ""
        click.echo(f"Not in it, since they are links or no files: {named}{more}.", err=True)
    for folder in made.elsewhere:
        click.echo(f"Not in it, since it lies outside of the workspace: {plain(str(folder))}. Keep it too.", err=True)


@click.command()
@click.argument("backup", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("into", type=click.Path(path_type=Path))
@click.option("--ledger", metavar="URL", help="An empty PostgreSQL database for the ledger; without it, a file.")
def restore(backup: Path, into: Path, ledger: str | None) -> None:
    """Make a workspace of a backup, in a new folder, and verify it.

    Prints the path of everything that does not agree, and says on stderr what to do about it; the exit code is then 1.

    \b
    Example: planwright restore /mnt/backups/center-2026-10-05 center
    """
    restored = restore_backup(backup, into, ledger)
    click.echo(f"{plain(str(restored.folder))}: restored as it was on {restored.made}.", err=True)
    if restored.strange:
        click.echo(f"Left out of it: {restored.strange} files that the backup was not made of.", err=True)
    found = _say(checked(restored.folder))
    click.echo(f"{restored.files:,} files, {found:,} things that do not agree.", err=True)
    click.get_current_context().exit(int(found > 0))


def _say(mismatches: Iterable[Mismatch]) -> int:
    """How many there are, each said as it is found."""
    count = 0
    for count, one in enumerate(mismatches, start=1):  # noqa: B007
        click.echo(plain(str(one.path)))
        click.echo(f"  {plain(one.message)}", err=True)
    return count
