"""The directory of a zip file, read once for all that look into the same file, and its entries."""

import io
import struct
import zipfile
import zlib
from functools import lru_cache
from typing import NamedTuple

_NAMED_IN_UTF8 = 0x800
_SPECIAL = 0x1 | 0x20 | 0x40  # encrypted in one of two ways, or patched
_HEAD, _MARK = struct.Struct("<4s22xHH"), b"PK\x03\x04"  # of an entry; then come its name and an extra field

_END, _COUNT, _MANY = b"PK\x05\x06", struct.Struct("<10xH"), 0xFFFF  # of the directory; the last stands for more


class SpecialError(Exception):
    """Says that an entry is one that only `zipfile` should look at; it never leaves the extractors."""


class Packed(NamedTuple):
    """The bytes of an entry as they stand in the file, how they are packed, and what the file says they unpack to."""

    data: bytes
    kind: int
    size: int
    crc: int


@lru_cache(maxsize=1)  # what a file is, is asked first; then it is read
def opened(data: bytes) -> zipfile.ZipFile:
    """The zip file of these bytes, which nobody closes; raises what `zipfile` does where they are none."""
    return zipfile.ZipFile(io.BytesIO(data))


def is_whole(file: bytes, archive: zipfile.ZipFile) -> bool:
    """Whether the directory that was found is that of the file, and not of a zip in it: the file's own may be cut off.

    The first file in it is listed then; where a program has put a newer one at the end, by its name.
    """
    if not file.startswith(_MARK) or any(one.header_offset == 0 for one in archive.filelist):
        return True
    if len(file) < _HEAD.size:
        return False
    first = file[_HEAD.size : _HEAD.size + _HEAD.unpack_from(file)[1]]
    return any(first in (_encoded(one, "utf-8"), _encoded(one, "cp437")) for one in archive.filelist)


def _encoded(entry: zipfile.ZipInfo, code: str) -> bytes:
    return entry.orig_filename.encode(code, "replace")


def inflated(file: bytes, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry of this file, never more than it declares; raises what `zipfile` does.

    What is as it should be is inflated at once; of anything else `zipfile` says what it is.
    """
    held = packed(file, entry)
    try:
        return _read(archive, entry) if held is None else unpacked(held)
    except SpecialError:
        return _read(archive, entry)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry as `zipfile` has them; asked for all of them at once, it would inflate whatever comes."""
    with archive.open(entry) as stream:
        return stream.read(entry.file_size + 1)


def is_miscounted(file: bytes, archive: zipfile.ZipFile) -> bool:
    """Whether the directory has not as many entries as its end says; `zipfile` takes as many as it comes upon.

    One length that was changed has an entry swallow those after it.
    """
    end = file.rfind(_END)
    count = _COUNT.unpack_from(file, end)[0] if 0 <= end <= len(file) - _COUNT.size else _MANY
    return count != _MANY and count != len(archive.filelist)


def is_misnamed(file: bytes, entry: zipfile.ZipInfo) -> bool:
    """Whether an entry has another name where it stands than in the directory, which no checksum tells.

    One of which nobody asks by its name would go unseen.
    """
    start = entry.header_offset + _HEAD.size
    if entry.header_offset < 0 or start > len(file):
        return True
    _, length, _ = _HEAD.unpack_from(file, entry.header_offset)
    named = entry.orig_filename.encode("utf-8" if entry.flag_bits & _NAMED_IN_UTF8 else "cp437")
    return file[start : start + length] != named


def packed(file: bytes, entry: zipfile.ZipInfo) -> Packed | None:
    """An entry as it stands in the file; None for one that only `zipfile` should look at."""
    start = entry.header_offset + _HEAD.size
    if entry.flag_bits & _SPECIAL or entry.header_offset < 0 or start > len(file):
        return None
    mark, name_length, extra_length = _HEAD.unpack_from(file, entry.header_offset)
    named = file[start : start + name_length]
    start += name_length + extra_length
    if mark != _MARK or named != entry.orig_filename.encode("utf-8"):
        return None
    return Packed(file[start : start + entry.compress_size], entry.compress_type, entry.file_size, entry.CRC)


def unpacked(held: Packed) -> bytes:
    """The bytes of an entry; raises `SpecialError` where they are not what its file says they are."""
    data = held.data
    if held.kind == zipfile.ZIP_DEFLATED and held.size:  # a limit of 0 would be none
        try:
            data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, held.size)
        except zlib.error:
            raise SpecialError from None
    elif held.kind != zipfile.ZIP_STORED:
        raise SpecialError
    if len(data) != held.size or zlib.crc32(data) != held.crc:
        raise SpecialError
    return data
