"""A reading held beside the blank of its form: answers that stand in no field, and text that is none of the blank's."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.prompts import plain as letters
from extractors.read import fields_moved, read_lost, read_pages, read_printed, read_upon
from extractors.triage import PDF
from flows.blanks import STAND_INS, Blanks, Names
from flows.wording import beside_print, beside_wording
from planwright.instruments import Instrument
from planwright.margin import PICTURE
from planwright.model import Field, Intake, Problem, Reading, State
from planwright.printed import plain, typed_beside
from planwright.problems import FileCode, problem

if TYPE_CHECKING:
    from extractors.pdf.flat.blank import Blank
    from extractors.slots import BlankTexts

Load = Callable[[], bytes | Problem]
DOUBT: Any = {"state": State.CONFLICT, "confidence": 0.0}
SURE = (State.ANSWERED, State.BLANK, State.PLACEHOLDER)


def beside_blank(
    load: Load, media_type: str, reading: Reading, instrument: Instrument, blanks: Blanks, *, names: Names = STAND_INS
) -> Reading:
    """The reading, with what only the blank can tell: answers out of lost fields, and what was typed beside them.

    `names` are those of its agency and round, as far as they are known.
    """
    if media_type == PDF:
        if reading.needs_blank:
            return _from_pages(load, reading, instrument, blanks, names)
        reading = _in_place(reading, instrument, blanks, names) if reading.shown else reading
        noted = with_all_pages(reading) if reading.unread else reading
        if not noted.redrawn:
            return noted
        return upon_pages(load, noted, replace(blanks.pages(instrument, names), known=names))
    reading = replace(reading, fields=tuple(_prompted(reading.fields, blanks.texts(instrument))))
    typed = tuple(typed_beside(reading.outside, blanks.printed(instrument), names))
    reading = beside_wording(reading, blanks.wording(instrument))
    blank = blanks.texts(instrument)
    if _has_lost(reading, typed, blank):
        return _from_texts(load, reading, typed, blank)
    return replace(reading, unread=(*reading.unread, *typed))


def _in_place(reading: Reading, instrument: Instrument, blanks: Blanks, names: Names) -> Reading:
    """The reading, with the fields in conflict that lie in the place of another one."""
    moved = fields_moved(reading, blanks.spots(instrument, names))
    if not moved:
        return reading
    fields = (replace(one, **DOUBT) if one.key in moved else one for one in reading.fields)
    return replace(reading, fields=tuple(fields))


def _prompted(fields: Iterable[Field], blank: "BlankTexts") -> Iterator[Field]:
    """The fields, in conflict where one is marked as showing its prompt and shows what its blank does not."""
    prompts = {slot.field.key: slot.prompt for slot in blank.slots.values()}
    for field in fields:
        shown = letters(field.raw) if isinstance(field.raw, str) else ""
        is_prompting = field.state is State.PLACEHOLDER and field.value is None
        if is_prompting and shown and prompts.get(field.key, shown) not in (shown, ""):
            yield replace(field, state=State.CONFLICT, confidence=0.0)
        else:
            yield field


def _has_lost(reading: Reading, typed: tuple[str, ...], blank: "BlankTexts") -> bool:
    """Whether fields are gone; rows that a person took out with all that was in them are not."""
    keys = {field.key for field in reading.fields}
    gone = [slot for slot in blank.slots.values() if slot.field.key not in keys]
    return any(typed or not slot.field.place.rows for slot in gone)


def _from_pages(load: Load, reading: Reading, instrument: Instrument, blanks: Blanks, names: Names) -> Reading:
    """What the pages of a PDF without fields say, whichever blank they are copies of; else the reading as it was."""
    data = load()
    if isinstance(data, Problem):
        return replace(reading, problems=(data,))
    pages = read_pages(data, replace(blanks.pages(instrument, names), known=names))
    if pages.fields and not pages.unread:
        return _told(pages, FileCode.READ_FROM_PAGES, reading)
    printed = read_printed(data, replace(blanks.texts(instrument), known=names))
    if _sure(printed) > _sure(pages):  # a page of one blank may look like one of the other
        return _told(beside_print(printed, blanks.wording(instrument)), FileCode.READ_FROM_PRINT, reading)
    if pages.fields:
        return _told(pages, FileCode.READ_FROM_PAGES, reading)
    return replace(reading, problems=(*reading.problems, *printed.problems))  # which may say why nothing was found


def with_all_pages(reading: Reading) -> Reading:
    """The reading of a form on all of whose pages something may stand that is not of the blank, such as notes."""
    return replace(reading, redrawn=tuple(range(1, reading.pages + 1)))


def upon_pages(load: Load, reading: Reading, blank: "Blank") -> Reading:
    """The reading of a PDF form with what stands on its pages and is not of the blank."""
    data = load()
    if isinstance(data, Problem):
        return replace(reading, problems=(data,))
    return read_upon(data, blank, reading)


def _sure(reading: Reading) -> int:
    return sum(field.state in SURE for field in reading.fields)


def _told(found: Reading, code: FileCode, reading: Reading) -> Reading:
    others = (one for one in reading.problems if one.code != FileCode.NO_PDF_FIELDS.id)
    return replace(found, stamps=reading.stamps, problems=(*others, problem(code), *found.problems))


def _from_texts(load: Load, reading: Reading, typed: tuple[str, ...], blank: "BlankTexts") -> Reading:
    """The reading with the fields that a Word form has lost; as it was where its texts are not those of the blank."""
    data = load()
    if isinstance(data, Problem):
        return replace(reading, problems=(data,))
    lost = read_lost(data, blank)
    if lost is None or not any(field.state in SURE for field in lost.fields):
        return replace(reading, unread=(*reading.unread, *typed))
    kept = reading.fields
    if all(field.state in SURE for field in lost.fields):  # then a row that has words and no fields is told by them
        kept = tuple(field for field in kept if field.key or not field.within)
    told = problem(FileCode.READ_FROM_TEXTS, count=len(lost.fields))
    others = (one for one in reading.problems if one.code != FileCode.NO_WORD_FIELDS.id)
    return replace(
        reading,
        fields=(*kept, *lost.fields),
        unread=(*reading.unread, *left_over(typed, lost.lines)),
        needs_blank=False,
        problems=(*others, told),
    )


def left_over(lines: Iterable[str], read: Iterable[str]) -> Iterator[str]:
    """The lines that were not read as answers."""
    left = Counter(map(_compared, read))
    for line in lines:
        if left[_compared(line)] > 0:
            left[_compared(line)] -= 1
        else:
            yield line


def _compared(line: str) -> str:
    """A line with what is drawn upon it at its end, wherever that is anchored."""
    said = plain(line)
    return said.replace(PICTURE, "") + PICTURE * said.count(PICTURE)


def bytes_of(path: Path, intake: Intake) -> bytes | Problem:
    """The file again, as it was when it was first read."""
    data = path.read_bytes()
    is_same = hashlib.sha256(data).hexdigest() == intake.sha256
    return data if is_same else problem(FileCode.FILE_CHANGED, file=path.name)
