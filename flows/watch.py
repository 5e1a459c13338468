"""The watcher: what lands in the inbox is ingested as soon as it lies still.

Events are a hint that it is worth looking; what is there is found by looking, at every event and every few minutes, or
every two seconds where events do not come.
"""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from flows.drives import is_shared
from flows.feed import EMPTY
from flows.inbox import Lying, Why, lying, why_left
from flows.pulse import beat
from planwright.durable import Mark
from planwright.errors import PlanwrightError
from planwright.workspace import Workspace, is_held

LOOK = 0.25  # seconds between two looks while something moves
POLL = 2.0  # seconds between two looks where events do not come
HELD = 1.0  # seconds between two looks while another run reads
AGAIN = 60.0  # seconds after which a file that was there for a run and lies there still is one for another run
TELL = 600.0  # seconds something lies in the inbox unread until the log says why

log = logging.getLogger("planwright.watch")

Seen = dict[Path, tuple[Mark | None, float]]  # what lies there, and from when on that counts as still


def watch(workspace: Workspace, ingest: Callable[[], object], stop: threading.Event) -> None:
    """Call `ingest` whenever something in the inbox lies still, until `stop` is set."""
    with hearing(workspace) as heard:
        _Watcher(workspace, ingest, heard, stop).attend()


@contextmanager
def hearing(workspace: Workspace) -> Iterator[threading.Event | None]:
    """An event that is set whenever something happens in the inbox; None where that cannot be heard of."""
    polling = workspace.settings.inbox.polling
    if polling == "always" or (polling == "auto" and is_shared(workspace.inbox)):
        log.info("%s is looked through every %s seconds: changes there are not told.", workspace.inbox, POLL)
        yield None
        return
    heard = threading.Event()
    observer = Observer()
    observer.schedule(_Listener(heard), str(workspace.inbox), recursive=True)
    try:
        observer.start()
    except OSError as error:  # the system has no more watches to give
        log.warning(
            "The system tells of no changes in %s (%s), so it is looked through every %s seconds.",
            workspace.inbox,
            error.strerror,
            POLL,
        )
        yield None
        return
    try:
        yield heard
    finally:
        observer.stop()
        observer.join()


class _Watcher:
    """Looks through the inbox when something is heard, and now and then anyway."""

    def __init__(
        self,
        workspace: Workspace,
        ingest: Callable[[], object],
        heard: threading.Event | None,
        stop: threading.Event,
    ) -> None:
        self._workspace, self._ingest, self._heard, self._stop = workspace, ingest, heard, stop
        self._settings = workspace.settings.inbox
        self._told: set[Path] = set()

    def attend(self) -> None:
        """Look, ingest what lies still, rest, until told to stop."""
        seen: Seen = {}
        swept = False
        while not self._stop.is_set():
            if self._heard:
                self._heard.clear()
            found = self._look()
            if swept and self._heard and _came_unheard(found, seen):
                self._hear_no_more()
            seen, still = look(found, seen, self._settings.still_seconds, now=time.monotonic())
            if still and self._hand_over():
                seen = put_off(seen, still, now=time.monotonic())
            swept = self._rest(is_moving=bool(seen))

    def _look(self) -> list[Lying]:
        beat("watching")
        try:
            found = list(lying(self._workspace))
        except OSError as error:
            log.error("%s cannot be looked through (%s).", self._workspace.inbox, error.strerror)
            return []
        self._tell(found)
        return [one for one in found if one.why in (None, Why.CLOSED)]

    def _rest(self, *, is_moving: bool) -> bool:
        """Wait until it is worth looking again; whether that is so only because the next sweep is due."""
        if self._heard is None:
            self._stop.wait(LOOK if is_moving else POLL)
            return False
        if is_moving:
            self._stop.wait(LOOK)
            return False
        until = time.monotonic() + self._settings.sweep_seconds
        while not self._heard.is_set() and time.monotonic() < until and not self._stop.wait(LOOK):
            beat("watching")
        return not self._heard.is_set()

    def _hear_no_more(self) -> None:
        self._heard = None
        log.warning(
            "Files came into %s and the system told of none of them, so it is looked through every %s seconds.",
            self._workspace.inbox,
            POLL,
        )

    def _hand_over(self) -> bool:
        """Have the inbox read, unless somebody is at it who takes up what came, too; whether it was tried.

        Whatever goes wrong, the watcher goes on and tries again later.
        """
        try:
            if is_held(self._workspace):
                self._stop.wait(HELD)
                return False
            self._ingest()
        except PlanwrightError as error:
            log.error("%s", error)
        except Exception as error:
            at = traceback.extract_tb(error.__traceback__)[-1]
            log.error("%s at %s:%s while the inbox was read", type(error).__name__, at.filename, at.lineno)
        return True

    def _tell(self, found: list[Lying]) -> None:
        """Say once of everything that has lain there unread for a while why that is."""
        now = time.time()
        left = {one.path: one for one in found if now - one.changed >= TELL and one.changed}
        for path in left.keys() - self._told:
            log.warning("%s %s.", path, why_left(left[path]))
        self._told = set(left)


def look(found: list[Lying], seen: Seen, still_seconds: float, *, now: float) -> tuple[Seen, list[Path]]:
    """What is known of these files now, and those that have lain still long enough to be read."""
    known: Seen = {}
    for one in found:
        before = seen.get(one.path)
        is_empty = one.mark is not None and not one.mark.size and still_seconds
        when = now + (max(EMPTY, still_seconds) if is_empty else still_seconds)
        known[one.path] = before if before and before[0] == one.mark else (one.mark, when)
    return known, [path for path, (_, when) in known.items() if now >= when]


def put_off(seen: Seen, still: list[Path], *, now: float) -> Seen:
    """What is known of the files, those there for a run not to be so again at once should they still lie there."""
    return seen | {path: (seen[path][0], now + AGAIN) for path in still}


def _came_unheard(found: list[Lying], seen: Seen) -> bool:
    """Whether something is there that was not, and that has been there for longer than an event takes."""
    return any(one.path not in seen and time.time() - one.changed > POLL for one in found)


class _Listener(FileSystemEventHandler):
    """Notes that something happened in the inbox."""

    def __init__(self, heard: threading.Event) -> None:
        self._heard = heard

    def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002 - what it was is found by looking
        """Something happened."""
        self._heard.set()
