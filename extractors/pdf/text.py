"""Text as a PDF stores it: strings in four encodings, names, numbers and short streams; and what of it is uncertain."""

import re
import zlib
from decimal import Decimal
from typing import NamedTuple

import pikepdf
from lxml import etree
from pikepdf.codec import PdfDocCodec

MOST_STREAM_BYTES = 65_536  # as stored; deflate reaches a thousandfold at most, so this stays readable in memory
_MOST_TEXT = 2**20  # bytes of one answer, unpacked; a book of 200 pages has half of it
_MOST_TIMES = 1_100  # deflate reaches 1,032
_DEFLATED = b"x"  # how zlib begins
_LANGUAGE = re.compile("\x1b[^\x1b]{2,6}\x1b")  # a language code between escapes, allowed in UTF-16 text
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e]")  # the last two turn the order of letters
# Of the XML that stands within a PDF: formatted text, and what is said of the file.
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_PDFDOC = PdfDocCodec()
BREAKS = re.compile("\r\n?")
HYPHEN = "\ufffe"  # what pdfium says for a hyphen at the end of a line


class Text(NamedTuple):
    """A text and whether every character of it was read for certain."""

    text: str
    certain: bool = True

    @property
    def blank(self) -> bool:
        """Whether nothing is written: white space only, and nothing that was lost in reading."""
        return self.certain and not self.text.strip()


NOTHING = Text("")


def text_of(stored: object) -> Text:
    """The text of a stored object; `NOTHING` where there is none, an uncertain one where the object is no text."""
    if stored is None:
        return NOTHING
    if isinstance(stored, pikepdf.String):
        return decode(bytes(stored))
    if isinstance(stored, pikepdf.Name):
        return decode(bytes(stored)[1:])
    if isinstance(stored, pikepdf.Stream):
        return _of_stream(stored)
    if isinstance(stored, int | Decimal) and not isinstance(stored, bool):
        return Text(str(stored))
    return Text("", certain=False)


def decode(data: bytes) -> Text:
    """The text of a PDF string's bytes, with one line feed for each line break.

    UTF-16 and UTF-8 are known by their byte order marks; without one it is PDFDocEncoding. Bytes that are UTF-8
    without a mark are decoded as every viewer does, and are uncertain: the writer meant something else.
    """
    if data.isascii():
        plain = data.decode("ascii")
        return Text(plain) if plain.isprintable() else _tidied(_by_pdfdoc(data), certain=True)
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return _utf16(data[2:], "utf-16-be" if data[0] == 0xFE else "utf-16-le")
    if data.startswith(b"\xef\xbb\xbf"):
        text = data[3:].decode("utf-8", "replace")
        return _tidied(text, certain="\ufffd" not in text)
    text = _by_pdfdoc(data)
    return _tidied(text, certain="\ufffd" not in text and not _is_utf8(data))


def _by_pdfdoc(data: bytes) -> str:
    """PDFDocEncoding as pikepdf reads it: reportlab takes the codec's name for its own, which calls no byte unknown."""
    return _PDFDOC.decode(data, "replace")[0]


def unpacked(stream: pikepdf.Stream, most: int) -> bytes:
    """The bytes of a stream; none where it is longer than this as stored, or cannot be read.

    What is deflated, as nearly all streams are, is inflated here, which is quicker.
    """
    try:
        stored = stream.read_raw_bytes()
        if len(stored) > most:
            return b""
        if stored[:1] == _DEFLATED and "/DecodeParms" not in stream:
            try:
                return zlib.decompressobj().decompress(stored, most * _MOST_TIMES)
            except zlib.error:
                pass
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""


def name_of(stored: object) -> str | None:
    """The name of an appearance state, which some writers store as a string; None for anything else."""
    if isinstance(stored, pikepdf.Name):
        try:
            return str(stored)[1:]
        except UnicodeDecodeError:
            return bytes(stored)[1:].decode("utf-8", "surrogateescape")
    if isinstance(stored, pikepdf.String):
        return decode(bytes(stored)).text.removeprefix("/")
    return None


def shown_name(name: str) -> str:
    """A state's name as text that can be stored: names that are not UTF-8 are read as PDFDocEncoding."""
    if name.isascii():
        return name
    try:
        return name.encode("utf-8").decode()
    except UnicodeEncodeError:
        return _by_pdfdoc(name.encode("utf-8", "surrogateescape"))


def _of_stream(stream: pikepdf.Stream) -> Text:
    """The text in a stream, unless it is long, also unpacked, or doubly compressed: no form program stores it so."""
    filters = stream.get("/Filter")
    nested = isinstance(filters, pikepdf.Array) and len(filters) > 1
    if nested or len(stream.read_raw_bytes()) > MOST_STREAM_BYTES:
        return Text("", certain=False)
    data = stream.read_bytes()
    return decode(data) if len(data) <= _MOST_TEXT else Text("", certain=False)


def _utf16(data: bytes, codec: str) -> Text:
    try:
        return _tidied(_LANGUAGE.sub("", data.decode(codec)), certain=True)
    except UnicodeDecodeError:  # half a character: cut off by a length limit, or an odd number of bytes
        text = data[: len(data) // 2 * 2].decode(codec, "surrogatepass")
        return _tidied(text.encode("utf-8", "replace").decode(), certain=False)


def _tidied(text: str, *, certain: bool) -> Text:
    text = BREAKS.sub("\n", text)
    if _CONTROLS.search(text):
        return Text(_CONTROLS.sub("", text), certain=False)
    return Text(text, certain)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
