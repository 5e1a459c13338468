"""Whether dark dots have the shape of a mark: a tick, a cross, or a dot. A dash, a nought and letters have none."""

from collections.abc import Sequence
from math import ceil

Dots = Sequence[bytes]  # line by line, each dot 1 where it is dark, else 0; the outermost lines hold some

_SOLID, _LONGEST = 0.6, 2.0  # of a dot's dots are dark; it is so much longer than wide at most
_CORNER, _SIDE, _HALF = 0.35, 0.2, 0.13  # of the width and height
_CORE = 0.2  # of the width and height, to each side of the middle of a figure that is full
_FULL = 0.8  # of its dots are dark
_APART = (0.3, 0.33)  # of the width and height: the corner at the upper left that a rising stroke leaves out
_HEAD, _FOOT = 0.5, 0.85  # of its width: from where the head of a rising stroke is, and to where its foot
_SMALLEST = 0.35  # of a box's sides that a mark has at least
_FLATTEST_IN_BOX, _HIGHEST_IN_BOX = 0.6, 2.0  # times as high as wide; dashes are lower, a one is higher
_MOST_TWICE = 0.2  # of a tick's columns that meet it more than once
_ARM = 0.15  # of a tick's height that its left arm rises at least
_FLATTEST = 0.4  # of a tick's longer side that the other has at least
_LOWEST = (0.05, 0.8)  # of a tick's width where its foot is
_RISEN = 0.6  # of a tick's width from which on its head is


def is_mark(dots: Dots) -> bool:
    """Whether these dots are one of the marks that can be told from whatever else is drawn."""
    if not dots or not dots[0] or _has_hole(dots):
        return False
    return _is_dot(dots) or _is_cross(dots) or _is_tick(dots)


def is_mark_in_box(dots: Dots) -> bool:
    """Whether what is drawn in a box is a mark: one of these, a stroke from corner to corner, or a figure that is full.

    A dash, a ring or a letter is none, it may say no.
    """
    drawn = _trimmed(_without_frame(dots))
    if not drawn or min(len(drawn), len(drawn[0])) < _SMALLEST * min(len(dots), len(dots[0])) or _has_hole(drawn):
        return False
    if not _FLATTEST_IN_BOX <= len(drawn) / len(drawn[0]) <= _HIGHEST_IN_BOX:
        return False
    return _is_full(drawn) or _is_cut_cross(drawn) or _is_rising(drawn) or _is_rising([row[::-1] for row in drawn])


def _without_frame(dots: Dots) -> Dots:
    """The dots without those that hang together in the outermost lines alone: a copy that is shifted shows its box."""
    high, wide = len(dots), len(dots[0])
    waiting = [(row, at) for row in range(1, high - 1) for at in range(1, wide - 1) if dots[row][at]]
    kept = set(waiting)
    while waiting:
        row, at = waiting.pop()
        beside = {(row + down, at + across) for down in (-1, 0, 1) for across in (-1, 0, 1)} - kept
        found = {(y, x) for y, x in beside if 0 <= y < high and 0 <= x < wide and dots[y][x]}
        kept |= found
        waiting.extend(found)
    return [bytes((row, at) in kept for at in range(wide)) for row in range(high)]


def _trimmed(dots: Dots) -> Dots:
    """The dots without the lines at each side that hold none."""
    rows = [number for number, row in enumerate(dots) if 1 in row]
    if not rows:
        return []
    inner = dots[rows[0] : rows[-1] + 1]
    left = min(row.index(1) for row in inner if 1 in row)
    right = max(row.rindex(1) for row in inner if 1 in row) + 1
    return [row[left:right] for row in inner]


def _is_full(dots: Dots) -> bool:
    """Whether the middle is dark nearly all over, as of a dot, a square or a star; of a small dot all but a corner."""
    high, wide = len(dots), len(dots[0])
    if sum(map(sum, dots)) >= high * wide - 1:
        return True
    down, across = (range(int((0.5 - _CORE) * side), max(1, round((0.5 + _CORE) * side))) for side in (high, wide))
    core = [dots[row][at] for row in down for at in across]
    return sum(core) >= _FULL * len(core)


def _is_cut_cross(dots: Dots) -> bool:
    """Whether the corners and the middle are met, and of sides across from each other not both, as by an N."""
    ends, middle = ((0.0, _CORNER), (1 - _CORNER, 1.0)), (0.5 - _HALF, 0.5 + _HALF)
    if not (all(_meets(dots, x, y) for x in ends for y in ends) and _meets(dots, middle, middle)):
        return False
    high, wide = len(dots), len(dots[0])
    rows, columns = dots[_inward(high)], [bytes(column) for column in zip(*dots, strict=True)][_inward(wide)]
    left, right = (any(1 in row[part] for row in rows) for part in _sides(wide))
    head, foot = (any(1 in column[part] for column in columns) for part in _sides(high))
    return not (left and right) and not (head and foot)


def _inward(side: int) -> slice:
    """The middle of a side, at least a dot of it."""
    first = ceil((0.5 - _HALF) * side)
    return slice(first, max(first + 1, int((0.5 + _HALF) * side)))


def _sides(side: int) -> tuple[slice, slice]:
    edge = max(1, int(_SIDE * side))
    return slice(0, edge), slice(side - edge, side)


def _is_rising(dots: Dots) -> bool:
    """Whether one stroke goes up to the right from low on the left, as that of a tick of which the box shows a part."""
    high, wide = len(dots), len(dots[0])
    is_apart = not _meets(dots, (0.0, _APART[0]), (0.0, _APART[1]))
    heads, feet = dots[0].index(1) / wide, (dots[-1].rindex(1) + 1) / wide
    is_one = all(_runs(row) == 1 for row in dots[: max(1, int(_CORNER * high))]) and all(
        _runs(row) <= 2 for row in dots
    )
    return is_apart and heads >= _HEAD and feet <= _FOOT and is_one


def _is_dot(dots: Dots) -> bool:
    high, wide = len(dots), len(dots[0])
    return max(high, wide) <= _LONGEST * min(high, wide) and sum(map(sum, dots)) >= _SOLID * high * wide


def _is_cross(dots: Dots) -> bool:
    """Whether the corners and the middle are met, and the middles of at least three sides are not."""
    corners = [
        _meets(dots, x, y) for x in ((0.0, _CORNER), (1 - _CORNER, 1.0)) for y in ((0.0, _CORNER), (1 - _CORNER, 1.0))
    ]
    middle, ends = (0.5 - _HALF, 0.5 + _HALF), ((0.0, _SIDE), (1 - _SIDE, 1.0))
    sides = [_meets(dots, middle, end) for end in ends] + [_meets(dots, end, middle) for end in ends]
    return all(corners) and _meets(dots, middle, middle) and sum(sides) <= 1


def _is_tick(dots: Dots) -> bool:
    """Whether it falls to a foot from the left and rises higher to the right, in one stroke."""
    high, wide = len(dots), len(dots[0])
    columns = [bytes(column) for column in zip(*dots, strict=True)]
    twice = sum(_runs(column) > 1 for column in columns)
    if (
        min(high, wide) < _FLATTEST * max(high, wide)
        or twice > _MOST_TWICE * wide
        or any(_runs(row) > 2 for row in dots)
    ):
        return False
    feet = [number for number, dot in enumerate(dots[-1]) if dot]
    heads = [number for number, dot in enumerate(dots[0]) if dot]
    foot = (feet[0] + feet[-1]) / 2 / wide
    arm = len(columns[0]) - 1 - columns[0].rindex(1)
    return _LOWEST[0] <= foot <= _LOWEST[1] and max(heads) >= _RISEN * wide and arm >= _ARM * high


def _meets(dots: Dots, across: tuple[float, float], down: tuple[float, float]) -> bool:
    high, wide = len(dots), len(dots[0])
    rows = dots[int(down[0] * high) : max(int(down[0] * high) + 1, round(down[1] * high))]
    start, end = int(across[0] * wide), max(int(across[0] * wide) + 1, round(across[1] * wide))
    return any(1 in row[start:end] for row in rows)


def _runs(line: bytes) -> int:
    return line.count(b"\x00\x01") + line.startswith(b"\x01")


def _has_hole(dots: Dots) -> bool:
    """Whether the dots enclose some paper."""
    high, wide = len(dots), len(dots[0])
    paper = {(row, at) for row in range(-1, high + 1) for at in range(-1, wide + 1)}
    paper -= {(row, at) for row, line in enumerate(dots) for at, dot in enumerate(line) if dot}
    waiting = [(-1, -1)]
    paper.discard((-1, -1))
    while waiting:
        row, at = waiting.pop()
        beside = {(row + 1, at), (row - 1, at), (row, at + 1), (row, at - 1)} & paper
        paper -= beside
        waiting.extend(beside)
    return bool(paper)
