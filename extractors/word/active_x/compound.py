"""Streams of a compound file ([MS-CFB]), the small file system in which Word keeps what an ActiveX control stores."""

import struct

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER, _ENTRY = 512, 128
_FAT_SECTORS = 109  # those listed in the header; files beyond 6 MB need more, and no control stores so much
_LAST = 0xFFFFFFFA  # this and all above are no sectors
_STREAM, _ROOT = 2, 5  # types of directory entries


def stream(data: bytes, wanted: str) -> bytes | None:
    """What the stream of this name holds; None where there is none, or the file is not whole."""
    if len(data) < _HEADER or not data.startswith(_SIGNATURE):
        return None
    try:
        return _Compound(data).stream(wanted)
    except (struct.error, ValueError, IndexError, UnicodeDecodeError):
        return None


class _Compound:
    """A compound file, its table of sectors read; `ValueError` and `IndexError` say that it is not whole."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        big, small = struct.unpack_from("<HH", data, 30)
        if big not in (9, 12) or small != 6:
            raise ValueError
        self._size, self._mini_size = 1 << big, 1 << small
        self._directory, self._cutoff, self._mini_table = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
        listed = struct.unpack_from(f"<{_FAT_SECTORS}I", data, 76)
        self._table = self._numbers(b"".join(self._sector(one) for one in listed if one < _LAST))

    def stream(self, wanted: str) -> bytes | None:
        """What the stream of this name holds."""
        directory = self._chain(self._directory)
        entries = [directory[at : at + _ENTRY] for at in range(0, len(directory), _ENTRY)]
        root = next(entry for entry in entries if entry[66] == _ROOT)
        for entry in entries:
            length = struct.unpack_from("<H", entry, 64)[0]
            name = entry[: max(length - 2, 0)].decode("utf-16-le")
            if entry[66] == _STREAM and name.lower() == wanted.lower():
                start, size = struct.unpack_from("<II", entry, 116)
                held = self._chain(start) if size >= self._cutoff else self._mini_chain(start, root)
                return held[:size] if len(held) >= size else None
        return None

    def _mini_chain(self, start: int, root: bytes) -> bytes:
        """The bytes of a short stream, which lies in small sectors within the stream of the root."""
        held = self._chain(struct.unpack_from("<I", root, 116)[0])
        table = self._numbers(self._chain(self._mini_table))
        return b"".join(
            held[number * self._mini_size : (number + 1) * self._mini_size] for number in _follow(table, start)
        )

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _follow(self._table, start)))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at + self._size > len(self._data):
            raise ValueError
        return self._data[at : at + self._size]

    def _numbers(self, data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data)


def _follow(table: tuple[int, ...], start: int) -> list[int]:
    """The sectors of a chain in their order; `ValueError` where it goes round in a circle."""
    chain: list[int] = []
    while start < _LAST:
        chain.append(start)
        if len(chain) > len(table):
            raise ValueError
        start = table[start]
    return chain
