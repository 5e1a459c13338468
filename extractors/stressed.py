"""Choices whose printed words stand out in a copy beside an empty box, and not in its blank: somebody may mean them.

Words that the blank prints alike should look alike in a copy; how, is another matter: programs have other fonts.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.between import Found
from extractors.blocks import SIGN, texts_of
from extractors.shown import LOOK, STANDS_BACK, STANDS_OUT, without_looks
from extractors.slots import BlankTexts, Slot
from planwright.model import FieldKind

Look = frozenset[str]  # all that makes words look otherwise than usual; empty for none
LooksOf = Callable[[Sequence["Label"]], Sequence[Look]]
PLAIN: Look = frozenset()
LARGER = "larger"  # the look of words with larger letters than those beside the other boxes of a page
_REST = re.compile(r"\s*([^\s_][^\n_]*)")
_LOOK_OR_WORD = re.compile(rf"{LOOK.pattern}|{STANDS_BACK}|\S+")  # no sign is within a word: they count as spaces


class Label(NamedTuple):
    """The printed words of the box that was `found` here: from where to where they stand in the text around it."""

    found: Found
    start: int
    end: int


def stressed(
    matched: Sequence[Found], blank: BlankTexts, looks_of: LooksOf, is_empty: Callable[[Found], bool]
) -> frozenset[int]:
    """The numbers, among what was matched, of the empty boxes whose words stand out.

    They do where others of the same question, which the blank prints alike, look otherwise. What all of them became is
    no mark, nor is what was done to the words of a box that is ticked.
    """
    labels = dict(_labels(matched, blank.slots))
    alike: dict[tuple[str | int, int, Look | None], list[int]] = {}
    usual = blank.once("looks", lambda: _looks_of_blank(blank)) if labels else {}
    for number, label in labels.items():
        found = label.found
        question = blank.slots[found.sign].row or id(found.around)  # else those in one text are of one question
        key = question, found.added, usual.get(found.sign)
        alike.setdefault(key, []).append(number)
    looks = dict(zip(labels, looks_of(list(labels.values())), strict=True))
    alone = {number for numbers in alike.values() if len(numbers) == 1 for number in numbers}
    small = {number: look - {LARGER} for number, look in looks.items()}
    out: set[int] = set()
    for (_, _, printed), numbers in alike.items():
        is_only = len(numbers) == 1  # an only box has no other beside, and those elsewhere may have another size
        seen = small if is_only else looks
        others = [*looks.keys() - alone, *numbers] if is_only else numbers
        plain = _plain([seen[number] for number in others], printed)
        out.update(number for number in numbers if seen[number] != plain)
    return frozenset(number for number in out if is_empty(matched[number]))


def _plain(looks: Sequence[Look], printed: Look | None) -> Look:
    """How these words look where nobody marked them: as in the blank, else as most of them do."""
    if printed in looks and printed is not None:
        return printed
    counts = Counter(looks)
    return min(counts, key=lambda one: (-counts[one], len(one)))


def _labels(matched: Iterable[Found], slots: Mapping[str, Slot]) -> Iterator[tuple[int, Label]]:
    """The words of each box that has some beside it, with its number."""
    held = [(number, one) for number, one in enumerate(matched) if one.around and one.text is not None]
    for at, (number, one) in enumerate(held):
        slot = slots[one.sign]
        if slot.field.kind is not FieldKind.MARK:
            continue
        start, end = one.at, one.at + len(one.text or "")
        before = held[at - 1][1] if at else None
        after = held[at + 1][1] if at + 1 < len(held) else None
        first = before.at + len(before.text or "") if before is not None and before.around is one.around else 0
        last = after.at if after is not None and after.around is one.around else len(one.around)
        span = _span("".join(slot.column.split()), one.around, (first, start), (end, last))
        if span is not None:
            yield number, Label(one, *span)


def _span(words: str, text: str, before: tuple[int, int], after: tuple[int, int]) -> tuple[int, int] | None:
    """Where the words of a box stand: right after it, else right before it; all that follows it, if it has none."""
    if not words:
        found = _REST.match(text, *after)
        return found.span(1) if found is not None else None
    follows, ends = _patterns(words)
    found = follows.match(text, *after) or ends.search(text, *before)
    return found.span(1) if found is not None else None


@lru_cache(maxsize=1024)
def _patterns(words: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    said = r"\s*".join(map(re.escape, words))
    return re.compile(rf"\s*({said})", re.IGNORECASE), re.compile(rf"({said})[\s:]*$", re.IGNORECASE)


# -- in texts that say how their words look ---------------------------------------------------------------------------


def looks_in_texts(labels: Iterable[Label]) -> list[Look]:
    """How the words of each label look by the signs in the text around them."""
    return list(map(_look_in_text, labels))


def _look_in_text(label: Label) -> Look:
    if STANDS_OUT not in label.found.around:
        return PLAIN
    words = _words_in(label.found.around)
    looks = {look for start, end, seen in words if start < label.end and end > label.start for look in seen}
    return PLAIN if looks <= {""} else frozenset(looks)


@lru_cache(maxsize=1)  # the labels of one text follow each other
def _words_in(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """From where to where each word of a text stands, and its looks."""
    words: list[tuple[int, int, tuple[str, ...]]] = []
    seen: tuple[str, ...] = ()
    for found in _LOOK_OR_WORD.finditer(text):
        if found[0] == STANDS_BACK:
            seen = ()
        elif found[1] is not None:
            seen = (*seen, found[1])
        else:
            words.append((*found.span(), seen or ("",)))
    return words


def _looks_of_blank(blank: BlankTexts) -> Mapping[str, Look]:
    """How the blank prints the words of each box."""
    found = [one for text in texts_of(blank.blocks) for one in _signs_in(text)]
    labels = _labels([one for one in found if one.sign in blank.slots], blank.slots)
    return {label.found.sign: _look_in_text(label) for _, label in labels}


def _signs_in(text: str) -> Iterator[Found]:
    return (Found(sign[0], sign[0], text, sign.start()) for sign in SIGN.finditer(text))


def is_bare(found: Found) -> bool:
    """Whether nothing stands in a place beside the field of a file that is there still."""
    return found.text is not None and without_looks(found.text).strip() == found.sign
