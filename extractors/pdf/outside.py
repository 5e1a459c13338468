"""What stands on the pages of a printed form that neither its blank nor one of its fields accounts for."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

from extractors.blocks import Block, Table, has_sign
from extractors.pdf.edges import pattern_of, plain
from extractors.pdf.flow import Flow
from extractors.slots import BlankTexts

_NUMBER = re.compile(r"(?:\d+\.)*(\d+)\.?")  # of a row, which Word prints and the blank's text does not hold
_NUMBERED = re.compile(r"(?:\d+\.)*\d+\.?")


def untold(flow: Flow, blank: BlankTexts, read: Iterable[str]) -> Iterator[str]:
    """The texts that were not read as answers and are not printed by the blank, in the order of the pages."""
    done = {id(text) for text in read}
    labels = Counter(plain(text) for text in _labels(blank.blocks))
    printed = _Printed(blank)
    for block in flow.blocks:
        if isinstance(block, Table):
            yield from _in_table(block, labels, done)
        elif id(block) not in done:
            yield from printed.typed(block)
    yield from flow.beside


def _labels(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of cells that hold no field."""
    for block in blocks:
        for row in block.rows if isinstance(block, Table) else ():
            for cell in row:
                yield from (one for one in cell if isinstance(one, str) and not has_sign(one) and one.strip())
                yield from _labels(one for one in cell if isinstance(one, Table))


def _in_table(table: Table, labels: Counter[str], done: set[int]) -> Iterator[str]:
    """What was typed into the cells of a table; each row that has a number has the next one."""
    rows = 0
    for row in table.rows:
        for place, cell in enumerate(row):
            for text in (one for one in cell if isinstance(one, str) and one and id(one) not in done):
                number = _NUMBER.fullmatch(text) if not place else None
                if labels[plain(text)] > 0:
                    labels[plain(text)] -= 1
                elif number and int(number[1]) == rows + 1:
                    rows += 1
                else:
                    yield text


class _Letters(NamedTuple):
    """A text as it is compared, and where each of its letters stands in it."""

    text: str
    places: tuple[int, ...]


class _Printed:
    """The paragraphs that the blank prints outside its tables, and the one that comes next."""

    def __init__(self, blank: BlankTexts) -> None:
        texts = [text for text in blank.blocks if isinstance(text, str) and not has_sign(text)]
        lines = [line for text in texts for line in text.split("\n") if line.strip()]
        self._patterns: list[re.Pattern[str]] = [
            _pattern(line, after, blank.names) for line, after in zip(lines, [*lines[1:], ""], strict=True)
        ]
        self._next = 0

    def typed(self, text: str) -> Iterator[str]:
        """The words of this text that are not printed, those that follow each other as one."""
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

    def _end(self, text: str, at: int) -> int | None:
        """Where the paragraph ends that begins here; None where none does."""
        numbered = _NUMBERED.match(text, at)
        count = len(self._patterns)
        for number in (*range(self._next, count), *range(self._next)):
            found = self._patterns[number].match(text, at)
            if found is None and numbered is not None:
                found = self._patterns[number].match(text, numbered.end())
            if found is not None:
                self._next = number + 1
                return int(found.end())
        return None


def _pattern(line: str, after: str, names: tuple[str, ...]) -> re.Pattern[str]:
    """A paragraph; one with a name in it reaches to where the next paragraph begins."""
    pattern = pattern_of(line, names).pattern
    if not any(name in line for name in names):
        return re.compile(pattern)
    ends = pattern_of(after, names).pattern if after and not any(name in after for name in names) else ""
    return re.compile(f"{pattern.replace('}', '}?')}(?={ends}|$)" if ends else f"{pattern}$")


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
