"""What a process that reads is held to: once when it begins, and anew for each file."""

import logging
import os
import resource
import signal
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

from flows.sandbox import landlock, sockets

OUT_OF_MEMORY = 75  # how a process ends that could not have the memory it asked for
OUT_OF_TIME = -signal.SIGXCPU  # and one that took more of the processor than its share
_MEGABYTE = 2**20
_MOST_OPEN = 256  # files at once; LibreOffice has some sixty

log = logging.getLogger("planwright.reading")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one process may take: address space in all, and the processor for each file; and where it may write."""

    memory_mb: int
    cpu_seconds: int
    scratch: Path


def confine(share: Share) -> None:
    """Hold this process to its share for good; raises `OSError` where the system has a limit and refuses to set it."""
    own = share.scratch / str(os.getpid())
    own.mkdir(mode=0o700, exist_ok=True)
    tempfile.tempdir = os.environ["TMPDIR"] = str(own)
    _limit(resource.RLIMIT_AS, share.memory_mb * _MEGABYTE)  # a program started for a file has a limit of its own
    _limit(resource.RLIMIT_NOFILE, _MOST_OPEN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what stood in memory are answers: nowhere else do they belong
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    landlock.write_only_in(own)
    sockets.no_connections()


def give_share(share: Share) -> None:
    """Let this process take the processor's time of one more file, counted from now."""
    _limit(resource.RLIMIT_CPU, ceil(time.process_time()) + share.cpu_seconds)


@cache
def tell_what_is_missing() -> None:
    """Say in the log, once, what this system cannot keep a process from that reads."""
    missing = [] if landlock.version() else ["from writing outside their own folder (Landlock, in Linux since 5.13)"]
    if not sockets.can_refuse():
        missing.append("from opening connections (seccomp, on Linux for x86-64 and ARM)")
    if missing:
        log.warning(
            "This system cannot keep the processes that read files %s. They have limits of memory and time all the"
            " same; docs/limits.md says what that means.",
            " and ".join(missing),
        )


def _limit(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
