"""The benchmarks run, and measure forms that are read without fault."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.race import Runner, race
from benchmarks.table import Table, Target, as_markdown, as_text

HOUSE = Path(__file__).parents[2]


def test_a_group_is_measured_and_printed_and_nothing_is_written_unless_asked(tmp_path: Path):
    report = tmp_path / "benchmarks.md"
    command = [sys.executable, "-m", "benchmarks", "--only", "judging", "--rounds", "1", "--write", str(report)]
    before = sorted(path.name for path in (HOUSE / "docs").iterdir())
    ran = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Judging a Word form, of reading it" in ran.stdout
    assert report.read_text(encoding="utf-8").index("## Targets") < report.read_text(encoding="utf-8").index(
        "PDF: judge"
    )
    assert sorted(path.name for path in (HOUSE / "docs").iterdir()) == before


def test_contestants_run_by_turns_and_a_slow_one_sits_out():
    order: list[str] = []
    runners = [
        Runner(name="quick", call=lambda: order.append("quick")),
        Runner(name="slow", call=lambda: order.append("slow"), every=3),
    ]
    times = race(runners, rounds=4, per=1)
    assert order == ["quick", "slow", "quick", "slow", "quick", "quick", "slow", "quick"]
    assert times.by_name["slow"].keys() == {0, 3}
    assert times.ratio("quick", "quick") == 1.0


@pytest.mark.parametrize(("measured", "verdict"), [(1.9, "holds"), (2.0, "holds"), (2.5, "falls short by 25%")])
def test_a_target_says_whether_it_holds_and_by_how_much_it_does_not(measured: float, verdict: str):
    assert Target(says="A form", measured=measured, most=2.0, unit="×").row[-1] == verdict


def test_a_table_has_the_same_cells_for_the_terminal_and_for_the_documentation():
    table = Table(title="Forms", columns=("form", "ms"), rows=(("Word", "1.2"), ("PDF", "10.4")), notes=("Noted.",))
    assert as_text(table).splitlines()[2:] == ["form    ms", "----  ----", "Word   1.2", "PDF   10.4", "", "Noted."]
    assert as_markdown(table).splitlines()[2:] == [
        "| form | ms |",
        "| --- | ---: |",
        "| Word | 1.2 |",
        "| PDF | 10.4 |",
        "",
        "Noted.",
    ]
