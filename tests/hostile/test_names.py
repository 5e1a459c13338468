"""Files and folders whose names mislead: control characters, turned letters, folders, nothing left to read."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from console.cli import planwright
from console.told import tell
from planwright.instruments import Instrument
from planwright.ledger import FileState
from planwright.names import LONGEST
from planwright.workspace import Workspace
from tests.forms import completed, new_workspace
from tests.hostile.batch import GOOD, Ran, check, fill, run

NAMES = [
    "line\nbreak.docx",
    "return\r\x1b[2J\x1b[31mred.docx",
    "\u202excod.exe.docx",
    "\u2066a\u2069\u200b\ufeff.docx",
    "a" * 250 + ".docx",
    "é" * 125 + ".docx",
    "-rf ~.docx",
    "$(touch evil).docx",
    "`id`;|&.docx",
    "evil\\..\\..\\evil.docx",
    "C:\\evil.docx",
    "CON.docx",
    "%s%n{0}{evil!r}.docx",
    "{{ 7*7 }}.docx",
    "<script>alert(1)<script>.docx",
    "=cmd|' C calc'!A0.docx",
    "a.docx\x00"[:-1] + " .docx",
    os.fsdecode(b"\xff\xfe\xc3\x28.docx"),
    "\ud83d.docx".encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape"),
    "a.problems.txt",
    "a.json",
]
HIDDEN = ["..docx", "...", "..\\..\\evil.docx"]  # which no run reads
ODD = ("\x1b", "\r", "\u202e", "\u2066", "\u200b", "\ufeff")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory, readiness: Instrument) -> Ran:
    around = tmp_path_factory.mktemp("names")
    workspace = new_workspace(around / "center")
    files = {name: completed(readiness, {}, name=f"N-{number}") for number, name in enumerate(NAMES)}
    for name in HIDDEN:
        (workspace.inbox / name).write_bytes(completed(readiness, {}, name=name))
    files["\x1b[31mno form\n.docx"] = b"\x1b[31m none"
    sent = fill(workspace, readiness, files)
    folder = workspace.inbox / "\x1b]0;evil\x07 folder\u202e"
    folder.mkdir()
    (folder / "within.docx").write_bytes(completed(readiness, {}, name="within"))
    (workspace.inbox / "link\n\x1b[2J").symlink_to("/etc/passwd")
    return run(workspace, {**sent, "within.docx": (folder / "within.docx").read_bytes()}, around)


def test_each_form_counts_and_is_filed_under_a_safe_name(ran: Ran):
    for name in ("link\n\x1b[2J", *HIDDEN):
        (ran.workspace.inbox / name).unlink()
    next(ran.workspace.inbox.iterdir()).rmdir()
    check(ran)
    for name in (*NAMES, "within.docx", *GOOD):
        entry = ran.entry(name)
        assert entry.state is FileState.ACCEPTED, (name, entry.problems)
        filed = Path(entry.location or "").name
        assert len(filed.encode()) <= LONGEST + 13
        assert filed.isprintable()


def test_nothing_that_is_said_can_turn_a_terminal_around(ran: Ran, capfd: pytest.CaptureFixture[str]):
    tell(ran.workspace, frozenset())
    said = [capfd.readouterr().err, ran.stderr, *_said(ran.workspace)]
    said += [one.read_text() for one in ran.workspace.quarantine.rglob("*.problems.txt")]
    for text in said:
        assert not [one for one in ODD if one in text]
        assert all(line.isprintable() for line in text.split("\n"))


def _said(workspace: Workspace) -> list[str]:
    asked = [["status", "--most", "100"], *(["show", str(number)] for number in range(1, len(NAMES) + 6)), ["verify"]]
    return [CliRunner().invoke(planwright, [*one, "--workspace", str(workspace.folder)]).output for one in asked]
