"""Does faults to real runs of `planwright nightly` and looks at what is left: the rows of docs/reliability.md."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from planwright.workspace import LEDGER
from tests.faults.batch import Outcome, fill, outcome_of, sent_to

LONG = 300.0  # seconds a run may take before it counts as hanging
ROOT = Path(__file__).parents[2]
NIGHTLY = ("nightly", "--without-prefect")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What came of one kind of fault: how often it was done, and everything that was wrong after it."""

    fault: str
    times: int
    wrong: tuple[str, ...] = ()
    resumed: tuple[float, ...] = ()  # seconds from the start of the next run to its first move of a file
    said: str = ""


@dataclass(slots=True)
class Harness:
    """A batch of so many files, what comes of it undisturbed, and the places to do it again with faults."""

    folder: Path
    files: int
    environment: Mapping[str, str] = field(default_factory=dict)
    full: Path = field(init=False)
    sent: dict[str, int] = field(init=False)
    expected: Outcome = field(init=False)
    steps: list[tuple[str, int]] = field(init=False)
    seconds: float = field(init=False)

    def __post_init__(self) -> None:
        self.full = self.folder / "full"
        self.sent = sent_to(fill(self.full, self.files))
        undisturbed = self.again("undisturbed")
        recorded = self.folder / "steps"
        began = time.monotonic()
        ended = self.run(undisturbed, {"record": str(recorded)})
        self.seconds = time.monotonic() - began
        assert ended.returncode == 1, ended.stderr  # some files of the batch need a person
        self.steps = [tuple(json.loads(line)) for line in recorded.read_text().splitlines()]
        self.expected = outcome_of(undisturbed, self.sent)
        assert not self.expected.wrong, self.expected.wrong
        shutil.rmtree(undisturbed)

    def again(self, name: str) -> Path:
        """The batch in a new folder, unread."""
        folder = self.folder / name
        shutil.copytree(self.full, folder)
        return folder

    def run(self, folder: Path, fault: Mapping[str, object] | None = None) -> "subprocess.CompletedProcess[str]":
        """A night's run in this workspace, with this fault in it, to its end."""
        return subprocess.run(
            self.command(folder, fault or {}),
            env={**os.environ, **self.environment},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=LONG,
            check=False,
        )

    def start(self, folder: Path) -> "subprocess.Popen[bytes]":
        """A night's run in this workspace, under way."""
        return subprocess.Popen(
            self.command(folder, {}),
            env={**os.environ, **self.environment},
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @staticmethod
    def command(folder: Path, fault: Mapping[str, object]) -> list[str]:
        """The command of a night's run with this fault."""
        own = [sys.executable, "-m", "tests.faults.child", json.dumps(fault)]
        return [*own, *NIGHTLY, "--workspace", str(folder)]

    def wrong_in(self, folder: Path) -> tuple[str, ...]:
        """Everything that is not as it would be had nothing happened, once the next run is done."""
        found = outcome_of(folder, self.sent)
        told = list(found.wrong)
        for digest, states in self.expected.states.items():
            if found.states.get(digest) != states:
                told.append(f"{digest[:12]} is {found.states.get(digest)} and would be {states}")
        told += [
            f"the plan of {one} from these forms is missing" for one in self.expected.plans if one not in found.plans
        ]
        return tuple(told)

    # -- faults -------------------------------------------------------------------------------------------------------

    def killed_at(self, name: str, steps: list[tuple[str, int]]) -> Row:
        """Killed before each of these steps, each time in a new batch, which the next run has to finish."""
        wrong, resumed = [], []
        for number, step in enumerate(steps):
            folder = self.again(f"step-{number}")
            self.run(folder, {"kill": list(step)})
            resumed += self.resume(folder)
            wrong += [f"killed at {step}: {one}" for one in self.wrong_in(folder)]
            shutil.rmtree(folder)
        return Row(fault=name, times=len(steps), wrong=tuple(wrong), resumed=tuple(resumed))

    def killed_at_random(self, name: str, times: int, seed: int) -> Row:
        """Killed so many times at any moment; a batch that is finished in spite of it makes room for the next."""
        chance = random.Random(seed)  # noqa: S311 - so that it can be done again
        wrong, resumed, done, number = [], [], 0, 0
        while done < times:
            folder = self.again(f"random-{number}")
            number += 1
            for _ in range(8):
                process = self.start(folder)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(chance.uniform(0.2, self.seconds))
                if process.poll() is not None:
                    break
                process.kill()
                process.wait()
                done += 1
                if done == times:
                    break
            resumed += self.resume(folder)
            wrong += [f"batch {number}: {one}" for one in self.wrong_in(folder)]
            shutil.rmtree(folder)
        return Row(fault=name, times=done, wrong=tuple(wrong), resumed=tuple(resumed))

    def failing(self, name: str, fault: Mapping[str, object]) -> Row:
        """A run with a fault that it can see, and the next one without it."""
        folder = self.again("failing")
        ended = self.run(folder, fault)
        resumed = self.resume(folder)
        wrong = [*self.wrong_in(folder), *_unfit(ended)]
        shutil.rmtree(folder)
        return Row(fault=name, times=1, wrong=tuple(wrong), resumed=tuple(resumed), said=_last_line(ended.stderr))

    def disturbed(self, name: str, disturb: Callable[[Path], object], *, after: float = 0.5) -> Row:
        """A run that something is done to from outside while it is under way, and the next one."""
        folder = self.again("disturbed")
        process = subprocess.Popen(
            self.command(folder, {}),
            env={**os.environ, **self.environment},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        _wait_for_a_move(folder)
        time.sleep(after * self.seconds * 0.2)
        disturb(folder)
        out, err = process.communicate(timeout=LONG)
        ended = subprocess.CompletedProcess(process.args, process.returncode, out, err)
        resumed = self.resume(folder)
        wrong = [*self.wrong_in(folder), *_unfit(ended)]
        shutil.rmtree(folder)
        return Row(fault=name, times=1, wrong=tuple(wrong), resumed=tuple(resumed), said=_last_line(err))

    def resume(self, folder: Path) -> list[float]:
        """Have the next run finish the work: the seconds until it moved a file, if there was one left to move."""
        before, began = last_move(folder), time.time()
        ended = self.run(folder)
        first = next((at for number, at in moves(folder) if number > before), None)
        if ended.returncode not in (0, 1):
            raise AssertionError(ended.stderr)
        return [] if first is None else [first - began]


def moves(folder: Path) -> list[tuple[int, float]]:
    """The number and the moment of each move in a workspace's SQLite ledger; none where it is elsewhere."""
    try:
        with closing(sqlite3.connect(f"{(folder / LEDGER).as_uri()}?mode=ro", uri=True)) as ledger:
            asked = "SELECT id, (julianday(at) - 2440587.5) * 86400.0 FROM history ORDER BY id"
            return [(number, at) for number, at in ledger.execute(asked)]
    except sqlite3.OperationalError:
        return []


def last_move(folder: Path) -> int:
    """The number of the last move; 0 where there is none."""
    return max((number for number, _ in moves(folder)), default=0)


def _wait_for_a_move(folder: Path) -> None:
    until = time.monotonic() + LONG
    while not moves(folder) and time.monotonic() < until:
        time.sleep(0.02)


def _unfit(ended: "subprocess.CompletedProcess[str]") -> Iterator[str]:
    """What a run that saw a fault should not have said."""
    if "Traceback" in ended.stderr:
        yield f"a traceback: {_last_line(ended.stderr)}"
    if ended.returncode not in (0, 1, 3):
        yield f"it ended with {ended.returncode}: {_last_line(ended.stderr)}"


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.strip().splitlines()) if line.startswith("planwright:")), "")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The workspace's SQLite ledger, written to by another program while inside."""
    with closing(sqlite3.connect(folder / LEDGER, timeout=30, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def positions(steps: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Of every place at which something is done: the first time, one in the middle, and the last."""
    last: dict[str, int] = {}
    for place, number in steps:
        last[place] = max(last.get(place, 0), number)
    return [(place, number) for place, most in last.items() for number in sorted({1, (most + 1) // 2, most})]
