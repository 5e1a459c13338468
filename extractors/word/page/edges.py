"""What a blank Word form prints at the top and the foot of every page, with signs for the numbers of pages."""

import re
from copy import deepcopy

from lxml import etree

from extractors.blocks import PAGE, PAGES, texts_of
from extractors.word.names import FIELD_CHAR, FIELD_CHAR_TYPE, INSTRUCTION, RUN, SIMPLE_FIELD, SIMPLE_INSTRUCTION, TEXT
from extractors.word.page.layout import Layout
from extractors.word.page.marks import read_marks

_NUMBERS = {"PAGE": PAGE, "NUMPAGES": PAGES}


def lines_of(root: etree._Element) -> tuple[str, ...]:
    """The lines of a header or footer; each cell of a table in it, and what a tab sets off, has lines of its own."""
    numbered = deepcopy(root)
    _number(numbered)
    blocks = Layout(read_marks(numbered), lambda _: None).blocks(numbered)
    return tuple(line for text in texts_of(blocks) for line in re.split(r"[\n\t]", text) if line.strip())


def _number(root: etree._Element) -> None:
    """Puts a sign in the place of each number that Word works out for a page."""
    for simple in root.iter(SIMPLE_FIELD):
        sign = _NUMBERS.get(simple.get(SIMPLE_INSTRUCTION, "").split()[0]) if simple.get(SIMPLE_INSTRUCTION) else None
        for text in simple.iter(TEXT) if sign else ():
            text.text = sign
    for instruction in root.iter(INSTRUCTION):
        sign = _NUMBERS.get((instruction.text or "").strip().partition(" ")[0])
        run = instruction.getparent()
        for later in run.itersiblings(RUN) if sign and run is not None else ():
            if later.find(f"{FIELD_CHAR}[@{FIELD_CHAR_TYPE}='end']") is not None:
                break
            for text in later.iterchildren(TEXT):
                text.text = sign
