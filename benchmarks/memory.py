"""Memory over many forms: of the process that hands them out, and of those that read. Linux tells it in /proc."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Table, Target

LONG, SHORT = 10_000, 3_000
CHUNK = 50  # files handed to a process at a time
STEP = 1_000  # forms between two looks
MOST = 5.0  # % that a process may grow from its first thousand forms to its last
MB = 1024  # kB, in which /proc tells memory


def measure(*, long: bool) -> list[Table]:
    """The table of memory. It is looked at in a process of its own, which has nothing else to remember."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.memory", folder, str(LONG if long else SHORT)]
        ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    looks: list[dict[str, float]] = json.loads(ran.stdout)
    first, last = looks[0], looks[-1]
    growth = max(last[name] / first[name] - 1 for name in ("main", "worker"))
    return [
        Table(
            title="Memory",
            columns=("forms read", "main now, MB", "main at most, MB", "largest worker now, MB", "at most, MB"),
            rows=tuple(
                (
                    f"{look['forms']:,.0f}",
                    *(f"{look[name]:.1f}" for name in ("main", "main peak", "worker", "worker peak")),
                )
                for look in looks
            ),
            notes=("The same 1,000 forms, Word and PDF by turns, read in the pool again and again.",),
            targets=(
                Target(
                    says=f"Growth of a process from {first['forms']:,.0f} to {last['forms']:,.0f} forms",
                    measured=max(0.0, 100 * growth),
                    most=MOST,
                    unit="%",
                ),
            ),
        )
    ]


def looks_at(folder: Path, count: int) -> Iterator[dict[str, float]]:
    """What the processes hold after each thousand forms."""
    from benchmarks.batch import filled_workspace, known_of  # noqa: PLC0415 - not in the processes that read
    from benchmarks.forms import many_forms  # noqa: PLC0415
    from flows.pool import read_files, readers  # noqa: PLC0415

    workspace = filled_workspace(folder, list(many_forms(STEP)))
    paths = sorted(workspace.inbox.iterdir())
    with readers(workspace, known_of(workspace)) as pool:
        for number in range(count // STEP):
            for _ in read_files(workspace, pool, (paths[at : at + CHUNK] for at in range(0, len(paths), CHUNK))):
                pass
            main, *below = _held("self"), *(_held(pid) for pid in _descendants())
            now, peak = (max(each) for each in zip(*below, strict=True))
            yield {
                "forms": (number + 1) * STEP,
                "main": main[0],
                "main peak": main[1],
                "worker": now,
                "worker peak": peak,
            }


def _held(process: str) -> tuple[float, float]:
    """The MB a process holds now, and the most it ever held."""
    lines = (line.split() for line in Path(f"/proc/{process}/status").read_text().splitlines())
    held = {line[0]: int(line[1]) / MB for line in lines if line and line[0] in ("VmRSS:", "VmHWM:")}
    return held.get("VmRSS:", 0.0), held.get("VmHWM:", 0.0)


def _descendants() -> list[str]:
    """The processes below this one."""
    found, waiting = [], ["self"]
    while waiting:
        for task in Path(f"/proc/{waiting.pop()}/task").iterdir():
            children = (task / "children").read_text().split()
            found += children
            waiting += children
    return found


if __name__ == "__main__":
    print(json.dumps(list(looks_at(Path(sys.argv[1]) / "workspace", int(sys.argv[2])))))
