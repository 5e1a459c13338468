"""The documentation says what the program does: generated pages are current, links lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.generate import HERE, PAGES

ROOT = HERE.parent
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
