"""From a finished copy to its verdict: single forms that come while `planwright serve` reads a batch of a thousand."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles

from benchmarks.batch import filled_workspace
from benchmarks.forms import many_forms
from benchmarks.table import Table, Target
from planwright.workspace import LEDGER, Workspace

BATCH, SINGLES, APART = 1_000, 40, 0.4  # files; forms that come one by one; seconds between them
STILL, MOST = 2.0, 2.0  # seconds a file must lie still by default, and those it may take beyond that
LONG = 300.0
_RUN = "import sys; sys.argv = ['planwright', *sys.argv[1:]]; from console.cli import main; main()"
_SETTLED = """SELECT files.name, (julianday(history.at) - 2440587.5) * 86400.0 FROM history
    JOIN files ON files.id = history.file WHERE history.before = 'reading' AND history.after <> 'arrived'"""


def measure(_rounds: int) -> list[Table]:
    """The table of latencies, with nothing else to do and beside a batch."""
    with tempfile.TemporaryDirectory() as folder:
        made = list(many_forms(BATCH + 2 * SINGLES + 1))
        workspace = filled_workspace(Path(folder) / "center", ())
        settings = workspace.folder / "planwright.toml"
        settings.write_text(
            settings.read_text(encoding="utf-8").replace("still_seconds = 0 ", "# still_seconds = 2 "), encoding="utf-8"
        )
        command = [sys.executable, "-c", _RUN, "serve", "--workspace", str(workspace.folder)]
        with subprocess.Popen(command) as served:
            try:
                _drop(workspace, [("first", made[0][1])], 0.0)  # it is up once that is read
                _wait(workspace, 1)
                idle = _latencies(workspace, _named("idle", made[1 : 1 + SINGLES // 4]), 4 * STILL, 1 + SINGLES // 4)
                begun = time.time()
                _drop(workspace, _named("batch", made[1 + SINGLES : 1 + SINGLES + BATCH]), 0.0)
                beside = _named("single", made[1 + SINGLES + BATCH :])
                busy = _latencies(workspace, beside, APART, 1 + SINGLES // 4 + BATCH + len(beside))
                took = max(at for name, at in _settled(workspace).items() if name.startswith("batch")) - begun
            finally:
                served.send_signal(signal.SIGTERM)
                served.wait()
    rows = [(name, *(f"{one:.2f}" for one in _of(held))) for name, held in (("nothing else", idle), ("a batch", busy))]
    return [
        Table(
            title="From a finished copy to its verdict",
            columns=("while serve reads", "median s", "p95 s", "at most s"),
            rows=tuple(rows),
            notes=(
                f"The {STILL:g} s for which a file must lie still are part of it.",
                f"The batch of {BATCH:,} took {took:.0f} s.",
            ),
            targets=(
                Target(
                    says=f"From a finished copy to its verdict beside a batch of {BATCH:,}, p95, over the still time",
                    measured=_of(busy)[1] - STILL,
                    most=MOST,
                    unit="s",
                ),
            ),
        )
    ]


def _named(what: str, made: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    return [(f"{what} {name}", data) for name, data in made]


def _drop(workspace: Workspace, made: Sequence[tuple[str, bytes]], apart: float) -> dict[str, float]:
    """Copy these into the inbox, one after the other: when each copy was finished."""
    done = {}
    for name, data in made:
        part = workspace.folder / "copy"
        part.write_bytes(data)
        shutil.copy(part, workspace.inbox / name)
        done[name] = time.time()
        time.sleep(apart)
    return done


def _latencies(workspace: Workspace, made: Sequence[tuple[str, bytes]], apart: float, files: int) -> list[float]:
    done = _drop(workspace, made, apart)
    _wait(workspace, files)
    settled = _settled(workspace)
    return [settled[name] - at for name, at in done.items()]


def _wait(workspace: Workspace, files: int) -> None:
    until = time.monotonic() + LONG
    while len(_settled(workspace)) < files:
        if time.monotonic() > until:
            raise RuntimeError("serve has not read in time what was put into its inbox")
        time.sleep(0.2)


def _settled(workspace: Workspace) -> dict[str, float]:
    """When each file was settled, by its name."""
    with closing(sqlite3.connect(f"{(workspace.folder / LEDGER).as_uri()}?mode=ro", uri=True)) as ledger:
        return dict(ledger.execute(_SETTLED).fetchall())


def _of(seconds: Sequence[float]) -> tuple[float, float, float]:
    return median(seconds), quantiles(seconds, n=20)[-1], max(seconds)
