"""What the runs did: all of them in a table, one of them whole, and what the verbs that run print and load."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.cli import planwright
from flows.ingest import ingest
from flows.nightly import nightly
from planwright.instruments import Instruments
from planwright.ledger import DONE, FAILED
from planwright.report.content import WATCH
from planwright.workspace import Workspace, hold, ledger_of
from tests.forms import completed, new_workspace

GOOD = {"identity.completed": "2020-09-30"}


@pytest.fixture
def workspace(tmp_path: Path, instruments: Instruments) -> Workspace:
    """A workspace whose first run was an ingest of two files, and whose second was a nightly one."""
    made = new_workspace(tmp_path / "center")
    readiness = instruments["readiness", "1"]
    (made.inbox / "good.docx").write_bytes(completed(readiness, GOOD))
    (made.inbox / "holi\x1b[31mday.jpg").write_bytes(b"\xff\xd8\xff\xe0 no form")
    ingest(str(made.folder))
    nightly(str(made.folder))
    return made


def run(workspace: Workspace, *asked: str) -> Result:
    result = CliRunner().invoke(planwright, [*asked, "--workspace", str(workspace.folder)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def rows(result: Result) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("│")[1:-1]] for line in result.stdout.splitlines() if "│" in line]


def test_the_newest_comes_first_with_what_it_did_and_how_it_ended(workspace: Workspace):
    listed = run(workspace, "runs")
    assert [(row[0], row[1], row[2], row[5], row[6]) for row in rows(listed)] == [
        ("2", "nightly", "–", "done", "1 plans"),
        ("1", "ingest", "–", "done", "1 accepted, 1 quarantined"),
    ]
    assert listed.exit_code == 0


def test_runs_of_a_kind_and_so_many_at_most_are_listed(workspace: Workspace):
    ingest(str(workspace.folder))
    assert [row[0] for row in rows(run(workspace, "runs", "--kind", "ingest"))] == ["3", "1"]
    assert [row[0] for row in rows(run(workspace, "runs", "--kind", "ingest", "--most", "1"))] == ["3"]


def test_one_run_is_told_with_every_file_that_it_moved_its_plans_and_its_report(workspace: Workspace):
    first, second = run(workspace, "runs", "1").stdout, run(workspace, "runs", "2").stdout
    assert "good.docx: new → arrived → reading → accepted" in first
    assert "holi [31mday.jpg: new → arrived → reading → quarantined" in first
    assert "Files moved: 1 accepted, 1 quarantined" in first
    assert str(next(workspace.reports.glob("run-1-*.html"))) in first
    assert str(next(workspace.plans.rglob("*.docx"))) in second
    assert "good.docx" not in second


def test_what_a_person_did_is_no_part_of_a_run(workspace: Workspace):
    before = run(workspace, "runs", "1").stdout
    run(workspace, "withdraw", "1", "--why", "Sent by mistake")
    assert run(workspace, "runs", "1").stdout == before


def test_the_code_is_1_where_the_newest_failed_or_was_cut_off(workspace: Workspace):
    with ledger_of(workspace) as ledger:
        number = ledger.start_run("nightly")
        with hold(workspace):
            under_way = run(workspace, "runs")
        died = run(workspace, "runs")
        ledger.end_run(number, FAILED, {})
        failed = run(workspace, "runs", str(number))
        ledger.end_run(ledger.start_run("nightly"), DONE, {})
    assert (rows(under_way)[0][5], under_way.exit_code) == ("under way", 0)
    assert (rows(died)[0][5], died.exit_code) == ("cut off", 1)
    assert ("ended     failed" in failed.stdout, failed.exit_code) == (True, 1)
    assert run(workspace, "runs").exit_code == 0


def test_a_number_that_is_no_run_is_told(workspace: Workspace):
    asked = CliRunner().invoke(planwright, ["runs", "999", "--workspace", str(workspace.folder)])
    assert "Run 999 is not in the ledger" in str(asked.exception)


def test_an_ingest_that_found_nothing_leaves_no_page_and_a_nightly_run_always_does(workspace: Workspace):
    ingest(str(workspace.folder))
    nightly(str(workspace.folder))
    assert sorted(int(page.name.split("-")[1]) for page in workspace.reports.iterdir()) == [1, 2, 4]


def test_a_nightly_report_tells_of_what_was_read_since_the_night_before(workspace: Workspace, instruments: Instruments):
    found = workspace.inbox / "by day.docx"
    found.write_bytes(completed(instruments["readiness", "1"], {**GOOD, "identity.name": "R-02"}))
    ingest(str(workspace.folder), WATCH)
    nightly(str(workspace.folder))
    with ledger_of(workspace) as ledger:
        assert [one.kind for one in ledger.runs()] == ["nightly", "watch", "nightly", "ingest"]
    pages = {page.name.split("-")[1]: page.read_text() for page in workspace.reports.iterdir()}
    assert sorted(pages) == ["1", "2", "4"]
    assert "1 file came in. 1 plan was made." in pages["4"]
    assert "everything since run 2" in pages["4"]


@pytest.mark.parametrize("verb", ["ingest", "nightly"])
def test_without_prefect_a_run_does_the_same_and_never_loads_it(tmp_path: Path, instruments: Instruments, verb: str):
    made = new_workspace(tmp_path / "center")
    (made.inbox / "good.docx").write_bytes(completed(instruments["readiness", "1"], GOOD))
    code = (
        "import sys\nsys.modules['prefect'] = None\nfrom console.cli import planwright\n"
        f"planwright([{verb!r}, '--without-prefect', '--workspace', {str(made.folder)!r}])\n"
    )
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False, env=alone
    )
    assert ran.returncode == 0, ran.stderr
    with ledger_of(made) as ledger:
        assert [(one.kind, one.outcome) for one in ledger.runs()] == [(verb, DONE)]
        assert len(ledger.plans()) == (verb == "nightly")
    [page] = made.reports.iterdir()
    assert ran.stdout.splitlines()[-1] == str(page)
    assert not (made.folder / ".prefect").exists()
