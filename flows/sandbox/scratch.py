"""The folder that the processes of one pool may write in, each in one of its own. It goes with the pool."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "planwright-r-"
_LONGEST = 16  # bytes of the folder it lies in: LibreOffice makes a socket below, whose path has at most 107
_SHORT = ("/tmp", "/var/tmp")  # noqa: S108 - its name is new and its rights are its owner's alone


@contextmanager
def scratch() -> Iterator[Path]:
    """A new folder, removed on leaving; those that a killed process left behind are removed first.

    Whoever made one holds a lock on it as long as it lives, so another's is never taken for left behind.
    """
    within = _within()
    _remove_left(within)
    folder, handle = _made(within)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _within() -> Path:
    usual = tempfile.gettempdir()
    if len(os.fsencode(usual)) <= _LONGEST:
        return Path(usual)
    return Path(next((one for one in _SHORT if os.access(one, os.W_OK | os.X_OK)), usual))


def _made(within: Path) -> tuple[Path, int]:
    """A new folder and its lock; made again where another process took it for left behind before it was locked."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=within))
        with suppress(OSError):
            handle = _locked(folder)
            if folder.is_dir():
                return folder, handle
            os.close(handle)


def _remove_left(within: Path) -> None:
    for folder in within.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # it is in use, another user's, or gone already
            if folder.lstat().st_uid != os.getuid():
                continue
            handle = _locked(folder)
            shutil.rmtree(folder, ignore_errors=True)
            os.close(handle)


def _locked(folder: Path) -> int:
    """A handle that holds this folder; raises `OSError` where another process does, or it is a link."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle
