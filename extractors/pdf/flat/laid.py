"""A completed page laid over the page of the blank that it is a copy of, turned upright where it lies on its side."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, zip_longest
from typing import NamedTuple
from unicodedata import normalize

import pypdfium2

from extractors.pdf.flat.align import Fit, Said, fit_of, may_say
from extractors.pdf.flat.blank import Blank, BlankPage, holds, said_in
from extractors.pdf.page.boxes import wider
from extractors.pdf.page.words import Word, words_of
from extractors.pdf.place import Box, Page
from extractors.prompts import plain
from planwright.stamp import STAMP_MARK, Stamp

_TURNS = (90, 270, 180)
_LEAST_LETTERS, _LEAST_THERE = 3, 0.5  # of a word that is looked for; the share of them that a copy has at least
_DOTS = re.compile(r"[._…]+")
_REACH = 1.5  # points that dots may stand over the edge of their line, and a line from its place


class Match(NamedTuple):
    """The page of the blank that a page is a copy of, and how it lies over it.

    `found` are the numbers of the words on the page that the blank prints, by their numbers in the blank.
    """

    page: BlankPage
    fit: Fit
    found: Mapping[int, int]


class Laid(NamedTuple):
    """The words of a page, turned as it has to be, and its place over the blank; None where it is no copy."""

    page: Page
    words: tuple[Word, ...]
    match: Match | None


def lay(load: Callable[[], pypdfium2.PdfPage], page: Page, words: tuple[Word, ...], blank: Blank) -> Laid:
    """The page beside the blank; where it is a copy only when turned, it is shown turned from here on.

    It is loaded only where it may be one.
    """
    match = _match(words, blank)
    for turn in _TURNS if match is None and _may_match(words, blank) else ():
        turned = replace(page, turn=(page.turn + turn) % 360)
        words_then = words_of(load(), turned)
        match = _match(words_then, blank)
        if match is not None:
            load().set_rotation(turned.turn)
            return Laid(turned, words_then, match)
    return Laid(page, words, match)


def _may_match(words: Sequence[Word], blank: Blank) -> bool:
    """Whether a page has about the words of a blank's page, wherever; those of a turned page may come in pieces."""
    said = "".join(word.text for word in words)
    return bool(said) and any(_is_said(page, said) for page in blank.pages)


def _is_said(page: BlankPage, said: str) -> bool:
    """Whether about the words of a blank's page are among all that a page says."""
    printed = {word.text for word in page.words if len(word.text) >= _LEAST_LETTERS}
    most = (1 - _LEAST_THERE) * len(printed)
    missing = (one for one in printed if one not in said)
    return sum(1 for _ in islice(missing, int(most) + 1)) <= most


def stamps_among(shown: pypdfium2.PdfDocument, page: Page, words: Sequence[Word]) -> tuple[Stamp, ...]:
    """The identities printed on a page with these words; looked for as it is displayed, then turned."""
    for turn in _TURNS:
        stamps = tuple(stamp for word in words if (stamp := Stamp.from_text(word.text)))
        if stamps or STAMP_MARK not in "".join(word.text for word in words):
            return stamps
        words = words_of(shown[page.number - 1], replace(page, turn=(page.turn + turn) % 360))
    return tuple(stamp for word in words if (stamp := Stamp.from_text(word.text)))


def added_words(words: Sequence[Word], match: Match, blank: Blank) -> Iterator[Word]:
    """The words that the blank does not print; the dots of its lines to write on may come in other pieces."""
    printed = set(match.found.values())
    named = list(_as_named(words, match, blank))
    dotted = [wider(match.fit.box(word.box), _REACH) for word in match.page.words if _DOTS.fullmatch(word.text)]
    for word in (word for number, word in enumerate(words) if number not in printed):
        is_dots = bool(_DOTS.fullmatch(word.text)) and any(holds(box, word) for box in dotted)
        if not is_dots and not any(holds(box, word) for box in named):
            yield word


def _as_named(words: Sequence[Word], match: Match, blank: Blank) -> Iterator[Box]:
    """The places of the names on the page that hold nothing else, as far as the names are known.

    A line with two names in it is looked at from the first one, as the second one stands elsewhere on each form.
    """
    lines: list[Box] = []
    pairs = sorted(zip(match.page.named, match.page.said, strict=False), key=lambda one: one[0][0])
    for box, said in pairs:
        if any(line[1] < (box[1] + box[3]) / 2 < line[3] for line in lines):
            continue
        lines.append(box)
        place = match.fit.box(box)
        expected = _with_names(said, blank)
        if expected is None or may_say(plain(normalize("NFKC", said_in(place, words))), expected):
            yield place


def _with_names(said: str, blank: Blank) -> str | None:
    """What stands in a line with the names as they are known; None where one is not, or it is an identity."""
    if plain(STAMP_MARK) in said:
        return None
    for stand_in, name in zip_longest(map(plain, blank.names), blank.known[: len(blank.names)], fillvalue=""):
        if stand_in in said and plain(name) in ("", stand_in):
            return None
        said = said.replace(stand_in, plain(normalize("NFKC", name)))
    return said


def as_displayed(box: Box, turned: Page, page: Page) -> Box:
    """A box of the turned page, on the page as it is displayed."""
    left, top, right, bottom = box
    across, up = page.box[2] - page.box[0], page.box[3] - page.box[1]
    width, height = (up, across) if page.turn % 180 else (across, up)
    match (turned.turn - page.turn) % 360:
        case 90:
            return top, height - right, bottom, height - left
        case 180:
            return width - right, height - bottom, width - left, height - top
        case 270:
            return width - bottom, left, width - top, right
        case _:
            return box


def _match(words: Sequence[Word], blank: Blank) -> Match | None:
    """The page of the blank with the most of its words in their places on this one."""
    said = Said(words)
    best: Match | None = None
    for page in blank.pages:
        fit = fit_of(page.texts, said)
        if fit is not None and (best is None or fit[0].share > best.fit.share):
            best = Match(page, *fit)
        if best and best.fit.share == 1:  # no other page has more of its words here
            break
    return best
