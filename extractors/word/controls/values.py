"""What a content control says: its value, what the file stores beside it, and how certain the two are together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from extractors.prompts import is_standard_prompt
from extractors.shown import UNREAD, USUAL_SYMBOLS, has_no_text, trimmed
from extractors.word.controls.binding import Stores, read_stores
from extractors.word.controls.dates import is_other_day
from extractors.word.controls.declared import Control
from extractors.word.controls.glossary import Glossary, read_glossary
from extractors.word.file.package import Package
from extractors.word.names import (
    BINDING,
    CALENDAR,
    CHECK_BOX,
    CHECK_VAL,
    CHECKED,
    CHECKED_STATE,
    COMBO_BOX,
    DATE,
    DATE_FORMAT,
    DATE_LANGUAGE,
    DROP_DOWN,
    FULL_DATE,
    ITEM_SHOWN,
    ITEM_VALUE,
    LAST_VALUE,
    PICTURE_CONTROL,
    PROMPT,
    UNCHECKED_STATE,
    VAL,
)
from extractors.word.page.flow import Counted, Hidden, Struck
from extractors.word.page.marks import OFF
from extractors.word.page.symbols import is_ticked
from extractors.word.page.text import shown_of
from planwright.model import State

_MARKS_AND_PICTURES = (CHECK_BOX, PICTURE_CONTROL)
_CHOSEN = (*_MARKS_AND_PICTURES, DROP_DOWN)  # what is chosen there, a number before its paragraph does not change
_DAY = 10  # characters of `2026-09-30` in `2026-09-30T00:00:00Z`; Word stores days as midnights


class Said(NamedTuple):
    """The value, state and stored value of one control, as `Field` has them."""

    value: str | bool | None
    state: State
    raw: str | None = None


_PROMPTING = Said(None, State.PLACEHOLDER)


@dataclass
class Beside:
    """What stands in other parts of a form beside its text, read when a control first asks for it."""

    package: Package

    @cached_property
    def glossary(self) -> Glossary:
        """The prompts in the form's glossary."""
        return self.package.once("glossary", lambda: read_glossary(self.package))

    @cached_property
    def stores(self) -> Stores:
        """The custom XML that controls are bound to."""
        return self.package.once("stores", lambda: read_stores(self.package))


def settle(control: Control, pieces: list[str], beside: Beside) -> Said:
    """What the control with these pieces of text in it says."""
    if Counted in map(type, pieces) and (control.is_prompting or control.role in _CHOSEN):
        pieces = [piece for piece in pieces if type(piece) is not Counted]
    everything = "".join(pieces)
    text = trimmed(everything)
    if control.role in _MARKS_AND_PICTURES:
        said = (
            _read_mark(control, text, everything) if control.role == CHECK_BOX else _read_picture(control, everything)
        )
    elif control.is_prompting:
        said = _read_prompt(control, text, beside)
    elif (doubt := doubt_in(pieces, text)) is not None:
        said = doubt
    elif not text:
        said = _read_blank(control)
    elif is_standard_prompt(text) or _is_own_prompt(control, text, beside):
        # Other programs keep the prompt and lose the mark that it is one. The text stays: that it is no answer is
        # planwright's word here, not the file's.
        said = Said(text, State.PLACEHOLDER)
    else:
        read = _READERS.get(control.role)
        said = Said(text, State.ANSWERED) if read is None else read(control, text)
    binding = control.properties.get(BINDING)
    return said if binding is None else _beside_binding(said, control, beside.stores.bound(binding))


def doubt_in(pieces: list[str], text: str) -> Said | None:
    """What these pieces of text say where no one can say it for certain; None where what they show is what they are."""
    kinds = set(map(type, pieces))
    is_struck = Struck in kinds and any(type(piece) is Struck and piece.strip() for piece in pieces)
    if is_struck or has_no_text("".join(pieces)):
        return Said(text or None, State.UNREADABLE)
    if Hidden in kinds and (shown := trimmed(shown_of(pieces))) != text:
        return Said(shown or None, State.CONFLICT, text)
    return None


def _read_prompt(control: Control, text: str, beside: Beside) -> Said:
    """A control that is marked as showing its prompt; in conflict where it shows something else.

    Programs that fill in forms may leave the mark behind. A mark with a prompt that the form does not keep is trusted;
    the text is kept beside it, for those who know the blank.
    """
    is_own = _is_own_prompt(control, text, beside)
    if not text or is_own or is_standard_prompt(text):
        return _PROMPTING
    return Said(None, State.PLACEHOLDER if is_own is None else State.CONFLICT, text)


def _is_own_prompt(control: Control, text: str, beside: Beside) -> bool | None:
    """Whether the text is the prompt that the form keeps for this control, or None where it keeps none."""
    prompt = control.properties.get(PROMPT)
    part = next(iter(prompt), None) if prompt is not None else None
    return beside.glossary.is_prompt(text, part.get(VAL, "")) if part is not None else None


def _beside_binding(said: Said, control: Control, bound: str | None) -> Said:
    """What the control says, in conflict where the XML it is bound to says something else."""
    if bound is None or said.state not in (State.ANSWERED, State.BLANK, State.PLACEHOLDER):
        return said
    if isinstance(said.value, bool):
        agrees = bound.strip().lower() in (("1", "true") if said.value else ("0", "false", ""))
    else:
        held = (said.value or "") if said.state is State.ANSWERED else ""
        known = (one_line(held), one_line(said.raw or held))
        agrees = one_line(bound) in known or (control.role == DATE and bound.strip()[:_DAY] in known)
    return said if agrees else Said(said.value, State.CONFLICT, bound.strip() or said.raw)


def one_line(text: str) -> str:
    """The text with one space for each run of spaces and breaks."""
    return " ".join(text.split())


# -- one kind each ----------------------------------------------------------------------------------------------------


def _read_blank(control: Control) -> Said:
    """A control without text is blank; one that yet stores a day shows other than it stores."""
    day = _stored_day(control.properties[DATE]) if control.role == DATE else None
    return Said(None, State.CONFLICT, day.isoformat()) if day else Said(None, State.BLANK)


def _read_mark(control: Control, text: str, everything: str) -> Said:
    """A check box is what it stores, and in conflict where it shows the other symbol, one unknown, or is drawn upon."""
    box = control.properties[CHECK_BOX]
    mark = next((child for child in box if child.tag == CHECKED), None)
    checked = mark is not None and mark.get(CHECK_VAL) not in OFF
    if UNREAD in everything:
        return Said(checked, State.CONFLICT)
    if USUAL_SYMBOLS.get(text) is checked:
        return Said(checked, State.ANSWERED)
    symbols = {child.tag: child.get(CHECK_VAL, "") for child in box}
    shows = is_ticked(text, symbols.get(CHECKED_STATE, ""), symbols.get(UNCHECKED_STATE, ""))
    return Said(checked, State.ANSWERED if shows is checked else State.CONFLICT)


def _read_choice(control: Control, text: str) -> Said:
    """What a drop-down shows must be on its list; a combo box also takes text of one's own."""
    free = control.role == COMBO_BOX
    choices = control.properties[COMBO_BOX if free else DROP_DOWN]
    values = {one.get(ITEM_VALUE, "") for one in choices if text in one.values() and _shown_by(one) == text}
    if not values:  # other programs tidy the space within a choice's words
        shown = one_line(text)
        values = {one.get(ITEM_VALUE, "") for one in choices if one_line(_shown_by(one)) == shown}
    if len(values) > 1:  # choices that look alike: only the one stored last can tell them apart
        values &= {choices.get(LAST_VALUE, "")}
        free = False
    if values:
        return Said(text, State.ANSWERED, values.pop())
    return Said(text, State.ANSWERED if free else State.CONFLICT)


def _shown_by(choice: etree._Element) -> str:
    return choice.get(ITEM_SHOWN, "") or choice.get(ITEM_VALUE, "")


def _read_date(control: Control, text: str) -> Said:
    """The day as it is shown, with the day the control stores; in conflict where the two are not the same day."""
    picker = control.properties[DATE]
    day = _stored_day(picker)
    raw = day.isoformat() if day else None
    said = {child.tag: child.get(VAL, "") for child in picker}
    comparable = day is not None and said.get(CALENDAR, "gregorian").startswith("gregorian")
    if day and comparable and is_other_day(text, day, said.get(DATE_FORMAT, ""), said.get(DATE_LANGUAGE, "")):
        return Said(text, State.CONFLICT, raw)
    return Said(text, State.ANSWERED, raw)


def _stored_day(picker: etree._Element) -> date | None:
    try:
        return date.fromisoformat(picker.get(FULL_DATE, "")[:_DAY])
    except ValueError:
        return None


def _read_picture(control: Control, everything: str) -> Said:
    """A picture, such as a signature, is something that only a person can read."""
    if control.is_prompting:
        return Said(None, State.PLACEHOLDER)
    return Said(None, State.UNREADABLE if has_no_text(everything) else State.BLANK)


_READERS: dict[str | None, Callable[[Control, str], Said]] = {
    DROP_DOWN: _read_choice,
    COMBO_BOX: _read_choice,
    DATE: _read_date,
}
