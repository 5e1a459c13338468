"""After a run: which files need a person and why, on stderr; the table on stdout; the code is that of the run."""

from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from console import run
from console.cli import planwright
from planwright.errors import EditionError
from planwright.instruments import Instrument, Instruments
from planwright.settings import Round
from planwright.workspace import Workspace, create_workspace
from tests.adopted_form import adopt, form
from tests.forms import AGENCIES, completed, read_inbox

GOOD = {"identity.completed": "2020-09-30"}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace in which `planwright ingest` does what the flow does, without Prefect."""
    rounds = {"2026-fall": Round(name="Fall 2026", opens="2020-09-01", closes="2020-10-15")}  # over, by any clock
    made = create_workspace(tmp_path / "center", name="Test center", agencies=AGENCIES, rounds=rounds)
    flow = SimpleNamespace(ingest=lambda _: {str(state): count for state, count in read_inbox(made).items()})
    monkeypatch.setattr(run, "prefect_ready", lambda _: nullcontext())
    monkeypatch.setattr(run, "import_module", lambda _: flow)
    return made


@pytest.fixture
def readiness(instruments: Instruments) -> Instrument:
    return instruments["readiness", "1"]


def ingest(workspace: Workspace) -> Result:
    result = CliRunner().invoke(planwright, ["ingest", "--workspace", str(workspace.folder)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def line_of(result: Result, words: str) -> str:
    """The one line of talk with these words."""
    [line] = [line for line in result.stderr.splitlines() if words in line]
    return line


def test_each_file_that_needs_a_person_is_named_with_its_agency_and_first_problem(
    workspace: Workspace, readiness: Instrument
):
    (workspace.inbox / "no name.docx").write_bytes(completed(readiness, {**GOOD, "identity.name": None}))
    (workspace.inbox / "holiday.jpg").write_bytes(b"\xff\xd8\xff\xe0 no form")
    (workspace.inbox / "good.docx").write_bytes(completed(readiness, GOOD))
    ran = ingest(workspace)
    assert ran.exit_code == 1
    assert "Files of this run that need a person: 2." in ran.stderr
    in_review = line_of(ran, f"no name.docx: “{readiness.items['identity.name'].heading}” was left blank")
    assert in_review.strip().startswith("review/harbor/2026-fall/readiness/")
    assert "This is a picture (JPEG)" in line_of(ran, "holiday.jpg: ")
    assert "good.docx" not in ran.stderr
    assert ran.stdout.lstrip().startswith("┏")
    assert "no name.docx" not in ran.stdout


def test_files_of_earlier_runs_are_counted_and_the_code_is_that_of_this_run(
    workspace: Workspace, readiness: Instrument
):
    (workspace.inbox / "no name.docx").write_bytes(completed(readiness, {**GOOD, "identity.name": None}))
    assert ingest(workspace).exit_code == 1
    (workspace.inbox / "good.docx").write_bytes(completed(readiness, GOOD))
    ran = ingest(workspace)
    assert ran.exit_code == 0
    assert "Files of earlier runs that still need a person: 1; see review/ and quarantine/." in ran.stderr
    assert "no name.docx" not in ran.stderr


def test_no_more_than_twenty_are_named_and_the_rest_counted(workspace: Workspace):
    for number in range(23):
        (workspace.inbox / f"junk-{number}.docx").write_bytes(b"no form %d" % number)
    ran = ingest(workspace)
    assert sum("junk-" in line for line in ran.stderr.splitlines()) == 20
    assert "  and 3 more: see review/ and quarantine/" in ran.stderr.splitlines()


def test_a_form_that_counts_with_a_warning_is_told_with_where_to_look(workspace: Workspace, readiness: Instrument):
    late = completed(readiness, {"identity.completed": "2020-10-20"})
    (workspace.inbox / "late.docx").write_bytes(late)
    ran = ingest(workspace)
    assert ran.exit_code == 0
    assert "Forms of this run accepted with a warning: 1." in ran.stderr
    assert "“problems” in the .json beside it" in ran.stderr
    assert "outside “Fall 2026” (2020-09-01 to 2020-10-15)" in line_of(ran, "late.docx: ")


def test_what_is_left_lying_in_the_inbox_is_named(workspace: Workspace, readiness: Instrument, tmp_path: Path):
    (tmp_path / "elsewhere.docx").write_bytes(completed(readiness, GOOD))
    (workspace.inbox / "~$Needs.docx").write_bytes(b"who has it open")
    (workspace.inbox / "link.docx").symlink_to(tmp_path / "elsewhere.docx")
    (workspace.inbox / ".sync").mkdir()
    (workspace.inbox / ".sync" / "state").write_bytes(b"a program's own")
    assert ingest(workspace).stderr.splitlines() == [
        "Not read, and left in inbox/: 2.",
        "  link.docx is a link, and links are not followed; put the file itself there.",
        "  ~$Needs.docx is Word's note of who has a document open; it goes when the document is closed.",
    ]


def test_where_nothing_needs_a_person_nothing_is_said(workspace: Workspace, readiness: Instrument):
    (workspace.inbox / "good.docx").write_bytes(completed(readiness, GOOD))
    ran = ingest(workspace)
    assert (ran.exit_code, ran.stderr) == (0, "")


def test_what_stands_in_a_form_or_a_name_does_nothing_to_the_terminal(workspace: Workspace, readiness: Instrument):
    form = completed(readiness, {**GOOD, "identity.agency": "Mesa\u2067 \u009b2J"})
    (workspace.inbox / "red \x1b[31m.docx").write_bytes(form)
    (workspace.inbox / "~$\x1b[2J.docx").write_bytes(b"who has it open")
    lines = ingest(workspace).stderr.splitlines()
    assert any("Mesa" in line for line in lines)
    assert any("~$" in line for line in lines)
    assert all(line.isprintable() for line in lines)


def test_a_file_is_listed_with_what_keeps_it_from_counting_and_how_much_more_does(
    workspace: Workspace, readiness: Instrument
):
    late = {"identity.completed": "2020-12-24", "identity.name": None, "identity.agency": "Pinon"}  # a warning, errors
    (workspace.inbox / "late.docx").write_bytes(completed(readiness, late))
    ran = ingest(workspace)
    line = line_of(ran, "late.docx: ")
    assert "outside “" not in line
    assert line.endswith("(+1 more)")
    [file] = workspace.review.rglob("*.problems.txt")
    paragraphs = file.read_text(encoding="utf-8").split("\n\n")
    heads = [paragraphs.index(words) for words in paragraphs if words.endswith("counts:") or words.endswith("nobody:")]
    assert [words.count("\n") for words in (paragraphs[at + 1].rstrip("\n") for at in heads)] == [1, 0]
    assert "outside “" in paragraphs[heads[1] + 1]


def test_a_wrong_edition_ends_the_run_before_it_begins_with_one_message(workspace: Workspace) -> None:
    file = adopt(workspace.editions, form())
    file.write_text(file.read_text(encoding="utf-8").replace("comments.worry", "comments.wory"), encoding="utf-8")
    result = CliRunner().invoke(planwright, ["ingest", "--workspace", str(workspace.folder)])
    assert str(result.exception).startswith(f"{file} at /places/3/item: the instrument has no question “comments.wory”")
    assert isinstance(result.exception, EditionError)
