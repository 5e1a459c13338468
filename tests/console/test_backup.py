"""Backup and restore as people run them: beside a process that reads, and what was restored goes on as it was."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from click.testing import CliRunner, Result

from console.cli import planwright
from planwright.instruments import Instruments
from planwright.ledger import FileState
from planwright.workspace import open_workspace
from tests.forms import completed, new_workspace, plan_of, read_inbox

ROOT = Path(__file__).parents[2]
READS = """
import sys
from pathlib import Path
from planwright.workspace import open_workspace
from tests.forms import read_inbox
read_inbox(open_workspace(Path(sys.argv[1])))
"""
FORMS = 12


def run(*asked: str | Path) -> Result:
    result = CliRunner().invoke(planwright, [str(one) for one in asked])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_what_is_restored_goes_on_as_it_was(tmp_path: Path, instruments: Instruments):
    made, readiness = new_workspace(tmp_path / "center"), instruments["readiness", "1"]
    forms = {f"{n}.docx": completed(readiness, {}, name=f"R-{n:02}") for n in range(3)}
    for name, data in forms.items():
        (made.inbox / name).write_bytes(data)
    read_inbox(made)
    plan = plan_of(made, instruments)
    ran = run("backup", tmp_path / "backup", "--workspace", made.folder)
    assert (ran.exit_code, ran.stdout) == (0, f"{tmp_path / 'backup'}\n")
    ran = run("restore", tmp_path / "backup", tmp_path / "new")
    assert (ran.exit_code, ran.stdout) == (0, "")
    restored = open_workspace(tmp_path / "new")
    again = plan_of(restored, instruments)
    assert not again.new
    assert again.path.read_bytes() == plan.path.read_bytes()
    for name, data in forms.items():
        (restored.inbox / name).write_bytes(data)
    assert read_inbox(restored) == Counter({FileState.DUPLICATE: 3})
    assert not list(restored.inbox.iterdir())
    for held in (made, restored):
        (held.inbox / "new.docx").write_bytes(completed(readiness, {"comments.worry": "Turnover"}, name="R-77"))
        assert read_inbox(held) == Counter({FileState.ACCEPTED: 1})
    assert run("verify", "--workspace", restored.folder).exit_code == 0
    plans = [plan_of(held, instruments) for held in (made, restored)]
    assert plans[0].path.read_bytes() == plans[1].path.read_bytes()


def test_a_backup_made_while_a_process_reads_agrees(tmp_path: Path, instruments: Instruments):
    made, readiness = new_workspace(tmp_path / "center"), instruments["readiness", "1"]
    for n in range(FORMS):
        (made.inbox / f"{n}.docx").write_bytes(completed(readiness, {}, name=f"R-{n:02}"))
    reading = subprocess.Popen([sys.executable, "-c", READS, str(made.folder)], cwd=ROOT)
    try:
        for n in range(3):
            assert run("backup", tmp_path / f"backup-{n}", "--workspace", made.folder).exit_code == 0
    finally:
        assert reading.wait(timeout=120) == 0
    assert run("verify", "--workspace", made.folder).exit_code == 0
    for n in range(3):
        ran = run("restore", tmp_path / f"backup-{n}", tmp_path / f"new-{n}")
        assert (ran.exit_code, ran.stdout) == (0, ""), ran.stderr
        restored = open_workspace(tmp_path / f"new-{n}")
        read_inbox(restored)
        assert len(list(restored.archive.rglob("*.docx"))) == FORMS


def test_what_does_not_agree_is_said_at_the_end_of_a_restore(tmp_path: Path, instruments: Instruments):
    made = new_workspace(tmp_path / "center")
    (made.inbox / "form.docx").write_bytes(completed(instruments["readiness", "1"], {}))
    read_inbox(made)
    gone = next(made.archive.rglob("*.docx"))
    gone.unlink()
    assert run("backup", tmp_path / "backup", "--workspace", made.folder).exit_code == 0
    ran = run("restore", tmp_path / "backup", tmp_path / "new")
    assert ran.exit_code == 1
    assert ran.stdout == f"{tmp_path / 'new' / gone.relative_to(made.folder)}\n"
    (tmp_path / "backup" / "files" / "put here.txt").write_text("by hand")
    ran = run("restore", tmp_path / "backup", tmp_path / "other")
    assert "1 files that the backup was not made of" in ran.stderr
    assert not (tmp_path / "other" / "put here.txt").exists()
