"""`planwright ingest`, `nightly` and `serve`: the verbs that run a flow."""

import sys
from pathlib import Path

import click

from console.cli import HOUSE_IN_DISORDER
from console.table import print_report
from console.workspace import WORKSPACE
from flows.prefect_home import prefect_ready, prefect_server
from flows.report import LOCKED, NOT_MADE
from planwright.ledger import FileState
from planwright.workspace import Workspace, find_workspace

PREFECT = ".prefect"  # Prefect's own folder within a workspace
FOR_A_PERSON = (FileState.NEEDS_REVIEW, FileState.QUARANTINED, LOCKED)


@click.command()
@WORKSPACE
def ingest(workspace: Path | None) -> None:
    """Read everything in the inbox, file it, and print what came of it.

    \b
    Example: planwright ingest --workspace center
    """
    held = find_workspace(workspace)
    with prefect_ready(held.folder / PREFECT):
        from flows.ingest import ingest as flow  # noqa: PLC0415 - Prefect reads its settings when it is imported

        counts = flow(str(held.folder))
    _finish(held, counts)


@click.command()
@WORKSPACE
def nightly(workspace: Path | None) -> None:
    """Read everything in the inbox, make the plans whose forms changed, and print what came of it.

    \b
    Example: planwright nightly --workspace center
    """
    held = find_workspace(workspace)
    with prefect_ready(held.folder / PREFECT):
        from flows.nightly import nightly as flow  # noqa: PLC0415

        counts = flow(str(held.folder))
    _finish(held, counts)


@click.command()
@WORKSPACE
def serve(workspace: Path | None) -> None:
    """Watch the inbox, and run nightly at the time planwright.toml gives, until stopped.

    \b
    Example: planwright serve --workspace center
    """
    held = find_workspace(workspace)
    with prefect_server(held.folder / PREFECT):
        from flows.serve import serve as run  # noqa: PLC0415

        run(held)


def _finish(workspace: Workspace, counts: dict[str, int]) -> None:
    print_report(workspace)
    if counts.get(NOT_MADE):
        sys.exit(HOUSE_IN_DISORDER)
    sys.exit(int(any(counts.get(state) for state in FOR_A_PERSON)))
