"""Looks that make words recede: paler or smaller than those around them, on a ground of paper or of black."""

from collections.abc import Iterable

from lxml import etree

from extractors.shown import is_pale
from extractors.word.names import COLOR, COLORED, FILL, HIGHLIGHT, SHADING, SIZE, UNDERLINE, VAL
from extractors.word.page.unseen import is_white

_SMALL = 16  # half points; what a paragraph says without a size of its own is larger
_BLACK = ("black", "000000")
_NONE = (None, "auto", "none", "nil")


def recedes(properties: Iterable[tuple[str, etree._Element]], largest: int = 0) -> bool:
    """Whether one of these properties of a run makes its words recede; `largest` is the largest size beside it."""
    for name, one in properties:
        value = one.get(VAL)
        if name == COLOR and (is_white(one) or is_pale(value)):
            return True
        if name == HIGHLIGHT and value in ("white", *_BLACK):
            return True
        if name == SHADING and one.get(FILL) in _BLACK:
            return True
        if name == UNDERLINE and one.get(COLORED) not in _NONE and is_pale(one.get(COLORED)):
            return True
        if name == SIZE and (size_of(value) < max(_SMALL, largest)):
            return True
    return False


def size_of(value: str | None) -> int:
    """A size in half points; 0 where it is no number."""
    return int(value[:4]) if value and value.isdecimal() else 0
