"""The words that the blank of a Word form prints, and which of them a copy has no more."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import NamedTuple

from extractors.blocks import SIGN, Block
from extractors.shown import LOOKS
from extractors.slots import BlankTexts
from planwright.model import NUMBERED, Line, Look, Problem, Reading
from planwright.printed import AGENCY, ROUND, plain
from planwright.problems import FormCode, problem

LONGEST = 80  # characters of a line in a message
_LEAST = 4  # letters of printed words beside an answer that are looked for within other words


class Printed(NamedTuple):
    """A printed line: how it reads, how it is compared, the words between its answers, and the line above it.

    Words too short to be looked for alone, such as `☐ Yes ☐ No`, must stand in one line `between` answers.
    """

    text: str
    key: str
    pieces: tuple[str, ...]
    above: str
    between: re.Pattern[str] | None = None


class Gone(NamedTuple):
    """A printed line that a copy does not have as the blank has it, and the line above it."""

    text: str
    above: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The printed lines of a blank outside its repeated rows, and what stands out on it: `marked`, and its `looks`.

    `alone` are the lines without an answer in them, `beside` the words beside answers; `counts` says how often the
    blank prints these among all its words. `turned` has any three lines in a row of which two are exchanged, with the
    first of these; rows that are added repeat their headings. `order` are those that it prints once, `every` all its
    lines, as far as nothing is to be written into them.
    """

    lines: tuple[Printed, ...]
    alone: Counter[str]
    beside: frozenset[str]
    counts: Mapping[str, int]
    order: tuple[str, ...]
    every: frozenset[str]
    turned: Mapping[tuple[str, str, str], str]
    marked: frozenset[str]
    looks: frozenset[str]
    highlighted: frozenset[str]
    between: Mapping[str, re.Pattern[str]]
    colors: frozenset[str]
    is_ours: bool


def wording(texts: BlankTexts, outside: Sequence[Line], marked: Iterable[Look] = (), *, is_ours: bool) -> Wording:
    """What a blank prints, from its texts and from the lines outside its fields, of which some may be `marked`.

    On a form that `is_ours` these lines have no answers in them.
    """
    marked = tuple(marked)
    once = [plain(line.text) for line in outside if not line.repeats]
    known, whole = Counter(once), "".join(once)
    lines = []
    above = ""
    for line in _lines_in(texts.blocks):
        if AGENCY in line or ROUND in line:
            continue
        found = tuple(piece for piece in map(plain, SIGN.split(line.translate(LOOKS))) if piece)
        text = " ".join(SIGN.sub(" … ", line.translate(LOOKS)).split())
        key = "".join(found)
        has_answer = SIGN.search(line) is not None
        if found and (has_answer or known[key]):
            pieces = tuple(one for one in found if len(one) >= _LEAST) if has_answer else ()
            between = re.compile(".*".join(map(re.escape, found))) if has_answer and not pieces else None
            lines.append(Printed(text, key, pieces, above, between))
            above = text
    alone = Counter(line.key for line in lines if not line.pieces and known[line.key])
    beside = frozenset(one for line in lines for one in line.pieces if one in whole)
    return Wording(
        lines=tuple(lines),
        alone=alone,
        beside=beside,
        between={line.key: line.between for line in lines if line.between is not None},
        counts={one: whole.count(one) for one in (*beside, *alone)},
        order=tuple(key for key in once if known[key] == alone[key] == 1),
        every=frozenset(plain(line.text) for line in outside) if is_ours else frozenset(alone),
        turned=_turned([line for line in outside if line.repeats]) if is_ours else {},
        marked=frozenset(plain(one.text) for one in marked),
        highlighted=frozenset(plain(one.text) for one in marked if one.look.startswith("highlighted")),
        looks=frozenset(one.look for one in marked),
        colors=texts.colors,
        is_ours=is_ours,
    )


def _turned(repeated: Sequence[Line]) -> dict[tuple[str, str, str], str]:
    """Any three of these lines with two of them exchanged, and the first of the two as it is printed."""
    keys = [plain(line.text) for line in repeated]
    found: dict[tuple[str, str, str], str] = {}
    threes = list(zip(keys, keys[1:], keys[2:], strict=False))
    for number, (one, two, three) in enumerate(threes):
        if len({one, two, three}) == len((one, two, three)):
            found |= {(one, three, two): repeated[number + 1].text, (two, one, three): repeated[number].text}
    return {three: text for three, text in found.items() if three not in threes}


def gone(outside: Iterable[Line], blank: Wording) -> tuple[Gone, ...]:
    """The printed lines that are not in a copy any more, or not as the blank has them.

    A line that stands there together with other words is there: programs put lines together, and fields that have
    become text stand among their labels. Words are told only where the copy has them less often than the blank.
    """
    got = [plain(line.text) for line in outside]
    missing = blank.alone - Counter(got)
    whole = "".join(got)
    less = {piece for piece in blank.beside if whole.count(piece) < blank.counts[piece]}
    short = {key for key in missing if len(key) < _LEAST or whole.count(key) < blank.counts[key]}
    for key in [key for key in short if key in blank.between]:
        if any(blank.between[key].search(line) for line in set(got).difference(blank.alone)):
            short.remove(key)
    if not less and not short:
        return tuple(_moved(got, blank))
    left = Counter({key: missing[key] for key in short})
    return tuple(_gone(blank, less, left))


def _moved(got: Sequence[str], blank: Wording) -> Iterator[Gone]:
    """The first printed line that does not follow the one it follows in the blank; none where all do."""
    counted = Counter(got)
    for three in zip(got, got[1:], got[2:], strict=False) if blank.turned else ():
        if three in blank.turned:
            yield Gone(blank.turned[three], "")
            return
    order = [key for key in blank.order if counted[key] == 1]
    known = set(order)
    for key, is_there in zip(order, (key for key in got if key in known), strict=True):
        if key != is_there:
            yield from (Gone(line.text, line.above) for line in blank.lines if line.key == key)
            return


def beside_wording(reading: Reading, blank: Wording) -> Reading:
    """The reading with a problem for all printed lines that are gone from it, and one for those that stand out."""
    told = list(_told_of(gone(reading.outside, blank)))
    loud = tuple(_marked(reading.marked, blank))
    if loud:
        words = shorten(loud[0].text, LONGEST, placeholder=" …")
        first = f"“{words}”" if words else "a cell for an answer"
        told.append(problem(FormCode.PRINT_MARKED, count=len(loud), first=first, look=loud[0].look))
    return replace(reading, problems=(*reading.problems, *told)) if told else reading


def beside_print(reading: Reading, blank: Wording) -> Reading:
    """The reading of a print with a problem for all printed lines that are nowhere on its pages."""
    told = tuple(_told_of(gone_in_print(reading.outside, blank)))
    return replace(reading, problems=(*reading.problems, *told)) if told else reading


def gone_in_print(shown: Iterable[Line], blank: Wording) -> tuple[Gone, ...]:
    """The printed lines that a print does not show, nor all of their words anywhere.

    What stands side by side may come in another order, and a line in several. Words too short to be looked for within
    others are not.
    """
    lines = [line.text for line in shown]
    got, words = list(map(plain, lines)), _words(lines)
    whole, missing = "".join(got), blank.alone - Counter(got)
    lacking = _words(line.text for line in blank.lines) - words
    short = [line for line in blank.lines if lacking.keys() & _words((line.text,)).keys()]
    alone = {line.key for line in short if missing[line.key] and len(line.key) >= _LEAST}
    lost = {key for key in alone if whole.count(key) < blank.counts[key]}
    less = {  # what stood within a line that is gone is told with that
        piece
        for piece in {piece for line in short for piece in line.pieces}.intersection(blank.beside)
        if whole.count(piece) < blank.counts[piece] - sum(key.count(piece) for key in lost)
    }
    return tuple(_gone(replace(blank, lines=tuple(short)), less, Counter({key: missing[key] for key in lost})))


def _words(lines: Iterable[str]) -> Counter[str]:
    return Counter(word for line in lines for word in map(plain, line.split()) if any(map(str.isalnum, word)))


def _told_of(missing: Sequence[Gone]) -> Iterator[Problem]:
    if missing:
        first, above = (shorten(line, LONGEST, placeholder=" …") for line in missing[0])
        after = f" below “{above}”" if above else ""
        yield problem(FormCode.PRINT_GONE, count=len(missing), first=first, above=after)


def _marked(marked: Iterable[Look], blank: Wording) -> Iterator[Look]:
    """What stands out and is printed plain in the blank, or looks as nothing does there.

    Programs write a highlight as a ground of its color. What people write into an open place may be numbered.
    """
    for one in marked:
        key = plain(one.text)
        if (key and key not in blank.every) or (not key and one.look == NUMBERED and not blank.is_ours):
            continue
        if _is_of_a_style(one.look, blank):
            continue
        if (key and key not in blank.marked) or (one.look not in blank.looks and key not in blank.highlighted):
            yield one


def _gone(blank: Wording, less: set[str], left: Counter[str]) -> Iterator[Gone]:
    for line in blank.lines:
        if less.intersection(line.pieces):
            yield Gone(line.text, line.above)
        elif not line.pieces and left[line.key] > 0:
            left[line.key] -= 1
            yield Gone(line.text, line.above)


def _is_of_a_style(look: str, blank: Wording) -> bool:
    """Whether programs may have written a look so that the blank has from a style: lines and grounds of its cells."""
    color = look.rpartition(" ")[2]
    if look.startswith("framed in"):
        return color in blank.colors
    return look.startswith("shaded in") and color in blank.colors and look not in blank.looks


def _lines_in(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield from block.split("\n")
        else:
            for row in block.rows:
                for cell in row:
                    yield from _lines_in(cell)
