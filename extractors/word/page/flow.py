"""What stands in a part of a Word file in one row, where nothing in it reads otherwise than it stands there."""

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree

from extractors.shown import UNREAD
from extractors.word.names import (
    BREAK,
    CARRIAGE_RETURN,
    CONTROL,
    DRAWING,
    EMBEDDED,
    EMOJI,
    FIELD_CHAR,
    MATH,
    MATH_TEXT,
    NO_BREAK_HYPHEN,
    OBJECT,
    PARAGRAPH,
    PICTURE,
    POSITIONED_TAB,
    RUBY,
    SYMBOL,
    TAB,
    TABS,
    TEXT,
    TEXT_BOX,
    TURNED,
)
from extractors.word.page.symbols import is_in_private, symbol_text, text_in_font

_SAID = {**dict.fromkeys((BREAK, CARRIAGE_RETURN), "\n"), NO_BREAK_HYPHEN: "-"}
_SAYING = frozenset((FIELD_CHAR, SYMBOL, *_SAID, TAB, POSITIONED_TAB))
NO_NUMBERS: Mapping[etree._Element, str] = MappingProxyType({})
Altered = Mapping[etree._Element, Callable[[str], str]]
_AS_IT_IS: Altered = MappingProxyType({})
Piece = str | etree._Element
# What is read by its place in the tree: a paragraph in a paragraph, or text that is none.
_NESTED = frozenset((TEXT_BOX, DRAWING, PICTURE, OBJECT, EMBEDDED, EMOJI, MATH, MATH_TEXT, RUBY, TURNED))
NAMES = (TEXT, PARAGRAPH, *_SAYING, *_NESTED)


_SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Hidden(str):
    """A piece of text formatted as hidden: it is in the file, and nobody sees it."""

    __slots__ = ()


class Struck(str):
    """A piece of text that is crossed out: whether its writer still means it, nobody can say."""

    __slots__ = ()


def small(piece: str) -> str:
    """A piece of text that stands above or below the line: 40 with a small 1 is not 401."""
    return piece.translate(_SMALL)


def obscured(piece: str) -> str:
    """A piece of text that a person sees as something else, or hardly at all: nobody can say what it is."""
    return UNREAD if piece.strip() else piece


class Counted(str):
    """A piece of text that Word counts before a paragraph: a number, or a tick in the place of a bullet."""

    __slots__ = ()


def counted(said: str) -> Counted:
    """What Word counts before a paragraph, as it stands before the text of it."""
    return Counted(f"{said} ")


class _End(str):
    """What a paragraph ends with."""

    __slots__ = ()


END = _End("\n")


class Flow(NamedTuple):
    """Texts, controls, the marks of fields, what is counted before paragraphs, and the ends of these, in their order.

    What is in a control or a paragraph are the pieces from the number in `starts` up to that in `ends`; the control, or
    what is counted, stands before them. There is nothing but text in the `bare` ones; in the whole of the flow where it
    `is_bare`. Whether marks of fields are among it, `has_fields` says.
    """

    pieces: list[Piece]
    starts: Mapping[etree._Element, int]
    ends: Mapping[etree._Element, int]
    bare: Collection[etree._Element]
    is_bare: bool
    has_fields: bool


def flow_of(
    elements: Iterable[tuple[str, etree._Element]],
    numbers: Mapping[etree._Element, str] = NO_NUMBERS,
    altered: Altered = _AS_IT_IS,
) -> Flow | None:
    """The flow of a part with these elements, each with its name; None where it can only be read by its tree.

    The `numbers` are what Word counts before paragraphs. `altered` are the runs that read otherwise than they stand
    there, each with what becomes of a piece in it.
    """
    flow = _Flow()
    for tag, element in elements:
        piece: Piece
        if tag == TEXT:
            piece = element.text or ""
            if not piece.isascii() and is_in_private(piece):
                piece = text_in_font(element, piece)
        elif tag == PARAGRAPH:
            flow.begin_paragraph(element)
            if element in numbers:
                flow.count(element, numbers[element])
            continue
        elif tag == CONTROL:
            flow.begin_control(element)
            continue
        elif tag in _NESTED:
            return None
        elif tag in _SAYING:
            piece = _said(tag, element)
            if piece is element:
                flow.last = len(flow.pieces) + 1
                flow.has_fields = True
        else:
            continue
        if altered and isinstance(piece, str) and (run := element.getparent()) in altered and run is not None:
            piece = altered[run](piece)
        flow.say(element, piece)
    flow.end_paragraph()
    flow.end_controls(None)
    return flow.made() if flow.is_orderly else None


def _said(tag: str, element: etree._Element) -> Piece:
    """What this element of a run says."""
    if tag == FIELD_CHAR:
        return element
    if tag == SYMBOL:
        return symbol_text(element)
    if tag in _SAID:
        return _SAID[tag]
    around = element.getparent()
    return "\t" if around is not None and around.tag != TABS else ""


class _Flow:
    """A flow as it is gathered, with the paragraph and the controls that have begun and not ended."""

    __slots__ = (
        "_open",
        "_paragraph",
        "_within",
        "bare",
        "ends",
        "has_fields",
        "is_orderly",
        "last",
        "pieces",
        "starts",
    )

    def __init__(self) -> None:
        self.is_orderly = True  # whether all text stands in paragraphs, and no paragraph in another one
        self.pieces: list[Piece] = []
        self.starts: dict[etree._Element, int] = {}
        self.ends: dict[etree._Element, int] = {}
        self.bare: set[etree._Element] = set()
        self.has_fields = False
        self.last = 0  # how many pieces there are up to the last one that is not said for certain
        self._open: list[etree._Element] = []
        self._paragraph: etree._Element | None = None
        self._within = 0  # how many of the open controls stand within the open paragraph

    def say(self, element: etree._Element, piece: Piece) -> None:
        """Adds what this element says, which stands in the open paragraph."""
        run = element.getparent()
        around = run.getparent() if run is not None else None
        if around is not None and around is self._paragraph:  # then it stands in no control within that
            if self._within:
                self._end_controls_within()
        elif not self._within or around is None or around.getparent() is not self._open[-1]:
            if self._paragraph is None or not _is_around(self._paragraph, element):
                self.is_orderly = False
            self.end_controls(element)
        self.pieces.append(piece)

    def begin_paragraph(self, paragraph: etree._Element) -> None:
        """Ends what does not stand around this paragraph; a control in another paragraph should not."""
        if self._within and _is_around(self._open[-1], paragraph):
            self.is_orderly = False
        if self._open:
            self.end_paragraph()
            self.end_controls(paragraph)
        elif self._paragraph is not None:
            self._end(self._paragraph)
            self.pieces.append(END)
        self._paragraph = paragraph
        self.starts[paragraph] = len(self.pieces)

    def count(self, paragraph: etree._Element, said: str) -> None:
        """Adds what Word counts before the paragraph that has begun."""
        self.pieces.append(counted(said))
        self.starts[paragraph] = self.last = len(self.pieces)

    def begin_control(self, control: etree._Element) -> None:
        """Adds a control, which stands within the open paragraph or after it."""
        if self._paragraph is not None and not _is_around(self._paragraph, control):
            self.end_paragraph()
        if self._open:
            self.end_controls(control)
        self._within += self._paragraph is not None
        self._open.append(control)
        self.pieces.append(control)
        self.starts[control] = self.last = len(self.pieces)

    def end_paragraph(self) -> None:
        """Ends the open paragraph and the controls in it."""
        if self._paragraph is None:
            return
        self._end_controls_within()
        self._end(self._paragraph)
        self.pieces.append(END)
        self._paragraph = None

    def end_controls(self, element: etree._Element | None) -> None:
        """Ends the open controls that do not stand around this element; those around the open paragraph do."""
        kept = 0 if self._paragraph is None else len(self._open) - self._within
        while len(self._open) > kept and not _is_around(self._open[-1], element, self._paragraph):
            self._end_control()

    def _end_controls_within(self) -> None:
        while self._within:
            self._end_control()

    def _end_control(self) -> None:
        self._end(self._open.pop())
        self._within -= self._within > 0

    def _end(self, element: etree._Element) -> None:
        self.ends[element] = len(self.pieces)
        if self.last <= self.starts[element]:
            self.bare.add(element)

    def made(self) -> Flow:
        """What was gathered."""
        return Flow(self.pieces, self.starts, self.ends, self.bare, is_bare=not self.last, has_fields=self.has_fields)


def _is_around(outer: etree._Element, element: etree._Element | None, limit: etree._Element | None = None) -> bool:
    """Whether one element stands around another; what is around the limit is not looked at."""
    around = None if element is None else element.getparent()
    while around is not None and around is not outer and around is not limit:
        around = around.getparent()
    return around is outer
