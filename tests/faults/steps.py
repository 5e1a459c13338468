"""The steps of a run at which it is stopped: everything it does to the disk and to its database, numbered by place.

For a child process, in which this takes the place of what the system offers; what a step does stays as it is.
"""

import errno
import os
import signal
import sqlite3
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

CALLS = ("fsync", "replace", "rename", "link", "unlink", "mkdir")
_OURS = (f"{os.sep}planwright{os.sep}", f"{os.sep}flows{os.sep}")


class Steps:
    """Counts the steps of this process, and does at each what `at` says; a step is a call and where it is made."""

    def __init__(self, at: Callable[[str, int], None]) -> None:
        self._at, self._counts, self._lock = at, Counter[str](), threading.Lock()

    def watch(self) -> None:
        """From now on, count."""
        for name in CALLS:
            setattr(os, name, self._counted(name, getattr(os, name)))
        event.listen(Engine, "commit", lambda _connection: self._step("commit"))

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            self._step(name)
            return call(*given, **named)

        return counted

    def _step(self, name: str) -> None:
        place = _place()
        if place is None or (name == "commit" and "connect." not in place):  # who only reads changes nothing
            return
        with self._lock:
            self._counts[f"{name} in {place}"] += 1
            number = self._counts[f"{name} in {place}"]
        self._at(f"{name} in {place}", number)


def _place() -> str | None:
    """The function of ours that is nearest to what is done, and the one that called it."""
    frame, found = sys._getframe(2), list[str]()
    while frame is not None and len(found) < 2:
        file = frame.f_code.co_filename
        if any(part in file for part in _OURS) and "tests" not in file:
            found.append(f"{Path(file).stem}.{frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(found) or None


def die(*_given: object) -> None:
    """End this process as a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


def full_disk(after: int) -> None:
    """Let the disk be full after so many more writes of a file: whatever writes then is told so."""
    left = [after]
    fsync = os.fsync

    def refuse(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    os.fsync = refuse


def full_ledger(pages: int) -> None:
    """Let the ledger's file not grow by more than so many pages: SQLite says then that the disk is full."""
    most: list[int] = []

    @event.listens_for(Engine, "connect")
    def limit(connection: Any, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            (held,) = connection.execute("PRAGMA page_count").fetchone()
            most.append(held + pages)
            connection.execute(f"PRAGMA max_page_count = {most[0]}")


def read_only_ledger() -> None:
    """Let nothing be written to the ledger."""

    @event.listens_for(Engine, "connect")
    def limit(connection: Any, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA query_only = ON")


def jumping_clock(seconds: float) -> None:
    """Let the clock jump so far after a while, as it does when a machine learns the time."""
    began, before = time.monotonic(), {name: getattr(time, name) for name in ("time", "time_ns")}

    def jumped() -> float:
        return seconds if time.monotonic() - began > 1.5 else 0.0

    time.time = lambda: before["time"]() + jumped()
    time.time_ns = lambda: before["time_ns"]() + int(jumped() * 10**9)
    from planwright.ledger import store

    now = store.utc_now

    class Jumping(store.datetime):  # the ledger asks this one
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            from datetime import timedelta

            return store_datetime.now(tz) + timedelta(seconds=jumped())

    store_datetime, store.datetime = store.datetime, Jumping
    assert now()
