"""Reads a PDF form that has lost its fields, page by page against its blank: printed, flattened, or typed over.

words of a page → the page of the blank it is a copy of → how it lies over it → what stands in each place
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

import pikepdf
import pypdfium2

from extractors.pdf.flat.added import Added
from extractors.pdf.flat.around import drawn_around
from extractors.pdf.flat.arrows import without_arrows
from extractors.pdf.flat.blank import Blank, holds
from extractors.pdf.flat.crossed import with_crossed
from extractors.pdf.flat.gone import Gone, gone_from, told_of
from extractors.pdf.flat.inked import Inked
from extractors.pdf.flat.laid import Match, added_words, as_displayed, lay, stamps_among
from extractors.pdf.flat.near import near_in
from extractors.pdf.flat.ringed import with_ringed
from extractors.pdf.flat.unclear import unclear_on
from extractors.pdf.flat.written import is_bare_in_the_middle, read_mark, read_words
from extractors.pdf.page.ink import Picture
from extractors.pdf.page.notes import LONGEST, Note, annotations_of, notes_on
from extractors.pdf.page.opened import UnshownError, if_shown, opened
from extractors.pdf.page.rules import Rule
from extractors.pdf.page.runs import Run, goes_on, runs_of
from extractors.pdf.page.spoilt import is_inkless, is_spoilt
from extractors.pdf.page.upright import set_upright
from extractors.pdf.page.words import Word, found_in, words_by_page, words_of
from extractors.pdf.place import Box, Page, pages_of
from extractors.pdf.said import Said
from extractors.pdf.tree import LimitError
from extractors.shown import LONE_MARKS
from planwright.model import Field, FieldKind, Near, Place, Problem, Reading, State
from planwright.problems import FormCode, problem

ROUTE = "pdf-pages"
CERTAINTY = 0.99  # of what was read from a page and not from a field
LIKELY = 0.92  # that a letter alone is a mark
_REACH = 1.5  # points that letters may stand over the edge of their place
_BORDER = 4.0  # points that the places of two cells beside each other are apart, at most


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page of a completed file: what is read of it, and what of it stands in no place for an answer.

    `number` is that of the blank's page that it is a copy of, `gone` what this prints and the page does not.
    """

    fields: tuple[Field, ...]
    unread: tuple[str, ...]
    number: int | None = None
    gone: tuple[Gone, ...] = ()
    near: Near | None = None


@if_shown(ROUTE)
def with_stamps_on(data: bytes, reading: Reading) -> Reading:
    """The reading with the identities printed on the pages, each with the page it stands on, however that is turned."""
    found = words_by_page(data)
    with opened(data) as (shown, pdf):
        pages = pages_of(pdf).in_order()
        stamps = tuple(
            (f"page {page.number}", stamp) for page in pages for stamp in stamps_among(shown, page, found[page.number])
        )
    return replace(reading, stamps=(*reading.stamps, *stamps))


def lines_on(data: bytes) -> tuple[str, ...]:
    """The lines of text on the pages, as they were written; none where the file cannot be opened."""
    return tuple(line for lines in lines_by_page(data) for line in lines)


def lines_by_page(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The same lines, page by page."""
    try:
        return tuple(tuple(run.text for run in runs_of(words)) for words in _upright_words(data))
    except (pikepdf.PdfError, UnshownError, LimitError):
        return ()


def _upright_words(data: bytes) -> Iterator[tuple[Word, ...]]:
    """The words of each page, turned so that they can be read."""
    held = words_by_page(data)
    with opened(data) as (shown, pdf):
        for page in pages_of(pdf).in_order():
            yield set_upright(partial(shown.get_page, page.number - 1), page, held[page.number])[1]


@if_shown(ROUTE)
def read_pages(data: bytes, blank: Blank) -> Reading:
    """The reading of a PDF whose pages are copies of the blank's; what stands in no place of it is told as unread."""
    with opened(data) as (shown, pdf):
        pages = pages_of(pdf).in_order()
        found = found_in(data)
        sheets = [_read(shown, page, found, tuple(annotations_of(pdf, page)), blank) for page in pages]
    return Reading(
        route=ROUTE,
        fields=tuple(field for sheet in sheets for field in sheet.fields),
        unread=tuple(text[:LONGEST] for sheet in sheets for text in sheet.unread),
        near=tuple(sheet.near for sheet in sheets if sheet.near is not None),
        pages=len(sheets),
        problems=(
            *_not_once(Counter(sheet.number for sheet in sheets), blank),
            *told_of(gone for sheet in sheets for gone in sheet.gone),
        ),
    )


def _not_once(met: Counter[int | None], blank: Blank) -> Iterator[Problem]:
    """What is to be said of pages of the blank that the file has not, or more than once."""
    missing = [page.number for page in blank.pages if not met[page.number]]
    twice = [page.number for page in blank.pages if met[page.number] > 1]
    if missing:
        yield problem(FormCode.PAGES_MISSING, count=len(blank.pages), pages=", ".join(map(str, missing)))
    if twice:
        yield problem(FormCode.PAGES_TWICE, pages=", ".join(map(str, twice)))


# -- one page ---------------------------------------------------------------------------------------------------------


def _read(
    document: pypdfium2.PdfDocument,
    page: Page,
    found: dict[int, tuple[Word, ...]],
    annotations: Iterable[pikepdf.Dictionary],
    blank: Blank,
) -> _Sheet:
    """What is read of a page; one whose words were found before and are none of the blank's is not opened again."""
    load = cache(partial(document.get_page, page.number - 1))
    if page.number not in found:
        found[page.number] = words_of(load(), page)
    laid = lay(load, page, found[page.number], blank)
    notes = tuple(notes_on(annotations, laid.page))
    match = laid.match
    if match is None:
        said = " ".join(word.text for word in laid.words)
        return _Sheet((), tuple(filter(None, (said, *(note.text for note in notes)))))
    shown = load()
    typed = tuple(typed_word(note.text, note.box) for note in notes if note.is_typed and note.box)
    runs = [*runs_of(added_words(laid.words, match, blank)), *(Run((word,), is_note=True) for word in typed)]
    inked = inked_on(match, runs)
    picture = Picture(shown)
    taken = {id(run) for one in inked for run in one.runs}
    left = [run for run in runs if id(run) not in taken]
    added = Added(shown, laid)
    picture = without_arrows(picture, inked, added)
    strokes = added.upon(run for one in inked for run in one.runs if not run.is_note)
    inked, rings = with_ringed(with_crossed(inked, strokes, notes, picture), added, laid, notes, picture)
    others = [note for note in notes if not note.is_typed and note.box not in rings]
    drawn = (note.text for note in others if note.is_remark or not lies_in(note, inked))
    known = [*(word.box for run in runs for word in run.words), *(note.box for note in notes if note.box), *rings]
    unclear = unclear_on(laid, picture)
    around = drawn_around(added, laid, known, unclear)
    fields = tuple(
        _displayed(field, laid.page, page) for field in fields_in(inked, picture, strokes.across, page.number)
    )
    elsewhere = _together([run.text for run in left])
    near = near_in(left, elsewhere[0][:LONGEST], laid.words, match, page.number) if elsewhere else None
    return _Sheet(fields, (*elsewhere, *drawn, *around), match.page.number, gone_from(laid, unclear), near)


def _displayed(field: Field, turned: Page, page: Page) -> Field:
    """The field with its place on the page as it is displayed, which may have been turned to be read."""
    if turned is page or field.place.box is None:
        return field
    return replace(field, place=replace(field.place, box=as_displayed(field.place.box, turned, page)))


def typed_word(text: str, box: Box) -> Word:
    """A note as a word in the middle of its box, which is seldom as wide as its text."""
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return Word(text, (across - 1, down - 1, across + 1, down + 1))


def inked_on(match: Match, runs: Sequence[Run]) -> list[Inked]:
    """The places of the page with the runs in each: one belongs where it begins, else where its middle lies.

    A text that is longer than its place goes on beyond it, and may reach into the next one.
    """
    boxes = [match.fit.box(slot.box) for slot in match.page.slots]
    level = [(box[1] - _REACH, box[3] + _REACH) for box in boxes]
    held: list[list[Run]] = [[] for _ in boxes]
    disputed: set[int] = set()
    before: tuple[Run, int] | None = None
    for run in runs:
        number = _number_of(run, boxes, level)
        if before is not None and number != before[1] and goes_on(before[0], run):
            if number is not None:
                disputed |= {number, before[1]}
            elif match.page.slots[before[1]].lines:
                number = before[1]
        if number is not None:
            if match.page.slots[number].column and _reaches_over(run, number, boxes):
                disputed.add(number)
            held[number].append(run)
            before = run, number
    whole = zip(match.page.slots, boxes, map(tuple, held), strict=True)
    return [Inked(*one, number in disputed) for number, one in enumerate(whole)]


def _number_of(run: Run, boxes: Sequence[Box], level: Iterable[tuple[float, float]]) -> int | None:
    """The place that a run belongs to; `level` is from where to where its middle may lie for each of the boxes."""
    left, (across, down) = run.start.box[0], run.start.center
    beside = [(number, boxes[number]) for number, (head, foot) in enumerate(level) if head <= down <= foot]
    begins = (n for n, box in beside if box[0] - _REACH <= left < box[2] - _REACH and box[1] <= down <= box[3])
    lies = (number for number, box in beside if box[0] - _REACH <= across <= box[2] + _REACH)
    return next(begins, next(lies, None))


def _reaches_over(run: Run, number: int, boxes: Sequence[Box]) -> bool:
    """Whether a run begins upon the line to the cell before or above; beyond the other lines it may be cut."""
    box, (left, top, _, _), (across, down) = boxes[number], run.start.box, run.start.center
    return any(
        (0 <= (room := box[0] - other[2]) <= _BORDER and left < box[0] - room / 4 and other[1] <= down <= other[3])
        or (0 <= (room := box[1] - other[3]) <= _BORDER and top < box[1] - room / 4 and other[0] <= across <= other[2])
        for other in boxes
    )


def lies_in(note: Note, inked: Iterable[Inked]) -> bool:
    """Whether the middle of a note lies in one of these places."""
    return note.box is not None and any(holds(one.box, Word(note.text, note.box)) for one in inked)


def _together(words: Sequence[str]) -> tuple[str, ...]:
    return (" ".join(words),) if words else ()


# -- its fields -------------------------------------------------------------------------------------------------------


def fields_in(inked: Iterable[Inked], picture: Picture, strokes: Sequence[Rule], page: int) -> Iterator[Field]:
    """A field for each key, as the form's own fields would have given it."""
    groups: dict[str, list[Inked]] = {}
    for one in inked:
        groups.setdefault(one.slot.key, []).append(one)
    for same in groups.values():
        if same[0].slot.state:
            yield from _of_marks(same, picture, page, strokes)
        else:
            yield from (_field(one, _said(one, picture, strokes), page) for one in same)


def _said(one: Inked, picture: Picture, strokes: Sequence[Rule]) -> Said:
    if not picture.holds(one.box):
        return Said(kind=one.slot.kind, value=None, state=State.UNREADABLE)
    said = read_words(one.slot, one.box, picture, one.runs, strokes)
    return replace(said, state=State.UNREADABLE) if one.is_disputed or one.is_crossed else said


def _mark(one: Inked, picture: Picture) -> bool | None:
    is_sure = picture.holds(one.box) and not one.is_crossed
    mark = read_mark(one.slot, one.box, picture, one.runs) if is_sure else None
    is_cut = mark is None and is_sure and not one.runs and is_bare_in_the_middle(one.slot, one.box, picture)
    return True if one.is_ringed and (mark is False or is_cut) else mark  # a ring may cut into the box


def _of_marks(same: Sequence[Inked], picture: Picture, page: int, strokes: Sequence[Rule]) -> Iterator[Field]:
    """The field of a group of buttons, or of each check box by itself.

    A letter that may be a mark is one in a group with nothing in its other buttons; in a check box it is told as it is,
    for the boxes of its question to decide.
    """
    marks = [_mark(one, picture) for one in same]
    letters = [_letter(one, picture, strokes) if mark is None else None for one, mark in zip(same, marks, strict=True)]
    if not same[0].slot.is_group:
        for one, mark, letter in zip(same, marks, letters, strict=True):
            state = State.UNREADABLE if mark is None else State.ANSWERED
            value = mark if letter is None else letter
            yield _field(one, Said(kind=FieldKind.MARK, value=value, raw=one.slot.state, state=state), page)
        return
    alone = marks.count(None) == 1 and True not in marks and any(letters)
    if alone:
        marks = [mark is None for mark in marks]
    on = [one for one, mark in zip(same, marks, strict=True) if mark]
    first = on[0] if on else same[0]
    state = (
        State.UNREADABLE if None in marks else (State.BLANK, State.ANSWERED)[len(on)] if len(on) < 2 else State.CONFLICT
    )
    value = first.slot.state if on else None
    field = _field(
        first, Said(kind=FieldKind.CHOICE, value=value, raw=first.slot.raw if on else None, state=state), page
    )
    yield replace(field, confidence=LIKELY) if alone else field


def _letter(one: Inked, picture: Picture, strokes: Sequence[Rule]) -> str | None:
    """The one letter in a box that may be a mark; None where something else is done there."""
    words = [word for run in one.runs for word in run.words]
    if one.is_crossed or one.is_disputed or one.slot.printed or len(words) != 1 or words[0].text not in LONE_MARKS:
        return None
    is_note = any(run.is_note for run in one.runs)
    is_seen = is_note or not (is_spoilt(words[0], words, picture, strokes) or is_inkless(words[0], picture))
    return words[0].text if is_seen and picture.holds(one.box) else None


def _field(one: Inked, said: Said, page: int) -> Field:
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
