"""`planwright runs`: what every run did, and all that is known of one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click
from rich.table import Table

from console.status import page_wide
from console.words import plain
from console.workspace import WORKSPACE
from planwright.ledger import CUT_OFF, DONE, Ledger, RunRecord, utc_now
from planwright.report import page_of
from planwright.report.times import span_words
from planwright.workspace import Workspace, find_workspace, is_held, ledger_of

MOST = 20  # runs listed at once
UNDER_WAY = "under way"


@click.command()
@click.argument("run", type=int, required=False)
@click.option("--kind", type=click.Choice(["nightly", "ingest", "watch"]), help="Runs of this kind only.")
@click.option("--most", default=MOST, show_default=True, type=click.IntRange(min=1), help="Runs to list at most.")
@WORKSPACE
def runs(run: int | None, kind: str | None, most: int, workspace: Path | None) -> None:
    """List the runs, newest first: for when each was due, when it began, how it ended and what it did.

    With a number, all that is known of that run: every file that it moved, the plans it made, its report. The exit
    code is 1 where the run asked for, or the newest one listed, failed or was cut off.

    \b
    Example: planwright runs --kind nightly --workspace center
    """
    held = find_workspace(workspace)
    with ledger_of(held) as ledger:
        records = ledger.runs(kind=kind, most=most) if run is None else (ledger.run_record(run),)
        running = any(one.ended is None for one in records) and is_held(held)
        if run is None:
            page_wide().print(_table(records, running=running))
        else:
            click.echo("\n".join(_lines(held, ledger, records[0], running=running)))
    outcome = _outcome(records[0], running=running) if records else DONE
    click.get_current_context().exit(int(outcome not in (DONE, UNDER_WAY)))


def _table(records: Iterable[RunRecord], *, running: bool) -> Table:
    table = Table("Run", "Kind", "Due", "Began", "Took", "Ended", "Did")
    table.columns[0].justify = table.columns[4].justify = "right"
    for one in records:
        due = _moment(one.due) if one.due else "–"
        table.add_row(
            *(str(one.id), one.kind, due, _moment(one.started)),
            *(_took(one, running=running), _outcome(one, running=running), _did(one)),
        )
    return table


def _lines(workspace: Workspace, ledger: Ledger, one: RunRecord, *, running: bool) -> Iterator[str]:
    page = page_of(workspace, one.id)
    yield f"Run {one.id}: {one.kind}"
    if one.due:
        yield f"  due       {_moment(one.due)} UTC"
    yield f"  began     {_moment(one.started)} UTC"
    yield f"  took      {_took(one, running=running)}"
    yield f"  ended     {_outcome(one, running=running)}"
    yield f"  did       {_did(one)}"
    yield f"  report    {page or '–'}"
    plans, courses = ledger.plans_made(one.id, one.id), ledger.courses(one.id, one.id)
    if plans:
        yield "Plans made"
    yield from (f"  {plain(str(workspace.path_of(made.location)))}" for made in plans)
    if courses:
        states = Counter(course.states[-1] for course in courses)
        yield f"Files moved: {', '.join(f'{count} {state}' for state, count in states.items())}"
    for course in courses:
        way = " → ".join((*(("new",) if course.came else ()), *course.states))
        yield f"  {course.entry.id}  {plain(course.entry.name)}: {way}"


def _took(one: RunRecord, *, running: bool) -> str:
    """How long it took; of one that was cut off, only when that was found out is known."""
    outcome = _outcome(one, running=running)
    if outcome == CUT_OFF:
        return "–"
    return span_words(((one.ended or utc_now()) - one.started).total_seconds())


def _outcome(one: RunRecord, *, running: bool) -> str:
    """How it ended; one that never said so, and that no process is at work on, was cut off."""
    return one.outcome or (UNDER_WAY if running else CUT_OFF)


def _did(one: RunRecord) -> str:
    return ", ".join(f"{count} {what}" for what, count in one.counts.items() if count) or "nothing"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
