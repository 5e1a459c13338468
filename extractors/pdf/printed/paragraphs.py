"""The paragraphs that a blank prints outside its tables, and what of a text is none of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

from extractors.blocks import PAGE, PAGES, has_sign
from extractors.pdf.printed.edges import has_name, pattern_of, plain
from extractors.slots import BlankTexts

_NUMBERED = re.compile(r"(?:\d+\.)*\d+\.?")  # of a heading, which Word prints and the blank's text does not hold


class _Letters(NamedTuple):
    """A text as it is compared, and where each of its letters stands in it."""

    text: str
    places: tuple[int, ...]


class Paragraphs:
    """The paragraphs that a blank prints outside its tables, and the one that comes next.

    `named` is what the pages say where the blank has the same names in its header or footer.
    """

    def __init__(self, blank: BlankTexts, named: Mapping[str, str]) -> None:
        texts = [text for text in blank.blocks if isinstance(text, str) and not has_sign(text)]
        lines = [line for text in texts for line in text.split("\n") if line.strip()]
        self._patterns: list[re.Pattern[str]] = [
            re.compile(re.escape(named[plain(line)])) if plain(line) in named else _pattern(line, after, blank)
            for line, after in zip(lines, [*lines[1:], ""], strict=False)
        ]
        self._fixed = [number for number, line in enumerate(lines) if not has_name(line, blank.names)]
        self._named = frozenset(range(len(lines))).difference(self._fixed)
        self._starting: dict[str, list[int]] = {}
        for number in self._fixed:
            self._starting.setdefault(_start(lines[number]), []).append(number)
        self._next = 0

    def typed(self, text: str) -> Iterator[str]:
        """The words of this text that are not printed, those that follow each other as one."""
        text = str(text)  # without the places of its words, which each part of it would take along
        letters = _letters(text)
        at = start = 0
        while at < len(letters.text):
            end = self._end(letters.text, at)
            if end is None:
                at = _next_word(text, letters.places, at)
                continue
            yield from _between(text, letters.places, start, at)
            at = start = end
        yield from _between(text, letters.places, start, at)

    def knows_none(self, text: str) -> bool:
        """Whether the blank prints no part of this text."""
        self._next = 0
        return "".join("".join(self.typed(text)).split()) == "".join(text.split())

    def _end(self, text: str, at: int) -> int | None:
        """Where the paragraph ends that begins here; None where none does.

        Rows that were added repeat paragraphs. One with a name in it may hold anything, and comes only in its turn.
        """
        numbered = _NUMBERED.match(text, at)
        starts = {text[at], ""} if numbered is None else {text[at], text[numbered.end() : numbered.end() + 1], ""}
        likely = sorted({*self._named, *(number for one in starts for number in self._starting.get(one, ()))})
        again = (number for number in likely if number < self._next and number not in self._named)
        for number in (*(number for number in likely if number >= self._next), *again):
            found = self._patterns[number].match(text, at)
            if found is None and numbered is not None:
                found = self._patterns[number].match(text, numbered.end())
            if found is not None:
                self._next = number + 1
                return int(found.end())
        return None


def _pattern(line: str, after: str, blank: BlankTexts) -> re.Pattern[str]:
    """A paragraph; one with a name in it reaches to where the next paragraph begins."""
    pattern = pattern_of(line, blank.names, blank.known).pattern
    if not has_name(line, blank.names):
        return re.compile(pattern)
    ends = pattern_of(after, blank.names, blank.known).pattern if after and not has_name(after, blank.names) else ""
    return re.compile(f"{pattern.replace('}', '}?')}(?={ends}|$)" if ends else f"{pattern}$")


def _start(line: str) -> str:
    """The first letter of a paragraph; empty where a number stands there."""
    first = plain(line)[:1]
    return "" if first in (PAGE, PAGES) else first


def _letters(text: str) -> _Letters:
    pairs = [
        (letter, place)
        for place, one in enumerate(text)
        for letter in normalize("NFKC", one).casefold()
        if letter.strip()
    ]
    return _Letters("".join(letter for letter, _ in pairs), tuple(place for _, place in pairs))


def _next_word(text: str, places: Sequence[int], at: int) -> int:
    """The place of the first letter of the next word."""
    for number in range(at + 1, len(places)):
        if text[places[number - 1] + 1 : places[number]].isspace():
            return number
    return len(places)


def _between(text: str, places: Sequence[int], start: int, end: int) -> Iterator[str]:
    if start < end:
        yield text[places[start] : places[end - 1] + 1]
