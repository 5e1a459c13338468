"""Reads a PDF form that has lost its fields, page by page against its blank: printed, flattened, or typed over.

words of a page → the page of the blank it is a copy of → how it lies over it → what stands in each place
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pikepdf
import pypdfium2

from extractors.pdf.align import Fit, blank_words_on, fit_of
from extractors.pdf.blank import Blank, BlankPage, Slot, holds
from extractors.pdf.ink import Picture
from extractors.pdf.notes import Note, notes_on
from extractors.pdf.place import Box, Page, pages_of
from extractors.pdf.runs import Run, goes_on, runs_of
from extractors.pdf.said import Said
from extractors.pdf.words import Word, words_of
from extractors.pdf.written import read_mark, read_words
from planwright.model import Field, FieldKind, Place, Reading, Stamp, State

ROUTE = "pdf-pages"
CERTAINTY = 0.99  # of what was read from a page and not from a field
_LONGEST = 200  # characters that are kept of what is told as unread
_DOTS = re.compile(r"[._…]+")
_REACH = 1.5  # points that letters may stand over the edge of their place


class _Match(NamedTuple):
    """The page of the blank that a page is a copy of, and how it lies over it."""

    page: BlankPage
    fit: Fit


class _Inked(NamedTuple):
    """A place for an answer as it lies on a completed page, and what is written in it.

    `is_disputed` says that some of it may belong to the place beside or below.
    """

    slot: Slot
    box: Box
    runs: tuple[Run, ...]
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page of a completed file: what is read of it, and what of it stands in no place for an answer."""

    fields: tuple[Field, ...]
    unread: tuple[str, ...]


def stamps_on(data: bytes) -> tuple[tuple[str, Stamp], ...]:
    """The identities printed on the pages of a PDF, each with the page it stands on."""
    with pypdfium2.PdfDocument(data) as shown, pikepdf.open(io.BytesIO(data)) as pdf:
        return tuple(
            (f"page {page.number}", stamp)
            for page in pages_of(pdf).in_order()
            for word in words_of(shown[page.number - 1], page)
            if (stamp := Stamp.from_text(word.text))
        )


def read_pages(data: bytes, blank: Blank) -> Reading:
    """The reading of a PDF whose pages are copies of the blank's; what stands in no place of it is told as unread."""
    with pypdfium2.PdfDocument(data) as shown, pikepdf.open(io.BytesIO(data)) as pdf:
        pages = pages_of(pdf).in_order()
        sheets = [_read(shown[page.number - 1], page, _annotations(pdf, page), blank) for page in pages]
    return Reading(
        route=ROUTE,
        fields=tuple(field for sheet in sheets for field in sheet.fields),
        unread=tuple(text[:_LONGEST] for sheet in sheets for text in sheet.unread),
        pages=len(sheets),
    )


def _annotations(pdf: pikepdf.Pdf, page: Page) -> Iterator[pikepdf.Dictionary]:
    held = pdf.pages[page.number - 1].obj.get("/Annots")
    return (one for one in held if isinstance(one, pikepdf.Dictionary)) if isinstance(held, pikepdf.Array) else iter(())


# -- one page ---------------------------------------------------------------------------------------------------------


def _read(shown: pypdfium2.PdfPage, page: Page, annotations: Iterable[pikepdf.Dictionary], blank: Blank) -> _Sheet:
    words = words_of(shown, page)
    notes = tuple(notes_on(annotations, page))
    match = _match(words, blank)
    if match is None:
        said = " ".join(word.text for word in words)
        return _Sheet((), tuple(filter(None, (said, *(note.text for note in notes)))))
    typed = tuple(_typed(note.text, note.box) for note in notes if note.is_typed and note.box)
    runs = [*runs_of(_added(words, match)), *(Run((word,), is_note=True) for word in typed)]
    inked = _inked(match, runs)
    picture = Picture(shown)
    taken = {id(run) for one in inked for run in one.runs}
    left = [run.text for run in runs if id(run) not in taken]
    drawn = (note.text for note in notes if not note.is_typed and not _lies_in(note, inked))
    return _Sheet(tuple(_fields(inked, picture, page.number)), (*_together(left), *drawn))


def _typed(text: str, box: Box) -> Word:
    """A note as a word in the middle of its box, which is seldom as wide as its text."""
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return Word(text, (across - 1, down - 1, across + 1, down + 1))


def _match(words: Sequence[Word], blank: Blank) -> _Match | None:
    """The page of the blank with the most of its words in their places on this one."""
    fits = ((page, fit_of(page.words, words)) for page in blank.pages)
    found = [_Match(page, fit) for page, fit in fits if fit is not None]
    return max(found, key=lambda match: match.fit.share, default=None)


def _added(words: Sequence[Word], match: _Match) -> Iterator[Word]:
    """The words that the blank does not print; the dots of its lines to write on may come in other pieces."""
    printed = set(blank_words_on(match.fit, match.page.words, words).values())
    named = [match.fit.box(box) for box in match.page.named]
    dotted = [match.fit.box(word.box) for word in match.page.words if _DOTS.fullmatch(word.text)]
    for number, word in enumerate(words):
        is_dots = bool(_DOTS.fullmatch(word.text)) and any(holds(_wider(box), word) for box in dotted)
        if number not in printed and not is_dots and not any(holds(box, word) for box in named):
            yield word


def _inked(match: _Match, runs: Sequence[Run]) -> list[_Inked]:
    """The places of the page with the runs in each: one belongs where it begins, else where its middle lies.

    A text that is longer than its place goes on beyond it, and may reach into the next one.
    """
    boxes = [match.fit.box(slot.box) for slot in match.page.slots]
    held: list[list[Run]] = [[] for _ in boxes]
    disputed: set[int] = set()
    before: tuple[Run, int] | None = None
    for run in runs:
        number = _number_of(run, boxes)
        if before is not None and number != before[1] and goes_on(before[0], run):
            if number is not None:
                disputed |= {number, before[1]}
            elif match.page.slots[before[1]].lines:
                number = before[1]
        if number is not None:
            held[number].append(run)
            before = run, number
    whole = zip(match.page.slots, boxes, map(tuple, held), strict=True)
    return [_Inked(*one, number in disputed) for number, one in enumerate(whole)]


def _number_of(run: Run, boxes: Sequence[Box]) -> int | None:
    begins = (number for number, box in enumerate(boxes) if _begins_in(box, run.start))
    lies = (number for number, box in enumerate(boxes) if holds(_wider(box), run.start))
    return next(begins, next(lies, None))


def _begins_in(box: Box, word: Word) -> bool:
    return box[0] - _REACH <= word.box[0] < box[2] - _REACH and box[1] <= word.center[1] <= box[3]


def _wider(box: Box) -> Box:
    return box[0] - _REACH, box[1] - _REACH, box[2] + _REACH, box[3] + _REACH


def _lies_in(note: Note, inked: Iterable[_Inked]) -> bool:
    return note.box is not None and any(holds(one.box, Word(note.text, note.box)) for one in inked)


def _together(words: Sequence[str]) -> tuple[str, ...]:
    return (" ".join(words),) if words else ()


# -- its fields -------------------------------------------------------------------------------------------------------


def _fields(inked: Iterable[_Inked], picture: Picture, page: int) -> Iterator[Field]:
    """A field for each key, as the form's own fields would have given it."""
    groups: dict[str, list[_Inked]] = {}
    for one in inked:
        groups.setdefault(one.slot.key, []).append(one)
    for same in groups.values():
        if same[0].slot.state:
            yield from _of_marks(same, picture, page)
        else:
            yield from (_field(one, _said(one, picture), page) for one in same)


def _said(one: _Inked, picture: Picture) -> Said:
    said = read_words(one.slot, one.box, picture, one.runs)
    return replace(said, state=State.UNREADABLE) if one.is_disputed else said


def _of_marks(same: Sequence[_Inked], picture: Picture, page: int) -> Iterator[Field]:
    """The field of a group of buttons, or of each check box by itself."""
    marks = [read_mark(one.slot, one.box, picture, one.runs) for one in same]
    if not same[0].slot.is_group:
        for one, mark in zip(same, marks, strict=True):
            state = State.UNREADABLE if mark is None else State.ANSWERED
            yield _field(one, Said(kind=FieldKind.MARK, value=mark, raw=one.slot.state, state=state), page)
        return
    on = [one for one, mark in zip(same, marks, strict=True) if mark]
    first = on[0] if on else same[0]
    state = (
        State.UNREADABLE if None in marks else (State.BLANK, State.ANSWERED)[len(on)] if len(on) < 2 else State.CONFLICT
    )
    value = first.slot.state if on else None
    yield _field(first, Said(kind=FieldKind.CHOICE, value=value, raw=first.slot.raw if on else None, state=state), page)


def _field(one: _Inked, said: Said, page: int) -> Field:
    certain = said.state in (State.ANSWERED, State.BLANK)
    return Field(
        key=one.slot.key,
        label=one.slot.label,
        kind=said.kind,
        value=said.value,
        raw=said.raw,
        state=said.state,
        place=Place(page=page, box=one.box),
        confidence=CERTAINTY if certain else 0.0,
    )
