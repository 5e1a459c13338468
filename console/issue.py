"""`planwright issue`: blank forms for one agency and round, from the schemas alone."""

import sys
from pathlib import Path

import click

from console.workspace import WORKSPACE, check_listed
from planwright import durable
from planwright.errors import WorkspaceError
from planwright.instruments import Instrument, load_instruments
from planwright.issuing import FORMATS
from planwright.stamp import Stamp
from planwright.workspace import Workspace, find_workspace

IN_THE_WAY = (
    "{path} is there already and is not this blank form; it may have been filled in, and was left as it is."
    " Move it away, or name another folder with --out."
)


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

    A file that is there already is left as it is, unless it is the same blank form; the exit code is then 1.

    \b
    Example: planwright issue --agency harbor --round 2026-fall --practice readiness --out forms
    """
    held = find_workspace(workspace)
    check_listed(held, agency, round_id)
    agency_name, round_name = held.settings.agencies[agency].name, held.settings.rounds[round_id].name
    refused = False
    for instrument in _chosen(held, practices):
        stamp = Stamp(instrument=instrument.practice, version=instrument.version, agency=agency, round=round_id)
        for ending in formats or sorted(FORMATS):
            form = FORMATS[ending](instrument, stamp, agency_name=agency_name, round_name=round_name)
            path = out / f"{agency}-{round_id}-{instrument.practice}.{ending}"
            if _written(path, form):
                click.echo(path)
            else:
                click.echo(IN_THE_WAY.format(path=path), err=True)
                refused = True
    sys.exit(int(refused))


def _written(path: Path, form: bytes) -> bool:
    """Whether the form lies there now: a file with other bytes may be one that somebody has filled in, and stays."""
    try:
        if path.is_dir() or (path.exists() and path.read_bytes() != form):
            return False
        durable.write(path, form)
    except OSError as error:
        raise WorkspaceError(
            f"{path} cannot be written ({error.strerror}). Correct the permissions, or name another folder with --out."
        ) from None
    return True


def _chosen(workspace: Workspace, practices: tuple[str, ...]) -> list[Instrument]:
    newest = {one.practice: one for one in load_instruments(workspace.schema_folders).newest()}
    for practice in practices:
        if practice not in newest:
            raise click.BadParameter(f"“{practice}” is none of {', '.join(newest)}.", param_hint="--practice")
    return [newest[practice] for practice in practices or newest]
