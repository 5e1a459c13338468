"""The properties of a part that say how something in it looks, found in one walk for all that ask for some of them."""

from collections.abc import Sequence

from lxml import etree

from extractors.word.names import (
    BOLD,
    BORDERED,
    CAPITALS,
    CELL_BORDERS,
    COLOR,
    EFFECTS,
    EMBOSSED,
    EMPHASIS,
    ENGRAVED,
    FRAME,
    HIGHLIGHT,
    ITALIC,
    MERGED_DOWN,
    NUMBERED,
    OUTLINED,
    PARAGRAPH_BORDERS,
    RESTYLED,
    RUN_STYLE,
    SCALE,
    SHADING,
    SHADOWED,
    SIZE,
    SMALL_CAPITALS,
    UNDERLINE,
)

BORDERS = (CELL_BORDERS, PARAGRAPH_BORDERS)
SWITCHES = frozenset((BOLD, ITALIC, CAPITALS, SMALL_CAPITALS, OUTLINED, SHADOWED, EMBOSSED, ENGRAVED, *EFFECTS))
OF_RUNS = SWITCHES | frozenset((SHADING, UNDERLINE, EMPHASIS, HIGHLIGHT, BORDERED, COLOR, SIZE, RUN_STYLE))
_ALWAYS = (SIZE, COLOR, SHADING, HIGHLIGHT, BORDERED, *BORDERS, FRAME, SCALE, NUMBERED, RESTYLED)
_BESIDE = (*OF_RUNS.difference(_ALWAYS), MERGED_DOWN)

Looks = Sequence[tuple[str, etree._Element]]


def looks_in(root: etree._Element) -> Looks:
    """Those that any reading asks for in their order, each with its name; borders of no kind, as most are, are none."""
    return [(tag, one) for one in root.iter(*_ALWAYS) if (tag := one.tag) not in BORDERS or len(one)]


def looks_beside(root: etree._Element) -> Looks:
    """The others, which tell only beside a blank."""
    return [(one.tag, one) for one in root.iter(*_BESIDE)]
