"""Drop-downs and lists: the stored value, the option it names, and the option's number, which must agree."""

from collections.abc import Sequence
from typing import NamedTuple

import pikepdf

from extractors.pdf.said import Said, flags_of, state_of
from extractors.pdf.text import Text, text_of
from extractors.pdf.tree import DIRECT, Entries, Id, LimitError
from planwright.model import FieldKind, State

COMBO = 1 << 17
EDITABLE = 1 << 18
SEVERAL = 1 << 21
MOST_OPTIONS = 20_000  # schools of a state; beyond that nobody made the list to choose from


_WEIGHT = (State.PLACEHOLDER, State.ANSWERED, State.UNREADABLE)  # of several choices the last one counts for all


class Option(NamedTuple):
    """One entry of a list: what is stored when it is chosen, and what is shown."""

    export: str
    display: str


class Options:
    """The option lists of one file, each read once: forms share one list of states or years among many fields.

    One that stands in its field is known again by how it is written.
    """

    def __init__(self) -> None:
        self._read: dict[Id | bytes, tuple[Option, ...]] = {}

    def of(self, field: Entries) -> tuple[Option, ...]:
        """The options of a field; raises `LimitError` for more than a person could choose from."""
        stored = field.get("/Opt")
        if not isinstance(stored, pikepdf.Array):
            return ()
        if len(stored) > MOST_OPTIONS:
            raise LimitError("number of choices in a list", f"{MOST_OPTIONS:,}")
        key = stored.unparse() if stored.objgen == DIRECT else stored.objgen
        if key not in self._read:
            self._read[key] = _options(stored)
        return self._read[key]


def read_choice(field: Entries, lists: Options) -> Said:
    """What a drop-down or list says: `value` is what is shown, `raw` what is stored.

    It is a conflict where the stored value is none of the options and cannot be typed, where it could be several of
    them, and where the numbers of the chosen options (/I) tell of others: some viewers show those. Where a drop-down
    has one choice, what it draws decides between them.
    """
    flags = flags_of(field)
    several = bool(flags & SEVERAL)
    options = lists.of(field)
    numbers = _numbers(field.get("/I"))
    stored = field.get("/V")
    texts = [text_of(one) for one in _each(stored)]
    texts = [text for text in texts if not text.blank]
    if not texts:
        return _nothing(options, numbers, prompted=stored is not None)
    found = [_find(text.text, options, numbers) for text in texts]
    typed = bool(flags & COMBO and flags & EDITABLE)
    sure = all(len(options_of_one) == 1 or (typed and not options_of_one) for options_of_one in found)
    sure = sure and (several or len(texts) == 1)
    agree = _numbers_agree(numbers, texts, options)
    chosen = [one[0] if len(one) == 1 else Option(text.text, text.text) for one, text in zip(found, texts, strict=True)]
    state = max((state_of(text) for text in texts), key=_WEIGHT.index)
    decisive = state is State.ANSWERED and sure and not agree and not several and bool(flags & COMBO)
    if state is not State.UNREADABLE and not (sure and agree):
        state = State.CONFLICT
    shown, raw = tuple(option.display for option in chosen), tuple(option.export for option in chosen)
    if several or len(shown) > 1:
        return Said(kind=FieldKind.CHOICE, value=shown, raw=raw if raw != shown else None, state=state)
    stored_as = raw[0] if raw != shown else None
    return Said(kind=FieldKind.CHOICE, value=shown[0] or None, raw=stored_as, state=state, is_drawn_decisive=decisive)


def _nothing(options: Sequence[Option], numbers: Sequence[int], *, prompted: bool) -> Said:
    """A field without a value: blank, or on an option that stands for none; in conflict where /I tells of another."""
    numbered = [options[number] for number in numbers if 0 <= number < len(options)]
    if any(option.export.strip() for option in numbered):
        return Said(kind=FieldKind.CHOICE, value=None, state=State.CONFLICT)
    prompts = prompted and any(not option.export.strip() and option.display.strip() for option in options)
    return Said(kind=FieldKind.CHOICE, value=None, state=State.PLACEHOLDER if prompts else State.BLANK)


def _each(stored: object) -> Sequence[object]:
    if not isinstance(stored, pikepdf.Array):
        return (stored,)
    if len(stored) > MOST_OPTIONS:
        raise LimitError("number of choices made", f"{MOST_OPTIONS:,}")
    return list(stored)


def _options(stored: pikepdf.Array) -> tuple[Option, ...]:
    options = []
    for one in stored:
        pair = isinstance(one, pikepdf.Array) and len(one) > 0
        export, display = (text_of(one[0]).text, text_of(one[-1]).text) if pair else (text_of(one).text,) * 2
        options.append(Option(export, display))
    return tuple(options)


def _numbers(stored: object) -> tuple[int, ...]:
    """The numbers of the chosen options, from 0; none where the field does not tell them."""
    if not isinstance(stored, pikepdf.Array) or len(stored) > MOST_OPTIONS:
        return ()
    return tuple(number for number in list[object](stored) if isinstance(number, int))


def _find(text: str, options: Sequence[Option], numbers: Sequence[int]) -> list[Option]:
    """The options a stored text can stand for: by what they store, else by what they show, told apart by /I."""
    for matches in (
        lambda option: option.export == text,
        lambda option: option.display == text,
        lambda option: text.strip() in (option.export.strip(), option.display.strip()),
    ):
        found = [number for number, option in enumerate(options) if matches(option)]
        if found:
            numbered = [number for number in found if number in numbers]
            return list(dict.fromkeys(options[number] for number in numbered or found))
    return []


def _numbers_agree(numbers: Sequence[int], texts: Sequence[Text], options: Sequence[Option]) -> bool:
    """Whether /I tells of the options that are stored, as far as it tells of any."""
    if not numbers:
        return True
    if len(numbers) != len(texts) or not all(0 <= number < len(options) for number in numbers):
        return False
    stored = {text.text.strip() for text in texts}
    return all({options[number].export.strip(), options[number].display.strip()} & stored for number in numbers)
