"""`planwright issue`: blank forms for one agency and round."""

from pathlib import Path

import click

from console.workspace import WORKSPACE
from planwright.errors import PlanwrightError
from planwright.instruments import Instrument, load_instruments
from planwright.issuing import FORMATS
from planwright.model import Stamp
from planwright.workspace import Workspace, find_workspace


@click.command()
@click.option("--agency", required=True, help="The agency's id in planwright.toml.")
@click.option("--round", "round_id", required=True, help="The collection round's id in planwright.toml.")
@click.option("--practice", "practices", multiple=True, help="Only this practice's form. May be given again.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(sorted(FORMATS)), help="Only this format. May be given again."
)
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="The folder to write to.")
@WORKSPACE
def issue(
    agency: str,
    round_id: str,
    practices: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path,
    workspace: Path | None,
) -> None:
    """Write blank forms and print the path of each.

    \b
    Example: planwright issue --agency harbor --round 2026-fall --practice readiness --out forms
    """
