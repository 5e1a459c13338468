"""What was typed or drawn onto the pages of an issued PDF that still has its fields.

Programs that “edit” or “fill and sign” a PDF write into what draws its pages, and leave its fields as they are.
"""

import io
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

import pikepdf
import pypdfium2

from extractors.pdf.flat.around import drawn_around
from extractors.pdf.flat.blank import Blank, holds, within
from extractors.pdf.flat.laid import Match, added_words, lay
from extractors.pdf.flat.written import SPECKS
from extractors.pdf.page.ink import Picture
from extractors.pdf.page.notes import LONGEST
from extractors.pdf.page.runs import Run, runs_of
from extractors.pdf.page.words import words_of
from extractors.pdf.place import Box, Page, pages_of
from planwright.model import Field, Reading, State

_NEAR = 10.0  # points that a field may lie beside its place


class _Upon(NamedTuple):
    """The keys of the fields in whose places something stands beneath them, and what stands elsewhere."""

    keys: frozenset[str]
    unread: tuple[str, ...]


def read_upon(data: bytes, blank: Blank, reading: Reading) -> Reading:
    """The reading with what stands on its redrawn pages and not on the blank: in the place of a field, a conflict.

    Where a page has none of the blank's words, as under an image of a page, its fields are a conflict: nobody can say
    what people saw beside them. Pages without fields are told of by themselves.
    """
    held: dict[int | None, list[Field]] = {}
    for field in reading.fields:
        held.setdefault(field.place.page, []).append(field)
    asked = held.keys() & set(reading.redrawn)
    with pypdfium2.PdfDocument(data) as shown, pikepdf.open(io.BytesIO(data)) as pdf:
        pages = [page for page in pages_of(pdf).in_order() if page.number in asked]
        found = [_upon(shown[page.number - 1], page, blank, held[page.number]) for page in pages]
    keys = frozenset(key for one in found for key in one.keys)
    unread = tuple(text[:LONGEST] for one in found for text in one.unread)
    return replace(reading, fields=tuple(_doubted(reading.fields, keys)), unread=(*reading.unread, *unread))


def _doubted(fields: Collection[Field], keys: frozenset[str]) -> Iterator[Field]:
    for field in fields:
        yield replace(field, state=State.CONFLICT, confidence=0.0) if field.key in keys else field


def _upon(shown: pypdfium2.PdfPage, page: Page, blank: Blank, fields: Collection[Field]) -> _Upon:
    words = words_of(shown, page)
    laid = lay(lambda: shown, page, words, blank)
    if laid.match is None:
        said = " ".join(word.text for word in words)
        return _Upon(
            frozenset(field.key for field in fields), (said or f"page {page.number} shows none of the form's words",)
        )
    runs = runs_of(added_words(laid.words, laid.match, blank))
    picture = Picture(shown, with_notes=False)
    typed = {key for run in runs for key in _places(run, laid.match)}
    drawn = {
        slot.key
        for slot in laid.match.page.slots
        if picture.ink(within(laid.match.fit.box(slot.box))).dots - slot.bare.dots > SPECKS
    }
    moved = set(_moved(fields, laid.match))
    left = [run.text for run in runs if not any(_places(run, laid.match))]
    known = [word.box for run in runs for word in run.words]
    around = drawn_around(shown, laid, known, picture, with_notes=False)
    return _Upon(frozenset(typed | drawn | moved), (*((" ".join(left),) if left else ()), *around))


def _moved(fields: Collection[Field], match: Match) -> Iterator[str]:
    """The keys of the fields that lie elsewhere than on the blank, so that people answered another question in them."""
    places: dict[str, list[tuple[bool, Box]]] = {}
    said = {field.key: (field.value, field.raw) for field in fields}
    for slot in match.page.slots:
        is_meant = bool(slot.state) and slot.state in said.get(slot.key, ())
        places.setdefault(slot.key, []).append((is_meant, match.fit.box(slot.box)))
    for field in fields:
        box, known = field.place.box, places.get(field.key)
        if box is None or not known:
            continue
        meant = [one for is_meant, one in known if is_meant] or [one for _, one in known]
        if not any(_is_near(box, one) for one in meant):
            yield field.key


def _is_near(box: Box, other: Box) -> bool:
    return all(abs(edge - known) <= _NEAR for edge, known in zip(box, other, strict=True))


def _places(run: Run, match: Match) -> Iterator[str]:
    """The keys of the places in which some of the words stand."""
    for slot in match.page.slots:
        box = match.fit.box(slot.box)
        if any(holds(box, word) for word in run.words):
            yield slot.key
