"""The parts of a Word file, opened under limits: what goes beyond them, or is not whole, is refused with a problem."""

import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import NamedTuple, TypeVar, cast

from lxml import etree

from extractors.archive import Packed, SpecialError, inflated, is_miscounted, is_misnamed, opened, packed, unpacked
from extractors.limits import PARSER_DEPTH, limits
from extractors.word.file.fonts import font_of, is_of_symbols
from extractors.word.file.looks import NO_LOOKS, Looks, looks_in
from extractors.word.names import (
    BODY,
    COLOR,
    DOCUMENT,
    FONTS,
    FRAME,
    HIGHLIGHT,
    NUMBERED,
    RESTYLED,
    SCALE,
    THEME_COLOR,
    VAL,
)
from planwright.model import Problem
from planwright.problems import FileCode, problem

_MEGABYTE = 2**20
_ENCRYPTED_ENTRY = 0x1
_SMALL = 2**17  # bytes of a part of which it is kept what it says
_DEPTH = "Excessive depth"  # libxml2's words; its own limit is 256 elements
_RELATIONS = ".rels"
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


Known = TypeVar("Known")


class RefusedError(Exception):
    """Ends the reading of one file with the problem it carries; it never leaves the extractors."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.problem = found


def refuse(detail: str) -> RefusedError:
    """The refusal of a file that is not a whole Word file; `detail` says what is wrong with it."""
    return RefusedError(problem(FileCode.WORD_CORRUPT, detail=detail))


class Sign(Enum):
    """What is told of a part when it is parsed, so that nobody looks through its elements for what is not in it."""

    WHITE = "letters in white"
    NUMBERED = "paragraphs with numbers of their own"
    RESTYLED = "tracked changes of looks"
    OBSCURE = "what may be letters too small to see, under black, of a font of symbols, or elsewhere on the page"


_RARE = {
    NUMBERED: Sign.NUMBERED,
    RESTYLED: Sign.RESTYLED,
    HIGHLIGHT: Sign.OBSCURE,
    SCALE: Sign.OBSCURE,
    FRAME: Sign.OBSCURE,
}
_TINY = frozenset("012345")  # half points
_SYMBOLS = b"dings"  # what the names of fonts of symbols end with; a symbol names its font, too
_EXACT = b'lineRule="exact"'
_LIGHT_THEME = ("background1", "light1")
_ENCODINGS = (None, "UTF-8", "utf-8", "ASCII", "US-ASCII")
_WHITE = re.compile("(?:[fF][0-9a-fA-F]){3}")


class Relations(NamedTuple):
    """The parts that one part refers to: the type and name of each, and the names by id; and what lies elsewhere."""

    listed: tuple[tuple[str, str], ...]
    by_id: Mapping[str, str]
    elsewhere: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of one Word file by name; names are looked up as the standard asks, in any case."""

    archive: zipfile.ZipFile
    file: bytes = field(repr=False)
    entries: Mapping[str, zipfile.ZipInfo]
    _relations: dict[str, Relations] = field(default_factory=dict)
    _roots: dict[str, etree._Element | None] = field(default_factory=dict)
    _looks: dict[str, Looks] = field(default_factory=dict)
    _told: dict[str, frozenset[Sign]] = field(default_factory=dict)
    _made: dict[object, object] = field(default_factory=dict)

    def xml(self, part: str) -> etree._Element | None:
        """The root of this part, or None where the file has no such part."""
        if part not in self._roots:
            entry = self.entries.get(part.lower())
            data = b"" if entry is None else self._inflate(entry)
            self._roots[part] = root = None if entry is None else parse_xml(data, part)
            self._looks[part] = looks = NO_LOOKS if root is None else looks_in(root)
            self._told[part] = frozenset() if root is None else signs_in(data, root, looks)
        return self._roots[part]

    def looks(self, part: str) -> Looks:
        """What says in this part how something in it looks."""
        self.xml(part)
        return self._looks[part]

    def tells(self, part: str) -> frozenset[Sign]:
        """Which of the rarer things its XML holds, so that nobody need look for the others."""
        return self._told.get(part, frozenset())

    def known(self, part: str, learn: Callable[[bytes, str], Known]) -> Known | None:
        """What is learned from the bytes of this part and its name; None where the file has no such part.

        Copies of a form have most of their parts alike, and what such a part says is not read anew from each copy.
        """
        entry = self.entries.get(part.lower())
        if entry is None:
            return None
        held = self.once(entry, lambda: packed(self.file, entry)) if entry.file_size <= _SMALL else None
        if held is not None:
            try:
                return cast("Known", _learned(learn, part, held))
            except SpecialError:
                pass
        return learn(self._inflate(entry), part)

    def once(self, name: object, make: Callable[[], Known]) -> Known:
        """What is made of this file under this name, made when it is first asked for."""
        if name not in self._made:
            self._made[name] = make()
        return cast("Known", self._made[name])

    def related(self, part: str) -> tuple[tuple[str, str], ...]:
        """The type and the name of each part that this one refers to; the empty name stands for the package."""
        return self._related(part).listed

    def target(self, part: str, wanted: str) -> str:
        """The name of the part that this one refers to by this id; empty where there is none."""
        return self._related(part).by_id.get(wanted, "")

    def elsewhere(self) -> Iterator[tuple[str, str]]:
        """The type of all that its parts refer to and the file does not hold, and where it lies."""
        for name in self.entries:
            if name.endswith(_RELATIONS):
                known = self.known(name, _relations_in)
                yield from () if known is None else known.elsewhere

    def data(self, part: str, most: int) -> bytes | None:
        """The bytes of this part, or None where the file has no such part, or one larger than this."""
        entry = self.entries.get(part.lower())
        return self._inflate(entry) if entry is not None and entry.file_size <= most else None

    def _related(self, part: str) -> Relations:
        if part not in self._relations:
            folder, name = posixpath.split(part)
            known = self.known(f"{folder}/_rels/{name}.rels".lstrip("/"), _relations_in)
            self._relations[part] = Relations((), {}) if known is None else known
        return self._relations[part]

    def _inflate(self, entry: zipfile.ZipInfo) -> bytes:
        """The bytes of one entry. The size it declares is checked first, and nothing is inflated beyond that size."""
        if entry.flag_bits & _ENCRYPTED_ENTRY:
            raise RefusedError(problem(FileCode.PASSWORD))
        if entry.file_size > limits().unpacked:
            raise _too_large()
        try:
            return inflated(self.file, self.archive, entry)
        except _NOT_WHOLE as error:
            raise refuse(f"its part {entry.filename} is not whole") from error

    def main(self) -> str:
        """The name of the part that holds the document's body."""
        named = next((name for kind, name in self.related("") if kind.endswith("/officeDocument")), "word/document.xml")
        if named.lower() not in self.entries:
            raise refuse("its main part, the text, is missing")
        return named

    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """The name and root of each part a reader of the document sees: the body first, then what stands around it."""
        yield self.body()
        for name in self.around():
            root = self.xml(name)
            if root is not None:
                yield name, root

    def body(self) -> tuple[str, etree._Element]:
        """The name and root of the part that holds the document's body."""
        main = self.main()
        root = self.xml(main)
        if root is None or root.tag != DOCUMENT or next(root.iterchildren(BODY), None) is None:
            raise refuse("its main part is not a Word document")
        return main, root

    def around(self) -> list[str]:
        """The names of the parts that stand around the body: headers, footers and notes."""
        found = sorted(
            (_STORIES.index(end), name)
            for kind, name in self.related(self.main())
            for end in _STORIES
            if kind.endswith(end)
        )
        return [name for _, name in found]


def signs_in(data: bytes, root: etree._Element, looks: Looks) -> frozenset[Sign]:
    """Which of the rarer things there are in a part of these bytes, which has this root and these looks."""
    if root.getroottree().docinfo.encoding not in _ENCODINGS:  # then its bytes tell nothing
        return frozenset(Sign)
    found = {_RARE[tag] for tag, _ in looks.named if tag in _RARE}
    sizes = {one.get(VAL) for one in looks.sizes}
    if not _TINY.isdisjoint(sizes) or _EXACT in data or (_SYMBOLS in data and _has_symbol_font(root)):
        found.add(Sign.OBSCURE)
    if any(_is_white(one) for tag, one in looks.named if tag == COLOR):
        found.add(Sign.WHITE)
    return frozenset(found)


def _has_symbol_font(root: etree._Element) -> bool:
    """Whether letters are written in a font of symbols, in which they are seen as such."""
    return any(map(is_of_symbols, {font_of(one) for one in root.iter(FONTS)}))


def _is_white(color: etree._Element) -> bool:
    """Whether a color is nearly that of paper."""
    return color.get(THEME_COLOR) in _LIGHT_THEME or _WHITE.fullmatch(color.get(VAL, "")) is not None


@lru_cache(maxsize=1)  # a form is opened for its fields, and again for what stands where it has lost some
def open_package(data: bytes) -> Package:
    """The parts of a Word file; raises `RefusedError` where the file is damaged, protected or beyond the limits."""
    try:
        archive = opened(data)
    except _NOT_WHOLE as error:
        raise refuse("the file was cut off or changed on its way") from error
    most = limits()
    if len(archive.filelist) > most.entries:
        raise RefusedError(problem(FileCode.TOO_DEEP, what="number of parts", limit=most.entries))
    if is_miscounted(data, archive):
        raise refuse("the file was cut off or changed on its way")
    entries: dict[str, zipfile.ZipInfo] = {}
    unpacked = packed_bytes = 0
    for entry in archive.filelist:
        name = entry.filename.replace("\\", "/").lstrip("/").lower()
        if name in entries:
            raise refuse(f"it holds {name} twice")
        if is_misnamed(data, entry):
            raise refuse("the file was cut off or changed on its way")
        if name.endswith((".xml", ".rels")):
            unpacked += entry.file_size
            packed_bytes += entry.compress_size
        entries[name] = entry
    if unpacked > most.unpacked:
        raise _too_large()
    if unpacked > max(_MEGABYTE, most.ratio * packed_bytes):
        raise RefusedError(problem(FileCode.TOO_DEEP, what="text, unpacked,", limit=f"{most.ratio} times its size"))
    return Package(archive, data, entries)


def _too_large() -> RefusedError:
    return RefusedError(problem(FileCode.TOO_DEEP, what="text, unpacked,", limit=f"{limits().unpacked_mb} MB"))


@lru_cache(maxsize=128)
def _learned(learn: Callable[[bytes, str], Known], part: str, held: Packed) -> Known:
    return learn(unpacked(held), part)


def _relations_in(xml: bytes, part: str) -> Relations:
    """The relations that a part of them lists."""
    folder = part.rpartition("_rels/")[0]
    listed: list[tuple[str, str]] = []
    by_id: dict[str, str] = {}
    elsewhere: list[tuple[str, str]] = []
    for relation in parse_xml(xml, part):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            elsewhere.append((relation.get("Type", ""), target))
        elif target:
            name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            listed.append((relation.get("Type", ""), name))
            by_id[relation.get("Id", "")] = name
    return Relations(tuple(listed), by_id, tuple(elsewhere))


def _transitional(strict: re.Match[bytes]) -> bytes:
    """The usual name for this strict one."""
    return b"http://schemas.openxmlformats.org/%b/2006/%b" % (strict[1], _HYPHENED.get(strict[2], strict[2]))


@lru_cache(maxsize=1)
def _deeper_than(most: int) -> etree.XPath:
    """What finds the elements that lie deeper than this."""
    return etree.XPath("/*" + "/*" * most)


def parse_xml(xml: bytes, part: str) -> etree._Element:
    """The root of a part's XML; raises `RefusedError` where it is not whole, nested too deep, or declares entities."""
    if _STRICT in xml[:4096]:
        xml = _STRICT_NAME.sub(_transitional, xml)
    try:
        root = etree.fromstring(xml, _PARSER)
    except etree.XMLSyntaxError as error:
        if _DEPTH in str(error):
            raise RefusedError(problem(FileCode.TOO_DEEP, what="nesting", limit=f"{PARSER_DEPTH} levels")) from error
        raise refuse(f"its part {part} is not whole XML") from error
    if limits().depth < PARSER_DEPTH and _deeper_than(limits().depth)(root):
        raise RefusedError(problem(FileCode.TOO_DEEP, what="nesting", limit=f"{limits().depth} levels"))
    if root.getroottree().docinfo.internalDTD is not None:  # no Word file declares one; entities hide text in it
        raise refuse(f"its part {part} declares a document type")
    return root
