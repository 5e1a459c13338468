"""Word's form fields from before content controls: text, check boxes and drop-downs, as fields."""

from typing import NamedTuple

from lxml import etree

from extractors.prompts import is_inviting, is_standard_prompt
from extractors.shown import USUAL_SYMBOLS, trimmed
from extractors.word.controls.values import Said, doubt_in, one_line
from extractors.word.labels import Labels
from extractors.word.names import (
    FIELD_CHAR_TYPE,
    FORM_CHECK_BOX,
    FORM_CHECKED,
    FORM_DEFAULT,
    FORM_DROP_DOWN,
    FORM_ENTRY,
    FORM_FIELD,
    FORM_HELP,
    FORM_NAME,
    FORM_RESULT,
    FORM_STATUS,
    FORM_TEXT,
    FORM_TYPE,
    VAL,
)
from extractors.word.page.marks import Marks, is_on
from extractors.word.page.text import Text
from planwright.model import Field, FieldKind, Place, State

_DIGITS = 6  # of the number of an entry; a list has 25 at most


class _Open(NamedTuple):
    """A field that has begun and not ended: its settings, the run it begins in, and where its text starts."""

    settings: etree._Element | None
    first: etree._Element
    start: int


class FormFields(Text):
    """Reads the form fields of one part, in the order in which they end."""

    tells_numbers = True
    passes_over_form_fields = False

    __slots__ = ("_answers", "_labels", "_open", "_part")

    def __init__(self, part: str, marks: Marks) -> None:
        super().__init__(marks)
        self._part = part
        self._labels = Labels(marks)
        self._open: list[_Open] = []
        self._answers: list[Field] = []

    def fields(self, root: etree._Element) -> tuple[Field, ...]:
        """The form fields in this root; what a field that never ends says, nobody can tell."""
        if self._marks.form_fields:
            self.read_part(root)
        for field in self._open:
            if field.settings is not None:
                self._add(field.settings, field.first, field.first, Said(None, State.UNREADABLE))
        return tuple(self._answers)

    def control(self, element: etree._Element) -> None:
        """Form fields may stand within a content control, too."""
        self.read_inside(element)

    def field_char(self, element: etree._Element) -> None:
        """Notes where fields begin, and reads a form field where it ends."""
        super().field_char(element)
        run = element.getparent()
        step = element.get(FIELD_CHAR_TYPE)
        if run is not None and step == "begin":
            self._open.append(_Open(element.find(FORM_FIELD), run, len(self.pieces)))
        elif run is not None and step == "end" and self._open:
            field = self._open.pop()
            if field.settings is not None:
                self._add(field.settings, field.first, run, _settle(field.settings, self.pieces[field.start :]))
            if not self._open:
                self.pieces.clear()

    def _add(self, settings: etree._Element, first: etree._Element, last: etree._Element, said: Said) -> None:
        number = self._marks.form_fields[settings]
        kind = _kind(settings)
        name = _said_in(settings, FORM_NAME)
        title = _said_in(settings, FORM_HELP) or _said_in(settings, FORM_STATUS)
        self._answers.append(
            Field(
                key=name,
                label=title or self._labels.label(first, last, is_mark=kind is FieldKind.MARK),
                kind=kind,
                value=said.value,
                state=said.state,
                place=Place(part=self._part, xpath=f"(//w:ffData)[{number}]"),
                raw=said.raw,
            )
        )


def _kind(settings: etree._Element) -> FieldKind:
    if settings.find(FORM_CHECK_BOX) is not None:
        return FieldKind.MARK
    if settings.find(FORM_DROP_DOWN) is not None:
        return FieldKind.CHOICE
    return FieldKind.DATE if _said_in(settings, f"{FORM_TEXT}/{FORM_TYPE}") == "date" else FieldKind.TEXT


def _settle(settings: etree._Element, pieces: list[str]) -> Said:
    """What a form field with these pieces of text between its marks says."""
    text = trimmed("".join(pieces))
    box, choices = settings.find(FORM_CHECK_BOX), settings.find(FORM_DROP_DOWN)
    if box is not None:
        return _read_check_box(box, text)
    if choices is not None:
        return _read_drop_down(choices, text)
    doubt = doubt_in(pieces, text)
    if doubt is not None:
        return doubt
    if not text:  # Word shows five wide spaces in an empty field
        return Said(None, State.BLANK)
    is_prompt = text == trimmed(_said_in(settings, f"{FORM_TEXT}/{FORM_DEFAULT}")) or is_standard_prompt(text)
    return Said(text, State.PLACEHOLDER if is_prompt else State.ANSWERED)


def _read_check_box(box: etree._Element, text: str) -> Said:
    """A box is what it was last set to, else what it was made with; Word writes no text into it."""
    mark = box.find(FORM_CHECKED)
    if mark is None:
        mark = box.find(FORM_DEFAULT)
    is_checked = mark is not None and is_on(mark)
    return Said(is_checked, State.ANSWERED if not text or USUAL_SYMBOLS.get(text) is is_checked else State.CONFLICT)


def _read_drop_down(choices: etree._Element, text: str) -> Said:
    """The entry that was chosen; Word writes nothing where nobody chose, other programs that the first one shows."""
    entries = [entry.get(VAL, "") for entry in choices.iterchildren(FORM_ENTRY)]
    chosen = _said_in(choices, FORM_RESULT)
    from_start = _number(_said_in(choices, FORM_DEFAULT)) or 0
    number = _number(chosen)
    is_chosen, number = bool(number), from_start if number is None else number
    if number >= len(entries) and number:
        return Said(None, State.CONFLICT, chosen)
    shown = entries[number].strip() if entries else ""
    if text and one_line(text) != one_line(shown):
        return Said(text, State.CONFLICT, shown)
    if is_chosen:
        return Said(shown or None, State.ANSWERED if shown else State.BLANK)
    if is_inviting(shown) or not (chosen or number):
        return Said(None, State.BLANK, shown or None)
    return Said(shown, State.CONFLICT)  # it shows from the start: whether it was meant, nobody can tell


def _number(said: str) -> int | None:
    return int(said[:_DIGITS]) if said.isdecimal() else None


def _said_in(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(VAL, "")
