"""The tables that a form prints without lines between their cells: where they stand on a page, by their words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractors.blocks import SIGN, Block, Cell, Table
from extractors.pdf.page.boxes import around, middle_in
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box
from extractors.pdf.printed.tables import Frame
from extractors.shown import LOOKS, bare

_NEAR = 1.5  # of a word's height: how far left of the printed words their box stands at most
_EDGE = 3.0  # points between the edge of a cell and what stands in it
_SAME = 2.0  # points by which the lines of a cell may begin elsewhere

_Line = tuple[str, ...]


def unruled(words: Sequence[Word], blocks: Iterable[Block], ruled: Sequence[Frame]) -> list[Frame]:
    """The tables of the blank whose printed lines all stand on this page, and none of them between ruled lines."""
    free = [word for word in words if not any(middle_in(word.box, frame.box) for frame in ruled)]
    said = [bare(word.text) for word in free]
    frames = (_frame(block, free, said) for block in blocks if isinstance(block, Table))
    return [frame for frame in frames if frame is not None]


def _frame(table: Table, words: Sequence[Word], said: Sequence[str]) -> Frame | None:
    rows = [[list(_printed(cell)) for cell in row] for row in table.rows]
    if any(len(row) < 2 or not all(row) for row in rows):
        return None
    boxes = [[_cell(cell, words, said) for cell in row] for row in rows]
    found = [[one for one in row if one is not None] for row in boxes]
    return _ruled(found, words) if all(map(all, boxes)) else None


def _cell(lines: Iterable[_Line], words: Sequence[Word], said: Sequence[str]) -> Box | None:
    """Where the lines of a cell stand; None where one is not there, or there twice as far to the left as the others."""
    held = [list(_stretches(line, words, said)) for line in lines]
    left = next((one[0][0] for one in held if len(one) == 1), None)
    if left is None:
        return None
    alone = [[box for box in one if abs(box[0] - left) <= _SAME] for one in held]
    return around([one[0] for one in alone]) if all(len(one) == 1 for one in alone) else None


def _printed(cell: Cell) -> Iterator[_Line]:
    """The printed words of each line, up to what stands for a field after them."""
    for text in cell:
        for line in text.translate(LOOKS).split("\n") if isinstance(text, str) else ():
            said = next((one.split() for one in SIGN.split(line) if one.strip()), [])
            if said:
                yield tuple(map(bare, said))


def _stretches(line: _Line, words: Sequence[Word], said: Sequence[str]) -> Iterator[Box]:
    """Where these words stand in one go, each time with the box before them."""
    size = len(line)
    for number in range(len(said) - size + 1):
        if tuple(said[number : number + size]) == line:
            yield around([word.box for word in words[number - _has_box(number, words) : number + size]])


def _has_box(number: int, words: Sequence[Word]) -> bool:
    """Whether the word before stands on the same line, right before this one."""
    if not number:
        return False
    left, top, _, bottom = words[number].box
    height = bottom - top
    is_level = middle_in(words[number - 1].box, (0, top, left, bottom), height / 2)
    return is_level and left - words[number - 1].box[2] <= _NEAR * height


def _ruled(boxes: Sequence[Sequence[Box]], words: Sequence[Word]) -> Frame | None:
    """The table with lines between what stands in its cells; None where a word stands on one of them."""
    if len({len(row) for row in boxes}) > 1:
        return None
    tops = [min(box[1] for box in row) for row in boxes]
    feet = [max(box[3] for box in row) for row in boxes]
    if any(foot > top for foot, top in zip(feet, tops[1:], strict=False)):
        return None
    levels = [tops[0] - _EDGE, *((foot + top) / 2 for foot, top in zip(feet, tops[1:], strict=False)), feet[-1] + _EDGE]
    right = max(word.box[2] for word in words) + _EDGE
    lefts = [min(row[column][0] for row in boxes) - _EDGE for column in range(len(boxes[0]))]
    edges = [*lefts, max(right, lefts[-1] + 1)]
    whole = (edges[0], levels[0], edges[-1], levels[-1])
    inner = [word for word in words if middle_in(word.box, whole)]
    if any(one >= other for one, other in pairwise(edges)) or any(
        word.box[0] < edge < word.box[2] for word in inner for edge in edges[1:-1]
    ):
        return None
    rows = tuple(tuple((left, top, after, foot) for left, after in pairwise(edges)) for top, foot in pairwise(levels))
    return Frame(whole, rows)
