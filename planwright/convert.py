"""Turns what stands in a field into a value of the item's kind; text that is not certainly one stays text."""

import re
from collections.abc import Callable

from planwright.counts import number_in
from planwright.days import day_of, days_in_any_order, fits_weekday, is_iso
from planwright.instruments import Item, Kind
from planwright.model import Field, Value
from planwright.text import visible

_BETWEEN_LETTERS = re.compile(r"[\s/,;+&]+")


def convert(item: Item, field: Field, language: str | None) -> Value:
    """The value of an answered field, of the item's kind where it certainly is one; else the text as it stands."""
    return _CONVERTERS[item.kind](item, field, language)


def _text(_item: Item, field: Field, _language: str | None) -> Value:
    return _shown(field) or None


def _whole(item: Item, field: Field, language: str | None) -> Value:
    number = _number(item, field, language)
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _decimal(item: Item, field: Field, language: str | None) -> Value:
    return _number(item, field, language)


def _number(item: Item, field: Field, language: str | None) -> float | str:
    return number_in(item, _shown(field), language, field.label)


def _date(_item: Item, field: Field, language: str | None) -> Value:
    """The day as `YYYY-MM-DD`; numbers alone are read in the order the form's language prints them.

    A day that the file stores beside the text counts only where the text says the same and nothing more: to
    `after 09/30/2026` belongs no day.
    """
    shown = _shown(field)
    if language is None and field.raw in days_in_any_order(shown) and fits_weekday(shown, str(field.raw)):
        return str(field.raw)
    day = day_of(shown, language) or shown
    is_stored = isinstance(field.raw, str) and is_iso(field.raw)
    return shown if is_stored and field.raw != day else day


def is_either_day(item: Item, field: Field) -> bool:
    """Whether the answer is a date in numbers that names another day where the day is written before the month.

    One beside which the file stores a day that it may be is that day.
    """
    days = days_in_any_order(_shown(field)) if item.kind is Kind.DATE else frozenset()
    return len(days) > 1 and field.raw not in days


def _choice(item: Item, field: Field, _language: str | None) -> Value:
    """The choice marked, by what the file stores, else by the words or the number shown."""
    if isinstance(field.value, tuple) and len(field.value) > 1:
        return field.value
    known = {choice.value for choice in item.choices}
    stored = field.raw[0] if isinstance(field.raw, tuple) else field.raw
    for text in (stored, _shown(field)):
        value = _match(item, text) if text is not None else None
        if value in known:
            return value
    return _shown(field)


def contradicts(item: Item, field: Field) -> bool:
    """Whether the words a drop-down shows are not those of the choice it stores, as where its list was changed.

    A PDF's radio group shows no words; there the value is the name of a state, or its number.
    """
    stored, shown = field.raw, field.value
    if not item.choices or not isinstance(stored, str) or not isinstance(shown, str) or shown.isdecimal():
        return False
    known = {choice.value for choice in item.choices}
    return _match(item, stored) in known and _match(item, shown) != _match(item, stored)


def _match(item: Item, text: str) -> str | int:
    plain = " ".join(text.split()).casefold()
    for choice in item.choices:
        if plain in (str(choice.value).casefold(), choice.label.casefold()):
            return choice.value
    return text


def _several(item: Item, field: Field, _language: str | None) -> Value:
    marked = field.raw if field.raw is not None else field.value
    texts = marked if isinstance(marked, tuple) else (str(marked),)
    return tuple(str(_match(item, text)) for text in texts)


def _letters(item: Item, field: Field, _language: str | None) -> Value:
    """The letters of a role cell, such as `A/R`, in the order of the choices."""
    texts = [_match(item, text) for text in _BETWEEN_LETTERS.split(_shown(field)) if text]
    order = [choice.value for choice in item.choices]
    known = tuple(str(value) for value in order if value in texts)
    return (*known, *(str(text) for text in texts if text not in order))


def _shown(field: Field) -> str:
    if isinstance(field.value, tuple):
        return ", ".join(field.value)
    return visible(field.value) if isinstance(field.value, str) else str(field.value)


_CONVERTERS: dict[Kind, Callable[[Item, Field, str | None], Value]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.SIGNATURE: _text,
    Kind.INTEGER: _whole,
    Kind.RANK: _whole,
    Kind.VOTES: _whole,
    Kind.DECIMAL: _decimal,
    Kind.WEIGHT: _decimal,
    Kind.DATE: _date,
    Kind.YES_NO: _choice,
    Kind.ONE_OF: _choice,
    Kind.RATING: _choice,
    Kind.SOME_OF: _several,
    Kind.ROLE: _letters,
}
