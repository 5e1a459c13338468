"""Does every fault for as long as it takes, and writes what came of it: `python -m tests.faults --write FILE`."""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from planwright.ledger import open_ledger
from tests.faults import faults
from tests.faults.harness import Harness, Row, positions
from tests.faults.ledgers import OnPostgreSQL
from tests.ledger import postgres
from tests.ledger.conftest import sql, url_of

PAGE = """\
<!-- Made by `make faults`. Do not edit. -->
# Reliability

What was done to real runs of `planwright nightly`, and what was left after the next run. `tests/faults` does it:
each fault to a run of its own over a batch of {files} files, in which {mix}.

After each fault it is looked at whether every file's bytes are kept, every file is in the state it would be in had
nothing happened, nobody counts twice, each plan was made once from the same forms, nothing lies in the inbox or
half written anywhere, and `planwright verify` finds everything as it should be. “Wrong” counts what was not so.
“Work went on” is how long after its start the next run moved its first file, the start of Python and its libraries
included.

| fault | times | wrong | work went on after, in the middle | at most |
|---|---|---|---|---|
{rows}

Made on {day}, in {minutes:.0f} minutes. A run is killed with SIGKILL before every place in its code at which
something is written, renamed, removed, flushed or committed: the first time it comes there, one in the middle, and
the last; and at any moment. {places} such places were met, {steps:,} times in one undisturbed run.

What runs said of the faults that they could see:

{said}
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do them, print what came of each, and write the page where one is asked for; 1 where something was wrong."""
    asked = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    asked.add_argument("--files", type=int, default=1000, help="of a batch")
    asked.add_argument("--rounds", type=int, default=200, help="of kills at any moment")
    asked.add_argument("--seed", type=int, default=1, help="of these")
    asked.add_argument("--write", type=Path, help="the page to write")
    given = asked.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        return _do(given, Path(folder))


def _do(given: argparse.Namespace, folder: Path) -> int:
    began = time.monotonic()
    harness = Harness(folder=folder / "sqlite", files=given.files)
    rows = [_told(row) for row in _on_sqlite(harness, given)]
    rows += [_told(row) for row in _on_postgresql(folder / "postgresql", given)]
    if given.write:
        minutes = (time.monotonic() - began) / 60
        given.write.write_text(_page(harness, rows, given.files, minutes), encoding="utf-8")
    return int(any(row.wrong for row in rows))


def _on_sqlite(harness: Harness, given: argparse.Namespace) -> Iterator[Row]:
    yield harness.killed_at("killed before a step", positions(harness.steps))
    yield harness.killed_at_random("killed at any moment", given.rounds, given.seed)
    for make in (faults.seen, faults.from_outside, faults.longer, faults.of_prefect):
        yield from make(harness)


def _on_postgresql(folder: Path, given: argparse.Namespace) -> Iterator[Row]:
    programs = postgres.programs()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed; tests/system-packages.sh installs it.")
    with postgres.running(programs) as server:
        sql(server, "CREATE DATABASE blank")
        open_ledger(url_of(server, "blank")).close()
        harness = Harness(folder=folder, files=given.files, ledgers=OnPostgreSQL(server=server))
        yield harness.killed_at_random("killed at any moment, the ledger in PostgreSQL", given.rounds // 4, given.seed)
        yield from faults.of_postgresql(harness)


def _told(row: Row) -> Row:
    print(f"{row.fault}: {row.times} times, {len(row.wrong)} wrong", file=sys.stderr, flush=True)  # noqa: T201
    for one in row.wrong[:10]:
        print(f"  {one}", file=sys.stderr, flush=True)  # noqa: T201
    return row


def _page(harness: Harness, rows: Sequence[Row], files: int, minutes: float) -> str:
    states = [state for states in harness.expected.states.values() for state in states]
    mix = ", ".join(f"{states.count(state)} are {state}" for state in sorted(set(states)))
    lines = [
        f"| {row.fault} | {row.times} | {len(row.wrong)} |"
        + (f" {median(row.resumed):.1f} s | {max(row.resumed):.1f} s |" if row.resumed else " nothing was left | – |")
        for row in rows
    ]
    said = "\n".join(f"- {row.fault}: “{_plain(harness, row.said)}”" for row in rows if row.said)
    return PAGE.format(
        files=f"{files:,}",
        mix=mix,
        rows="\n".join(lines),
        day=date.today().isoformat(),
        minutes=minutes,
        places=len({place for place, _ in harness.steps}),
        steps=len(harness.steps),
        said=said,
    )


def _plain(harness: Harness, said: str) -> str:
    return said.replace(str(harness.folder), "…")


if __name__ == "__main__":
    sys.exit(main())
