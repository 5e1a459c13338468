"""The content controls of one part of a Word file as fields, each in its place, in the order of the file."""

from lxml import etree

from extractors.word_declared import Control, declared
from extractors.word_labels import Labels
from extractors.word_marks import Marks
from extractors.word_names import REPEATING_ITEM, REPEATING_SECTION
from extractors.word_package import XML_LIMIT, RefusedError
from extractors.word_text import Text
from extractors.word_values import Beside, settle
from planwright.model import Field, FieldKind, Place
from planwright.problems import Code, problem

# The largest real forms have some 450 fields; a grid asked by check boxes has a few thousand.
FIELD_LIMIT = 5_000

# A control around others repeats their text. Beyond twice all the text a file may have, they only wrap each other.
TEXT_LIMIT = 2 * XML_LIMIT

_ROWS = (REPEATING_SECTION, REPEATING_ITEM)


class Controls:
    """Reads the controls of one part; the text it gathers on the way is that of the controls around others."""

    __slots__ = (
        "_beside",
        "_fields",
        "_labels",
        "_length",
        "_marks",
        "_met",
        "_part",
        "_rows",
        "_rows_before",
        "_text",
    )

    def __init__(self, part: str, marks: Marks, beside: Beside) -> None:
        self._part = part
        self._marks = marks
        self._beside = beside
        self._labels = Labels(marks)
        self._met: set[etree._Element] = set()
        self._text = Text(marks, self._read)
        self._fields: dict[int, Field] = {}  # by the number of the control in the part
        self._length = 0  # characters in the fields so far
        self._rows: tuple[int, ...] = ()
        self._rows_before = 0  # rows of the repeating section around that have been read

    def fields(self) -> tuple[Field, ...]:
        """The fields of the part."""
        for control in self._marks.controls:
            if control not in self._met and self._marks.holds(control):
                self._read(control)
                self._text.pieces.clear()
        return tuple(field for _, field in sorted(self._fields.items()))

    def _read(self, element: etree._Element) -> None:
        """Reads one control and those in it; its text joins that of the control around it, unless it is a prompt."""
        self._met.add(element)
        control = declared(element)
        pieces = self._text.pieces
        start = len(pieces)
        if control.role in _ROWS:
            self._read_rows(control, is_row=control.role == REPEATING_ITEM)
        elif control.contents is not None:
            self._text.read_contents(control.contents)
        if not control.is_frame and element not in self._marks.untagged:
            self._add(control, pieces[start:])
        if control.is_prompting:
            del pieces[start:]

    def _read_rows(self, control: Control, *, is_row: bool) -> None:
        """Reads a repeating section, or one row of it: controls in it lie in that row."""
        rows, rows_before = self._rows, self._rows_before + is_row
        if is_row:
            self._rows = (*rows, rows_before)
        self._rows_before = 0
        if control.contents is not None:
            self._text.read_contents(control.contents)
        self._rows, self._rows_before = rows, rows_before

    def _add(self, control: Control, pieces: list[str]) -> None:
        if len(self._fields) >= FIELD_LIMIT:
            raise RefusedError(problem(Code.TOO_DEEP, what="number of fields", limit=FIELD_LIMIT))
        number = self._marks.controls[control.element]
        title = control.title
        kind = control.kind
        value, state, raw = settle(control, pieces, self._beside)
        self._length += len(value) if isinstance(value, str) else 0
        if self._length > TEXT_LIMIT:
            raise RefusedError(
                problem(Code.TOO_DEEP, what="text in fields within fields", limit=f"{TEXT_LIMIT >> 20} MB")
            )
        self._fields[number] = Field(
            key=control.key or title,
            label=title or self._labels.label(control.element, is_mark=kind is FieldKind.MARK),
            kind=kind,
            value=value,
            state=state,
            place=Place(part=self._part, xpath=f"(//w:sdt)[{number}]", rows=self._rows),
            raw=raw,
        )
