"""Reads a Word form that lost fields, beside its blank: by the texts and tables around the place of each."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from extractors.blocks import SIGNS, Block
from extractors.match import Found, match
from extractors.prompts import plain
from extractors.slots import BlankTexts, Slot, field_of
from extractors.word.controls import Controls
from extractors.word.declared import declared
from extractors.word.edits import compared
from extractors.word.layout import Layout
from extractors.word.marks import BEFORE, Marks, read_marks
from extractors.word.names import BODY, COMBO_BOX, DROP_DOWN, ITEM_SHOWN, ITEM_VALUE
from extractors.word.package import RefusedError, open_package
from extractors.word.styles import read_styles
from extractors.word.values import Beside
from planwright.model import Field, Place

_NUMBER = re.compile(r"\[(\d+)\]")


def learn(data: bytes) -> BlankTexts:
    """What the blank in these bytes looks like, and where its fields are."""
    package = open_package(data)
    part, root = next(package.stories())
    marks = read_marks(root)
    by_number = {number: element for element, number in marks.controls.items()}
    slots: dict[str, Slot] = {}
    signs: dict[etree._Element, str] = {}
    for field in Controls(part, marks, Beside(package)).fields():
        number = int(_NUMBER.findall(field.place.xpath or "[0]")[-1])
        sign = chr(SIGNS.start + number)
        slots[sign] = _slot(field, by_number[number])
        signs[by_number[number]] = sign
    return BlankTexts(_blocks(root, marks, signs), slots)


@dataclass(frozen=True, slots=True)
class Lost:
    """The fields that a document has lost, each with what stands in its place; and the lines they were read from."""

    fields: tuple[Field, ...]
    lines: tuple[str, ...]


def read_lost(data: bytes, blank: BlankTexts) -> Lost:
    """What stands in the places of the fields that the blank has and this document has not.

    What stands there for certain is an answer; a place that cannot be told apart from what is around it is unreadable.
    """
    try:
        package = open_package(data)
        part, root = next(package.stories())
    except RefusedError:
        return Lost((), ())
    styles = read_styles(package)
    marks = read_marks(root, styles)
    kept = {field.key for field in Controls(part, marks, Beside(package)).fields()}
    by_key = {slot.field.key: sign for sign, slot in blank.slots.items()}
    signs: dict[etree._Element, str] = {}
    for element in marks.controls:
        sign = by_key.get(declared(element).key)
        if sign is not None and sign not in signs.values():
            signs[element] = sign
    found = _found(blank, _blocks(root, marks, signs), kept)
    fields = tuple(_fields(found, blank, part))
    if marks.editors:
        before = _found(blank, _blocks(root, read_marks(root, styles, BEFORE), signs), kept)
        fields, _ = compared(fields, _fields(before, blank, part))
    around = {id(one.around): one.around for one in found}  # several fields may stand in one text
    lines = tuple(line for text in around.values() for line in text.split("\n") if line.strip())
    return Lost(fields, lines)


def _found(blank: BlankTexts, blocks: tuple[Block, ...], kept: Container[str]) -> list[Found]:
    """What stands in the places of the fields that are not among those kept."""
    return [one for one in match(blank.blocks, blocks) if _key(blank, one) not in kept]


def _key(blank: BlankTexts, found: Found) -> str:
    return blank.slots[found.sign].field.key


def _blocks(root: etree._Element, marks: Marks, signs: Mapping[etree._Element, str]) -> tuple[Block, ...]:
    body = next(root.iterchildren(BODY))
    return Layout(marks, signs.get).blocks(body)


def _slot(field: Field, element: etree._Element) -> Slot:
    control = declared(element)
    listed = next((control.properties[kind] for kind in (DROP_DOWN, COMBO_BOX) if kind in control.properties), ())
    choices = tuple((one.get(ITEM_SHOWN) or one.get(ITEM_VALUE) or "", one.get(ITEM_VALUE) or "") for one in listed)
    prompting = control.contents if control.is_prompting else None
    prompt = "".join(map(str, prompting.itertext())) if prompting is not None else ""
    return Slot(field=field, prompt=plain(prompt), choices=choices)


# -- what was found, as fields ----------------------------------------------------------------------------------------


def _fields(found: Iterable[Found], blank: BlankTexts, part: str) -> Iterator[Field]:
    for one in found:
        slot = blank.slots[one.sign]
        rows = slot.field.place.rows
        if one.added and rows:
            rows = (*rows[:-1], rows[-1] + one.added)
        field = field_of(slot, one.text)
        yield replace(field, place=Place(part=part, rows=rows))
