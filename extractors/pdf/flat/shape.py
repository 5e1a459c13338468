"""Whether dark dots have the shape of a mark: a tick, a cross, or a dot. A dash, a nought and letters have none."""

from collections.abc import Sequence

Dots = Sequence[bytes]  # line by line, each dot 1 where it is dark, else 0; the outermost lines hold some

_DASH = 2.5  # times as wide as high is a dash at least
_SOLID, _LONGEST = 0.6, 2.0  # of a dot's dots are dark; it is so much longer than wide at most
_CORNER, _SIDE, _HALF = 0.35, 0.2, 0.13  # of the width and height
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


def is_no_mark(dots: Dots) -> bool:
    """Whether what is drawn in a box is a dash or a ring, which may say no; of such a small drawing no more is told."""
    rows = [number for number, row in enumerate(dots) if 1 in row]
    if not rows:
        return False
    wide = max(row.rfind(1) for row in dots) - min(row.find(1) for row in dots if 1 in row) + 1
    return _DASH * (rows[-1] - rows[0] + 1) < wide or _has_hole(dots)


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
