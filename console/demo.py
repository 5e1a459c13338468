"""`planwright demo`: the main job on the example forms, in a new workspace."""

import json
import shutil
from pathlib import Path

import click

from console.run import PREFECT
from console.table import print_report
from console.told import tell
from flows.prefect_home import prefect_ready
from planwright.house import content
from planwright.settings import Agency, Round
from planwright.workspace import Workspace, create_workspace

FORMS = (".docx", ".pdf")


@click.command()
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the new workspace. Without it: demo, or demo-2 and so on where that is taken.",
)
def demo(into: Path | None) -> None:
    """Read the returned forms of six invented agencies and write their plans.

    \b
    Example: planwright demo
    """
    workspace = _workspace(into or _free(Path("demo")))
    with prefect_ready(workspace.folder / PREFECT):
        from flows.tasks import nightly  # noqa: PLC0415 - Prefect reads its settings when it is imported

        nightly(str(workspace.folder))
    print_report(workspace)
    tell(workspace, frozenset())


def _workspace(folder: Path) -> Workspace:
    """A new workspace that knows the agencies of the examples and has their forms in its inbox."""
    returned = content("examples") / "returned"
    known = json.loads((returned / "agencies.json").read_text(encoding="utf-8"))
    workspace = create_workspace(
        folder,
        name=known["name"],
        agencies={name: Agency(**about) for name, about in known["agencies"].items()},
        rounds={name: Round(**about) for name, about in known["rounds"].items()},
    )
    for form in sorted(returned.iterdir()):
        if form.suffix in FORMS:
            shutil.copy(form, workspace.inbox / form.name)
    return workspace


def _free(folder: Path) -> Path:
    number = 1
    chosen = folder
    while chosen.exists():
        number += 1
        chosen = folder.with_name(f"{folder.name}-{number}")
    return chosen
