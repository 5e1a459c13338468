"""What a blank that others made asks, place by place, for a draft of its edition."""

import re
from collections.abc import Iterator

from extractors.blocks import Block
from extractors.read import learn_pages, learn_texts, read_bytes
from extractors.slots import Slot
from extractors.triage import PDF
from planwright.editions.draft import OpenPlace
from planwright.editions.rename import named
from planwright.errors import EditionError
from planwright.model import Field, FieldKind, Reading, Severity

_SIGN = re.compile("[\U000f0000-\U000ffffd]")


def places_of(data: bytes, name: str) -> tuple[OpenPlace, ...]:
    """The places of the blank in these bytes, in reading order; raises `EditionError` for what is no blank form."""
    media_type, reading = read_bytes(data, name=name)
    if not reading.needs_blank and any(one.severity is Severity.FATAL for one in reading.problems):
        raise EditionError(f"{name} cannot be adopted. {reading.problems[0].message}")
    found = tuple(_on_pages(data, reading) if media_type == PDF else _in_texts(data, reading))
    if not found:
        raise EditionError(
            f"{name} has no place for an answer: no fields, no empty cells, no lines to write on, no boxes. Name the"
            " blank form, as it is sent out."
        )
    return found


def _in_texts(data: bytes, reading: Reading) -> Iterator[OpenPlace]:
    texts = learn_texts(data, (), has_open_places=True)
    order = [sign for block in texts.blocks for sign in _signs(block)]
    for sign in (*order, *(one for one in texts.slots if one not in order)):
        yield _of_slot(texts.slots[sign])
    there = {slot.field.place.xpath for slot in texts.slots.values()}
    for place, field in named(reading.fields):  # those in headers, footers and notes
        if field.place.xpath not in there:
            yield _of_field(place, field, ())


def _signs(block: Block) -> list[str]:
    if isinstance(block, str):
        return _SIGN.findall(block)
    return [sign for row in block.rows for cell in row for inner in cell for sign in _signs(inner)]


def _of_slot(slot: Slot) -> OpenPlace:
    return OpenPlace(
        place=slot.name,
        label=slot.field.label,
        row=slot.row,
        column=slot.column,
        kind=slot.field.kind,
        choices=slot.options or tuple(shown for shown, _ in slot.choices if shown),
    )


def _on_pages(data: bytes, reading: Reading) -> Iterator[OpenPlace]:
    blank = learn_pages(data, ())
    offered: dict[str, list[str]] = {}
    for page in blank.pages:
        for slot in page.slots:
            offered.setdefault(slot.key, []).extend(
                [choice.display for choice in slot.choices] or ([slot.raw or slot.state] if slot.is_group else [])
            )
    for place, field in named(reading.fields):
        yield _of_field(place, field, tuple(offered.get(field.key, ())))


def _of_field(place: str, field: Field, choices: tuple[str, ...]) -> OpenPlace:
    is_mark = field.kind is FieldKind.MARK
    return OpenPlace(
        place=place,
        label=field.label,
        row="" if is_mark else field.label,
        column=field.label if is_mark else "",
        kind=field.kind,
        choices=choices,
    )
