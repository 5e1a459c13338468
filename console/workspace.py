"""`planwright init`, and the option by which every other verb finds its workspace."""

from pathlib import Path

import click

from planwright.workspace import Workspace, create_workspace

WORKSPACE = click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    help="The workspace's folder. Without it: the working folder, or the nearest one above it that is a workspace.",
)


def check_listed(workspace: Workspace, agency: str, round_id: str) -> None:
    """Refuse an agency or a round that is not in planwright.toml, as any other wrong option is refused."""
    settings = workspace.settings
    for option, kind, known, asked in (
        ("--agency", "agencies", settings.agencies, agency),
        ("--round", "rounds", settings.rounds, round_id),
    ):
        if asked not in known:
            listed = ", ".join(known) or "none yet"
            raise click.BadParameter(
                f"“{asked}” is not among the {kind} in planwright.toml ({listed}). Write one of them, or add it there.",
                param_hint=option,
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
