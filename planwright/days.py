"""The day that is written: in numbers, with the month as a word, with the day of the week before it."""

import re
from contextlib import suppress
from datetime import date

ENGLISH = "en-US"
_ISO = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_ORDINAL = r"(?:st|nd|rd|th|[º°]|ro|ero)?"
_WRITTEN = (
    re.compile(rf"(?P<month>[^\W\d_]+)\.? (?P<day>\d{{1,2}}){_ORDINAL},? (?P<year>\d{{4}})", re.ASCII),
    re.compile(
        rf"(?P<day>\d{{1,2}}){_ORDINAL} (?:de )?(?P<month>[^\W\d_]+)\.?,?(?: del?)? (?P<year>\d{{4}})", re.ASCII
    ),
    re.compile(r"(?P<day>\d{1,2})(?P<mark>[-/])(?P<month>[^\W\d_]+)\.?(?P=mark)(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<month>[^\W\d_]+)(?P<mark>[-/])(?P<day>\d{1,2})(?P=mark)(?P<year>\d{4})", re.ASCII),
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
    ("september", "septiembre", "setiembre"),
    ("october", "octubre"),
    ("november", "noviembre"),
    ("december", "diciembre"),
)
_MONTHS_OF_A_YEAR = len(_MONTHS)
_WEEKDAYS = (
    ("monday", "mon", "lunes", "lun"),
    ("tuesday", "tues", "tue", "martes"),
    ("wednesday", "weds", "wed", "miércoles", "miercoles", "mié", "mie"),
    ("thursday", "thurs", "thur", "thu", "jueves", "jue"),
    ("friday", "fri", "viernes", "vie"),
    ("saturday", "sat", "sábado", "sabado", "sáb", "sab"),
    ("sunday", "sun", "domingo", "dom"),
)
_NUMBER_OF = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_WEEKDAY = re.compile(r"([^\W\d_]+)(?:\.?,|\.)? +(?=\d|[^\W\d_]+\.? \d)")
_AROUND_STROKES = re.compile(r"(?<=\d) ?/ ?(?=\d)")

Parts = tuple[int, int, int]


def day_of(shown: str, language: str | None) -> str | None:
    """The day as `YYYY-MM-DD`; None where the text is not certainly one, or names another day of the week."""
    weekday, bare = _apart(shown)
    parts = _year_first(bare) or _numeric(bare, language) or _with_month(bare)
    try:
        day = date(*parts) if parts else None
    except ValueError:
        return None
    return None if day is None or weekday not in (None, day.weekday()) else day.isoformat()


def days_in_any_order(shown: str) -> frozenset[str]:
    """The days that a date in numbers may be; one with two digits at both ends may begin with the year.

    A weekday before it decides nothing: the wrong order has it right by chance one time in seven.
    """
    _, bare = _apart(shown)
    year, month, day = _numeric(bare, "es-US") or (0, 0, 0)
    days = set()
    for parts in ((year, month, day), (year, day, month), _short_year_first(bare)):
        with suppress(ValueError):
            days.add(date(*parts).isoformat())
    return frozenset(days)


def fits_weekday(shown: str, day: str) -> bool:
    """Whether a text names no other day of the week than this day is."""
    weekday, _ = _apart(shown)
    return weekday is None or date.fromisoformat(day).weekday() == weekday


def is_iso(text: str) -> bool:
    """Whether a text is a day as files store it."""
    return _ISO.fullmatch(text) is not None


def _apart(shown: str) -> tuple[int | None, str]:
    """The number of the weekday that stands before a date, where one does, and the date without a stop after it."""
    bare = " ".join(shown.split())
    bare = _AROUND_STROKES.sub("/", bare[:-1].rstrip() if bare[-1:] in (".", ",") else bare)
    found = _WEEKDAY.match(bare)
    number = _NUMBER_OF.get(found[1].casefold()) if found else None
    return (number, bare[found.end() :]) if found and number is not None else (None, bare)


def _short_year_first(shown: str) -> Parts:
    """The date in numbers with two digits of the year first; zeros where it cannot be one."""
    first, _, rest = shown.partition("/")
    month, _, day = rest.partition("/")
    is_one = _NUMERIC.fullmatch(shown) and len(first) == len(day) == 2
    return (2000 + int(first), int(month), int(day)) if is_one else (0, 0, 0)


def _year_first(shown: str) -> Parts | None:
    """The date that begins with a whole year; without a nought before each single digit only one that is no other."""
    found = _YEAR_FIRST.fullmatch(shown)
    if not found:
        return None
    month, day = int(found[3]), int(found[4])
    is_sure = _ISO.fullmatch(shown) or day > _MONTHS_OF_A_YEAR or month == day
    return (int(found[1]), month, day) if is_sure else None


def _numeric(shown: str, language: str | None) -> Parts | None:
    """The date in numbers; none where other countries' order would give another day.

    A year of two digits is one only between slashes, for `02-03-04` may begin with the year. Points are the mark of
    the order day, month, year.
    """
    found = _NUMERIC.fullmatch(shown)
    if not found or (len(found[4]) == 2 and found[2] != "/"):
        return None
    year = int(found[4]) if len(found[4]) == 4 else 2000 + int(found[4])
    first, second = int(found[1]), int(found[3])
    if language is None:
        is_day_first = first > _MONTHS_OF_A_YEAR
        is_sure = is_day_first != (second > _MONTHS_OF_A_YEAR) or first == second
        parts = (year, second, first) if is_day_first else (year, first, second)
        return parts if is_sure and len(days_in_any_order(shown)) < 2 else None
    if language != ENGLISH:
        return year, second, first
    return None if found[2] == "." and second <= _MONTHS_OF_A_YEAR and first != second else (year, first, second)


def _with_month(shown: str) -> Parts | None:
    for pattern in _WRITTEN:
        found = pattern.fullmatch(shown)
        if not found:
            continue
        word = found["month"].casefold()
        for number, names in enumerate(_MONTHS, start=1):
            if word in names or (len(word) >= 3 and any(word in (name[:3], name[:4]) for name in names)):
                return int(found["year"]), number, int(found["day"])
    return None
