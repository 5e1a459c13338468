"""The pulse of a long-lived process: a small file in the workspace that says what it does, written every few seconds.

Who watches over `serve` reads it, and needs neither the ledger nor Prefect for that.
"""

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from planwright.workspace import Workspace

FILE = ".planwright-heartbeat"
EVERY = 5.0  # seconds between two beats that are written
STALE = 30.0  # seconds without one after which the process is gone, or does nothing any more
STUCK = 120.0  # seconds over the time one file may take, after which what it does has come to a stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether a workspace is served, and in words why or why not."""

    is_well: bool
    message: str


class _Beat(NamedTuple):
    doing: str
    at: float  # seconds since 1970


_last = [_Beat("starting", time.time())]  # of this process


def beat(doing: str) -> None:
    """Say that this process is doing this now, and has not come to a stop."""
    _last[0] = _Beat(doing, time.time())


@contextmanager
def beating(workspace: Workspace) -> Iterator[None]:
    """Keep the file of the pulse up to date; it is removed at the end, for then nobody serves."""
    path, stop = workspace.folder / FILE, threading.Event()

    def write() -> None:
        while not stop.is_set():
            with suppress(OSError):  # a full disk says so elsewhere
                part = path.with_name(f"{FILE}.part")
                said = {"written": time.time(), "pid": os.getpid(), **_last[0]._asdict()}
                part.write_text(json.dumps(said) + "\n", encoding="utf-8")
                part.replace(path)
            stop.wait(EVERY)

    thread = threading.Thread(target=write, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        path.unlink(missing_ok=True)


def health_of(workspace: Workspace) -> Health:
    """How the process is that serves this workspace, by its pulse."""
    path = workspace.folder / FILE
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        written, at, doing, pid = float(said["written"]), float(said["at"]), str(said["doing"]), int(said["pid"])
    except FileNotFoundError:
        return Health(is_well=False, message=f"Nobody serves {workspace.folder}. Start “planwright serve”.")
    except (OSError, ValueError, KeyError, TypeError):
        return Health(is_well=False, message=f"{path} cannot be read. Start “planwright serve” again.")
    now = time.time()
    since = f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S} UTC"
    if now - written > STALE:
        return Health(
            is_well=False,
            message=f"The process {pid} that served {workspace.folder} was heard of last {now - written:,.0f} seconds"
            " ago. Start “planwright serve” again; nothing is lost.",
        )
    if now - at > workspace.settings.reading.seconds + STUCK:
        return Health(
            is_well=False,
            message=f"The process {pid} has been {doing} since {since} and has not come round again. Stop it and start"
            " “planwright serve” again; nothing is lost.",
        )
    return Health(is_well=True, message=f"Process {pid} is {doing}, last at {since}.")
