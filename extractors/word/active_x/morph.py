"""What Microsoft's form controls store in binary ([MS-OFORMS], MorphDataControl): value, caption and group."""

import struct
from collections.abc import Mapping

# The properties by their bits: how many bytes each takes in the block of data; 0 for one that takes none there.
_SIZES = (4, 4, 4, 4, 1, 1, 1, 1, 0, 2, 4, 2, 2, 2, 2, 2, 1, 1, 1, 0, 1, 1, 4, 4, 4, 4, 4, 2, 2, 2, 0, 0, 4)
_SIZE = 8  # the bit of the property whose two numbers stand before the texts
_TEXTS = {22: "Value", 23: "Caption", 32: "GroupName"}
_VERSION = b"\x00\x02"
_COMPRESSED = 1 << 31  # of a text's length: its characters have one byte each


def properties_in(stream: bytes) -> Mapping[str, str] | None:
    """The texts among the properties, of which those that are not set are left out; None where it is none of these."""
    try:
        return _read(stream)
    except (struct.error, UnicodeDecodeError):
        return None


def _read(stream: bytes) -> Mapping[str, str] | None:
    size, mask = struct.unpack_from("<HQ", stream, 2)
    end = 4 + size
    if not stream.startswith(_VERSION) or mask >> len(_SIZES) or end > len(stream):
        return None
    at = 12
    lengths: dict[str, int] = {}
    for bit, width in enumerate(_SIZES):
        if width and mask >> bit & 1:
            at += -at % width
            if bit in _TEXTS:
                lengths[_TEXTS[bit]] = struct.unpack_from("<I", stream, at)[0]
            at += width
    at += -at % 4 + (8 if mask >> _SIZE & 1 else 0)
    said: dict[str, str] = {}
    for name, length in lengths.items():
        count = length & ~_COMPRESSED
        if at + count > end:
            return None
        said[name] = stream[at : at + count].decode("latin-1" if length & _COMPRESSED else "utf-16-le")
        at += count + -count % 4
    return said if at == end else None
