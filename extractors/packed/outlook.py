"""A message saved by Outlook (`.msg`): what is attached to it, and to the messages within it ([MS-OXMSG]).

__attach_version1.0_#00000000/   a storage for each file
    __properties_version1.0      what fits eight bytes: how it is attached
    __substg1.0_3707001F         its name        __substg1.0_37010102   its bytes
    __substg1.0_3701000D/        in place of these: a message, or an object of another program
"""

import struct
from collections.abc import Iterator
from io import BytesIO

from olefile import OleFileIO

from extractors.packed.mail import LINKED, SEALED
from extractors.packed.package import (
    DAMAGED,
    EMPTY,
    MOST_BYTES,
    MOST_FILES,
    TOO_LARGE,
    Package,
    RefusedError,
    UnpackError,
    is_debris,
)
from extractors.triage import SIZE_LIMIT
from planwright.model import Attached
from planwright.problems import FileCode, problem

_FILE = "__attach_version1.0_#"
_PROPERTIES = "__properties_version1.0"
_BYTES, _OBJECT = "__substg1.0_37010102", "__substg1.0_3701000D"
_NAMES = ("3707", "3704", "3001")  # the name, that of the first PCs, and what is shown
_HOW, _COUNT_AT = 0x37050003, 20  # how a file is attached; where a message says how many files it has
_BY_LINK, _AS_MESSAGE = (2, 3, 4, 7), 5
_PROPERTY = struct.Struct("<II8s")
_HEAD = 8  # bytes before the properties of a file
_KEPT = ("Package", "CONTENTS")  # where an object of Word, or of a reader of PDF, keeps the file that it is
_OBJECT_ALONE = "an object of another program, which Outlook alone opens"
_DEEPEST = 10
_FAULTS = (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error, RecursionError)

Path = tuple[str, ...]


def open_outlook(data: bytes, found: str) -> Package:
    """The files attached to a message; raises `RefusedError` for one that is damaged."""
    try:
        ole = OleFileIO(BytesIO(data))
        message = _Message(ole)
    except _FAULTS:
        detail = "its parts cannot be told from each other"
        raise RefusedError(problem(FileCode.PACKAGE_DAMAGED, found=found, detail=detail)) from None
    held = message.files
    whole = sum(size for _, size, _ in held)
    if len(held) > MOST_FILES or whole > MOST_BYTES:
        detail = f"{len(held):,} files of {whole // 2**20:,} MB"
        raise RefusedError(problem(FileCode.PACKAGE_TOO_MUCH, found=found, detail=detail))

    def load(place: int) -> bytes:
        try:
            stream: bytes = ole.openstream(list(held[place][2])).read()
        except _FAULTS:
            raise UnpackError(DAMAGED) from None
        return stream

    told = problem(FileCode.PACKAGE_CUT, found=found, detail="some of the files attached to it are missing")
    files = tuple(_attached(one, place) for place, (one, _, _) in enumerate(held))
    return Package(files=files, load=load, problems=(told,) if message.is_cut else ())


def _attached(one: Attached, place: int) -> Attached:
    return Attached(name=one.name or f"file {place + 1}", data=b"", place=place, unread=one.unread)


class _Message:
    """The files of a message with their sizes and streams, and whether some are missing."""

    def __init__(self, ole: OleFileIO) -> None:
        self._ole = ole
        self._kids: dict[Path, set[str]] = {}
        for path in ole.listdir(streams=True, storages=True):
            for depth in range(len(path)):
                self._kids.setdefault(tuple(path[:depth]), set()).add(path[depth])
        self.is_cut = False
        self.files: list[tuple[Attached, int, Path]] = list(self._of((), 0))

    def _of(self, message: Path, depth: int) -> Iterator[tuple[Attached, int, Path]]:
        if depth > _DEEPEST:
            raise ValueError("messages within messages within messages")
        storages = sorted(one for one in self._kids.get(message, ()) if one.startswith(_FILE))
        said = self._stream(*message, _PROPERTIES)
        if len(said) >= _COUNT_AT + 4 and struct.unpack_from("<I", said, _COUNT_AT)[0] > len(storages):
            self.is_cut = True
        for storage in storages:
            yield from self._file((*message, storage), depth)

    def _file(self, at: Path, depth: int) -> Iterator[tuple[Attached, int, Path]]:
        how, name = self._how(at), self._name(at)
        within = (*at, _OBJECT)
        if how == _AS_MESSAGE or self._has(*within, _PROPERTIES):
            yield from self._of(within, depth + 1)
        elif not is_debris(name):
            stream = (*at, _BYTES)
            if self._has(*within) and not self._has(*stream):
                stream = next(((*within, one) for one in _KEPT if self._has(*within, one)), within)
            size: int = self._ole.get_size(list(stream)) if self._has(*stream) and stream != within else 0
            unread = _OBJECT_ALONE if stream == within else self._unread(how, name, size)
            yield Attached(name=name, data=b"", unread=unread), 0 if unread else size, stream

    def _unread(self, how: int, name: str, size: int) -> str:
        if how in _BY_LINK and not size:
            return LINKED
        if name.casefold().endswith(".p7m"):
            return SEALED
        return TOO_LARGE if size > SIZE_LIMIT else "" if size else EMPTY

    def _has(self, *path: str) -> bool:
        return path[-1] in self._kids.get(path[:-1], ())

    def _stream(self, *path: str) -> bytes:
        if not self._has(*path):
            return b""
        held: bytes = self._ole.openstream(list(path)).read()
        return held

    def _how(self, at: Path) -> int:
        """How a file is attached; 0 where it is not said."""
        said = self._stream(*at, _PROPERTIES)[_HEAD:]
        whole = len(said) - len(said) % _PROPERTY.size
        found = (value[:4] for tag, _, value in _PROPERTY.iter_unpack(said[:whole]) if tag == _HOW)
        return int.from_bytes(next(found, b""), "little")

    def _name(self, at: Path) -> str:
        for number in _NAMES:
            for kind, code in (("001F", "utf-16-le"), ("001E", "cp1252")):
                held = self._stream(*at, f"__substg1.0_{number}{kind}").decode(code, "replace")
                if name := held.split("\0")[0].strip():
                    return name
        return ""
