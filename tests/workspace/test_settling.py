"""What docs/workspace.md says of settling: a corrected form in the inbox is what works."""

from collections import Counter

import pytest

from planwright.instruments import Instrument, Instruments
from planwright.ledger import FileState, open_ledger
from planwright.workspace import Workspace
from tests.forms import completed, new_workspace, read_inbox


@pytest.fixture
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace that knows the agencies of the forms here."""
    return new_workspace(tmp_path_factory.mktemp("settling") / "center")


@pytest.fixture
def readiness(instruments: Instruments) -> Instrument:
    return instruments["readiness", "1"]


def states(workspace: Workspace) -> dict[str, FileState]:
    with open_ledger(workspace.ledger_url) as ledger:
        return {entry.name: entry.state for entry in ledger.entries()}


@pytest.mark.parametrize(
    ("completed_on", "before"), [("2026-10-02", FileState.SUPERSEDED), ("2026-09-30", FileState.NEEDS_REVIEW)]
)
def test_a_corrected_form_counts_and_supersedes_the_one_in_review_if_it_is_later(
    workspace: Workspace, readiness: Instrument, completed_on: str, before: FileState
):
    wrong = completed(readiness, {"identity.agency": "Another name"})
    (workspace.inbox / "first.docx").write_bytes(wrong)
    assert read_inbox(workspace) == Counter({FileState.NEEDS_REVIEW: 1})
    corrected = completed(readiness, {"identity.completed": completed_on})
    (workspace.inbox / "corrected.docx").write_bytes(corrected)
    read_inbox(workspace)
    assert states(workspace) == {"first.docx": before, "corrected.docx": FileState.ACCEPTED}
    assert len(list(workspace.review.rglob("*first.docx"))) == 1


def test_a_superseded_form_stays_in_the_archive(workspace: Workspace, readiness: Instrument):
    for name, day in (("first.docx", "2026-09-30"), ("later.docx", "2026-10-02")):
        (workspace.inbox / name).write_bytes(completed(readiness, {"identity.completed": day}))
        read_inbox(workspace)
    assert states(workspace) == {"first.docx": FileState.SUPERSEDED, "later.docx": FileState.ACCEPTED}
    assert len(list(workspace.archive.rglob("*first.docx"))) == 1
    [beside] = workspace.archive.rglob("*later.docx.json")
    assert '"supersedes"' in beside.read_text(encoding="utf-8")


def test_a_file_of_review_moved_back_into_the_inbox_is_put_back_and_not_read_again(
    workspace: Workspace, readiness: Instrument
):
    form = completed(readiness, {"identity.name": None})
    (workspace.inbox / "form.docx").write_bytes(form)
    read_inbox(workspace)
    [waiting] = workspace.review.rglob("*form.docx")
    waiting.rename(workspace.inbox / "form.docx")
    assert read_inbox(workspace) == {FileState.DUPLICATE: 1}
    assert waiting.read_bytes() == form
