"""A ZIP archive: the files its directory lists, held against what is there before any of them is unpacked."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence

from extractors.archive import inflated, is_whole
from extractors.packed.package import (
    DAMAGED,
    EMPTY,
    ENCRYPTED,
    MOST_BYTES,
    MOST_FILES,
    MOST_RATIO,
    RATIO_FROM,
    TOO_LARGE,
    Package,
    RefusedError,
    UnpackError,
    is_debris,
)
from extractors.triage import SIZE_LIMIT
from planwright.model import Attached
from planwright.problems import FileCode, problem

_ENCRYPTED, _IS_UTF8 = 0x1, 0x800  # flags of an entry
_FOLDER = 0x10  # of the attributes that Windows keeps
_HEAD = struct.Struct("<4s22xHH")  # before each file: a mark, and the lengths of its name and of a further field
_FIELD, _UNICODE_PATH = struct.Struct("<HH"), 0x7075
_MEGABYTE = 2**20
_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error, IndexError)


def open_zip(data: bytes, found: str) -> Package:
    """The files of a ZIP archive; raises `RefusedError` for one that is damaged, or made to fill a disk."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        if not is_whole(data, archive):
            raise zipfile.BadZipFile
    except (*_FAULTS, NotImplementedError, RuntimeError):
        detail = "its list of files is missing or wrong, as after a download that stopped"
        raise RefusedError(problem(FileCode.PACKAGE_DAMAGED, found=found, detail=detail)) from None
    entries = [one for one in archive.filelist if not _is_folder(one) and not is_debris(_parts(one)[-1])]
    if too_much := _too_much(data, entries):
        raise RefusedError(problem(FileCode.PACKAGE_TOO_MUCH, found=found, detail=too_much))
    if _overlap(data, archive.filelist):
        detail = "parts of it are used for several files, as no program packs them"
        raise RefusedError(problem(FileCode.PACKAGE_DAMAGED, found=found, detail=detail))

    def load(place: int) -> bytes:
        try:
            return inflated(data, archive, entries[place])
        except NotImplementedError:
            raise UnpackError("packed in a way that is not known here") from None
        except RuntimeError:
            raise UnpackError(ENCRYPTED) from None
        except _FAULTS:
            raise UnpackError(DAMAGED) from None

    return Package(files=tuple(_file(one, place) for place, one in enumerate(entries)), load=load)


def _file(entry: zipfile.ZipInfo, place: int) -> Attached:
    *folders, name = _parts(entry)
    return Attached(name=name, data=b"", folders=tuple(folders), place=place, unread=_unread(entry))


def _unread(entry: zipfile.ZipInfo) -> str:
    """Why an entry cannot be unpacked, as far as the directory says it."""
    if entry.flag_bits & _ENCRYPTED:
        return ENCRYPTED
    if entry.file_size > SIZE_LIMIT:
        return TOO_LARGE
    return EMPTY if entry.file_size == 0 else ""


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    is_marked = entry.filename.endswith(("/", "\\")) or bool(entry.external_attr & _FOLDER)
    return is_marked and entry.file_size == 0


def _parts(entry: zipfile.ZipInfo) -> list[str]:
    """The folders and the name of an entry, wherever its writer wanted to lead with them."""
    parts: list[str] = []
    for part in re.split(r"[/\\]", _name(entry)):
        if part == "..":
            del parts[-1:]
        elif part.strip(" .") and not re.fullmatch("[A-Za-z]:", part):
            parts.append(part)
    return parts or ["file"]


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry, in UTF-8 where it is, although not all programs say so; else as the first PCs had it."""
    if entry.flag_bits & _IS_UTF8:
        return entry.filename
    try:
        raw = entry.orig_filename.encode("cp437")
        return (_unicode_path(entry.extra, zlib.crc32(raw)) or raw).decode("utf-8").partition("\0")[0]
    except UnicodeError:
        return entry.filename


def _unicode_path(extra: bytes, crc: int) -> bytes:
    """The name in UTF-8 that stands beside the one in an older code; nothing where it is none of this name."""
    at = 0
    while at + _FIELD.size <= len(extra):
        kind, length = _FIELD.unpack_from(extra, at)
        held = extra[at + _FIELD.size : at + _FIELD.size + length]
        if kind == _UNICODE_PATH and held[:1] == b"\x01" and held[1:5] == struct.pack("<I", crc):
            return held[5:]
        at += _FIELD.size + length
    return b""


def _too_much(data: bytes, entries: Sequence[zipfile.ZipInfo]) -> str:
    """What of an archive is more than is unpacked; nothing where it is not."""
    whole = sum(one.file_size for one in entries)
    if len(entries) > MOST_FILES:
        return f"{len(entries):,} files, and {MOST_FILES:,} are unpacked at most"
    if whole > MOST_BYTES:
        return f"{whole // _MEGABYTE:,} MB, and {MOST_BYTES // _MEGABYTE} MB are unpacked at most"
    if whole > RATIO_FROM and whole > MOST_RATIO * len(data):
        return f"it unpacks to {whole // len(data):,} times its size, as no forms do"
    return ""


def _overlap(data: bytes, entries: Iterable[zipfile.ZipInfo]) -> bool:
    """Whether two entries are made of the same bytes, by which a small archive unpacks to a huge one."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        start = entry.header_offset
        if start < end or start + _HEAD.size > len(data):
            return True
        _, name, extra = _HEAD.unpack_from(data, start)
        end = start + _HEAD.size + name + extra + entry.compress_size
    return False
