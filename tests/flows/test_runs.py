"""Runs through Prefect: the inbox is emptied, every file is in one state, plans are made where something changed."""

from collections import Counter
from pathlib import Path

import pytest

from planwright.instruments import Instrument, Instruments
from planwright.ledger import FileState, open_ledger
from planwright.workspace import Workspace
from tests.forms import completed

pytestmark = pytest.mark.usefixtures("prefect")


def ingest(workspace: Workspace) -> dict[str, int]:
    from flows.ingest import ingest as flow

    return flow(str(workspace.folder))


def nightly(workspace: Workspace) -> dict[str, int]:
    from flows.nightly import nightly as flow

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
    assert left.data == markdown(lines)
    assert [line.cells() for line in lines] == [
        ("Harbor Early Learning", "Fall 2026", "1", "0", "0", "0", "harbor-2026-fall-ta-plan-v1.docx")
    ]


def test_a_file_half_read_when_the_program_was_stopped_is_read_by_the_next_run(
    workspace: Workspace, readiness: Instrument
):
    from flows.batch import desk_of, take, waiting

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
