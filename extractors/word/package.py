"""The parts of a Word file, opened under limits: what goes beyond them, or is not whole, is refused with a problem."""

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from lxml import etree

from extractors.word.names import BODY, DOCUMENT
from planwright.model import Problem
from planwright.problems import FileCode, problem

# All XML of the largest real form seen unpacks to 1 MB. 16 MB is several thousand pages of text, and lxml's tree of
# it still fits a worker of 512 MB.
XML_LIMIT = 16 * 1024 * 1024
# Word writes about 30 parts; a thousand pictures make a thousand more. Reading the directory alone costs 10 µs each.
PART_LIMIT = 5_000

_ENCRYPTED_ENTRY = 0x1
_DEPTH = "Excessive depth"  # libxml2's words; its own limit is 256 elements
_DEPTH_LIMIT = 256
_STORIES = ("/header", "/footer", "/footnotes", "/endnotes")
_NOT_WHOLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
# A strict file has names of its own for the same things: those of the usual ones without the year.
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(re.escape(_STRICT) + rb"(\w+)/(\w+)")
_HYPHENED = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
)


class RefusedError(Exception):
    """Ends the reading of one file with the problem it carries; it never leaves the extractors."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.problem = found


def refuse(detail: str) -> RefusedError:
    """The refusal of a file that is not a whole Word file; `detail` says what is wrong with it."""
    return RefusedError(problem(FileCode.WORD_CORRUPT, detail=detail))


class Sign(Enum):
    """What the bytes of a part say that is in it, before anyone looks through its elements."""

    WHITE = "letters in white"
    NUMBERED = "paragraphs with numbers of their own"
    LOUD = "colored grounds and frames"
    RESTYLED = "tracked changes of looks"


_SIGNS = {
    Sign.NUMBERED: (b":numPr",),
    Sign.LOUD: (b":highlight ", b":shd ", b":bdr ", b":tcBorders", b":pBdr"),
    Sign.RESTYLED: (b":rPrChange",),
}
_WHITE = re.compile(rb':color [^>]*(?:val="(?:[fF][0-9a-fA-F]){3}"|"background1"|"light1")')
_WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of one Word file by name; names are looked up as the standard asks, in any case."""

    archive: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]
    _relations: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _targets: dict[str, dict[str, str]] = field(default_factory=dict)
    _roots: dict[str, etree._Element | None] = field(default_factory=dict)
    _told: dict[str, frozenset[Sign]] = field(default_factory=dict)
    _held: dict[tuple[str, tuple[bytes, ...]], bool] = field(default_factory=dict)

    def xml(self, part: str) -> etree._Element | None:
        """The root of this part, or None where the file has no such part."""
        if part not in self._roots:
            entry = self.entries.get(part.lower())
            data = b"" if entry is None else _inflate(self.archive, entry)
            self._roots[part] = None if entry is None else parse_xml(data, part)
            self._told[part] = _signs_in(data)
        return self._roots[part]

    def tells(self, part: str) -> frozenset[Sign]:
        """Which of the rarer things its XML holds, so that nobody need look for the others."""
        return self._told.get(part, frozenset())

    def holds(self, part: str, signs: tuple[bytes, ...]) -> bool:
        """Whether one of these signs is anywhere in this part."""
        if (part, signs) not in self._held:
            entry = self.entries.get(part.lower())
            data = b"" if entry is None else _inflate(self.archive, entry)
            self._held[part, signs] = any(sign in data for sign in signs)
        return self._held[part, signs]

    def related(self, part: str) -> tuple[tuple[str, str], ...]:
        """The type and the name of each part that this one refers to; the empty name stands for the package."""
        if part not in self._relations:
            self._relations[part] = tuple((kind, name) for _, kind, name in self._related(part))
        return self._relations[part]

    def target(self, part: str, wanted: str) -> str:
        """The name of the part that this one refers to by this id; empty where there is none."""
        if part not in self._targets:
            self._targets[part] = {known: name for known, _, name in self._related(part)}
        return self._targets[part].get(wanted, "")

    def data(self, part: str, most: int) -> bytes | None:
        """The bytes of this part, or None where the file has no such part, or one larger than this."""
        entry = self.entries.get(part.lower())
        return _inflate(self.archive, entry) if entry is not None and entry.file_size <= most else None

    def _related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """The id, the type and the name of each part that this one refers to."""
        folder, name = posixpath.split(part)
        root = self.xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
        for relation in root if root is not None else ():
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External" and target:
                name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                yield relation.get("Id", ""), relation.get("Type", ""), name

    def main(self) -> str:
        """The name of the part that holds the document's body."""
        named = next((name for kind, name in self.related("") if kind.endswith("/officeDocument")), "word/document.xml")
        if named.lower() not in self.entries:
            raise refuse("its main part, the text, is missing")
        return named

    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """The name and root of each part a reader of the document sees: the body first, then what stands around it."""
        main = self.main()
        body = self.xml(main)
        if body is None or body.tag != DOCUMENT or next(body.iterchildren(BODY), None) is None:
            raise refuse("its main part is not a Word document")
        yield main, body
        around = sorted(
            (_STORIES.index(end), name) for kind, name in self.related(main) for end in _STORIES if kind.endswith(end)
        )
        for _, name in around:
            root = self.xml(name)
            if root is not None:
                yield name, root


def _signs_in(data: bytes) -> frozenset[Sign]:
    if data.startswith(_WIDE):  # two bytes for each letter, as no program writes it
        return frozenset(Sign)
    white = frozenset({Sign.WHITE} if _WHITE.search(data) else ())
    return white | frozenset(sign for sign, names in _SIGNS.items() if any(name in data for name in names))


@lru_cache(maxsize=1)  # a form is opened for its fields, and again for what stands where it has lost some
def open_package(data: bytes) -> Package:
    """The parts of a Word file; raises `RefusedError` where the file is damaged, protected or beyond the limits."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _NOT_WHOLE as error:
        raise refuse("the file was cut off or changed on its way") from error
    if len(archive.filelist) > PART_LIMIT:
        raise RefusedError(problem(FileCode.TOO_DEEP, what="number of parts", limit=PART_LIMIT))
    entries: dict[str, zipfile.ZipInfo] = {}
    unpacked = 0
    for entry in archive.filelist:
        name = entry.filename.replace("\\", "/").lstrip("/").lower()
        if name in entries:
            raise refuse(f"it holds {name} twice")
        if name.endswith((".xml", ".rels")):
            unpacked += entry.file_size
        entries[name] = entry
    if unpacked > XML_LIMIT:
        raise _too_large()
    return Package(archive, entries)


def _too_large() -> RefusedError:
    return RefusedError(problem(FileCode.TOO_DEEP, what="text, unpacked,", limit=f"{XML_LIMIT // 2**20} MB"))


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry. The size it declares is checked first, and zipfile never inflates beyond that size."""
    if entry.flag_bits & _ENCRYPTED_ENTRY:
        raise RefusedError(problem(FileCode.PASSWORD))
    if entry.file_size > XML_LIMIT:
        raise _too_large()
    try:
        return archive.read(entry)
    except _NOT_WHOLE as error:
        raise refuse(f"its part {entry.filename} is not whole") from error


def _transitional(strict: re.Match[bytes]) -> bytes:
    """The usual name for this strict one."""
    return b"http://schemas.openxmlformats.org/%b/2006/%b" % (strict[1], _HYPHENED.get(strict[2], strict[2]))


def parse_xml(xml: bytes, part: str) -> etree._Element:
    """The root of a part's XML; raises `RefusedError` where it is not whole, nested too deep, or declares entities."""
    if _STRICT in xml[:4096]:
        xml = _STRICT_NAME.sub(_transitional, xml)
    try:
        root = etree.fromstring(xml, _PARSER)
    except etree.XMLSyntaxError as error:
        if _DEPTH in str(error):
            raise RefusedError(problem(FileCode.TOO_DEEP, what="nesting", limit=f"{_DEPTH_LIMIT} levels")) from error
        raise refuse(f"its part {part} is not whole XML") from error
    if root.getroottree().docinfo.internalDTD is not None:  # no Word file declares one; entities hide text in it
        raise refuse(f"its part {part} declares a document type")
    return root
