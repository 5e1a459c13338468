"""After any fault nothing is lost, nothing counts twice and nothing is half there, once the next run is done.

The short version of what `make faults` does for docs/reliability.md.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import faults
from tests.faults.harness import Harness, Row, middles
from tests.faults.ledgers import OnPostgreSQL

FILES = 20


@pytest.fixture(scope="module")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Harness:
    """A small batch of every kind of file, on SQLite."""
    return Harness(folder=tmp_path_factory.mktemp("faults"), files=FILES)


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory, postgres_folder: Path) -> Harness:
    """The same with its ledgers in PostgreSQL."""
    return Harness(folder=tmp_path_factory.mktemp("faults"), files=FILES, ledgers=OnPostgreSQL(server=postgres_folder))


def check(rows: Iterator[Row]) -> list[Row]:
    done = list(rows)
    assert {row.fault: row.wrong for row in done if row.wrong} == {}
    return done


def test_the_batch_has_a_file_of_every_kind_and_a_step_of_every_kind(harness: Harness):
    states = {state for states in harness.expected.states.values() for state in states}
    assert states == {"accepted", "superseded", "duplicate", "needs review", "quarantined"}
    assert len(harness.expected.plans) == 2
    places = {place.split(" in ")[0] for place, _ in harness.steps}
    assert places == {"commit", "fsync", "mkdir", "rename", "replace", "unlink"}


def test_a_run_killed_before_any_step_is_finished_by_the_next(harness: Harness):
    steps = middles(harness.steps)
    assert check(iter([harness.killed_at("killed", steps)]))[0].times == len(steps)


def test_a_run_killed_at_any_moment_is_finished_by_the_next(harness: Harness):
    check(iter([harness.killed_at_random("killed", 4, seed=20261101)]))


def test_what_a_run_sees_is_said_and_the_next_goes_on(harness: Harness):
    said = {row.fault: row.said for row in check(faults.seen(harness))}
    assert "No space left on device" in said["the disk is full while forms are filed"]
    assert "database or disk is full" in said["the ledger's disk is full"]
    assert "readonly database" in said["the ledger is read-only"]


def test_what_is_done_to_a_run_from_outside_costs_nothing(harness: Harness):
    check(faults.from_outside(harness))


def test_prefects_server_may_die_while_a_run_reads(harness: Harness):
    check(faults.of_prefect(harness))


def test_on_postgresql_a_killed_run_and_dropped_connections_cost_nothing(on_postgresql: Harness):
    check(iter([on_postgresql.killed_at_random("killed", 2, seed=20261102)]))
    (row,) = check(faults.of_postgresql(on_postgresql))
    assert "planwright:" in row.said or not row.said, "it was said, or the run was done already"


def test_the_harness_sees_what_is_lost_and_what_is_there_twice(harness: Harness):
    folder = harness.again()
    harness.run(folder)
    assert harness.wrong_in(folder) == ()
    lost = next(path for path in (folder / "archive").rglob("*.docx"))
    lost.unlink()
    assert any("are lost" in one for one in harness.wrong_in(folder))
    harness.remove(folder)
    assert harness.wrong_in(harness.again()), "nothing was read there"
