"""Turns what stands in a field into a value of the item's kind; text that is not certainly one stays text."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from math import inf, isfinite

from planwright.instruments import WHOLE, Item, Kind
from planwright.model import Field, Value
from planwright.text import visible

_NUMBER = re.compile(r"[-+]?([1-9]\d{0,2}(,\d{3})+|\d+)?(\.\d+)?", re.ASCII)
ENGLISH = "en-US"
_COMMA = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}", re.ASCII)
_DOTTED = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+", re.ASCII)  # much of the world writes one thousand so
_ISO = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})", re.ASCII)
_NUMERIC_DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_WRITTEN_DATES = (
    re.compile(r"(?P<month>[^\W\d_]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:de )?(?P<month>[^\W\d_]+)\.?,?(?: de)? (?P<year>\d{4})"),
)
_MONTHS = (
    ("january", "enero"),
    ("february", "febrero"),
    ("march", "marzo"),
    ("april", "abril"),
    ("may", "mayo"),
    ("june", "junio"),
    ("july", "julio"),
    ("august", "agosto"),
    ("september", "septiembre"),
    ("october", "octubre"),
    ("november", "noviembre"),
    ("december", "diciembre"),
)
_MONTHS_OF_A_YEAR = len(_MONTHS)
_BETWEEN_LETTERS = re.compile(r"[\s/,;+&]+")


def convert(item: Item, field: Field, language: str | None) -> Value:
    """The value of an answered field, of the item's kind where it certainly is one; else the text as it stands."""
    return _CONVERTERS[item.kind](item, field, language)


def _text(_item: Item, field: Field, _language: str | None) -> Value:
    return _shown(field) or None


def _whole(item: Item, field: Field, language: str | None) -> Value:
    number = _number(item, _shown(field), language)
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _decimal(item: Item, field: Field, language: str | None) -> Value:
    return _number(item, _shown(field), language)


def _number(item: Item, shown: str, language: str | None) -> float | str:
    """The number that is written, with or without the unit printed on the form.

    In English `1,250` is one thousand and more; elsewhere it may be a little over one.
    """
    bare = shown
    for unit in (item.unit, "$" if item.unit in ("$", "dollars") else None):
        if unit and bare.casefold().endswith(unit.casefold()):
            bare = bare[: -len(unit)].strip()
        elif unit and bare.casefold().startswith(unit.casefold()):
            bare = bare[len(unit) :].strip()
    number = float(bare.replace(",", "")) if bare.strip("+-.,") and _NUMBER.fullmatch(bare) else inf
    if not isfinite(number) or _may_be_either(item, bare, language):  # of hundreds of digits no number can be made
        return shown
    return number


def _may_be_either(item: Item, bare: str, language: str | None) -> bool:
    """Whether its points may part thousands: `1.250` may mean 1250 wherever that would be an answer too.

    The other way round, the one comma of `1,250` may be that of 1.25 in an answer that need not be whole.
    """
    if language != ENGLISH and _COMMA.fullmatch(bare):
        return item.kind not in WHOLE
    if not _DOTTED.fullmatch(bare):
        return False
    return item.kind in WHOLE or item.high is None or float(bare.replace(".", "")) <= item.high


def _date(_item: Item, field: Field, language: str | None) -> Value:
    """The day as `YYYY-MM-DD`; numbers alone are read in the order the form's language prints them.

    A day that the file stores beside the text counts only where the text says the same and nothing more: to
    `after 09/30/2026` belongs no day.
    """
    shown = _shown(field)
    if language is None and field.raw in _either_order(shown):
        return str(field.raw)
    parts = _iso_parts(shown) or _numeric_parts(shown, language) or _written_parts(shown)
    try:
        day = date(*parts).isoformat() if parts else shown
    except ValueError:
        return shown
    stored = isinstance(field.raw, str) and _ISO.fullmatch(field.raw)
    return shown if stored and field.raw != day else day


def is_either_day(item: Item, field: Field) -> bool:
    """Whether the answer is a date in numbers that names another day where the day is written before the month.

    One beside which the file stores a day that it may be is that day.
    """
    days = _either_order(_shown(field)) if item.kind is Kind.DATE else frozenset()
    return len(days) > 1 and field.raw not in days


def _either_order(shown: str) -> frozenset[str]:
    """The days that a date in numbers may be; one with two digits at both ends may begin with the year."""
    year, month, day = _numeric_parts(shown, "es-US") or (0, 0, 0)
    days = set()
    for parts in ((year, month, day), (year, day, month), _year_first(shown)):
        with suppress(ValueError):
            days.add(date(*parts).isoformat())
    return frozenset(days)


def _year_first(shown: str) -> tuple[int, int, int]:
    """The date in numbers with two digits of the year first; zeros where it cannot be one."""
    first, _, rest = shown.partition("/")
    month, _, day = rest.partition("/")
    is_one = _NUMERIC_DATE.fullmatch(shown) and len(first) == len(day) == 2
    return (2000 + int(first), int(month), int(day)) if is_one else (0, 0, 0)


def _iso_parts(shown: str) -> tuple[int, int, int] | None:
    found = _ISO.fullmatch(shown)
    return (int(found[1]), int(found[3]), int(found[4])) if found else None


def _numeric_parts(shown: str, language: str | None) -> tuple[int, int, int] | None:
    """The date in numbers; none where other countries' order would give another day.

    A year of two digits is one only between slashes, for `02-03-04` may begin with the year. Points are the mark of
    the order day, month, year.
    """
    found = _NUMERIC_DATE.fullmatch(shown)
    if not found or (len(found[4]) == 2 and found[2] != "/"):
        return None
    year = int(found[4]) if len(found[4]) == 4 else 2000 + int(found[4])
    first, second = int(found[1]), int(found[3])
    if language is None:
        is_day_first = first > _MONTHS_OF_A_YEAR
        is_sure = is_day_first != (second > _MONTHS_OF_A_YEAR) or first == second
        parts = (year, second, first) if is_day_first else (year, first, second)
        return parts if is_sure and len(_either_order(shown)) < 2 else None
    if language != ENGLISH:
        return year, second, first
    return None if found[2] == "." and second <= _MONTHS_OF_A_YEAR and first != second else (year, first, second)


def _written_parts(shown: str) -> tuple[int, int, int] | None:
    for pattern in _WRITTEN_DATES:
        found = pattern.fullmatch(shown)
        if not found:
            continue
        word = found["month"].casefold()
        for number, names in enumerate(_MONTHS, start=1):
            if word in names or (len(word) >= 3 and any(word in (name[:3], name[:4]) for name in names)):
                return int(found["year"]), number, int(found["day"])
    return None


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
