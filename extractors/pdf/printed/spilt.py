"""Typed lines that run over a border between two cells of a table, beside it or below: whose they are nobody can say.

Who types upon a printed form with a program for PDFs is kept in no cell.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from extractors.pdf.page.boxes import around
from extractors.pdf.page.runs import Run, goes_on, runs_of
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box

_SPACE = 0.6  # of a letter's height; cells keep more between their words, and a space is less
_SAME_PITCH = 0.75  # points by which the lines of one text may lie closer to each other, or further apart
CellAt = Callable[[tuple[float, float]], Box | None]
IsPrinted = Callable[[str], bool]


def spilt(words: Sequence[Word], cell_at: CellAt, is_printed: IsPrinted) -> Iterator[Box]:
    """A box in both cells for each border that a typed line runs over; printed words are no typed ones."""
    parts: list[Run] = []
    for run in runs_of(words):
        cells = [cell_at(word.center) for word in run.words]
        start = 0
        for number in range(1, len(cells) + 1):
            if number < len(cells) and cells[number] == cells[start]:
                continue
            parts.append(Run(run.words[start:number]))
            if number < len(cells) and cells[number] is not None and cells[start] is not None:
                left, right = run.words[number - 1 : number + 1]
                if _is_spaced(left, right) and not (is_printed(left.text) and is_printed(right.text)):
                    yield around((left.box, right.box))
            start = number
    yield from _below(parts, cell_at, is_printed)


def _is_spaced(left: Word, right: Word) -> bool:
    height = max(left.box[3] - left.box[1], right.box[3] - right.box[1])
    return right.box[0] - left.box[2] <= _SPACE * height


def _below(runs: Sequence[Run], cell_at: CellAt, is_printed: IsPrinted) -> Iterator[Box]:
    """The same for lines that go on below a border, as far from the line above as that is from the one above it."""
    pitch: float | None = None
    for run, later in pairwise(runs):
        if not goes_on(run, later):
            pitch = None
            continue
        step = later.start.foot - run.start.foot
        cells = cell_at(run.start.center), cell_at(later.start.center)
        is_same = cells[0] == cells[1]
        goes_over = None not in cells and not is_same and (pitch is None or abs(step - pitch) <= _SAME_PITCH)
        if goes_over and not is_printed(run.text) and not is_printed(later.text):
            yield around((run.start.box, later.start.box))
        pitch = step if is_same or goes_over else None
