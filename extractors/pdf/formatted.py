"""Whether what is drawn is a stored value as the format of its field writes it: a number, a share, a day, a code.

The formats are the scripts that Acrobat's list of formats puts into a field (/AA /F): AFNumber_Format and its kin.
What any other script makes of a value cannot be known.
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

_CALL = re.compile(r"AF(Number|Percent|Date|Special|Time)_Format(?:Ex)?\s*\(([^)]*)\)")
_TEXT = re.compile(r"""["']([^"']*)["']""")
_FIGURES = re.compile(r"\d[\d.,'’\s\u00a0]*")
_COMMAS = (2, 3)  # the styles of separators that write a comma before decimals
_UNSIGNED = 1  # the style of negative numbers that are only red
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TOKEN = re.compile(r"\d+|[^\W\d_]{3,}")
_PARTS = re.compile(r"m+|d+|y+")
_LONGEST_PART = 4  # figures of a year
_WEEKDAY = 3  # d's of a pattern that stand for the name of the day
_CENTURY, _PIVOT = 100, 50
_PATTERNS = (
    *("m/d", "m/d/yy", "mm/dd/yy", "mm/yy", "d-mmm", "d-mmm-yy", "dd-mmm-yy", "yy-mm-dd", "mmm-yy", "mmmm-yy"),
    *("mmm d, yyyy", "mmmm d, yyyy"),
)
_TIME = re.compile(r"\s*(\d{1,2})(?::(\d\d))?(?::(\d\d))?\s*([ap])?\.?m?\.?\s*", re.IGNORECASE)
_NOON = 12


class _Style(NamedTuple):
    """How a number is written: its decimals, whether a comma stands before them, and whether a minus is drawn."""

    decimals: int
    has_comma: bool
    is_signed: bool


def is_formatted(drawn: str, stored: str, script: str) -> bool:
    """Whether the two are one number, day, time or code, and the script is one that formats these."""
    found = _CALL.search(script)
    if found is None:
        return False
    kind, settings = found.groups()
    match kind:
        case "Number" | "Percent":
            return _is_number(drawn, stored, _style(settings), is_share=kind == "Percent")
        case "Date":
            pattern = _pattern(settings)
            shown = _day(drawn, pattern, is_drawn=True)
            return bool(shown) and shown == _day(stored, pattern, is_drawn=False)
        case "Time":
            return _time(drawn) is not None and _time(drawn) == _time(stored)
        case _:
            return not re.search(r"[^\W\d]", drawn + stored) and _digits(drawn) == _digits(stored)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _style(settings: str) -> _Style:
    numbers = [int(one) for one in re.findall(r"(?:^|,)\s*(\d+)\s*(?=,|$)", settings)[:3]]
    decimals, separators, negative = (*numbers, 0, 0, 0)[:3]
    return _Style(decimals, separators in _COMMAS, len(numbers) < 3 or negative != _UNSIGNED)


def _is_number(drawn: str, stored: str, style: _Style, *, is_share: bool) -> bool:
    shown = _amount(drawn, has_comma=style.has_comma)
    told = {_amount(stored, has_comma=False), _amount(stored, has_comma=style.has_comma)} - {None}
    near = Decimal(1).scaleb(-style.decimals) / 2
    for one in told:
        meant = (one or Decimal(0)) * (100 if is_share else 1)
        if shown is not None and abs(shown - (meant if style.is_signed else abs(meant))) <= near:
            return True
    return False


def _amount(text: str, *, has_comma: bool) -> Decimal | None:
    """The one number in a text, with its sign; None where there is not one."""
    found = _FIGURES.findall(text)
    if len(found) != 1:
        return None
    figures = re.sub(r"['’\s\u00a0]", "", found[0]).rstrip(",." if text.strip()[-1:] in ",." else "")
    figures = figures.replace(".", "").replace(",", ".") if has_comma else figures.replace(",", "")
    before = text.partition(found[0])[0]
    is_point = before.rstrip().endswith("," if has_comma else ".")
    try:
        number = Decimal("0." + figures if is_point else figures)
    except InvalidOperation:
        return None
    is_negative = "-" in text or "−" in text or ("(" in before and ")" in text)
    return -number if is_negative else number


def _pattern(settings: str) -> str:
    written = _TEXT.search(settings)
    if written:
        return written[1]
    number = settings.strip()
    return _PATTERNS[int(number)] if number.isdigit() and int(number) < len(_PATTERNS) else ""


def _day(text: str, pattern: str, *, is_drawn: bool) -> tuple[tuple[str, int], ...]:
    """The parts of a day that a pattern shows, in its order if it is drawn; empty where a text does not tell them.

    A stored day may be written in another way than it is drawn; its month and day come in the order of the pattern.
    """
    parts = [part for part in _PARTS.findall(pattern) if not (part[0] == "d" and len(part) >= _WEEKDAY)]
    kinds = [part[0] for part in parts]
    if not kinds or len(set(kinds)) != len(kinds) or re.search("[hHM]", pattern):
        return ()
    tokens = _TOKEN.findall(text)
    tokens = [one for one in tokens if one.isdigit() or one[:3].casefold() in _NAMES]
    if any(len(one) > _LONGEST_PART for one in tokens if one.isdigit()):
        return ()
    order = kinds if is_drawn else _order(tokens, kinds)
    if len(tokens) != len(order):
        return ()
    told = {}
    for kind, token in zip(order, tokens, strict=True):
        if token.isdigit() == (kind == "m" and is_drawn and "mmm" in pattern):
            return ()
        told[kind] = int(token) if token.isdigit() else _NAMES.index(token[:3].casefold()) + 1
    if "y" in told and told["y"] < _CENTURY:
        told["y"] += 2000 if told["y"] < _PIVOT else 1900
    try:
        date(told.get("y", 2000), told.get("m", 1), told.get("d", 1))
    except ValueError:
        return ()
    return tuple((kind, told[kind]) for kind in kinds if kind in told)


def _order(tokens: list[str], kinds: list[str]) -> list[str]:
    """The order of a stored day's parts."""
    if len(tokens) != 3:
        return kinds
    named = next((number for number, one in enumerate(tokens) if not one.isdigit()), None)
    is_year_first = len(tokens[0]) == _LONGEST_PART or (kinds[0] == "y" and len(tokens[2]) < _LONGEST_PART)
    if named is not None:
        rest = ["y", "d"] if is_year_first else ["d", "y"]
        return [*rest[:named], "m", *rest[named:]]
    if is_year_first:
        return ["y", "m", "d"]
    is_day_first = "d" in kinds and "m" in kinds and kinds.index("d") < kinds.index("m")
    return ["d", "m", "y"] if is_day_first else ["m", "d", "y"]


def _time(text: str) -> tuple[int, int, int] | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute, second, half = found.groups()
    number = int(hour) % _NOON + (_NOON if half in ("p", "P") else 0) if half else int(hour)
    return number, int(minute or 0), int(second or 0)
