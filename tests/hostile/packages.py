"""Word files and ZIP archives made to do harm, most of them good forms with one thing changed."""

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from tests.extractors.word_files import (
    MAIN,
    NAMESPACES,
    PACKAGE_RELATIONS,
    RELATIONS,
    document,
    relations,
    word,
    zipped,
)

MEGABYTE = 2**20
EVIL = "/tmp/planwright-evil"  # noqa: S108 - where something is written if anything of this works
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE q [<!ENTITY a "{"a" * 50_000}">]>'


def changed(form: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The form with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    return zipped(parts)


def with_parts(form: bytes, parts: Mapping[str, bytes | str]) -> bytes:
    """The form with further parts in its package."""
    out = io.BytesIO(form)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def declaring(form: bytes, doctype: str, entity: str) -> bytes:
    """The form with a document type, and something in its text that stands for what is declared there."""

    def change(text: str) -> str:
        start = text.index("<w:document")
        return (
            text[:start]
            + doctype
            + text[start:].replace("</w:body>", f"<w:p><w:r><w:t>{entity}</w:t></w:r></w:p></w:body>")
        )

    return changed(form, MAIN, change)


def in_body(form: bytes, xml: str) -> bytes:
    """The form with this before its last section."""
    return changed(form, MAIN, lambda text: text.replace("<w:body>", f"<w:body>{xml}", 1))


def flat_bomb() -> bytes:
    """64 MB of nothing in 64 KB."""
    return word("<w:p/>" * (64 * MEGABYTE // 6))


def nested_bomb(depth: int = 5, wide: int = 10) -> bytes:
    """Archives within archives, each ten times: 100,000 times 10 MB at the bottom."""
    data = zipped({"a.docx": bytes(10 * MEGABYTE)})
    for _ in range(depth):
        data = zipped({f"{number}.zip": data for number in range(wide)})
    return data


def overlapping_bomb(entries: int = 2_000) -> bytes:
    """Many entries of a directory that stand for the same bytes of the file, as a Word file."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    unpacked = b"<w:p/>" * (MEGABYTE // 6)
    packed = packer.compress(unpacked) + packer.flush()
    about = struct.pack("<HHHHHLLL", 20, 0, 8, 0, 0, zlib.crc32(unpacked), len(packed), len(unpacked))
    name = b"word/document.xml"
    out = io.BytesIO(word("<w:p/>"))
    with zipfile.ZipFile(out) as package:
        listed = package.filelist
        directory = package.start_dir
    data = out.getvalue()[:directory]
    start = len(data)
    data += b"PK\x03\x04" + about + struct.pack("<HH", len(name), 0) + name + packed
    end = out.getvalue()[directory:]
    central = end[: end.rindex(b"PK\x05\x06")]
    for number in range(entries):
        named = f"word/x{number}.xml".encode()
        central += b"PK\x01\x02" + struct.pack("<H", 20) + about
        central += struct.pack("<HHHHHLL", len(named), 0, 0, 0, 0, 0, start) + named
    count = len(listed) + entries
    tail = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, count, count, len(central), len(data), 0)
    return data + central + tail


def lying(form: bytes, *, says: int) -> bytes:
    """The form with another size said of its text, wherever it is said."""
    bomb = changed(form, MAIN, lambda text: text.replace("</w:body>", "<w:p/>" * 3_000_000 + "</w:body>"))
    with zipfile.ZipFile(io.BytesIO(bomb)) as package:
        size = package.getinfo(MAIN).file_size
    return bomb.replace(struct.pack("<L", size), struct.pack("<L", says))


def noise(count: int, seed: int = 7) -> list[str]:
    """Short texts of which a packer makes little less."""
    chosen = random.Random(seed)  # noqa: S311 - the same each time
    return [f"{chosen.getrandbits(40):x}" for _ in range(count)]


def large_table(rows: int, columns: int, *, noisy: bool = False) -> str:
    """A table of so many cells."""
    if not noisy:
        return f"<w:tbl>{('<w:tr>' + '<w:tc><w:p/></w:tc>' * columns + '</w:tr>') * rows}</w:tbl>"
    texts = iter(noise(rows * columns))
    cells = (
        "<w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{next(texts)}</w:t></w:r></w:p></w:tc>" for _ in range(columns))
        + "</w:tr>"
        for _ in range(rows)
    )
    return f"<w:tbl>{''.join(cells)}</w:tbl>"


def deep(levels: int) -> str:
    """Tables in the cells of tables."""
    return "<w:tbl><w:tr><w:tc>" * levels + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * levels


def many_attributes(count: int) -> str:
    """One element with so many attributes."""
    told = " ".join(f'a{one}="{one}"' for one in noise(count))
    return f"<w:p {told}/>"


def elsewhere(form: bytes, url: str) -> bytes:
    """The form with a template, a picture, an object and a page of its own that lie elsewhere."""
    kinds = ("attachedTemplate", "image", "oleObject", "frame", "hyperlink")
    told = "".join(
        f'<Relationship Id="away{kind}" Type="{RELATIONS}/{kind}" Target="{url}/{kind}" TargetMode="External"/>'
        for kind in kinds
    )
    listed = f'<Relationships xmlns="{PACKAGE_RELATIONS}">{told}</Relationships>'
    return with_parts(form, {"word/_rels/comments.xml.rels": listed})


def rich_text(url: str) -> bytes:
    """A Rich Text document with a template, a picture, an object and a file that lie elsewhere."""
    fields = "".join(
        f'{{\\field{{\\*\\fldinst {word} "{url}/{number}" }}{{\\fldrslt x}}}}'
        for number, word in enumerate(("INCLUDEPICTURE", "INCLUDETEXT", "LINK Excel.Sheet.8", "DDEAUTO c"))
    )
    return f"{{\\rtf1\\ansi{{\\*\\template {url}/t.dotm}}{fields} Hello \\par}}".encode()


def open_document(url: str, *, scripts: bool = False) -> bytes:
    """An OpenDocument text with a picture and a section that lie elsewhere, or a macro that begins with it."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "text": "text",
            "draw": "drawing",
            "svg": "svg-compatible",
            "script": "script",
            "manifest": "manifest",
        }.items()
    )
    names += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    content = (
        f'<office:document-content {names} office:version="1.3"><office:scripts><office:event-listeners>'
        '<script:event-listener script:language="ooo:script" script:event-name="dom:load" xlink:type="simple"'
        ' xlink:href="vnd.sun.star.script:evil.py$run?language=Python&amp;location=document"/>'
        "</office:event-listeners></office:scripts><office:body><office:text>"
        f'<text:p><draw:frame svg:width="5cm" svg:height="5cm"><draw:image xlink:href="{url}/p.png"'
        ' xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>Hello</text:p>'
        f'<text:section text:name="s"><text:section-source xlink:href="{url}/s.odt"/><text:p>x</text:p></text:section>'
        "</office:text></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest {names} manifest:version="1.3">'
        '<manifest:file-entry manifest:full-path="/"'
        ' manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    if not scripts:
        content = re.sub("<office:scripts>.*</office:scripts>", "", content)
    evil = f"import os\ndef run(*a):\n    os.system('touch {EVIL}')\n"
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    return zipped(
        {
            **parts,
            **({"Scripts/python/evil.py": evil} if scripts else {}),
            "META-INF/manifest.xml": manifest,
        }
    )


def old_word() -> bytes:
    """What calls itself a document of Word 97, each of its sectors followed by itself."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(10) + struct.pack("<LLLLLLLL", 1, 0, 0, 4096, 0, 1, 0, 0) + struct.pack("<L", 0) * 109
    return (
        head[:512]
        + b"".join(struct.pack("<L", number % 128) for number in range(128)) * 8
        + "WordDocument".encode("utf-16-le")
    )


def flat_xml() -> bytes:
    """A Word document saved as one XML file, with entities of entities in it."""
    return (
        '<?xml version="1.0"?>' + LAUGHS + '<?mso-application progid="Word.Document"?>'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">&j;</pkg:package>'
    ).encode()


def huge_picture() -> bytes:
    """The start of a picture of 60,000 by 60,000 dots."""
    about = struct.pack(">LLBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + about
    data = b"IDAT" + zlib.compress(bytes(MEGABYTE))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(one) - 4) + one + struct.pack(">L", zlib.crc32(one)) for one in (chunk, data, b"IEND")
    )


def climbing(form: bytes) -> bytes:
    """The form with entries whose names lead out of every folder."""
    names = (
        f"../../../../../..{EVIL}.xml",
        EVIL,
        "C:\\planwright-evil.txt",
        "..\\..\\x.xml",
    )
    return with_parts(form, dict.fromkeys(names, "<x/>"))


def relations_in_circles(form: bytes) -> bytes:
    """The form with parts that refer to themselves, to each other and out of the package."""
    circle = relations(("header", "a.xml"), ("footer", "../../../../etc/passwd"), ("styles", "document.xml"))
    story = f"<w:hdr {NAMESPACES}><w:p/></w:hdr>"
    return with_parts(form, {"word/_rels/a.xml.rels": circle, "word/a.xml": story})


def styles_in_circles(form: bytes) -> bytes:
    """The form with styles based on each other, and on themselves."""

    def change(text: str) -> str:
        ring = "".join(
            f'<w:style w:type="paragraph" w:styleId="ring{n}"><w:basedOn w:val="ring{(n + 1) % 3}"/></w:style>'
            for n in range(3)
        )
        return text.replace("</w:styles>", f"{ring}</w:styles>")

    return in_body(changed(form, "word/styles.xml", change), '<w:p><w:pPr><w:pStyle w:val="ring0"/></w:pPr></w:p>')


def word_of(body: str) -> bytes:
    """A Word file of this text, packed as Word does."""
    return zipped({MAIN: document(body), "[Content_Types].xml": "<x/>"})
