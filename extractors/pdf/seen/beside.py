"""The printed words that name a field of a PDF: those beside it, else those over it, under it, or nearest to it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.pdf.page.boxes import middle_in
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box

_SLACK = 3.0  # points by which words may stand higher or lower than their field
_ONE_LINE = 26.0  # points from the top of a high field down to the words of its first line
_APART = 14.0  # points between words of one label, at most
_LEADING = 1.9  # of a line's height, from one line of a label to the next, at most
_ALIGNED = 6.0  # points between the left edges of the lines of one label
_OVER = 60.0  # points from a field up to the words over it
_COLUMN = 4.0  # points between the edges of the fields of one column
_NUMBER = re.compile(r"\W*\d{1,2}\W*|\d{1,2}\.\d{1,2}\W?")  # of a row


@dataclass(frozen=True, slots=True)
class Around:
    """What is printed around a field: `beside` it with nothing between, `over` it or its column, and nearest to it.

    `number` is that of its row, where the line begins with one.
    """

    beside: str = ""
    over: str = ""
    nearest: str = ""
    number: str = ""


def around_entry(box: Box, words: Sequence[Word], fields: Sequence[Box]) -> Around:
    """The words around a field to write in, which has its name on its left or over it."""
    left = _level(box, (word for word in words if word.box[2] <= box[0] + _SLACK))
    between = [other[2] for other in fields if other != box and _is_level(other, box) and other[2] <= box[0] + _SLACK]
    beside = _last_part([word for word in left if word.box[0] >= max(between, default=0.0) - _SLACK])
    whole = _text(_with_lines(beside, words, [one for one in fields if one != box]))
    number = left[0].text if left and _NUMBER.fullmatch(left[0].text) else ""
    return Around(
        beside="" if whole == number else whole,
        over=_text(_over(box, words, fields)),
        nearest=_text(_nearest(box, words)),
        number=number,
    )


def around_box(box: Box, words: Sequence[Word], fields: Sequence[Box]) -> Around:
    """The words around a box to tick, which has its answer on its right, else on its left."""
    right = _level(box, (word for word in words if word.box[0] >= box[2] - _SLACK))
    ends = [other[0] for other in fields if other != box and _is_level(other, box) and other[0] >= box[2] - _SLACK]
    beside = _first_part([word for word in right if word.box[2] <= min(ends, default=float("inf")) + _SLACK])
    if beside:
        return Around(beside=_text(beside))
    return around_entry(box, words, fields)


def _is_level(one: Box, other: Box) -> bool:
    """Whether two boxes stand beside each other on the first line of the higher of them."""
    return min(one[3], other[3], max(one[1], other[1]) + _ONE_LINE) - max(one[1], other[1]) > 1.0


def _level(box: Box, words: Iterable[Word]) -> list[Word]:
    """The words on the line of the box, on the first where it is high, from left to right."""
    foot = min(box[3], box[1] + _ONE_LINE) + _SLACK
    level = [word for word in words if box[1] - _SLACK < word.center[1] < foot]
    if not level:
        return []
    middle = min(word.center[1] for word in level) if box[3] - box[1] > _ONE_LINE else (box[1] + box[3]) / 2
    first = min(level, key=lambda word: abs(word.center[1] - middle))
    line = [word for word in level if min(word.box[3], first.box[3]) - max(word.box[1], first.box[1]) > 1.0]
    return sorted(line, key=lambda word: word.box[0])


def _last_part(words: Sequence[Word]) -> list[Word]:
    """The words that stand together at the end of a line."""
    held = list(words[-1:])
    for word, after in reversed(list(pairwise(words))):
        if after.box[0] - word.box[2] > _APART:
            break
        held.insert(0, word)
    return held


def _first_part(words: Sequence[Word]) -> list[Word]:
    """The words that stand together at the start of a line."""
    held = list(words[:1])
    for before, word in pairwise(words):
        if word.box[0] - before.box[2] > _APART:
            break
        held.append(word)
    return held


def _with_lines(part: Sequence[Word], words: Sequence[Word], fields: Sequence[Box]) -> list[Word]:
    """A label of several lines, of which this is one: lines right over and under it that name no other field."""
    held = list(part)
    for step in (-1, 1):
        line = list(part)
        while line and (line := _next_line(line, words, fields, step)):
            held = [*line, *held] if step < 0 else [*held, *line]
    return held


def _next_line(line: Sequence[Word], words: Sequence[Word], fields: Sequence[Box], step: int) -> list[Word]:
    left, height = line[0].box[0], max(word.box[3] - word.box[1] for word in line)
    middle = line[0].center[1]
    near = [
        word
        for word in words
        if word not in line
        and 1.0 < (word.center[1] - middle) * step <= _LEADING * height
        and abs(word.box[3] - word.box[1] - height) < height / 2
    ]
    first = next((word for word in near if abs(word.box[0] - left) <= _ALIGNED), None)
    if first is None:
        return []
    level = [word for word in near if abs(word.center[1] - first.center[1]) < height / 2]
    part = _first_part(sorted((word for word in level if word.box[0] >= first.box[0]), key=lambda one: one.box[0]))
    is_named = any(box[1] - 1 < first.center[1] < box[3] + 1 for box in fields)
    return [] if is_named or (step < 0 and part[-1].text.endswith((":", "?", "."))) else part


def _over(box: Box, words: Sequence[Word], fields: Sequence[Box]) -> list[Word]:
    """The words over a field, or over the column of fields that it is the last of, which are not beside another."""
    top = _top_of_column(box, words, fields)
    free = [word for word in words if not any(_is_beside(word, other) for other in fields)]
    area = [word for word in free if word.box[0] < box[2] and word.box[2] > box[0]]
    above = [word for word in area if top[1] - _OVER < word.box[3] <= top[1] + _SLACK]
    if not above:
        return []
    lowest = max(above, key=lambda word: word.center[1])
    height = lowest.box[3] - lowest.box[1]
    line = sorted(
        (one for one in free if abs(one.center[1] - lowest.center[1]) < height / 2), key=lambda one: one.box[0]
    )
    number = line.index(lowest)
    return [*_last_part(line[: number + 1]), *_first_part(line[number:])[1:]]


def _top_of_column(box: Box, words: Sequence[Word], fields: Sequence[Box]) -> Box:
    """The highest of the fields with the same edges that stand right under each other down to this one."""
    column = [one for one in fields if abs(one[0] - box[0]) < _COLUMN and abs(one[2] - box[2]) < _COLUMN]
    top = box
    for other in sorted(column, key=lambda one: -one[1]):
        between = (top[0], other[3] - 1, top[2], top[1] + 1)
        is_under = other[1] < top[1] and top[1] - other[3] < _OVER / 2
        if is_under and not any(middle_in(word.box, between) for word in words):
            top = other
    return top


def _is_beside(word: Word, box: Box) -> bool:
    """Whether a word stands right beside a field, and so belongs to it."""
    is_level = box[1] - _SLACK < word.center[1] < min(box[3], box[1] + _ONE_LINE) + _SLACK
    return is_level and (word.box[0] >= box[2] - _SLACK or word.box[2] <= box[0] + _SLACK)


def _nearest(box: Box, words: Sequence[Word]) -> list[Word]:
    """The words nearest to a field, on whichever side."""
    if not words:
        return []
    first = min(words, key=lambda word: _gap(word.box, box))
    height = first.box[3] - first.box[1]
    line = sorted(
        (one for one in words if abs(one.center[1] - first.center[1]) < height / 2), key=lambda one: one.box[0]
    )
    number = line.index(first)
    return [*_last_part(line[: number + 1]), *_first_part(line[number:])[1:]]


def _gap(one: Box, other: Box) -> float:
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    down = max(one[1] - other[3], other[1] - one[3], 0.0)
    return across + 2 * down


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)
