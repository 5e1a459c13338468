"""The process that reads: what it may not do, with real processes, and that it costs its own file only."""

import socket
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import flows.sandbox.scratch
from flows.known import Known
from flows.pool import read_files, readers
from flows.sandbox import landlock, sockets
from flows.sandbox.scratch import scratch
from flows.sandbox.worker import tell_what_is_missing
from planwright.instruments import Instrument, Instruments
from planwright.model import Outcome
from planwright.settings import ReadingSettings
from planwright.workspace import Workspace
from tests.forms import completed, new_workspace
from tests.hostile import attempts


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = new_workspace(tmp_path / "center")
    reading = ReadingSettings(workers=1, chunk=4, seconds=20, cpu_seconds=1, memory_mb=300)
    return replace(made, settings=made.settings.model_copy(update={"reading": reading}))


def put(workspace: Workspace, readiness: Instrument, *names: str) -> list[Path]:
    for name in names:
        (workspace.inbox / name).write_bytes(completed(readiness, {}, name=name))
    return [workspace.inbox / name for name in names]


def in_order(read: Iterable[tuple[Outcome, ...]], paths: Sequence[Path]) -> list[Outcome]:
    outcomes = {one.intake.path: one for portion in read for one in portion}
    return [outcomes[path] for path in paths]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("computes", "reading-too-costly"),
        ("swells", "reading-too-large"),
        ("aborts", "reading-failed"),
        ("exits", "reading-failed"),
    ],
)
def test_a_process_that_goes_beyond_its_share_costs_its_own_file_and_is_replaced(
    workspace: Workspace,
    instruments: Instruments,
    readiness: Instrument,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    code: str,
):
    monkeypatch.setattr("flows.pool._begin", attempts.begin)
    paths = put(workspace, readiness, "a.docx", f"{fault}.docx", "b.docx", "c.docx")
    with readers(workspace, Known(instruments=instruments)) as pool:
        outcomes = in_order(read_files(workspace, pool, iter([paths])), paths)
    assert [one.verdict.name for one in outcomes] == ["accepted", "quarantined", "accepted", "accepted"]
    [found] = outcomes[1].verdict.problems
    assert found.code == code


def test_a_process_may_take_its_share_for_each_file_however_many_it_reads(
    workspace: Workspace, instruments: Instruments, readiness: Instrument, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("flows.pool._begin", attempts.begin)
    paths = put(workspace, readiness, *(f"works-{number}.docx" for number in range(4)))  # 0.7 s each, 1 s is its share
    with readers(workspace, Known(instruments=instruments)) as pool:
        outcomes = in_order(read_files(workspace, pool, iter([paths])), paths)
    assert {one.verdict.name for one in outcomes} == {"accepted"}


def test_a_process_writes_nowhere_but_in_its_own_folder_and_calls_nobody(
    workspace: Workspace,
    instruments: Instruments,
    readiness: Instrument,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
):
    assert landlock.version()  # else this machine cannot show it, and nobody should think that it did
    assert sockets.can_refuse()
    monkeypatch.setattr("flows.pool._begin", attempts.begin)
    monkeypatch.setenv("PLANWRIGHT_TEST_ATTEMPTS", str(tmp_path))
    before = sorted(tmp_path.rglob("*"))
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        attempts.leave(workspace, server.getsockname()[1])
        paths = put(workspace, readiness, "tries.docx", "good.docx")
        with readers(workspace, Known(instruments=instruments)) as pool:
            outcomes = in_order(read_files(workspace, pool, iter([paths])), paths)
        with pytest.raises(TimeoutError):
            server.accept()
    assert [one.verdict.name for one in outcomes] == ["accepted", "accepted"]
    assert outcomes[0].verdict.problems == ()
    told = outcomes[0].intake.media_type.split(";")  # where the attempts put what they came to
    assert told == [f"{name} refused" for name in attempts.REFUSED] + [f"{name} done" for name in attempts.ALLOWED]
    left = [one for one in sorted(tmp_path.rglob("*")) if one not in before and not one.is_relative_to(workspace.inbox)]
    assert [one.name for one in left] == ["target"]
    assert (workspace.folder / "target").read_text() == "as it was"


def test_the_scratch_folder_goes_with_the_pool_and_what_a_killed_one_left_goes_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(flows.sandbox.scratch, "_within", lambda: tmp_path)
    left = tmp_path / "planwright-r-killed"
    (left / "17").mkdir(parents=True)
    (left / "17" / "form.docx").write_bytes(b"x")
    (tmp_path / "planwright-r-link").symlink_to(tmp_path.parent)
    with scratch() as first:
        assert not left.exists()
        with scratch() as second:  # another planwright, at the same time
            assert first.is_dir()
            assert first.stat().st_mode & 0o777 == 0o700
        assert first.is_dir()
        assert not second.exists()
    assert [one.name for one in tmp_path.iterdir()] == ["planwright-r-link"]


def test_what_a_system_cannot_do_is_said_once(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    monkeypatch.setattr(landlock, "version", lambda: 0)
    monkeypatch.setattr(sockets, "can_refuse", lambda: False)
    tell_what_is_missing.cache_clear()
    try:
        tell_what_is_missing()
        tell_what_is_missing()
    finally:
        tell_what_is_missing.cache_clear()
    [said] = caplog.messages
    assert "cannot keep the processes that read files from writing outside their own folder" in said
