"""`planwright ingest`, `nightly` and `serve`: the verbs that read the inbox."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import click

from console.cli import HOUSE_IN_DISORDER, UNFINISHED
from console.table import print_report
from console.told import known_files, tell
from console.workspace import WORKSPACE
from flows import report
from flows.known import known_of
from flows.nightly import UnderWayError, check_alone
from flows.prefect_home import prefect_ready, prefect_server
from flows.pulse import health_of
from flows.stopping import told_to_stop, undisturbed
from planwright.ledger import FOR_A_PERSON
from planwright.report import page_of
from planwright.workspace import Workspace, find_workspace, ledger_of

PREFECT = ".prefect"  # Prefect's own folder within a workspace
WITHOUT_PREFECT = click.option(
    "--without-prefect",
    is_flag=True,
    help="Start at once, without Prefect and its server: for cron and timers. What is done and recorded is the same.",
)


@click.command()
@WITHOUT_PREFECT
@WORKSPACE
def ingest(workspace: Path | None, *, without_prefect: bool) -> None:
    """Read everything in the inbox, file it, and print what came of it.

    The table counts all files, the exit code those of this run: 1 where one of them needs a person. The last line is
    the path of the run's report, where it left one.

    \b
    Example: planwright ingest --workspace center
    """
    _run("ingest", find_workspace(workspace), without_prefect=without_prefect)


@click.command()
@WITHOUT_PREFECT
@WORKSPACE
def nightly(workspace: Path | None, *, without_prefect: bool) -> None:
    """Read everything in the inbox, make the plans whose forms changed, and print what came of it.

    The table counts all files, the exit code those of this run: 1 where one of them needs a person. The last line is
    the path of the run's report. Where another nightly run is under way, this one ends at once with exit code 1.

    \b
    Example: planwright nightly --workspace center
    """
    held = find_workspace(workspace)
    try:
        check_alone(held)  # before Prefect's server is started for nothing
        _run("nightly", held, without_prefect=without_prefect)
    except UnderWayError as error:
        click.echo(f"planwright: {error}", err=True)
        sys.exit(UNFINISHED)


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


def _run(name: str, workspace: Workspace, *, without_prefect: bool) -> None:
    """Do the run of this name in the workspace, print what came of it, and exit with the code that says so."""
    known_of(workspace)  # an instrument or an edition that is wrong is told here, and not as a failure of a flow
    before = known_files(workspace)
    with _plainly(name) if without_prefect else _as_flow(name, workspace) as run:
        counts = run(str(workspace.folder))
    print_report(workspace)
    _print_page(workspace, name)
    tell(workspace, before)
    sys.exit(_code(counts))


@contextmanager
def _plainly(name: str) -> Iterator[Callable[[str], dict[str, int]]]:
    """The run of this name, without Prefect."""
    with undisturbed():
        run = getattr(import_module(f"flows.{name}"), name)
    yield run


@contextmanager
def _as_flow(name: str, workspace: Workspace) -> Iterator[Callable[[str], dict[str, int]]]:
    """The flow of this name, to be called while inside."""
    with prefect_ready(workspace.folder / PREFECT):
        with undisturbed():
            flow = getattr(import_module("flows.tasks"), name)  # Prefect reads its settings when it is imported
        yield flow


def _print_page(workspace: Workspace, kind: str) -> None:
    """Print the path of the report that the last run of this kind left."""
    with ledger_of(workspace) as ledger:
        last = ledger.runs(kind=kind, most=1)
    page = page_of(workspace, last[0].id) if last else None
    if page:
        click.echo(page)


def _code(counts: dict[str, int]) -> int:
    """The exit code of a run that came to this; files of earlier runs do not count."""
    if counts.get(report.NOT_MADE):
        return HOUSE_IN_DISORDER
    return int(any(counts.get(state) for state in (*FOR_A_PERSON, report.LOCKED, report.UNFINISHED)))
