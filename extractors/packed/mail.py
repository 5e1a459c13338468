"""An e-mail saved as a file: what is attached to it, and to the messages that were forwarded with it."""

import re
from collections.abc import Callable, Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import default
from typing import NamedTuple

from extractors.packed.package import EMPTY, MOST_FILES, Package, RefusedError, UnpackError, is_debris
from extractors.packed.tnef import is_tnef, open_tnef
from planwright.model import Attached
from planwright.problems import FileCode, problem

SEALED = "signed or encrypted as a whole, so that only a mail program opens it"
LINKED = "only a link to it came"
_DEEPEST = 40  # parts within parts
_MOST_PARTS = 10_000
# What belongs to a message itself: its signature, its keys, and what a Mac keeps beside a file.
_OWN = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
        "application/pgp-encrypted",
        "application/applefile",
    }
)
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_FORWARDED = frozenset({"message/rfc822", "message/global", "message/news"})
_WORDS = ("text/", "message/", "multipart/")  # what has no name among these is what a person or a server wrote
# Headers that are not as they should be make the parser stumble in many ways; then the file has no name.
_FAULTS = (MessageError, LookupError, ValueError, TypeError, AttributeError, AssertionError)
_LOST = "\ufffd"
_ENCODED = re.compile(r"=\?[^?\s]+\?[BbQq]\?")


class _Part(NamedTuple):
    """A file attached to a message: its name, why it cannot be unpacked, and how it is."""

    name: str
    load: Callable[[], bytes]
    unread: str = ""


class _Walked:
    """The parts of a message that are files, and whether some of its parts are missing."""

    def __init__(self, message: Message) -> None:
        self.is_cut = False
        self.parts = list(self._files(message))

    def _files(self, message: Message) -> Iterator[_Part]:
        waiting, seen = [(message, 0)], 0
        while waiting:
            part, depth = waiting.pop()
            seen += 1
            if depth > _DEEPEST or seen > _MOST_PARTS:
                raise ValueError("more parts than any mail program makes")
            kind = part.get_content_type()
            if part.is_multipart() and (kind.startswith("multipart/") or kind in _FORWARDED):
                self.is_cut |= any(type(one).__name__ == "CloseBoundaryNotFoundDefect" for one in part.defects)
                held = part.get_payload()
                inner = [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []
                waiting += [(one, depth + 1) for one in reversed(inner)]
            elif kind.startswith("multipart/") or kind == "message/partial":
                self.is_cut = True
            else:
                yield from _file(part, kind)


def open_mail(data: bytes, found: str) -> Package:
    """The files attached to an e-mail; raises `RefusedError` for one that cannot be taken apart."""
    try:
        walked = _Walked(BytesParser(policy=default).parsebytes(data.removeprefix(b"\xef\xbb\xbf").lstrip()))
    except (*_FAULTS, RecursionError):
        detail = "its parts cannot be told from each other"
        raise RefusedError(problem(FileCode.PACKAGE_DAMAGED, found=found, detail=detail)) from None
    parts = walked.parts
    if len(parts) > MOST_FILES:
        detail = f"{len(parts):,} files, and {MOST_FILES:,} are unpacked at most"
        raise RefusedError(problem(FileCode.PACKAGE_TOO_MUCH, found=found, detail=detail))
    files = (
        Attached(name=part.name or f"file {place + 1}", data=b"", place=place, unread=part.unread)
        for place, part in enumerate(parts)
    )
    told = problem(FileCode.PACKAGE_CUT, found=found, detail="some of its parts are missing")
    return Package(
        files=tuple(files), load=lambda place: parts[place].load(), problems=(told,) if walked.is_cut else ()
    )


def _file(part: Message, kind: str) -> Iterator[_Part]:
    """What one part of a message is: a file, files that Outlook packed together, or the message's own."""
    name = _name(part)
    is_attached = name or part.get_content_disposition() == "attachment"
    if kind in _OWN or is_debris(name) or (kind.startswith(_WORDS) and not is_attached):
        if kind == "message/external-body":
            yield _Part(name, bytes, LINKED)
    elif kind == "message/external-body":
        yield _Part(name, bytes, LINKED)
    elif kind in _SEALED or name.casefold().endswith(".p7m"):
        yield _Part(name, bytes, SEALED)
    elif is_tnef(data := _bytes(part)):
        yield from _in_tnef(data, name)
    else:
        yield _Part(name, lambda: _bytes(part), "" if data else EMPTY)


def _in_tnef(data: bytes, name: str) -> Iterator[_Part]:
    """The files that Outlook packed together; together they are one that cannot be unpacked where that is damaged."""
    try:
        package = open_tnef(data, name)
    except RefusedError:
        yield _Part(name, bytes, "damaged")
        return
    for one in package.files:
        yield _Part(one.name, _loader(package, one.place or 0), one.unread)


def _loader(package: Package, place: int) -> Callable[[], bytes]:
    return lambda: package.load(place)


def _bytes(part: Message) -> bytes:
    """The bytes of a part, as far as they can be told."""
    try:
        held = part.get_payload(decode=True)
    except _FAULTS:
        raise UnpackError("damaged") from None
    return held if isinstance(held, bytes) else b""


def _name(part: Message) -> str:
    """The name of a file, however its sender's program wrote it; nothing where there is none."""
    for header, key in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            said = dict(getattr(part.get(header), "params", {})).get(key)
            if said and (name := _plain(_in_old_code(part, header, key) if _LOST in said else said)):
                return name
        except _FAULTS:
            continue
    return ""


def _in_old_code(part: Message, header: str, key: str) -> str:
    """A name that stands there in an older code, of which the parser keeps nothing; as Windows has it."""
    raw = next(str(value) for name, value in part.raw_items() if name.casefold() == header)
    found = re.search(rf'{key}\s*=\s*"?([^";\r\n]+)', raw, re.IGNORECASE)
    return found[1] if found else ""


def _plain(said: str) -> str:
    """A name with what is written as codes in it; one in an older code as Windows has it."""
    if _ENCODED.search(said):
        said = str(make_header(decode_header(said)))
    try:
        return said.encode("ascii", "surrogateescape").decode("utf-8").strip() if not said.isascii() else said.strip()
    except UnicodeEncodeError:
        return said.strip()
    except UnicodeDecodeError:
        return said.encode("ascii", "surrogateescape").decode("cp1252", "replace").strip()
