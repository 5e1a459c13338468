"""Does faults to real runs of `planwright nightly` and looks at what is left: the rows of docs/reliability.md."""

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.batch import Outcome, fill, outcome_of, sent_to
from tests.faults.ledgers import Ledgers, OnSQLite

LONG = 300.0  # seconds a run may take before it counts as hanging
ROOT = Path(__file__).parents[2]
PLAINLY = ("nightly", "--without-prefect")
KILLS_OF_A_BATCH = 8  # at most; then it is let run to its end

Step = tuple[str, int]  # where something is done, and which time that is


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What came of one kind of fault: how often it was done, and everything that was wrong after it."""

    fault: str
    times: int
    wrong: tuple[str, ...] = ()
    resumed: tuple[float, ...] = ()  # seconds from the start of the next run to its first move of a file
    said: str = ""


@dataclass(slots=True, kw_only=True)
class Harness:
    """A batch of so many files, what comes of it undisturbed, and the places to do it again with faults."""

    folder: Path
    files: int
    ledgers: Ledgers = field(default_factory=OnSQLite)
    sent: dict[str, int] = field(init=False)
    expected: Outcome = field(init=False)
    steps: tuple[Step, ...] = field(init=False)
    seconds: float = field(init=False)
    _number: int = 0

    def __post_init__(self) -> None:
        self.sent = sent_to(fill(self.folder / "full", self.files))
        undisturbed, recorded = self.again(), self.folder / "steps"
        began = time.monotonic()
        ended = self.run(undisturbed, {"record": str(recorded)})
        self.seconds = time.monotonic() - began
        if ended.returncode != 1:  # some files of the batch need a person
            raise AssertionError(ended.stderr)
        self.steps = tuple((place, number) for place, number in map(json.loads, recorded.read_text().splitlines()))
        self.expected = outcome_of(undisturbed, self.sent)
        if self.expected.wrong:
            raise AssertionError(self.expected.wrong)
        self.remove(undisturbed)

    def again(self) -> Path:
        """The batch in a new folder with a ledger of its own, unread."""
        self._number += 1
        folder = self.folder / str(self._number)
        shutil.copytree(self.folder / "full", folder)
        self.ledgers.give(folder)
        return folder

    def remove(self, folder: Path) -> None:
        """Remove a batch that is done with."""
        self.ledgers.take(folder)
        shutil.rmtree(folder)

    def run(
        self, folder: Path, fault: Mapping[str, object] | None = None, verb: Sequence[str] = PLAINLY
    ) -> "subprocess.CompletedProcess[str]":
        """A run in this workspace, with this fault in it, to its end."""
        process = self.start(folder, fault, verb)
        out, err = process.communicate(timeout=LONG)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    @staticmethod
    def start(
        folder: Path, fault: Mapping[str, object] | None = None, verb: Sequence[str] = PLAINLY
    ) -> "subprocess.Popen[str]":
        """A run in this workspace, with this fault in it, under way."""
        own = [sys.executable, "-m", "tests.faults.child", json.dumps(fault or {})]
        return subprocess.Popen(
            [*own, *verb, "--workspace", str(folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def wrong_in(self, folder: Path, *, came_again: bool = False) -> tuple[str, ...]:
        """Everything that is not as it would be had nothing happened, once the next run is done."""
        found = outcome_of(folder, self.sent, came_again=came_again)
        told = list(found.wrong)
        for digest, held in self.expected.states.items():
            states = tuple(sorted(set(held))) if came_again else held
            if found.states.get(digest) != states:
                told.append(f"{digest[:12]} is {found.states.get(digest)} and would be {states}")
        missing = [agency for agency, inputs in self.expected.plans if (agency, inputs) not in found.plans]
        return (*told, *(f"the plan of {agency} from these forms is missing" for agency in missing))

    def resume(self, folder: Path) -> list[float]:
        """Have the next run finish the work: the seconds until it moved a file, if there was one left to move."""
        before, began = self.ledgers.moves(folder)[0], time.time()
        ended = self.run(folder)
        if ended.returncode not in (0, 1):
            raise AssertionError(ended.stderr)
        first = self.ledgers.first_after(folder, before)
        return [] if first is None else [first - began]

    # -- faults -------------------------------------------------------------------------------------------------------

    def killed_at(self, name: str, steps: Sequence[Step]) -> Row:
        """Killed before each of these steps, each time in a new batch, which the next run has to finish."""
        wrong: list[str] = []
        resumed: list[float] = []
        for step in steps:
            folder = self.again()
            self.run(folder, {"kill": step})
            resumed += self.resume(folder)
            wrong += [f"killed before “{step[0]}” for the {step[1]}. time: {one}" for one in self.wrong_in(folder)]
            self.remove(folder)
        return Row(fault=name, times=len(steps), wrong=tuple(wrong), resumed=tuple(resumed))

    def killed_at_random(self, name: str, times: int, seed: int) -> Row:
        """Killed so many times at any moment; a batch that is finished in spite of it makes room for the next."""
        chance = random.Random(seed)  # noqa: S311 - so that it can be done again
        wrong: list[str] = []
        resumed: list[float] = []
        done = 0
        while done < times:
            folder = self.again()
            for _ in range(min(KILLS_OF_A_BATCH, times - done)):
                if not _killed(self.start(folder), chance.uniform(0.2, self.seconds)):
                    break
                done += 1
            resumed += self.resume(folder)
            wrong += [f"after {done} kills: {one}" for one in self.wrong_in(folder)]
            self.remove(folder)
        return Row(fault=name, times=done, wrong=tuple(wrong), resumed=tuple(resumed))

    def failing(self, name: str, fault: Mapping[str, object]) -> Row:
        """A run with a fault that it can see, and the next one without it."""
        folder = self.again()
        ended = self.run(folder, fault)
        return self.look_at(name, folder, ended)

    def disturbed(
        self, name: str, disturb: Callable[[Path], object], verb: Sequence[str] = PLAINLY, *, came_again: bool = False
    ) -> Row:
        """A run that something is done to from outside while it reads, and the next one."""
        folder = self.again()
        process = self.start(folder, verb=verb)
        self.wait_for_settled(folder, process)
        disturb(folder)
        out, err = process.communicate(timeout=LONG)
        ended = subprocess.CompletedProcess(process.args, process.returncode, out, err)
        return self.look_at(name, folder, ended, came_again=came_again)

    def wait_for_settled(self, folder: Path, process: "subprocess.Popen[str]") -> None:
        """Wait until the run has settled some files, and has others before it."""
        until = time.monotonic() + LONG
        while self.ledgers.moves(folder)[1] < 2 and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)

    def look_at(
        self, name: str, folder: Path, ended: "subprocess.CompletedProcess[str]", *, came_again: bool = False
    ) -> Row:
        """What is left after a run that ended so, once the next one is done."""
        resumed = self.resume(folder)
        wrong = (*self.wrong_in(folder, came_again=came_again), *_unfit(ended))
        self.remove(folder)
        said = next((line for line in reversed(ended.stderr.splitlines()) if line.startswith("planwright:")), "")
        return Row(fault=name, times=1, wrong=wrong, resumed=tuple(resumed), said=said)


def _killed(process: "subprocess.Popen[str]", after: float) -> bool:
    """Whether the process was still there to be killed after so many seconds."""
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=after)
        return False
    process.kill()
    process.communicate()
    return True


def _unfit(ended: "subprocess.CompletedProcess[str]") -> Iterator[str]:
    """What a run that saw a fault should not have said."""
    if "Traceback" in ended.stderr:
        yield f"a traceback: {ended.stderr.strip().splitlines()[-1]}"
    if ended.returncode not in (0, 1, 3):
        yield f"it ended with {ended.returncode}: {ended.stderr.strip()[-200:]}"


def positions(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Of every place at which something is done: the first time, one in the middle, and the last."""
    return tuple(
        (place, number) for place, most in _most(steps).items() for number in sorted({1, (most + 1) // 2, most})
    )


def middles(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Of every place at which something is done: one time in the middle."""
    return tuple((place, (most + 1) // 2) for place, most in _most(steps).items())


def _most(steps: Sequence[Step]) -> Mapping[str, int]:
    most: dict[str, int] = {}
    for place, number in steps:
        most[place] = max(most.get(place, 0), number)
    return most
