"""The properties of a part that say how something in it looks, found in one walk for all that ask for some of them."""

from collections.abc import Sequence
from typing import NamedTuple

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
OF_RUNS = SWITCHES | frozenset((SHADING, UNDERLINE, EMPHASIS, HIGHLIGHT, BORDERED, COLOR, RUN_STYLE))
_ALWAYS = (COLOR, SHADING, HIGHLIGHT, BORDERED, *BORDERS, FRAME, SCALE, NUMBERED, RESTYLED)
_BESIDE = (*OF_RUNS.difference(_ALWAYS), MERGED_DOWN)

Named = Sequence[tuple[str, etree._Element]]


class Looks(NamedTuple):
    """The properties of a part that any reading asks for, each with its name; the sizes of letters stand apart.

    Programs write a size into the properties of every run, and hardly anyone asks for one.
    """

    named: Named = ()
    sizes: Sequence[etree._Element] = ()


NO_LOOKS = Looks()


def looks_in(root: etree._Element) -> Looks:
    """Those of a part in their order; borders of no kind, as most are, are none."""
    named = [(tag, one) for one in root.iter(*_ALWAYS) if (tag := one.tag) not in BORDERS or len(one)]
    return Looks(named, list(root.iter(SIZE)))


def looks_beside(root: etree._Element) -> Named:
    """The others, which tell only beside a blank."""
    return [(one.tag, one) for one in root.iter(*_BESIDE)]
