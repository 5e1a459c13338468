"""What a content control says: its value, what the file stores beside it, and how certain the two are together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from extractors.word_binding import Stores, read_stores
from extractors.word_dates import is_other_day
from extractors.word_declared import Control
from extractors.word_names import (
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
    PROMPT_PART,
    UNCHECKED_STATE,
    VAL,
)
from extractors.word_package import Package
from extractors.word_prompts import glossary_prompts, is_standard_prompt, plain
from extractors.word_symbols import USUAL_SYMBOLS, is_ticked
from extractors.word_text import Hidden, has_no_text, trimmed
from planwright.model import State

_ALWAYS_READ = (CHECK_BOX, PICTURE_CONTROL)  # what they are does not depend on the text in them
_OFF = ("0", "false", "off")
_DAY = 10  # characters of `2026-09-30` in `2026-09-30T00:00:00Z`; Word stores days as midnights


class Said(NamedTuple):
    """The value, state and stored value of one control, as `Field` has them."""

    value: str | bool | None
    state: State
    raw: str | None = None


class Pieces(NamedTuple):
    """What the pieces of text in one control amount to: what is shown, and what is hidden or no text besides."""

    shown: str
    everything: str
    has_hidden: bool
    has_unread: bool

    @classmethod
    def of(cls, pieces: list[str]) -> "Pieces":
        """The pieces gathered from one control."""
        everything = "".join(pieces)
        has_unread = has_no_text(everything)
        everything = trimmed(everything)
        if Hidden not in map(type, pieces):
            return cls(everything, everything, has_hidden=False, has_unread=has_unread)
        shown = trimmed("".join(piece for piece in pieces if type(piece) is not Hidden))
        return cls(shown, everything, has_hidden=shown != everything, has_unread=has_unread)


@dataclass
class Beside:
    """What stands in other parts of a form beside its text, read when a control first asks for it."""

    package: Package

    @cached_property
    def prompts(self) -> dict[str, str]:
        """The prompts in the form's glossary, by name."""
        return glossary_prompts(self.package)

    @cached_property
    def stores(self) -> Stores:
        """The custom XML that controls are bound to."""
        return read_stores(self.package)


def settle(control: Control, pieces: list[str], beside: Beside) -> Said:
    """What the control with these pieces of text in it says."""
    text = Pieces.of(pieces)
    read = _READERS.get(control.role or "", _read_text)
    if control.role in _ALWAYS_READ:
        said = read(control, text)
    elif control.is_prompting:
        said = _read_prompt(control, text, beside)
    elif text.has_unread:
        said = Said(text.shown or None, State.UNREADABLE)
    elif text.has_hidden:
        said = Said(text.shown or None, State.CONFLICT, text.everything)
    elif text.shown and _is_prompt(control, text, beside):
        # The text stays: that it is no answer is planwright's word here, not Word's.
        said = Said(text.shown, State.PLACEHOLDER)
    else:
        said = read(control, text)
    binding = control.properties.get(BINDING)
    return said if binding is None else _beside_binding(said, control, beside.stores.bound(binding))


def _read_prompt(control: Control, text: Pieces, beside: Beside) -> Said:
    """A control that is marked as showing its prompt; in conflict where it shows something else.

    Programs that fill in forms may leave the mark behind. A mark with a prompt that the form does not keep is trusted.
    """
    if not text.shown or is_standard_prompt(text.shown):
        return Said(None, State.PLACEHOLDER)
    prompt = _prompt_of(control, beside)
    if prompt is None or prompt == plain(text.shown):
        return Said(None, State.PLACEHOLDER)
    return Said(None, State.CONFLICT, text.shown)


def _is_prompt(control: Control, text: Pieces, beside: Beside) -> bool:
    """Whether the text is a prompt after all: other programs keep the prompt and lose the mark that it is one."""
    if is_standard_prompt(text.shown):
        return True
    prompt = _prompt_of(control, beside)
    return bool(prompt) and prompt == plain(text.shown)


def _prompt_of(control: Control, beside: Beside) -> str | None:
    """The prompt of a control as the form keeps it, compared as `plain` says, or None where it keeps none."""
    prompt = control.properties.get(PROMPT)
    part = next(prompt.iterchildren(PROMPT_PART), None) if prompt is not None else None
    return beside.prompts.get(part.get(VAL, "")) if part is not None else None


def _beside_binding(said: Said, control: Control, bound: str | None) -> Said:
    """What the control says, in conflict where the XML it is bound to says something else."""
    if bound is None or said.state not in (State.ANSWERED, State.BLANK, State.PLACEHOLDER):
        return said
    if isinstance(said.value, bool):
        agrees = bound.strip().lower() in (("1", "true") if said.value else ("0", "false", ""))
    else:
        held = (said.value or "") if said.state is State.ANSWERED else ""
        known = (_one_line(held), _one_line(said.raw or held))
        agrees = _one_line(bound) in known or (control.role == DATE and bound.strip()[:_DAY] in known)
    return said if agrees else Said(said.value, State.CONFLICT, bound.strip() or said.raw)


def _one_line(text: str) -> str:
    return " ".join(text.split())


# -- one kind each ----------------------------------------------------------------------------------------------------


def _read_text(_control: Control, text: Pieces) -> Said:
    return Said(text.shown, State.ANSWERED) if text.shown else Said(None, State.BLANK)


def _read_mark(control: Control, text: Pieces) -> Said:
    """A check box is what it stores, and in conflict where it shows the other symbol or none that is known."""
    box = control.properties[CHECK_BOX]
    mark = next(box.iterchildren(CHECKED), None)
    checked = mark is not None and mark.get(CHECK_VAL) not in _OFF
    if USUAL_SYMBOLS.get(text.everything) is checked:
        return Said(checked, State.ANSWERED)
    symbols = {child.tag: child.get(CHECK_VAL, "") for child in box}
    shows = is_ticked(text.everything, symbols.get(CHECKED_STATE, ""), symbols.get(UNCHECKED_STATE, ""))
    return Said(checked, State.ANSWERED if shows is checked else State.CONFLICT)


def _read_choice(control: Control, text: Pieces) -> Said:
    """What a drop-down shows must be on its list; a combo box also takes text of one's own."""
    if not text.shown:
        return Said(None, State.BLANK)
    free = control.role == COMBO_BOX
    choices = control.properties[COMBO_BOX if free else DROP_DOWN]
    items = [(one.get(ITEM_SHOWN), one.get(ITEM_VALUE, "")) for one in choices]
    values = {value for says, value in items if (says or value) == text.shown}
    if not values:  # other programs tidy the space within a choice's words
        shown = _one_line(text.shown)
        values = {value for says, value in items if _one_line(says or value) == shown}
    if len(values) > 1:  # choices that look alike: only the one stored last can tell them apart
        values &= {choices.get(LAST_VALUE, "")}
        free = False
    if values:
        return Said(text.shown, State.ANSWERED, values.pop())
    return Said(text.shown, State.ANSWERED if free else State.CONFLICT)


def _read_date(control: Control, text: Pieces) -> Said:
    """The day as it is shown, with the day the control stores; in conflict where the two are not the same day."""
    picker = control.properties[DATE]
    day = _stored_day(picker)
    raw = day.isoformat() if day else None
    if not text.shown:
        return Said(None, State.CONFLICT if day else State.BLANK, raw)
    said = {child.tag: child.get(VAL, "") for child in picker}
    comparable = day is not None and said.get(CALENDAR, "gregorian").startswith("gregorian")
    if day and comparable and is_other_day(text.shown, day, said.get(DATE_FORMAT, ""), said.get(DATE_LANGUAGE, "")):
        return Said(text.shown, State.CONFLICT, raw)
    return Said(text.shown, State.ANSWERED, raw)


def _stored_day(picker: etree._Element) -> date | None:
    try:
        return date.fromisoformat(picker.get(FULL_DATE, "")[:_DAY])
    except ValueError:
        return None


def _read_picture(control: Control, text: Pieces) -> Said:
    """A picture, such as a signature, is something that only a person can read."""
    if control.is_prompting:
        return Said(None, State.PLACEHOLDER)
    return Said(None, State.UNREADABLE if text.has_unread else State.BLANK)


_READERS: dict[str, Callable[[Control, Pieces], Said]] = {
    CHECK_BOX: _read_mark,
    DROP_DOWN: _read_choice,
    COMBO_BOX: _read_choice,
    DATE: _read_date,
    PICTURE_CONTROL: _read_picture,
}
