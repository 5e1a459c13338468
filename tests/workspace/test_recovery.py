"""A run killed at any step leaves what the next start puts right: nothing lost, nothing twice, nothing half there."""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from planwright import durable
from planwright.copies import remove_copies
from planwright.filing import Judged, arrive, file
from planwright.ledger import FileState, Finding, Ledger, Placed, open_ledger, store, utc_now
from planwright.ledger.connect import connect
from planwright.model import Accepted
from planwright.recovery import Recovered, recover
from planwright.workspace import Workspace, create_workspace, hold, open_workspace
from tests.ledger.building import submission
from tests.workspace.building import NOT_SURE, UNREAD, drop, file_as, intake, lying

S = FileState
KILLED = -signal.SIGKILL

# What each file of the inbox says, by its bytes.
VERDICTS = {
    b"resubmitted": (Accepted(), submission(completed="2026-10-02")),
    b"unsure": (NOT_SURE, submission("Ben Okoro")),
    b"menu": (UNREAD, None),
    b"settled twice": (Accepted(), submission("Cal Reyes")),
}


def fill(folder: Path) -> Workspace:
    """A workspace with one form filed before, and an inbox with one of every kind."""
    workspace = create_workspace(folder, name="North Coast TA")
    with open_ledger(workspace.ledger_url) as ledger:
        said = submission(completed="2026-10-01")
        file_as(workspace, ledger, drop(workspace, "0 first.pdf", b"first"), said=said)
    for number, data in enumerate(VERDICTS, start=1):
        drop(workspace, f"{number}.pdf", data)
    drop(workspace, "5 copy.pdf", b"resubmitted")
    drop(workspace, "6 copy of the first.pdf", b"first")
    return workspace


def run(folder: Path) -> None:
    """What a run does, from its start to an empty inbox."""
    workspace = open_workspace(folder)
    with hold(workspace), open_ledger(workspace.ledger_url) as ledger:
        recover(workspace, ledger)
        found = [intake(path) for path in sorted(workspace.inbox.iterdir())]
        arrive(workspace, ledger, found)
        waiting = ledger.entries(state=S.ARRIVED)
        mine = ledger.start_reading(entry.id for entry in waiting)
        judged = []
        for entry in mine:
            data = workspace.path_of(entry.location or "").read_bytes()
            verdict, said = VERDICTS[data]
            judged.append(Judged(entry=entry.id, data=data, verdict=verdict, submission=said))
        for start in range(0, len(judged), 2):
            file(workspace, ledger, judged[start : start + 2])
        remove_copies(workspace, ledger)


def run_and_kill(folder: Path, step: int) -> int:
    """How a process ends that runs and is killed at this step: half way into a write, or before any other."""
    child = os.fork()
    if child == 0:
        try:
            _kill_at(step)
            run(folder)
            os._exit(0)
        except BaseException as error:
            sys.stderr.write(f"step {step}: {error!r}\n")
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _kill_at(step: int) -> None:
    left = step

    def die_here() -> bool:
        nonlocal left
        left -= 1
        return left == 0

    def before(deed: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **named: Any) -> Any:
            if die_here():
                os.kill(os.getpid(), signal.SIGKILL)
            return deed(*given, **named)

        return watched

    def half_written(part: Path, data: bytes) -> None:
        if die_here():
            part.write_bytes(data[: len(data) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        write(part, data)

    write = durable._write
    durable._write = half_written
    os.fsync = before(os.fsync)
    for deed in ("replace", "unlink", "mkdir"):
        setattr(Path, deed, before(getattr(Path, deed)))
    made = connect

    def watched_connect(url: Any) -> Any:
        engine = made(url)
        event.listen(engine, "commit", before(lambda _: None))
        return engine

    store.connect = watched_connect


def seen(folder: Path) -> tuple[list[str], list[tuple[str, S, str | None]]]:
    """Every file of the workspace, and every entry by name with its state and place."""
    workspace = open_workspace(folder)
    with open_ledger(workspace.ledger_url) as ledger:
        for entry in ledger.entries():
            moves = ledger.history(entry.id)
            assert [move.before for move in moves] == [None, *(move.after for move in moves[:-1])]
            assert moves[-1].after is entry.state
            if entry.location:
                assert durable.digest_of(workspace.path_of(entry.location)) == entry.sha256
        entries = [(entry.name, entry.state, entry.location) for entry in ledger.entries()]
    tops = ("inbox", "archive", "review", "quarantine", "plans")
    return [f"{top}/{name}" for top in tops for name in lying(workspace.folder / top)], sorted(entries)


def test_a_run_killed_at_any_step_is_completed_by_the_next(tmp_path: Path):
    fill(tmp_path / "whole")
    run(tmp_path / "whole")
    whole = seen(tmp_path / "whole")
    assert sorted(state for _, state, _ in whole[1]) == sorted(
        [S.SUPERSEDED, S.ACCEPTED, S.NEEDS_REVIEW, S.QUARANTINED, S.ACCEPTED, S.DUPLICATE, S.DUPLICATE]
    )
    step, ended = 0, KILLED
    while ended == KILLED:
        step += 1
        folder = tmp_path / f"killed at {step}"
        fill(folder)
        ended = run_and_kill(folder, step)
        assert ended in (KILLED, 0)
        run(folder)
        assert seen(folder) == whole, f"killed at step {step}"
    assert step > 40  # every write, rename, flush, removal and commit is a step


def test_a_run_killed_while_it_puts_an_earlier_stop_right_is_completed_too(tmp_path: Path):
    fill(tmp_path / "whole")
    run(tmp_path / "whole")
    whole = seen(tmp_path / "whole")
    for first in (9, 14, 19, 24, 29, 34):
        for second in (1, 3, 5, 8):
            folder = tmp_path / f"{first} {second}"
            fill(folder)
            assert run_and_kill(folder, first) == KILLED
            assert run_and_kill(folder, second) == KILLED
            run(folder)
            assert seen(folder) == whole, f"killed at step {first} and then {second}"


# -- what a start puts right, one by one ------------------------------------------------------------------------------


@pytest.fixture
def waiting(workspace: Workspace, ledger: Ledger) -> int:
    """The entry of a file that is being read."""
    (entry,) = arrive(workspace, ledger, [intake(drop(workspace, "form.pdf", b"form"))])
    ledger.start_reading([entry.id])
    return entry.id


NOTHING = Recovered(unfinished=0, half_read=0, strays=0, left_behind=0, taken_away=0)


def test_a_workspace_in_order_is_left_as_it_is(workspace: Workspace, ledger: Ledger):
    file_as(workspace, ledger, drop(workspace, "form.pdf", b"form"), said=submission())
    (workspace.plans / "plan.docx").write_bytes(b"plan")
    before = lying(workspace.folder)
    assert recover(workspace, ledger) == NOTHING
    assert lying(workspace.folder) == before


def test_unfinished_files_go_and_a_senders_file_that_looks_like_one_stays(workspace: Workspace, ledger: Ledger):
    (workspace.review / f".planwright-{'00ff' * 4}.part").write_bytes(b"ha")
    (workspace.plans / f".planwright-{'11ff' * 4}.part").write_bytes(b"ha")
    drop(workspace, ".planwright-22ff.part", b"a form, oddly named")
    assert recover(workspace, ledger).unfinished == 2
    assert lying(workspace.review) == lying(workspace.plans) == []
    assert lying(workspace.inbox) == [".planwright-22ff.part"]


def test_what_was_put_right_is_said_and_nothing_where_nothing_was(
    workspace: Workspace, ledger: Ledger, waiting: int, caplog: pytest.LogCaptureFixture
):
    (workspace.review / f".planwright-{'00ff' * 4}.part").write_bytes(b"ha")
    recover(workspace, ledger)
    [said] = [one for one in caplog.records if one.name == "planwright.recovery"]
    assert said.levelname == "WARNING"
    assert said.getMessage() == (
        "Put right what was left undone before: unfinished files removed: 1; files that were being read wait again: 1."
    )
    caplog.clear()
    recover(workspace, ledger)
    assert caplog.records == []


def test_a_file_half_read_waits_again(workspace: Workspace, ledger: Ledger, waiting: int):
    assert recover(workspace, ledger).half_read == 1
    assert ledger.entry(waiting).state is S.ARRIVED
    assert ledger.history(waiting)[-1].reason == "The program stopped while it was reading this file."


def test_what_was_filed_and_never_settled_goes_where_the_bytes_are_kept(
    workspace: Workspace, ledger: Ledger, waiting: int
):
    stray = workspace.archive / "harbor" / f"{ledger.entry(waiting).sha256[:12]}-form.pdf"
    durable.write_all([(stray, b"form"), (stray.with_name(f"{stray.name}.json"), b"{}")])
    assert recover(workspace, ledger).strays == 2
    assert lying(workspace.archive) == []
    assert lying(workspace.inbox) == ["form.pdf"]


def test_the_last_copy_of_a_file_goes_back_into_the_inbox(workspace: Workspace, ledger: Ledger, waiting: int):
    (workspace.inbox / "form.pdf").unlink()
    durable.write(workspace.archive / f"{ledger.entry(waiting).sha256[:12]}-form.pdf", b"form")
    recover(workspace, ledger)
    assert (workspace.inbox / "form.pdf").read_bytes() == b"form"
    assert ledger.entry(waiting).state is S.ARRIVED


def test_a_file_being_read_again_stays_where_it_is_kept(workspace: Workspace, ledger: Ledger):
    entry = file_as(workspace, ledger, drop(workspace, "form.pdf", b"form"), UNREAD)
    before = lying(workspace.quarantine)
    ledger.read_again([entry.id], "Its schema was added.")
    ledger.start_reading([entry.id])
    assert recover(workspace, ledger).half_read == 1
    assert lying(workspace.quarantine) == before


def test_a_file_taken_out_of_the_inbox_before_it_was_read_is_withdrawn(workspace: Workspace, ledger: Ledger):
    entries = arrive(workspace, ledger, [intake(drop(workspace, name, name.encode())) for name in ("a", "b", "c")])
    (workspace.inbox / "a").unlink()
    (workspace.inbox / "b").write_bytes(b"other")
    assert recover(workspace, ledger).taken_away == 2
    assert [ledger.entry(entry.id).state for entry in entries] == [S.WITHDRAWN, S.WITHDRAWN, S.ARRIVED]


def test_a_waiting_file_that_was_replaced_by_one_of_its_size_is_withdrawn(workspace: Workspace, ledger: Ledger):
    (entry,) = arrive(workspace, ledger, [intake(drop(workspace, "a.pdf", b"one"), received=utc_now())])
    (workspace.inbox / "a.pdf").write_bytes(b"two")
    assert recover(workspace, ledger).taken_away == 1
    assert ledger.entry(entry.id).state is S.WITHDRAWN


def test_only_what_no_entry_knows_is_a_stray(workspace: Workspace, ledger: Ledger, waiting: int):
    filed = file_as(workspace, ledger, drop(workspace, "other.pdf", b"other"), said=submission("Ben"))
    review = file_as(workspace, ledger, drop(workspace, "unsure.pdf", b"unsure"), NOT_SURE, submission("Cal"))
    by_hand = workspace.review / "notes.txt"
    by_hand.write_text("mine")
    before = lying(workspace.archive), lying(workspace.review)
    stray = workspace.review / "harbor" / f"{filed.sha256[:12]}-other.pdf"  # it was on its way to review
    durable.write_all([(stray, b"other"), (stray.with_name(f"{stray.name}.json"), b"{}")])
    assert recover(workspace, ledger).strays == 2
    assert (lying(workspace.archive), lying(workspace.review)) == before
    assert workspace.path_of(review.submission or "").exists()


def test_a_copy_that_could_not_be_removed_is_removed_at_the_next_start(
    workspace: Workspace, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
):
    path = drop(workspace, "form.pdf", b"form")
    with monkeypatch.context() as patched:

        def in_use(self: Path, missing_ok: bool = False):
            raise PermissionError("in use by another program")

        patched.setattr(Path, "unlink", in_use)
        entry = file_as(workspace, ledger, path, said=submission())
    assert entry.leftover == "inbox/form.pdf"
    assert [one.id for one in arrive(workspace, ledger, [intake(path)])] == [entry.id]
    assert lying(workspace.inbox) == []
    assert ledger.with_leftovers() == ()


@pytest.mark.parametrize("verdict", [UNREAD, NOT_SURE], ids=["quarantine", "review"])
def test_what_a_stop_left_behind_is_removed_with_the_note_beside_it(workspace: Workspace, ledger: Ledger, verdict: Any):
    entry = file_as(workspace, ledger, drop(workspace, "form.pdf", b"form"), verdict)
    kept = workspace.path_of(entry.location or "")
    ledger.read_again([entry.id], "Its schema was added.")
    ledger.start_reading([entry.id])
    durable.write(workspace.archive / "form.pdf", b"form")
    accepted = Finding(entry=entry.id, verdict=Accepted(), submission=submission())
    ledger.settle([accepted], lambda _: [Placed(location="archive/form.pdf")])
    assert kept.exists()
    assert recover(workspace, ledger) == replace(NOTHING, left_behind=1)
    assert lying(workspace.folder / entry.location.partition("/")[0]) == []
    assert lying(workspace.archive) == ["form.pdf"]
