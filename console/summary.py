"""`planwright aggregate` and `planwright plan`: what one agency's accepted forms of a round amount to."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from console.workspace import WORKSPACE, check_listed
from planwright.aggregate import summaries_to_csv, summaries_to_json
from planwright.aggregate.collect import summaries_of
from planwright.errors import WorkspaceError
from planwright.instruments import Instruments, load_instruments
from planwright.ledger import FileState, Ledger
from planwright.workspace import WAIT, Workspace, find_workspace, hold, ledger_of

AGENCY = click.option("--agency", required=True, help="The agency's id.")
ROUND = click.option("--round", "round_id", required=True, help="The round's id.")


@click.command()
@AGENCY
@ROUND
@click.option(
    "--format", "kind", type=click.Choice(["json", "csv"]), default="json", show_default=True, help="What to print."
)
@WORKSPACE
def aggregate(agency: str, round_id: str, kind: str, workspace: Path | None) -> None:
    """Print the figures of an agency's round: each with n, missing and N/A, and the files it was counted from.

    \b
    Example: planwright aggregate --agency harbor --round 2026-fall --format csv > harbor.csv
    """
    with _opened(workspace) as (held, ledger, instruments):
        summaries = summaries_of(held, ledger, instruments, agency, round_id)
        if not summaries:
            raise _nothing(held, ledger, agency, round_id)
    sys.stdout.buffer.write(summaries_to_csv(summaries) if kind == "csv" else summaries_to_json(summaries))


@click.command()
@AGENCY
@ROUND
@WORKSPACE
def plan(agency: str, round_id: str, workspace: Path | None) -> None:
    """Write the plan of an agency's round where its forms have changed, and print its path.

    Beside it lie the figures it was made from, as JSON and CSV.

    \b
    Example: planwright plan --agency harbor --round 2026-fall
    """
    from planwright.plans.keep import keep_plan  # noqa: PLC0415 - the template engine is loaded only here

    with _opened(workspace) as (held, ledger, instruments), hold(held, wait=WAIT):
        kept = keep_plan(held, ledger, instruments, agency, round_id)
        if kept is None:
            raise _nothing(held, ledger, agency, round_id)
    click.echo(kept.path)
    click.echo("A new version was made." if kept.new else "Nothing has changed since this one was made.", err=True)


@contextmanager
def _opened(folder: Path | None) -> Iterator[tuple[Workspace, Ledger, Instruments]]:
    workspace = find_workspace(folder)
    with ledger_of(workspace) as ledger:
        yield workspace, ledger, load_instruments(workspace.schema_folders)


def _nothing(workspace: Workspace, ledger: Ledger, agency: str, round_id: str) -> WorkspaceError:
    """Why there is nothing to count, and what to do; an agency or round that nobody knows is refused."""
    check_listed(workspace, agency, round_id)
    none = f"No form of agency “{agency}” for round “{round_id}” is accepted yet"
    waiting = ledger.counts(agency=agency, round_id=round_id)[FileState.NEEDS_REVIEW]
    if waiting:
        folder = workspace.review / agency / round_id
        return WorkspaceError(
            f"{none}. Forms that wait for a person: {waiting}, in {folder}. Read the .problems.txt beside each, and put"
            " the corrected form into the inbox."
        )
    return WorkspaceError(f"{none}. Put returned forms into the inbox and run “planwright ingest”.")
