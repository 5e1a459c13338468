"""Check boxes that are drawn as squares, as LibreOffice prints the older form fields of Word: no text tells of them."""

from collections.abc import Callable, Sequence

from extractors.pdf.page.boxes import wider
from extractors.pdf.page.rules import Rule, Rules
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box
from extractors.shown import UNREAD

LEAST, MOST = 6.0, 15.0  # points that such a square is wide
_SAME = 0.6  # points by which its sides may differ
_REACH = 1.0  # points that the cross in it may stand over its edges
_LEVEL = 0.6  # of its height, by which the middle of a word on its line may be higher or lower

Marked = Callable[[Box], bool | None]


def with_squares(words: Sequence[Word], rules: Rules, marked: Marked) -> tuple[tuple[Word, ...], Rules]:
    """The words with a sign for each square where it stands among them, and the lines and drawings that are of none.

    `marked` says whether there is ink in a square, or None where nobody can say; then its sign is unreadable.
    """
    squares = _squares(rules)
    if not squares:
        return tuple(words), rules
    every = list(words)
    for box in squares:
        is_marked = marked(box)
        sign = UNREAD if is_marked is None else "☒" if is_marked else "☐"
        every.insert(_number_of(box, every), Word(sign, box, letters=(box,)))
    return tuple(every), _without(rules, squares)


def _squares(rules: Rules) -> list[Box]:
    """The squares that four lines make which end in their corners."""
    across = [rule for rule in rules.across if LEAST <= rule.end - rule.start <= MOST]
    down = [rule for rule in rules.down if LEAST <= rule.end - rule.start <= MOST]
    found: list[Box] = []
    for head in across:
        for foot in across:
            box = (head.start, head.at, head.end, foot.at)
            side = head.end - head.start
            if abs(foot.at - head.at - side) <= _SAME and _is_alike(head, foot) and _has_sides(box, down):
                found.append(box)
    return list(dict.fromkeys(found))


def _is_alike(one: Rule, other: Rule) -> bool:
    return abs(one.start - other.start) <= _SAME and abs(one.end - other.end) <= _SAME


def _has_sides(box: Box, down: Sequence[Rule]) -> bool:
    left, top, right, bottom = box
    sides = (Rule(left, top, bottom), Rule(right, top, bottom))
    return all(any(abs(one.at - side.at) <= _SAME and _is_alike(one, side) for one in down) for side in sides)


def _number_of(box: Box, words: Sequence[Word]) -> int:
    """Before which word a square stands: the next one on its line, or what follows the last one before it."""
    height = box[3] - box[1]
    level = [
        number for number, word in enumerate(words) if abs(word.center[1] - (box[1] + box[3]) / 2) <= _LEVEL * height
    ]
    after = [number for number in level if words[number].box[0] >= box[2] - _REACH]
    if after:
        return min(after, key=lambda number: words[number].box[0])
    before = [number for number in level if words[number].box[2] <= box[0] + _REACH]
    return max(before, key=lambda number: words[number].box[2]) + 1 if before else len(words)


def _without(rules: Rules, squares: Sequence[Box]) -> Rules:
    areas = [wider(box, _REACH) for box in squares]

    def is_of_none(box: Box) -> bool:
        return not any(
            area[0] <= box[0] and area[1] <= box[1] and box[2] <= area[2] and box[3] <= area[3] for area in areas
        )

    return rules._replace(
        across=tuple(rule for rule in rules.across if is_of_none((rule.start, rule.at, rule.end, rule.at))),
        down=tuple(rule for rule in rules.down if is_of_none((rule.at, rule.start, rule.at, rule.end))),
        drawings=tuple(box for box in rules.drawings if is_of_none(box)),
    )
