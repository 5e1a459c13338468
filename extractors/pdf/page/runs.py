"""Words that were written in one go: they stand on one line, one after the other, as they were drawn."""

from collections.abc import Iterable
from typing import NamedTuple

from extractors.pdf.page.words import Word

_GAP = 0.9  # of a letter's height; between words of one line stands at most so much
_LEVEL = 0.35  # of a letter's height by which the middles of two words of one line may differ
_LINE, _LOWEST = 0.6, 4.0  # of a letter's height by which the words of one line may be raised; points
_NEXT_LINE = 1.6  # of a letter's height, from the foot of one line to the foot of the next within one text


class Run(NamedTuple):
    """Words of one line, in the order in which they were drawn; those of a note, which lies over the page, apart."""

    words: tuple[Word, ...]
    is_note: bool = False

    @property
    def text(self) -> str:
        """The words with a space between each two."""
        return " ".join(word.text for word in self.words)

    @property
    def start(self) -> Word:
        """Its first word."""
        return self.words[0]

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return max(word.box[2] for word in self.words)


def runs_of(words: Iterable[Word]) -> list[Run]:
    """The runs of these words, which come in the order in which they were drawn."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and _follows(runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [Run(tuple(run)) for run in runs]


def goes_on(run: Run, later: Run) -> bool:
    """Whether a run may be the next line of the same text: right below, and beginning as far to the left."""
    above, below = run.start.box, later.start.box
    height = max(above[3] - above[1], below[3] - below[1], 1.0)
    return abs(above[0] - below[0]) < 1.0 and 0 < below[3] - above[3] <= _NEXT_LINE * height


def lines_of(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs by lines, from top to bottom, each line in the order in which it was drawn.

    Full stops and quotation marks lie far below or above the middle of their line; all are written on one level.
    """
    held = list(runs)
    if len(held) < 2:  # as in most places
        return [held] if held else []
    lines: list[list[tuple[int, Run]]] = []
    for number, run in sorted(enumerate(held), key=lambda one: one[1].start.foot):
        if lines and run.start.foot - lines[-1][0][1].start.foot < _LINE * max(map(_height, (run, lines[-1][-1][1]))):
            lines[-1].append((number, run))
        else:
            lines.append([(number, run)])
    return [[run for _, run in sorted(line, key=lambda one: one[0])] for line in lines]


def _height(run: Run) -> float:
    """How high a run is, at least as high as small print."""
    return max(_LOWEST, *(word.box[3] - word.box[1] for word in run.words))


def _follows(word: Word, later: Word) -> bool:
    height = max(word.box[3] - word.box[1], later.box[3] - later.box[1], 1.0)
    gap = later.box[0] - word.box[2]
    return -0.2 * height <= gap <= _GAP * height and abs(word.center[1] - later.center[1]) <= _LEVEL * height
