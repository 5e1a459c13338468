"""What a file is, told by its bytes and never by its name, so that each kind meets the one mechanism that reads it."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from extractors.archive import inflated, is_whole, opened
from planwright.model import Problem
from planwright.problems import FileCode, problem

# A form of 40 fields has 30 KB, one with photographs in its letterhead 2 MB. Mail servers refuse what goes beyond
# 25 MB too, and a larger file is a scan or a book.
SIZE_LIMIT = 25 * 1024 * 1024

PDF = "application/pdf"
UNKNOWN = "application/octet-stream"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MACROS = "application/vnd.ms-word"
_MAIN_TYPES = {  # what a package calls its main part, in lower case, and the media type of the whole file
    f"{_WORD}.document.main+xml": f"{_WORD}.document",
    f"{_WORD}.template.main+xml": f"{_WORD}.template",
    f"{_MACROS}.document.macroenabled.main+xml": f"{_MACROS}.document.macroEnabled.12",
    f"{_MACROS}.template.macroenabledtemplate.main+xml": f"{_MACROS}.template.macroEnabled.12",
}

_HEAD = 1024  # bytes within which a PDF must begin, and by which text, web pages and letters show what they are
ZIP, LETTER, OUTLOOK, TNEF = "application/zip", "message/rfc822", "application/vnd.ms-outlook", "application/ms-tnef"
_PACKAGES = {
    ZIP: "a ZIP archive",
    LETTER: "an e-mail, saved as a file",
    OUTLOOK: "an Outlook message (.msg)",
    TNEF: "what Outlook packs together for Outlook (winmail.dat)",
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_TNEF = b"\x78\x9f\x3e\x22"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED, _OLD_WORD, _OLD_MAIL = (
    name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument", "__substg1.0_")
)
_OF_MESSAGES = tuple(
    name.encode("utf-16-le")
    for name in ("__substg1.0_", "__nameid_version1.0", "__properties_version1.0", "__recip_version1.0", "__attach_ver")
)
_CONTENT_TYPES = "[content_types].xml"
_NAME_AT = 30  # bytes before the name of the first file in a package
_FIRST_OF_WORD = (b"[Content_Types].xml", b"word/", b"_rels/", b"docProps/", b"customXml/")
_LIST_LIMIT = 1024 * 1024  # bytes of a package's list of its parts; real ones have 3 KB
_MAIN_TYPE = re.compile(rb'ContentType="([^"]+\.main\+xml)"')


class Other(NamedTuple):
    """A format that can be brought to .docx: the name in words, and how its files usually end."""

    found: str
    ending: str


FLAT = "flat"  # the parts of a Word file in one XML file; LibreOffice is not asked about it
_OLD_WORD_FORMAT = Other("a document of Word 97–2003 (.doc)", "doc")
_OPEN_DOCUMENT = Other("an OpenDocument text (.odt)", "odt")
_PICTURES = (
    (b"\x89PNG\r\n", "image/png", "a picture (PNG)"),
    (b"\xff\xd8\xff", "image/jpeg", "a picture (JPEG)"),
    (b"GIF8", "image/gif", "a picture (GIF)"),
    (b"II*\x00", "image/tiff", "a picture (TIFF)"),
    (b"MM\x00*", "image/tiff", "a picture (TIFF)"),
    (b"BM", "image/bmp", "a picture (BMP)"),
)
_OTHER_FORMATS = (  # what is brought to .docx first; the mark, the media type
    (b"{\\rtf", "application/rtf", Other("a Rich Text document (.rtf)", "rtf")),
    (b"office/word/2003/wordml", "application/xml", Other("a Word 2003 XML document", "xml")),
    (b"office/2006/xmlPackage", "application/xml", Other("a Word document saved as one XML file", FLAT)),
)
_WEB_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_HEADER = re.compile(rb"([!-9;-~]+):(?:[ \t]|\r?\n[ \t])")
_ALONE = (b"from", b"received", b"return-path", b"mime-version", b"delivered-to", b"subject")  # tells a letter alone
_BESIDE = (b"to", b"cc", b"date", b"message-id", b"content-type", b"reply-to", b"thread-topic", b"in-reply-to")
_MAILBOX = re.compile(rb"From \S+ .*\d{4}\r?\n[!-9;-~]+:")
_ARCHIVES = (  # what nothing here opens
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "application/vnd.rar", "a RAR archive"),
    (b"\x1f\x8b\x08", "application/gzip", "a gzip archive"),
    (b"MSCF\x00\x00\x00\x00", "application/vnd.ms-cab-compressed", "a CAB archive"),
)
_BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a file is: its media type, and the problem that keeps it from being read or is worth telling.

    `other` is set where it is a document of another format than Word's own, to be brought to .docx first; `package`
    where it is nothing but a way to send files, and says which.
    """

    media_type: str
    problem: Problem | None = None
    other: Other | None = None
    package: str = ""

    @property
    def is_pdf(self) -> bool:
        """Whether the file is read as a PDF, not as a Word file."""
        return self.media_type == PDF


@lru_cache(maxsize=1)  # asked again of the same file when it is held beside its blank
def triage(data: bytes) -> Finding:
    """What these bytes are: a Word file, a PDF, or something with a fatal problem that says what to do about it."""
    if not data:
        return Finding(media_type=UNKNOWN, problem=problem(FileCode.FILE_EMPTY))
    if len(data) > SIZE_LIMIT:
        return Finding(media_type=UNKNOWN, problem=too_large(len(data)))
    if data.startswith(_ZIP):
        return _in_zip(data)
    if data.startswith(_OLE):
        return _in_ole(data)
    return _by_start(data[:_HEAD])


def too_large(size: int) -> Problem:
    """The problem of a file of this many bytes."""
    return problem(FileCode.FILE_TOO_LARGE, size=-(-size // 2**20), limit=SIZE_LIMIT // 2**20)


def _not_a_form(media_type: str, found: str) -> Finding:
    return Finding(media_type=media_type, problem=problem(FileCode.NOT_A_FORM_FILE, found=found))


def _packed(media_type: str, found: str) -> Finding:
    return Finding(media_type=media_type, problem=problem(FileCode.PACKED, found=found))


def _package(media_type: str) -> Finding:
    return Finding(media_type=media_type, package=_PACKAGES[media_type])


# -- packages ---------------------------------------------------------------------------------------------------------


def _in_zip(data: bytes) -> Finding:
    """A Word file is a zip whose list of contents names a Word document as the main part."""
    try:
        archive = opened(data)
        if not is_whole(data, archive):
            raise zipfile.BadZipFile
        names = {entry.filename.replace("\\", "/").lower(): entry for entry in archive.filelist}
        listed = _start_of(data, archive, names.get(_CONTENT_TYPES))
        media_type = _start_of(data, archive, names.get("mimetype")).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError):
        if data[_NAME_AT : _NAME_AT + _HEAD].startswith(_FIRST_OF_WORD):
            return Finding(
                media_type=f"{_WORD}.document",
                problem=problem(FileCode.WORD_CORRUPT, detail="the file was cut off or changed on its way"),
            )
        return _package(ZIP)
    for named in _MAIN_TYPE.findall(listed):
        known = _MAIN_TYPES.get(named.decode("ascii", "replace").lower())
        if known:
            told = problem(FileCode.WORD_MACROS) if known.startswith(_MACROS) else None
            return Finding(media_type=known, problem=told)
    return _other_package(frozenset(names), media_type)


def _start_of(data: bytes, archive: zipfile.ZipFile, entry: zipfile.ZipInfo | None) -> bytes:
    if entry is None or entry.file_size > _LIST_LIMIT:
        return b""
    return inflated(data, archive, entry)


def _other_package(names: frozenset[str], media_type: str) -> Finding:
    if "word/document.xml" in names:  # the list of contents is damaged or missing; the reader says what is wrong
        return Finding(media_type=f"{_WORD}.document")
    if media_type.startswith("application/vnd.oasis.opendocument.text"):
        return Finding(media_type=media_type, other=_OPEN_DOCUMENT)
    if media_type.startswith("application/vnd.oasis.opendocument"):
        return _not_a_form(media_type, "an OpenDocument file, but not a text")
    for folder, found in (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint presentation")):
        if any(name.startswith(folder) for name in names):
            return _not_a_form("application/zip", found)
    return _package(ZIP)


def _in_ole(data: bytes) -> Finding:
    """The streams of an OLE file are named in its directory: an encrypted package, an old document, a letter."""
    media_type = "application/x-ole-storage"
    if _is_message(data):  # what is attached to it may be an old document, or have a password
        return _package(OUTLOOK)
    if _ENCRYPTED in data:
        return Finding(media_type=media_type, problem=problem(FileCode.PASSWORD))
    if _OLD_WORD in data:
        return Finding(media_type="application/msword", other=_OLD_WORD_FORMAT)
    if _OLD_MAIL in data:
        return _package(OUTLOOK)
    return _not_a_form(media_type, "a file of an older Office program, but not of Word")


def _is_message(data: bytes) -> bool:
    """Whether the directory of an OLE file begins as that of a message does."""
    (power,), (first,) = struct.unpack_from("<H", data, 30), struct.unpack_from("<I", data, 48)
    if power not in (9, 12):
        return False
    start = (first + 1) << power
    return any(mark in data[start : start + (1 << power)] for mark in _OF_MESSAGES)


# -- everything else --------------------------------------------------------------------------------------------------


def _by_start(head: bytes) -> Finding:
    """A letter is told before a PDF: in a short one the form that is attached begins within the first kilobyte."""
    if head.startswith(_TNEF):
        return _package(TNEF)
    if _is_letter(_as_utf8(head).lstrip()):
        return _package(LETTER)
    return Finding(media_type=PDF) if b"%PDF-" in head else _by_head(head)


def _by_head(head: bytes) -> Finding:
    for start, media_type, found in _PICTURES:
        if head.startswith(start):
            return _not_a_form(media_type, found)
    for start, media_type, found in _ARCHIVES:
        if head.startswith(start):
            return _packed(media_type, found)
    if head[4:8] == b"ftyp":
        return _not_a_form("image/heic", "a picture or film of a phone")
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _not_a_form("image/webp", "a picture (WebP)")
    return _by_text(_as_utf8(head))


def _by_text(head: bytes) -> Finding:
    bare = head.lstrip()
    for mark, media_type, other in _OTHER_FORMATS:
        if bare.startswith(mark) or (bare.startswith(b"<?xml") and mark in bare):
            return Finding(media_type=media_type, other=other)
    if _WEB_PAGE.search(bare):
        return _not_a_form("text/html", "a web page (HTML)")
    if _MAILBOX.match(bare):
        return _packed("application/mbox", "a mailbox, which holds several e-mails")
    if b"\x00" in head or _is_binary(head):
        return _not_a_form(UNKNOWN, "a file of an unknown kind")
    return _not_a_form("text/plain", "a plain text file")


def _is_letter(bare: bytes) -> bool:
    """Whether a text begins as a letter does: with a header that letters alone have, or several that they have too."""
    first = _HEADER.match(bare)
    if first is None:
        return False
    names = [found[1].lower() for line in bare.split(b"\n") if (found := _HEADER.match(line + b"\n "))]
    return first[1].lower() in _ALONE or sum(name in (*_ALONE, *_BESIDE) for name in names) > 1


def _as_utf8(head: bytes) -> bytes:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "ignore").encode()
    return head


def _is_binary(head: bytes) -> bool:
    """Whether the bytes are no text: more than a few of them are control characters."""
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return controls * 20 > len(head)
