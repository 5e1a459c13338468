"""The documentation says what the program does: generated pages are current, links lead somewhere."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from console.cli import planwright
from console.demo import _workspace as demo_workspace
from docs.generate import HERE, PAGES
from flows.report import COLUMNS
from planwright.ledger import FileState
from planwright.workspace import open_workspace
from tests.forms import read_inbox

ROOT = HERE.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES_IN_MARKDOWN = sorted([*ROOT.glob("*.md"), *HERE.rglob("*.md"), *ROOT.glob("examples/*.md")])


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_says_what_the_program_says_now(name: str):
    code = f"from docs.generate import PAGES; print(PAGES[{name!r}](), end='')"  # afresh: click remembers its options
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True, cwd=ROOT
    )
    assert (HERE / name).read_text(encoding="utf-8") == said.stdout, "run `make docs`"


@pytest.mark.parametrize("page", PAGES_IN_MARKDOWN, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_to_a_file(page: Path):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_shows_both_commands_on_its_first_screen():
    first_screen = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:25])
    assert "make demo" in first_screen
    assert "make test" in first_screen
    assert "docs/plan-page.png" in first_screen


def commands_of_the_readme() -> list[list[str]]:
    """What README shows under “Working with it”, to be typed after the two commands: the words of each line."""
    shown = README.split("## Working with it\n\n")[1].split("\n\n")[0]
    return [shlex.split(line, comments=True) for line in shown.splitlines()]


def test_what_the_readme_shows_can_be_typed_after_the_two_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    activate, enter, *verbs = commands_of_the_readme()
    assert activate == [".", ".venv/bin/activate"]
    assert enter == ["cd", demo_workspace(tmp_path / "demo").folder.name]
    monkeypatch.chdir(tmp_path / "demo")
    for program, verb, *options in verbs:
        assert program == "planwright"
        command = planwright.get_command(click.Context(planwright), verb)
        assert command is not None
        command.make_context(verb, list(options))  # refuses what it does not know
    [issue] = [words[1:] for words in verbs if words[1] == "issue"]
    assert len(CliRunner().invoke(planwright, issue).stdout.split()) == 22
    [plan] = [words[1:] for words in verbs if words[1] == "plan"]
    form = next((tmp_path / "demo" / "inbox").glob("harbor-visioning.*"))
    for other in set((tmp_path / "demo" / "inbox").iterdir()) - {form}:
        other.unlink()
    read_inbox(open_workspace(tmp_path / "demo"))
    made = CliRunner().invoke(planwright, plan)
    assert made.exit_code == 0, made.output
    assert Path(made.stdout.strip()).is_file()


def test_the_readme_says_where_the_command_is_and_how_a_workspace_of_ones_own_begins():
    before_the_verbs = README.split("| verb |")[0]
    for words in (".venv/bin/planwright", "planwright init center", "center/planwright.toml", "cd center"):
        assert words in before_the_verbs


def test_every_column_of_the_table_is_explained_and_every_state_has_its_place():
    running = (HERE / "running.md").read_text(encoding="utf-8")
    first_cells = {name for row in re.findall(r"^\| ([^|`]+) \|", running, re.MULTILINE) for name in row.split(", ")}
    assert set(COLUMNS) <= first_cells
    workspace = (HERE / "workspace.md").read_text(encoding="utf-8")
    for state in FileState:
        assert re.search(rf"^\| `{state}` \| [^|]+ \| [^|]+ \| [^|]+ \|$", workspace, re.MULTILINE), state
