"""What stands in a Word file outside its fields, line by line: what the blank prints, and what was typed beside it."""

import re
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from extractors.shown import UNREAD
from extractors.word.marks import Marks, read_marks
from extractors.word.names import REPEATING_ITEM
from extractors.word.package import parse_xml
from extractors.word.text import Struck, Text, shown_of
from planwright.model import Line, Stamp

# White letters and counted paragraphs take what they are from other parts.
_DEPENDING = re.compile(rb':numPr|:color [^>]*(?:val="(?:[fF][0-9a-fA-F]){3}"|background1|light1)')
_NUMBERS = re.compile(r"\d+")


class _Outside(Text):
    """Reads what stands around fields, rows of repeated tables apart; a control that only holds others is no field."""

    tells_drawings = True

    __slots__ = ("in_rows",)

    def __init__(self, marks: Marks) -> None:
        super().__init__(marks)
        self.in_rows: list[str] = []

    def control(self, element: etree._Element) -> None:
        frame = self._marks.frames.get(element)
        start = len(self.pieces)
        if frame:
            self.read_inside(element)
        if frame == REPEATING_ITEM:
            self.in_rows += self.pieces[start:]
            del self.pieces[start:]


def lines_outside(root: etree._Element, marks: Marks, *, is_body: bool) -> Iterator[Line]:
    """Each line with text or a picture in it.

    Headers and footers hold page numbers, which differ from program to program: their numbers become `#`, and the
    pictures there, which every page repeats, are left out.
    """
    text = _Outside(marks)
    text.read_part(root)
    for pieces, repeats in ((text.pieces, not is_body), (text.in_rows, True)):
        shown = "".join(_crossed(pieces)) if marks.struck else shown_of(pieces)
        for line in shown.split("\n"):
            said = line.strip() if is_body else line.replace(UNREAD, "").strip()
            if not is_body and not Stamp.from_text(said):
                said = _NUMBERS.sub("#", said)
            if said:
                yield Line(said, repeats)


def lines_learned(xml: bytes, part: str) -> tuple[Line, ...] | None:
    """The lines of a header or footer, where these bytes alone tell them; None where there is more to look at in it."""
    if _DEPENDING.search(xml) or b"\0" in xml:  # or two bytes for each letter, as no program writes it
        return None
    root = parse_xml(xml, part)
    marks = read_marks(root)
    if marks.controls or marks.form_fields or marks.active_x or marks.editors:
        return None
    return tuple(lines_outside(root, marks, is_body=False))


def _crossed(pieces: list[str]) -> Iterator[str]:
    """The pieces that are seen; printed words that a person crossed out are told from those that are as they were."""
    for is_struck, group in groupby(pieces, key=lambda piece: isinstance(piece, Struck)):
        shown = shown_of(list(group))
        yield f"(crossed out: {shown.strip()})" if is_struck and shown.strip() else shown
