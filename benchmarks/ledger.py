"""A ledger of a hundred thousand files: starting after a stop, and asking what is in each state."""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert

from benchmarks.table import Table, Target
from planwright.ledger import FOR_A_PERSON, FileState, Ledger
from planwright.ledger.connect import writing
from planwright.ledger.tables import files, history
from planwright.recovery import recover
from planwright.workspace import Workspace, create_workspace, ledger_of

ROWS, HALF_READ = 100_000, 500
MOST_RECOVERY, MOST_STATUS = 5.0, 200.0  # seconds, milliseconds
_STATES = (
    *(FileState.ACCEPTED,) * 16,
    FileState.NEEDS_REVIEW,
    FileState.QUARANTINED,
    FileState.SUPERSEDED,
    FileState.DUPLICATE,
)
_TOPS = {FileState.NEEDS_REVIEW: "review", FileState.QUARANTINED: "quarantine"}


def measure(rounds: int) -> list[Table]:
    """The table of a large ledger."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder) / "center", name="Benchmark")
        with ledger_of(workspace) as ledger:
            fill(workspace, ledger, ROWS)
            clean = _seconds(lambda: recover(workspace, ledger))
            half = _half_read(workspace, ledger)
            stopped = _seconds(lambda: recover(workspace, ledger))
            asked = median(_seconds(lambda: _status(ledger)) for _ in range(min(rounds, 10)))
        command = median(_seconds(lambda: _command(workspace)) for _ in range(3))
    return [
        Table(
            title=f"A ledger of {ROWS:,} files",
            columns=("what", "s"),
            rows=(
                ("a start that finds nothing undone", f"{clean:.2f}"),
                (f"a start after a stop with {half} files half read, some of them filed", f"{stopped:.2f}"),
                ("the questions of `planwright status`", f"{asked:.3f}"),
                ("`planwright status`, as a command with all it loads", f"{command:.2f}"),
            ),
            notes=("On SQLite, each file and its answers on the disk.",),
            targets=(
                Target(says=f"Recovery of {ROWS:,} rows", measured=stopped, most=MOST_RECOVERY, unit="s"),
                Target(says=f"status on {ROWS:,} rows", measured=1000 * asked, most=MOST_STATUS, unit="ms"),
            ),
        )
    ]


def fill(workspace: Workspace, ledger: Ledger, count: int) -> None:
    """Enter so many files as years of runs leave them, each with its bytes and its answers where they belong."""
    chance = random.Random(1)  # noqa: S311 - the same ledger each time
    began = datetime(2024, 1, 1, tzinfo=UTC)
    rows = [_row(number, chance, began + timedelta(minutes=number)) for number in range(1, count + 1)]
    for row in rows:
        if row["location"]:
            path = workspace.path_of(row["location"])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
            if row["submission"]:
                workspace.path_of(row["submission"]).touch()
    moves = [_move(row) for row in rows]
    with writing(ledger.engine) as connection:
        for table, made in ((files, rows), (history, moves)):
            for start in range(0, count, 5_000):
                connection.execute(insert(table), made[start : start + 5_000])


def _row(number: int, chance: random.Random, came: datetime) -> dict[str, Any]:
    state = chance.choice(_STATES)
    sha256 = f"{chance.getrandbits(256):064x}"
    agency, round_id = f"agency-{number % 60}", f"{2024 + number % 3}-fall"
    parts = [_TOPS.get(state, "archive")]
    if state is not FileState.QUARANTINED:
        parts += [agency, round_id, "readiness"]
    location = "/".join((*parts, f"{sha256[:12]}-form {number}.docx"))
    is_duplicate = state is FileState.DUPLICATE
    problem = {"code": "x", "severity": "error", "message": "A question has two answers.", "item": "a", "place": None}
    return {
        "id": number,
        "sha256": sha256,
        "arrival": 1,
        "name": f"form {number}.docx",
        "media_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "size": 60_000,
        "received": came,
        "state": state,
        "location": None if is_duplicate else location,
        "instrument": None if state is FileState.QUARANTINED else "readiness",
        "version": "1",
        "agency": agency,
        "round": round_id,
        "basis": "individual",
        "respondent": f"{number:064x}",
        "problems": [problem] * 3 if state in FOR_A_PERSON else [],
        "submission": f"{location}.json" if state is FileState.ACCEPTED else None,
        "submission_sha256": sha256 if state is FileState.ACCEPTED else None,
    }


def _move(row: dict[str, Any]) -> dict[str, Any]:
    said = {"file": row["id"], "before": FileState.READING, "after": row["state"], "at": row["received"]}
    return said | {"reason": "It was read.", "program": "0", "run": 1}


def _half_read(workspace: Workspace, ledger: Ledger) -> int:
    """Leave files as a run leaves them that is killed: being read, of some the bytes filed and no entry settled."""
    rows = []
    for number in range(HALF_READ):
        sha256 = f"{number:012x}".ljust(64, "f")
        inbox = workspace.inbox / f"late {number}.docx"
        inbox.write_bytes(b"form")
        if number % 5 == 0:
            stray = workspace.archive / "agency-1" / "2024-fall" / "readiness" / f"{sha256[:12]}-late {number}.docx"
            stray.write_bytes(b"form")
        row = _row(ROWS + 1 + number, random.Random(number), datetime.now(UTC))  # noqa: S311
        row |= {"sha256": sha256, "state": FileState.READING, "location": workspace.location_of(inbox)}
        rows.append(row | {"name": inbox.name, "submission": None, "submission_sha256": None, "size": 4})
    with writing(ledger.engine) as connection:
        connection.execute(insert(files), rows)
    return len(rows)


def _status(ledger: Ledger) -> Sequence[object]:
    return ledger.holdings(), ledger.oldest(*FOR_A_PERSON, most=20)


def _command(workspace: Workspace) -> None:
    run = "import sys; sys.argv = ['planwright', *sys.argv[1:]]; from console.cli import main; main()"
    asked = [sys.executable, "-c", run, "status", "--workspace", str(workspace.folder)]
    subprocess.run(asked, check=False, capture_output=True, env=os.environ)


def _seconds(call: Any) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began
