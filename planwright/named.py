"""Says which agency or round a text names: what was typed on a form, the name of a folder or of a file."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from unicodedata import normalize

from rapidfuzz.fuzz import ratio

from planwright.text import words_of

Names = Mapping[str, str]  # the printed name of each known id

NEAR = 90.0  # of 100: one letter of ten is another
SHORTEST = 3  # letters and digits of what counts as named within a longer text
_AMPERSAND = re.compile(r"\s*&\s*")
_ACCENTS = re.compile("[\u0300-\u036f]")
_DIGITS = re.compile(r"\d+")
# A day in a name says when a file was saved, and `2026-10-05` is not the round `2026`.
_MONTHS = re.compile(r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|ene|abr|ago|dic)[a-z]*")
_DAY = re.compile(r"(?<!\d)(?:\d{4}([-_.]?)\d{2}\1\d{2}|\d{1,2}([-_.])\d{1,2}\2\d{4})(?!\d)")


class Named(NamedTuple):
    """The id that a text names, and whether its name is only nearly what the text says."""

    id: str
    nearly: bool


class _Span(NamedTuple):
    first: int
    end: int
    id: str


def typed(text: str, names: Names) -> Named | None:
    """The one whose printed name this is, to its letters and digits or nearly; None where it is no or no one name."""
    for compared in (_written, plain):
        said = compared(text)
        found = [one for one, name in names.items() if compared(name) == said]
        if found:
            return Named(found[0], nearly=False) if len(found) == 1 else None
    near = [one for one, name in names.items() if is_near(text, name)]
    return Named(near[0], nearly=True) if len(near) == 1 else None


def is_near(text: str, name: str) -> bool:
    """Whether the text is the name but for a slip of the pen; other numbers are another name."""
    said, printed = plain(text), plain(name)
    return _DIGITS.findall(said) == _DIGITS.findall(printed) and ratio(said, printed) >= NEAR


def of_folder(name: str, names: Names) -> Named | None:
    """The one that a folder is called after: by its id, by its printed name, or by either among other words."""
    said = plain(name)
    whole = {one for one, printed in names.items() if said in (plain(one), plain(printed))}
    if whole:
        return Named(min(whole), nearly=False) if len(whole) == 1 else None
    within = of_file(name, names)
    return Named(within, nearly=False) if within else typed(name, names)


def of_file(name: str, names: Names) -> str | None:
    """The one id that a file's name holds, or whose printed name it holds, as whole words; None for none or several.

    Where one name is part of another, as “Lakeside” is of “Lakeside North”, the longer one is what was meant.
    """
    words = plain(_DAY.sub(" ", name)).split()
    spans = {span for one, printed in names.items() for text in (one, printed) for span in _spans(one, text, words)}
    found = {span.id for span in spans if not any(_holds(other, span) for other in spans)}
    return found.pop() if len(found) == 1 else None


def plain(text: str) -> str:
    """The text as names are compared: letters and digits, without case and accents; “&” is the word “and”."""
    bare = _ACCENTS.sub("", normalize("NFKD", words_of(_AMPERSAND.sub(" and ", text))))
    return normalize("NFC", bare)


def _written(text: str) -> str:
    """The text but for case and spaces: tells apart two names that are one to their letters."""
    return " ".join(_AMPERSAND.sub(" and ", text).split()).casefold()


def _spans(one: str, text: str, words: list[str]) -> Iterator[_Span]:
    """Where the text stands among the words."""
    wanted = plain(text).split()
    if len("".join(wanted)) < SHORTEST:
        return
    for first in range(len(words) - len(wanted) + 1):
        end = first + len(wanted)
        beside = (*words[max(0, first - 1) : first], *words[end : end + 1])
        is_date = len(wanted) == 1 and _is_of_date(wanted[0]) and any(map(_is_of_date, beside))
        if words[first:end] == wanted and not is_date:
            yield _Span(first, end, one)


def _is_of_date(word: str) -> bool:
    """Whether a word is a number or a month, which beside another one say when a file was saved."""
    return word.isdigit() or _MONTHS.fullmatch(word) is not None


def _holds(longer: _Span, span: _Span) -> bool:
    """Whether the span is a part of the longer one."""
    is_within = longer.first <= span.first and span.end <= longer.end
    return is_within and (longer.first, longer.end) != (span.first, span.end)
