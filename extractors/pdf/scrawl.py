"""Whether the appearance of a field draws more than its frame and its words: lines by hand, pictures, a tick.

Frames are rectangles, or lines and slants along the edges; the words of a text field stand between /Tx BMC and EMC,
where nothing else is drawn but what marks or clips them.
"""

import re
from functools import partial

import pikepdf

from extractors.pdf.place import Box, box_of
from extractors.pdf.text import MOST_STREAM_BYTES, unpacked
from extractors.pdf.tree import Id

_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_NUMBER = rb"[-+]?(?:\d+\.?\d*|\.\d+)"
_POINT = re.compile(rb"(" + _NUMBER + rb")\s+(" + _NUMBER + rb")\s+(m|l)(?=\s|$)")
_DRAWS_LINES = re.compile(rb"[\d.]\s+[lcvy](?=\s)")
_CURVE = re.compile(rb"[\d.]\s+[cvy](?=\s)")
_PICTURE = re.compile(rb"(?:^|\s)(?:BI|sh)(?=\s)")
_NAMED = re.compile(rb"/(?!Pmd)(\S+)\s+Do(?=\s|$)")  # Acrobat draws the bars of a value as /PmdIm0
_WITHIN = re.compile(rb"/Tx\s+(?:/\S+\s+)?B[MD]C(.*)EMC", re.DOTALL)
_STROKED = re.compile(rb"(?:^|\s)(?:S|s|B\*?|b\*?)(?=\s|$)")
_FRAMED = re.compile(
    _NUMBER + rb"\s+" + _NUMBER + rb"\s+(" + _NUMBER + rb")\s+(" + _NUMBER + rb")\s+re\s+[SsBb]\*?(?=\s)"
)
_SHOWN = re.compile(rb"\(\s*[^\s)]|<\s*[0-9A-Fa-f]")
_ALL = 0.8  # of the width and height of a box is its frame at least
_EDGE = 6.0  # points that a frame is wide at most, with the slants of its corners
_MIDDLE = (0.2, 0.8)  # of the height, where the words stand


def is_drawn_upon(stream: pikepdf.Stream, drawn: bytes) -> bool:
    """Whether the appearance of a text field draws lines or pictures where its words are; `drawn` is what draws it."""
    if b" Do" in drawn and any(map(_is_picture, _held(stream, drawn))):
        return True
    has_lines = _DRAWS_LINES.search(drawn) is not None
    within = _WITHIN.search(drawn)
    is_stroked = within is not None and _STROKED.search(within[1]) is not None
    if not has_lines and not is_stroked and b"BI" not in drawn:
        return False
    drawn = _STRING.sub(b"()", drawn)
    box = box_of(stream.get("/BBox"))
    within = _WITHIN.search(_FRAMED.sub(partial(_without_frame, box), drawn))
    if _PICTURE.search(drawn) or (within is not None and _STROKED.search(within[1])):
        return True
    return _CURVE.search(drawn) is not None or (box is not None and b" cm" not in drawn and _crosses(drawn, box))


class Ticked:
    """The pairs of appearances of one file's boxes, off and on, each compared once: boxes share them."""

    def __init__(self) -> None:
        self._known: dict[tuple[Id, Id], bool] = {}

    def looks(self, off: pikepdf.Stream, on: pikepdf.Stream) -> bool:
        """Whether a box that is off is drawn as if it were on."""
        pair = (off.objgen, on.objgen)
        if pair not in self._known:
            self._known[pair] = _is_ticked(off, on)
        return self._known[pair]


def _is_ticked(off: pikepdf.Stream, on: pikepdf.Stream) -> bool:
    """Whether off draws the same as on, or letters, as which most ticks are drawn."""
    without, ticked = (unpacked(one, MOST_STREAM_BYTES).split() for one in (off, on))
    if without == ticked:
        return bool(without)
    return b"Tj" in without and _SHOWN.search(b" ".join(without)) is not None


def _without_frame(box: Box | None, found: re.Match[bytes]) -> bytes:
    """A rectangle that is drawn; nothing where it frames the whole box, as some programs draw it among the words."""
    wide, tall = (abs(float(edge)) for edge in found.groups())
    is_frame = box is not None and wide >= _ALL * (box[2] - box[0]) and tall >= _ALL * (box[3] - box[1])
    return b" " if is_frame else found[0]


def _crosses(drawn: bytes, box: Box) -> bool:
    """Whether a line runs through the place of the words: slanting, or from side to side in the middle."""
    _, bottom, _, top = box
    low, high = (bottom + share * (top - bottom) for share in _MIDDLE)
    at = (0.0, 0.0)
    for across, up, operator in _POINT.findall(drawn):
        point = (float(across), float(up))
        wide, tall = abs(point[0] - at[0]), abs(point[1] - at[1])
        is_slanting = min(wide, tall) > _EDGE or (min(wide, tall) > 1 and max(wide, tall) > 2 * _EDGE)
        is_through = tall <= 1 and wide > _EDGE and low < point[1] < high
        if operator == b"l" and (is_slanting or is_through):
            return True
        at = point
    return False


def _held(stream: pikepdf.Stream, drawn: bytes) -> list[object]:
    """The objects that an appearance draws by their names."""
    resources = stream.get("/Resources")
    held = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(held, pikepdf.Dictionary):
        return []
    return [held.get("/" + name.decode("latin-1")) for name in _NAMED.findall(drawn)]


def _is_picture(held: object) -> bool:
    return isinstance(held, pikepdf.Stream) and held.get("/Subtype") == pikepdf.Name.Image
