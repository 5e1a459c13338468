"""What Outlook packs together for Outlook (`winmail.dat`): the files in it ([MS-OXTNEF])."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from extractors.packed.package import DAMAGED, EMPTY, MOST_FILES, Package, RefusedError
from planwright.model import Attached
from planwright.problems import FileCode, problem

_SIGNATURE = b"\x78\x9f\x3e\x22"
_ATTRIBUTE = struct.Struct("<BII")  # its level, what it is, and its length; a checksum of two bytes comes after it
_NEXT_FILE, _DATA, _TITLE, _PROPERTIES = 0x00069002, 0x0006800F, 0x00018010, 0x00069005
_BINARY, _LONG_NAME, _NAME = 0x3701, 0x3707, 0x3704
_OBJECT, _TEXT, _UNICODE, _BYTES = 0x0D, 0x1E, 0x1F, 0x102
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_SEVERAL, _NAMED = 0x1000, 0x8000
_CLASS = 16  # bytes before an object's own, which say of what class it is
_DEEPEST = 10


class _File(NamedTuple):
    name: str
    data: bytes


def is_tnef(data: bytes) -> bool:
    """Whether Outlook packed these bytes."""
    return data.startswith(_SIGNATURE)


def open_tnef(data: bytes, found: str) -> Package:
    """The files in it, also those of messages among them; raises `RefusedError` where it is damaged."""
    try:
        held = list(_files(data, 0))
    except (struct.error, ValueError, IndexError):
        raise RefusedError(problem(FileCode.PACKAGE_DAMAGED, found=found, detail="it ends too early")) from None
    if len(held) > MOST_FILES:
        raise RefusedError(problem(FileCode.PACKAGE_TOO_MUCH, found=found, detail=f"{len(held):,} files"))
    files = (
        Attached(name=one.name or f"file {place + 1}", data=b"", place=place, unread="" if one.data else EMPTY)
        for place, one in enumerate(held)
    )
    return Package(files=tuple(files), load=lambda place: held[place].data)


def _files(data: bytes, depth: int) -> Iterator[_File]:
    if depth > _DEEPEST:
        raise ValueError(DAMAGED)
    file: _File | None = None
    for kind, held in _attributes(data):
        if kind == _NEXT_FILE:
            if file:
                yield file
            file = _File("", b"")
        elif file is None:
            continue
        elif kind == _TITLE:
            file = file._replace(name=file.name or _text(held))
        elif kind == _DATA:
            file = file._replace(data=held)
        elif kind == _PROPERTIES:
            said = _properties(held)
            name = said.get(_LONG_NAME) or said.get(_NAME)
            inner = said.get(_BINARY, b"")[_CLASS:]
            if is_tnef(inner):  # a message that was forwarded: its files are what counts
                yield from _files(inner, depth + 1)
                file = None
            else:
                file = file._replace(name=_text(name) if name else file.name, data=file.data or inner)
    if file:
        yield file


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = len(_SIGNATURE) + 2
    while at < len(data):
        _, kind, length = _ATTRIBUTE.unpack_from(data, at)
        at += _ATTRIBUTE.size
        if at + length > len(data):
            raise ValueError(DAMAGED)
        yield kind, data[at : at + length]
        at += length + 2


def _properties(data: bytes) -> dict[int, bytes]:
    """The texts, bytes and objects among the properties of a file, by their number."""
    (count,) = struct.unpack_from("<I", data)
    at, found = 4, {}
    for _ in range(count):
        kind, number = struct.unpack_from("<HH", data, at)
        at += 4
        if number >= _NAMED:
            at = _after_name(data, at)
        values = 1
        if kind & _SEVERAL or kind in (_OBJECT, _TEXT, _UNICODE, _BYTES):
            (values,) = struct.unpack_from("<I", data, at)
            at += 4
        for _ in range(values):
            if (size := _FIXED.get(kind & ~_SEVERAL)) is None:
                (size,) = struct.unpack_from("<I", data, at)
                at += 4
                held = data[at : at + size]
                found[number] = held.decode("utf-16-le", "replace").encode() if kind == _UNICODE else held
            if (at := at + -(-size // 4) * 4) > len(data) + 3:
                raise ValueError(DAMAGED)
    return found


def _after_name(data: bytes, at: int) -> int:
    """Where a property goes on after the name that it has of its own."""
    (is_text,) = struct.unpack_from("<I", data, at + 16)
    (held,) = struct.unpack_from("<I", data, at + 20)
    return at + 24 + (-(-held // 4) * 4 if is_text else 0)


def _text(held: bytes) -> str:
    try:
        return held.decode("utf-8").split("\0")[0].strip()
    except UnicodeDecodeError:
        return held.decode("cp1252", "replace").split("\0")[0].strip()
