"""Files that are whole or not there, whenever the machine stops: written under another name, then renamed."""

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_MARK, _END = ".planwright-", ".part"
_PART = re.compile(rf"{re.escape(_MARK)}[0-9a-f]{{16}}{re.escape(_END)}")
_AT_ONCE = 8  # a disk is sure of several files in little more time than of one

Data = bytes | Path  # what is written, or the file it is copied from, however large that is


class Mark(NamedTuple):
    """What tells whether a file is still the one it was: which one on its disk, its size in bytes, its last change."""

    inode: int
    size: int
    changed: int  # nanoseconds since 1970


def write(file: Path, data: Data) -> None:
    """Write one file so that it is there whole, or not at all; its folders are made."""
    write_all([(file, data)])


def write_all(files: Iterable[tuple[Path, Data]]) -> None:
    """Write these files, each whole or not at all; all of them are on disk when this returns."""
    whole = {file.with_name(f"{_MARK}{secrets.token_hex(8)}{_END}"): (file, data) for file, data in files}
    folders = dict.fromkeys(part.parent for part in whole)
    try:
        for folder in folders:
            _make(folder)
        _at_once(lambda part: _write(part, whole[part][1]), whole)
        for part, (file, _) in whole.items():
            part.replace(file)
    except BaseException:
        for part in whole:
            part.unlink(missing_ok=True)
        raise
    _at_once(_sync, folders)


def move(old: Path, new: Path) -> None:
    """Give a file its new name on disk for good; a file already called so is replaced."""
    _make(new.parent)
    old.replace(new)
    _sync(new.parent)


def is_part(path: str) -> bool:
    """Whether a file of this name was not written to its end, and surely by us: senders put files where we do too."""
    return _PART.fullmatch(path.rpartition("/")[2]) is not None


def names_below(folder: Path) -> Iterator[str]:
    """Every file below this folder, as a path within it; links are files, folders closed to us are passed over.

    One look at each folder, none at a file.
    """
    waiting = [""]
    while waiting:
        within = waiting.pop()
        with suppress(FileNotFoundError, PermissionError), os.scandir(folder / within) as found:
            for one in found:
                path = f"{within}{one.name}"
                if one.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                else:
                    yield path


def digest_of(file: Path) -> str | None:
    """The sha256 of this file's bytes in hex, or None where there is no such file."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def mark_of(file: Path) -> Mark | None:
    """The mark of this file, or None where there is no such file."""
    try:
        about = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Mark(about.st_ino, about.st_size, about.st_mtime_ns)


def is_being_written(file: Path) -> bool:
    """Whether a program on this machine has the file open to write in it; False where the system does not tell."""
    if sys.platform != "linux":
        return False
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        # Whoever opens the file to write meanwhile is told to us by a signal: one that ends no process.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return True
    except OSError:  # a network drive, or a file of another user
        return False
    finally:
        os.close(handle)
    return False


def put_back(aside: Path, file: Path) -> Path:
    """Give a file that was set aside its name again; where another took it, that name with a number. The name given."""
    number, name = 1, file
    while not _renamed(aside, name):
        number += 1
        name = file.with_name(f"{file.stem} ({number}){file.suffix}")
    return name


def _renamed(old: Path, new: Path) -> bool:
    """Whether the file got its new name; a file already called so is never replaced."""
    try:
        os.link(old, new)
    except FileExistsError:
        if not new.samefile(old):  # else a stop came between the two steps
            return False
    except OSError:  # a drive without links
        if new.exists():
            return False
        old.rename(new)
        return True
    old.unlink()
    return True


def _at_once(deed: Callable[[Path], None], paths: Iterable[Path]) -> None:
    """Do this to each path, several at a time; when it returns or raises, none is under way any more."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(deed, paths):
            pass


def _write(part: Path, data: Data) -> None:
    with part.open("xb") as stream:
        if isinstance(data, bytes):
            stream.write(data)
        else:
            with data.open("rb") as source:
                shutil.copyfileobj(source, stream)
        stream.flush()
        os.fsync(stream.fileno())


def _make(folder: Path) -> None:
    """Make the folder and those above it; a folder is only there for good once the one above it is on disk."""
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    if os.name == "nt":  # Windows opens no folders, and needs no such thing
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
