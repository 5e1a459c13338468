"""What stands out on a form: paragraphs and cells with a colored ground, in a frame, or in white letters."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from lxml import etree

from extractors.word.file.looks import BORDERS
from extractors.word.file.package import Package, Sign
from extractors.word.names import (
    BORDERED,
    CELL,
    CELL_PROPERTIES,
    COLOR,
    COLORED,
    CONTROL,
    FILL,
    HIGHLIGHT,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    SHADING,
    TEXT,
    VAL,
)
from extractors.word.page.cells import is_crossed
from extractors.word.page.unseen import is_light, is_white

_QUIET = (None, "auto", "none", "nil", "000000")
_BLACK = (None, "", "000000", "auto")
_LOUD = (HIGHLIGHT, SHADING, BORDERED, *BORDERS)
_OWNERS = {
    (PARAGRAPH_PROPERTIES, PARAGRAPH): PARAGRAPH,
    (CELL_PROPERTIES, CELL): CELL,
}

Loud = Mapping[etree._Element, list[str]]


def loud_in(package: Package, part: str, frames: Collection[etree._Element]) -> Loud:
    """The paragraphs and cells of this part that stand out, each with how they do; frames are no fields."""
    names = (*_LOUD, COLOR) if Sign.WHITE in package.tells(part) else _LOUD
    found: dict[etree._Element, list[str]] = defaultdict(list)
    for name, mark in package.looks(part).named:
        look = look_of(mark) if name in names else ""
        owner = _owner(mark, frames) if look else None
        if owner is not None and look not in found[owner]:
            found[owner].append(look)
    return found


def look_of(mark: etree._Element) -> str:
    """How this property makes a text stand out; empty where it does not."""
    tag = mark.tag
    if tag == SHADING:
        return "" if is_light(mark.get(FILL)) else f"shaded in {mark.get(FILL, '').upper()}"
    if tag in BORDERS:
        drawn = (one.get(COLORED) for one in mark if one.get(VAL) not in _QUIET)
        if is_crossed(mark):
            return "crossed by a line"
        colors = sorted({color.upper() for color in drawn if color not in _BLACK} - {"AUTO"})
        return f"framed in {colors[0]}" if colors else ""
    value = mark.get(VAL)
    if tag == HIGHLIGHT:
        return "" if value in _QUIET or value == "white" else f"highlighted in {value}"
    if tag == BORDERED:
        return "" if value in _QUIET else "framed"
    return "written in white" if is_white(mark) else ""


def _owner(mark: etree._Element, frames: Collection[etree._Element]) -> etree._Element | None:
    """The paragraph or cell that a mark is on; none where it is on the words of an answer, or on no words."""
    properties = mark.getparent()
    owner = properties.getparent() if properties is not None else None
    if properties is None or owner is None:
        return None
    if (properties.tag, owner.tag) in _OWNERS:
        return owner
    if (
        properties.tag != RUN_PROPERTIES
        or owner.tag != RUN
        or not any((one.text or "").strip() for one in owner.iter(TEXT))
    ):
        return None
    for outer in owner.iterancestors(CONTROL, PARAGRAPH):
        if outer.tag == PARAGRAPH:
            return outer
        if outer not in frames:
            return None
    return None
