"""Whether a date that is shown is the day its content control stores, told by the control's own date format."""

import re
from datetime import date
from functools import lru_cache

_TOKEN = re.compile(r"'[^']*'|y+|M+|d+|[hHmstf]+|am/pm|AM/PM|.", re.DOTALL)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_ANY_WORD = r"[^\d\s]+"  # not of letters only: the vowels of some scripts are none
_LISTED = {
    "en": "january february march april may june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_MONTHS = {language: names.split() for language, names in _LISTED.items()}
_SHORTEST = 3  # letters of a month's name that tell it from the others, in all of these languages but French


def is_other_day(shown: str, stored: date, picture: str, language: str) -> bool:
    """Whether the text is certainly not this day, or no date at all.

    `picture` is the control's date format, such as `d MMMM yyyy`; it says whether `3/4` is in March or in April. Text
    in another form is taken for the same day if its numbers and words can be read as that day.
    """
    names = _MONTHS.get(language[:2].lower(), [])
    found = _pattern(picture).fullmatch(shown) or _pattern(picture).fullmatch(" ".join(shown.split()))
    if found is None:
        return not _can_be(shown, stored, names)
    said = found.groupdict()
    return not (
        _is_number(said.get("day"), stored.day)
        and _is_number(said.get("month"), stored.month)
        and _is_month(said.get("name"), stored.month, names)
        and _is_year(said.get("year"), stored.year)
    )


@lru_cache(maxsize=64)
def _pattern(picture: str) -> re.Pattern[str]:
    """The pattern of a date format; each part is named where it stands first, and repeats match anything alike."""
    named: set[str] = set()

    def group(name: str, pattern: str) -> str:
        if name in named:
            return f"(?:{pattern})"
        named.add(name)
        return f"(?P<{name}>{pattern})"

    parts = []
    for token in _TOKEN.findall(" ".join(picture.split())):
        letter, length = token[0], len(token)
        if letter == "y":
            parts.append(group("year", r"\d{2}" if length <= 2 else r"\d{4}"))
        elif letter == "M":
            parts.append(group("month", r"\d{1,2}") if length <= 2 else group("name", _ANY_WORD))
        elif letter == "d":
            parts.append(group("day", r"\d{1,2}") if length <= 2 else _ANY_WORD)
        elif letter in "hHmsf":
            parts.append(r"\d{1,2}")
        elif letter == "t" or token.lower() == "am/pm":
            parts.append(r"[^\W\d_.]*\.?[^\W\d_.]*\.?")
        else:
            parts.append(re.escape(token.strip("'") if length > 1 else token))
    return re.compile("".join(parts), re.IGNORECASE)


def _is_number(said: str | None, number: int) -> bool:
    return said is None or int(said) == number


def _is_year(said: str | None, year: int) -> bool:
    return said is None or int(said) in (year, year % 100)


def _is_month(said: str | None, month: int, names: list[str]) -> bool:
    """Whether the word can be this month's name: true also of every word where the language is not known."""
    if said is None or not names:
        return True
    word = said.rstrip(".,").casefold()
    return any(len(word) >= _SHORTEST and name.startswith(word) for name in (names[month - 1],)) or not any(
        name[:_SHORTEST] == word[:_SHORTEST] for name in names
    )


def _can_be(shown: str, stored: date, names: list[str]) -> bool:
    """Whether some reading of the text is this day: its day, its year, and its month as a number or a name."""
    numbers = [int(number) for number in _NUMBER.findall(shown) if len(number) <= 4]
    words = [word.casefold() for word in _WORD.findall(shown)]
    month_named = any(len(word) >= _SHORTEST and stored.month in _months_of(word, names) for word in words)
    for needed in ({stored.year, stored.year % 100}, {stored.day}, set() if month_named else {stored.month}):
        hit = next((number for number in numbers if number in needed), None)
        if needed and hit is None:
            return False
        if hit is not None:
            numbers.remove(hit)
    return not numbers


def _months_of(word: str, names: list[str]) -> list[int]:
    known = names or [name for names in _MONTHS.values() for name in names]
    return [place % 12 + 1 for place, name in enumerate(known) if name.startswith(word)]
