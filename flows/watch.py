"""The watcher: what lands in the inbox is ingested as soon as it lies still.

Events are a hint that it is worth looking; what is there is found by looking, at every event and every few minutes.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from flows.batch import waiting
from planwright.errors import PlanwrightError
from planwright.workspace import Workspace

STILL = 2.0  # seconds a file's size and time must not have changed: a copy that pauses longer is read as it is then
LOOK = 0.25  # seconds between two looks while something moves
SWEEP = 120.0  # seconds after which the inbox is looked through whether or not anything was heard

log = logging.getLogger("planwright.watch")

Seen = dict[Path, tuple[tuple[int, int], float]]  # size and time of change, and since when they are so


def watch(workspace: Workspace, ingest: Callable[[Sequence[Path]], object], stop: threading.Event) -> None:
    """Hand each still file of the inbox to `ingest`, until `stop` is set."""
    heard = threading.Event()
    observer = Observer()
    observer.schedule(_Listener(heard), str(workspace.inbox), recursive=True)
    observer.start()
    try:
        _attend(workspace, ingest, heard, stop)
    finally:
        observer.stop()
        observer.join()


def _attend(
    workspace: Workspace,
    ingest: Callable[[Sequence[Path]], object],
    heard: threading.Event,
    stop: threading.Event,
) -> None:
    seen: Seen = {}
    while not stop.is_set():
        heard.clear()
        seen, still = look(waiting(workspace), seen, now=time.monotonic())
        if still:
            _hand_over(still, ingest)
        elif not seen:
            heard.wait(timeout=SWEEP)
        stop.wait(LOOK)


def look(paths: Sequence[Path], seen: Seen, *, now: float) -> tuple[Seen, list[Path]]:
    """What is known of these files now, and those that have lain still long enough to be read."""
    known: Seen = {}
    for path in paths:
        try:
            about = path.stat()
        except FileNotFoundError:
            continue
        state = (about.st_size, about.st_mtime_ns)
        before = seen.get(path)
        known[path] = before if before and before[0] == state else (state, now)
    still = [path for path, (_, since) in known.items() if now - since >= STILL]
    return {path: told for path, told in known.items() if path not in still}, still


def _hand_over(still: Sequence[Path], ingest: Callable[[Sequence[Path]], object]) -> None:
    try:
        ingest(still)
    except PlanwrightError as error:  # the next look tries again; the files lie where they were
        log.error("%s", error)


class _Listener(FileSystemEventHandler):
    """Notes that something happened in the inbox."""

    def __init__(self, heard: threading.Event) -> None:
        self._heard = heard

    def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002 - what it was is found by looking
        """Something happened."""
        self._heard.set()
