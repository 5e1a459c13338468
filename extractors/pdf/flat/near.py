"""The printed words next to what stands on a page in no place of its form, so that a person finds it there."""

import re
from collections.abc import Sequence

from extractors.pdf.flat.laid import Match
from extractors.pdf.page.runs import Run, runs_of
from extractors.pdf.page.words import Word
from planwright.model import Near

_WORDS = re.compile(r"[^\W\d_]{3}")
_LEVEL = 0.6  # of a letter's height by which the middles of words of one line may differ


def near_in(left: Sequence[Run], text: str, words: Sequence[Word], match: Match, page: int) -> Near:
    """Where the first of the runs that are `left` stands among the `words` of a page; `text` is what is told of it."""
    printed = [run for run in runs_of(words[at] for at in match.found.values()) if _WORDS.search(run.text)]
    nearest = min(printed, key=lambda run: _distance(run, left[0]), default=None) if left else None
    return Near(text, page, nearest.text if nearest else "")


def _distance(run: Run, other: Run) -> tuple[int, float]:
    """How far printed words are from others: on the same line comes first, then what is above them, then below."""
    (across, down), (left, top, right, bottom) = other.start.center, run.start.box
    apart = max(left - across, across - max(right, run.right), 0.0)
    if abs((top + bottom) / 2 - down) <= _LEVEL * max(bottom - top, 1.0):
        return 0, apart
    return (1, down - bottom + apart) if bottom <= down else (2, top - down + apart)
