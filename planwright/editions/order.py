"""In which order the words at a place ask for a date in numbers."""

import re

_DAY, _MONTH, _YEAR = r"(?:d{1,2}|day|d[ií]a)", r"(?:m{1,2}|month|mes)", r"(?:(?:y{2}){1,2}|(?:a{2}){1,2}|year|a[nñ]o)"
_BETWEEN = r"\s*[/.\-,]\s*"
_ORDERS = {
    "en-US": re.compile(rf"\b{_MONTH}{_BETWEEN}{_DAY}(?:{_BETWEEN}{_YEAR})?\b", re.IGNORECASE),
    "es-US": re.compile(rf"\b{_DAY}{_BETWEEN}{_MONTH}(?:{_BETWEEN}{_YEAR})?\b", re.IGNORECASE),
}


def order_printed(words: str) -> str | None:
    """The language that has the order these words print, as in `mm/dd/yyyy` or `día/mes/año`; None without one."""
    found = [language for language, order in _ORDERS.items() if order.search(words)]
    return found[0] if len(found) == 1 else None
