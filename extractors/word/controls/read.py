"""The content controls of one part of a Word file as fields, each in its place, in the order of the file."""

from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from lxml import etree

from extractors.limits import limits
from extractors.word.controls.declared import Control, declared
from extractors.word.controls.values import Beside, settle
from extractors.word.file.package import RefusedError
from extractors.word.labels import Labels
from extractors.word.names import CONTROL, REPEATING_ITEM, REPEATING_SECTION, ROWS_BINDING
from extractors.word.page.flow import Counted
from extractors.word.page.marks import BEFORE, FINAL, Marks
from extractors.word.page.text import Text, text_beside
from planwright.model import Field, FieldKind, Place, State
from planwright.problems import FileCode, problem

# The largest real forms have some 450 fields; a grid asked by check boxes has a few thousand.
FIELD_LIMIT = 5_000

# A control around others repeats their text. Beyond twice all the text a file may have, they only wrap each other.
_TIMES = 2

_ROWS = (REPEATING_SECTION, REPEATING_ITEM)


class _Around(NamedTuple):
    """The rows that are being read, the keys of their sections, and the key of a section inside them, if any."""

    rows: tuple[int, ...] = ()
    tables: tuple[str, ...] = ()
    section: str = ""

    def in_row(self, number: int) -> "_Around":
        """What is around a control in this row of the section."""
        return _Around((*self.rows, number), (*self.tables, self.section))


class Controls(Text):
    """Reads the controls of one part; the pieces it gathers on the way are those of the controls around others."""

    tells_numbers = True
    passes_over_form_fields = False  # within a control, they are part of its answer

    __slots__ = ("_answers", "_around", "_beside", "_is_within", "_labels", "_length", "_met", "_part", "_rows_before")

    def __init__(self, part: str, marks: Marks, beside: Beside) -> None:
        super().__init__(marks)
        self._part = part
        self._beside = beside
        self._labels = Labels(marks)
        self._met: set[etree._Element] = set()
        self._answers: dict[int, Field] = {}  # by the number of the control in the part
        self._is_within = False  # whether the text of a control around is being gathered
        self._length = 0  # characters in the fields so far
        self._around = _Around()
        self._rows_before = 0  # rows of the repeating section around that have been read

    def fields(self) -> tuple[Field, ...]:
        """The fields of the part."""
        self._read_all(self._marks.controls)
        return tuple(field for _, field in sorted(self._answers.items()))

    def _read_all(self, elements: Iterable[etree._Element]) -> None:
        """Reads each of these controls unless it was read in one before it, or is not in the final version."""
        for element in elements:
            if element not in self._met and self._marks.holds(element):
                self.control(element)
                if not self._is_within:
                    self.pieces.clear()

    def control(self, element: etree._Element) -> None:
        """Reads one control and those in it; its text joins that of the control around it, unless it is a prompt."""
        self._met.add(element)
        control = declared(element)
        start = len(self.pieces)
        is_frame = control.role is not None and control.is_frame
        if element in self._marks.untagged or (is_frame and control.role not in _ROWS):
            if self._is_within and control.contents is not None:
                self.read_contents(element)
        elif is_frame:
            self._read_rows(control, is_row=control.role == REPEATING_ITEM)
        else:
            self._read_answer(control, start)
        if control.is_prompting:
            del self.pieces[start:]

    def _read_answer(self, control: Control, start: int) -> None:
        """Reads a control that holds an answer, and the controls in it while its text is gathered."""
        is_within, self._is_within = self._is_within, True
        if self._marks.view is BEFORE:
            for deleted in _deleted_beside(control.element):
                self.read_element(deleted)
        if control.contents is not None:
            self.read_contents(control.element)
        self._is_within = is_within
        pieces = self.pieces[start:]
        self._add(control, [] if control.says_nothing and _is_counted(pieces) else pieces)

    def _read_rows(self, control: Control, *, is_row: bool) -> None:
        """Reads a repeating section, or one row of it: controls in it lie in that row."""
        around, rows_before = self._around, self._rows_before + is_row
        self._around = around.in_row(rows_before) if is_row else around._replace(section=control.key)
        self._rows_before = 0
        if control.contents is not None and self._is_within:
            self.read_contents(control.element)
        elif control.contents is not None:  # nobody asks for the text between the controls
            self._read_all(control.contents.iter(CONTROL))
        if not is_row:
            self._add_rows_not_shown(control)
        if is_row and control.contents is not None and next(control.contents.iter(CONTROL), None) is None:
            self._add_bare_row(control.element, control.contents)
        self._around, self._rows_before = around, rows_before

    def _add(self, control: Control, pieces: list[str]) -> None:
        if len(self._answers) >= FIELD_LIMIT:
            raise RefusedError(problem(FileCode.TOO_DEEP, what="number of fields", limit=FIELD_LIMIT))
        number = self._marks.controls[control.element]
        title = control.title
        kind = control.kind
        value, state, raw = settle(control, pieces, self._beside)
        self._length += len(value) if isinstance(value, str) else 0
        most = int(_TIMES * limits().unpacked)
        if self._length > most:
            raise RefusedError(
                problem(FileCode.TOO_DEEP, what="text in fields within fields", limit=f"{most >> 20} MB")
            )
        self._answers[number] = Field(
            key=control.key or title,
            label=title or self._labels.label(control.element, is_mark=kind is FieldKind.MARK),
            kind=kind,
            value=value,
            state=state,
            place=self._place(number),
            raw=raw,
            within=self._around.tables,
        )

    def _add_bare_row(self, row: etree._Element, contents: etree._Element) -> None:
        """Adds what stands in a row that has lost its controls as a field without a key, for a person to look at."""
        text = text_beside((contents,), self._marks)
        if text:
            number = self._marks.controls[row]
            self._answers[number] = Field(
                key="",
                label=self._around.tables[-1],
                kind=FieldKind.TEXT,
                value=text,
                state=State.UNREADABLE,
                place=self._place(number),
                within=self._around.tables,
            )

    def _add_rows_not_shown(self, section: Control) -> None:
        """Adds a section bound to XML that holds other rows than the document shows: opened, Word shows those."""
        binding = section.properties.get(ROWS_BINDING)
        kept = self._beside.stores.rows(binding) if binding is not None else 0
        if kept and kept != self._rows_before:
            number = self._marks.controls[section.element]
            self._answers[number] = Field(
                key=section.key,
                label=section.title,
                kind=FieldKind.TEXT,
                value=None,
                state=State.CONFLICT,
                place=self._place(number),
            )

    def _place(self, number: int) -> Place:
        return Place(part=self._part, xpath=f"(//w:sdt)[{number}]", rows=self._around.rows)


def _is_counted(pieces: Iterable[str]) -> bool:
    """Whether nothing is said but what Word counts, as in the control that LibreOffice puts around a row's number."""
    return all(isinstance(one, Counted) for one in pieces if one.strip())


def _deleted_beside(control: etree._Element) -> list[etree._Element]:
    """The deletions right before a control: LibreOffice puts there what was deleted at its beginning."""
    deleted = list(takewhile(lambda one: one.tag in FINAL.gone, control.itersiblings(preceding=True)))
    return deleted[::-1]
