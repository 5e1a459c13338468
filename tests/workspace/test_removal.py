"""What leaves the inbox or the archive: a copy is removed only if it is what was kept elsewhere, byte for byte."""

import hashlib
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from planwright import durable
from planwright.archive import counted, submission_of
from planwright.copies import remove_copies
from planwright.errors import WorkspaceError
from planwright.filing import Judged, arrive, file
from planwright.ledger import Entry, FileState, Ledger
from planwright.model import NOT_TOLD, NeedsReview, Quarantined
from planwright.problems import FileCode, FormCode, problem
from planwright.recovery import recover
from planwright.workspace import Workspace
from tests.ledger.building import submission
from tests.workspace.building import UNREAD, drop, file_as, intake, lying

S = FileState
FULL = submission()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# -- a copy is removed only if it is what was kept --------------------------------------------------------------------


def arrives_at_the_last_moment(path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another file take this name after the last look at the one that has it, before that one is set aside."""
    rename, another = Path.rename, path.with_name("another")
    another.write_bytes(data)

    def first_another(self: Path, target: Path) -> Path:
        if self == path and another.exists():
            another.replace(path)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", first_another)


def test_a_file_that_takes_the_name_of_one_just_filed_at_the_last_moment_stays(
    workspace: Workspace, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
):
    path = drop(workspace, "form.pdf", b"one")
    arrives_at_the_last_moment(path, b"two", monkeypatch)
    entry = file_as(workspace, ledger, path, said=FULL)
    assert lying(workspace.inbox) == ["form.pdf"]
    assert path.read_bytes() == b"two"
    assert entry.leftover is None
    (new,) = arrive(workspace, ledger, [intake(path)])
    assert new.state is S.ARRIVED


def test_a_file_is_never_put_back_over_another_of_its_name(
    workspace: Workspace, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
):
    path = drop(workspace, "form.pdf", b"one")
    arrives_at_the_last_moment(path, b"two", monkeypatch)
    looked = durable.is_being_written
    monkeypatch.setattr(durable, "is_being_written", lambda aside: drop(workspace, "form.pdf", b"3") and looked(aside))
    file_as(workspace, ledger, path, said=FULL)
    assert {one.name: one.read_bytes() for one in workspace.inbox.iterdir()} == {
        "form.pdf": b"3",
        "form (2).pdf": b"two",
    }


def test_the_same_bytes_put_in_again_while_they_were_filed_are_looked_at_again(workspace: Workspace, ledger: Ledger):
    path = drop(workspace, "form.pdf", b"form")
    (entry,) = arrive(workspace, ledger, [intake(path)])
    ledger.start_reading([entry.id])
    mark = durable.mark_of(path)
    path.unlink()
    drop(workspace, "form.pdf", b"form")
    os.utime(path, (1, 1))
    failed = Quarantined(problems=(problem(FileCode.READING_FAILED),))
    file(workspace, ledger, [Judged(entry=entry.id, data=b"form", verdict=failed, mark=mark)])
    assert path.read_bytes() == b"form"
    (again,) = arrive(workspace, ledger, [intake(path)])
    assert (again.state, again.duplicate_of) == (S.DUPLICATE, entry.id)
    assert lying(workspace.inbox) == []


def test_a_file_that_is_still_being_written_is_not_removed_and_what_is_written_after_is_kept(
    workspace: Workspace, ledger: Ledger
):
    path = workspace.inbox / "form.pdf"
    with path.open("wb") as slow:
        slow.write(b"half")
        slow.flush()
        entry = file_as(workspace, ledger, path, UNREAD)
        assert entry.leftover == "inbox/form.pdf"
        slow.write(b" and whole")
    assert path.read_bytes() == b"half and whole"
    assert recover(workspace, ledger).left_behind == 1
    assert lying(workspace.inbox) == ["form.pdf"]
    assert ledger.with_leftovers() == ()


@pytest.mark.parametrize("taken", [False, True], ids=["the name is free", "another took the name"])
def test_a_copy_that_a_stop_left_set_aside_is_dealt_with_at_the_next_start(
    workspace: Workspace, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, taken: bool
):
    path = drop(workspace, "form.pdf", b"form")
    with monkeypatch.context() as patched:
        patched.setattr(durable, "is_being_written", lambda _: sys.exit("killed"))
        patched.setattr(durable, "put_back", lambda *_: None)
        with pytest.raises(SystemExit):
            file_as(workspace, ledger, path, UNREAD)
    [aside] = lying(workspace.inbox)
    assert aside.startswith(".planwright-")
    if taken:
        drop(workspace, "form.pdf", b"another")
    recover(workspace, ledger)
    kept = {one.name: one.read_bytes() for one in workspace.inbox.iterdir()}
    assert kept == ({"form.pdf": b"another", "form (2).pdf": b"form"} if taken else {})


# -- a form that counted goes to review -------------------------------------------------------------------------------


def clashing(workspace: Workspace, ledger: Ledger) -> tuple[Entry, Entry]:
    """A form that counted, and the later one of the same name without a role that counts now."""
    first = file_as(workspace, ledger, drop(workspace, "a.pdf", b"a"), said=submission())
    said = submission(role=None, completed="2026-10-02")
    second = file_as(workspace, ledger, drop(workspace, "b.pdf", b"b"), said=said)
    return first, second


def test_a_form_that_counted_is_moved_to_review_with_the_reason_and_nothing_stays_in_the_archive(
    workspace: Workspace, ledger: Ledger
):
    first, second = clashing(workspace, ledger)
    name = f"harbor/2026-fall/readiness/{sha(b'a')[:12]}-a.pdf"
    now = ledger.entry(first.id)
    assert (now.state, now.location, now.leftover) == (S.NEEDS_REVIEW, f"review/{name}", None)
    assert lying(workspace.review) == [name, f"{name}.json", f"{name}.problems.txt"]
    assert now.submission == f"review/{name}.json"
    assert submission_of(workspace, now) == submission()
    kept = json.loads((workspace.review / f"{name}.json").read_bytes())
    assert [one["code"] for one in kept["problems"]] == [FileCode.CLASH.id]
    assert "(b.pdf), and it cannot be told" in (workspace.review / f"{name}.problems.txt").read_text()
    assert [workspace.folder / "archive" / one for one in lying(workspace.archive)] == [
        workspace.path_of(second.location or ""),
        workspace.path_of(second.submission or ""),
    ]
    assert [digest for digest, _ in counted(workspace, ledger, "harbor", "2026-fall")] == [second.sha256]


def test_a_form_that_counted_and_was_changed_by_hand_is_not_sent_to_review_as_if_it_were_the_same(
    workspace: Workspace, ledger: Ledger
):
    first = file_as(workspace, ledger, drop(workspace, "a.pdf", b"a"), said=submission())
    workspace.path_of(first.location or "").write_bytes(b"x")
    said = submission(role=None, completed="2026-10-02")
    with pytest.raises(WorkspaceError, match=r"a\.pdf was changed or taken away after it was accepted"):
        file_as(workspace, ledger, drop(workspace, "b.pdf", b"b"), said=said)
    assert ledger.entry(first.id).state is S.ACCEPTED


def test_a_form_that_counted_and_whose_answers_were_changed_by_hand_is_not_sent_to_review_either(
    workspace: Workspace, ledger: Ledger
):
    first = file_as(workspace, ledger, drop(workspace, "a.pdf", b"a"), said=submission())
    kept = workspace.path_of(first.submission or "")
    kept.write_bytes(kept.read_bytes().replace(b"Ana", b"Ben"))
    said = submission(role=None, completed="2026-10-02")
    with pytest.raises(WorkspaceError, match=r"a\.pdf\.json was changed after “a\.pdf” was accepted"):
        file_as(workspace, ledger, drop(workspace, "b.pdf", b"b"), said=said)
    assert ledger.entry(first.id).state is S.ACCEPTED


def test_a_stop_on_the_way_to_review_leaves_the_form_in_the_archive(
    workspace: Workspace, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
):
    first = file_as(workspace, ledger, drop(workspace, "a.pdf", b"a"), said=submission())
    before = lying(workspace.archive)
    said = submission(role=None, completed="2026-10-02")
    with monkeypatch.context() as patched:
        patched.setattr("planwright.ledger.settle.record", lambda *_: sys.exit("killed"))
        with pytest.raises(SystemExit):
            file_as(workspace, ledger, drop(workspace, "b.pdf", b"b"), said=said)
    assert len(lying(workspace.review)) == 3
    recover(workspace, ledger)
    assert (lying(workspace.review), lying(workspace.archive)) == ([], before)
    assert ledger.entry(first.id).state is S.ACCEPTED
    assert counted(workspace, ledger, "harbor", "2026-fall")[0][0] == first.sha256


# -- what waited for a person and came in again -----------------------------------------------------------------------

NOBODYS = NeedsReview(problems=(problem(FormCode.AGENCY_NOT_TOLD),))
UNTOLD = replace(FULL, agency=NOT_TOLD, round=NOT_TOLD)


def put_into_its_folder(workspace: Workspace, data: bytes) -> Path:
    folder = workspace.inbox / "harbor" / "2026-fall"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "form.pdf"
    path.write_bytes(data)
    return path


def test_a_form_in_review_that_is_filed_anew_from_its_folder_does_not_stay_in_review(
    workspace: Workspace, ledger: Ledger
):
    file_as(workspace, ledger, drop(workspace, "form.pdf", b"one"), NOBODYS, UNTOLD)
    assert len(lying(workspace.review)) == 3
    again = file_as(workspace, ledger, put_into_its_folder(workspace, b"one"), said=FULL)
    remove_copies(workspace, ledger)
    assert lying(workspace.review) == []
    assert again.state is S.ACCEPTED
    assert (workspace.folder / (again.location or "")).read_bytes() == b"one"


def test_a_file_in_quarantine_that_is_read_anew_does_not_stay_there(workspace: Workspace, ledger: Ledger):
    file_as(workspace, ledger, drop(workspace, "form.pdf", b"one"), UNREAD)
    again = file_as(workspace, ledger, drop(workspace, "form.pdf", b"one"), UNREAD)
    remove_copies(workspace, ledger)
    assert lying(workspace.folder / "quarantine") == [
        (again.location or "").partition("/")[2],
        f"{(again.location or '').partition('/')[2]}.problems.txt",
    ]


def test_it_stays_until_the_same_bytes_are_filed(workspace: Workspace, ledger: Ledger):
    file_as(workspace, ledger, drop(workspace, "form.pdf", b"one"), NOBODYS, UNTOLD)
    arrive(workspace, ledger, [intake(put_into_its_folder(workspace, b"one"))])
    recover(workspace, ledger)
    assert len(lying(workspace.review)) == 3


def test_it_is_read_again_where_it_lies_if_the_one_in_its_folder_is_taken_away(workspace: Workspace, ledger: Ledger):
    old = file_as(workspace, ledger, drop(workspace, "form.pdf", b"one"), NOBODYS, UNTOLD)
    path = put_into_its_folder(workspace, b"one")
    (again,) = arrive(workspace, ledger, [intake(path)])
    path.unlink()
    recover(workspace, ledger)
    kept = ledger.entry(again.id)
    assert (kept.state, kept.location) == (S.ARRIVED, old.location)
    assert (workspace.folder / (old.location or "")).read_bytes() == b"one"


def test_one_that_another_program_changed_stays(workspace: Workspace, ledger: Ledger):
    old = file_as(workspace, ledger, drop(workspace, "form.pdf", b"one"), NOBODYS, UNTOLD)
    (workspace.folder / (old.location or "")).write_bytes(b"corrected by hand")
    file_as(workspace, ledger, put_into_its_folder(workspace, b"one"), said=FULL)
    remove_copies(workspace, ledger)
    assert (workspace.folder / (old.location or "")).read_bytes() == b"corrected by hand"
