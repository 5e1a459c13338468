"""In which order the pages of a PDF lie: which page of its blank each is a copy of, and which pages hang together."""

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from statistics import median

import pikepdf

from extractors.blocks import Block, texts_of
from extractors.pdf.flat.blank import Blank
from extractors.pdf.flat.laid import lay
from extractors.pdf.page.opened import opened
from extractors.pdf.page.runs import Run, runs_of
from extractors.pdf.page.upright import set_upright
from extractors.pdf.page.words import Word, words_by_page
from extractors.pdf.place import pages_of
from extractors.pdf.printed.edges import edges_of, plain
from extractors.pdf.printed.flow import said_by
from extractors.pdf.tree import DEEPEST, DIRECT, Id
from extractors.slots import BlankTexts

_LEAST_LETTERS = 8  # of a line that says where in the form it stands
_SHARED = ("/Font", "/XObject")  # what pages of one file are drawn with, each held once


def are_copies(data: bytes, blank: Blank) -> bool:
    """Whether the pages are copies of those of this blank, all of them, each once and in their order."""
    held = words_by_page(data)
    with opened(data) as (shown, pdf):
        pages = pages_of(pdf).in_order()
        if len(pages) != len(blank.pages):
            return False
        laid = (lay(partial(shown.get_page, page.number - 1), page, held[page.number], blank) for page in pages)
        return all(
            one.match is not None and one.match.page.number == known.number
            for one, known in zip(laid, blank.pages, strict=True)
        )


def are_prints(data: bytes, blank: BlankTexts) -> bool:
    """Whether the pages are those of a print of this Word form in their order, however many there are.

    They are where the numbers printed on them run from 1 to the last. Where none has a number, as in prints by
    browsers, what they print stands on them in its order; a page with nothing but an answer goes with the one before.
    """
    pages = [runs_of(words) for words in _upright(data)]
    said = said_by(blank)
    numbers = [edges_of(runs, blank, said).number.page for runs in pages]
    if any(numbers):
        return numbers == list(range(1, len(pages) + 1))
    return _stand_in_order(pages, blank.blocks)


def _stand_in_order(pages: Iterable[Sequence[Run]], blocks: Sequence[Block]) -> bool:
    """Whether the printed lines on these pages stand further behind on each, and the first page has some."""
    whole = "\n".join(plain(line) for text in texts_of(blocks) for line in text.split("\n"))
    places = [[place for run in runs if (place := _place_of(plain(run.text), whole)) is not None] for runs in pages]
    middles = [median(one) for one in places if one]
    return bool(places and places[0]) and all(one < other for one, other in pairwise(middles))


def _place_of(line: str, whole: str) -> int | None:
    """Where a line stands in all that a blank prints; None where that is nowhere, or more than once."""
    place = whole.find(line) if len(line) >= _LEAST_LETTERS else -1
    return place if place >= 0 and whole.find(line, place + 1) < 0 else None


def _upright(data: bytes) -> Iterator[tuple[Word, ...]]:
    """The words of each page, turned so that they can be read."""
    held = words_by_page(data)
    with opened(data) as (shown, pdf):
        for page in pages_of(pdf).in_order():
            yield set_upright(partial(shown.get_page, page.number - 1), page, held[page.number])[1]


def ties(data: bytes) -> tuple[frozenset[int], ...]:
    """The pages, counted from 0, in groups of those that hang together: by a font, a drawing or a field of both.

    Programs that join files take each of these along once for each file; those that draw pages anew share them among
    all.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        groups: list[tuple[set[int], set[Id]]] = []
        for number, page in enumerate(pdf.pages):
            pages, held = {number}, set(_held_by(page))
            apart = []
            for others, theirs in groups:
                if held.isdisjoint(theirs):
                    apart.append((others, theirs))
                else:
                    pages, held = pages | others, held | theirs
            groups = [*apart, (pages, held)]
    return tuple(frozenset(pages) for pages, _ in groups)


def _held_by(page: pikepdf.Page) -> Iterator[Id]:
    """The objects of a page that other pages of its file may have too."""
    resources = page.resources
    for entry in _SHARED:
        named = resources.get(entry)
        for one in (named, *named.values()) if isinstance(named, pikepdf.Dictionary) else ():
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream) and one.objgen != DIRECT:
                yield one.objgen
    annotations = page.obj.get("/Annots")
    for one in annotations if isinstance(annotations, pikepdf.Array) else ():
        yield from _above(one)


def _above(annotation: object) -> Iterator[Id]:
    """The fields that an annotation belongs to."""
    above = annotation.get("/Parent") if isinstance(annotation, pikepdf.Dictionary) else None
    for _ in range(DEEPEST):
        if not isinstance(above, pikepdf.Dictionary):
            return
        if above.objgen != DIRECT:
            yield above.objgen
        above = above.get("/Parent")
