"""Runs through Prefect: the inbox is emptied, every file is in one state, plans are made where something changed."""

import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from planwright.instruments import Instrument, Instruments
from planwright.ledger import FileState, open_ledger
from planwright.workspace import Workspace
from tests.forms import completed
from tests.round_trip.test_attached import cover, with_files

pytestmark = pytest.mark.usefixtures("prefect")


def ingest(workspace: Workspace) -> dict[str, int]:
    from flows.tasks import ingest as flow

    return flow(str(workspace.folder))


def nightly(workspace: Workspace) -> dict[str, int]:
    from flows.tasks import nightly as flow

    return flow(str(workspace.folder))


def states(workspace: Workspace) -> Counter[str]:
    with open_ledger(workspace.ledger_url) as ledger:
        return Counter(entry.state for entry in ledger.entries())


def returned(workspace: Workspace, name: str, data: bytes) -> None:
    (workspace.inbox / name).write_bytes(data)


def test_whatever_arrives_ends_in_exactly_one_state_and_the_inbox_is_empty(workspace: Workspace, readiness: Instrument):
    for number in range(5):
        kind = "pdf" if number % 2 else "docx"
        returned(workspace, f"r{number}.{kind}", completed(readiness, {}, kind=kind, name=f"R-{number}"))
    returned(workspace, "copy of r0.docx", (workspace.inbox / "r0.docx").read_bytes())
    returned(workspace, "blank name.docx", completed(readiness, {"identity.name": None}))
    returned(workspace, "stranger.pdf", completed(readiness, {}, agency="elsewhere", kind="pdf"))
    returned(workspace, "holiday.jpg", b"\xff\xd8\xff\xe0 no form")
    returned(workspace, "~$r0.docx", b"who has it open")
    counts = ingest(workspace)
    assert counts == {"accepted": 5, "duplicate": 1, "needs review": 2, "quarantined": 1}
    assert states(workspace) == Counter(counts)
    assert [path.name for path in workspace.inbox.iterdir()] == ["~$r0.docx"]


def test_an_empty_inbox_is_no_work_and_no_error(workspace: Workspace):
    assert ingest(workspace) == {}


def test_a_run_is_in_the_ledger_with_its_counts(workspace: Workspace, readiness: Instrument):
    returned(workspace, "r.docx", completed(readiness, {}))
    ingest(workspace)
    with open_ledger(workspace.ledger_url) as ledger:
        [run] = ledger.runs()
    assert (run.kind, run.outcome, dict(run.counts)) == ("ingest", "done", {"accepted": 1})
    assert run.ended is not None
    assert run.ended >= run.started


def test_nightly_makes_each_plan_once_and_anew_when_a_form_came(
    workspace: Workspace, instruments: Instruments, readiness: Instrument
):
    returned(workspace, "vision.docx", completed(instruments["visioning", "1"], {"vision.statement": "All belong."}))
    assert nightly(workspace) == {"accepted": 1, "plans": 1}
    folder = workspace.plans / "harbor" / "2026-fall"
    [first] = folder.glob("*.docx")
    before = first.read_bytes()
    assert nightly(workspace) == {"plans": 0}
    returned(workspace, "r.docx", completed(readiness, {}))
    assert nightly(workspace) == {"accepted": 1, "plans": 1}
    assert first.read_bytes() == before
    assert sorted(path.name for path in folder.glob("*.docx")) == [
        "harbor-2026-fall-ta-plan-v1.docx",
        "harbor-2026-fall-ta-plan-v2.docx",
    ]


def test_a_run_leaves_the_same_table_as_an_artifact_that_the_command_prints(
    workspace: Workspace, readiness: Instrument
):
    from prefect.artifacts import Artifact

    from flows.report import markdown, report

    returned(workspace, "r.docx", completed(readiness, {}))
    nightly(workspace)
    with open_ledger(workspace.ledger_url) as ledger:
        lines = report(workspace, ledger)
    left = Artifact.get("forms-and-plans")
    assert left is not None
    assert str(left.data).startswith(markdown(lines))
    assert "# Test center: Nightly report" in str(left.data)
    assert [line.cells() for line in lines] == [
        ("Harbor Early Learning", "Fall 2026", "1", "0", "0", "0", "harbor-2026-fall-ta-plan-v1.docx")
    ]


def test_a_file_half_read_when_the_program_was_stopped_is_read_by_the_next_run(
    workspace: Workspace, readiness: Instrument
):
    from flows.batch import desk_of, take
    from flows.inbox import waiting

    returned(workspace, "r.docx", completed(readiness, {}))
    with desk_of(workspace.folder) as desk:
        take(desk, waiting(workspace))  # and then the program is gone
    assert states(workspace) == {FileState.READING: 1}
    ingest(workspace)
    assert states(workspace) == {FileState.ACCEPTED: 1}


def test_the_flow_answers_when_it_is_done_and_waits_for_no_heartbeat(workspace: Workspace):
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY

    assert PREFECT_FLOWS_HEARTBEAT_FREQUENCY.value() is None
    assert Path(workspace.folder).exists()


def test_a_plan_that_cannot_be_made_keeps_no_other_from_being_made_and_is_told_of(
    workspace: Workspace, instruments: Instruments, caplog: pytest.LogCaptureFixture
):
    from prefect.artifacts import Artifact

    vision = instruments["visioning", "1"]
    for agency in ("harbor", "mesa"):
        returned(workspace, f"{agency}.docx", completed(vision, {"vision.statement": "All belong."}, agency=agency))
    ingest(workspace)
    settings = workspace.folder / "planwright.toml"
    settings.write_text(settings.read_text().replace("agencies.harbor", "agencies.harbour"))
    assert nightly(workspace) == {"plans": 1, "plans not made": 1}
    assert [path.name for path in workspace.plans.iterdir()] == ["mesa"]
    left = Artifact.get("forms-and-plans")
    assert left is not None
    for told in (str(left.data), caplog.text):
        assert "The plan of harbor, 2026-fall, was not made: planwright.toml has no entry for 'harbor'" in told
    with open_ledger(workspace.ledger_url) as ledger:
        assert dict(ledger.runs(kind="nightly")[0].counts) == {"plans": 1, "plans not made": 1}


def test_files_that_nobody_here_may_open_are_among_the_counts(
    workspace: Workspace,
    readiness: Instrument,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    import flows.batch

    returned(workspace, "r.docx", completed(readiness, {}))
    returned(workspace, "locked.docx", completed(readiness, {}, name="R-02"))
    taken = flows.batch._intake

    def locked(path: Path, largest: int) -> object:
        if path.name == "locked.docx":
            raise PermissionError(13, "Permission denied")
        return taken(path, largest)

    monkeypatch.setattr(flows.batch, "_intake", locked)
    assert ingest(workspace) == {"accepted": 1, "cannot be opened": 1}
    assert f"1 of the files or folders in {workspace.inbox} cannot be opened" in caplog.text
    assert "locked.docx" not in caplog.text
    assert [path.name for path in workspace.inbox.iterdir()] == ["locked.docx"]


def test_a_file_that_is_still_being_written_is_left_counted_and_said(
    workspace: Workspace, readiness: Instrument, caplog: pytest.LogCaptureFixture
):
    returned(workspace, "form.docx", completed(readiness, {}))
    with (workspace.inbox / "form.docx").open("ab"):
        assert ingest(workspace) == {"still being written": 1}
    assert f"1 of the files in {workspace.inbox} are still being written and were left there" in caplog.text
    assert ingest(workspace) == {"accepted": 1}


def test_a_file_replaced_while_it_was_read_is_read_in_the_same_run(
    workspace: Workspace, readiness: Instrument, monkeypatch: pytest.MonkeyPatch
):
    import flows.batch

    returned(workspace, "r.docx", completed(readiness, {}))
    later = completed(readiness, {}, name="R-02")
    judged, replaced = flows.batch._judged, []

    def replace_once(*given: Any) -> object:
        if not replaced:
            returned(workspace, "r.docx", later)
            replaced.append(True)
        return judged(*given)

    monkeypatch.setattr(flows.batch, "_judged", replace_once)
    assert ingest(workspace) == {"withdrawn": 1, "accepted": 1}
    assert list(workspace.inbox.iterdir()) == []


def test_files_are_read_whatever_their_names(workspace: Workspace, readiness: Instrument):
    paths = [
        workspace.inbox / os.fsdecode(name) for name in (b"latin-\xe9-\xff.docx", b"50% # new?.docx", b"a\nb.docx")
    ]
    for number, path in enumerate(paths):
        path.write_bytes(completed(readiness, {}, name=f"R-{number}"))
    assert ingest(workspace) == {"accepted": 3}
    assert list(workspace.inbox.iterdir()) == []


def test_the_nights_to_come_are_planned_by_the_server(workspace: Workspace):
    from prefect.client.orchestration import get_client

    from flows.serve import deployment_of

    deployment_of(workspace).apply()
    until = time.monotonic() + 30
    planned: list[str | None] = []
    with get_client(sync_client=True) as client:
        while not planned and time.monotonic() < until:
            planned = [run.state_name for run in client.read_flow_runs() if run.auto_scheduled]
            time.sleep(0.5)
    assert "Scheduled" in planned


def test_forms_within_a_pdf_are_filed_as_files_of_their_own(workspace: Workspace, readiness: Instrument):
    first, third = (completed(readiness, {}, name=name) for name in ("R-1", "R-3"))
    second = completed(readiness, {}, kind="pdf", name="R-2")
    returned(workspace, "a.docx", first)
    returned(workspace, "letter.pdf", cover(a_docx=first, b_pdf=with_files(second, {"c_docx": third})))
    counts = ingest(workspace)
    with open_ledger(workspace.ledger_url) as ledger:
        held = {entry.name: entry for entry in ledger.entries()}
        nobodys = ledger.collected()
    assert {name: str(one.state) for name, one in held.items()} == {
        "a.docx": "accepted",
        "letter.pdf": "accepted",
        "letter.pdf › a.docx": "duplicate",
        "letter.pdf › b.pdf": "accepted",
        "letter.pdf › b.pdf › c.docx": "accepted",
    }
    assert counts["accepted"] == 4
    assert held["letter.pdf"].submission is None
    assert nobodys == (("harbor", "2026-fall"),)
    assert not list(workspace.inbox.iterdir())
    assert "accepted" not in nightly(workspace)
