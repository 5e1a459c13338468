"""What a person decides of files that came in: to have them read again, or taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.cli import planwright
from extractors.read import read
from planwright.errors import LedgerError, WorkspaceError
from planwright.filed import PROBLEMS
from planwright.filing import arrive
from planwright.instruments import Instrument, Instruments
from planwright.ledger import Entry, FileState
from planwright.workspace import Workspace, ledger_of
from tests.forms import completed, new_workspace, read_inbox

GOOD = {"identity.completed": "2020-09-30"}
Filed = Callable[..., Entry]


@pytest.fixture(name="workspace")
def _workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "center")


@pytest.fixture(name="readiness")
def _readiness(instruments: Instruments) -> Instrument:
    return instruments["readiness", "1"]


@pytest.fixture(name="file")
def _file(workspace: Workspace) -> Filed:
    """Puts a file into the inbox, has it read, and gives its entry."""

    def file(name: str, data: bytes) -> Entry:
        (workspace.inbox / name).write_bytes(data)
        read_inbox(workspace)
        return entries(workspace)[-1]

    return file


def entries(workspace: Workspace) -> tuple[Entry, ...]:
    with ledger_of(workspace) as ledger:
        return ledger.entries()


def states(workspace: Workspace) -> list[FileState]:
    return [one.state for one in entries(workspace)]


def run(workspace: Workspace, *asked: str) -> Result:
    result = CliRunner().invoke(planwright, [*asked, "--workspace", str(workspace.folder)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_file_in_quarantine_is_read_again_where_it_lies(workspace: Workspace, file: Filed):
    entry = file("holiday.jpg", b"\xff\xd8\xff\xe0 no form")
    assert entry.state is FileState.QUARANTINED
    ran = run(workspace, "replay", "--all-quarantined", "--why", "The reader was mended")
    assert "1 to be read again" in ran.stderr
    assert states(workspace) == [FileState.ARRIVED]
    read_inbox(workspace)
    assert states(workspace) == [FileState.QUARANTINED]
    with ledger_of(workspace) as ledger:
        assert any(one.reason == "To be read again: The reader was mended" for one in ledger.history(entry.id))


def test_a_form_that_counts_is_read_again_and_counts_once(workspace: Workspace, readiness: Instrument, file: Filed):
    entry = file("good.docx", completed(readiness, GOOD))
    run(workspace, "replay", str(entry.id))
    assert states(workspace) == [FileState.WITHDRAWN]
    assert (workspace.inbox / "good.docx").exists()
    read_inbox(workspace)
    assert states(workspace) == [FileState.WITHDRAWN, FileState.ACCEPTED]
    assert not (workspace.inbox / "good.docx").exists()


def test_a_form_that_counts_and_is_gone_stays_as_it_is(workspace: Workspace, readiness: Instrument, file: Filed):
    entry = file("good.docx", completed(readiness, GOOD))
    workspace.path_of(entry.location or "").unlink()
    with pytest.raises(WorkspaceError, match="Put it back from a backup"):
        run(workspace, "replay", str(entry.id))
    assert states(workspace) == [FileState.ACCEPTED]


def test_what_was_set_aside_is_not_read_again(workspace: Workspace, readiness: Instrument, file: Filed):
    first = file("good.docx", completed(readiness, GOOD))
    run(workspace, "withdraw", str(first.id), "--why", "Sent by mistake")
    with pytest.raises(LedgerError, match="is withdrawn"):
        run(workspace, "replay", str(first.id))


def test_nothing_is_read_again_where_one_cannot_be(workspace: Workspace, readiness: Instrument, file: Filed):
    bad = file("holiday.jpg", b"\xff\xd8\xff\xe0 no form")
    good = file("good.docx", completed(readiness, GOOD))
    run(workspace, "withdraw", str(good.id), "--why", "Sent by mistake")
    with pytest.raises(LedgerError):
        run(workspace, "replay", str(bad.id), str(good.id))
    assert states(workspace) == [FileState.QUARANTINED, FileState.WITHDRAWN]


@pytest.mark.parametrize("asked", [("replay",), ("replay", "1", "--all-quarantined"), ("withdraw", "--why", "x")])
def test_which_files_must_be_said(workspace: Workspace, asked: tuple[str, ...]):
    assert run(workspace, *asked).exit_code == 2


def test_a_file_that_is_withdrawn_is_kept_and_asks_for_nobody(workspace: Workspace, readiness: Instrument, file: Filed):
    entry = file("no name.docx", completed(readiness, {**GOOD, "identity.name": None}))
    filed = workspace.path_of(entry.location or "")
    assert filed.with_name(f"{filed.name}{PROBLEMS}").exists()
    run(workspace, "withdraw", str(entry.id), "--why", "Sent by mistake")
    assert states(workspace) == [FileState.WITHDRAWN]
    assert filed.exists()
    assert not filed.with_name(f"{filed.name}{PROBLEMS}").exists()
    assert "Withdrawn: Sent by mistake" in run(workspace, "show", str(entry.id)).stdout


def test_a_form_that_clashed_with_one_withdrawn_is_named(workspace: Workspace, readiness: Instrument, file: Filed):
    file("one.docx", completed(readiness, GOOD))
    file("other.docx", completed(readiness, {**GOOD, "comments.worry": "Turnover"}))
    assert sorted(states(workspace)) == [FileState.ACCEPTED, FileState.NEEDS_REVIEW]
    counts = next(one for one in entries(workspace) if one.state is FileState.ACCEPTED)
    waits = next(one for one in entries(workspace) if one.state is FileState.NEEDS_REVIEW)
    ran = run(workspace, "withdraw", str(counts.id), "--why", "The other one is right")
    assert f"planwright replay {waits.id}" in ran.stderr
    run(workspace, "replay", str(waits.id))
    read_inbox(workspace)
    assert {one.id: one.state for one in entries(workspace)} == {
        counts.id: FileState.WITHDRAWN,
        waits.id: FileState.ACCEPTED,
    }


def test_none_is_read_again_where_the_bytes_of_one_are_gone(workspace: Workspace, readiness: Instrument, file: Filed):
    good = file("good.docx", completed(readiness, GOOD))
    bad = file("holiday.jpg", b"\xff\xd8\xff\xe0 no form")
    workspace.path_of(bad.location or "").unlink()
    with pytest.raises(WorkspaceError, match="Put it back from a backup"):
        run(workspace, "replay", str(good.id), str(bad.id))
    assert states(workspace) == [FileState.ACCEPTED, FileState.QUARANTINED]
    assert list(workspace.inbox.iterdir()) == []


def test_a_file_that_waits_in_the_inbox_is_not_withdrawn_there(
    workspace: Workspace, readiness: Instrument, file: Filed
):
    entry = file("good.docx", completed(readiness, GOOD))
    run(workspace, "replay", str(entry.id))
    with ledger_of(workspace) as ledger:
        arrive(workspace, ledger, [read(workspace.inbox / "good.docx")[0]])
    waits = entries(workspace)[-1]
    assert waits.state is FileState.ARRIVED
    with pytest.raises(LedgerError, match="waits in the inbox"):
        run(workspace, "withdraw", str(waits.id), "--why", "Sent by mistake")
    assert entries(workspace)[-1].state is FileState.ARRIVED
