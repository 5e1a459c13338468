"""What an XFA field says, given the texts that are stored for it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from extractors.pdf.said import Said, state_of
from extractors.pdf.text import NOTHING, Text
from extractors.pdf.xfa.packets import Element
from extractors.pdf.xfa.template import Asked, Item, Question
from extractors.pdf.xfa.words import is_picture, is_value, words_of
from planwright.model import FieldKind, State

_ON, _OFF = ("1", "on", "true"), ("0", "off", "false")  # of a check button that does not say what it stores


def said_by(question: Question, datum: Element | None) -> Said:
    """What a field says by its datum; blank without one."""
    return said_of(
        question, stored_in(question, datum), is_there=datum is not None, shows=datum is not None and is_picture(datum)
    )


def stored_in(question: Question, datum: Element | None) -> tuple[Text, ...]:
    """The texts a datum holds for a field: one, or one for each choice made."""
    if datum is None:
        return ()
    if is_value(datum):
        text = words_of(datum)
        lines = text.text.split("\n") if question.several else [text.text]
        return tuple(Text(line, text.certain) for line in lines if line.strip() or not text.certain)
    return tuple(text for text in map(words_of, datum) if not text.blank)


def said_of(question: Question, stored: Sequence[Text], *, is_there: bool = True, shows: bool = False) -> Said:
    """What a field says by the texts stored for it; `is_there` tells whether it has a datum, `shows` a picture."""
    text = stored[0] if stored else NOTHING
    if shows or question.asked is Asked.PICTURE:
        state = State.BLANK if text.blank else State.UNREADABLE
        return Said(kind=FieldKind.SIGNATURE, value=None, state=state)
    match question.asked:
        case Asked.MARK:
            return _mark(question, stored)
        case Asked.GROUP:
            return _group(question, stored)
        case Asked.CHOICE:
            return _choice(question, stored, is_there=is_there)
        case Asked.SIGNATURE:
            return Said(kind=FieldKind.SIGNATURE, value=None, state=state_of(text))
        case _:
            kind = FieldKind.DATE if question.asked is Asked.DATE else FieldKind.TEXT
            return Said(kind=kind, value=None if text.blank else text.text or None, state=state_of(text))


def same(one: str, other: str) -> bool:
    """Whether two stored texts are one value: white space around it, and how a number is written, do not count."""
    one, other = one.strip(), other.strip()
    if one == other:
        return True
    numbers = number_of(one), number_of(other)
    return None not in numbers and numbers[0] == numbers[1]


def number_of(text: str) -> Decimal | None:
    """The number a text is in XFA's own notation, which has a point and no grouping."""
    try:
        number = Decimal(text.strip()) if text.strip() else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _mark(question: Question, stored: Sequence[Text]) -> Said:
    """A check button: its first item is what it stores when it is on, the others when it is off or neither."""
    text = stored[0].text if stored else ""
    saved = [item.saved for item in question.items]
    on, off = (saved[:1], saved[1:]) if saved else (_ON, _OFF)
    is_on = bool(stored) and _among(text, on)
    is_off = not stored or _among(text, off)
    state = State.ANSWERED if is_on is not is_off and len(stored) < 2 else State.CONFLICT
    return Said(kind=FieldKind.MARK, value=not is_off, state=state, raw=text or None)


def _group(question: Question, stored: Sequence[Text]) -> Said:
    """Buttons of which one may be on; the value is what the one that is on stores."""
    if not stored:
        return Said(kind=FieldKind.CHOICE, value=None, state=State.BLANK)
    known = all(_among(text.text, (item.saved for item in question.items)) for text in stored)
    state = State.ANSWERED if known and len(stored) == 1 else State.CONFLICT
    return Said(kind=FieldKind.CHOICE, value=stored[0].text, state=state)


def _choice(question: Question, stored: Sequence[Text], *, is_there: bool) -> Said:
    """A list: what is shown, and what is stored; in conflict where that is none of its entries, or several."""
    if not stored:
        prompts = is_there and any(not item.saved.strip() and item.shown.strip() for item in question.items)
        return Said(kind=FieldKind.CHOICE, value=None, state=State.PLACEHOLDER if prompts else State.BLANK)
    found = [items_for(question, text.text) for text in stored]
    free = question.typed or not question.items
    sure = all(len(items) == 1 or (free and not items) for items in found) and (question.several or len(stored) == 1)
    chosen = [
        items[0] if len(items) == 1 else Item(text.text, text.text) for items, text in zip(found, stored, strict=True)
    ]
    state = max(map(state_of, stored), key=_WEIGHT.index)
    if state is not State.UNREADABLE and not sure:
        state = State.CONFLICT
    shown, saved = tuple(item.shown for item in chosen), tuple(item.saved for item in chosen)
    if question.several or len(shown) > 1:
        return Said(kind=FieldKind.CHOICE, value=shown, raw=saved if saved != shown else None, state=state)
    return Said(kind=FieldKind.CHOICE, value=shown[0], raw=saved[0] if saved != shown else None, state=state)


_WEIGHT = (State.BLANK, State.PLACEHOLDER, State.ANSWERED, State.UNREADABLE)


def items_for(question: Question, text: str) -> list[Item]:
    """The entries of a list that a stored text can stand for: by what they store, else by what they show."""
    for matches in (
        lambda item: item.saved == text,
        lambda item: same(item.saved, text),
        lambda item: item.shown.strip() == text.strip(),
    ):
        found = list(dict.fromkeys(item for item in question.items if matches(item)))
        if found:
            return found
    return []


def _among(text: str, saved: Iterable[str]) -> bool:
    return any(same(text, one) for one in saved)
