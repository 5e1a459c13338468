"""The watcher: a file is handed over once it lies still, whether or not its arrival was heard of."""

import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from flows import watch
from flows.watch import AGAIN, AT_ONCE, STILL, look, put_off
from planwright.errors import WorkspaceError
from planwright.workspace import Workspace

LONG = 20.0  # seconds a test waits for what must happen


def test_a_file_is_still_when_size_and_time_have_not_changed_for_a_while(tmp_path: Path):
    file = tmp_path / "form.docx"
    file.write_bytes(b"half")
    seen, still = look([file], {}, now=100.0)
    assert still == []
    seen, still = look([file], seen, now=100.0 + STILL - 0.1)
    assert still == []
    file.write_bytes(b"half and more")
    seen, still = look([file], seen, now=100.0 + STILL + 0.1)
    assert still == [], "it grew: the time counts anew"
    seen, still = look([file], seen, now=100.0 + 2 * STILL + 0.2)
    assert still == [file]


def test_a_file_that_lies_there_after_it_was_handed_over_waits_before_it_is_handed_over_again(tmp_path: Path):
    file = tmp_path / "locked.docx"
    file.write_bytes(b"nobody may read it")
    seen, _ = look([file], {}, now=0.0)
    seen, still = look([file], seen, now=STILL)
    seen = put_off(seen, still, now=STILL)
    seen, still = look([file], seen, now=STILL + AGAIN - 0.1)
    assert still == []
    seen, still = look([file], seen, now=STILL + AGAIN)
    assert still == [file]
    file.write_bytes(b"another one of the same name")
    seen, still = look([file], put_off(seen, still, now=100.0), now=100.0)
    assert look([file], seen, now=100.0 + STILL)[1] == [file], "a new file need not wait so long"


def test_a_file_that_is_gone_again_is_forgotten(tmp_path: Path):
    file = tmp_path / "form.docx"
    file.write_bytes(b"x")
    seen, _ = look([file], {}, now=0.0)
    file.unlink()
    assert look([file], seen, now=STILL) == ({}, [])


def run_watcher(workspace: Workspace, drop, *, fail_first: Exception | None = None) -> list[str]:
    """The names handed over, in order, after `drop` put files into the inbox of a running watcher."""
    taken: list[str] = []
    stop, done = threading.Event(), threading.Event()
    failures = [fail_first] if fail_first else []

    def ingest(paths: Sequence[Path]) -> None:
        if failures:
            raise failures.pop()
        for path in paths:
            taken.append(path.name)
            path.unlink()
        if not any(path.is_file() for path in workspace.inbox.rglob("*")):
            done.set()

    thread = threading.Thread(target=watch.watch, args=(workspace, ingest, stop))
    thread.start()
    try:
        drop()
        assert done.wait(LONG), taken
    finally:
        stop.set()
        thread.join(LONG)
    assert not thread.is_alive()
    return taken


def test_what_is_dropped_into_the_inbox_and_its_folders_is_handed_over_once(workspace: Workspace):
    (workspace.inbox / "before.docx").write_bytes(b"there at the start")

    def drop() -> None:
        time.sleep(0.3)
        (workspace.inbox / "one.docx").write_bytes(b"1")
        (workspace.inbox / "mesa").mkdir()
        (workspace.inbox / "mesa" / "two.pdf").write_bytes(b"2")

    assert sorted(run_watcher(workspace, drop)) == ["before.docx", "one.docx", "two.pdf"]


def test_a_folder_moved_in_with_its_files_is_found(workspace: Workspace, tmp_path: Path):
    box = tmp_path / "box"
    box.mkdir()
    for number in range(50):
        (box / f"{number:02d}.docx").write_bytes(b"x")

    def drop() -> None:
        time.sleep(0.3)
        box.rename(workspace.inbox / "box")

    assert sorted(run_watcher(workspace, drop)) == [f"{number:02d}.docx" for number in range(50)]


@pytest.mark.parametrize("failure", [WorkspaceError("another planwright is reading"), ValueError("a fault of ours")])
def test_a_run_that_failed_is_tried_again_and_the_watcher_goes_on(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, failure: Exception
):
    monkeypatch.setattr(watch, "AGAIN", 0.5)
    dropped = run_watcher(workspace, lambda: (workspace.inbox / "a.docx").write_bytes(b"a"), fail_first=failure)
    assert dropped == ["a.docx"]


def test_the_words_of_a_fault_stay_out_of_the_log(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(watch, "AGAIN", 0.5)
    run_watcher(
        workspace, lambda: (workspace.inbox / "a.docx").write_bytes(b"a"), fail_first=ValueError("what Ana answered")
    )
    assert "ValueError at " in caplog.text
    assert "Ana" not in caplog.text


def test_a_watcher_with_nothing_to_do_ends_at_once_when_told(workspace: Workspace):
    stop = threading.Event()
    thread = threading.Thread(target=watch.watch, args=(workspace, lambda _: None, stop))
    thread.start()
    time.sleep(1)
    stop.set()
    thread.join(3)
    assert not thread.is_alive()


def test_a_watcher_told_to_stop_hands_over_no_more_than_it_has_begun(workspace: Workspace):
    for number in range(2 * AT_ONCE + 1):
        (workspace.inbox / f"{number:03}.docx").write_bytes(b"x")
    taken: list[int] = []
    stop = threading.Event()

    def ingest(paths: Sequence[Path]) -> None:
        taken.append(len(paths))
        stop.set()

    watch.watch(workspace, ingest, stop)
    assert taken == [AT_ONCE]


def test_a_full_inbox_is_handed_over_to_its_last_file(workspace: Workspace):
    names = [f"{number:03}.docx" for number in range(2 * AT_ONCE + 1)]

    def drop() -> None:
        for name in names:
            (workspace.inbox / name).write_bytes(b"x")

    assert sorted(run_watcher(workspace, drop)) == names
