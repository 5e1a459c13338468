"""What stands in a Word file outside its fields, line by line: what the blank prints, and what was typed beside it."""

import re
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from extractors.shown import UNREAD
from extractors.word.declared import frame_of
from extractors.word.marks import Marks
from extractors.word.names import CONTROL_CONTENT, REPEATING_ITEM
from extractors.word.text import Hidden, Struck, Text
from planwright.model import Line, Stamp

_NUMBERS = re.compile(r"\d+")


class _Outside(Text):
    """Reads what stands around fields, rows of repeated tables apart; a control that only holds others is no field."""

    tells_drawings = True

    __slots__ = ("in_rows",)

    def __init__(self, marks: Marks) -> None:
        super().__init__(marks)
        self.in_rows: list[str] = []

    def counted(self, element: etree._Element) -> None:
        """A number that Word counts stands alone where nothing else is printed in its line."""
        start = len(self.pieces)
        self._paragraph(element)
        if element in self._marks.numbers and not "".join(self.pieces[start:]).strip():
            self.pieces.insert(start, self._marks.numbers[element])

    def control(self, element: etree._Element) -> None:
        frame = frame_of(element)
        start = len(self.pieces)
        for contents in element.iterchildren(CONTROL_CONTENT) if frame else ():
            self.read(contents)
        if frame == REPEATING_ITEM:
            self.in_rows += self.pieces[start:]
            del self.pieces[start:]


def lines_outside(root: etree._Element, marks: Marks, *, is_body: bool) -> Iterator[Line]:
    """Each line with text or a picture in it.

    Headers and footers hold page numbers, which differ from program to program: their numbers become `#`, and the
    pictures there, which every page repeats, are left out.
    """
    text = _Outside(marks)
    text.read(root)
    for pieces, repeats in ((text.pieces, not is_body), (text.in_rows, True)):
        shown = "".join(_crossed(pieces)) if marks.struck or marks.hidden else "".join(pieces)
        for line in shown.split("\n"):
            said = line.strip() if is_body else line.replace(UNREAD, "").strip()
            if not is_body and not Stamp.from_text(said):
                said = _NUMBERS.sub("#", said)
            if said:
                yield Line(said, repeats)


def _crossed(pieces: list[str]) -> Iterator[str]:
    """The pieces, of which those that a person crossed out or hid are told from those that are as they were.

    The form's identity stands in hidden text where its field has become text.
    """
    for kind, group in groupby(pieces, key=type):
        shown = "".join(group)
        said = _SAID.get(kind, "") if shown.strip() else ""
        if not said:
            yield shown
        elif not Stamp.from_text(shown):
            yield f"({said}: {shown.strip()})"


_SAID: dict[type[str], str] = {Struck: "crossed out", Hidden: "hidden"}
