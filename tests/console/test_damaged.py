"""A ledger that was changed by hand, or is damaged, ends no verb with a traceback, and `verify` tells of it."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from console.cli import planwright
from planwright.errors import PlanwrightError
from planwright.instruments import Instruments
from planwright.ledger import FileState
from planwright.verify import verify
from planwright.workspace import Workspace, ledger_of, open_workspace
from tests.forms import completed, new_workspace, read_inbox

Harm = Callable[[Path], object]
VERBS = (("status",), ("show", "1"), ("show", "2"), ("verify",), ("withdraw", "1", "--why", "x"), ("replay", "1"))


@pytest.fixture(name="whole", scope="module")
def _whole(tmp_path_factory: pytest.TempPathFactory, instruments: Instruments) -> Path:
    """A workspace with a form that counts and one it replaced, one in review, and a duplicate."""
    made, readiness = new_workspace(tmp_path_factory.mktemp("damaged") / "center"), instruments["readiness", "1"]
    (made.inbox / "first.docx").write_bytes(completed(readiness, {"identity.completed": "2026-09-29"}))
    (made.inbox / "no name.docx").write_bytes(completed(readiness, {"identity.name": None}))
    read_inbox(made)
    later = completed(readiness, {"identity.completed": "2026-09-30"})
    (made.inbox / "later.docx").write_bytes(later)
    read_inbox(made)
    (made.inbox / "later again.docx").write_bytes(later)
    read_inbox(made)
    with ledger_of(made) as ledger:
        names = [(one.name, one.state) for one in ledger.entries()]
    assert sorted(state for _, state in names) == sorted(
        (FileState.SUPERSEDED, FileState.NEEDS_REVIEW, FileState.ACCEPTED, FileState.DUPLICATE)
    )
    return made.folder


def sql(*statements: str) -> Harm:
    def harm(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection:
            for one in statements:
                connection.execute(one)
            connection.commit()

    return harm


def cut(share: float) -> Harm:
    return lambda file: file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])


def overwritten(first: int, length: int) -> Harm:
    def harm(file: Path) -> None:
        data = bytearray(file.read_bytes())
        data[first : first + length] = b"\xee" * length
        file.write_bytes(data)

    return harm


HARMS: dict[str, Harm] = {
    "state": sql("UPDATE files SET state = 'needs review' WHERE id = 1"),
    "no state": sql("UPDATE files SET state = 'lost' WHERE id = 1"),
    "location": sql("UPDATE files SET location = 'archive/elsewhere' WHERE id = 1"),
    "outside": sql("UPDATE files SET location = '/etc/passwd' WHERE id = 1"),
    "above": sql("UPDATE files SET leftover = '../../other' WHERE id = 1"),
    "no text": sql("UPDATE files SET location = x'00ff' WHERE id = 1"),
    "row": sql("DELETE FROM files WHERE id = 1"),
    "rows": sql("DELETE FROM files WHERE id < 4"),
    "history": sql("DELETE FROM history WHERE file = 1"),
    "a move": sql("DELETE FROM history WHERE file = 1 AND after = 'reading'"),
    "move": sql("UPDATE history SET after = 'soon' WHERE file = 1"),
    "moment": sql("UPDATE history SET at = 'soon' WHERE file = 1"),
    "problems": sql("UPDATE files SET problems = '{'"),
    "problem": sql("UPDATE files SET problems = '[{\"code\": 1}]'"),
    "received": sql("UPDATE files SET received = 'yesterday' WHERE id = 1"),
    "completed": sql("UPDATE files SET completed = 'soon' WHERE id = 1"),
    "digest": sql("UPDATE files SET sha256 = 'zz' WHERE id = 1"),
    "agency": sql("UPDATE files SET agency = 'mesa' WHERE agency IS NOT NULL"),
    "leads": sql("UPDATE files SET superseded_by = 99 WHERE superseded_by IS NOT NULL"),
    "leads to another": sql("UPDATE files SET duplicate_of = 2 WHERE duplicate_of IS NOT NULL"),
    "run": sql("INSERT INTO runs (kind, started, counts) VALUES ('ingest', 'soon', '{')"),
    "plan": sql("INSERT INTO plans VALUES (1, 'a', 'r', '0', 'plans/x', '0', 'soon', NULL)"),
    "table": sql("DROP TABLE history"),
    "column": sql("ALTER TABLE files DROP COLUMN came"),
    "cut at the end": cut(0.9),
    "cut": cut(0.5),
    "emptied": cut(0),
    "page": overwritten(8192, 3000),
    "head": overwritten(0, 100),
}


@pytest.fixture(name="harmed", params=HARMS)
def _harmed(request: pytest.FixtureRequest, whole: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(whole, tmp_path / "center")
    HARMS[request.param](tmp_path / "center" / "ledger.sqlite")
    return open_workspace(tmp_path / "center")


def test_no_verb_ends_with_a_traceback_and_verify_tells(harmed: Workspace):
    for verb in VERBS[:-2]:
        ran = CliRunner().invoke(planwright, [*verb, "--workspace", str(harmed.folder)])
        if isinstance(ran.exception, PlanwrightError):
            assert "backup" in str(ran.exception), (verb, ran.exception)
        else:
            assert ran.exception is None or isinstance(ran.exception, SystemExit), (verb, ran.exception)
        if verb == ("verify",):
            assert isinstance(ran.exception, PlanwrightError) or ran.exit_code == 1
    for verb in (*VERBS[-2:], ("backup", str(harmed.folder.parent / "backup"))):
        ran = CliRunner().invoke(planwright, [*verb, "--workspace", str(harmed.folder)])
        is_told = ran.exception is None or isinstance(ran.exception, SystemExit | PlanwrightError)
        assert is_told, (verb, ran.exception)


def test_a_ledger_in_order_says_nothing(whole: Path):
    workspace = open_workspace(whole)
    with ledger_of(workspace) as ledger:
        assert list(verify(workspace, ledger)) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE files SET location = 'inbox/later.docx' WHERE state = 'accepted'", "lies in the inbox"),
        ("UPDATE files SET superseded_by = NULL", "was replaced, and by none"),
        ("UPDATE files SET duplicate_of = NULL", "is a duplicate, and of none"),
        ("UPDATE files SET submission = NULL WHERE state = 'accepted'", "accepted, and without answers"),
        ("UPDATE files SET completed = '2020-01-01' WHERE state = 'accepted'", "The answers are not those of"),
        ("UPDATE files SET problems = '[]' WHERE state = 'needs review'", "The answers are not those of"),
        ("UPDATE files SET parent = 99 WHERE id = 1", "came within file 99, which is not there"),
        ("UPDATE history SET after = 'accepted' WHERE after = 'arrived'", "is no row of moves"),
    ],
)
def test_what_contradicts_itself_is_told(whole: Path, tmp_path: Path, statement: str, said: str):
    shutil.copytree(whole, tmp_path / "center")
    workspace = open_workspace(tmp_path / "center")
    if "location" in statement:
        shutil.copy(next(workspace.archive.rglob("*later.docx")), workspace.inbox)
    sql(statement)(workspace.folder / "ledger.sqlite")
    with ledger_of(workspace) as ledger:
        told = [one.message for one in verify(workspace, ledger)]
    assert any(said in one for one in told), told
