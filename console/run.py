"""`planwright ingest`, `nightly` and `serve`: the verbs that run a flow."""

import sys
from importlib import import_module
from pathlib import Path

import click

from console.cli import HOUSE_IN_DISORDER
from console.table import print_report
from console.told import known_files, tell
from console.workspace import WORKSPACE
from flows.known import known_of
from flows.prefect_home import prefect_ready, prefect_server
from flows.pulse import health_of
from flows.report import LOCKED, NOT_MADE, UNFINISHED
from flows.stopping import told_to_stop, undisturbed
from planwright.ledger import FOR_A_PERSON
from planwright.workspace import find_workspace

PREFECT = ".prefect"  # Prefect's own folder within a workspace


@click.command()
@WORKSPACE
def ingest(workspace: Path | None) -> None:
    """Read everything in the inbox, file it, and print what came of it.

    The table counts all files, the exit code those of this run: 1 where one of them needs a person.

    \b
    Example: planwright ingest --workspace center
    """
    _run("ingest", workspace)


@click.command()
@WORKSPACE
def nightly(workspace: Path | None) -> None:
    """Read everything in the inbox, make the plans whose forms changed, and print what came of it.

    The table counts all files, the exit code those of this run: 1 where one of them needs a person.

    \b
    Example: planwright nightly --workspace center
    """
    _run("nightly", workspace)


@click.command()
@WORKSPACE
def health(workspace: Path | None) -> None:
    """Say whether a workspace is being served, by what its process last wrote. The exit code is 1 where it is not.

    \b
    Example: planwright health --workspace center
    """
    found = health_of(find_workspace(workspace))
    click.echo(found.message)
    sys.exit(int(not found.is_well))


@click.command()
@WORKSPACE
def serve(workspace: Path | None) -> None:
    """Watch the inbox, and run nightly at the time planwright.toml gives, until stopped.

    \b
    Example: planwright serve --workspace center
    """
    with told_to_stop() as stop:
        held = find_workspace(workspace)
        known_of(held)
        with prefect_server(held.folder / PREFECT, stop):
            from flows.serve import serve as run  # noqa: PLC0415 - Prefect reads its settings when it is imported

            run(held, stop)


def _run(name: str, folder: Path | None) -> None:
    """Call the flow of this name for the workspace, print what came of it, and exit with the code that says so."""
    workspace = find_workspace(folder)
    known_of(workspace)  # an instrument or an edition that is wrong is told here, and not as a failure of a flow
    before = known_files(workspace)
    with prefect_ready(workspace.folder / PREFECT):
        with undisturbed():
            flow = getattr(import_module(f"flows.{name}"), name)  # Prefect reads its settings when it is imported
        counts = flow(str(workspace.folder))
    print_report(workspace)
    tell(workspace, before)
    sys.exit(_code(counts))


def _code(counts: dict[str, int]) -> int:
    """The exit code of a run that came to this; files of earlier runs do not count."""
    if counts.get(NOT_MADE):
        return HOUSE_IN_DISORDER
    return int(any(counts.get(state) for state in (*FOR_A_PERSON, LOCKED, UNFINISHED)))
