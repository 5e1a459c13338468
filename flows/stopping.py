"""How a command is told to stop: SIGTERM from a service manager, Ctrl-C from a person; often to all its processes."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

TOLD_BY = (signal.SIGTERM, signal.SIGINT)

_told = threading.Event()


@contextmanager
def told_to_stop() -> Iterator[threading.Event]:
    """An event that is set once this process is told to stop; what is under way goes on until it looks."""
    _told.clear()
    before = {one: signal.signal(one, lambda _signal, _frame: _told.set()) for one in TOLD_BY}
    try:
        yield _told
    finally:
        _told.clear()
        for one, handler in before.items():
            signal.signal(one, handler)


def is_told_to_stop() -> bool:
    """Whether this process was told to stop; what reads looks between two portions."""
    return _told.is_set()


@contextmanager
def undisturbed() -> Iterator[None]:
    """What tells this process to stop waits until this is done, and never tells the processes that are started inside.

    They inherit that these signals are blocked, so that nothing they import changes it: this one finishes with their
    help, and ends them. Modules are loaded inside, since Python drops what a signal raises while it loads one.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, TOLD_BY)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
