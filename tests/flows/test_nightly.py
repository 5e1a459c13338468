"""Nightly runs as processes: never two at once, one that died is seen as such, a missed night is caught up once."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from flows.nightly import caught_up, nightly
from planwright.instruments import Instrument
from planwright.ledger import CUT_OFF, DONE, FileState, Ledger, open_ledger
from planwright.report import page_of
from planwright.workspace import FOLDERS, Workspace, open_workspace
from tests.forms import completed, new_workspace
from tests.ledger.conftest import postgres_folder, sql, url_of

__all__ = ["postgres_folder"]

FORMS = 30
LONG = 120.0
PLANWRIGHT = "from console.cli import main; import sys; sys.argv = ['planwright', *sys.argv[1:]]; main()"
# A nightly run that has read something and then makes its plans for a minute.
SLOW = """
import sys, time
from dataclasses import replace
from flows.nightly import nightly
from flows.stages import PLAIN
def plan(desk):
    print("planning", flush=True)
    time.sleep(60)
nightly(sys.argv[1], stages=replace(PLAIN, plan=plan))
"""
NIGHT = datetime(2026, 10, 2, 1, 30, tzinfo=UTC)
_NUMBERS = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def machines(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Workspace, Workspace]:
    """One workspace as two processes see it: of one machine, or of two whose drive keeps no locks between them."""
    first = new_workspace(tmp_path / "center")
    if request.param == "sqlite":
        return first, first
    folder = request.getfixturevalue("postgres_folder")
    database = f"nights_{next(_NUMBERS)}"
    sql(folder, f"CREATE DATABASE {database} TEMPLATE blank")
    toml = first.folder / "planwright.toml"
    toml.write_text(toml.read_text().replace("[ledger]", f'[ledger]\nurl = "{url_of(folder, database)}"'))
    (tmp_path / "drive").mkdir()
    for name in (*FOLDERS, toml.name):
        (tmp_path / "drive" / name).symlink_to(first.folder / name)
    return open_workspace(first.folder), open_workspace(tmp_path / "drive")


def start(code: str, *asked: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *asked]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def run(workspace: Workspace, *verb: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PLANWRIGHT, *verb, "--workspace", str(workspace.folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=LONG, check=False)


def kill(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def test_of_two_nightly_runs_the_second_ends_at_once_and_once_the_first_is_dead_the_next_goes_on(
    machines: tuple[Workspace, Workspace],
):
    here, there = machines
    first = start(SLOW, str(there.folder))
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "planning\n"
        second = run(here, "nightly", "--without-prefect")
        listed = run(here, "runs")
    finally:
        kill(first)
    with open_ledger(here.ledger_url) as ledger:
        [only] = ledger.runs()
    assert (second.returncode, second.stdout) == (1, "")
    assert f"Another nightly run is under way in {here.folder}: run {only.id}, which began on" in second.stderr
    assert f"{only.started:%Y-%m-%d at %H:%M} UTC" in second.stderr
    assert "under way" in listed.stdout
    assert listed.returncode == 0
    until = time.monotonic() + LONG  # the server notices soon that the connection is gone
    while (seen := run(here, "runs")).returncode == 0 and time.monotonic() < until:
        pass
    assert "cut off" in seen.stdout
    third = run(here, "nightly", "--without-prefect")
    assert third.returncode == 0, third.stderr
    with open_ledger(here.ledger_url) as ledger:
        assert [one.outcome for one in ledger.runs()] == [DONE, CUT_OFF]


def test_a_nightly_run_that_was_killed_is_told_of_by_the_next_which_finishes_its_work(
    workspace: Workspace, readiness: Instrument
):
    for number in range(FORMS):
        (workspace.inbox / f"{number:02}.docx").write_bytes(completed(readiness, {}, name=f"R-{number}"))
    killed = start(PLANWRIGHT, "nightly", "--without-prefect", "--workspace", str(workspace.folder))
    until = time.monotonic() + LONG
    while not any(workspace.archive.rglob("*.docx")) and time.monotonic() < until:
        time.sleep(0.005)
    kill(killed)
    assert any(workspace.inbox.iterdir()), "it was killed too late to prove anything"
    after = run(workspace, "nightly", "--without-prefect")
    assert after.returncode == 0, after.stderr
    assert "The nightly run that began on" in after.stderr
    with open_ledger(workspace.ledger_url) as ledger:
        assert [one.outcome for one in ledger.runs()] == [DONE, CUT_OFF]
        assert {one.state for one in ledger.entries()} == {FileState.ACCEPTED}
        assert len(ledger.entries()) == FORMS
    page = page_of(workspace, 2)
    assert page is not None
    assert str(page) in after.stdout.splitlines()
    told = page.read_text()
    assert "Run 1 (nightly), which began on" in told
    assert "was cut off. Nothing is lost" in told
    assert f"{FORMS} files came in." in told
    assert page_of(workspace, 1) is None
    shown = run(workspace, "runs", "2")
    assert f"report    {page}" in shown.stdout
    assert run(workspace, "runs", "1").returncode == 1


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")


def had(ledger: Ledger, began: datetime, outcome: str | None, kind: str = "nightly") -> int:
    from dataclasses import replace

    at = replace(ledger, clock=lambda: began)
    number = at.start_run(kind)
    if outcome:
        at.end_run(number, outcome, {})
    return number


@pytest.mark.parametrize(
    ("later", "outcome", "kind", "is_done"),
    [
        (timedelta(days=7), DONE, "nightly", True),
        (timedelta(0), DONE, "nightly", True),
        (timedelta(seconds=-1), DONE, "nightly", False),
        (timedelta(days=7), CUT_OFF, "nightly", False),
        (timedelta(days=7), "failed", "nightly", False),
        (timedelta(days=7), None, "nightly", False),
        (timedelta(days=7), DONE, "ingest", False),
    ],
)
def test_a_night_is_caught_up_by_a_nightly_run_that_began_after_it_and_was_done(
    ledger: Ledger, later: timedelta, outcome: str | None, kind: str, is_done: bool
):
    number = had(ledger, NIGHT + later, outcome, kind)
    found = caught_up(ledger, NIGHT)
    assert (found.id if found else None) == (number if is_done else None)
    assert caught_up(ledger, None) is None


def test_one_that_was_done_counts_whatever_became_of_the_next(ledger: Ledger):
    number = had(ledger, NIGHT + timedelta(days=1), DONE)
    had(ledger, NIGHT + timedelta(days=2), CUT_OFF)
    found = caught_up(ledger, NIGHT)
    assert found is not None
    assert found.id == number


def test_of_seven_nights_that_were_missed_one_run_does_the_work(
    workspace: Workspace, readiness: Instrument, caplog: pytest.LogCaptureFixture
):
    (workspace.inbox / "r.docx").write_bytes(completed(readiness, {}))
    missed = [datetime.now(UTC) - timedelta(days=days) for days in range(7, 0, -1)]
    came_to = [nightly(str(workspace.folder), due) for due in missed]
    assert came_to == [{"accepted": 1, "plans": 1}, *([{}] * 6)]
    with open_ledger(workspace.ledger_url) as ledger:
        assert [(one.id, one.outcome, one.due) for one in ledger.runs()] == [(1, DONE, missed[0])]
    assert caplog.text.count("has nothing to do: run 1, which began on") == 6
    assert nightly(str(workspace.folder), datetime.now(UTC)) == {"plans": 0}
