"""The places of a blank's fields in its texts, and what stands there in a completed form as a field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar, cast
from unicodedata import normalize

from extractors.blocks import Block
from extractors.prompts import is_beside_prompt, is_inviting, is_standard_prompt, plain
from extractors.shown import STRUCK, USUAL_SYMBOLS, has_no_text, numbers_said, trimmed
from extractors.typed import is_spoiled, typed_in
from planwright.model import Field, FieldKind, Place, State

_EMPTY = (State.BLANK, State.ANSWERED)  # a box that is not ticked is an answer
_SHORT, _MOST = 3, 4096  # letters of what many copies say alike; fields that are kept of one blank
_ENDS = " \xa0\n.,;:"
_DASHES, _QUOTES = re.compile("[\u2010-\u2015\u2212]"), re.compile('["\u2018-\u201f]')
_BETWEEN_WORDS = re.compile(r"(?<!\w)[-\u2010-\u2015](?!\w)|(?<!\d)[,.:;]|[,.:;](?!\d)|[()]")
_NO_SPACE = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
_NUMBERED = re.compile(r"(\d+)(?:[.):=]|\s*[-\u2010-\u2015])?\s+([^\W\d_].*)")
Known = TypeVar("Known")
CERTAINTY = 0.98  # of what was read from the text around it and not from a field


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The place of one field of the blank: what it is there, what it prompts with, and what may be chosen in it.

    `name` tells fields apart that have the same key. A place that is no field of the file `is_open`: an empty cell, a
    line to write on, a printed box. `row` and `column` are the words that say what it is for, `printed` is what stands
    there in the blank. Its `options` are printed words, one of which is to be marked. A drop-down that shows an entry
    before anything is chosen has that as `unset`. A control that takes several paragraphs, of which another program may
    cut all but the first, has `below` it so many empty ones. A place `is_one_line` where its question stands before it
    and nothing is printed below it in its text.
    """

    field: Field
    prompt: str = ""
    choices: tuple[tuple[str, str], ...] = ()  # as shown, and as stored
    name: str = ""
    is_open: bool = False
    row: str = ""
    column: str = ""
    printed: str = ""
    options: tuple[str, ...] = ()
    unset: str = ""
    below: int | None = None
    is_one_line: bool = False


@dataclass(frozen=True, slots=True)
class BlankTexts:
    """The texts and tables of a blank, with a sign for each field, and what these signs stand for.

    `header` and `footer` are the lines that each page has around them. `names` stand in all of these for the names of
    an agency and a round, which are `known` where the form says whose it is. `colors` are those it uses anywhere, as
    its styles may.
    """

    blocks: tuple[Block, ...]
    slots: Mapping[str, Slot]
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    colors: frozenset[str] = frozenset()
    _usual: dict[tuple[str, str | None, int, str | None], Field] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _made: dict[str, object] = field(default_factory=dict, init=False, compare=False, repr=False)

    def once(self, name: str, make: Callable[[], Known]) -> Known:
        """What is worked out of the blank alone under this name: once, however many copies are read beside it."""
        if name not in self._made:
            self._made[name] = make()
        return cast("Known", self._made[name])

    def found(self, sign: str, text: str | None, added: int, part: str | None = None) -> Field:
        """The field of the place with this sign, where this text stands; see `found_in`.

        What is empty is so in most copies, and said in the same way, as marks and choices are: that is made once.
        """
        key = sign, text, added, part
        found = self._usual.get(key)
        if found is None:
            found = found_in(self.slots[sign], text, added, part)
            is_empty = not found.value and found.state in _EMPTY
            is_usual = is_empty or len(text or "") <= _SHORT or bool(self.slots[sign].options)
            if is_usual and len(self._usual) < _MOST:
                self._usual[key] = found
        return found


def found_in(slot: Slot, text: str | None, added: int, part: str | None = None) -> Field:
    """The field of this place, by its own name and in its row; `added` counts rows after the blank's last."""
    rows = slot.field.place.rows
    if added and rows:
        rows = (*rows[:-1], rows[-1] + added)
    place = _place(part, rows)
    name = slot.name or slot.field.key
    if not slot.is_open:
        return replace(field_of(slot, text), key=name, place=place)
    typed = typed_in(text, slot.field.kind, printed=slot.printed, options=slot.options, is_one_line=slot.is_one_line)
    return Field(
        key=f"{name}+{added}" if added else name,
        label=slot.field.label,
        kind=slot.field.kind,
        value=typed.value,
        state=typed.state,
        place=place,
        confidence=typed.confidence,
    )


@lru_cache(maxsize=256)
def _place(part: str | None, rows: tuple[int, ...]) -> Place:
    """A place that many fields share."""
    return Place(part=part, rows=rows)


def field_of(slot: Slot, text: str | None) -> Field:
    """What a lost field says, by the text that stands there; unreadable where None says that nobody can tell."""
    said = trimmed(numbers_said(text or ""))
    field = replace(slot.field, value=None, raw=None, confidence=0.0, state=State.UNREADABLE)
    if text is None or has_no_text(text) or STRUCK in text or is_spoiled(text, slot.printed):
        return field
    sure = replace(field, confidence=CERTAINTY)
    if field.kind is FieldKind.MARK:
        ticked = USUAL_SYMBOLS.get(said) if said else None
        return field if ticked is None else replace(sure, value=ticked, state=State.ANSWERED)
    if not said:
        return replace(sure, state=State.BLANK)
    is_unset = bool(slot.unset) and plain(said) == plain(slot.unset)
    if is_standard_prompt(said) or (slot.prompt and plain(said) == slot.prompt) or (is_unset and is_inviting(said)):
        return replace(sure, state=State.PLACEHOLDER)
    if is_unset or is_beside_prompt(said, slot.prompt):  # the first entry looks the same where nobody chose
        return replace(field, value=said, state=State.CONFLICT)
    return _choice(slot, said, sure) if slot.choices else replace(sure, value=said, state=State.ANSWERED)


def _choice(slot: Slot, said: str, field: Field) -> Field:
    """The choice that these words are; in conflict where they are none, or several look alike."""
    meant = {choice for choice in slot.choices if _is_choice(said, choice[0])}
    meant = meant or {choice for choice in slot.choices if _compared(said) in _halves(slot.choices).get(choice[0], ())}
    if len(meant) != 1:
        return replace(field, value=said, state=State.CONFLICT, confidence=0.0)
    ((shown, stored),) = meant
    return replace(field, value=shown, raw=stored, state=State.ANSWERED)


def _is_choice(said: str, shown: str) -> bool:
    """Whether these words are those of a choice: signs that it has may be left out between words, none may be added.

    So “Yes (?)” is not “Yes”, and “-1” is not “1”.
    """
    return _compared(said) in (_compared(shown), _compared(_BETWEEN_WORDS.sub(" ", shown)))


def _compared(text: str) -> str:
    """The text as it is compared with a choice; programs differ in spaces, dashes and quotation marks."""
    seen = normalize("NFKC", _QUOTES.sub("'", _DASHES.sub("-", text))).casefold()
    return _NO_SPACE.sub("", seen.strip().rstrip(_ENDS))


@lru_cache(maxsize=256)
def _halves(choices: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[str, str]]:
    """The number and the words of each choice such as “3 Sometimes”, where every one with a number has its own of both.

    Either can stand for the choice; not so where a number counts something, as in “2 or more” and “5 or more”.
    """
    steps = [(shown, _NUMBERED.fullmatch(shown.strip())) for shown, _ in choices if any(map(str.isdigit, shown))]
    halves = {shown: (_compared(found[1]), _compared(found[2])) for shown, found in steps if found is not None}
    several = all(len(set(ones)) == len(steps) for ones in zip(*halves.values(), strict=True))
    return halves if len(halves) == len(steps) > 1 and several else {}
