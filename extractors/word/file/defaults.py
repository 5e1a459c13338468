"""Drop-downs of .doc and .rtf files that show an entry from the start: LibreOffice forgets which it was."""

import re
import struct

# In .rtf, `ffres` is the entry that was chosen, 25 where none was, and `ffdefres` the one shown from the start.
_RTF = re.compile(rb"\\fftype2((?:\\ff[a-z]+-?\d*|\{\\\*\\ff[a-z]+[^{}]*\}|\s)*)")
_RTF_WORD = re.compile(rb"\\(ffres|ffdefres)(\d+)")
# In .doc ([MS-DOC] 2.9.78), a mark of four bytes, then bits: kind, chosen entry, …, and whether it has a list.
_DOC = re.compile(rb"\xff\xff\xff\xff(.[\x80-\xff])\0\0..(.)\0", re.DOTALL)
_DROP_DOWN, _NONE_CHOSEN = 2, 25
_ENTRIES = range(1, 25)  # but for the first; Word allows 25


def defaults_lost(data: bytes, ending: str) -> int:
    """How many drop-downs show another entry than the first although nobody chose it."""
    if ending == "rtf":
        return sum(map(_is_lost_in_rtf, _RTF.findall(data)))
    return sum(_is_lost_in_doc(data, found) for found in _DOC.finditer(data)) if ending == "doc" else 0


def _is_lost_in_rtf(settings: bytes) -> bool:
    said = {name: int(number[:4]) for name, number in _RTF_WORD.findall(settings)}
    return said.get(b"ffres", _NONE_CHOSEN) == _NONE_CHOSEN and said.get(b"ffdefres", 0) in _ENTRIES


def _is_lost_in_doc(data: bytes, found: re.Match[bytes]) -> bool:
    (bits,) = struct.unpack("<H", found[1])
    at = found.end() + 2 * (found[2][0] + 1)  # after the name and its end
    shown = int.from_bytes(data[at : at + 2], "little")
    return bits & 3 == _DROP_DOWN and bits >> 2 & 31 == _NONE_CHOSEN and shown in _ENTRIES
