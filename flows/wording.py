"""The words that the blank of a Word form prints, and which of them a copy has no more."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import NamedTuple

from extractors.blocks import SIGN, Block
from extractors.shown import LOOKS
from extractors.slots import BlankTexts
from planwright.model import Line, Reading
from planwright.printed import AGENCY, ROUND, plain
from planwright.problems import FormCode, problem

LONGEST = 80  # characters of a line in a message
_LEAST = 4  # letters of printed words beside an answer that are looked for within other words


class Printed(NamedTuple):
    """A printed line: how it reads, how it is compared, the words between its answers, and the line above it."""

    text: str
    key: str
    pieces: tuple[str, ...]
    above: str


class Gone(NamedTuple):
    """A printed line that a copy does not have as the blank has it, and the line above it."""

    text: str
    above: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The printed lines of a blank outside its repeated rows.

    `alone` are the lines without an answer in them, `beside` the words beside answers; `counts` says how often the
    blank prints these among all its words. `order` are those that it prints once.
    """

    lines: tuple[Printed, ...]
    alone: Counter[str]
    beside: frozenset[str]
    counts: Mapping[str, int]
    order: tuple[str, ...]


def wording(texts: BlankTexts, outside: Iterable[Line]) -> Wording:
    """What a blank prints, from its texts and from the lines outside its fields."""
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
            lines.append(Printed(text, key, pieces, above))
            above = text
    alone = Counter(line.key for line in lines if not line.pieces and known[line.key])
    beside = frozenset(one for line in lines for one in line.pieces if one in whole)
    counts = {one: whole.count(one) for one in (*beside, *alone)}
    order = tuple(key for key in once if known[key] == alone[key] == 1)
    return Wording(tuple(lines), alone, beside, counts, order)


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
    if not less and not short:
        return tuple(_moved(got, blank))
    left = Counter({key: missing[key] for key in short})
    return tuple(_gone(blank, less, left))


def _moved(got: Sequence[str], blank: Wording) -> Iterator[Gone]:
    """The first printed line that does not follow the one it follows in the blank; none where all do."""
    counted = Counter(got)
    order = [key for key in blank.order if counted[key] == 1]
    known = set(order)
    for key, is_there in zip(order, (key for key in got if key in known), strict=True):
        if key != is_there:
            yield from (Gone(line.text, line.above) for line in blank.lines if line.key == key)
            return


def with_gone(reading: Reading, blank: Wording) -> Reading:
    """The reading with one problem for all the printed lines that are not in it any more."""
    found = gone(reading.outside, blank)
    if not found:
        return reading
    first, above = (shorten(line, LONGEST, placeholder=" …") for line in found[0])
    after = f" below “{above}”" if above else ""
    told = problem(FormCode.PRINT_GONE, count=len(found), first=first, above=after)
    return replace(reading, problems=(*reading.problems, told))


def _gone(blank: Wording, less: set[str], left: Counter[str]) -> Iterator[Gone]:
    for line in blank.lines:
        if less.intersection(line.pieces):
            yield Gone(line.text, line.above)
        elif not line.pieces and left[line.key] > 0:
            left[line.key] -= 1
            yield Gone(line.text, line.above)


def _lines_in(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield from block.split("\n")
        else:
            for row in block.rows:
                for cell in row:
                    yield from _lines_in(cell)
