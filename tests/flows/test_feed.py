"""A form that is still being copied into the inbox is never filed by half: it is left there until it lies still."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import flows.feed
from flows.batch import Desk, desk_of, pool_of, take
from flows.feed import EMPTY, Feed
from flows.inbox import Why, lying, waiting, why_left
from flows.stream import Stream
from planwright import durable
from planwright.instruments import Instrument
from planwright.ledger import FileState
from planwright.workspace import Workspace, open_workspace
from tests.forms import completed

STILL = 2.0
WRITER = """
import os, sys, time
data, path = sys.stdin.buffer.read(), sys.argv[1]
with open(path, "wb") as form:
    form.write(data[: len(data) // 2])
    form.flush()
    print("half", flush=True)
    while not os.path.exists(path + ".go.part"):
        time.sleep(0.01)
    form.write(data[len(data) // 2 :])
"""


class Clock:
    """The time as the feed sees it: both clocks go on only when a test says so."""

    def __init__(self) -> None:
        self.passed = 0.0
        self._began = time.time(), time.monotonic()

    def time(self) -> float:
        return self._began[0] + self.passed

    def monotonic(self) -> float:
        return self._began[1] + self.passed


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(flows.feed, "time", clock)
    return clock


@pytest.fixture
def inbox(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace as it is where nothing is set: files must lie still for two seconds."""
    monkeypatch.delenv("PLANWRIGHT_INBOX_STILL_SECONDS")
    return open_workspace(workspace.folder)


@pytest.fixture
def desk(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("PLANWRIGHT_READING_WORKERS", "1")
    with desk_of(workspace.folder) as opened:
        yield opened


def put(workspace: Workspace, name: str, data: bytes = b"form") -> Path:
    path = workspace.inbox / name
    path.write_bytes(data)
    return path


def asked(feed: Feed, clock: Clock, most: int = 10) -> list[str]:
    """The names of what is offered now, when the inbox was just looked through."""
    clock.passed += 1.0
    return [path.name for path in feed.portion(most)]


# -- when a file lies still -------------------------------------------------------------------------------------------


def test_a_file_is_offered_once_it_has_lain_still_and_then_no_more(inbox: Workspace, clock: Clock):
    put(inbox, "form.docx")
    feed = Feed(inbox)
    assert asked(feed, clock) == []
    assert feed.rest() == pytest.approx(STILL - 1.0, abs=0.3)
    clock.passed += STILL
    assert asked(feed, clock) == ["form.docx"]
    assert asked(feed, clock) == []
    assert feed.rest() is None
    assert feed.unfinished == ()


def test_a_file_that_lay_there_before_is_offered_at_once(inbox: Workspace, clock: Clock):
    put(inbox, "form.docx")
    clock.passed += STILL
    assert asked(Feed(inbox), clock) == ["form.docx"]


def test_an_old_date_that_a_copy_was_given_makes_no_file_lie_still(inbox: Workspace, clock: Clock):
    os.utime(put(inbox, "form.docx"), (1, 1))
    assert asked(Feed(inbox), clock) == []


def test_a_file_dated_ahead_by_another_clock_is_offered_after_the_same_time(inbox: Workspace, clock: Clock):
    ahead = time.time() + 3600
    os.utime(put(inbox, "form.docx"), (ahead, ahead))
    feed = Feed(inbox)
    assert asked(feed, clock) == []
    clock.passed += STILL
    assert asked(feed, clock) == ["form.docx"]


@pytest.mark.parametrize("change", ["grows", "is saved anew", "is replaced"])
def test_a_file_that_changes_counts_anew_and_is_left_if_it_goes_on_so(inbox: Workspace, clock: Clock, change: str):
    path = put(inbox, "form.docx")
    feed = Feed(inbox)
    for number in range(1, 4):
        assert asked(feed, clock) == []
        if change == "is replaced":
            put(inbox, "other.part").replace(path)
        else:
            path.write_bytes(b"form" * (number + 1) if change == "grows" else b"form")
        os.utime(path, (clock.time(), clock.time()))
    assert feed.rest() is None, "it was waited for long enough"
    assert feed.unfinished == (path,)


def test_a_file_without_a_byte_is_waited_for_longer_and_then_offered(inbox: Workspace, clock: Clock):
    path = put(inbox, "form.docx", b"")
    feed = Feed(inbox)
    clock.passed += STILL
    assert asked(feed, clock) == []
    assert feed.rest() is None, "no run waits so long"
    assert feed.unfinished == (path,)
    assert [why_left(one) for one in lying(inbox)] == [Why.EMPTY]
    clock.passed += EMPTY
    assert asked(feed, clock) == ["form.docx"]


def test_what_came_last_does_not_wait_for_all_that_came_before(inbox: Workspace, clock: Clock):
    for number in range(20):
        put(inbox, f"{number:02}.docx")
        os.utime(inbox.inbox / f"{number:02}.docx", (number, number))
        time.sleep(0.002)
    clock.passed += STILL
    feed = Feed(inbox)
    first = asked(feed, clock, 4)
    assert set(first) == {"00.docx", "01.docx", "18.docx", "19.docx"}
    rest = [name for _ in range(8) for name in asked(feed, clock, 2)]
    assert sorted((*first, *rest)) == [f"{number:02}.docx" for number in range(20)]


def test_a_file_that_took_the_place_of_one_in_hand_is_offered_when_that_is_settled(inbox: Workspace, clock: Clock):
    path = put(inbox, "form.docx")
    clock.passed += STILL
    feed = Feed(inbox)
    assert asked(feed, clock) == ["form.docx"]
    path.write_bytes(b"another form")
    clock.passed += STILL
    assert asked(feed, clock) == []
    feed.settled([path])
    clock.passed += STILL
    assert asked(feed, clock) == ["form.docx"]


def test_a_file_that_a_program_has_open_to_write_is_left_however_old(desk: Desk):
    path = put(desk.workspace, "form.docx")
    with path.open("ab"):
        assert take(desk, waiting(desk.workspace)).unfinished == 1
    with path.open("rb"):
        assert take(desk, waiting(desk.workspace)).unfinished == 0


# -- what is no file to be read ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("~$form.docx", Why.OPEN),
        ("form.docx.part", Why.SAVING),
        ("form.pdf.crdownload", Why.SAVING),
        ("form.docx.filepart", Why.SAVING),
        ("FORM.TMP", Why.SAVING),
        ("~WRL0001.docx", Why.SAVING),
        (".form.docx.Xy12Zq", Why.SAVING),
        (".form.docx.icloud", Why.SAVING),
        (".DS_Store", None),
        ("._form.docx", None),
        ("desktop.ini", None),
        ("Thumbs.db", None),
    ],
)
def test_what_programs_leave_is_not_read_and_told_with_its_reason(workspace: Workspace, name: str, why: Why | None):
    path = put(workspace, name)
    assert waiting(workspace) == {}
    assert [(one.path, one.why) for one in lying(workspace)] == ([(path, why)] if why else [])


def test_links_and_pipes_are_not_read_and_told_with_their_reason(workspace: Workspace, tmp_path: Path):
    (tmp_path / "elsewhere.docx").write_bytes(b"form")
    (workspace.inbox / "link.docx").symlink_to(tmp_path / "elsewhere.docx")
    (workspace.inbox / "folder").symlink_to(tmp_path)
    os.mkfifo(workspace.inbox / "pipe.docx")
    assert waiting(workspace) == {}
    assert {one.path.name: one.why for one in lying(workspace)} == {
        "link.docx": Why.LINK,
        "folder": Why.LINK,
        "pipe.docx": Why.NO_FILE,
    }


def test_a_program_that_begins_to_write_while_we_look_ends_nothing(tmp_path: Path):
    path = tmp_path / "form.docx"
    path.write_bytes(b"form")
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            durable.is_being_written(path)

    thread = threading.Thread(target=look)
    thread.start()
    write = "import sys\nfor _ in range(2000): open(sys.argv[1], 'ab').close()"
    subprocess.run([sys.executable, "-c", write, str(path)], check=True, timeout=60)
    stop.set()
    thread.join()
    assert not durable.is_being_written(path)


# -- what a run does with one that does not ---------------------------------------------------------------------------


def test_half_a_form_whose_writer_pauses_is_left_and_the_whole_is_read_by_the_next_run(
    desk: Desk, readiness: Instrument
):
    form, path = completed(readiness, {}), desk.workspace.inbox / "form.docx"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert writer.stdin
    assert writer.stdout
    try:
        writer.stdin.write(form)
        writer.stdin.close()
        writer.stdout.readline()
        os.utime(path, (1, 1))  # it has paused for long
        taken = take(desk, waiting(desk.workspace))
        assert (taken.to_read, taken.unfinished, taken.locked) == ((), 1, 0)
        assert desk.ledger.is_empty()
    finally:
        path.with_name(f"{path.name}.go.part").touch()
        writer.wait(10)
        writer.stdout.close()
    assert path.read_bytes() == form
    with pool_of(desk) as pool:
        settled = [one for portion in Stream(desk, pool).settled() for one in portion]
    assert [one.state for one in settled] == [FileState.ACCEPTED]


def test_a_file_that_changes_while_its_bytes_are_taken_is_left(
    desk: Desk, readiness: Instrument, monkeypatch: pytest.MonkeyPatch
):
    path = put(desk.workspace, "form.docx")
    read, whole = Path.read_bytes, completed(readiness, {})

    def grow(self: Path) -> bytes:
        data = read(self)
        path.write_bytes(whole)
        return data

    monkeypatch.setattr(Path, "read_bytes", grow)
    assert take(desk, waiting(desk.workspace)).unfinished == 1
    assert desk.ledger.is_empty()
