"""Filing: bytes where the verdict says, under safe names, with what a person or a program needs beside them."""

import errno
import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.report import report
from planwright.archive import counted
from planwright.copies import remove_copies
from planwright.errors import LedgerError, WorkspaceError
from planwright.filing import Judged, arrive, file
from planwright.ledger import FileState, Ledger, open_ledger
from planwright.model import NOT_TOLD, Accepted, Place, Respondent, Response, State, Submission
from planwright.problems import AnswerCode, problem
from planwright.recovery import recover
from planwright.restore import submission_from
from planwright.settings import Agency, Settings
from planwright.workspace import Workspace, create_workspace
from tests.ledger.building import submission
from tests.workspace.building import NOT_SURE, UNREAD, drop, file_as, intake, lying

S = FileState


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


FULL = Submission(
    instrument="readiness",
    version="1",
    agency="harbor",
    round="2026-fall",
    respondent=Respondent(name="Ана «Diaz» 🙂", role=None, basis="individual"),
    responses=(
        Response(item="identity.completed", value="2026-10-01", state=State.ANSWERED, confidence=1.0, place=None),
        Response(
            item="plan.goals.1.share",
            value=0.1,
            state=State.ANSWERED,
            confidence=0.75,
            place=Place(page=2, box=(1.25, 2.0, 3.5, 4.0), rows=(1, 2)),
            raw="10 %",
        ),
        Response(
            item="services", value=("a", "b"), state=State.ANSWERED, confidence=1.0, place=Place(part="x", xpath="/w:p")
        ),
        Response(item="none", value=(), state=State.BLANK, confidence=1.0, place=None, raw=()),
        Response(item="rating", value=4, state=State.CONFLICT, confidence=1.0, place=None, raw=("4", "5")),
        Response(item="blank", value=None, state=State.PLACEHOLDER, confidence=1.0, place=None),
    ),
)


# -- accepted ---------------------------------------------------------------------------------------------------------


def test_an_accepted_form_lies_in_the_archive_with_its_submission_beside_it(workspace: Workspace, ledger: Ledger):
    entry = file_as(workspace, ledger, drop(workspace, "Needs of us.pdf", b"form"), said=FULL)
    at = f"archive/harbor/2026-fall/readiness/{sha(b'form')[:12]}-Needs of us.pdf"
    assert (entry.state, entry.location, entry.submission) == (S.ACCEPTED, at, f"{at}.json")
    assert (workspace.folder / at).read_bytes() == b"form"
    said = (workspace.folder / f"{at}.json").read_bytes()
    assert entry.submission_sha256 == sha(said)
    assert lying(workspace.inbox) == []
    assert entry.leftover is None
    assert ledger.entry(entry.id) == entry


def test_the_submissions_json_holds_what_was_said_and_what_is_told_about_it(workspace: Workspace, ledger: Ledger):
    warning = problem(AnswerCode.BELOW, question="Desired", value=2, first_question="Current", first=4)
    path = drop(workspace, "form.pdf", b"form")
    entry = file_as(workspace, ledger, path, Accepted(problems=(warning,)), FULL)
    text = workspace.path_of(entry.submission or "").read_text(encoding="utf-8")
    assert json.loads(text) == {
        "file": "form.pdf",
        "sha256": sha(b"form"),
        "media_type": "application/pdf",
        "submission": FULL.to_json(),
        "problems": [warning.to_json()],
    }
    assert "Ана «Diaz» 🙂" in text
    assert text.endswith("}\n")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True) + "\n"


def test_the_same_content_gives_the_same_bytes_in_any_workspace(workspace: Workspace, ledger: Ledger, tmp_path: Path):
    other = create_workspace(tmp_path / "other", name="Another")
    with open_ledger(other.ledger_url) as ledger_there:
        drop(other, "0 before.pdf", b"something else")
        file_as(other, ledger_there, other.inbox / "0 before.pdf", UNREAD)
        there = file_as(other, ledger_there, drop(other, "form.pdf", b"form"), said=FULL)
    here = file_as(workspace, ledger, drop(workspace, "form.pdf", b"form"), said=FULL)
    assert there.location == here.location
    assert there.submission_sha256 == here.submission_sha256


def test_a_lone_surrogate_from_a_damaged_file_is_kept_as_valid_json(workspace: Workspace, ledger: Ledger):
    said = submission("Ana \ud800 Diaz")
    entry = file_as(workspace, ledger, drop(workspace, "form.pdf", b"form"), said=said)
    assert rb"Ana \ud800 Diaz" in workspace.path_of(entry.submission or "").read_bytes()
    assert counted(workspace, ledger, "harbor", "2026-fall") == ((entry.sha256, said),)


# -- counted ----------------------------------------------------------------------------------------------------------


def test_what_counts_comes_back_as_it_was_accepted(workspace: Workspace, ledger: Ledger):
    file_as(workspace, ledger, drop(workspace, "a.pdf", b"a"), said=FULL)
    ben = submission("Ben Okoro")
    file_as(workspace, ledger, drop(workspace, "b.pdf", b"b"), said=ben)
    file_as(workspace, ledger, drop(workspace, "c.pdf", b"c"), NOT_SURE, submission("Cal"))
    file_as(workspace, ledger, drop(workspace, "d.pdf", b"d"), said=submission("Dee", agency="ridge"))
    found = counted(workspace, ledger, "harbor", "2026-fall")
    assert found == tuple(sorted([(sha(b"a"), FULL), (sha(b"b"), ben)], key=lambda one: one[0]))


def test_a_submission_changed_or_lost_by_hand_is_never_counted(workspace: Workspace, ledger: Ledger):
    entry = file_as(workspace, ledger, drop(workspace, "a.pdf", b"a"), said=FULL)
    kept = workspace.path_of(entry.submission or "")
    kept.write_text(kept.read_text().replace('"value": 4', '"value": 5'))
    with pytest.raises(WorkspaceError, match=r"was changed after “a\.pdf” was accepted"):
        counted(workspace, ledger, "harbor", "2026-fall")
    kept.unlink()
    with pytest.raises(WorkspaceError, match="Put it back from a backup"):
        counted(workspace, ledger, "harbor", "2026-fall")


# -- review and quarantine --------------------------------------------------------------------------------------------


def test_a_form_in_review_lies_beside_what_a_person_must_settle(workspace: Workspace, ledger: Ledger):
    entry = file_as(workspace, ledger, drop(workspace, "form.pdf", b"form"), NOT_SURE, FULL)
    at = f"review/harbor/2026-fall/readiness/{sha(b'form')[:12]}-form.pdf"
    assert entry.location == at
    assert lying(workspace.review) == [at[7:], f"{at[7:]}.json", f"{at[7:]}.problems.txt"]
    assert (workspace.folder / f"{at}.problems.txt").read_text() == (
        "form.pdf\n"
        "Received 2026-10-05 12:30 UTC.\n"
        "\n"
        "A person must look at this form before it counts:\n"
        "\n"
        "1. “Your role” (page 2) was left blank and needs an answer. Ask the respondent.\n"
        "2. “Readiness” has 2 marks (1 and 3) where one is allowed. Ask the respondent which one is meant.\n"
    )
    assert entry.problems == NOT_SURE.problems
    assert entry.facts is not None
    said = (workspace.folder / f"{at}.json").read_bytes()
    assert (entry.submission, entry.submission_sha256) == (f"{at}.json", sha(said))
    assert submission_from(json.loads(said)["submission"]) == FULL
    assert counted(workspace, ledger, "harbor", "2026-fall") == ()


def test_a_file_in_quarantine_lies_there_with_the_reason(workspace: Workspace, ledger: Ledger):
    entry = file_as(workspace, ledger, drop(workspace, "menu.pdf", b"menu"), UNREAD)
    assert entry.location == f"quarantine/{sha(b'menu')[:12]}-menu.pdf"
    said = workspace.path_of(f"{entry.location}.problems.txt").read_text()
    assert said.startswith("menu.pdf\nReceived 2026-10-05 12:30 UTC.\n\nThis file could not be read")
    assert "The file does not say which form it is" in said


def test_a_clash_is_filed_for_review_though_the_form_itself_was_in_order(workspace: Workspace, ledger: Ledger):
    file_as(workspace, ledger, drop(workspace, "a.pdf", b"a"), said=FULL)
    entry = file_as(workspace, ledger, drop(workspace, "b.pdf", b"b"), said=FULL)
    assert entry.state is S.NEEDS_REVIEW
    assert (entry.location or "").startswith("review/harbor/")
    text = workspace.path_of(f"{entry.location}.problems.txt").read_text()
    assert "(a.pdf), and it cannot be told which of the two counts: both say they were completed on 2026-10-01." in text


def test_a_form_settled_in_review_moves_to_the_archive_and_leaves_nothing(workspace: Workspace, ledger: Ledger):
    entry = file_as(workspace, ledger, drop(workspace, "form.pdf", b"form"), NOT_SURE, FULL)
    (done,) = file(workspace, ledger, [Judged(entry=entry.id, data=b"form", verdict=Accepted(), submission=FULL)])
    assert done.state is S.ACCEPTED
    assert lying(workspace.review) == []
    assert len(lying(workspace.archive)) == 2
    assert counted(workspace, ledger, "harbor", "2026-fall") == ((sha(b"form"), FULL),)


def test_a_form_looked_at_again_and_not_settled_stays_with_new_reasons(workspace: Workspace, ledger: Ledger):
    entry = file_as(workspace, ledger, drop(workspace, "form.pdf", b"form"), NOT_SURE, FULL)
    left = type(NOT_SURE)(problems=NOT_SURE.problems[:1])
    (again,) = file(workspace, ledger, [Judged(entry=entry.id, data=b"form", verdict=left, submission=FULL)])
    assert (again.state, again.location, again.leftover) == (S.NEEDS_REVIEW, entry.location, None)
    assert "2." not in workspace.path_of(f"{again.location}.problems.txt").read_text()


def test_a_quarantined_file_read_again_moves_on(workspace: Workspace, ledger: Ledger):
    entry = file_as(workspace, ledger, drop(workspace, "form.pdf", b"form"), UNREAD)
    ledger.read_again([entry.id], "Its schema was added.")
    ledger.start_reading([entry.id])
    file(workspace, ledger, [Judged(entry=entry.id, data=b"form", verdict=Accepted(), submission=FULL)])
    assert lying(workspace.quarantine) == []
    assert len(lying(workspace.archive)) == 2


# -- duplicates -------------------------------------------------------------------------------------------------------


def test_a_duplicate_leaves_the_inbox_and_its_first_is_kept(workspace: Workspace, ledger: Ledger):
    first = file_as(workspace, ledger, drop(workspace, "form.pdf", b"form"), said=FULL)
    (again,) = arrive(workspace, ledger, [intake(drop(workspace, "form (1).pdf", b"form"))])
    assert (again.state, again.duplicate_of, again.leftover) == (S.DUPLICATE, first.id, None)
    assert lying(workspace.inbox) == []
    assert lying(workspace.archive) == [first.location[8:], f"{first.location[8:]}.json"]


def test_of_two_copies_in_the_inbox_one_is_filed_and_then_neither_is_left(workspace: Workspace, ledger: Ledger):
    first, _ = arrive(workspace, ledger, [intake(drop(workspace, name, b"form")) for name in ("a.pdf", "b.pdf")])
    assert lying(workspace.inbox) == ["a.pdf", "b.pdf"]
    ledger.start_reading([first.id])
    file(workspace, ledger, [Judged(entry=first.id, data=b"form", verdict=UNREAD)])
    remove_copies(workspace, ledger)
    assert lying(workspace.inbox) == []


def test_a_copy_is_not_lost_with_the_first_that_is_taken_away_before_it_is_filed(workspace: Workspace, ledger: Ledger):
    first, copy = arrive(workspace, ledger, [intake(drop(workspace, name, b"form")) for name in ("a.pdf", "b.pdf")])
    (workspace.inbox / "a.pdf").unlink()
    recover(workspace, ledger)
    assert ledger.entry(first.id).location == "inbox/b.pdf"
    assert ledger.entry(first.id).state is S.ARRIVED
    assert (workspace.inbox / "b.pdf").read_bytes() == b"form"
    assert ledger.entry(copy.id).leftover is None


def test_a_kept_file_that_someone_moved_back_into_the_inbox_is_put_back(workspace: Workspace, ledger: Ledger):
    entry = file_as(workspace, ledger, drop(workspace, "form.pdf", b"form"), NOT_SURE, FULL)
    kept = workspace.path_of(entry.location or "")
    kept.rename(workspace.inbox / "form.pdf")
    arrive(workspace, ledger, [intake(workspace.inbox / "form.pdf")])
    assert kept.read_bytes() == b"form"
    assert lying(workspace.inbox) == []


def test_a_copy_is_kept_where_another_file_took_the_place_of_the_first(workspace: Workspace, ledger: Ledger):
    (first,) = arrive(workspace, ledger, [intake(drop(workspace, "a.pdf", b"one"))])
    drop(workspace, "a.pdf", b"two")
    arrive(workspace, ledger, [intake(drop(workspace, "b.pdf", b"one"))])
    assert (workspace.inbox / "a.pdf").read_bytes() == b"two"
    assert (workspace.inbox / "b.pdf").read_bytes() == b"one"
    assert ledger.entry(first.id).location == "inbox/b.pdf"
    (second,) = arrive(workspace, ledger, [intake(workspace.inbox / "a.pdf")])
    assert [entry.state for entry in ledger.entries()] == [S.ARRIVED, S.DUPLICATE, S.ARRIVED]
    assert ledger.entry(second.id).location == "inbox/a.pdf"


def test_a_waiting_file_that_was_renamed_waits_under_its_new_name(workspace: Workspace, ledger: Ledger):
    (first,) = arrive(workspace, ledger, [intake(drop(workspace, "a.pdf", b"one"))])
    (workspace.inbox / "a.pdf").rename(workspace.inbox / "b.pdf")
    arrive(workspace, ledger, [intake(workspace.inbox / "b.pdf")])
    assert lying(workspace.inbox) == ["b.pdf"]
    assert ledger.entry(first.id).location == "inbox/b.pdf"
    assert ledger.entry(first.id).state is S.ARRIVED


def test_a_new_file_under_the_name_of_one_just_filed_stays_in_the_inbox(workspace: Workspace, ledger: Ledger):
    path = drop(workspace, "form.pdf", b"one")
    (entry,) = arrive(workspace, ledger, [intake(path)])
    ledger.start_reading([entry.id])
    path.write_bytes(b"two, corrected")
    file(workspace, ledger, [Judged(entry=entry.id, data=b"one", verdict=Accepted(), submission=FULL)])
    assert path.read_bytes() == b"two, corrected"
    (new,) = arrive(workspace, ledger, [intake(path)])
    assert new.state is S.ARRIVED


def test_a_file_gone_from_the_inbox_is_passed_over(workspace: Workspace, ledger: Ledger):
    path = drop(workspace, "form.pdf", b"one")
    seen = intake(path)
    path.unlink()
    assert arrive(workspace, ledger, [seen]) == ()
    assert ledger.entries() == ()


def test_bytes_that_are_not_those_that_arrived_are_refused(workspace: Workspace, ledger: Ledger):
    (entry,) = arrive(workspace, ledger, [intake(drop(workspace, "form.pdf", b"one"))])
    ledger.start_reading([entry.id])
    with pytest.raises(WorkspaceError, match=r"“form\.pdf” was replaced while it was being read"):
        file(workspace, ledger, [Judged(entry=entry.id, data=b"two", verdict=Accepted(), submission=FULL)])
    assert lying(workspace.archive) == []
    assert ledger.entry(entry.id).state is S.READING


def test_a_full_disk_is_said_and_settles_nothing(workspace: Workspace, ledger: Ledger, monkeypatch: pytest.MonkeyPatch):
    (entry,) = arrive(workspace, ledger, [intake(drop(workspace, "form.pdf", b"one"))])
    ledger.start_reading([entry.id])

    def full(handle: int):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceError, match=r"could not be filed .* \(No space left on device\)\. Make room"):
        file(workspace, ledger, [Judged(entry=entry.id, data=b"one", verdict=Accepted(), submission=FULL)])
    assert ledger.entry(entry.id).state is S.READING
    assert lying(workspace.archive) == []
    assert lying(workspace.inbox) == ["form.pdf"]


# -- names ------------------------------------------------------------------------------------------------------------

NAMES = [
    b"two\nlines\t.pdf",
    b"caf\xe9.pdf",
    "invoice\u202excod.pdf".encode(),
    ("ж" * 125 + ".pdf").encode(),
    b"x" * 251 + b".pdf",
    b"... .pdf",
    b"back\\slash.pdf",
    b"-rf ; $(touch x).pdf",
]


@pytest.mark.parametrize("verdict", [Accepted(), NOT_SURE, UNREAD], ids=["accepted", "review", "quarantine"])
@pytest.mark.parametrize("name", NAMES)
def test_a_file_with_a_hostile_name_is_filed_like_any_other(
    workspace: Workspace, ledger: Ledger, name: bytes, verdict: object
):
    path = workspace.inbox / name.decode("utf-8", "surrogateescape")
    path.write_bytes(b"form")
    entry = file_as(workspace, ledger, path, verdict, FULL)
    kept = workspace.path_of(entry.location or "")
    assert kept.read_bytes() == b"form"
    assert kept.name.isprintable()
    assert len(kept.name.encode()) < 200
    assert lying(workspace.inbox) == []


def test_an_identity_that_climbs_out_of_the_workspace_does_not(workspace: Workspace, ledger: Ledger):
    said = submission(agency="..", round_id="../../..", instrument="a/b")
    entry = file_as(workspace, ledger, drop(workspace, "form.pdf", b"form"), NOT_SURE, said)
    assert entry.location == f"review/file/file/b/{sha(b'form')[:12]}-form.pdf"


def test_files_whose_digests_begin_alike_are_both_kept(workspace: Workspace, ledger: Ledger):
    first = file_as(workspace, ledger, drop(workspace, "form.pdf", b"one"), UNREAD)
    kept = workspace.path_of(first.location or "")
    forged = kept.with_name(f"{sha(b'two')[:12]}-form.pdf")
    kept.rename(forged)
    entry = file_as(workspace, ledger, drop(workspace, "form.pdf", b"two"), UNREAD)
    assert forged.read_bytes() == b"one"
    assert entry.location == f"quarantine/{sha(b'two')}-form.pdf"


def test_bytes_that_come_again_after_being_superseded_are_filed_apart(workspace: Workspace, ledger: Ledger):
    old = file_as(workspace, ledger, drop(workspace, "form.pdf", b"one"), said=submission(completed="2026-10-01"))
    file_as(workspace, ledger, drop(workspace, "form.pdf", b"two"), said=submission(completed="2026-10-02"))
    again = file_as(workspace, ledger, drop(workspace, "form.pdf", b"one"), said=submission(completed="2026-10-01"))
    assert again.state is S.SUPERSEDED
    assert again.location != old.location
    assert f"{sha(b'one')[:12]}.2-form.pdf" in (again.location or "")


def test_a_form_of_nobody_waits_in_a_folder_that_no_agency_can_have_and_never_counts(
    workspace: Workspace, ledger: Ledger
):
    said = replace(submission(), agency=NOT_TOLD, round=NOT_TOLD)
    entry = file_as(workspace, ledger, drop(workspace, "form.pdf", b"form"), NOT_SURE, said)
    assert (entry.location or "").startswith("review/_unknown/_unknown/readiness/")
    assert submission_from(said.to_json()) == said
    assert (said.to_json()["agency"], said.to_json()["round"]) == (None, None)
    assert entry.facts is not None
    assert (entry.facts.agency, entry.facts.round) == (NOT_TOLD, NOT_TOLD)
    assert ledger.collected() == ()
    [line] = report(workspace, ledger)
    assert line.cells()[:4] == ("(not known)", "(not known)", "0", "1")
    path = drop(workspace, "other.pdf", b"other")
    with pytest.raises(LedgerError, match=r"“other\.pdf” cannot be accepted: its agency or its round is not known"):
        file_as(workspace, ledger, path, Accepted(), said)
    assert lying(workspace.archive) == []
    with pytest.raises(ValidationError, match="agencies"):
        Settings(name="Center", agencies={"_unknown": Agency(name="Unknown")})
