"""Whether the two copies of an answer are one: as XFA stores it, and as the AcroForm field beside it shows it."""

import calendar
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from extractors.pdf.xfa.template import Asked, Item, Question
from extractors.pdf.xfa.values import items_for, number_of, same
from planwright.model import Field, State

_STORED_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T|$)")
_PARTS = re.compile(r"Y+|M+|D+")
_QUOTED = re.compile(r"'[^']*'|\w+\(\w*\)|date|[{}]")
_MONTHS = {name[:3].casefold(): number for number, name in enumerate(calendar.month_name) if name}


def holds(field: Field) -> bool:
    """Whether anything is entered in an AcroForm field."""
    return field.state is not State.PLACEHOLDER and field.value not in (None, False, "", ())


def agrees(field: Field, question: Question, texts: Sequence[str], rivals: Sequence[Item]) -> bool:
    """Whether an AcroForm field says what XFA stores for it; `rivals` are the buttons that share its datum."""
    if isinstance(field.value, bool) and question.asked is Asked.MARK:
        return _mark_agrees(field, question, texts, rivals)
    if not texts or not holds(field):
        return not texts and not holds(field)
    values = _each(field.value if not isinstance(field.value, bool) else field.raw)
    raws = _each(field.raw) if field.raw is not None else values
    if len(values) != len(texts) or len(raws) != len(values):
        return False
    left = list(zip(values, raws, strict=True))
    for text in texts:
        hit = next((pair for pair in left if any(_is(question, text, shown) for shown in pair)), None)
        if hit is None:
            return False
        left.remove(hit)
    return True


def _mark_agrees(field: Field, question: Question, texts: Sequence[str], rivals: Sequence[Item]) -> bool:
    if len(texts) > 1:
        return False
    text = texts[0] if texts else ""
    on = question.items[0].saved if question.items else "1"
    if same(text, on):
        return field.value is True
    off = ("", *(item.saved for item in question.items[1:]), *(item.saved for item in rivals))
    return field.value is False and any(same(text, one) for one in (off if question.items else (*off, "0")))


def _is(question: Question, stored: str, shown: str) -> bool:
    if same(stored, shown) or "".join(stored.split()) == "".join(shown.split()):
        return True
    match question.asked:
        case Asked.CHOICE:
            return any(same(shown, one) for item in items_for(question, stored) for one in item)
        case Asked.NUMBER:
            return _is_number(stored, shown)
        case Asked.DATE:
            return _is_day(stored, shown, question.picture)
        case _:
            return False


def _each(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _is_number(stored: str, shown: str) -> bool:
    """Whether a shown number, with its currency and grouping, is the stored one; points and commas go either way."""
    digits = re.sub(r"[^\d.,-]", "", shown)
    readings = (digits.replace(",", ""), digits.replace(".", "").replace(",", "."))
    number: Decimal | None = number_of(stored)
    return number is not None and any(number_of(reading) == number for reading in readings)


def _is_day(stored: str, shown: str, picture: str) -> bool:
    """Whether a shown date is the stored day, by the field's pattern or else in any order of its parts."""
    try:
        found = _STORED_DAY.match(stored.strip())
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        return False
    named = [_MONTHS.get(word[:3].casefold()) for word in re.findall(r"[^\W\d]{3,}", shown)]
    numbers = [int(number) for number in re.findall(r"\d{1,4}", shown)]
    parts = [part[0] for part in _PARTS.findall(_QUOTED.sub("", picture)) if not (part.startswith("MMM"))]
    if any(named):
        wanted = {"Y": (day.year, day.year % 100), "D": (day.day,)}
        parts = [part for part in parts if part != "M"]
    else:
        wanted = {"Y": (day.year, day.year % 100), "D": (day.day,), "M": (day.month,)}
    if not all(number in (None, day.month) for number in named):
        return False
    if sorted(parts) == sorted(wanted) and len(parts) == len(numbers):
        return all(number in wanted[part] for part, number in zip(parts, numbers, strict=True))
    years = (sorted([year, *(one for part, (one, *_) in wanted.items() if part != "Y")]) for year in wanted["Y"])
    return sorted(numbers) in years
