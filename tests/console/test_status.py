"""What became of the files: how many are in each state, what waits for a person, and all that is known of one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.cli import planwright
from console.status import age
from planwright.instruments import Instruments
from planwright.ledger import FileState
from planwright.workspace import Workspace, ledger_of
from tests.forms import completed, new_workspace, read_inbox

GOOD = {"identity.completed": "2020-09-30"}
NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path, instruments: Instruments) -> Workspace:
    """A workspace with a form that counts, the same bytes again, one without a name, and a picture."""
    made = new_workspace(tmp_path / "center")
    readiness = instruments["readiness", "1"]
    (made.inbox / "good.docx").write_bytes(completed(readiness, GOOD))
    (made.inbox / "good again.docx").write_bytes(completed(readiness, GOOD))
    (made.inbox / "no name.docx").write_bytes(completed(readiness, {**GOOD, "identity.name": None}))
    (made.inbox / "holi\x1b[31mday.jpg").write_bytes(b"\xff\xd8\xff\xe0 no form")
    read_inbox(made)
    return made


def run(workspace: Workspace, *asked: str) -> Result:
    result = CliRunner().invoke(planwright, [*asked, "--workspace", str(workspace.folder)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def line(result: Result, words: str) -> str:
    [found] = [one for one in result.stdout.splitlines() if words in one]
    return found


def test_every_state_is_counted_also_one_without_files(workspace: Workspace):
    ran = run(workspace, "status", "--most", "0")
    counted = {
        cells[1].strip(): cells[2].strip() for row in ran.stdout.splitlines() if len(cells := row.split("│")) > 3
    }
    assert counted == {
        **dict.fromkeys(map(str, FileState), "0"),
        "accepted": "1",
        "duplicate": "1",
        "needs review": "1",
        "quarantined": "1",
    }


def test_what_waits_for_a_person_is_listed_with_where_it_lies_and_why(workspace: Workspace):
    ran = run(workspace, "status")
    assert ran.exit_code == 1
    told = line(ran, "needs review │ review/harbor/2026-fall/readiness/")
    assert "was left blank" in told
    assert "good" not in "".join(row for row in ran.stdout.splitlines() if row.count("│") == 6)


def test_with_nothing_for_a_person_the_code_is_0(tmp_path: Path, instruments: Instruments):
    made = new_workspace(tmp_path / "center")
    (made.inbox / "good.docx").write_bytes(completed(instruments["readiness", "1"], GOOD))
    read_inbox(made)
    assert run(made, "status").exit_code == 0


def test_more_than_are_listed_are_told(workspace: Workspace):
    assert "and 1 more that wait" in run(workspace, "status", "--most", "1").stderr


def test_the_oldest_come_first(workspace: Workspace):
    with ledger_of(workspace) as ledger:
        listed = ledger.oldest(*FileState)
        assert [one.id for one in listed] == [one.id for one in sorted(listed, key=lambda one: (one.received, one.id))]
        assert {one.state: one.oldest for one in ledger.holdings() if one.files} == {
            state: min(one.received for one in ledger.entries(state=state)) for state in {one.state for one in listed}
        }


def test_one_file_is_shown_with_its_problems_its_place_and_its_history(workspace: Workspace):
    with ledger_of(workspace) as ledger:
        [entry] = ledger.entries(state=FileState.NEEDS_REVIEW)
        moves = ledger.history(entry.id)
    shown = run(workspace, "show", str(entry.id))
    assert shown.exit_code == 0
    said = shown.stdout
    assert str(workspace.path_of(entry.location or "")) in said
    assert "harbor, 2026-fall, readiness, version 1" in said
    assert all(f"{one.severity}: {one.message} [{one.code}]" in said for one in entry.problems)
    history = said.partition("History\n")[2].splitlines()
    assert [one.split("→ ")[1].split(":")[0] for one in history] == [str(one.after) for one in moves]
    assert "new → arrived" in history[0]


def test_a_duplicate_names_the_file_with_the_same_bytes(workspace: Workspace):
    with ledger_of(workspace) as ledger:
        [entry] = ledger.entries(state=FileState.DUPLICATE)
        first = ledger.entry(entry.duplicate_of or 0)
    assert f"same bytes as file {first.id}: {first.name}" in run(workspace, "show", str(entry.id)).stdout


def test_bytes_that_are_gone_are_told(workspace: Workspace):
    with ledger_of(workspace) as ledger:
        [entry] = ledger.entries(state=FileState.ACCEPTED)
    workspace.path_of(entry.location or "").unlink()
    assert "is not there any more" in run(workspace, "show", str(entry.id)).stdout


def test_a_number_that_is_no_file_is_told(workspace: Workspace):
    asked = CliRunner().invoke(planwright, ["show", "999", "--workspace", str(workspace.folder)])
    assert "File 999 is not in the ledger" in str(asked.exception)


def test_a_name_does_nothing_to_the_terminal(workspace: Workspace):
    with ledger_of(workspace) as ledger:
        [entry] = ledger.entries(state=FileState.QUARANTINED)
    assert "\x1b" not in run(workspace, "status").stdout + run(workspace, "show", str(entry.id)).stdout


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (timedelta(seconds=-5), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=47), "47 h"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=1234), "1,234 days"),
    ],
)
def test_ages_are_said_in_the_unit_that_tells(since: timedelta, said: str):
    assert age(NOW, NOW - since) == said


def test_a_file_that_was_withdrawn_and_taken_away_is_not_called_lost(workspace: Workspace):
    with ledger_of(workspace) as ledger:
        [entry] = ledger.entries(state=FileState.QUARANTINED)
    run(workspace, "withdraw", str(entry.id), "--why", "no form")
    workspace.path_of(entry.location or "").unlink()
    assert "no more, since it was withdrawn" in run(workspace, "show", str(entry.id)).stdout


def test_what_lies_in_the_inbox_is_told_by_status(workspace: Workspace):
    (workspace.inbox / "form.docx").write_bytes(b"to be read")
    (workspace.inbox / "half.docx.part").write_bytes(b"half")
    ran = CliRunner().invoke(planwright, ["status", "--workspace", str(workspace.folder)])
    assert ran.stderr.splitlines() == [
        "In inbox/, to be read by the next run: 1.",
        "Not read, and left in inbox/: 1.",
        "  half.docx.part has a name that programs give a file while they save, copy or download it; rename it if it is"
        " whole.",
    ]
