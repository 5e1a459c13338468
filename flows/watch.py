"""The watcher: what lands in the inbox is ingested as soon as it lies still.

Events are a hint that it is worth looking; what is there is found by looking, at every event and every few minutes.
"""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from flows.batch import waiting
from flows.still import STILL
from planwright.errors import PlanwrightError
from planwright.workspace import Workspace

LOOK = 0.25  # seconds between two looks while something moves
SWEEP = 120.0  # seconds after which the inbox is looked through whether or not anything was heard
AT_ONCE = 200  # files handed over at a time: few enough to be done with soon once `stop` is set
AGAIN = 60.0  # seconds after which a file that was handed over and lies there still is handed over again

log = logging.getLogger("planwright.watch")

Seen = dict[Path, tuple[tuple[int, int], float]]  # size and time of change, and from when on that counts as still


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
            _hand_over(still, ingest, stop)
            seen = put_off(seen, still, now=time.monotonic())
        elif not seen:
            _rest(heard, stop)
        stop.wait(LOOK)


def _rest(heard: threading.Event, stop: threading.Event) -> None:
    """Wait until something is heard, the next sweep is due, or the watcher is to stop."""
    until = time.monotonic() + SWEEP
    while not heard.is_set() and time.monotonic() < until and not stop.wait(LOOK):
        pass


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
        known[path] = before if before and before[0] == state else (state, now + STILL)
    return known, [path for path, (_, when) in known.items() if now >= when]


def put_off(seen: Seen, still: Sequence[Path], *, now: float) -> Seen:
    """What is known of the files, those just handed over not to be so again at once should they still lie there."""
    return seen | {path: (seen[path][0], now + AGAIN) for path in still}


def _hand_over(still: Sequence[Path], ingest: Callable[[Sequence[Path]], object], stop: threading.Event) -> None:
    """Hand the files over until `stop` is set; whatever goes wrong, the watcher goes on and tries again later."""
    try:
        for start in range(0, len(still), AT_ONCE):
            if stop.is_set():
                return
            ingest(still[start : start + AT_ONCE])
    except PlanwrightError as error:
        log.error("%s", error)
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        log.error("%s at %s:%s while the inbox was read", type(error).__name__, at.filename, at.lineno)


class _Listener(FileSystemEventHandler):
    """Notes that something happened in the inbox."""

    def __init__(self, heard: threading.Event) -> None:
        self._heard = heard

    def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002 - what it was is found by looking
        """Something happened."""
        self._heard.set()
