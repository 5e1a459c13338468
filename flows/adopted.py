"""A form that others made, held beside the blank that was adopted for it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.read import read_fielded, read_lost, read_pages, read_printed, read_ringed
from extractors.triage import PDF
from flows.beside import DOUBT, SURE, Load, left_over, upon_pages, with_all_pages
from flows.blanks import Blanks, is_pdf
from flows.wording import beside_print, beside_wording
from planwright.editions import Edition
from planwright.model import UNSURE, Field, Problem, Reading, State
from planwright.printed import plain, typed_beside
from planwright.problems import FileCode, problem

if TYPE_CHECKING:
    from extractors.slots import BlankTexts
    from extractors.word.lost import Lost

LIKELY = 0.92  # that a drawing goes around the word that it goes around where another program prints the form


def beside_adopted(load: Load, media_type: str, reading: Reading, edition: Edition, blanks: Blanks) -> Reading:
    """The reading with the names of its places in the blank, and with what stands in those that are no fields.

    A Word form may come back printed to PDF, without fields or with such as its controls became; no other format than
    the blank's can be held beside it.
    """
    is_on_pages = media_type == PDF
    if is_on_pages and reading.needs_blank:
        return _on_pages(load, reading, edition, blanks)
    if is_on_pages and not is_pdf(edition) and (found := _fielded(load, reading, edition, blanks)):
        return found
    if is_on_pages != is_pdf(edition):
        wanted, got = ("a PDF", "a Word file") if is_pdf(edition) else ("a Word file", "a PDF with fields of its own")
        told = problem(FileCode.OTHER_FORMAT, edition=edition.id, wanted=wanted, got=got)
        return replace(reading, problems=(told,))
    if not is_on_pages:
        return _in_texts(load, reading, edition, blanks)
    return upon_pages(load, with_all_pages(reading), blanks.pages(edition))  # nobody noted how its pages were issued


def _on_pages(load: Load, reading: Reading, edition: Edition, blanks: Blanks) -> Reading:
    data = load()
    if isinstance(data, Problem):
        return replace(reading, problems=(data,))
    if is_pdf(edition):
        found, code = read_pages(data, blanks.pages(edition)), FileCode.READ_FROM_PAGES
    else:
        printed = read_printed(data, blanks.texts(edition))
        found, code = beside_print(printed, blanks.wording(edition)), FileCode.READ_FROM_PRINT
    problems = (problem(code), *found.problems)
    return replace(found, stamps=reading.stamps, needs_blank=False, problems=problems)


def _fielded(load: Load, reading: Reading, edition: Edition, blanks: Blanks) -> Reading | None:
    """The reading of a Word form that was made a PDF with fields; None where it is none."""
    data = load()
    if isinstance(data, Problem):
        return replace(reading, problems=(data,))
    printed = read_fielded(data, blanks.texts(edition), reading.fields)
    if printed is None or not any(field.state in SURE for field in printed.fields):
        return None
    found = beside_print(printed, blanks.wording(edition))
    problems = (*reading.problems, problem(FileCode.READ_FROM_PRINT), *found.problems)
    return replace(found, stamps=reading.stamps, unread=(*found.unread, *reading.unread), problems=problems)


def _in_texts(load: Load, reading: Reading, edition: Edition, blanks: Blanks) -> Reading:
    data = load()
    if isinstance(data, Problem):
        return replace(reading, problems=(data,))
    texts = blanks.texts(edition)
    lost = read_lost(data, texts)
    if lost is None:
        return reading
    reading = beside_wording(reading, blanks.wording(edition))
    kept = _kept(reading.fields, lost, {slot.field.key for slot in texts.slots.values()})
    printed = blanks.printed(edition)
    typed = typed_beside(reading.outside, printed)
    alone = (line for line in lost.alone if plain(line) in printed.once)  # an answer in the words of the form
    read = (*alone, *(line for line in lost.lines if plain(line) not in printed.once))
    there = _seen_on_pages(lost, data, texts) if lost.ringed else lost.fields
    return replace(
        reading,
        fields=(*kept, *there),
        editors=max(reading.editors, any(field.before is not None for field in there)),
        unread=(*reading.unread, *left_over(typed, read)),
        needs_blank=False,
        problems=tuple(one for one in reading.problems if one.code != FileCode.NO_WORD_FIELDS.id),
    )


def _seen_on_pages(lost: "Lost", data: bytes, texts: "BlankTexts") -> Iterator[Field]:
    """The fields, those with a drawing among words to choose from as the pages show them: which word it goes around.

    The pages are not those that its writer saw, so that this is no more than likely.
    """
    shown = {one.key: one for one in read_ringed(data, texts) if one.state is State.ANSWERED}
    for field in lost.fields:
        seen = shown.get(field.key) if field.key in lost.ringed else None
        yield field if seen is None else replace(seen, place=field.place, confidence=min(seen.confidence, LIKELY))


def _kept(fields: Iterable[Field], lost: "Lost", keys: Collection[str]) -> Iterator[Field]:
    """The fields that are there still, with the names of their places in the blank.

    Where some of several fields with one name are gone, what stands in each place was read by the texts around it; the
    fields that are left say the same again.
    """
    read = Counter(_said(field) for field in lost.fields)
    for field in fields:
        name = lost.names.get(field.place.xpath or "")
        said = _said(field)
        beside = lost.beside.get(field.place.xpath or "")
        if name is not None and beside is not None:
            yield replace(beside, key=name)
        elif name is not None:
            is_astray = field.place.xpath in lost.astray
            yield replace(field, key=name, **(DOUBT if is_astray else {}))
        elif field.key not in keys:
            yield field
        elif said and read[said]:
            read[said] -= 1
        elif said:
            yield field


def _said(field: Field) -> str:
    """What a field says, as it is compared; empty where it is blank."""
    if field.state in UNSURE:
        return str(field.state)
    return plain(str(field.value)) if field.state is State.ANSWERED and field.value is not False else ""
