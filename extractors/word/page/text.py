"""The text of a stretch of a Word document in one view of its tracked changes: in the final one, insertions are in."""

from collections.abc import Callable, Iterable
from enum import IntEnum

from lxml import etree

from extractors.shown import UNREAD, trimmed
from extractors.word.names import (
    BLIP,
    BOOKMARK_END,
    BOOKMARK_START,
    BREAK,
    CARRIAGE_RETURN,
    CELL,
    CELL_PROPERTIES,
    CHART,
    CHOICE,
    CONTROL,
    CONTROL_CONTENT,
    DELETED,
    DELETED_INSTRUCTION,
    DELETED_TEXT,
    DIAGRAM,
    DRAWING,
    EMBEDDED,
    EMOJI,
    FALLBACK,
    FIELD_CHAR,
    FIELD_CHAR_TYPE,
    FORM_FIELD,
    IMAGE_DATA,
    INK,
    INSERTED,
    INSTRUCTION,
    MATH,
    MATH_RUN,
    MATH_TEXT,
    MOVED_FROM,
    MOVED_TO,
    NO_BREAK_HYPHEN,
    OBJECT,
    OLE_OBJECT,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PICTURE,
    POSITIONED_TAB,
    PROOFING,
    ROW,
    ROW_PROPERTIES,
    RUBY,
    RUBY_BASE,
    RUN,
    RUN_PROPERTIES,
    SECTION_PROPERTIES,
    SOFT_HYPHEN,
    SYMBOL,
    TAB,
    TABLE_GRID,
    TABLE_PROPERTIES,
    TEXT,
    TEXT_BOX,
    TURNED,
    VAL,
    WORD_ART,
)
from extractors.word.page.floating import drawn, floats
from extractors.word.page.flow import END, Counted, Flow, Hidden, Struck, counted, obscured, small
from extractors.word.page.marks import BEFORE, Marks
from extractors.word.page.symbols import emoji_text, is_in_private, symbol_text, text_in_font

_SEVERAL = 2  # marks that stand for a group of shapes, which is more than a circle
_PICTURES = (BLIP, IMAGE_DATA, OLE_OBJECT, CHART, INK, DIAGRAM, WORD_ART)


class _Open(IntEnum):
    """What of a field that is open is being read; only the text of its result, which is 0, is said."""

    RESULT = 0
    INSTRUCTION = 1
    PASSED_OVER = 2


class Text:
    """Gathers `pieces` of text from elements in the order of the file, outside content controls.

    Paragraphs end with a newline; text boxes stand where they are anchored. A reader of controls says in `control`
    what becomes of them. The readers of single elements are kept by the class: an object that refers to its own
    methods would keep its whole document until Python looks for such circles.
    """

    __slots__ = ("_handlers", "_marks", "_open_fields", "pieces")

    passes_over_form_fields = True
    tells_numbers = False  # what is counted before a printed line is no part of what it says
    tells_drawings = False  # one in the line of an answer is no part of it; one around printed words may be one

    def __init__(self, marks: Marks) -> None:
        self.pieces: list[str] = []
        self._marks = marks
        self._open_fields: list[_Open] = []
        numbers = marks.numbers if self.tells_numbers else ()
        self._handlers = _UNMARKED if marks.is_plain and not numbers else UNCHANGED if marks.view is BEFORE else MARKED

    def control(self, element: etree._Element) -> None:
        """Passes over a content control."""

    def read(self, element: etree._Element) -> None:
        """Gathers the text of what stands in this element."""
        handlers = self._handlers
        for child in element:
            handler = handlers.get(child.tag, Text.read)
            if handler is not None:
                handler(self, child)

    def read_element(self, element: etree._Element) -> None:
        """Gathers the text of this element as one among others."""
        handler = self._handlers.get(element.tag, Text.read)
        if handler is not None:
            handler(self, element)

    def read_part(self, root: etree._Element) -> None:
        """Gathers the text of a whole part."""
        flow = self._marks.flow
        if flow is None:
            self.read(root)
        elif flow.is_bare:
            self.pieces += flow.pieces  # type: ignore[arg-type]
        else:
            self._follow(flow, 0, len(flow.pieces))

    def read_inside(self, control: etree._Element) -> None:
        """Gathers the text of what stands in a content control."""
        flow = self._marks.flow
        if flow is None:
            for contents in control.iterchildren(CONTROL_CONTENT):
                self.read(contents)
        else:
            self._follow_in(flow, control)

    def read_contents(self, control: etree._Element) -> None:
        """Gathers the text of a content control; a field's instruction that does not end in it makes it unreadable."""
        open_before = len(self._open_fields)
        self.read_inside(control)
        if len(self._open_fields) > open_before:
            if _Open.INSTRUCTION in self._open_fields[open_before:]:
                self.pieces.append(UNREAD)
            del self._open_fields[open_before:]

    def _follow_in(self, flow: Flow, element: etree._Element) -> None:
        """Gathers the text of what stands in a control or a paragraph."""
        if element in flow.bare and not self._open_fields:
            self.pieces += flow.pieces[flow.starts[element] : flow.ends[element]]  # type: ignore[arg-type]
        else:
            self._follow(flow, flow.starts[element], flow.ends[element])

    def _follow(self, flow: Flow, at: int, end: int) -> None:
        """Gathers the text of a stretch of what stands in the part in one row."""
        while at < end:
            piece = flow.pieces[at]
            at += 1
            if piece is END:
                self.pieces.append(END)
            elif type(piece) is Counted:
                self.number(piece)
            elif isinstance(piece, str):
                self._say(piece)
            elif piece in flow.ends:
                self.control(piece)
                at = flow.ends[piece]
            else:
                self.field_char(piece)

    def _say(self, text: str) -> None:
        if not (self._open_fields and any(self._open_fields)):
            self.pieces.append(text)

    def _text(self, element: etree._Element) -> None:
        text = element.text or ""
        if not text.isascii() and is_in_private(text):
            text = text_in_font(element, text)
        if not self._open_fields or not any(self._open_fields):
            self.pieces.append(text)

    def read_paragraph(self, element: etree._Element) -> None:
        """Gathers the text of a paragraph, without its end."""
        flow = self._marks.flow
        if flow is None:
            self.read(element)
        else:
            self._follow_in(flow, element)

    def _paragraph(self, element: etree._Element) -> None:
        self.read_paragraph(element)
        if element not in self._marks.joined:
            self.pieces.append("\n")

    def counted(self, element: etree._Element) -> None:
        """A paragraph with what Word counts before it."""
        if element in self._marks.numbers:
            self.number(counted(self._marks.numbers[element]))
        self._paragraph(element)

    def number(self, number: Counted) -> None:
        """What Word counts before the paragraph that begins."""
        if self.tells_numbers:
            self._say(number)

    def _run(self, element: etree._Element) -> None:
        start = len(self.pieces)
        self.read(element)
        self._alter(element, start)

    def _alter(self, element: etree._Element, start: int) -> None:
        """Marks the pieces of a run, which begin with this number, where it is hidden, crossed out or raised."""
        if element in self._marks.hidden:
            self.pieces[start:] = map(Hidden, self.pieces[start:])
        elif element in self._marks.struck:
            self.pieces[start:] = map(Struck, self.pieces[start:])
        elif element in self._marks.obscure:
            self.pieces[start:] = map(obscured, self.pieces[start:])
        elif element in self._marks.raised:  # 40 with a small 1 is not 401
            self.pieces[start:] = map(small, self.pieces[start:])

    def _unless_gone(self, element: etree._Element) -> None:
        if element not in self._marks.gone:
            self.read(element)

    def field_char(self, element: etree._Element) -> None:
        """The result of a field is text, its instruction is not, and a field in an instruction is neither.

        What stands in a form field is an answer; a reader of labels passes over it as over a content control.
        """
        step = element.get(FIELD_CHAR_TYPE)
        if step == "begin":
            self.open_field(is_passed_over=self.passes_over_form_fields and element.find(FORM_FIELD) is not None)
        elif self._open_fields and step == "separate" and self._open_fields[-1] is _Open.INSTRUCTION:
            self._open_fields[-1] = _Open.RESULT
        elif self._open_fields and step == "end":
            is_shown = self._open_fields.pop() is not _Open.INSTRUCTION
            self._say("" if is_shown or not _draws(element) else UNREAD)

    def open_field(self, *, is_passed_over: bool) -> None:
        """Begins a field, whose text is said up to its end unless it is passed over."""
        self._open_fields.append(_Open.PASSED_OVER if is_passed_over else _Open.INSTRUCTION)

    def _text_box(self, element: etree._Element) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")
        start = len(self.pieces)
        self.read(element)
        if floats(element) and "".join(self.pieces[start:]).strip():
            self.floating(start)

    def floating(self, start: int) -> None:
        """Marks the pieces from this number on, which stand elsewhere on the page: what they answer, nobody can say."""
        del start
        self.pieces.append(UNREAD)

    def _turned(self, element: etree._Element) -> None:
        """Letters in an order against their own nature read otherwise than they are kept."""
        self.read(element)
        if element.get(VAL) == "rtl":
            self.pieces.append(UNREAD)

    def _ruby(self, element: etree._Element) -> None:
        """The text under a ruby is what was written; the small letters above only say how it is pronounced."""
        for base in element.iterchildren(RUBY_BASE):
            self.read(base)

    def _math(self, element: etree._Element) -> None:
        """A formula in one line reads as text; one with fractions, powers or roots does not."""
        if all(child.tag == MATH_RUN for child in element):
            self.read(element)
        else:
            self.pieces.append(UNREAD)

    def _picture(self, element: etree._Element) -> None:
        if next(element.iter(*_PICTURES), None) is not None:
            self.pieces.append(UNREAD)
        elif (shapes := drawn(element)) and (self.tells_drawings or floats(element)):
            self.pieces.append(UNREAD * min(shapes, _SEVERAL))
        self.read(element)


def _draws(end: etree._Element) -> bool:
    """Whether the field that ends here shows letters which stand in its instruction alone, such as one in a circle."""
    run = end.getparent()
    said: list[str] = []
    for one in run.itersiblings(RUN, preceding=True) if run is not None else ():
        said[:0] = [part.text or "" for part in one.iterchildren(INSTRUCTION)]
        if any(mark.get(FIELD_CHAR_TYPE) == "begin" for mark in one.iterchildren(FIELD_CHAR)):
            break
    return "".join(said).split(maxsplit=1)[:1] in _DRAWING


_DRAWING = (["EQ"], ["SYMBOL"])


_Handler = Callable[[Text, etree._Element], None]
_UNMARKED: dict[str, _Handler | None] = {
    TEXT: Text._text,
    MATH_TEXT: Text._text,
    PARAGRAPH: Text._paragraph,
    CONTROL: lambda text, element: text.control(element),
    FIELD_CHAR: lambda text, element: text.field_char(element),
    SYMBOL: lambda text, element: text._say(symbol_text(element)),
    EMOJI: lambda text, element: text._say(emoji_text(element)),
    EMBEDDED: lambda text, _: text._say(UNREAD),
    TEXT_BOX: Text._text_box,
    RUBY: Text._ruby,
    TURNED: Text._turned,
    MATH: Text._math,
    **dict.fromkeys((TAB, POSITIONED_TAB), lambda text, _: text._say("\t")),
    **dict.fromkeys((BREAK, CARRIAGE_RETURN), lambda text, _: text._say("\n")),
    NO_BREAK_HYPHEN: lambda text, _: text._say("-"),
    **dict.fromkeys((DRAWING, PICTURE, OBJECT), Text._picture),
    **dict.fromkeys((RUN_PROPERTIES, PARAGRAPH_PROPERTIES, ROW_PROPERTIES, CELL_PROPERTIES)),
    **dict.fromkeys((TABLE_PROPERTIES, TABLE_GRID, SECTION_PROPERTIES, BOOKMARK_START, BOOKMARK_END, PROOFING)),
    **dict.fromkeys((INSTRUCTION, DELETED_TEXT, DELETED_INSTRUCTION, SOFT_HYPHEN)),
}
MARKED = _UNMARKED | {
    RUN: Text._run,
    PARAGRAPH: lambda text, element: text.counted(element),
    **dict.fromkeys((ROW, CELL, DELETED, MOVED_FROM, CHOICE, FALLBACK), Text._unless_gone),
}
UNCHANGED = MARKED | {DELETED_TEXT: Text._text, **dict.fromkeys((INSERTED, MOVED_TO), Text._unless_gone)}


def shown_of(pieces: Iterable[str]) -> str:
    """The text of these pieces that is not hidden."""
    return "".join([piece for piece in pieces if type(piece) is not Hidden])


def text_beside(elements: Iterable[etree._Element], marks: Marks) -> str:
    """The text of these elements outside their content controls, in one line: what labels and prompts are made of."""
    text = Text(marks)
    for element in elements:
        text.read_element(element)
    return " ".join(trimmed(shown_of(text.pieces)).split())
