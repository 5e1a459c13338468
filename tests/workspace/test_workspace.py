"""A workspace is made whole, found again, kept apart from the code, and refused with a cure where it is none."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import planwright
from planwright.errors import WorkspaceError
from planwright.ledger import open_ledger
from planwright.model import Accepted, Verdict
from planwright.workspace import FOLDERS, Workspace, create_workspace, find_workspace, hold, ledger_of, open_workspace
from tests.ledger.building import submission
from tests.workspace.building import NOT_SURE, UNREAD, drop, file_as
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


def test_paths_in_the_settings_are_taken_from_the_workspace(workspace: Workspace, tmp_path: Path):
    file = workspace.folder / "planwright.toml"
    there = tmp_path / "there"
    for folder in (there, workspace.folder / "forms"):
        folder.mkdir()
    file.write_text(
        f'name = "x"\n[ledger]\nurl = "sqlite:///kept/l.sqlite"\n[schemas]\nfolders = ["forms", "{there}"]\n'
    )
    opened = open_workspace(workspace.folder)
    assert opened.ledger_url.database == str(workspace.folder / "kept" / "l.sqlite")
    assert opened.schema_folders == (workspace.folder / "forms", there)
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


@pytest.mark.parametrize("folders", ["nope", "planwright.toml"])
def test_a_folder_of_schemas_that_is_not_there_is_named_with_its_key(workspace: Workspace, folders: str):
    file = workspace.folder / "planwright.toml"
    file.write_text(f'name = "x"\n[schemas]\nfolders = ["{folders}"]\n')
    with pytest.raises(WorkspaceError, match=rf"schemas\.folders names .*{folders}, and there is no such folder"):
        open_workspace(workspace.folder)


# -- a ledger that is lost --------------------------------------------------------------------------------------------


def lose(workspace: Workspace) -> None:
    for file in workspace.folder.glob("ledger.sqlite*"):
        file.unlink()


def empty(workspace: Workspace) -> None:
    lose(workspace)
    (workspace.folder / "ledger.sqlite").touch()


def name_another(workspace: Workspace) -> None:
    file = workspace.folder / "planwright.toml"
    file.write_text(file.read_text().replace("[ledger]", '[ledger]\nurl = "sqlite:///ledgr.sqlite"'))


def begin_anew_unasked(workspace: Workspace) -> None:
    lose(workspace)
    open_ledger(workspace.ledger_url).close()


@pytest.mark.parametrize("harm", [lose, empty, name_another, begin_anew_unasked])
@pytest.mark.parametrize("verdict", [Accepted(), NOT_SURE, UNREAD], ids=["archive", "review", "quarantine"])
def test_an_empty_ledger_beside_forms_that_were_filed_is_refused_with_what_to_do(
    workspace: Workspace, harm: Callable[[Workspace], None], verdict: Verdict
):
    with ledger_of(workspace) as ledger:
        filed = file_as(workspace, ledger, drop(workspace, "a.pdf", b"a"), verdict, submission())
    harm(workspace)
    before = sorted(workspace.folder.iterdir())
    with pytest.raises(WorkspaceError) as raised:
        ledger_of(open_workspace(workspace.folder))
    told = str(raised.value)
    assert "is missing or empty, although forms were filed" in told
    assert filed.location in told
    assert "Put the ledger back" in told
    assert "To begin anew on purpose" in told
    assert sorted(workspace.folder.iterdir()) == before, "no ledger is made in the place of the one that is lost"


def test_a_ledger_put_back_is_opened_and_one_begun_anew_on_purpose_too(workspace: Workspace, tmp_path: Path):
    with ledger_of(workspace) as ledger:
        entry = file_as(workspace, ledger, drop(workspace, "a.pdf", b"a"), said=submission())
    (workspace.folder / "ledger.sqlite").rename(tmp_path / "kept")
    with pytest.raises(WorkspaceError):
        ledger_of(workspace)
    (tmp_path / "kept").rename(workspace.folder / "ledger.sqlite")
    with ledger_of(workspace) as ledger:
        assert ledger.entry(entry.id) == entry
    lose(workspace)
    (workspace.archive / "harbor").rename(tmp_path / "harbor")
    with ledger_of(workspace) as ledger:
        assert ledger.is_empty()


def test_a_ledger_whose_first_entries_are_not_yet_in_its_main_file_is_not_taken_for_a_lost_one(workspace: Workspace):
    with ledger_of(workspace) as ledger:
        file_as(workspace, ledger, drop(workspace, "a.pdf", b"a"), said=submission())
        with ledger_of(workspace) as beside:
            assert not beside.is_empty()


def test_folders_alone_and_hidden_files_are_no_forms_that_were_filed(workspace: Workspace):
    (workspace.archive / "harbor" / "2026-fall").mkdir(parents=True)
    (workspace.review / ".DS_Store").touch()
    (workspace.quarantine / ".snapshots").mkdir()
    (workspace.quarantine / ".snapshots" / "a").touch()
    lose(workspace)
    ledger_of(workspace).close()
