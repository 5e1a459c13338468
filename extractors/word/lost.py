"""Reads a Word form that lost fields, beside its blank: by the texts and tables around the place of each."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from extractors.between import Found
from extractors.blocks import SIGN, SIGNS, Block
from extractors.limits import limits
from extractors.match import match
from extractors.prompts import plain
from extractors.shown import UNREAD, numbers_said, trimmed, without_looks, without_numbers
from extractors.slots import BlankTexts, Slot, found_in
from extractors.stressed import is_bare, looks_in_texts, stressed
from extractors.word.around import changed, lines_read, typed_beside
from extractors.word.controls.declared import declared
from extractors.word.cut import below, continued, cut_in
from extractors.word.edits import compared
from extractors.word.file.package import Package, RefusedError, Sign, open_package
from extractors.word.held import held_in
from extractors.word.names import (
    BODY,
    COMBO_BOX,
    DROP_DOWN,
    FOOTER,
    FORM_DEFAULT,
    FORM_DROP_DOWN,
    FORM_ENTRY,
    FORM_FIELD,
    HEADER,
    ITEM_SHOWN,
    ITEM_VALUE,
    VAL,
)
from extractors.word.page.edges import lines_of
from extractors.word.page.layout import Layout
from extractors.word.page.marks import BEFORE, Marks
from extractors.word.page.views import marks_of
from planwright.model import Field, State

_COLOR = re.compile(rb'"([0-9A-Fa-f]{6})"')
_NUMBER = re.compile(r"\[(\d+)\]")
_STAND_INS = 0x100100  # characters that stand for a field of which it is not known yet which it is


def learn(data: bytes, names: tuple[str, ...] = ()) -> BlankTexts:
    """What the blank in these bytes looks like, and where its fields are; `names` stand in it for those of others."""
    package = open_package(data)
    (part, root), *around = package.stories()
    marks = marks_of(package, part, root)
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
        colors=frozenset(_colors_in(package, part)),
    )


def _colors_in(package: Package, part: str) -> Iterator[str]:
    """The colors that a file names in its text and its styles, in capitals."""
    styles = [name for kind, name in package.related(part) if kind.endswith("/styles")]
    for name in (part, *styles):
        yield from (found.decode().upper() for found in _COLOR.findall(package.data(name, limits().unpacked) or b""))


def _fields_of(
    root: etree._Element, part: str, marks: Marks, package: Package
) -> Iterator[tuple[etree._Element, Field]]:
    """The content controls and form fields of a part, each with its element, in the order of the file."""
    held = held_in(package, part, root, marks)
    for numbers, fields in ((marks.controls, held.controls), (marks.form_fields, held.form_fields)):
        elements = {number: element for element, number in numbers.items()}
        for field in fields:
            yield elements[int(_NUMBER.findall(field.place.xpath or "[0]")[-1])], field


@dataclass(frozen=True, slots=True)
class Lost:
    """The fields that a document has lost, each with what stands in its place; and the lines they were read from.

    `names` are those of the fields that it has still, by XPath, where the blank tells them apart by more than key.
    `astray` are the XPaths of those that stand beside other words than in the blank, or may hold half an answer.
    `beside` are, by XPath, those that are empty themselves, with the answer that was typed beside each, and those that
    go on below themselves. `ringed` are the names of places among whose words one shape is drawn, and nothing else was
    done to them: only a page shows around which it lies. `alone` are those of the `lines` that stand in a place beside
    which nothing is printed, and are wholly an answer.
    """

    fields: tuple[Field, ...]
    lines: tuple[str, ...]
    names: Mapping[str, str]
    astray: frozenset[str]
    beside: Mapping[str, Field]
    ringed: frozenset[str]
    alone: tuple[str, ...] = ()


def read_lost(data: bytes, blank: BlankTexts) -> Lost:
    """What stands in the places of the fields that the blank has and this document has not.

    What stands there for certain is an answer; a place that cannot be told apart from what is around it is unreadable.
    """
    try:
        package = open_package(data)
        part, root = next(package.stories())
    except RefusedError:
        return Lost((), (), {}, frozenset(), {}, frozenset())
    marks = marks_of(package, part, root)
    there = list(_fields_of(root, part, marks, package))
    signs = _signs_in(there, blank)
    signs |= _signs_at([one for one in there if one[0] not in signs], blank, root, marks, signs)
    matched = list(match(blank.blocks, _blocks(root, marks, signs)))
    held = {signs[one]: kept for one, kept in there if one in signs}
    standing = frozenset(signs.values())
    out = stressed(matched, blank, looks_in_texts, lambda one: _is_empty(one, held, blank))
    found = _found(blank, _without(out, matched), standing)
    fields = tuple(_fields(found, blank, part))
    cut = cut_in({sign: one for one, sign in signs.items()}, held, blank.slots)
    more = continued(matched, held, blank.slots, cut)
    beside = typed_beside(matched, held, blank.slots) | more.whole
    told = {one.sign for one in found}.union(held)
    lines = tuple(lines_read([one for one in matched if one.sign in told], held, beside, blank.slots))
    if marks.editors or Sign.RESTYLED in package.tells(part):
        then = list(match(blank.blocks, _blocks(root, marks_of(package, part, root, BEFORE), signs)))
        fields, _ = compared(fields, _fields(_found(blank, then, standing), blank, part))
        whole = continued(then, held, blank.slots, cut).whole
        beside = changed(beside, typed_beside(then, held, blank.slots) | whole, held.values())
    names = {kept.place.xpath or "": blank.slots[signs[one]].name for one, kept in there if one in signs}
    moved = _moved(matched, standing) | _numbered(matched, blank.blocks) | {matched[one].sign for one in out}
    astray = {kept.place.xpath or "" for one, kept in there if signs.get(one) in moved}
    return Lost(
        fields,
        lines,
        {xpath: name for xpath, name in names.items() if name},
        more.unsure.union(astray),
        beside,
        frozenset() if marks.editors else frozenset(_ringed(found, blank)),
        tuple(_alone(found)),
    )


def _alone(found: Iterable[Found]) -> Iterator[str]:
    """The lines of texts that one place holds whole."""
    around = whole = ""
    for one in found:
        if not one.text:
            continue
        if one.around is not around:  # one text may have many places
            around, whole = one.around, _said(one.around)
        if whole and len(whole) <= len(one.text) and (one.text == around or _said(one.text) == whole):
            yield from (line.strip() for line in whole.split("\n") if line.strip())


def _said(text: str) -> str:
    return trimmed(without_looks(numbers_said(text)))


def _ringed(found: Iterable[Found], blank: BlankTexts) -> Iterator[str]:
    """The names of places where words are printed to choose among, and one drawing is all that was added to them."""
    for one in found:
        slot = blank.slots[one.sign]
        if slot.options and one.text is not None and one.text.count(UNREAD) == 1:
            rest = found_in(slot, one.text.replace(UNREAD, ""), one.added)
            if rest.state is State.BLANK:
                yield rest.key


def _is_empty(found: Found, held: Mapping[str, Field], blank: BlankTexts) -> bool:
    """Whether a box is not ticked, and nothing stands beside it."""
    field = held.get(found.sign)
    if field is None:
        return blank.found(found.sign, found.text, found.added).value is False
    return field.value is False and is_bare(found)


def _without(numbers: Collection[int], matched: Iterable[Found]) -> Iterator[Found]:
    """What was matched; of these, nobody can say what stands there."""
    return (Found(one.sign, None) if at in numbers else one for at, one in enumerate(matched))


def _moved(matched: Iterable[Found], there: Collection[str]) -> set[str]:
    """The signs of fields that stand elsewhere than in the blank, or nobody can say whether they do."""
    held = (one for one in matched if one.sign in there)
    return {one.sign for one in held if one.text is None or SIGN.findall(one.text) != [one.sign]}


def _numbered(matched: Iterable[Found], blank: Sequence[Block]) -> set[str]:
    """The signs of fields before which Word counts, on a form whose blank counts nothing."""
    found = {one.sign for one in matched if one.text and without_numbers(one.text) != one.text}
    return found if found and not any(map(_has_numbers, blank)) else set()


def _has_numbers(block: Block) -> bool:
    if isinstance(block, str):
        return without_numbers(block) != block
    return any(_has_numbers(one) for row in block.rows for cell in row for one in cell)


def _found(blank: BlankTexts, matched: Iterable[Found], there: Collection[str]) -> list[Found]:
    """What stands in the places of the fields that are not there any more, by their signs, or by their keys alone."""
    if not there:
        return list(matched)
    kept = {blank.slots[sign].field.key for sign in there if not blank.slots[sign].name} - {""}
    return [one for one in matched if one.sign not in there and blank.slots[one.sign].field.key not in kept]


def _signs_in(there: Sequence[tuple[etree._Element, Field]], blank: BlankTexts) -> dict[etree._Element, str]:
    """The signs of the fields that are there still, by key, and by label where places have names of their own.

    Those that share one are told apart by their order, where none of them is gone. Of one key alone, the first counts.
    """
    signs: dict[etree._Element, str] = {}
    for named in (_key, _label) if there else ():
        wanted: dict[str, list[str]] = {}
        known = set(signs.values())
        for sign, slot in blank.slots.items():
            if sign not in known and not slot.is_open and (slot.name or named is _key):
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


def _signs_at(
    left: Sequence[tuple[etree._Element, Field]],
    blank: BlankTexts,
    root: etree._Element,
    marks: Marks,
    signs: Mapping[etree._Element, str],
) -> dict[etree._Element, str]:
    """The signs of fields that share their key with some that are gone, by the place where each of them stands."""
    if not left:
        return {}
    stand_ins = {chr(_STAND_INS + number): one for number, one in enumerate(left)}
    known = {**signs, **{element: stand_in for stand_in, (element, _) in stand_ins.items()}}
    found: dict[etree._Element, str] = {}
    for one in match(blank.blocks, _blocks(root, marks, known)):
        element, field = stand_ins.get(trimmed(without_looks(one.text or "")), (None, None))
        slot = blank.slots[one.sign]
        if element is not None and field is not None and not slot.is_open and slot.field.key == field.key:
            found[element] = one.sign
    return found


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
        shown = element.find(f"{FORM_DROP_DOWN}/{FORM_DEFAULT}")
        number = int(said) if shown is not None and (said := shown.get(VAL, "")).isdecimal() else 0
        unset = entries[number] if number < len(entries) else ""
        return Slot(field=field, choices=tuple((entry, entry) for entry in entries), unset=unset)
    control = declared(element)
    listed = next((control.properties[kind] for kind in (DROP_DOWN, COMBO_BOX) if kind in control.properties), ())
    choices = tuple((one.get(ITEM_SHOWN) or one.get(ITEM_VALUE) or "", one.get(ITEM_VALUE) or "") for one in listed)
    prompting = control.contents if control.is_prompting else None
    prompt = "".join(map(str, prompting.itertext())) if prompting is not None else ""
    return Slot(field=field, prompt=plain(prompt), choices=choices, below=below(control))


# -- what was found, as fields ----------------------------------------------------------------------------------------


def _fields(found: Iterable[Found], blank: BlankTexts, part: str) -> Iterator[Field]:
    for one in found:
        yield blank.found(one.sign, one.text, one.added, part)
