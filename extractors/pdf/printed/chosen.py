"""Printed words of which one is chosen by how it looks on a page: ringed, underlined, colored, struck, in another font.

What is seen is told in the text of the words, as the texts of a Word form tell it, so that one reader judges both.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.pdf.page.boxes import around, touches, wider
from extractors.pdf.page.ink import Picture, Seen
from extractors.pdf.page.rings import CUT, goes_around, is_round
from extractors.pdf.page.rules import Rule, Rules
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box
from extractors.shown import FAINT, NOT_STRUCK, STANDS_BACK, STRUCK, bare, is_pale, look

_BETWEEN = frozenset("/|,")  # what stands between the printed words
_BELOW = (-1.0, 3.0)  # points from the foot of a word to a line under it
_BESIDE = 12.0  # points by which one that runs under several may be
_ENDS = 2.5  # points by which that line may be longer
_MOST = 0.8  # of the word that it runs under
_OVER = (1.6, 0.4)  # points over the letters, where only a ground of another color is seen
_BLACK = "000000"
_COLORED = 8.0  # of 255: how dark that ground is at least

STYLE = re.compile("bold|black|heavy|italic|oblique")

LettersOf = Callable[[Word], tuple[str, str]]  # the font of its letters, and their color
Option = list[int]  # the numbers of its words


class Choice(NamedTuple):
    """The words that a blank prints to choose among, and whether it prints all of them alike."""

    options: Sequence[str]
    is_plain: bool


def with_looks(
    words: Sequence[Word],
    rules: Rules,
    choices: Iterable[Choice],
    page: Seen,
    letters_of: LettersOf,
) -> tuple[tuple[Word, ...], Rules]:
    """The words, those of a choice with their looks, and the lines and drawings without the rings around some."""
    every = list(words)
    rings: list[Box] = []
    for choice in choices:
        for found in _found(choice.options, words):
            boxes = [around([words[number].box for number in option]) for option in found]
            drawn = [box for box in rules.drawings if any(touches(box, wider(one, -CUT)) for one in boxes)]
            ringed = [_ringed(box, boxes) if is_round(box, page()) else None for box in drawn]
            if None in ringed:
                continue
            rings += drawn
            styles = _styles(found, words, letters_of)
            colors = _colors(found, words, letters_of) if choice.is_plain else [""] * len(found)
            lines = [rule for rule in rules.across if _is_of_some(rule, boxes)]
            for number, option in enumerate(found):
                box = boxes[number]
                seen = [styles[number]] if styles[number] else []
                seen += ["ringed"] if number in ringed else []
                seen += ["underlined"] if any(_is_under(rule, box) for rule in rules.across) else []
                seen += ["lined"] if any(_runs_along(rule, box) for rule in lines) else []
                seen += [f"in {colors[number]}"] if colors[number] else []
                seen += ["colored"] if number not in ringed and _is_colored(box, page()) else []
                is_struck = all(page().is_crossed(words[one].box) for one in option)
                for one in option:
                    every[one] = words[one]._replace(text=_told(words[one].text, seen, is_struck=is_struck))
    return tuple(every), rules._replace(drawings=tuple(box for box in rules.drawings if box not in rings))


def _found(printed: Sequence[str], words: Sequence[Word]) -> Iterator[list[Option]]:
    """The numbers of the words of each printed answer, wherever all of them stand in their order."""
    wanted = [(number, bare(word)) for number, option in enumerate(printed) for word in option.split()]
    for start in range(len(words)):
        options: list[Option] = [[] for _ in printed]
        at = start
        for number, said in wanted:
            while at > start and at < len(words) and words[at].text in _BETWEEN:
                at += 1
            if at >= len(words) or bare(words[at].text) != said:
                break
            options[number].append(at)
            at += 1
        else:
            yield options


def _ringed(drawn: Box, boxes: Sequence[Box]) -> int | None:
    """The number of the one box that a drawing goes around; None where it does otherwise."""
    touched = [number for number, box in enumerate(boxes) if touches(drawn, wider(box, -CUT))]
    return touched[0] if len(touched) == 1 and goes_around(drawn, boxes[touched[0]]) else None


def _styles(found: Sequence[Option], words: Sequence[Word], letters_of: LettersOf) -> list[str]:
    """Whether each answer is bold or italic; nothing where the question before is so too, as the form may print it."""
    styles = ["".join(sorted(set(STYLE.findall(_fonts(option, words, letters_of))))) for option in found]
    first = found[0][0]
    asked = "".join(sorted(set(STYLE.findall(_fonts([first - 1], words, letters_of))))) if first else ""
    return [""] * len(found) if asked and asked in styles else styles


def _fonts(option: Option, words: Sequence[Word], letters_of: LettersOf) -> str:
    return " ".join(letters_of(words[number])[0] for number in option).casefold()


def _colors(found: Sequence[Option], words: Sequence[Word], letters_of: LettersOf) -> list[str]:
    """The color of each answer; nothing where it is that of all of them, or of the question before."""
    colors = [letters_of(words[option[0]])[1] for option in found]
    if len(set(colors)) == 1:
        return [""] * len(found)
    first = found[0][0]
    usual = letters_of(words[first - 1])[1] if first else _BLACK
    return ["" if color == usual else color for color in colors]


def _is_of_some(rule: Rule, boxes: Sequence[Box]) -> bool:
    """Whether a line runs under or over some of these answers, not under all of them, and no further."""
    left, _, right, _ = around(boxes)
    along = sum(_runs_along(rule, box) for box in boxes)
    return 0 < along < len(boxes) and left - _BESIDE <= rule.start and rule.end <= right + _BESIDE


def _runs_along(rule: Rule, box: Box) -> bool:
    left, top, right, bottom = box
    is_near = bottom + _BELOW[0] <= rule.at <= bottom + _BELOW[1] or top - _BELOW[1] <= rule.at <= top
    return is_near and min(rule.end, right) - max(rule.start, left) >= _MOST * (right - left)


def _is_under(rule: Rule, box: Box) -> bool:
    """Whether a line runs under these words, and under nothing else."""
    left, _, right, bottom = box
    is_below = bottom + _BELOW[0] <= rule.at <= bottom + _BELOW[1]
    is_long = min(rule.end, right) - max(rule.start, left) >= _MOST * (right - left)
    return is_below and is_long and left - _ENDS <= rule.start and rule.end <= right + _ENDS


def _is_colored(box: Box, picture: Picture) -> bool:
    left, top, right, _ = box
    return picture.shade((left, top - _OVER[0], right, top - _OVER[1])) >= _COLORED


def _told(text: str, seen: Sequence[str], *, is_struck: bool) -> str:
    faint = look(FAINT) if any(is_pale(one.removeprefix("in ")) for one in seen) else ""
    told = f"{faint}{look(';'.join(seen))}{text}{STANDS_BACK}" if seen else text
    return f"{STRUCK}{told}{NOT_STRUCK}" if is_struck else told
