"""Reads files in a process of its own that has a worker's limits, so that a crash, a hang or a flood is a finding."""

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType

from tests.fuzz.holds import Seen

ROOT = Path(__file__).parents[2]
MEGABYTES = 512  # what a worker may have, as planwright.toml says it where it says nothing
SECONDS = 20  # of CPU for one file; the slowest real form takes 3 where nothing is learned yet
WAIT = 180  # seconds of the clock after which a process that uses no CPU is stuck, on however busy a machine
READ = 2_000  # files that one process reads


class Reader:
    """A process that reads one file after another, and is replaced where one of them ends it."""

    def __init__(self, *, megabytes: int = MEGABYTES, seconds: int = SECONDS) -> None:
        self._limits = [str(megabytes), str(seconds)]
        self.command = [sys.executable, "-m", "tests.fuzz.child", *self._limits]
        self._folder = tempfile.TemporaryDirectory(prefix="planwright-fuzz-")
        self._talk = (Path(self._folder.name) / "talk").open("w+b")
        self._process: subprocess.Popen[str] | None = None
        self._read = 0

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()
        self._talk.close()
        self._folder.cleanup()

    def seen(self, data: bytes, ending: str = "docx") -> Seen:
        """What becomes of a file of these bytes."""
        path = Path(self._folder.name) / f"form.{ending}"
        path.write_bytes(data)
        process = self._ready()
        self._talk.seek(0)
        self._talk.truncate()
        assert process.stdin is not None
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        found = self._answer(process)
        self._read += 1
        if not found.fault and (talk := self._said()):
            return Seen(fault="something is written beside the results", told=talk)
        return found

    def end(self) -> None:
        """Ends the process; the next file gets a new one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ready(self) -> subprocess.Popen[str]:
        if self._process is not None and (self._read >= READ or self._process.poll() is not None):
            self.end()
        if self._process is None:
            self._read = 0
            self._process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._talk,
                text=True,
                encoding="utf-8",
            )
        return self._process

    def _answer(self, process: subprocess.Popen[str]) -> Seen:
        assert process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            if not selector.select(WAIT):
                self.end()
                return Seen(fault="it waits for something that does not come")
        line = process.stdout.readline()
        if not line:
            return self._ended(process)
        said = json.loads(line)
        found = Seen(**{key: tuple(value) if isinstance(value, list) else value for key, value in said.items()})
        if found.fault.startswith("MemoryError"):
            self.end()  # what it still holds would be laid to the next file
            return found._replace(fault=f"more than {self._limits[0]} MB are asked for")
        return found

    def _ended(self, process: subprocess.Popen[str]) -> Seen:
        code = process.wait(WAIT)
        talk = self._said()
        self.end()
        if code == -signal.SIGPROF:
            return Seen(fault=f"it takes more than {self._limits[1]} seconds of CPU", told=talk)
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Seen(fault=f"the process ends by {name}", told=talk)

    def _said(self) -> str:
        """What the process wrote besides its answers."""
        self._talk.seek(0)
        return self._talk.read(20_000).decode("utf-8", "replace")
