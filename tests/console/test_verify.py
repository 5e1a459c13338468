"""The ledger held against the folders: what was lost, changed or put there by hand is told, and nothing else."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.cli import planwright
from planwright.copies import remove_copies
from planwright.instruments import Instruments
from planwright.ledger import Entry, FileState, PlanRecord, utc_now
from planwright.verify import verify
from planwright.workspace import Workspace, ledger_of
from tests.forms import completed, new_workspace, read_inbox

GOOD = {"identity.completed": "2020-09-30"}


@pytest.fixture(name="workspace")
def _workspace(tmp_path: Path, instruments: Instruments) -> Workspace:
    """A workspace with an entry in nearly every state: accepted, superseded, duplicate, in review, in quarantine."""
    made, readiness = new_workspace(tmp_path / "center"), instruments["readiness", "1"]
    first = completed(readiness, {**GOOD, "comments.worry": "Turnover"})
    (made.inbox / "first.docx").write_bytes(first)
    (made.inbox / "no name.docx").write_bytes(completed(readiness, {**GOOD, "identity.name": None}))
    (made.inbox / "holiday.jpg").write_bytes(b"\xff\xd8\xff\xe0 no form")
    read_inbox(made)
    (made.inbox / "again.docx").write_bytes(first)
    (made.inbox / "later.docx").write_bytes(completed(readiness, {"identity.completed": "2020-10-01"}))
    read_inbox(made)
    return made


def found(workspace: Workspace) -> list[Path]:
    with ledger_of(workspace) as ledger:
        return [one.path for one in verify(workspace, ledger)]


def entry(workspace: Workspace, state: FileState) -> Entry:
    with ledger_of(workspace) as ledger:
        return ledger.entries(state=state)[0]


def lies(workspace: Workspace, state: FileState) -> Path:
    return workspace.path_of(entry(workspace, state).location or "")


def run(workspace: Workspace, *asked: str) -> Result:
    result = CliRunner().invoke(planwright, [*asked, "--workspace", str(workspace.folder)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_what_was_filed_agrees(workspace: Workspace):
    with ledger_of(workspace) as ledger:
        remove_copies(workspace, ledger)
        states = {one.state for one in ledger.entries()}
    assert {FileState.ACCEPTED, FileState.SUPERSEDED, FileState.DUPLICATE, FileState.QUARANTINED} <= states
    assert found(workspace) == []
    ran = run(workspace, "verify")
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "0 that do not agree" in ran.stderr


def test_what_was_withdrawn_read_again_or_waits_agrees(workspace: Workspace):
    assert run(workspace, "withdraw", str(entry(workspace, FileState.NEEDS_REVIEW).id), "--why", "no").exit_code == 0
    assert run(workspace, "replay", str(entry(workspace, FileState.ACCEPTED).id)).exit_code == 0
    assert run(workspace, "replay", "--all-quarantined").exit_code == 0
    assert found(workspace) == []
    read_inbox(workspace)
    assert found(workspace) == []


@pytest.mark.parametrize("state", [FileState.ACCEPTED, FileState.NEEDS_REVIEW, FileState.QUARANTINED])
@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"other bytes")], ids=["gone", "changed"])
def test_bytes_that_are_gone_or_changed_are_told(
    workspace: Workspace, state: FileState, harm: Callable[[Path], object]
):
    path = lies(workspace, state)
    harm(path)
    assert found(workspace) == [path]
    ran = run(workspace, "verify")
    assert ran.exit_code == 1
    assert ran.stdout == f"{path}\n"
    assert "Put it back from a backup" in ran.stderr


def test_what_was_withdrawn_is_kept_all_the_same(workspace: Workspace):
    held = entry(workspace, FileState.QUARANTINED)
    run(workspace, "withdraw", str(held.id), "--why", "no form")
    path = workspace.path_of(held.location or "")
    assert found(workspace) == []
    path.unlink()
    assert found(workspace) == [path]


def test_a_duplicate_whose_first_copy_is_gone_is_told(workspace: Workspace):
    first = lies(workspace, FileState.SUPERSEDED)
    first.unlink()
    assert len(found(workspace)) == 2


def test_answers_that_were_changed_or_are_gone_are_told(workspace: Workspace):
    path = workspace.path_of(entry(workspace, FileState.ACCEPTED).submission or "")
    said = json.loads(path.read_bytes())
    said["submission"]["agency"] = "mesa"
    path.write_text(json.dumps(said))
    assert found(workspace) == [path]
    path.unlink()
    assert found(workspace) == [path]


def test_a_file_that_nobody_entered_is_told(workspace: Workspace):
    stray = workspace.archive / "harbor" / "put here.docx"
    stray.write_bytes(b"by hand")
    assert found(workspace) == [stray]


def test_a_plan_that_is_gone_is_told_and_an_edited_one_is_not(workspace: Workspace):
    plan = workspace.plans / "plan.docx"
    plan.write_bytes(b"edited by hand")
    with ledger_of(workspace) as ledger:
        ledger.record_plans(
            [
                PlanRecord(
                    agency="harbor",
                    round="2026-fall",
                    inputs="0" * 64,
                    location=workspace.location_of(plan),
                    sha256="0" * 64,
                    made=utc_now(),
                )
            ]
        )
    assert found(workspace) == []
    plan.unlink()
    assert found(workspace) == [plan]
