"""Letters in the file that a person sees as something else, or not there: tiny, blackened, of symbols, in a frame."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from extractors.word.file.fonts import font_of, is_of_symbols
from extractors.word.file.package import Package, Sign
from extractors.word.names import (
    COLOR,
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

_LEAST_LINE = 60  # twentieths of a point
_LEAST: dict[object, int] = {SIZE: 6, SCALE: 11}  # half points, percent


def obscure(package: Package, part: str, root: etree._Element) -> frozenset[etree._Element]:
    """The runs of this part with letters that nobody can read for what they are in the file."""
    return frozenset(_obscured(root)) if Sign.OBSCURE in package.tells(part) else frozenset()


def _obscured(root: etree._Element) -> Iterator[etree._Element]:
    yield from framed_in_answers(root)
    for mark in root.iter(SIZE, SCALE, HIGHLIGHT, FONTS, SPACING):
        if not _may_hide(mark):
            continue
        properties = mark.getparent()
        owner = properties.getparent() if properties is not None else None
        if properties is None or owner is None:
            continue
        if (properties.tag, owner.tag) == (PARAGRAPH_PROPERTIES, PARAGRAPH) and mark.tag == SPACING:
            yield from (run for run in owner.iter(RUN) if _has_letters(run))
        is_run = (properties.tag, owner.tag) == (RUN_PROPERTIES, RUN) and mark.tag != SPACING
        if is_run and _has_letters(owner, only_words=mark.tag == FONTS) and not _is_white(mark, properties):
            yield owner


def _may_hide(mark: etree._Element) -> bool:
    """Whether this property keeps letters from being read: of a run, or of lines that are too low for letters."""
    if mark.tag == SPACING:
        return mark.get(LINE_RULE) == "exact" and _is_below(mark.get(LINE, ""), _LEAST_LINE)
    if mark.tag == FONTS:
        return is_of_symbols(font_of(mark))
    value = mark.get(VAL, "")
    return value == "black" if mark.tag == HIGHLIGHT else _is_below(value.rstrip("%"), _LEAST[mark.tag])


def _is_white(mark: etree._Element, properties: etree._Element) -> bool:
    """Whether letters upon black are white, and can be read so."""
    color = properties.find(COLOR) if mark.tag == HIGHLIGHT else None
    return color is not None and is_white(color)


@lru_cache(maxsize=256)
def _is_below(value: str, least: int) -> bool:
    try:
        return 0 <= float(value[:8]) < least
    except ValueError:
        return False


def _has_letters(run: etree._Element, *, only_words: bool = False) -> bool:
    """Whether something is written in a run; in a font of symbols, one letter alone may be a box or a tick."""
    said = "".join(one.text or "" for one in run.iterchildren(TEXT)).strip()
    return any(char.isascii() and char.isalnum() for char in said) if only_words else bool(said)
