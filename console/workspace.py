"""`planwright init`, and the option by which every other verb finds its workspace."""

from pathlib import Path

import click

from planwright.workspace import create_workspace

WORKSPACE = click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    help="The workspace's folder. Without it: the working folder, or the nearest one above it that is a workspace.",
)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", default="TA center", show_default=True, help="Whose workspace this is, as plans print it.")
@click.option("--timezone", default="UTC", show_default=True, help="The time zone of the nightly run.")
def init(folder: Path, name: str, timezone: str) -> None:
    """Make a workspace: inbox, archive, review, quarantine, plans, planwright.toml and the ledger.

    \b
    Example: planwright init center --name "Prairie TA Center" --timezone America/Chicago
    """
    workspace = create_workspace(folder, name=name, timezone=timezone)
    click.echo(workspace.folder)
    click.echo("Next: list your agencies and rounds in planwright.toml.", err=True)
