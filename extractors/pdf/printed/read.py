"""Reads a PDF that was printed from a Word form, beside the blank of that form: by the texts and tables of its pages.

pages → their words and ruled lines → texts and tables by turns, without page breaks → what stands in each field's place
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

import pypdfium2

from extractors.between import Found
from extractors.match import match
from extractors.pdf.flat.laid import as_displayed
from extractors.pdf.page.ink import Picture, Seen
from extractors.pdf.page.notes import LONGEST, annotations_of, notes_on
from extractors.pdf.page.opened import if_shown, opened
from extractors.pdf.page.passage import Passage
from extractors.pdf.page.rules import Rules, rules_of
from extractors.pdf.page.upright import set_upright
from extractors.pdf.page.words import UNKNOWN, Word, color_at, font_at, words_by_page
from extractors.pdf.place import Box, Page, pages_of
from extractors.pdf.printed.chosen import Choice, with_looks
from extractors.pdf.printed.flow import Leaf, flow_of, leaf_of, said_by
from extractors.pdf.printed.grown import grown
from extractors.pdf.printed.loud import Ground, looks_on
from extractors.pdf.printed.marked import Marked, marked_on, told_of
from extractors.pdf.printed.outside import lines_in, untold
from extractors.pdf.printed.sheet import Sheet, mark_in_square, mark_of
from extractors.pdf.printed.squares import with_squares
from extractors.pdf.printed.tables import tables_of
from extractors.shown import STANDS_OUT
from extractors.slots import BlankTexts, Slot, found_in
from extractors.stressed import stressed
from planwright.model import Field, FieldKind, Place, Reading, State
from planwright.problems import FileCode, problem

ROUTE = "pdf-print"
_BRACKETS = ("(", "[")  # around an open place; what is drawn between them is told as a drawing


@if_shown(ROUTE)
def read_printed(data: bytes, blank: BlankTexts) -> Reading:
    """The reading of a PDF whose pages show the texts and tables of the blank, wherever they stand on them.

    What stands in the place of a field for certain is an answer. All else that the blank does not print is told. How
    many pages a Word form has depends on the program that prints it.
    """
    leaves: list[Leaf] = []
    sheets: dict[int, Sheet] = {}
    grounds: dict[int, Ground] = {}
    noted: list[str] = []
    marked: list[Marked] = []
    turned: dict[int, tuple[Page, Page]] = {}
    words = words_by_page(data)
    said = said_by(blank)
    choices = [Choice(one.options, STANDS_OUT not in one.printed) for one in blank.slots.values() if one.options]
    with opened(data) as (shown, pdf):
        for displayed in pages_of(pdf).in_order():
            load = cache(partial(shown.get_page, displayed.number - 1))
            page, upright = set_upright(load, displayed, words[displayed.number])
            drawn = load()
            if page is not displayed:
                turned[page.number] = page, displayed
            seen = cache(partial(Picture, drawn))
            there, rules = with_squares(upright, rules_of(drawn, page), partial(_mark_in, seen))
            if choices:
                there, rules = _with_looks(there, rules, choices, seen, drawn)
            frames = tables_of(rules)
            grounds[page.number] = Ground(load, there, rules, frames)
            leaf = leaf_of(there, rules.drawings, frames, page.number, blank, said=said)
            leaves.append(leaf)
            notes = tuple(notes_on(annotations_of(pdf, page), page))
            noted += [note.text for note in notes]
            upon = (*rules.drawings, *leaf.spilt, *(note.box for note in notes if note.box is not None))
            sheets[page.number] = sheet = Sheet(seen, rules, frames, upon)
            marked += marked_on(page.number, there, rules, sheet.strokes, is_ours=bool(blank.names))
        flow = flow_of(leaves, blank)
        blank = grown(blank, flow.blocks)
        found = list(match(blank.blocks, flow.blocks))
        out = stressed(found, blank, lambda labels: looks_on(labels, grounds), lambda one: _is_off(one, blank))
        fields = tuple(_displayed(field, turned) for field in _fields(found, blank, sheets, out))
    is_astray = bool(flow.astray) and _may_be_astray(leaves, found)
    unread = untold(flow, blank, (one.around for one in found if one.text is not None))
    return Reading(
        route=ROUTE,
        fields=fields,
        outside=tuple(lines_in(flow)),
        unread=tuple(text[:LONGEST] for text in (*unread, *noted, *told_of(marked, _answers(found)))),
        problems=(problem(FileCode.PAGE_NUMBERS, count=len(leaves), told=flow.astray),) if is_astray else (),
    )


def _may_be_astray(leaves: Iterable[Leaf], found: Iterable[Found]) -> bool:
    """Whether pages may be missing or too many: a letter has no numbers of the form, nor has a print by a browser.

    Where no page has one, all that the blank prints stands in its order on the pages of a form that is whole.
    """
    there = [one.text is not None for one in found]
    return any(leaf.edges.number.page for leaf in leaves) or (any(there) and not all(there))


def _displayed(field: Field, turned: Mapping[int, tuple[Page, Page]]) -> Field:
    """The field with its place on the page as it is displayed, which may have been turned to be read."""
    pages = turned.get(field.place.page or 0)
    if pages is None or field.place.box is None:
        return field
    return replace(field, place=replace(field.place, box=as_displayed(field.place.box, *pages)))


def _answers(found: Iterable[Found]) -> frozenset[int]:
    """The words that were read as answers, by their ids."""
    return frozenset(
        id(spot.word)
        for one in found
        if isinstance(one.around, Passage) and one.text
        for spot in one.around.between(one.at, one.at + len(one.text))
    )


def _mark_in(seen: Seen, box: Box) -> bool | None:
    return mark_in_square(box, seen())


def _with_looks(
    words: Sequence[Word], rules: Rules, choices: Iterable[Choice], seen: Seen, shown: pypdfium2.PdfPage
) -> tuple[tuple[Word, ...], Rules]:
    text = shown.get_textpage()
    try:
        return with_looks(words, rules, choices, seen, partial(_letters_of, text))
    finally:
        text.close()


def _is_off(found: Found, blank: BlankTexts) -> bool:
    """Whether a check box is not ticked."""
    return found_in(blank.slots[found.sign], found.text, found.added).value is False


def _letters_of(text: pypdfium2.PdfTextPage, word: Word) -> tuple[str, str]:
    return ("", "") if word.number is None else (font_at(text, word.number), color_at(text, word.number))


def _fields(
    found: Iterable[Found], blank: BlankTexts, sheets: Mapping[int, Sheet], out: Collection[int]
) -> Iterator[Field]:
    """The fields, each as its place shows it; nobody can say what the boxes mean whose words stand `out`."""
    clean: dict[int, bool] = {}  # by the text that several fields may stand in
    for number, one in enumerate(found):
        slot = blank.slots[one.sign]
        field = found_in(slot, one.text, one.added)
        if slot.options and field.state is State.BLANK:  # one of the words may be bold, which their text does not say
            field = replace(field, state=State.UNREADABLE, confidence=0.0)
        around = one.around
        if not isinstance(around, Passage):
            yield field
            continue
        if id(around) not in clean:
            clean[id(around)] = _is_clean(around, sheets)
        page, box = _place_of(one, around)
        field = replace(field, place=Place(page=page, box=box, rows=field.place.rows))
        is_chosen = bool(slot.options) and field.state is State.ANSWERED
        is_clean = clean[id(around)] or (slot.is_open and _is_clean_line(one, around, sheets, chosen=is_chosen))
        is_known = UNKNOWN not in (one.text or "")
        is_sure = number not in out and is_known and is_clean and _shows(one, around, slot, field, sheets)
        yield field if is_sure else replace(field, state=State.UNREADABLE, confidence=0.0)


def _is_clean_line(found: Found, around: Passage, sheets: Mapping[int, Sheet], *, chosen: bool) -> bool:
    """Whether that holds of the printed lines in which a text was found, if there are any."""
    lines = _lines_of(found, around)
    return bool(lines.boxes) and _is_clean(lines, sheets, chosen=chosen)


def _is_clean(passage: Passage, sheets: Mapping[int, Sheet], *, chosen: bool = False) -> bool:
    """Whether the words stand there in ink and nothing else does; of those with a choice, how they look was read."""
    if chosen:
        return all(sheets[page].is_seen(passage, box, page) for page, box in passage.boxes)
    return all(sheets[page].is_clean(passage, box, page) for page, box in passage.boxes)


def _lines_of(found: Found, around: Passage) -> Passage:
    """The printed lines in which a text was found, and the part of each page that they take."""
    start = around.rfind("\n", 0, found.at) + 1
    end = around.find("\n", found.at + len(found.text or ""))
    spots = around.between(start, end if end >= 0 else len(around))
    boxes = []
    for page, whole in around.boxes:
        tops = [spot.word.box[1] for spot in spots if spot.page == page]
        feet = [spot.word.box[3] for spot in spots if spot.page == page]
        if tops:
            boxes.append((page, (whole[0], min(tops) - 1.5, whole[2], max(feet) + 1.5)))
    return Passage(around[start : end if end >= 0 else len(around)], spots, boxes)


def _place_of(found: Found, around: Passage) -> tuple[int, Box]:
    """The page on which the text begins and the box around its words there; that of its cell where it is empty."""
    spots = around.between(found.at, found.at + len(found.text or ""))
    if not spots:
        return around.boxes[0]
    page = spots[0].page
    lefts, tops, rights, bottoms = zip(*(spot.word.box for spot in spots if spot.page == page), strict=True)
    return page, (min(lefts), min(tops), max(rights), max(bottoms))


def _shows(found: Found, around: Passage, slot: Slot, field: Field, sheets: Mapping[int, Sheet]) -> bool:
    """Whether a check box looks as its sign says; a cross that was drawn upon it is no part of the text."""
    if slot.field.kind is not FieldKind.MARK or found.text is None or slot.printed[:1] in _BRACKETS:
        return True
    spots = around.between(found.at, found.at + len(found.text))
    return len(spots) == 1 and mark_of(spots[0], found.text, sheets[spots[0].page]) is field.value
