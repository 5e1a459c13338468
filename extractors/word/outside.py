"""What stands in a Word file outside its fields, line by line: what the blank prints, and what was typed beside it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from lxml import etree

from extractors.shown import UNREAD
from extractors.word.file.looks import looks_in
from extractors.word.file.package import Sign, parse_xml, signs_in
from extractors.word.names import CELL, CONTROL, PARAGRAPH, REPEATING_ITEM
from extractors.word.page.flow import Hidden, Struck
from extractors.word.page.loud import Loud
from extractors.word.page.marks import Marks, read_marks
from extractors.word.page.text import MARKED, Text, shown_of
from planwright.model import NUMBERED, Line, Look
from planwright.stamp import Stamp

_NUMBERS = re.compile(r"\d+")


class _Outside(Text):
    """Reads what stands around fields, rows of repeated tables apart; a control that only holds others is no field."""

    tells_drawings = True

    __slots__ = ("in_rows", "is_altered")

    def __init__(self, marks: Marks) -> None:
        super().__init__(marks)
        self.in_rows: list[str] = []
        self.is_altered = bool(marks.struck or marks.hidden)

    def floating(self, start: int) -> None:
        """What stands outside the fields is told where it is anchored."""

    def control(self, element: etree._Element) -> None:
        frame = self._marks.frames.get(element)
        start = len(self.pieces)
        if frame:
            self.read_inside(element)
        if frame == REPEATING_ITEM:
            self.in_rows += self.pieces[start:]
            del self.pieces[start:]


class _Seen(_Outside):
    """Reads what stands around fields, and notes which printed words stand out."""

    __slots__ = ("_loud", "marked")

    def __init__(self, marks: Marks, loud: Loud) -> None:
        super().__init__(marks)
        self._loud = loud
        self.marked: list[Look] = []
        self._handlers = _SEEN

    def counted(self, element: etree._Element) -> None:
        start = len(self.pieces)
        super().counted(element)
        if element in self._marks.numbers:
            self._note(start, NUMBERED)
        for look in self._loud.get(element, ()):
            self._note(start, look)

    def cell(self, element: etree._Element) -> None:
        """A cell of a table, and whether it has a ground or a frame of its own."""
        start = len(self.pieces)
        self._unless_gone(element)
        for look in self._loud.get(element, ()):
            self._note(start, look)

    def _note(self, start: int, look: str) -> None:
        self.marked.append(Look(" ".join(shown_of(self.pieces[start:]).split()), look))


_SEEN: dict[str, Any] = MARKED | {CELL: _Seen.cell}


def marked_outside(root: etree._Element, marks: Marks, loud: Loud) -> tuple[tuple[Line, ...], tuple[Look, ...]]:
    """The lines of a body, and the paragraphs and cells in it that stand out."""
    if not loud and not marks.numbers:
        return tuple(lines_outside(root, marks, is_body=True)), ()
    if marks.flow is not None and not marks.flow.has_fields:
        return tuple(lines_outside(root, marks, is_body=True)), tuple(_marked_apart(root, marks, loud))
    text = _Seen(replace(marks, flow=None), loud)
    text.read(root)
    return tuple(_lines_of(text, is_body=True)), tuple(text.marked)


def _marked_apart(root: etree._Element, marks: Marks, loud: Loud) -> Iterator[Look]:
    """The paragraphs and cells that stand out, each read by itself; what stands in one comes before it."""
    text = _Outside(marks)
    names = (CONTROL, CELL) if marks.controls else (CELL,)
    elements: Iterable[etree._Element] = loud or marks.numbers
    if loud and marks.numbers:
        elements = (one for one in root.iter(PARAGRAPH, CELL) if one in loud or one in marks.numbers)
    waiting: list[etree._Element] = []
    for element in elements:
        around = list(element.iterancestors(*names))
        while waiting and waiting[-1] not in around:
            yield from _looks_of(waiting.pop(), text, marks, loud)
        if not _is_in_field(around, marks):
            waiting.append(element)
    while waiting:
        yield from _looks_of(waiting.pop(), text, marks, loud)


def _is_in_field(around: Iterable[etree._Element], marks: Marks) -> bool:
    return any(outer in marks.controls and outer not in marks.frames for outer in around)


def _looks_of(element: etree._Element, text: _Outside, marks: Marks, loud: Loud) -> Iterator[Look]:
    words = " ".join(shown_of(_pieces_of(element, text, marks)).split())
    looks = loud.get(element, ())
    yield from (Look(words, look) for look in ((NUMBERED, *looks) if element in marks.numbers else looks))


def _pieces_of(element: etree._Element, text: _Outside, marks: Marks) -> Sequence[Any]:
    """What a paragraph or a cell says: a stretch of all that the part says, where there is nothing but text in it."""
    flow = marks.flow
    inside = list(element.iter(PARAGRAPH)) if flow is not None else []
    if flow is not None and inside and all(one in flow.bare for one in inside):
        return flow.pieces[flow.starts[inside[0]] : flow.ends[inside[-1]]]
    text.pieces.clear()
    text.read_element(element)
    return text.pieces


def lines_outside(root: etree._Element, marks: Marks, *, is_body: bool) -> Iterator[Line]:
    """Each line with text or a picture in it.

    Headers and footers hold page numbers, which differ from program to program: their numbers become `#`, and the
    pictures there, which every page repeats, are left out.
    """
    text = _Outside(marks)
    text.read_part(root)
    return _lines_of(text, is_body=is_body)


def _lines_of(text: _Outside, *, is_body: bool) -> Iterator[Line]:
    for pieces, repeats in ((text.pieces, not is_body), (text.in_rows, True)):
        shown = "".join(_crossed(pieces)) if text.is_altered else "".join(pieces)
        for line in shown.split("\n"):
            said = line.strip() if is_body else line.replace(UNREAD, "").strip()
            if not is_body and not Stamp.from_text(said):
                said = _NUMBERS.sub("#", said)
            if said:
                yield Line(said, repeats)


def lines_learned(xml: bytes, part: str) -> tuple[Line, ...] | None:
    """The lines of a header or footer, where these bytes alone tell them; None where there is more to look at in it."""
    root = parse_xml(xml, part)
    looks = looks_in(root)
    if Sign.WHITE in signs_in(xml, root, looks):  # what is white upon white, other parts say too
        return None
    marks = read_marks(root, looks=looks)
    if marks.controls or marks.form_fields or marks.active_x or marks.editors:
        return None
    return tuple(lines_outside(root, marks, is_body=False))


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
