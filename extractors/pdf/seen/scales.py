"""Printed words of which people circle one: the numbers of a scale, Yes and No, words of agreement or frequency."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.pdf.page.boxes import around, middle_in
from extractors.pdf.place import Box
from extractors.pdf.seen.letters import Sign, Token
from extractors.pdf.seen.place import lines_of
from extractors.pdf.seen.tables import Cell, Table

_LEAST_NUMBERS = 3
_WIDEST = 130.0  # points between two words of one scale
_APART = 0.9  # of a letter's height: a gap that is more than a space
_BETWEEN = re.compile(r"[/|•·–—-]")
_STROKES = re.compile(r"N/A|[^/|]+", re.IGNORECASE)
_ENDS = re.compile(r".*[:?.)]")
_ITEM = 14.0  # points from a word to the box or line that it names
_UNDER, _OVER = 30.0, 18.0  # points from words to the boxes under or over them
_ALIGNED = 10.0  # points by which the middles of a heading and of what it heads may differ
_LEGEND = 45.0  # points from a scale up to the words that say what its numbers mean
_WORDS = frozenset(
    [
        "yes",
        "no",
        "n/a",
        "na",
        "not applicable",
        "y",
        "n",
        "true",
        "false",
        "t",
        "f",
        "sí",
        "si",
        "oui",
        "non",
        "ja",
        "nein",
        "unsure",
        "don't know",
        "don’t know",
        "not sure",
        "maybe",
        "agree",
        "disagree",
        "strongly agree",
        "strongly disagree",
        "somewhat agree",
        "somewhat disagree",
        "neutral",
        "undecided",
        "sa",
        "a",
        "d",
        "sd",
        "never",
        "rarely",
        "seldom",
        "sometimes",
        "occasionally",
        "often",
        "usually",
        "always",
        "daily",
        "weekly",
        "monthly",
        "none",
        "low",
        "medium",
        "moderate",
        "high",
        "very low",
        "very high",
        "not at all",
        "a little",
        "somewhat",
        "mostly",
        "fully",
        "poor",
        "fair",
        "good",
        "very good",
        "excellent",
        "not yet",
        "partly",
        "in progress",
        "done",
    ]
)
_LONGEST = max(len(words.split()) for words in _WORDS)
_OUTSIDE = frozenset(("n/a", "na", "not applicable"))  # what stands beside the numbers of a scale


class Scale(NamedTuple):
    """The words of one scale, from left to right, and the tokens of its line before it."""

    words: tuple[Token, ...]
    before: tuple[Token, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """What is printed."""
        return tuple(word.text for word in self.words)


def scales_of(tokens: Sequence[Token], rooms: Sequence[Box], tables: Sequence[Table]) -> list[Scale]:
    """The scales that are printed to be circled; `rooms` are boxes to tick and lines to write on, which words name.

    Words that head columns in which people write or tick are no scale, nor are words beside a box.
    """
    found = [scale for line in lines_of(tokens) for scale in _in_line(_split(line)) if not _is_named(scale, rooms)]
    return [scale for scale in found if not _heads(scale, found, tables)]


# -- one line ---------------------------------------------------------------------------------------------------------


def _in_line(line: Sequence[Token]) -> Iterator[Scale]:
    """The runs of a line that are nothing but words of a scale, with or without signs between."""
    held: list[Token] = []
    signs = 0  # between the last word and here
    before: list[Token] = []
    number = 0
    while number < len(line):
        word, length = _word_at(line, number)
        if word is not None and _goes_on(held, word):
            held.append(word)
            signs = 0
        elif held and word is None and signs == 0 and _BETWEEN.fullmatch(line[number].text):
            signs = 1
        else:
            found = list(_complete(held, before, line[number]))
            yield from found
            before = before if found else [*before, *held]
            held, signs = [] if word is None else [word], 0
            if word is None:
                before.append(line[number])
        number += length
    yield from _complete(held, before, None)


def _goes_on(held: Sequence[Token], word: Token) -> bool:
    """Whether a word belongs to the same scale: one that is printed again begins another."""
    is_near = not held or word.box[0] - held[-1].box[2] <= _WIDEST
    return is_near and word.text not in [one.text for one in held]


def _split(line: Sequence[Token]) -> list[Token]:
    """The tokens of a line, those printed as one with strokes between as the words of a scale that they are."""
    return [part for token in line for part in _parts(token)]


def _parts(token: Token) -> Iterator[Token]:
    parts = _STROKES.findall(token.text)
    if len(parts) < 2 or not all(_is_word(part) for part in parts):
        yield token
        return
    left, top, right, bottom = token.box
    letter, at = (right - left) / len(token.text), 0
    for part in parts:
        at = token.text.index(part, at)
        yield Token(part, (left + at * letter, top, left + (at + len(part)) * letter, bottom))
        at += len(part)


def _word_at(line: Sequence[Token], number: int) -> tuple[Token | None, int]:
    """The word of a scale that begins here, which may be several printed words, and how many these are."""
    for length in range(min(_LONGEST, len(line) - number), 0, -1):
        part = line[number : number + length]
        is_one = all(
            _gap(one, other) + 1 >= 0 and _gap(one, other) <= _APART * _height(one)
            for one, other in itertools.pairwise(part)
        )
        text = " ".join(token.text for token in part)
        if is_one and all(token.sign is Sign.WORD for token in part) and _is_word(text):
            return Token(text, around([token.box for token in part])), length
    return None, 1


def _is_word(text: str) -> bool:
    return text.casefold() in _WORDS or _is_number(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2


def _complete(held: Sequence[Token], before: Sequence[Token], after: Token | None) -> Iterator[Scale]:
    """The scale that these words are, if they are one."""
    numbers = [word for word in held if _is_number(word.text)]
    others = [word for word in held if not _is_number(word.text)]
    if len(numbers) >= _LEAST_NUMBERS:
        steps = {int(later.text) - int(word.text) for word, later in itertools.pairwise(numbers)}
        if steps in ({1}, {-1}) and int(min(numbers, key=lambda one: int(one.text)).text) <= 1:
            beside = [word for word in others if word.text.casefold() in _OUTSIDE]
            whole = [word for word in held if word in numbers or word in beside]
            yield Scale(tuple(whole), (*before, *(word for word in others if word.box[0] < numbers[0].box[0])))
        return
    if numbers or len({word.text.casefold() for word in held}) < max(2, len(held)):
        return
    capital = all(word.text[0].isupper() for word in held)
    is_spaced = all(_gap(one, later) > _APART * _height(one) for one, later in itertools.pairwise(held))
    begins = not before or _gap(before[-1], held[0]) > _APART * _height(held[0]) or _ENDS.fullmatch(before[-1].text)
    ends = after is None or _gap(held[-1], after) > _APART * _height(held[-1])
    if begins and ends and (capital or is_spaced):
        yield Scale(tuple(held), tuple(before))


def _gap(one: Token, later: Token) -> float:
    return later.box[0] - one.box[2]


def _height(token: Token) -> float:
    return max(token.box[3] - token.box[1], 5.0)


# -- words that name something else -----------------------------------------------------------------------------------


def _is_named(scale: Scale, rooms: Sequence[Box]) -> bool:
    """Whether boxes or lines stand beside the words, or under or over most of them."""
    if any(_is_beside(word, room) for word in scale.words for room in rooms):
        return True
    stacked = [word for word in scale.words if any(_is_stacked(word, room) for room in rooms)]
    return len(stacked) * 2 > len(scale.words)


def _is_beside(word: Token, room: Box) -> bool:
    is_level = room[1] - 2 <= word.middle <= room[3] + 6
    return is_level and (0 <= room[0] - word.box[2] + 1 <= _ITEM or 0 <= word.box[0] - room[2] + 1 <= _ITEM)


def _is_stacked(word: Token, room: Box) -> bool:
    is_aligned = abs(word.box[0] + word.box[2] - room[0] - room[2]) / 2 <= _ALIGNED
    return is_aligned and (0 <= room[1] - word.box[3] <= _UNDER or 0 <= word.box[1] - room[3] <= _OVER)


def _heads(scale: Scale, scales: Sequence[Scale], tables: Sequence[Table]) -> bool:
    """Whether the words head columns of cells, or say what the words of another scale under them mean."""
    if any(other is not scale and _is_legend(scale, other) for other in scales):
        return True
    for table in tables:
        cells = [cell for word in scale.words for cell in table.cells if middle_in(word.box, cell.box)]
        if len({cell.box for cell in cells}) > 1:
            heading = [cell for cell in cells if _is_over_room(cell, table)]
            return len(heading) * 2 > len(cells)
    return False


def _is_over_room(cell: Cell, table: Table) -> bool:
    """Whether the cells under this one are there to be filled in."""
    under = table.below(cell)
    while under is not None and under.is_printed and under.text != cell.text:
        under = table.below(under)
    return under is not None and not under.is_printed


def _is_legend(scale: Scale, under: Scale) -> bool:
    if scale.texts == under.texts or not 0 < under.words[0].middle - scale.words[0].middle <= _LEGEND:
        return False
    aligned = sum(heading_of(word, scale) is not None for word in under.words)
    return aligned * 2 > len(under.words) and aligned * 2 > len(scale.words)


def heading_of(word: Token, scale: Scale) -> Token | None:
    """The word of a scale that stands right over or under this one."""
    middle = word.box[0] + word.box[2]
    return next((one for one in scale.words if abs(one.box[0] + one.box[2] - middle) / 2 <= _ALIGNED), None)
