"""Files that are whole or not there, whenever the machine stops: written under another name, then renamed."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

_MARK, _END = ".planwright-", ".part"


def write(file: Path, data: bytes) -> None:
    """Write one file so that it is there whole, or not at all; its folders are made."""
    write_all([(file, data)])


def write_all(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write these files, each whole or not at all; all of them are on disk when this returns."""
    parts: list[tuple[Path, Path]] = []
    try:
        for file, data in files:
            _make(file.parent)
            part = file.with_name(f"{_MARK}{secrets.token_hex(8)}{_END}")
            parts.append((part, file))
            _write(part, data)
        for part, file in parts:
            part.replace(file)
    except BaseException:
        for part, _ in parts:
            part.unlink(missing_ok=True)
        raise
    for folder in dict.fromkeys(file.parent for _, file in parts):
        _sync(folder)


def move(old: Path, new: Path) -> None:
    """Give a file its new name on disk for good; a file already called so is replaced."""
    _make(new.parent)
    old.replace(new)
    _sync(new.parent)


def remove_parts(folder: Path) -> int:
    """How many unfinished files were found below this folder, and removed."""
    found = list(folder.rglob(f"{_MARK}*{_END}"))
    for part in found:
        part.unlink(missing_ok=True)
    return len(found)


def digest_of(file: Path) -> str | None:
    """The sha256 of this file's bytes in hex, or None where there is no such file."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _write(part: Path, data: bytes) -> None:
    with part.open("xb") as stream:
        stream.write(data)
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
