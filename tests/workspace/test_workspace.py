"""A workspace is made whole, found again, kept apart from the code, and refused with a cure where it is none."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import planwright
from planwright.errors import WorkspaceError
from planwright.ledger import open_ledger
from planwright.workspace import FOLDERS, Workspace, create_workspace, find_workspace, hold, open_workspace
from tests.workspace.conftest import AGENCIES, ROUNDS

CODE = Path(planwright.__file__).parents[1]


def test_a_new_workspace_holds_its_folders_settings_and_ledger(workspace: Workspace):
    assert {one.name for one in workspace.folder.iterdir()} >= {*FOLDERS, "planwright.toml", "ledger.sqlite"}
    assert workspace.settings.agencies == AGENCIES
    assert workspace.settings.rounds == ROUNDS
    assert workspace.inbox == workspace.folder / "inbox"
    assert open_workspace(workspace.folder) == workspace
    with open_ledger(workspace.ledger_url) as ledger:
        assert ledger.entries() == ()


@pytest.mark.parametrize("name", ["100% sure?", "a#b", "Öst küste", "it's; here", "two\nlines"])
def test_a_workspace_may_be_called_anything(tmp_path: Path, name: str):
    made = create_workspace(tmp_path / name, name=name)
    assert made.settings.name == name
    assert (made.folder / "ledger.sqlite").is_file()
    assert open_workspace(made.folder) == made


def test_an_interrupted_start_is_finished_by_the_next(tmp_path: Path):
    (tmp_path / "ws" / "inbox").mkdir(parents=True)
    (tmp_path / "ws" / "ledger.sqlite").touch()
    assert create_workspace(tmp_path / "ws", name="x").plans.is_dir()


def test_a_workspace_is_never_made_over_another_or_over_other_files(workspace: Workspace, tmp_path: Path):
    before = (workspace.folder / "planwright.toml").read_bytes()
    with pytest.raises(WorkspaceError, match="is a workspace already; nothing was changed"):
        create_workspace(workspace.folder, name="Another")
    assert (workspace.folder / "planwright.toml").read_bytes() == before
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "taxes.ods").touch()
    with pytest.raises(WorkspaceError, match=r"already holds taxes\.ods\. Name a new or an empty folder\."):
        create_workspace(tmp_path / "full", name="x")
    with pytest.raises(WorkspaceError, match="cannot be made a workspace"):
        create_workspace(tmp_path / "full" / "taxes.ods", name="x")


@pytest.mark.parametrize("place", ["planwright", "planwright/ledger", "schemas/new", ".", "..", "extractors/x/y"])
def test_a_workspace_never_overlaps_the_programs_own_code(place: str):
    with pytest.raises(WorkspaceError, match="overlaps the program's own code"):
        create_workspace(CODE / place, name="x")


def test_a_folder_that_points_into_the_code_is_refused_too(workspace: Workspace):
    workspace.inbox.rmdir()
    workspace.inbox.symlink_to(CODE / "planwright")
    with pytest.raises(WorkspaceError, match="overlaps the program's own code"):
        open_workspace(workspace.folder)


def test_what_is_no_workspace_is_said_with_the_cure(tmp_path: Path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(WorkspaceError, match=r"There is no workspace in .*planwright\.toml is missing\. .*init"):
            open_workspace(folder)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_missing_folder_is_named_and_not_made_up(workspace: Workspace, name: str):
    (workspace.folder / name).rmdir()
    with pytest.raises(WorkspaceError, match=rf"The folder {name} of the workspace .* is missing"):
        open_workspace(workspace.folder)
    assert not (workspace.folder / name).exists()


def test_the_workspace_is_found_from_within(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(workspace.inbox)
    assert find_workspace() == workspace
    monkeypatch.chdir(tmp_path)
    assert find_workspace(Path("ws")) == workspace
    with pytest.raises(WorkspaceError, match="There is no workspace in"):
        find_workspace()


def test_paths_in_the_settings_are_taken_from_the_workspace(workspace: Workspace):
    file = workspace.folder / "planwright.toml"
    file.write_text('name = "x"\n[ledger]\nurl = "sqlite:///kept/l.sqlite"\n[schemas]\nfolders = ["forms", "/abs"]\n')
    opened = open_workspace(workspace.folder)
    assert opened.ledger_url.database == str(workspace.folder / "kept" / "l.sqlite")
    assert opened.schema_folders == (workspace.folder / "forms", Path("/abs"))
    file.write_text('name = "x"\n[ledger]\nurl = "postgresql://me@db.example/x"\n')
    assert str(open_workspace(workspace.folder).ledger_url) == "postgresql+psycopg://me@db.example/x"


def test_locations_are_paths_within_the_workspace(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(workspace.folder)
    for path in (workspace.inbox / "a b.docx", Path("inbox/a b.docx"), Path("plans/../inbox/a b.docx")):
        assert workspace.location_of(path) == "inbox/a b.docx"
    assert workspace.path_of("inbox/a b.docx") == workspace.inbox / "a b.docx"
    for path in (tmp_path / "other.docx", workspace.folder / ".." / "other.docx"):
        with pytest.raises(WorkspaceError, match="lies outside the workspace"):
            workspace.location_of(path)
    (tmp_path / "elsewhere").mkdir()
    workspace.inbox.rmdir()
    workspace.inbox.symlink_to(tmp_path / "elsewhere")
    assert workspace.location_of(workspace.inbox / "x.pdf") == "inbox/x.pdf"


HOLDER = """
import sys, time
from pathlib import Path
from planwright.workspace import hold, open_workspace
with hold(open_workspace(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


def test_one_process_at_a_time_holds_a_workspace_and_a_killed_one_lets_go(workspace: Workspace):
    with hold(workspace):
        pass
    command = [sys.executable, "-c", HOLDER, str(workspace.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceError, match="Another planwright is reading"), hold(workspace):
            pass
        os.kill(other.pid, signal.SIGKILL)
    with hold(workspace):
        pass
