"""Reading that fails for files of certain names, for workers started by a test."""

import os
import signal
import time
from pathlib import Path

import flows.pool
from flows.known import Known
from planwright.model import Outcome

_read_form = flows.pool.read_form


def begin(known: Known) -> None:
    """Make this process a reader that dies, hangs, runs out of memory or fails when a file's name says so."""
    flows.pool._known = known
    flows.pool.read_form = _fail_by_name


def _fail_by_name(path: Path, known: Known) -> Outcome:
    if "dies" in path.name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "hangs" in path.name:
        time.sleep(60)
    if "swells" in path.name:
        raise MemoryError
    if "slips" in path.name:
        raise KeyError("what somebody answered")
    return _read_form(path, known)
