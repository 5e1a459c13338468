"""Looks that make words recede: paler or smaller than those around them, on a ground of paper or of black."""

from collections.abc import Iterable
from functools import lru_cache

from lxml import etree

from extractors.word.names import COLOR, COLORED, FILL, HIGHLIGHT, SHADING, SIZE, UNDERLINE, VAL
from extractors.word.page.unseen import is_white

_SMALL = 16  # half points; what a paragraph says without a size of its own is larger
_GRAY, _PALE, _DARK = 0x28, 0xC0, 0x40
_BLACK = ("black", "000000")
_NONE = (None, "auto", "none", "nil")


def recedes(properties: Iterable[tuple[str, etree._Element]], largest: int = 0) -> bool:
    """Whether one of these properties of a run makes its words recede; `largest` is the largest size beside it."""
    for name, one in properties:
        value = one.get(VAL)
        if name == COLOR and (is_white(one) or _is_pale(value)):
            return True
        if name == HIGHLIGHT and value in ("white", *_BLACK):
            return True
        if name == SHADING and one.get(FILL) in _BLACK:
            return True
        if name == UNDERLINE and one.get(COLORED) not in _NONE and _is_pale(one.get(COLORED)):
            return True
        if name == SIZE and (size_of(value) < max(_SMALL, largest)):
            return True
    return False


def size_of(value: str | None) -> int:
    """A size in half points; 0 where it is no number."""
    return int(value[:4]) if value and value.isdecimal() else 0


@lru_cache(maxsize=256)
def _is_pale(color: str | None) -> bool:
    """Whether letters of this color are gray, or nearly as light as paper; other colors stand out."""
    try:
        red, green, blue = bytes.fromhex(color or "")
    except ValueError:
        return False
    is_gray = max(red, green, blue) - min(red, green, blue) < _GRAY and max(red, green, blue) >= _DARK
    return is_gray or (3 * red + 6 * green + blue) / 10 >= _PALE
