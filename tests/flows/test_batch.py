"""One file's fate is its own: what vanishes, changes, is locked or too large keeps no other file from being filed."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import flows.batch
from extractors.triage import SIZE_LIMIT
from flows.batch import Desk, Taken, desk_of, pool_of, read_and_file, take
from flows.form import MEGABYTE
from flows.inbox import waiting
from flows.stream import Stream
from planwright.instruments import Instrument
from planwright.ledger import Entry, FileState
from planwright.settings import ReadingSettings
from planwright.workspace import Workspace
from tests.forms import completed

A, B, C = FileState.ACCEPTED, FileState.QUARANTINED, FileState.WITHDRAWN


@pytest.fixture
def form(readiness: Instrument) -> bytes:
    return completed(readiness, {}, name="R-1")


@pytest.fixture
def other(readiness: Instrument) -> bytes:
    return completed(readiness, {}, name="R-2")


@pytest.fixture
def desk(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("PLANWRIGHT_READING_WORKERS", "1")
    monkeypatch.setenv("PLANWRIGHT_READING_LARGEST_MB", "1")
    with desk_of(workspace.folder) as opened:
        yield opened


def put(desk: Desk, name: str | bytes, data: bytes) -> Path:
    path = desk.workspace.inbox / os.fsdecode(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def settle(desk: Desk, taken: Taken) -> list[Entry]:
    with pool_of(desk) as pool:
        return [entry for done in read_and_file(desk, pool, iter([taken.to_read])) for entry in done.settled]


def run(desk: Desk) -> dict[str, FileState]:
    """The state of every file of one run, by name."""
    with pool_of(desk) as pool:
        settled = [entry for portion in Stream(desk, pool).settled() for entry in portion]
    return {entry.name: entry.state for entry in settled if entry.state is not FileState.DUPLICATE}


def everywhere(desk: Desk) -> Counter[FileState]:
    return Counter(entry.state for entry in desk.ledger.entries())


def test_a_file_that_is_taken_away_while_it_is_read_is_withdrawn_and_the_others_are_filed(
    desk: Desk, form: bytes, other: bytes
):
    gone, _ = put(desk, "gone.docx", form), put(desk, "stays.docx", other)
    taken = take(desk, waiting(desk.workspace))
    gone.unlink()
    assert {one.name: one.state for one in settle(desk, taken)} == {"gone.docx": C, "stays.docx": A}
    [entry] = desk.ledger.entries(state=C)
    assert desk.ledger.history(entry.id)[-1].reason == "It was taken out of the inbox while it was being read."


def test_a_file_replaced_while_it_is_read_is_withdrawn_and_what_replaced_it_is_read_next(
    desk: Desk, form: bytes, other: bytes, readiness: Instrument
):
    replaced, _ = put(desk, "r.docx", form), put(desk, "stays.docx", other)
    taken = take(desk, waiting(desk.workspace))
    third = completed(readiness, {}, name="R-3")
    replaced.write_bytes(third)
    assert {one.name: one.state for one in settle(desk, taken)} == {"r.docx": C, "stays.docx": A}
    assert replaced.read_bytes() == third
    assert run(desk) == {"r.docx": A}
    assert not waiting(desk.workspace)


def test_a_file_replaced_while_it_is_read_and_put_back_after_is_not_filed_with_the_answers_of_the_other(
    desk: Desk, form: bytes, other: bytes, monkeypatch: pytest.MonkeyPatch
):
    path = put(desk, "r.docx", form)
    taken = take(desk, waiting(desk.workspace))
    path.write_bytes(other)
    judged = flows.batch._judged

    def put_back_first(*given: object) -> object:
        path.write_bytes(form)
        return judged(*given)

    monkeypatch.setattr(flows.batch, "_judged", put_back_first)
    assert [entry.state for entry in settle(desk, taken)] == [FileState.ARRIVED]
    assert [entry.state for entry in desk.ledger.entries()] == [FileState.ARRIVED]
    monkeypatch.undo()
    assert run(desk) == {"r.docx": A}


def test_the_copy_of_a_file_that_is_taken_away_while_it_is_read_counts_in_its_place(desk: Desk, form: bytes):
    first, copy = put(desk, "a.docx", form), put(desk, "b.docx", form)
    taken = take(desk, {first: None, copy: None})
    first.unlink()
    settle(desk, taken)
    assert copy.read_bytes() == form
    run(desk)
    assert everywhere(desk) == {A: 1, FileState.DUPLICATE: 1}


def test_a_file_that_cannot_be_opened_is_counted_and_stays(
    desk: Desk, form: bytes, other: bytes, monkeypatch: pytest.MonkeyPatch
):
    locked, _ = put(desk, "locked.docx", form), put(desk, "open.docx", other)
    lock(monkeypatch, locked)
    taken = take(desk, waiting(desk.workspace))
    assert taken.locked == 1
    assert {one.name: one.state for one in settle(desk, taken)} == {"open.docx": A}
    monkeypatch.undo()
    assert locked.read_bytes() == form
    assert run(desk) == {"locked.docx": A}


def test_a_file_that_is_locked_while_it_is_read_waits_for_the_next_run(
    desk: Desk, form: bytes, other: bytes, monkeypatch: pytest.MonkeyPatch
):
    locked, _ = put(desk, "locked.docx", form), put(desk, "open.docx", other)
    taken = take(desk, waiting(desk.workspace))
    lock(monkeypatch, locked)
    assert {one.name: one.state for one in settle(desk, taken)} == {
        "locked.docx": FileState.ARRIVED,
        "open.docx": A,
    }
    monkeypatch.undo()
    assert run(desk) == {"locked.docx": A}


def lock(monkeypatch: pytest.MonkeyPatch, locked: Path) -> None:
    """Refuse to open this file as the system does; the user who runs tests may open everything."""
    opened = Path.open

    def refuse(path: Path, *given: Any, **named: Any) -> object:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *given, **named)

    monkeypatch.setattr(Path, "open", refuse)


def test_a_file_and_a_folder_that_the_system_keeps_closed_are_counted(desk: Desk, form: bytes, other: bytes):
    file, folder = put(desk, "r.docx", form), put(desk, "mesa/r.docx", other).parent
    for closed in (file, folder):
        closed.chmod(0)
    try:
        closed_to_us = 0 if os.access(folder, os.R_OK) else 2  # who runs this test as root may open everything
        assert take(desk, waiting(desk.workspace)).locked == closed_to_us
        assert len(desk.ledger.entries()) == 2 - closed_to_us
    finally:
        folder.chmod(0o700)


def test_a_larger_file_than_the_settings_allow_is_quarantined_whole_and_told_the_settings_limit(
    desk: Desk, other: bytes
):
    data = b"%PDF-1.7\n" + bytes(MEGABYTE)
    put(desk, "film.pdf", data)
    put(desk, "r.docx", other)
    assert run(desk) == {"film.pdf": B, "r.docx": A}
    [entry] = desk.ledger.entries(state=B)
    [problem] = entry.problems
    assert problem.code == "file-too-large"
    assert "2 MB where at most 1 MB" in problem.message
    assert desk.workspace.path_of(entry.location or "").read_bytes() == data
    assert not waiting(desk.workspace)


def test_a_large_file_is_never_held_in_memory(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    large = put(desk, "film.mp4", b"")
    with large.open("r+b") as stream:
        stream.truncate(200 * MEGABYTE)
    whole = Path.read_bytes

    def small_only(path: Path) -> bytes:
        assert path.stat().st_size <= MEGABYTE
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", small_only)
    assert run(desk) == {"film.mp4": B}


def test_the_settings_never_allow_more_than_the_extractors_read():
    assert ReadingSettings().largest_mb * MEGABYTE == SIZE_LIMIT
    with pytest.raises(ValueError, match="less than or equal to 25"):
        ReadingSettings(largest_mb=26)


ODD = [
    "west/wing/r.docx",
    "line\nbreak.docx",
    "  .docx",
    "ünïcödé – 漢字 🙂.docx",
    "-rf.docx",
    "a" * 250 + ".docx",
    "\u202excod.exe.docx",
    b"latin-\xe9-\xff.docx",
    "CON.docx",
    "no ending",
    "r.docx.pdf",
    "%s %n {0}.docx",
]


@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_a_file_of_any_name_in_any_folder_is_filed(desk: Desk, form: bytes, name: str | bytes):
    put(desk, name, form)
    assert list(run(desk).values()) == [A]
    [entry] = desk.ledger.entries()
    assert desk.workspace.path_of(entry.location or "").read_bytes() == form
    assert not waiting(desk.workspace)


def test_what_is_no_file_of_the_inbox_is_left_alone(desk: Desk, form: bytes, tmp_path: Path):
    (tmp_path / "elsewhere.docx").write_bytes(form)
    (desk.workspace.inbox / "link.docx").symlink_to(tmp_path / "elsewhere.docx")
    (desk.workspace.inbox / "folder.docx").mkdir()
    os.mkfifo(desk.workspace.inbox / "pipe.docx")
    put(desk, ".stversions/an earlier version.docx", form)
    put(desk, "half.docx.part", form)
    assert not waiting(desk.workspace)


def test_a_file_that_vanishes_while_the_inbox_is_listed_is_passed_over(
    desk: Desk, form: bytes, monkeypatch: pytest.MonkeyPatch
):
    put(desk, "a.docx", form)
    put(desk, "b.docx", form)
    looked = Path.lstat

    def vanish(path: Path) -> os.stat_result:
        if path.name == "a.docx":
            path.unlink(missing_ok=True)
        return looked(path)

    monkeypatch.setattr(Path, "lstat", vanish)
    assert [path.name for path in waiting(desk.workspace)] == ["b.docx"]


def test_what_a_person_has_read_again_from_quarantine_is_read_by_the_next_run(desk: Desk, form: bytes):
    put(desk, "no form.docx", b"nothing")
    run(desk)
    [entry] = desk.ledger.entries(state=B)
    desk.ledger.read_again([entry.id], "Its schema was added.")
    assert run(desk) == {"no form.docx": B}
    assert everywhere(desk) == {B: 1}


# -- whose form it is: the folder it came in, and its name ------------------------------------------------------------


def codes(desk: Desk, state: FileState) -> list[list[str]]:
    return [[one.code for one in entry.problems] for entry in desk.ledger.entries(state=state)]


def test_the_folders_of_the_inbox_and_the_names_of_files_are_held_against_the_stamp(desk: Desk, readiness: Instrument):
    for number, name in enumerate(("harbor/2026-fall/a.docx", "mesa/b.docx", "Mesa Child Development c.docx")):
        put(desk, name, completed(readiness, {}, name=f"R-{number}"))
    run(desk)
    assert codes(desk, A) == [[]]
    assert codes(desk, FileState.NEEDS_REVIEW) == [["agency-differs"], ["agency-differs"]]
    for entry in desk.ledger.entries(state=FileState.NEEDS_REVIEW):
        assert (entry.location or "").startswith("review/harbor/2026-fall/readiness/")


def test_what_a_folder_told_is_told_again_when_the_form_is_read_where_it_was_filed(desk: Desk, form: bytes):
    put(desk, "mesa/r.docx", form)
    run(desk)
    [entry] = desk.ledger.entries()
    desk.ledger.read_again([entry.id], "Its schema was added.")
    assert run(desk) == {"r.docx": FileState.NEEDS_REVIEW}
    assert codes(desk, FileState.NEEDS_REVIEW) == [["agency-differs"]]


def test_a_form_put_again_into_the_folder_of_its_agency_counts_there(desk: Desk, form: bytes):
    put(desk, "mesa/r.docx", form)
    run(desk)
    put(desk, "r.docx", form)  # this says nothing new
    assert [one.state for one in take(desk, waiting(desk.workspace)).duplicates] == [FileState.DUPLICATE]
    put(desk, "harbor/2026-fall/r.docx", form)
    assert run(desk) == {"r.docx": A}
    assert everywhere(desk) == {A: 1, C: 1, FileState.DUPLICATE: 1}
    assert not waiting(desk.workspace)


def test_a_form_moved_out_of_review_into_the_folder_of_its_agency_counts_there(desk: Desk, form: bytes):
    put(desk, "mesa/r.docx", form)
    run(desk)
    [entry] = desk.ledger.entries()
    lay = desk.workspace.path_of(entry.location or "")
    put(desk, "harbor/r.docx", lay.read_bytes())
    lay.unlink()
    assert run(desk) == {"r.docx": A}
    assert everywhere(desk) == {A: 1, C: 1}


def test_a_copy_of_a_misplaced_form_that_could_not_be_removed_is_not_read_twice(
    desk: Desk, form: bytes, monkeypatch: pytest.MonkeyPatch
):
    path = put(desk, "mesa/r.docx", form)
    monkeypatch.setattr("planwright.copies._remove_copy", lambda *_: False)
    run(desk)
    assert path.exists()
    assert run(desk) == {}
    assert everywhere(desk) == {FileState.NEEDS_REVIEW: 1}
