"""What was typed right beside a field that is empty: in a form that is not protected, people write where there is room.

The place of a field is the room between the printed words around it. Where the field holds nothing and a text stands in
its place with it, that is what a person reads there. Words beside a field that is filled in, and a mark that may be of
another box, are told as text that no field accounts for.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.between import NOWHERE, Found
from extractors.blocks import SIGN
from extractors.shown import (
    FLOATING,
    LONE_MARKS,
    LOOKS,
    STRUCK,
    USUAL_SYMBOLS,
    crossed,
    has_no_text,
    look,
    numbers_said,
    struck_in,
    trimmed,
)
from extractors.slots import Slot, field_of
from extractors.typed import is_spoiled
from extractors.word.edits import compared
from planwright.model import Field, FieldKind, State

LIKELY = 0.95  # that what stands beside an empty field was meant for it
_FLOATS = look(FLOATING)
_MOST_INITIALS = 3
_EMPTY = (State.BLANK, State.PLACEHOLDER)


def typed_beside(matched: Iterable[Found], held: Mapping[str, Field], slots: Mapping[str, Slot]) -> dict[str, Field]:
    """The fields that are empty and have an answer beside them, by XPath, with it; `held` are those by their signs."""
    found: dict[str, Field] = {}
    for one in matched if held else ():
        field = held.get(one.sign)
        said = _beside(one) if field is not None else ""
        if field is None or field.place.xpath is None or not said or STRUCK in said or has_no_text(said):
            continue
        if is_spoiled(one.text or "", slots[one.sign].printed):
            continue
        read = _mark(one, said, field) if field.kind is FieldKind.MARK else _text(said, field, slots[one.sign])
        if read is not None:
            found[field.place.xpath] = replace(read, confidence=min(LIKELY, field.confidence))
    return found


def _beside(found: Found) -> str:
    """The text beside the field in its place; none where another field stands there, or nobody knows the place."""
    said = (found.text or "").replace(found.sign, "", 1)
    return "" if SIGN.search(said) else trimmed(said.translate(_SEEN))


_SEEN = {code: None for code in LOOKS if chr(code) != STRUCK}


def _text(said: str, field: Field, slot: Slot) -> Field | None:
    if field.state not in _EMPTY:
        return None
    read = field_of(slot, said)
    if read.state is not State.ANSWERED:
        return None
    return replace(field, value=read.value, raw=read.raw, state=read.state)


def _mark(found: Found, said: str, field: Field) -> Field | None:
    """A box with a mark, initials or a letter that may be a mark beside it, where nothing else stands in its cell."""
    if (
        field.value is not False
        or field.state is not State.ANSWERED
        or _beside(found._replace(text=found.around)) != said
    ):
        return None
    if USUAL_SYMBOLS.get(said):
        return replace(field, value=True)
    is_signed = said.isalpha() and said.isupper() and 1 < len(said) <= _MOST_INITIALS
    is_told = is_signed or said in LONE_MARKS
    return replace(field, kind=FieldKind.TEXT, value=said, raw=None) if is_told else None


def changed(now: Mapping[str, Field], before: Mapping[str, Field], fields: Iterable[Field]) -> dict[str, Field]:
    """The same, with what stood beside each field before tracked changes where that is something else."""
    own = {field.place.xpath or "": field for field in fields}
    both = dict.fromkeys((*now, *before))
    kept, _ = compared([now.get(one, own[one]) for one in both], [before.get(one, own[one]) for one in both])
    return {field.place.xpath or "": field for field in kept}


def lines_read(
    matched: Sequence[Found], held: Mapping[str, Field], beside: Collection[str], slots: Mapping[str, Slot]
) -> Iterator[str]:
    """The lines of the texts in which something was read; not those where more stands beside a field than was read.

    Printed words that are crossed out beside a place were not read with it, nor was a box that floats there.
    """
    nowhere = False  # what stands beside no text of the copy stands there once at most
    for ones in _by_text(matched):
        text = ones[0].around
        read = [one for one in ones if one.sign not in held or _xpath(one, held) in beside]
        if not read or (nowhere and text is NOWHERE):
            continue
        nowhere = nowhere or text is NOWHERE
        told = set(_crossed_apart(text, read)) if STRUCK in text else set()
        for one in read if _FLOATS in text else ():
            told.update(_floating(one, slots[one.sign]))
        for one in ones if held else ():
            if one.sign in held and _beside(one) and _xpath(one, held) not in beside:
                first = one.around.count("\n", 0, one.at)
                told.update(range(first, first + (one.text or "").count("\n") + 1))
        shown = crossed(text)
        for number, line in enumerate((shown if shown.isascii() else SIGN.sub("", shown)).split("\n")):
            said = (line if line.strip() else numbers_said(line)).strip()
            if said and number not in told:
                yield said


def _floating(found: Found, slot: Slot) -> Iterator[int]:
    """The numbers of the lines that float in a place where none does in the blank."""
    first = found.around.count("\n", 0, found.at)
    if _FLOATS not in slot.printed:
        lines = (found.text or "").split("\n")
        yield from (first + number for number, line in enumerate(lines) if _FLOATS in line)


def _by_text(matched: Iterable[Found]) -> Iterator[list[Found]]:
    """What was found in each text; in another one that says the same, the places begin anew."""
    ones: list[Found] = []
    for one in matched:
        if not one.around:
            continue  # nobody knows what stands there, or nothing does
        last = ones[-1] if ones else one
        if one.around is not last.around or one.at < last.at + (len(last.text or "") if ones else 0):
            yield ones
            ones = []
        ones.append(one)
    if ones:
        yield ones


def _crossed_apart(text: str, read: Collection[Found]) -> Iterator[int]:
    """The numbers of the lines with words that are crossed out, and stand in none of the places that were read."""
    for place in struck_in(text):
        if not any(one.at <= place.start and place.stop <= one.at + len(one.text or "") for one in read):
            first = text.count("\n", 0, place.start)
            yield from range(first, first + text.count("\n", place.start, place.stop) + 1)


def _xpath(found: Found, held: Mapping[str, Field]) -> str:
    return held[found.sign].place.xpath or ""
