"""Printed words of which one is chosen by how it looks on a page: ringed, underlined, colored, struck, in another font.

What is seen is told in the text of the words, as the texts of a Word form tell it, so that one reader judges both.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from extractors.pdf.page.boxes import around, touches, wider
from extractors.pdf.page.ink import Picture, Seen
from extractors.pdf.page.rings import CUT, goes_around, is_round
from extractors.pdf.page.rules import Rule, Rules
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box
from extractors.shown import NOT_STRUCK, STANDS_BACK, STRUCK, bare, look

_BETWEEN = frozenset("/|,")  # what stands between the printed words
_BELOW = (-1.0, 3.0)  # points from the foot of a word to a line under it
_ENDS = 2.5  # points by which that line may be longer
_MOST = 0.8  # of the word that it runs under
_OVER = (1.6, 0.4)  # points over the letters, where only a ground of another color is seen
_COLORED = 8.0  # of 255: how dark that ground is at least

STYLE = re.compile("bold|black|heavy|italic|oblique")

FontOf = Callable[[Word], str]
Option = list[int]  # the numbers of its words


def with_looks(
    words: Sequence[Word], rules: Rules, options: Iterable[Sequence[str]], page: Seen, font_of: FontOf
) -> tuple[tuple[Word, ...], Rules]:
    """The words, those of a choice with their looks, and the lines and drawings without the rings around some."""
    every = list(words)
    rings: list[Box] = []
    for printed in options:
        for found in _found(printed, words):
            boxes = [around([words[number].box for number in option]) for option in found]
            drawn = [box for box in rules.drawings if any(touches(box, wider(one, -CUT)) for one in boxes)]
            ringed = [_ringed(box, boxes) if is_round(box, page()) else None for box in drawn]
            if None in ringed:
                continue
            rings += drawn
            styles = _styles(found, words, font_of)
            for number, option in enumerate(found):
                box = boxes[number]
                seen = [styles[number]] if styles[number] else []
                seen += ["ringed"] if number in ringed else []
                seen += ["underlined"] if any(_is_under(rule, box) for rule in rules.across) else []
                seen += ["colored"] if number not in ringed and _is_colored(box, page()) else []
                is_struck = all(page().is_crossed(words[one].box) for one in option)
                for one in option:
                    every[one] = words[one]._replace(text=_told(words[one].text, ";".join(seen), is_struck=is_struck))
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


def _styles(found: Sequence[Option], words: Sequence[Word], font_of: FontOf) -> list[str]:
    """Whether each answer is bold or italic; nothing where the question before is so too, as the form may print it."""
    styles = ["".join(sorted(set(STYLE.findall(_fonts(option, words, font_of))))) for option in found]
    first = found[0][0]
    asked = "".join(sorted(set(STYLE.findall(_fonts([first - 1], words, font_of))))) if first else ""
    return [""] * len(found) if asked and asked in styles else styles


def _fonts(option: Option, words: Sequence[Word], font_of: FontOf) -> str:
    return " ".join(font_of(words[number]) for number in option).casefold()


def _is_under(rule: Rule, box: Box) -> bool:
    """Whether a line runs under these words, and under nothing else."""
    left, _, right, bottom = box
    is_below = bottom + _BELOW[0] <= rule.at <= bottom + _BELOW[1]
    is_long = min(rule.end, right) - max(rule.start, left) >= _MOST * (right - left)
    return is_below and is_long and left - _ENDS <= rule.start and rule.end <= right + _ENDS


def _is_colored(box: Box, picture: Picture) -> bool:
    left, top, right, _ = box
    return picture.shade((left, top - _OVER[0], right, top - _OVER[1])) >= _COLORED


def _told(text: str, seen: str, *, is_struck: bool) -> str:
    told = f"{look(seen)}{text}{STANDS_BACK}" if seen else text
    return f"{STRUCK}{told}{NOT_STRUCK}" if is_struck else told
