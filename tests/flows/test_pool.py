"""Reading in processes: every file gets its outcome, in order; one that kills its process costs nobody else's."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pebble import ProcessPool

from flows.known import Known
from flows.pool import read_files, readers
from planwright.errors import PlanwrightError
from planwright.instruments import Instrument, Instruments
from planwright.settings import ReadingSettings
from planwright.workspace import Workspace
from tests.flows import failing
from tests.forms import completed


def with_reading(workspace: Workspace, **reading: int) -> Workspace:
    settings = workspace.settings.model_copy(update={"reading": ReadingSettings(**reading)})
    return replace(workspace, settings=settings)


def portions(paths: Sequence[Path], size: int) -> Iterator[tuple[Path, ...]]:
    return (tuple(paths[start : start + size]) for start in range(0, len(paths), size))


@pytest.mark.parametrize(("files", "size", "workers"), [(7, 2, 2), (5, 50, 1), (1, 3, 2), (0, 3, 2)])
def test_every_file_gets_its_outcome(
    workspace: Workspace, instruments: Instruments, readiness: Instrument, files: int, size: int, workers: int
):
    small = with_reading(workspace, workers=workers)
    paths = [workspace.inbox / f"form-{number}.docx" for number in range(files)]
    for number, path in enumerate(paths):
        path.write_bytes(completed(readiness, {}, name=f"R-{number}"))
    with readers(small, Known(instruments=instruments)) as pool:
        outcomes = [one for portion in read_files(small, pool, portions(paths, size)) for one in portion]
    names = {one.intake.path: one.submission.respondent.name for one in outcomes if one.submission}
    assert names == {path: f"R-{number}" for number, path in enumerate(paths)}
    assert len(outcomes) == files
    assert all(one.seconds and one.seconds > 0 for one in outcomes)


def test_a_file_that_hangs_holds_up_none_that_come_after_it(
    workspace: Workspace, instruments: Instruments, readiness: Instrument
):
    slow = with_reading(workspace, workers=2, seconds=4)
    paths = [workspace.inbox / name for name in ("hangs.docx", *(f"{number}.docx" for number in range(9)))]
    for path in paths:
        path.write_bytes(completed(readiness, {}, name=path.stem))
    context = multiprocessing.get_context("forkserver")
    known = Known(instruments=instruments)
    with ProcessPool(max_workers=2, context=context, initializer=failing.begin, initargs=(known,)) as pool:
        done = [one.intake.path for portion in read_files(slow, pool, portions(paths, 1)) for one in portion]
    assert done[-1] == paths[0]
    assert sorted(done) == sorted(paths)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("dies", "reading-failed"),
        ("swells", "reading-too-large"),
        ("slips", "reading-failed"),
        ("hangs", "reading-too-slow"),
    ],
)
def test_a_file_that_takes_its_reader_down_costs_no_other_file(
    workspace: Workspace, instruments: Instruments, readiness: Instrument, fault: str, code: str
):
    slow = with_reading(workspace, workers=1, seconds=3)
    names = ["a.docx", f"{fault}.docx", "c.docx", "d.docx", "e.docx"]
    paths = [workspace.inbox / name for name in names]
    for path in paths:
        path.write_bytes(completed(readiness, {}, name=path.stem))
    context = multiprocessing.get_context("forkserver")
    known = Known(instruments=instruments)
    with ProcessPool(max_workers=1, context=context, initializer=failing.begin, initargs=(known,)) as pool:
        read = {one.intake.path: one for portion in read_files(slow, pool, portions(paths, 4)) for one in portion}
    outcomes = [read[path] for path in paths]
    assert [one.verdict.name for one in outcomes] == ["accepted", "quarantined", "accepted", "accepted", "accepted"]
    assert [one.code for one in outcomes[1].verdict.problems] == [code]
    assert len(read) == len(names)


READ = "import sys, pathlib; from planwright.workspace import open_workspace; from tests.forms import read_inbox\n"
READ += "print(dict(read_inbox(open_workspace(pathlib.Path(sys.argv[1])))))"


def test_a_long_path_of_the_temporary_folder_keeps_no_form_from_being_read(
    workspace: Workspace, readiness: Instrument, tmp_path: Path
):
    long = tmp_path / ("t" * 100)
    long.mkdir()
    (workspace.inbox / "form.docx").write_bytes(completed(readiness, {}))
    ran = subprocess.run(
        [sys.executable, "-c", READ, str(workspace.folder)],
        env={**os.environ, "TMPDIR": str(long)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "accepted" in ran.stdout
    assert list(long.iterdir()) == []


def test_without_any_short_folder_a_long_one_is_told_with_what_to_do(
    workspace: Workspace, instruments: Instruments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / ("t" * 100)))
    monkeypatch.setattr("os.access", lambda *_: False)
    with (
        pytest.raises(PlanwrightError, match="Set TMPDIR to a folder with a shorter path"),
        readers(workspace, Known(instruments=instruments)),
    ):
        pass


def test_processes_that_end_as_soon_as_they_begin_are_told_and_hold_up_nobody(
    workspace: Workspace, instruments: Instruments, readiness: Instrument
):
    paths = [workspace.inbox / f"{number}.docx" for number in range(12)]
    for path in paths:
        path.write_bytes(completed(readiness, {}))
    context = multiprocessing.get_context("forkserver")
    with (
        ProcessPool(max_workers=1, context=context, initializer=os._exit, initargs=(7,)) as pool,
        pytest.raises(PlanwrightError, match="end as soon as they begin"),
    ):
        list(read_files(with_reading(workspace, workers=1), pool, portions(paths, 1)))
