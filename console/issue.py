"""`planwright issue`: blank forms for one agency and round, from the schemas alone."""

from pathlib import Path

import click

from console.workspace import WORKSPACE
from planwright import durable
from planwright.errors import WorkspaceError
from planwright.instruments import Instrument, load_instruments
from planwright.issuing import FORMATS
from planwright.model import Stamp
from planwright.workspace import Workspace, find_workspace


@click.command()
@click.option("--agency", required=True, help="The agency's id in planwright.toml.")
@click.option("--round", "round_id", required=True, help="The round's id in planwright.toml.")
@click.option("--practice", "practices", multiple=True, help="This practice's form only. May be given again.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(sorted(FORMATS)),
    help="This format only. May be given again.",
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="The folder to write the forms to."
)
@WORKSPACE
def issue(
    agency: str,
    round_id: str,
    practices: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path,
    workspace: Path | None,
) -> None:
    """Write blank forms for an agency and a round, and print their paths.

    \b
    Example: planwright issue --agency harbor --round 2026-fall --practice readiness --out forms
    """
    held = find_workspace(workspace)
    agency_name, round_name = _names(held, agency, round_id)
    for instrument in _chosen(held, practices):
        stamp = Stamp(instrument=instrument.practice, version=instrument.version, agency=agency, round=round_id)
        for ending in formats or sorted(FORMATS):
            form = FORMATS[ending](instrument, stamp, agency_name=agency_name, round_name=round_name)
            path = out / f"{agency}-{round_id}-{instrument.practice}.{ending}"
            durable.write(path, form)
            click.echo(path)


def _names(workspace: Workspace, agency: str, round_id: str) -> tuple[str, str]:
    settings = workspace.settings
    for kind, known, asked in (("agencies", settings.agencies, agency), ("rounds", settings.rounds, round_id)):
        if asked not in known:
            listed = ", ".join(known) or "none yet"
            raise WorkspaceError(
                f"“{asked}” is not among the {kind} in planwright.toml ({listed}). Add it there first."
            )
    return settings.agencies[agency].name, settings.rounds[round_id].name


def _chosen(workspace: Workspace, practices: tuple[str, ...]) -> list[Instrument]:
    newest = {one.practice: one for one in load_instruments(workspace.schema_folders).newest()}
    for practice in practices:
        if practice not in newest:
            raise click.BadParameter(f"“{practice}” is none of {', '.join(newest)}.", param_hint="--practice")
    return [newest[practice] for practice in practices or newest]
