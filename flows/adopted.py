"""A form that others made, held beside the blank that was adopted for it."""

from collections.abc import Mapping
from dataclasses import replace

from extractors.read import read_lost, read_pages
from extractors.triage import PDF
from flows.beside import Load, left_over
from flows.blanks import Blanks, is_pdf
from planwright.editions import Edition
from planwright.model import Field, Intake, Problem, Reading
from planwright.printed import typed_beside
from planwright.problems import FileCode, problem


def beside_adopted(load: Load, intake: Intake, reading: Reading, edition: Edition, blanks: Blanks) -> Reading:
    """The reading with the names of its places in the blank, and with what stands in those that are no fields."""
    if is_pdf(edition) != (intake.media_type == PDF):
        wanted, got = ("a PDF", "a Word file") if is_pdf(edition) else ("a Word file", "a PDF")
        return replace(reading, problems=(problem(FileCode.OTHER_FORMAT, edition=edition.id, wanted=wanted, got=got),))
    return _on_pages(load, reading, edition, blanks) if is_pdf(edition) else _in_texts(load, reading, edition, blanks)


def _on_pages(load: Load, reading: Reading, edition: Edition, blanks: Blanks) -> Reading:
    if not reading.needs_blank:
        return reading
    data = load()
    if isinstance(data, Problem):
        return replace(reading, problems=(data,))
    found = read_pages(data, blanks.pages(edition))
    return replace(found, stamps=reading.stamps, needs_blank=False, problems=(problem(FileCode.READ_FROM_PAGES),))


def _in_texts(load: Load, reading: Reading, edition: Edition, blanks: Blanks) -> Reading:
    data = load()
    if isinstance(data, Problem):
        return replace(reading, problems=(data,))
    lost = read_lost(data, blanks.texts(edition))
    if lost is None:
        return reading
    kept = (_named(field, lost.names) for field in reading.fields)
    typed = typed_beside(reading.outside, blanks.printed(edition))
    return replace(
        reading,
        fields=(*kept, *lost.fields),
        unread=(*reading.unread, *left_over(typed, lost.lines)),
        needs_blank=False,
        problems=tuple(one for one in reading.problems if one.code != FileCode.NO_WORD_FIELDS.id),
    )


def _named(field: Field, names: Mapping[str, str]) -> Field:
    """The field, with the name that its place in the blank has."""
    return replace(field, key=names.get(field.place.xpath or "", field.key))
