"""Whether an appearance plainly shows its words: dark ones on a light ground, begun well within what is shown of it.

That is told of the way in which most programs draw a field, and of no other:

    q 1 g 0 0 243 19 re f 0.42 G 0.5 0.5 242 18 re S Q /Tx BMC q 1 1 241 17 re W n
    BT 0 g /Helv 10 Tf 2 5 Td (Sleep) Tj ET Q EMC
"""

import re
from decimal import Decimal

import pikepdf

from extractors.pdf.drawn import codes_in
from extractors.pdf.place import Box, box_of
from extractors.pdf.tree import Entries

_EDGE = 3.0  # points of a box that its frame may take, where nobody looks for words
_HIGH, _THIN, _WIDE = 0.5, 0.19, 1.0  # of its size: how high a letter is at least, how wide a sign at least and at most
_BEARING = 0.15  # of its size: how far in all digits have ink, which are of one width
_ENOUGH = 2.5  # points of a letter's height that are seen, were a line of the frame drawn across it
_FIRST = re.compile("[ -~]{0,2}[0-9A-Za-z]")  # a letter, and the one or two signs before it
_MOST_CHANGES = 512  # of an encoding; it has 256 codes

_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)"
_N = _NUMBER + r"\s+"
_BOX = _N * 4 + r"re\s+"
_LIGHT, _SHADE = r"(?:1(?:\.0*)?|0?\.[89]\d*)\s+", r"(?:0(?:\.0*)?|0?\.[0-3]\d*)\s+"
_PALE = rf"(?:{_LIGHT}g|{_LIGHT * 3}rg)\s+"
_DARK = rf"(?:{_SHADE}g|{_SHADE * 3}rg|/DeviceGray\s+cs\s+{_SHADE}sc)\s+"
_PEN = rf"(?:{_N}G|{_N * 3}RG|(?:[01](?:\.\d*)?|\.\d+)\s+w)\s+"
_GROUND = rf"(?:[qQ]\s+|/Tx\s+BMC\s+|{_PEN}|(?:{_PALE}{_BOX}|{_BOX}{_PALE})f\*?\s+|{_BOX}W\*?\s+(?:n\s+)?)*"
_FRAME = rf"(?:{_BOX}(?:{_PEN})?[sS]\s+{_GROUND})?"
_FONT = r"/\S+\s+(?:[6-9]|[1-9]\d+)(?:\.\d*)?\s+Tf\s+"
_AT = rf"(?:{_N * 2}Td|1\s+0\s+0\s+1\s+{_N * 2}Tm)\s+"
_STRING = r"(?:\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>)"
_MORE = rf"(?:{_N * 2}Td\s+|{_N}TL\s+|T\*\s+|{_STRING}\s*(?:Tj|')\s+)*ET(?:\s+(?:Q|EMC))*\s*"
_PLAIN = re.compile(
    rf"\s*({_GROUND}{_FRAME})BT\s+((?:{_DARK}|{_FONT}|{_AT})+)({_STRING})\s*Tj\s+{_MORE}".encode(),
    re.DOTALL,
)
_CLIP = re.compile(rf"({_N * 4})re\s+W".encode())
_PLACED = re.compile(rf"({_NUMBER})\s+({_NUMBER})\s+T([dm])".encode())
_SET_DARK = re.compile(_DARK.encode())
_SET_FONT = re.compile(rf"(/\S+)\s+({_NUMBER})\s+Tf".encode())


def is_plain(drawing: pikepdf.Stream, drawn: bytes, resources: object) -> bool:
    """Whether an appearance plainly shows words; `drawn` is what draws it, `resources` are those it falls back on."""
    found = _PLAIN.fullmatch(drawn)
    box = box_of(drawing.get("/BBox"))
    if found is None or box is None:
        return False
    ground, settings, words = found.groups()
    fonts = _SET_FONT.findall(settings)
    first = _FIRST.match(codes_in(words))
    if not fonts or first is None or _SET_DARK.search(settings) is None:
        return False
    name, size = fonts[-1]
    if not _begins_within(_shown_of(box, ground), settings, float(size), first[0]):
        return False
    return _has(drawing.get("/Resources", resources), name.decode("latin-1"), first[0].encode())


def _shown_of(box: Box, ground: bytes) -> Box:
    """What is shown of an appearance, its edges apart, once it is clipped as its ground says."""
    left, bottom, right, top = box[0] + _EDGE, box[1] + _EDGE, box[2] - _EDGE, box[3] - _EDGE
    for clip in _CLIP.findall(ground):
        x, y, wide, high = map(float, clip.split())
        left, right = max(left, min(x, x + wide)), min(right, max(x, x + wide))
        bottom, top = max(bottom, min(y, y + high)), min(top, max(y, y + high))
    return left, bottom, right, top


def _begins_within(shown: Box, settings: bytes, size: float, signs: str) -> bool:
    """Whether these signs end within what is shown, where the last of them begins and has enough of its height."""
    across = up = 0.0
    for x, y, operator in _PLACED.findall(settings):
        if operator == b"m":
            across = up = 0.0
        across, up = across + float(x), up + float(y)
    left, bottom, right, top = shown
    last = (len(signs) - 1) * _THIN + (_BEARING if signs[-1].isdigit() else 0.0)
    is_across = across + last * size >= left and across + len(signs) * _WIDE * size <= right
    return is_across and min(up + _HIGH * size, top) - max(up, bottom) >= _ENOUGH


def _has(resources: object, name: str, codes: bytes) -> bool:
    """Whether a font has a drawing for each of these codes: its own as its widths say, else the one of a viewer."""
    fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
    font = fonts.get(name) if isinstance(fonts, pikepdf.Dictionary) else None
    told = dict(font.items()) if isinstance(font, pikepdf.Dictionary) else {}
    if told.get("/Subtype") not in (pikepdf.Name.Type1, pikepdf.Name.TrueType):
        return False
    about = told.get("/FontDescriptor")
    if isinstance(about, pikepdf.Dictionary) and any(f"/FontFile{end}" in about for end in ("", "2", "3")):
        return all(_width(told, code) > 0 for code in codes)
    return _are_latin(told.get("/Encoding"), codes)


def _width(font: Entries, code: int) -> float:
    widths, first = font.get("/Widths"), font.get("/FirstChar")
    if not isinstance(widths, pikepdf.Array) or not isinstance(first, int) or not 0 <= code - first < len(widths):
        return 0
    width: object = widths[code - first]
    return float(width) if isinstance(width, int | Decimal) else 0


def _are_latin(encoding: object, codes: bytes) -> bool:
    """Whether an encoding has letters of ASCII for their own codes."""
    if not isinstance(encoding, pikepdf.Dictionary):
        return isinstance(encoding, pikepdf.Name)
    changes = encoding.get("/Differences")
    if not isinstance(changes, pikepdf.Array) or len(changes) > _MOST_CHANGES:
        return False
    code = 0
    for one in list[object](changes):
        code = one if isinstance(one, int) else code + 1
        if not isinstance(one, int) and code - 1 in codes:
            return False
    return True
