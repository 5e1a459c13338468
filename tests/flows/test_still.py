"""A form that is still being copied into the inbox is never filed by half: it is left there until it lies still."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import flows.still
from flows.batch import Desk, desk_of, pool_of, read_and_file, take, waiting
from flows.still import STILL, lying_still
from planwright import durable
from planwright.instruments import Instrument
from planwright.ledger import FileState
from planwright.workspace import Workspace
from tests.forms import completed

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


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds waited for, which pass at once."""
    seconds: list[float] = []
    monkeypatch.setattr(flows.still.time, "sleep", seconds.append)
    return seconds


@pytest.fixture
def desk(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("PLANWRIGHT_READING_WORKERS", "1")
    with desk_of(workspace.folder) as opened:
        yield opened


def changed(path: Path, seconds_ago: float) -> Path:
    path.write_bytes(b"form")
    at = time.time_ns() - int(seconds_ago * 10**9)
    os.utime(path, ns=(at, at))
    return path


# -- when a file lies still -------------------------------------------------------------------------------------------


def test_a_file_that_has_lain_for_a_while_is_taken_at_once(tmp_path: Path, slept: list[float]):
    old = changed(tmp_path / "old.docx", STILL + 0.1)
    assert lying_still([old]) == {old: durable.mark_of(old)}
    assert slept == [0]


def test_a_younger_file_is_looked_at_again_after_the_rest_of_that_time(tmp_path: Path, slept: list[float]):
    young, old = changed(tmp_path / "young.docx", STILL / 2), changed(tmp_path / "old.docx", 60)
    assert lying_still([young, old]) == {path: durable.mark_of(path) for path in (young, old)}
    assert slept == [pytest.approx(STILL / 2, abs=0.5)]


def test_a_file_dated_ahead_by_another_clock_costs_no_more_waiting_than_a_new_one(tmp_path: Path, slept: list[float]):
    ahead = changed(tmp_path / "ahead.docx", -3600)
    assert lying_still([ahead]) == {ahead: durable.mark_of(ahead)}
    assert slept == [STILL]


@pytest.mark.parametrize("change", ["grows", "is saved anew", "is replaced"])
def test_a_file_that_changes_meanwhile_does_not_lie_still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str):
    path = changed(tmp_path / "form.docx", 0)

    def meanwhile(seconds: float) -> None:
        about = path.stat()
        if change == "is replaced":
            (tmp_path / "other").write_bytes(b"same")
            os.utime(tmp_path / "other", ns=(about.st_atime_ns, about.st_mtime_ns))
            (tmp_path / "other").replace(path)
        else:
            path.write_bytes(b"form and more" if change == "grows" else b"form")
        if change == "grows":
            os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))

    monkeypatch.setattr(flows.still.time, "sleep", meanwhile)
    assert lying_still([path]) == {path: None}


def test_a_file_that_a_program_has_open_to_write_does_not_lie_still_however_old(tmp_path: Path, slept: list[float]):
    path = changed(tmp_path / "form.docx", 60)
    with path.open("ab"):
        assert lying_still([path]) == {path: None}
    with path.open("rb"):
        assert lying_still([path]) == {path: durable.mark_of(path)}
    assert slept == [0, 0]


def test_files_that_are_gone_again_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    gone, going = tmp_path / "gone.docx", changed(tmp_path / "going.docx", 0)
    monkeypatch.setattr(flows.still.time, "sleep", lambda _: going.unlink())
    assert lying_still([gone, going]) == {}


def test_a_program_that_begins_to_write_while_we_look_ends_nothing(tmp_path: Path):
    path = changed(tmp_path / "form.docx", 60)
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
        to_read = take(desk, waiting(desk.workspace)).to_read
        settled = [one for portion in read_and_file(desk, pool, to_read) for one in portion]
    assert [one.state for one in settled] == [FileState.ACCEPTED]


def test_a_file_that_changes_while_its_bytes_are_taken_is_left(
    desk: Desk, readiness: Instrument, monkeypatch: pytest.MonkeyPatch
):
    path = changed(desk.workspace.inbox / "form.docx", 60)
    read, whole = Path.read_bytes, completed(readiness, {})

    def grow(self: Path) -> bytes:
        data = read(self)
        path.write_bytes(whole)
        return data

    monkeypatch.setattr(Path, "read_bytes", grow)
    assert take(desk, [path]).unfinished == 1
    assert desk.ledger.is_empty()
