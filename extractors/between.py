"""What stands in each place of one text of a blank: between the words that are printed beside it.

What a person typed where the blank prints something makes it unsure.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extractors.blocks import SIGN, has_sign
from extractors.shown import LOOK, LOUD, STANDS_BACK, STANDS_OUT, UNREAD, bare, look, without_looks

_SPACE = r"\s*"  # the signs of how a text looks count as space, too
_LONG = 8  # letters of printed words that stand in a text once
LOUD_BEGINS = look(LOUD)
_STANDING_OUT = re.compile(f"{LOUD_BEGINS}[^{STANDS_BACK}]*")
_END = re.compile("\n")
_SPACES = " \t\r\n\xa0"
NOWHERE = UNREAD.encode().decode()  # the text that a line of the blank stands beside where nobody knows which it is
_NEXT_LOOK = re.compile(rf"{LOOK.pattern}[{_SPACES}]*$")  # that of the words which follow a place


class Found(NamedTuple):
    """What stands in the place of one sign: its text, None where nobody can say; and the row it was added in, if any.

    `around` is the whole text it was found in, and `at` where in that it begins. `added` counts the rows after the last
    one of the blank; 0 for what the blank has itself.
    """

    sign: str
    text: str | None
    around: str = ""
    at: int = 0
    added: int = 0


def match_text(blank: str, got: str) -> Iterator[Found]:
    """What stands between the words that the blank prints; each of these must be there, and once only."""
    signs = _signs_in(blank)
    if not signs:
        return
    if blank == signs[0] and LOUD_BEGINS not in got:  # nothing is printed beside it, and nothing can have been marked
        yield told(signs[0], got, 0, len(got))
        return
    places = _places(blank, got)
    if not places and "\n" in blank:  # then what is wrong with one line is not so with the others
        for pair in _parts(blank, got):
            yield from match_text(*pair)
        return
    marked = _marked(blank, got, places) if places and LOUD_BEGINS in got else ()
    for number, sign in enumerate(signs):
        start, end = places[number] if places else (0, 0)
        if not places or any(line < end and start < line_end for line, line_end in marked):
            yield Found(sign, None)
            continue
        yield told(sign, got, start, end)


def told(sign: str, got: str, start: int, end: int) -> Found:
    """What stands in a place that reaches from one letter of a text to another."""
    said = got[start:end]
    if not said:
        return Found(sign, "", got, start)
    if STANDS_OUT in said:
        said = _NEXT_LOOK.sub("", said)
    left = said.lstrip(_SPACES)
    return Found(sign, left.rstrip(_SPACES), got, start + len(said) - len(left))


def _marked(blank: str, got: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines of which printed words were made to stand out: whether that is an answer, nobody can say."""
    printed = [edge for place in ((0, 0), *places, (len(got), len(got))) for edge in place][1:-1]
    known = "".join(bare(without_looks(found[0])) for found in _STANDING_OUT.finditer(blank))
    spots = [
        start
        for found in _STANDING_OUT.finditer(got)
        for before, after in zip(printed[::2], printed[1::2], strict=True)
        if (start := max(before, found.start())) < (end := min(after, found.end()))
        and (words := bare(without_looks(got[start:end])))
        and words not in known
    ]
    return [(start, end + 1) for start, end in _lines(got) if any(start <= spot <= end for spot in spots)]


def _parts(blank: str, got: str) -> Iterator[tuple[str, str]]:
    """The stretches of both texts between lines that are printed alike; else line by line, where there are as many.

    Where neither can be, each line of the blank stands beside nothing, so that nothing is found in it.
    """
    stretches = anchored(blank, got)
    lines, got_lines = _lines(blank), _lines(got)
    if stretches:
        yield from stretches
    elif len(lines) == len(got_lines):
        yield from ((blank[a:b], got[c:d]) for (a, b), (c, d) in zip(lines, got_lines, strict=True))
    else:
        yield from ((blank[start:end], NOWHERE) for start, end in lines)


def anchored(blank: str, got: str) -> list[tuple[str, str]]:
    """The stretches of both texts between lines that are printed alike and once only; none without such a line."""
    lines, got_lines = _lines(blank), _lines(got)
    said = [bare(got[start:end]) for start, end in got_lines]
    printed = [bare(blank[start:end]) for start, end in lines]
    parts: list[tuple[str, str]] = []
    at = got_at = 0
    for number, line in enumerate(printed):
        if not line or has_sign(line) or printed.count(line) > 1 or said.count(line) != 1:
            continue
        start, end = got_lines[said.index(line)]
        if start >= got_at:
            parts.append((blank[at : lines[number][0]], got[got_at:start]))
            at, got_at = lines[number][1], end
    return [*parts, (blank[at:], got[got_at:])] if parts else []


def _lines(text: str) -> list[tuple[int, int]]:
    """From where to where each line reaches."""
    ends = [found.start() for found in _END.finditer(text)]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True))


def _places(blank: str, got: str) -> list[tuple[int, int]]:
    """From where to where each sign's text reaches; empty where the printed words do not tell."""
    if len(blank) == 1:  # nothing is printed beside the sign
        return [(0, len(got))]
    words = _printed_words(blank)
    if not all(one.bare for one in words[1:-1]):  # two places with nothing between them
        return []
    first, said = words[0], bare(got)
    start = first.pattern.match(got.lstrip() and got, _margin(got)) if first.bare else None
    if first.bare and (start is None or (len(first.bare) >= _LONG and said.count(first.bare) > 1)):  # it is there twice
        return []
    edges = _one_after_another(words[1:], got, said, start.span() if start else (0, 0))
    if not edges or got[edges[-1][1] :].strip():
        return []
    return [(before[1], after[0]) for before, after in pairwise(edges)]


def _one_after_another(words: Sequence["_Words"], got: str, said: str, start: tuple[int, int]) -> list[tuple[int, int]]:
    """Where printed words stand after the first ones, in their order; empty where they can be found in several ways.

    What was `got` is `said` without spaces. A word may stand within another, as “No” does in “Not sure”: only where the
    others still follow it, it can be meant.
    """
    spans = [[start]]
    for one in words:
        found = _spans(one, got, said, start[1])
        first = spans[-1][0][1] if spans[-1] else len(got) + 1  # where the first of those before ends
        spans.append([one for one in found if one[0] >= first])
    for number in range(len(spans) - 2, -1, -1):
        last = spans[number + 1][-1][0] if spans[number + 1] else -1  # where the last of those after begins
        spans[number] = [one for one in spans[number] if one[1] <= last]
    return [one for (one,) in spans] if all(len(found) == 1 for found in spans) else []


def _spans(words: "_Words", got: str, said: str, start: int) -> list[tuple[int, int]]:
    """From where to where printed words stand, wherever they do from this place on; at the end, where there are none.

    Most stand there once, and as in the blank.
    """
    if not words.bare:
        return [(len(got), len(got))]
    at = got.find(words.printed, start)
    if at >= 0 and said.count(words.bare) == 1:
        return [(at, at + len(words.printed))]
    return [found.span() for found in words.pattern.finditer(got, start)]


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip())


class _Words(NamedTuple):
    """Printed words: as the blank has them, without spaces and case, and with any space between and within them."""

    printed: str
    bare: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=4096)
def _printed_words(blank: str) -> tuple[_Words, ...]:
    """The words between the signs of a text."""
    return tuple(_Words(one.strip(), bare(one), _pattern(one)) for one in SIGN.split(blank))


@lru_cache(maxsize=4096)
def _signs_in(blank: str) -> tuple[str, ...]:
    """The signs in a text of the blank, in their order."""
    return tuple(SIGN.findall(blank))


def _pattern(printed: str) -> re.Pattern[str]:
    """The printed words, with any space between and within them; empty where there are none."""
    return re.compile(_SPACE.join(map(re.escape, "".join(printed.split()))), re.IGNORECASE)
