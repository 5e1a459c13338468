"""The tables of a page, from the ruled lines between their cells."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.pdf.page.rules import Rule, Rules
from extractors.pdf.place import Box

_SAME = 1.2  # points by which lines of one border may lie apart, and by which lines that meet may miss each other
_GAP = 2.0  # points between two pieces of one border, where another one crosses it
_SHORT = 3.0  # points by which a border may be shorter than what it borders
_MOST_LINES = 4_000  # of a page; a hatched drawing has more
_BORDER = 1.5  # points beside the edge of a row within which its border is drawn
_LOWEST = 3.0  # points that a row is high and a cell is wide, at least


class Frame(NamedTuple):
    """A table: its box on the page as displayed, and the boxes of the cells of each row.

    Where it `begins_open` or `ends_open`, no border closes its first or last row, which is parted by the page's end.
    """

    box: Box
    rows: tuple[tuple[Box, ...], ...]
    begins_open: bool = False
    ends_open: bool = False


def tables_of(rules: Rules) -> list[Frame]:
    """The tables of a page; a single box is a frame around a text."""
    return [frame for frame in frames_of(rules) if len(frame.rows) > 1 or len(frame.rows[0]) > 1]


def strokes_beside(frames: Iterable[Frame], rules: Rules) -> tuple[Rule, ...]:
    """The lines across a page that are no borders of its tables: under words, through them, or beside them."""
    edges = [(frame, edge) for frame in frames for row in frame.rows for edge in (row[0][1], row[0][3])]
    return tuple(
        rule
        for rule in rules.across
        if not any(abs(rule.at - edge) <= _BORDER and frame.box[0] - 2 <= rule.start for frame, edge in edges)
    )


def frames_of(rules: Rules) -> list[Frame]:
    """The tables of a page from its top to its foot; lines that border nothing are none."""
    across, down = _whole(rules.across), _whole(rules.down)
    if len(across) + len(down) > _MOST_LINES:
        return []
    frames = (_frame(level, upright) for level, upright in _meeting(across, down))
    return sorted((frame for frame in frames if frame is not None), key=lambda frame: frame.box[1])


def _whole(rules: Iterable[Rule]) -> list[Rule]:
    """The lines, with the pieces of each put together."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules):
        if lines and rule.at - lines[-1][0].at <= _SAME:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return [whole for line in lines for whole in _joined(line)]


def _joined(line: Iterable[Rule]) -> Iterator[Rule]:
    whole: Rule | None = None
    for rule in sorted(line, key=lambda one: one.start):
        if whole is not None and rule.start <= whole.end + _GAP:
            whole = whole._replace(end=max(whole.end, rule.end))
            continue
        if whole is not None:
            yield whole
        whole = rule
    if whole is not None:
        yield whole


def _meeting(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The lines that meet each other, those that run across and those that run down, table by table."""
    left = set(range(len(across)))
    free = set(range(len(down)))
    while left:
        levels, uprights = {left.pop()}, set[int]()
        waiting = [(True, next(iter(levels)))]
        while waiting:
            is_level, number = waiting.pop()
            if is_level:
                met = {one for one in free if _meet(across[number], down[one])}
                free -= met
                uprights |= met
            else:
                met = {one for one in left if _meet(across[one], down[number])}
                left -= met
                levels |= met
            waiting += [(not is_level, one) for one in met]
        if len(levels) > 1 and len(uprights) > 1:
            yield [across[one] for one in sorted(levels)], [down[one] for one in sorted(uprights)]


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _GAP <= upright.at <= level.end + _GAP and upright.start - _GAP <= level.at <= upright.end + _GAP
    )


def _frame(across: Sequence[Rule], down: Sequence[Rule]) -> Frame | None:
    """The table between these lines: each row lies between two that run across all of it."""
    left, right = down[0].at, down[-1].at
    closed = [rule.at for rule in across if rule.start <= left + _SHORT and rule.end >= right - _SHORT]
    edges = [*_open_edges(closed, down[0], down[-1])]
    bands = [(top, bottom) for top, bottom in pairwise(edges) if bottom - top >= _LOWEST]
    rows = [_cells(band, down) for band in bands]
    if not rows or not all(rows):
        return None
    box = (left, edges[0], right, edges[-1])
    return Frame(box, tuple(rows), edges[0] not in closed, edges[-1] not in closed)


def _open_edges(edges: Sequence[float], left: Rule, right: Rule) -> Iterator[float]:
    """The edges of rows, with those that a browser leaves out where a row goes on on the next page."""
    start, end = (left.start + right.start) / 2, (left.end + right.end) / 2
    if edges and edges[0] - start > _LOWEST and abs(left.start - right.start) <= _SAME:
        yield start
    yield from edges
    if edges and end - edges[-1] > _LOWEST and abs(left.end - right.end) <= _SAME:
        yield end


def _cells(band: tuple[float, float], down: Sequence[Rule]) -> tuple[Box, ...]:
    top, bottom = band
    sides = [rule.at for rule in down if rule.start <= top + _SHORT and rule.end >= bottom - _SHORT]
    return tuple((left, top, right, bottom) for left, right in pairwise(sides) if right - left >= _LOWEST)
