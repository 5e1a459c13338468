"""Fixtures of packages: a workspace, forms that people returned, and a run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.batch import desk_of, pool_of
from flows.stream import Stream
from planwright.copies import remove_copies
from planwright.instruments import Instruments
from planwright.issuing import FORMATS
from planwright.ledger import Entry, open_ledger
from planwright.stamp import Stamp
from planwright.verify import verify
from planwright.workspace import Workspace
from tests.fill_word import fill_word
from tests.forms import completed, new_workspace
from tests.judging.test_recognised import unstamped

Run = Callable[[], dict[str, Entry]]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace that knows two agencies and one round."""
    return new_workspace(tmp_path / "center")


@pytest.fixture(scope="session")
def forms(instruments: Instruments) -> list[bytes]:
    """Forms of three people of one agency, two in Word and one a PDF."""
    readiness = instruments["readiness", "1"]
    return [completed(readiness, {}, name=f"R-{one}", kind=kind) for one, kind in enumerate(("docx", "docx", "pdf"))]


@pytest.fixture(scope="session")
def bare(instruments: Instruments) -> bytes:
    """A form that says neither which form it is nor whose."""
    readiness = instruments["readiness", "1"]
    stamp = Stamp(instrument="readiness", version="1", agency="harbor", round="2026-fall")
    blank = FORMATS["docx"](readiness, stamp, agency_name="", round_name="")
    needed = {one.path: 1 for one in readiness.items.values() if one.required and one.path.startswith("statements")}
    said = {"identity.name": "R-09", "identity.completed": "2026-09-30", "identity.basis": "individual", **needed}
    return unstamped(fill_word(blank, said), "readiness")


def ingest(workspace: Workspace) -> dict[str, Entry]:
    """The entries by name, after a run that reads all that came and what came within it; all is found to be well."""
    with desk_of(workspace.folder) as desk, pool_of(desk) as pool:
        for _ in Stream(desk, pool).settled():
            pass
        remove_copies(workspace, desk.ledger)
    with open_ledger(workspace.ledger_url) as ledger:
        assert list(verify(workspace, ledger)) == []
        entries = ledger.entries()
    assert [path for path in workspace.inbox.rglob("*") if path.is_file()] == []
    return {entry.name: entry for entry in entries}


def codes(entry: Entry) -> list[str]:
    """The codes of its problems."""
    return [one.code for one in entry.problems]


@pytest.fixture
def run(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run of this workspace."""
    monkeypatch.setenv("PLANWRIGHT_READING_WORKERS", "1")
    return lambda: ingest(workspace)
