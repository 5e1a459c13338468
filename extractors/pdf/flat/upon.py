"""What was typed or drawn onto the pages of a PDF that still has its fields.

Programs that “edit” or “fill and sign” a PDF write into what draws its pages or put notes on them, and leave its fields
as they are. In the place of a field with nothing in it, that is the answer; beside another answer it is a conflict.
"""

import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import pikepdf
import pypdfium2

from extractors.pdf.flat.added import Added
from extractors.pdf.flat.around import drawn_around
from extractors.pdf.flat.blank import Blank
from extractors.pdf.flat.crossed import with_crossed
from extractors.pdf.flat.gone import Gone, gone_from, told_of
from extractors.pdf.flat.inked import Inked
from extractors.pdf.flat.laid import Match, added_words, lay
from extractors.pdf.flat.near import near_in
from extractors.pdf.flat.pale import is_pale
from extractors.pdf.flat.read import fields_in, inked_on, lies_in, typed_word
from extractors.pdf.flat.slot import within
from extractors.pdf.flat.unclear import unclear_on
from extractors.pdf.flat.written import SPECKS
from extractors.pdf.page.ink import Picture
from extractors.pdf.page.notes import LONGEST, annotations_of, notes_on
from extractors.pdf.page.opened import if_shown, opened
from extractors.pdf.page.runs import Run, runs_of
from extractors.pdf.page.words import words_of
from extractors.pdf.place import Box, Page, pages_of
from planwright.model import Field, FieldKind, Near, Reading, State

_ROUTE = "pdf-fields"  # of the form that has them still
_NEAR = 10.0  # points that a field may lie beside its place


class _Upon(NamedTuple):
    """What stands in the places of fields by their keys, None where it is beside another answer; and elsewhere.

    `notes` are the words of those that were read as answers, `gone` what the blank prints and the page does not.
    """

    said: Mapping[str, Field | None]
    unread: tuple[str, ...]
    notes: tuple[str, ...] = ()
    gone: tuple[Gone, ...] = ()
    near: Near | None = None


@if_shown(_ROUTE)
def read_upon(data: bytes, blank: Blank, reading: Reading) -> Reading:
    """The reading with what stands on its redrawn pages and not on the blank.

    Where a page has none of the blank's words, as under an image of a page, its fields are a conflict: nobody can say
    what people saw beside them. Pages without fields are told of by themselves, but for the words that are gone from
    them.
    """
    held: dict[int | None, list[Field]] = {}
    for field in reading.fields:
        held.setdefault(field.place.page, []).append(field)
    redrawn = set(reading.redrawn)
    with opened(data) as (shown, pdf):
        pages = [page for page in pages_of(pdf).in_order() if page.number in redrawn]
        flat = _Flat(data)
        found = [
            _upon(shown[page.number - 1], page, tuple(annotations_of(pdf, page)), blank, held[page.number], flat=flat)
            for page in pages
            if page.number in held
        ]
        bare = ((page, partial(shown.get_page, page.number - 1)) for page in pages if page.number not in held)
        rest = [gone_from(lay(load, page, words_of(load(), page), blank)) for page, load in bare]
    said = {key: field for one in found for key, field in one.said.items()}
    read = Counter(note for one in found for note in one.notes)
    unread = tuple(text[:LONGEST] for one in found for text in one.unread)
    notes = tuple((Counter(reading.unread) - read).elements()) if read else reading.unread
    gone = tuple(told_of(line for lines in (*(one.gone for one in found), *rest) for line in lines))
    return replace(
        reading,
        fields=tuple(_with_said(reading.fields, said)),
        unread=(*notes, *unread),
        near=tuple(one.near for one in found if one.near is not None),
        problems=(*reading.problems, *gone),
    )


def _with_said(fields: Collection[Field], said: Mapping[str, Field | None]) -> Iterator[Field]:
    for field in fields:
        found = said.get(field.key)
        if found is not None:
            about = {name: getattr(found, name) for name in ("kind", "value", "raw", "state", "confidence")}
            yield replace(field, **about)
        elif field.key in said:
            yield replace(field, state=State.CONFLICT, confidence=0.0)
        else:
            yield field


def _upon(
    shown: pypdfium2.PdfPage,
    page: Page,
    annotations: Iterable[pikepdf.Dictionary],
    blank: Blank,
    fields: Collection[Field],
    *,
    flat: "_Flat",
) -> _Upon:
    words = words_of(shown, page)
    laid = lay(lambda: shown, page, words, blank)
    if laid.match is None:
        words_said = " ".join(word.text for word in words)
        told = (words_said or f"page {page.number} shows none of the form's words",)
        return _Upon({field.key: None for field in fields}, told)
    notes = tuple(notes_on(annotations, laid.page))
    runs = runs_of(added_words(laid.words, laid.match, blank))
    typed = [(note, typed_word(note.text, note.box)) for note in notes if note.is_typed and note.box]
    inked = inked_on(laid.match, [*runs, *(Run((word,), is_note=True) for _, word in typed)])
    beneath = Picture(shown, with_notes=False)
    stamped = [note for note in notes if not note.is_typed and not note.is_remark]
    written = {one.slot.key for one in inked if one.runs}
    drawn = {one.slot.key for one in inked if _is_drawn_in(one, beneath)}
    drawn |= {one.slot.key for one in inked if any(lies_in(note, (one,)) for note in stamped)}
    moved = set(_moved(fields, laid.match))
    open_keys = {field.key for field in fields if _is_blank(field)} & (written | drawn) - moved
    asked = [one for one in inked if one.slot.key in open_keys]
    added = Added(shown, laid)
    strokes = added.upon(run for one in asked for run in one.runs if not run.is_note)
    asked = with_crossed(asked, strokes, stamped, beneath)
    read = tuple(fields_in(asked, flat.picture(laid.page), strokes.across, page.number)) if asked else ()
    said: dict[str, Field | None] = dict.fromkeys(written | drawn | moved)
    said.update((field.key, field) for field in read if not _is_blank(field))
    answered = [one for one in inked if said.get(one.slot.key) is not None]
    taken = {id(run) for one in inked for run in one.runs}
    left = [run for run in runs if id(run) not in taken]
    known = [word.box for run in runs for word in run.words]
    unclear = unclear_on(laid, beneath)
    around = drawn_around(added, laid, known, unclear, with_notes=False)
    of_answers = [run.start for one in answered for run in one.runs if run.is_note]
    used = [note.text for note, word in typed if any(word is one for one in of_answers)]
    used += [note.text for note in stamped if lies_in(note, answered)]
    elsewhere = " ".join(run.text for run in left)
    near = near_in(left, elsewhere[:LONGEST], laid.words, laid.match, page.number) if left else None
    unread = (*((elsewhere,) if left else ()), *around)
    return _Upon(said, unread, tuple(used), gone_from(laid, unclear), near)


class _Flat:
    """The pages of a file as people see them, with the fields and notes that lie over their contents."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._flat: bytes | None = None

    def picture(self, page: Page) -> Picture:
        """A page, turned as it is here."""
        if self._flat is None:
            out = io.BytesIO()
            with pikepdf.open(io.BytesIO(self._data)) as pdf:
                pdf.flatten_annotations("all")
                for held in pdf.pages:
                    if "/Annots" in held.obj:  # what has no appearance
                        del held.obj["/Annots"]
                pdf.save(out)
            self._flat = out.getvalue()
        with pypdfium2.PdfDocument(self._flat) as document:
            shown = document[page.number - 1]
            shown.set_rotation(page.turn)
            return Picture(shown)


def _is_drawn_in(one: Inked, beneath: Picture) -> bool:
    """Whether the page draws something in the place of a field, under it."""
    is_dark = beneath.ink(within(one.box)).dots - one.slot.bare.dots > SPECKS
    return is_dark or is_pale(one.slot, one.box, beneath, one.slot.bare_pale)


def _is_blank(field: Field) -> bool:
    """Whether a field holds nothing that what stands upon its place could contradict."""
    if field.kind is FieldKind.SIGNATURE:
        return False
    is_off = field.kind is FieldKind.MARK and field.value is False and field.state is State.ANSWERED
    return is_off or (field.state is State.BLANK and field.value in (None, "", ()))


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
