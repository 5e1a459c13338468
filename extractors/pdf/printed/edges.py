"""The lines that a printed form has at the top and the foot of every page, and the number of the page in them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple
from unicodedata import normalize

from extractors.blocks import PAGE, PAGES
from extractors.pdf.page.runs import Run, goes_on
from extractors.slots import BlankTexts
from planwright.stamp import STAMP_MARK

_ANY_NAME = ".{1,200}"
_MOST_PAGES = 200  # of a form, whatever the pages say
_MOST_LINES = 3  # that one line of the blank may take on a page
_WIDEST = 3.0  # of a letter's height; what is further apart stands in another column


class Number(NamedTuple):
    """What a page says of itself: which one it is, of how many; 0 where it does not say."""

    page: int
    of: int


def astray(numbers: Sequence[Number]) -> str:
    """Which pages are missing, stand there twice or are not of the form, in words, by the numbers of all pages."""
    met = Counter(number.page for number in numbers)
    last = max(max(number) for number in numbers) if numbers else 0
    missing = [page for page in range(1, min(last, _MOST_PAGES) + 1) if not met[page]]
    twice = sorted(page for page, count in met.items() if page and count > 1)
    told = [f"missing {_pages(missing)}"] if missing else []
    told += [f"more than once {_pages(twice)}"] if twice else []
    told += [f"pages without a number of the form: {met[0]}"] if met[0] else []
    return "; ".join(told) or "they do not agree on how many there are"


def _pages(pages: Sequence[int]) -> str:
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages))}"


def plain(text: str) -> str:
    """A text as it is compared: programs differ in spaces, and in which of two like characters they write."""
    return "".join(normalize("NFKC", text).casefold().split())


def has_name(line: str, names: Iterable[str]) -> bool:
    """Whether a line of the blank holds the name of an agency or a round, which differs from form to form."""
    return any(name in line for name in names)


@lru_cache(maxsize=1024)
def pattern_of(line: str, names: tuple[str, ...], known: tuple[str, ...] = ()) -> re.Pattern[str]:
    """A line of the blank as it is compared, with the known name, else any, in the place of these; and any number."""
    pattern = re.escape(plain(line))
    printed = () if STAMP_MARK in line else known[: len(names)]  # an identity holds other names than those printed
    for name, said in zip_longest(names, printed, fillvalue=""):
        pattern = pattern.replace(re.escape(plain(name)), _spelled(said) if said not in ("", name) else _ANY_NAME)
    return re.compile(pattern.replace(PAGE, r"(?P<page>\d{1,4})").replace(PAGES, r"(?P<of>\d{1,4})"))


def _spelled(name: str) -> str:
    """A name by its letters and digits, whatever signs stand between them."""
    return r"[\W_]*" + r"[\W_]*".join(re.escape(letter) for letter in plain(name) if letter.isalnum()) + r"[\W_]*"


class Said(NamedTuple):
    """All that a blank prints, as it is compared: as one text, and its lines outside headers and footers."""

    whole: str
    lines: frozenset[str]


class Edges(NamedTuple):
    """The header and footer of a page: its runs, its number, and what it says for each line with a name in it."""

    runs: tuple[Run, ...]
    number: Number
    named: Mapping[str, str]


def edges_of(runs: Sequence[Run], blank: BlankTexts, said: Said) -> Edges:
    """The header and footer among these runs; of lines that look alike the lowest is the footer's.

    A line that says more for certain is looked for before one that may hold any name, which goes on as far as it can,
    and neither is one that the blank prints elsewhere nor begins with one: `said` is all that it prints.
    """
    number = Number(0, 0)
    taken: set[int] = set()
    named: dict[str, str] = {}
    together = list(_together(runs))
    lines = [*((one, True) for one in blank.footer), *((one, False) for one in blank.header)]
    for line, is_footer in sorted(lines, key=lambda one: (has_name(one[0], blank.names), -len(one[0]))):
        pattern = pattern_of(line, blank.names, blank.known)
        is_named = has_name(line, blank.names)
        found = [
            (runs[end - 1].start.center[1] if is_footer else -runs[start].start.center[1], end - start, start, match)
            for start, end, text, first in together
            if not (is_named and (text in said.whole or first in said.lines))
            and not taken & set(range(start, end))
            and (match := pattern.fullmatch(text))
        ]
        if not found:
            continue
        _, length, start, match = max(found, key=_outermost)
        taken |= set(range(start, start + length))
        numbers = match.groupdict()
        if numbers.get("page"):
            number = Number(int(numbers["page"]), int(numbers.get("of") or 0))
        if is_named:
            named[plain(line)] = match[0]
    return Edges(tuple(runs[place] for place in sorted(taken)), number, named)


def _outermost(found: tuple[float, int, int, re.Match[str]]) -> tuple[float, int]:
    return found[:2]


def _together(runs: Sequence[Run]) -> Iterator[tuple[int, int, str, str]]:
    """Each line alone and with those that go on below it: from which run to which, as one text, and its first line."""
    starts = [number for number, run in enumerate(runs) if not number or not _is_same_line(runs[number - 1], run)]
    ends = [*starts[1:], len(runs)]
    for first, start in enumerate(starts):
        text = top = ""
        for number in range(first, min(len(starts), first + _MOST_LINES)):
            if number > first and not goes_on(runs[starts[number - 1]], runs[starts[number]]):
                break
            text += plain("".join(run.text for run in runs[starts[number] : ends[number]]))
            top = top or text
            yield start, ends[number], text, top


def _is_same_line(run: Run, later: Run) -> bool:
    box, other = run.start.box, later.start.box
    height = max(box[3] - box[1], other[3] - other[1], 1.0)
    return 0 <= other[0] - run.right <= _WIDEST * height and abs(run.start.center[1] - later.start.center[1]) < height
