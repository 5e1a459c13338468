"""What stands on a page elsewhere than in the text: boxes, frames and drawings that only their anchor holds there."""

from collections.abc import Iterable, Iterator

from lxml import etree

from extractors.word.names import (
    ACTIVE_X,
    ANCHORED,
    CONTROL,
    CONTROL_PROPERTIES,
    DRAWING,
    FRAME,
    INLINE,
    OBJECT,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PICTURE,
    RUN,
    SHAPES,
    TEXT,
    TEXT_BOX,
)
from extractors.word.page.marks import FRAMES

_PLACED = ("position:absolute", "position:relative")
_HOLDERS = (DRAWING, PICTURE, OBJECT)


def floats(element: etree._Element) -> bool:
    """Whether what is drawn here, or the box around it, is placed on the page and not in its line."""
    style = ""
    for one in (element, *element.iterancestors()):
        if one.tag in (ANCHORED, INLINE):
            return bool(one.tag == ANCHORED)
        if one.tag in _HOLDERS:
            return next(one.iterchildren(ANCHORED), None) is not None or _is_placed(style or _style_in(one))
        style = one.get("style") or style  # the outermost counts: shapes of a group are placed within that
    return False


def _style_in(holder: etree._Element) -> str:
    """How the first old shape in this holder is placed."""
    return next((style for one in holder.iterchildren() if (style := one.get("style"))), "")


def _is_placed(style: str) -> bool:
    said = "".join(style.split()).casefold()
    return any(one in said for one in _PLACED)


def drawn(element: etree._Element) -> int:
    """How many shapes are drawn there, such as a circle around an answer; none where they frame a text or a button."""
    if element.tag == OBJECT or next(element.iter(ACTIVE_X), None) is not None:
        return 0
    boxes = element.iter(TEXT_BOX)
    if any((text.text or "").strip() for box in boxes for text in box.iter(TEXT)):
        return 0
    return sum(1 for _ in element.iter(*SHAPES))


def framed(frames: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """The paragraphs that stand in these frames of their own, wherever these are placed on the page."""
    for frame in frames:
        properties = frame.getparent()
        owner = properties.getparent() if properties is not None else None
        if properties is None or owner is None:
            continue
        if (properties.tag, owner.tag) == (PARAGRAPH_PROPERTIES, PARAGRAPH):
            yield owner


def framed_in_answers(root: etree._Element) -> Iterator[etree._Element]:
    """The runs of framed paragraphs that a control holds among others; one that it holds alone is its answer."""
    for paragraph in framed(root.iter(FRAME)):
        control = next((one for one in paragraph.iterancestors(CONTROL) if not _only_holds(one)), None)
        if control is not None and sum(1 for _ in control.iter(PARAGRAPH)) > 1:
            yield from paragraph.iter(RUN)


def _only_holds(control: etree._Element) -> bool:
    """Whether a control is no answer itself, and only holds others."""
    return any(one.tag in FRAMES for properties in control.iterchildren(CONTROL_PROPERTIES) for one in properties)
