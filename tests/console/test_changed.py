"""`planwright show` of two forms of one respondent: what changed, in words; nowhere else is an answer told."""

import json
import logging
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.cli import planwright
from console.told import known_files, tell
from planwright.aggregate.collect import summaries_of
from planwright.instruments import Instruments
from planwright.ledger import Entry, FileState
from planwright.verify import verify
from planwright.workspace import Workspace, ledger_of
from tests.forms import completed, new_workspace, read_inbox

EARLY, LATE = "2020-09-30", "2020-10-01"
FEAR, HOPE = "Turnover worries me", "Turnover is over"
WORRY = "comments.worry"


@pytest.fixture(name="workspace")
def _workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "center")


def run(workspace: Workspace, *asked: str) -> Result:
    result = CliRunner().invoke(planwright, [*asked, "--workspace", str(workspace.folder)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def sent(workspace: Workspace, instruments: Instruments, name: str, answers: dict[str, object]) -> Entry:
    (workspace.inbox / name).write_bytes(completed(instruments["readiness", "1"], answers))
    read_inbox(workspace)
    with ledger_of(workspace) as ledger:
        return next(one for one in ledger.entries() if one.name == name)


def test_of_either_form_the_answers_that_changed_are_listed(workspace: Workspace, instruments: Instruments):
    first = sent(workspace, instruments, "first.docx", {"identity.completed": EARLY, WORRY: FEAR})
    later = sent(workspace, instruments, "later.docx", {"identity.completed": LATE, WORRY: HOPE})
    item = instruments["readiness", "1"].items[WORRY]
    for one in (first, later):
        lines = run(workspace, "show", str(one.id)).stdout.splitlines()
        at = lines.index(f"Changed from file {first.id}, first.docx, to file {later.id}, later.docx")
        assert lines[at + 1].startswith("  2 changed, ")
        assert lines[at + 2 : at + 8] == [
            *lines[at + 2 : at + 5],
            f"  {item.heading} [{WORRY}]",
            f"    before  {FEAR}",
            f"    now     {HOPE}",
        ]


def test_the_newer_form_says_how_many_changed_and_where_and_never_what(
    workspace: Workspace, instruments: Instruments, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    caplog.set_level(logging.DEBUG)
    sent(workspace, instruments, "first.docx", {"identity.completed": EARLY, WORRY: FEAR})
    before = known_files(workspace)
    later = sent(workspace, instruments, "later.docx", {"identity.completed": LATE, WORRY: HOPE})
    [told] = [one for one in later.problems if one.code == "supersedes"]
    question = instruments["readiness", "1"].items[WORRY].heading
    assert "Answers that changed: 2: " in told.message
    assert f"“{question}”" in told.message
    kept = json.loads(workspace.path_of(later.submission or "").read_bytes())
    assert told.to_json() in kept["problems"]
    tell(workspace, before)
    said = capsys.readouterr().err
    assert "Answers that changed: 2" in said
    with ledger_of(workspace) as ledger:
        moves = " ".join(move.reason for one in ledger.entries() for move in ledger.history(one.id))
        problems = " ".join(found.message for one in ledger.entries() for found in one.problems)
    for where in (said, caplog.text, moves, problems):
        assert FEAR not in where
        assert HOPE not in where


def test_a_form_in_review_is_kept_with_what_it_said_and_compared_and_never_counted(
    workspace: Workspace, instruments: Instruments
):
    wrong = {"identity.completed": EARLY, "identity.agency": "Another name", WORRY: FEAR}
    first = sent(workspace, instruments, "first.docx", wrong)
    assert first.state is FileState.NEEDS_REVIEW
    assert first.submission is not None
    with ledger_of(workspace) as ledger:
        assert summaries_of(workspace, ledger, instruments, "harbor", "2026-fall") == ()
    later = sent(workspace, instruments, "later.docx", {"identity.completed": LATE, WORRY: HOPE})
    assert later.problems[0].code == "supersedes"
    shown = run(workspace, "show", str(first.id)).stdout
    assert f"before  {FEAR}" in shown
    with ledger_of(workspace) as ledger:
        assert ledger.entry(first.id).state is FileState.SUPERSEDED
        assert {
            one.n
            for found in summaries_of(workspace, ledger, instruments, "harbor", "2026-fall")
            for one in found.figures
        } <= {0, 1}
        assert list(verify(workspace, ledger)) == []


def test_a_form_of_which_nothing_was_kept_cannot_be_compared(workspace: Workspace, instruments: Instruments):
    first = sent(workspace, instruments, "first.docx", {"identity.completed": EARLY, WORRY: FEAR})
    workspace.path_of(first.submission or "").unlink()
    later = sent(workspace, instruments, "later.docx", {"identity.completed": LATE, WORRY: HOPE})
    assert later.state is FileState.ACCEPTED
    assert "Answers that changed" not in later.problems[0].message
    assert "Put it back from a backup" in run(workspace, "show", str(first.id)).stdout
