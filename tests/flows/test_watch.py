"""The watcher: a file is read once it lies still, whether or not its arrival was heard of."""

import logging
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from flows import pulse, watch
from flows.feed import EMPTY
from flows.inbox import Lying, lying
from flows.watch import AGAIN, look, put_off
from planwright.durable import Mark
from planwright.errors import WorkspaceError
from planwright.settings import InboxSettings
from planwright.workspace import Workspace, hold

LONG = 20.0  # seconds a test waits for what must happen
STILL = 2.0


@pytest.fixture(autouse=True)
def as_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLANWRIGHT_INBOX_STILL_SECONDS")


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    return with_inbox(workspace)


def with_inbox(workspace: Workspace, **inbox: object) -> Workspace:
    return replace(workspace, settings=workspace.settings.model_copy(update={"inbox": InboxSettings(**inbox)}))


def form(size: int = 4) -> Lying:
    return Lying(path=Path("form.docx"), mark=Mark(1, size, 0), changed=0.0, why=None)


def test_a_file_is_still_when_size_and_time_have_not_changed_for_a_while():
    path = Path("form.docx")
    seen, still = look([form()], {}, STILL, now=100.0)
    assert still == []
    seen, still = look([form()], seen, STILL, now=100.0 + STILL - 0.1)
    assert still == []
    seen, still = look([form(8)], seen, STILL, now=100.0 + STILL + 0.1)
    assert still == [], "it grew: the time counts anew"
    seen, still = look([form(8)], seen, STILL, now=100.0 + 2 * STILL + 0.2)
    assert still == [path]


def test_a_file_without_a_byte_is_waited_for_longer():
    seen, _ = look([form(0)], {}, STILL, now=0.0)
    seen, still = look([form(0)], seen, STILL, now=EMPTY - 0.1)
    assert still == []
    assert look([form(0)], seen, STILL, now=EMPTY)[1] == [Path("form.docx")]


def test_a_file_that_lies_there_after_a_run_waits_before_there_is_another_for_it():
    path = Path("form.docx")
    seen, _ = look([form()], {}, STILL, now=0.0)
    seen, still = look([form()], seen, STILL, now=STILL)
    seen = put_off(seen, still, now=STILL)
    seen, still = look([form()], seen, STILL, now=STILL + AGAIN - 0.1)
    assert still == []
    seen, still = look([form()], seen, STILL, now=STILL + AGAIN)
    assert still == [path]
    seen, still = look([form(8)], put_off(seen, still, now=100.0), STILL, now=100.0)
    assert look([form(8)], seen, STILL, now=100.0 + STILL)[1] == [path], "a new file need not wait so long"


def test_a_file_that_is_gone_again_is_forgotten():
    seen, _ = look([form()], {}, STILL, now=0.0)
    assert look([], seen, STILL, now=STILL) == ({}, [])


def run_watcher(workspace: Workspace, drop, *, fail_first: Exception | None = None) -> list[str]:
    """The names read, in order, after `drop` put files into the inbox of a running watcher."""
    taken: list[str] = []
    stop, done = threading.Event(), threading.Event()
    failures = [fail_first] if fail_first else []

    def ingest() -> None:
        if failures:
            raise failures.pop()
        for one in lying(workspace):
            taken.append(one.path.name)
            one.path.unlink()
        done.set()

    thread = threading.Thread(target=watch.watch, args=(workspace, ingest, stop))
    thread.start()
    try:
        drop()
        until = time.monotonic() + LONG
        while time.monotonic() < until and any(path.is_file() for path in workspace.inbox.rglob("*")):
            time.sleep(0.05)
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
    thread = threading.Thread(target=watch.watch, args=(workspace, lambda: None, stop))
    thread.start()
    time.sleep(1)
    stop.set()
    thread.join(3)
    assert not thread.is_alive()


def test_a_watcher_told_to_stop_during_a_run_begins_no_other(workspace: Workspace):
    (workspace.inbox / "form.docx").write_bytes(b"x")
    runs: list[bool] = []
    stop = threading.Event()

    def ingest() -> None:
        runs.append(True)
        stop.set()

    watch.watch(workspace, ingest, stop)
    assert runs == [True]


def test_while_another_run_reads_nothing_is_begun_and_the_pulse_goes_on(workspace: Workspace):
    quick = with_inbox(workspace, still_seconds=0.2)
    (workspace.inbox / "form.docx").write_bytes(b"x")
    runs: list[str] = []
    stop = threading.Event()

    def ingest() -> None:
        runs.append("begun")
        (workspace.inbox / "form.docx").unlink()

    thread = threading.Thread(target=watch.watch, args=(quick, ingest, stop))
    with hold(workspace):
        thread.start()
        time.sleep(3)
        assert runs == []
        assert time.time() - pulse._last[0].at < 2.5
    until = time.monotonic() + LONG
    while not runs and time.monotonic() < until:
        time.sleep(0.05)
    stop.set()
    thread.join(LONG)
    assert runs == ["begun"]


# -- where events do not come -----------------------------------------------------------------------------------------


class Deaf:
    """An observer that hears of nothing, as one does on a drive that another machine writes to."""

    def schedule(self, *_given: object, **_named: object) -> None: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def join(self) -> None: ...


class Refused(Deaf):
    """An observer for which the system has no more watches."""

    def start(self) -> None:
        raise OSError(28, "inotify watch limit reached")


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "Observer", Deaf)
    monkeypatch.setattr(watch, "POLL", 0.5)


def put(workspace: Workspace, name: str) -> None:
    time.sleep(0.3)
    (workspace.inbox / name).write_bytes(b"x")


@pytest.mark.usefixtures("deaf")
def test_a_file_that_no_event_told_of_is_found_by_the_sweep_and_from_then_on_by_looking(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
):
    sweeping = with_inbox(workspace, still_seconds=0.2, sweep_seconds=2)

    def drop() -> None:
        put(sweeping, "one.docx")
        until = time.monotonic() + LONG
        while (sweeping.inbox / "one.docx").exists() and time.monotonic() < until:
            time.sleep(0.05)
        put(sweeping, "two.docx")

    assert run_watcher(sweeping, drop) == ["one.docx", "two.docx"]
    assert f"Files came into {workspace.inbox} and the system told of none of them" in caplog.text


@pytest.mark.usefixtures("deaf")
def test_by_the_settings_the_inbox_is_looked_through_and_no_event_is_waited_for(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(watch, "Observer", None)
    polling = with_inbox(workspace, still_seconds=0.2, sweep_seconds=3600, polling="always")
    assert run_watcher(polling, lambda: put(polling, "one.docx")) == ["one.docx"]


def test_a_system_without_watches_to_give_is_said_and_the_inbox_looked_through(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(watch, "Observer", Refused)
    monkeypatch.setattr(watch, "POLL", 0.5)
    quick = with_inbox(workspace, still_seconds=0.2, sweep_seconds=3600)
    assert run_watcher(quick, lambda: put(quick, "one.docx")) == ["one.docx"]
    assert "inotify watch limit reached" in caplog.text


def test_on_a_drive_that_others_write_to_no_events_are_waited_for(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(watch, "is_shared", lambda folder: folder == workspace.inbox)
    with watch.hearing(workspace) as heard:
        assert heard is None
    with watch.hearing(with_inbox(workspace, polling="never")) as heard:
        assert heard is not None


# -- what lies there for long -----------------------------------------------------------------------------------------


def test_what_lies_there_for_long_is_told_once_with_its_reason(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(watch, "TELL", 0.5)
    (workspace.inbox / "form.docx.part").write_bytes(b"half")
    (workspace.inbox / "~$form.docx").write_bytes(b"who")
    (workspace.inbox / ".DS_Store").write_bytes(b"\0")
    quick = with_inbox(workspace, sweep_seconds=1)
    stop = threading.Event()
    thread = threading.Thread(target=watch.watch, args=(quick, lambda: None, stop))
    thread.start()
    time.sleep(4)
    stop.set()
    thread.join(LONG)
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert sorted(said) == [
        f"{workspace.inbox}/form.docx.part has a name that programs give a file while they save, copy or download it;"
        " rename it if it is whole.",
        f"{workspace.inbox}/~$form.docx is Word's note of who has a document open;"
        " it goes when the document is closed.",
    ]
