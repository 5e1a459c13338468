"""How a command is told to stop: SIGTERM from a service manager, Ctrl-C from a person; often to all its processes."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

TOLD_BY = (signal.SIGTERM, signal.SIGINT)
_told = threading.Event()


class Stopped(BaseException):
    """Raised where SIGTERM tells the process to stop; no `Exception`, so that nothing takes it for a file's fault."""


def end_when_told() -> None:
    """From here on SIGTERM ends what is under way: `Stopped` is raised there."""
    signal.signal(signal.SIGTERM, _stop)


def end_if_told() -> None:
    """Raise `Stopped` again where it was lost: Python drops what is raised while it clears away an object or module."""
    if _told.is_set():
        raise Stopped


def _stop(_signal: int, _frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough: what is under way is being ended
    _told.set()
    raise Stopped


@contextmanager
def told_to_stop() -> Iterator[threading.Event]:
    """An event that is set once this process is told to stop; what is under way goes on until it looks."""
    stop = threading.Event()
    before = {one: signal.signal(one, lambda _signal, _frame: stop.set()) for one in TOLD_BY}
    try:
        end_if_told()
        yield stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Processes started inside are not told to stop by what tells this one: it finishes with their help, and ends them.

    They inherit that these signals are blocked, so that nothing they import changes it.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, TOLD_BY)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
