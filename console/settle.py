"""`planwright replay` and `withdraw`: what a person decides of files that came in."""

from collections.abc import Sequence
from pathlib import Path

import click

from console.words import plain
from console.workspace import WORKSPACE
from flows.again import replay as read_again
from flows.batch import desk_of
from planwright.filing import withdraw as take_back
from planwright.ledger import FileState
from planwright.workspace import find_workspace

FILES = click.argument("files", type=int, nargs=-1)


@click.command()
@FILES
@click.option("--all-quarantined", is_flag=True, help="Every file in quarantine.")
@click.option("--why", default="An instrument, an edition or the program was mended.", help="The reason kept of it.")
@WORKSPACE
def replay(files: Sequence[int], why: str, workspace: Path | None, *, all_quarantined: bool) -> None:
    """Have files read again by the next run, by the numbers that status lists: after something was mended.

    What waits for a person is read where it lies. A form that counts counts no more until it was read again.

    \b
    Example: planwright replay --all-quarantined --workspace center
    """
    if bool(files) is all_quarantined:
        raise click.UsageError("Name the files by their numbers, or ask for --all-quarantined.")
    with desk_of(find_workspace(workspace).folder) as desk:
        ids = [one.id for one in desk.ledger.entries(state=FileState.QUARANTINED)] if all_quarantined else files
        read_again(desk, ids, f"To be read again: {why}")
    click.echo(f"{len(set(ids))} to be read again. The next run reads them: planwright ingest.", err=True)


@click.command()
@FILES
@click.option("--why", required=True, help="The reason kept of it.")
@WORKSPACE
def withdraw(files: Sequence[int], why: str, workspace: Path | None) -> None:
    """Take files back, by the numbers that status lists: they are kept where they lie, and never counted.

    \b
    Example: planwright withdraw 17 --why "Sent by mistake" --workspace center
    """
    if not files:
        raise click.UsageError("Name the files by their numbers.")
    with desk_of(find_workspace(workspace).folder) as desk:
        beside = take_back(desk.workspace, desk.ledger, files, f"Withdrawn: {why}")
    for entry in beside:
        click.echo(
            f"File {entry.id}, “{plain(entry.name)}”, waits for a person beside a form that does not count any more:"
            f" planwright replay {entry.id}",
            err=True,
        )
