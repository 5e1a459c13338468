"""What fewer people answered than a figure needs is in no part of the plan and in no summary beside it."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from planwright.instruments import Instruments
from planwright.model import Value
from planwright.workspace import Workspace
from tests.forms import completed, new_workspace, plan_of, read_inbox

FEW = 4  # one fewer than the forms of individuals need

# Answers whose number or words cannot stand in a plan for any other reason.
TELLING: dict[str, dict[str, Value]] = {
    "needs-assessment": {
        "program.classrooms": 1777,
        "program.children": 77777,
        "program.inclusion-share": 77.77,
        "program.services": ("home-visiting",),
        "more.strength": "quxly strong",
        "more.concern": "quxly worried",
        "needs.n01.current": 2,
        "needs.n01.desired": 4,
        "needs.n01.importance": 3,
        "priorities.teaching": 1,
    },
    "readiness": {"change.practice": "quxly change", "comments.easier": "quxly easier", "change.told": "yes"}
    | {f"statements.r{number:02}": 4 for number in range(1, 13)},
    "decision-making": {
        "reasons.why": "quxly reasoned",
        "votes.teaching": 10,
        "votes.behavior": 0,
        "votes.families": 0,
        "votes.teaming": 0,
        "votes.staff": 0,
    },
}
NEVER = ("quxly", "1777", "1,777", "77777", "77,777", "77.77", "77.8", "Xanthippe")


@pytest.fixture(scope="module")
def plan(instruments: Instruments, tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = new_workspace(tmp_path_factory.mktemp("few") / "center")
    return returned(workspace, instruments, FEW)


def returned(workspace: Workspace, instruments: Instruments, people: int) -> Path:
    for practice, answers in TELLING.items():
        for person in range(people):
            form = completed(instruments[practice, "1"], answers, name=f"Xanthippe {person}")
            (workspace.inbox / f"{practice}-{person}.docx").write_bytes(form)
    assert read_inbox(workspace) == {"accepted": people * len(TELLING)}
    return plan_of(workspace, instruments).path


def every_word(plan: Path) -> dict[str, str]:
    """The text of the summaries and of every part of the plan, the workbooks within it opened too."""
    found = {path.name: path.read_text(encoding="utf-8-sig") for path in plan.parent.iterdir() if path != plan}
    held = [("", plan.read_bytes())]
    while held:
        at, data = held.pop()
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                if name.endswith((".xlsx", ".docx")):
                    held.append((f"{at}{name}/", package.read(name)))
                else:
                    found[f"{at}{name}"] = package.read(name).decode("utf-8", "replace")
    return found


def test_nothing_of_it_is_in_any_part_of_the_plan_or_in_the_summaries(plan: Path):
    words = every_word(plan)
    assert any(name.endswith(".json") for name in words)
    assert any(name.endswith(".csv") for name in words)
    for name, text in words.items():
        for telling in NEVER:
            alone = rf"(?<![0-9a-f]){re.escape(telling)}(?![0-9a-f])"  # not within a file's digest
            assert not re.search(alone, text), f"{telling} in {name}"


def test_no_chart_is_drawn_of_it(plan: Path):
    assert not [name for name in every_word(plan) if "chart" in name.casefold()]


def test_the_same_answers_of_enough_people_are_shown(instruments: Instruments, tmp_path: Path):
    """The test above can fail: with one person more, all of it is there, and still nobody's name."""
    words = every_word(returned(new_workspace(tmp_path / "center"), instruments, FEW + 1))
    text = "\n".join(words.values())
    assert all(telling in text for telling in ("quxly reasoned", "1,777", "77,777", "77.8"))
    assert any("embeddings" in name and "sheet1" in name for name in words)
    assert "Xanthippe" not in text
