"""How a completed page lies over its blank: printing may shift and scale a page, and nothing else."""

from collections.abc import Sequence
from functools import cached_property
from statistics import median
from typing import NamedTuple

from extractors.pdf.page.words import UNKNOWN, Word
from extractors.pdf.place import Box

NEAR = 2.5  # points within which a printed word must lie of where the blank has it
LEAST_SHARE = 0.7  # of a blank's words that a page must have in their places to be a copy of it
_LEAST_WORDS = 8  # printed once on both, to measure by
_SCALES = (0.5, 2.0)


class Fit(NamedTuple):
    """Where a point of the blank lies on the page: each coordinate times a scale, plus a shift."""

    across: tuple[float, float]
    down: tuple[float, float]
    share: float  # of the blank's words that are in their places

    def box(self, box: Box) -> Box:
        """A box of the blank, on the page."""
        (scale_x, shift_x), (scale_y, shift_y) = self.across, self.down
        left, top, right, bottom = box
        return left * scale_x + shift_x, top * scale_y + shift_y, right * scale_x + shift_x, bottom * scale_y + shift_y


class Said:
    """The words of a page by what they say."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.numbers: dict[str, list[int]] = {}
        for number, word in enumerate(words):
            self.numbers.setdefault(word.text, []).append(number)

    @cached_property
    def unknown(self) -> Sequence[int]:
        """The numbers of the words of which a font does not name all signs."""
        return [number for text, numbers in self.numbers.items() if UNKNOWN in text for number in numbers]

    @cached_property
    def once(self) -> dict[str, tuple[float, float]]:
        """Where the words are that stand on the page once, without those of one letter."""
        return {
            text: self.words[numbers[0]].center
            for text, numbers in self.numbers.items()
            if len(numbers) == 1 and len(text) > 1
        }


def fit_of(blank: Said, page: Said) -> tuple[Fit, dict[int, int]] | None:
    """How the page lies over the blank, and the blank's words that are found on it; None where it is no copy of it."""
    there = sum(min(len(numbers), len(page.numbers.get(text, ()))) for text, numbers in blank.numbers.items())
    if there < LEAST_SHARE * len(blank.words):
        return None
    pairs = [(blank.once[text], page.once[text]) for text in blank.once.keys() & page.once.keys()]
    if len(pairs) < _LEAST_WORDS:
        return None
    across = _line([(one[0], other[0]) for one, other in pairs])
    down = _line([(one[1], other[1]) for one, other in pairs])
    if across is None or down is None:
        return None
    fit = Fit(across, down, 0.0)
    found = _found(fit, blank, page)
    share = len(found) / len(blank.words)
    return (fit._replace(share=share), found) if share >= LEAST_SHARE else None


def _found(fit: Fit, blank: Said, page: Said) -> dict[int, int]:
    """The number of the word on the page that each printed word, by its number in the blank, is found as."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    (scale_x, shift_x), (scale_y, shift_y) = fit.across, fit.down
    for number, word in enumerate(blank.words):
        left, _, right, bottom = word.box
        left, right, bottom = left * scale_x + shift_x, right * scale_x + shift_x, bottom * scale_y + shift_y
        for candidate in page.numbers.get(word.text) or _with_unknown(word.text, page):
            there = page.words[candidate].box
            is_level = abs(bottom - there[3]) <= NEAR and candidate not in taken
            if is_level and abs(left - there[0]) <= NEAR and abs(right - there[2]) <= 2 * NEAR:
                found[number] = candidate
                taken.add(candidate)
                break
    return found


def may_say(said: str, printed: str) -> bool:
    """Whether this is what is printed, but for signs between its letters and figures that a font does not name."""
    same = zip(said, printed, strict=False)
    return len(said) == len(printed) and all(a == b or (a == UNKNOWN and not b.isalnum()) for a, b in same)


def _with_unknown(printed: str, page: Said) -> Sequence[int]:
    """The numbers of the words on a page with signs that nobody knows, and which may be this one."""
    return [number for number in page.unknown if may_say(page.words[number].text, printed)] if page.unknown else ()


def _line(points: list[tuple[float, float]]) -> tuple[float, float] | None:
    """The scale and shift that most of these pairs of coordinates agree on, by medians: a few strays do not matter."""
    points.sort()
    half = len(points) // 2
    slopes = [
        (then[1] - first[1]) / (then[0] - first[0])
        for first, then in zip(points[:half], points[-half:], strict=True)
        if then[0] - first[0] > 36
    ]
    scale = median(slopes) if slopes else 1.0
    if not _SCALES[0] <= scale <= _SCALES[1]:
        return None
    return scale, median(other - one * scale for one, other in points)
