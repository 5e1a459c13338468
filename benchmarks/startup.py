"""How long a command takes that does little, and what it loads."""

import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.forms import WORD, forms
from benchmarks.race import Runner, race
from benchmarks.table import Table

ROUNDS = 10
HEAVY = ("prefect", "sqlalchemy", "pydantic", "jsonschema", "pikepdf", "docx")  # what takes long to import
BARE = "floor: Python alone"
_RUN = "import sys; sys.argv = ['planwright', *sys.argv[1:]]; from console.cli import main; main()"


def measure(rounds: int) -> list[Table]:
    """The table of starts."""
    with tempfile.TemporaryDirectory() as folder:
        form = Path(folder) / "form.docx"
        form.write_bytes(next(iter(forms(WORD))).data)
        commands = {
            BARE: ["-c", "pass"],
            "planwright --help": ["-c", _RUN, "--help"],
            "planwright read form.docx": ["-c", _RUN, "read", str(form)],
            "planwright ingest --help": ["-c", _RUN, "ingest", "--help"],
        }
        runners = [Runner(name=name, call=partial(_run, given)) for name, given in commands.items()]
        times = race(runners, rounds=min(rounds, ROUNDS), per=1)
        rows = tuple(
            (name, f"{times.ratio(name, BARE):.1f}", f"{times.ms(name):.0f}", ", ".join(_loaded(given)) or "–")
            for name, given in commands.items()
        )
    return [
        Table(
            title="Starting",
            columns=("command", "× Python", "ms", "loads"),
            rows=rows,
            notes=(f"Of {', '.join(HEAVY)}: which a command imports.",),
        )
    ]


def _run(given: list[str], *before: str) -> str:
    ran = subprocess.run([sys.executable, *before, *given], check=True, capture_output=True, text=True)
    return ran.stderr


def _loaded(given: list[str]) -> list[str]:
    """Which of the heavy packages this command imports, as Python tells it."""
    told = {line.rpartition("|")[2].strip() for line in _run(given, "-X", "importtime").splitlines()}
    return [name for name in HEAVY if name in told]
