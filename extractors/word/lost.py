"""Reads a Word form that lost fields, beside its blank: by the texts and tables around the place of each."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from extractors.blocks import SIGN, SIGNS, Block
from extractors.match import Found, match
from extractors.prompts import plain
from extractors.slots import BlankTexts, Slot, found_in
from extractors.word.controls import Controls
from extractors.word.declared import declared
from extractors.word.edges import lines_of
from extractors.word.edits import compared
from extractors.word.form_fields import FormFields
from extractors.word.layout import Layout
from extractors.word.marks import BEFORE, Marks, read_marks
from extractors.word.names import (
    BODY,
    COMBO_BOX,
    DROP_DOWN,
    FOOTER,
    FORM_DROP_DOWN,
    FORM_ENTRY,
    FORM_FIELD,
    HEADER,
    ITEM_SHOWN,
    ITEM_VALUE,
    VAL,
)
from extractors.word.package import Package, RefusedError, open_package
from extractors.word.values import Beside
from extractors.word.views import marks_of
from planwright.model import Field

_NUMBER = re.compile(r"\[(\d+)\]")


def learn(data: bytes, names: tuple[str, ...] = ()) -> BlankTexts:
    """What the blank in these bytes looks like, and where its fields are; `names` stand in it for those of others."""
    package = open_package(data)
    (part, root), *around = package.stories()
    marks = read_marks(root)
    slots = {}
    signs = {}
    for number, (element, field) in enumerate(_fields_of(root, part, marks, package), start=1):
        signs[element] = chr(SIGNS.start + number)
        slots[signs[element]] = _slot(field, element)
    return BlankTexts(
        _blocks(root, marks, signs),
        slots,
        header=tuple(line for _, one in around if one.tag == HEADER for line in lines_of(one)),
        footer=tuple(line for _, one in around if one.tag == FOOTER for line in lines_of(one)),
        names=names,
    )


def _fields_of(
    root: etree._Element, part: str, marks: Marks, package: Package
) -> Iterator[tuple[etree._Element, Field]]:
    """The content controls and form fields of a part, each with its element, in the order of the file."""
    for numbers, fields in (
        (marks.controls, Controls(part, marks, Beside(package)).fields()),
        (marks.form_fields, FormFields(part, marks).fields(root)),
    ):
        elements = {number: element for element, number in numbers.items()}
        for field in fields:
            yield elements[int(_NUMBER.findall(field.place.xpath or "[0]")[-1])], field


@dataclass(frozen=True, slots=True)
class Lost:
    """The fields that a document has lost, each with what stands in its place; and the lines they were read from.

    `names` are those of the fields that it has still, by XPath, where the blank tells them apart by more than key.
    `astray` are the XPaths of those that stand beside other words than in the blank.
    """

    fields: tuple[Field, ...]
    lines: tuple[str, ...]
    names: Mapping[str, str]
    astray: frozenset[str] = frozenset()


def read_lost(data: bytes, blank: BlankTexts) -> Lost:
    """What stands in the places of the fields that the blank has and this document has not.

    What stands there for certain is an answer; a place that cannot be told apart from what is around it is unreadable.
    """
    try:
        package = open_package(data)
        part, root = next(package.stories())
    except RefusedError:
        return Lost((), (), {})
    marks = marks_of(package, part, root)
    there = list(_fields_of(root, part, marks, package))
    signs = _signs_in(there, blank)
    matched = list(match(blank.blocks, _blocks(root, marks, signs)))
    found = _found(blank, matched, signs.values())
    fields = tuple(_fields(found, blank, part))
    if marks.editors:
        then = match(blank.blocks, _blocks(root, marks_of(package, part, root, BEFORE), signs))
        before = _found(blank, then, signs.values())
        fields, _ = compared(fields, _fields(before, blank, part))
    around = {id(one.around): one.around for one in found}  # several fields may stand in one text
    lines = tuple(line for text in around.values() for line in text.split("\n") if line.strip())
    names = {field.place.xpath or "": blank.slots[signs[one]].name for one, field in there if one in signs}
    moved = _moved(matched, signs.values())
    astray = {field.place.xpath or "" for one, field in there if signs.get(one) in moved}
    return Lost(fields, lines, {xpath: name for xpath, name in names.items() if name}, frozenset(astray))


def _moved(matched: Iterable[Found], there: Collection[str]) -> set[str]:
    """The signs of fields that stand elsewhere than in the blank, or nobody can say whether they do."""
    held = (one for one in matched if one.sign in there)
    return {one.sign for one in held if one.text is None or SIGN.findall(one.text) != [one.sign]}


def _found(blank: BlankTexts, matched: Iterable[Found], there: Collection[str]) -> list[Found]:
    """What stands in the places of the fields that are not there any more, by their signs or their keys."""
    kept = {blank.slots[sign].field.key for sign in there} - {""}
    return [one for one in matched if one.sign not in there and blank.slots[one.sign].field.key not in kept]


def _signs_in(there: Sequence[tuple[etree._Element, Field]], blank: BlankTexts) -> dict[etree._Element, str]:
    """The signs of the fields that are there still, by key, and by label where places have names of their own.

    Those that share one are told apart by their order, where none of them is gone. Of one key alone, the first counts.
    """
    signs: dict[etree._Element, str] = {}
    for named in (_key, _label):
        wanted: dict[str, list[str]] = {}
        for sign, slot in blank.slots.items():
            if sign not in signs.values() and not slot.is_open and (slot.name or named is _key):
                wanted.setdefault(named(slot.field), []).append(sign)
        held: dict[str, list[etree._Element]] = {}
        for element, field in there:
            if element not in signs:
                held.setdefault(named(field), []).append(element)
        for name, elements in held.items():
            same = wanted.get(name, [])
            if len(same) == len(elements) or (len(same) == 1 and named is _key and name):
                signs |= dict(zip(elements, same, strict=False))
    return signs


def _key(field: Field) -> str:
    return field.key


def _label(field: Field) -> str:
    return f"{field.kind} {field.label}"


def _blocks(root: etree._Element, marks: Marks, signs: Mapping[etree._Element, str]) -> tuple[Block, ...]:
    body = next(root.iterchildren(BODY))
    return Layout(marks, signs.get).blocks(body)


def _slot(field: Field, element: etree._Element) -> Slot:
    if element.tag == FORM_FIELD:
        entries = [one.get(VAL, "") for one in element.iterfind(f"{FORM_DROP_DOWN}/{FORM_ENTRY}")]
        return Slot(field=field, choices=tuple((entry, entry) for entry in entries))
    control = declared(element)
    listed = next((control.properties[kind] for kind in (DROP_DOWN, COMBO_BOX) if kind in control.properties), ())
    choices = tuple((one.get(ITEM_SHOWN) or one.get(ITEM_VALUE) or "", one.get(ITEM_VALUE) or "") for one in listed)
    prompting = control.contents if control.is_prompting else None
    prompt = "".join(map(str, prompting.itertext())) if prompting is not None else ""
    return Slot(field=field, prompt=plain(prompt), choices=choices)


# -- what was found, as fields ----------------------------------------------------------------------------------------


def _fields(found: Iterable[Found], blank: BlankTexts, part: str) -> Iterator[Field]:
    for one in found:
        yield found_in(blank.slots[one.sign], one.text, one.added, part)
