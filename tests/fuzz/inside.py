"""Bytes changed within: in the parts of a Word file and the streams and objects of a PDF, which are then packed again.

What is deflated has a checksum, so that a bit flipped there tests zlib alone.
"""

import io
import zipfile
import zlib
from copy import deepcopy
from functools import lru_cache
from random import Random

import pikepdf
from lxml import etree

from tests.fuzz import bytewise
from tests.fuzz.sound import written

Parts = dict[str, bytes]
_BODY = "word/document.xml"
_PLAIN, _DECODED = pikepdf.ObjectStreamMode.disable, pikepdf.StreamDecodeLevel.generalized


@lru_cache(maxsize=256)
def parts_of(data: bytes) -> Parts:
    """The parts of a Word file by name."""
    package = zipfile.ZipFile(io.BytesIO(data))
    return {name: package.read(name) for name in package.namelist()}


def is_package(data: bytes) -> bool:
    """Whether this is a Word file of parts, not one of XML alone."""
    return data.startswith(b"PK")


def package_of(parts: Parts) -> bytes:
    """A package of these parts, sound in itself."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, held in parts.items():
            made.writestr(name, held)
    return out.getvalue()


def word_bytes(data: bytes, rng: Random, other: bytes) -> bytes:
    """A Word file with bytes of its XML changed."""
    parts = dict(parts_of(data))
    name = _part(parts, rng)
    another = parts_of(other).get(name, b"")
    return package_of(parts | {name: bytewise.changed(parts[name], rng, another)})


def word_elements(data: bytes, rng: Random, other: bytes) -> bytes:
    """A Word file with elements of its XML taken out, doubled, moved, wrapped or renamed, which leaves it XML."""
    parts = dict(parts_of(data))
    for _ in range(rng.choice((1, 1, 2, 4, 12))):
        name = _part(parts, rng)
        root = _parsed(parts[name])
        if root is None:
            continue
        another = _parsed(parts_of(other).get(name, b""))
        _element_changed(root, rng, root if another is None else another)
        parts[name] = etree.tostring(root)
    return package_of(parts)


def word_parts(data: bytes, rng: Random, other: bytes) -> bytes:
    """A Word file with whole parts missing, exchanged or under another name."""
    parts, others = dict(parts_of(data)), parts_of(other)
    name = rng.choice([*parts])
    match rng.randrange(4):
        case 0:
            del parts[name]
        case 1:
            parts[rng.choice([*parts])] = parts[name]
        case 2:
            parts[name] = rng.choice([*others.values()])
        case _:
            parts[name.upper() if rng.random() < 0.5 else f"../{name}"] = parts.pop(name)
    return package_of(parts)


def _part(parts: Parts, rng: Random) -> str:
    return _BODY if _BODY in parts and rng.random() < 0.6 else rng.choice([*parts])


def _parsed(xml: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(xml)
    except etree.XMLSyntaxError:
        return None


def _element_changed(root: etree._Element, rng: Random, other: etree._Element) -> None:
    elements = [one for one in root.iter() if one is not root and isinstance(one.tag, str)]
    if not elements:
        return
    one, another = rng.choice(elements), rng.choice(elements)
    parent = one.getparent()
    assert parent is not None
    match rng.randrange(9):
        case 0:
            parent.remove(one)
        case 1:
            one.addnext(deepcopy(one))
        case 2:
            another.append(deepcopy(one))
        case 3:
            strange = [each for each in other.iter() if each is not other and isinstance(each.tag, str)]
            if strange:
                one.addprevious(deepcopy(rng.choice(strange)))
        case 4:
            wrap = etree.Element(another.tag, another.attrib)
            parent.replace(one, wrap)
            wrap.append(one)
        case 5:
            one.tag = another.tag
        case 6:
            key, value = _attribute(elements, rng)
            one.set(key, value)
        case 7:
            for key in one.attrib:
                one.set(
                    key,
                    bytewise.changed(one.get(key, "").encode() or b"x", rng, b"y").decode("latin-1").translate(_XML),
                )
        case _:
            _unwrap(one, parent)


_XML = dict.fromkeys((*range(32), *range(127, 160)))


def _attribute(elements: list[etree._Element], rng: Random) -> tuple[str, str]:
    """The name of an attribute of one element and the value of another's."""
    bearing = [one for one in elements if one.attrib]
    if not bearing:
        return "x", "y"
    return rng.choice(rng.choice(bearing).keys()), rng.choice(rng.choice(bearing).values())


def _unwrap(one: etree._Element, parent: etree._Element) -> None:
    """Puts what is in an element into its place."""
    at = parent.index(one)
    for child in reversed(list(one)):
        parent.insert(at, child)
    if one.getparent() is parent:
        parent.remove(one)


# -- PDF --------------------------------------------------------------------------------------------------------------


def pdf_streams(data: bytes, rng: Random, other: bytes) -> bytes:
    """A PDF with bytes of what its streams unpack to changed."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        for stream in rng.sample(streams, min(len(streams), rng.choice((1, 1, 3)))):
            try:
                held = stream.read_bytes()
            except pikepdf.PdfError:
                continue
            if held:
                stream.write(bytewise.changed(held, rng, other))
        return written(pdf, compress_streams=False)


def pdf_plainly(data: bytes, rng: Random, other: bytes) -> bytes:
    """A PDF written as text, changed, and made sound again by a program that mends what it opens."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        text = written(pdf, object_stream_mode=_PLAIN, stream_decode_level=_DECODED, compress_streams=False)
    made = bytewise.changed(text, rng, other)
    try:
        with pikepdf.open(io.BytesIO(made)) as pdf:
            return written(pdf, compress_streams=False)
    except (pikepdf.PdfError, zlib.error):
        return made


INSIDE_WORD = (word_bytes, word_elements, word_elements, word_parts)
INSIDE_PDF = (pdf_streams, pdf_plainly)
