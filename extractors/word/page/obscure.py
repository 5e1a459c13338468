"""Letters in the file that a person sees as something else, or not there: tiny, blackened, of symbols, in a frame."""

from collections.abc import Iterator

from lxml import etree

from extractors.word.file.package import Package, Sign
from extractors.word.names import (
    COLOR,
    FONT_OF_ASCII,
    FONT_OF_OTHERS,
    FONTS,
    HIGHLIGHT,
    LINE,
    LINE_RULE,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    SCALE,
    SIZE,
    SPACING,
    TEXT,
    VAL,
)
from extractors.word.page.floating import framed_in_answers
from extractors.word.page.unseen import is_white

_LEAST_SIZE, _LEAST_SCALE, _LEAST_LINE = 6, 10, 60  # half points, percent, twentieths of a point
_SYMBOLS = ("wingdings", "webdings")


def obscure(package: Package, part: str, root: etree._Element) -> frozenset[etree._Element]:
    """The runs of this part with letters that nobody can read for what they are in the file."""
    return frozenset(_obscured(root)) if Sign.OBSCURE in package.tells(part) else frozenset()


def _obscured(root: etree._Element) -> Iterator[etree._Element]:
    yield from framed_in_answers(root)
    for mark in root.iter(SIZE, SCALE, HIGHLIGHT, FONTS, SPACING):
        properties = mark.getparent()
        owner = properties.getparent() if properties is not None else None
        if properties is None or owner is None:
            continue
        if (properties.tag, owner.tag) == (RUN_PROPERTIES, RUN) and _hides(mark, properties):
            if _has_letters(owner, only_words=mark.tag == FONTS):
                yield owner
        elif (properties.tag, owner.tag) == (PARAGRAPH_PROPERTIES, PARAGRAPH) and _is_flat(mark):
            yield from (run for run in owner.iter(RUN) if _has_letters(run))


def _hides(mark: etree._Element, properties: etree._Element) -> bool:
    """Whether this property of a run keeps its letters from being read."""
    value = mark.get(VAL, "")
    if mark.tag == HIGHLIGHT:
        color = properties.find(COLOR)
        return value == "black" and (color is None or not is_white(color))
    if mark.tag == FONTS:
        return (mark.get(FONT_OF_OTHERS) or mark.get(FONT_OF_ASCII) or "").lower().startswith(_SYMBOLS)
    least = {SIZE: _LEAST_SIZE, SCALE: _LEAST_SCALE + 1}.get(str(mark.tag), 0)
    return 0 <= _number(value.rstrip("%")) < least


def _is_flat(mark: etree._Element) -> bool:
    """Whether the lines of a paragraph are too low for letters."""
    return mark.tag == SPACING and mark.get(LINE_RULE) == "exact" and 0 <= _number(mark.get(LINE, "")) < _LEAST_LINE


def _number(value: str) -> float:
    try:
        return float(value[:8])
    except ValueError:
        return -1


def _has_letters(run: etree._Element, *, only_words: bool = False) -> bool:
    """Whether something is written in a run; in a font of symbols, one letter alone may be a box or a tick."""
    said = "".join(one.text or "" for one in run.iterchildren(TEXT)).strip()
    return any(char.isascii() and char.isalnum() for char in said) if only_words else bool(said)
