"""The ingest flow: what lies in the inbox gets its verdict and is filed."""

from collections.abc import Sequence
from pathlib import Path

from pebble import ProcessPool
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.batch import Desk, desk_of, pool_of, read_and_file, take, waiting
from flows.progress import progress
from flows.report import markdown, report
from planwright.ledger import Entry

CHUNK = 500  # files one task reads: enough that a task's own cost disappears, few enough that a run shows its progress


@flow(name="ingest", log_prints=False)
def ingest(folder: str, files: Sequence[str] | None = None) -> dict[str, int]:
    """How many files came to each state: all that wait in the inbox of this workspace, or only these."""
    with desk_of(Path(folder)) as desk:
        counts = run_recorded(desk, "ingest", [Path(file) for file in files] if files is not None else None)
        leave_report(desk)
        return counts


def run_recorded(desk: Desk, kind: str, paths: Sequence[Path] | None = None) -> dict[str, int]:
    """The counts of one ingest, with its run in the ledger: how it ended, and with what."""
    run = desk.ledger.start_run(kind)
    counts: dict[str, int] = {}
    outcome = "failed"
    try:
        for entry in ingest_files(desk, waiting(desk.workspace) if paths is None else paths):
            counts[entry.state] = counts.get(entry.state, 0) + 1
        outcome = "done"
    finally:
        desk.ledger.end_run(run, outcome, counts)
    return counts


def ingest_files(desk: Desk, paths: Sequence[Path]) -> list[Entry]:
    """The entries of these files, settled."""
    to_read, duplicates = take_files(desk, paths)
    settled = list(duplicates)
    if to_read:
        with pool_of(desk) as pool, progress("Reading forms", len(to_read)) as advance:
            for start in range(0, len(to_read), CHUNK):
                chunk = read_chunk(desk, pool, to_read[start : start + CHUNK])
                settled.extend(chunk)
                advance(len(chunk))
    return settled


@task(cache_policy=NO_CACHE)
def take_files(desk: Desk, paths: Sequence[Path]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The entries to read, and the duplicates."""
    return take(desk, paths)


@task(cache_policy=NO_CACHE)
def read_chunk(desk: Desk, pool: ProcessPool, entries: Sequence[Entry]) -> list[Entry]:
    """These entries, read in the pool and filed."""
    return [entry for portion in read_and_file(desk, pool, entries) for entry in portion]


def leave_report(desk: Desk) -> None:
    """Leave the table of all agencies as an artifact of the run."""
    create_markdown_artifact(
        markdown(report(desk.workspace, desk.ledger)), key="forms-and-plans", description="Forms and plans by agency"
    )
