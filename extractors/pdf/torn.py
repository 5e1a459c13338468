"""Whether what is packed in a PDF unpacks to what was packed. Deflated data ends with a checksum, which qpdf ignores.

A byte that changed on its way changes a letter of an answer, or has the rest of a drawing vanish, and nothing else
says so.
"""

import re
import zlib

_DEFLATED = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")  # how zlib begins
_END = b"endstream"
_ABOUT = 4_096  # bytes before a stream within which its dictionary says how it is packed
_FILTER = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")  # these are long and hold no answer that is read
_PIECE = 2**18  # bytes unpacked at a time
MOST = 2**26  # bytes unpacked of one file; those of forms take less than a hundredth


def torn_in(data: bytes) -> int:
    """How many packed streams of this PDF are not whole; those of an encrypted file cannot be told."""
    if b"/Encrypt" in data:
        return 0
    left = MOST
    torn = 0
    for begun in _DEFLATED.finditer(data):
        about = data[max(0, begun.start() - _ABOUT) : begun.start()]
        about = about[about.rfind(b" obj") + 1 :]
        if _FILTER.search(about) is None or _PICTURE.search(about) is not None:
            continue
        end = data.find(_END, begun.end())
        size = _unpacked(data[begun.end() : end if end >= 0 else len(data)], left)
        torn += size is None
        left -= size or 0
        if left <= 0:
            break
    return torn


def _unpacked(packed: bytes, most: int) -> int | None:
    """How many bytes this unpacks to, counted as far as this many; None where it is not whole."""
    unpacking, size = zlib.decompressobj(), 0
    try:
        while not unpacking.eof and size < most:
            made = len(unpacking.decompress(packed, _PIECE))
            packed = unpacking.unconsumed_tail
            size += made
            if not made and not packed:
                break
    except zlib.error:
        return None
    return size if unpacking.eof or size >= most else None
