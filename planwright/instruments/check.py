"""What the meta-schema cannot see: whether an instrument's annotations agree with its schema and with each other."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from planwright.instruments.design import (
    NOT_APPLICABLE,
    NUMBERS,
    OTHER,
    WHOLE,
    Instrument,
    Item,
    Kind,
    Layout,
    Row,
    Section,
    Table,
    items_of,
)
from planwright.instruments.pointer import Steps
from planwright.instruments.shape import Fault
from planwright.model import Json

LONGEST_TAG = 64  # Word cuts the tag of a content control after 64 characters
MOST_ROWS = 99  # the row numbers that a tag must have room for
VALUE = re.compile(r"(?!off$)[a-z0-9][a-z0-9_-]*", re.IGNORECASE | re.ASCII)  # “Off” is the button that is not marked
IDENTITY = {"agency", "round", "name", "role", "completed", "basis"}

TYPES: Mapping[Kind, str] = {
    **dict.fromkeys((Kind.TEXT, Kind.LONG_TEXT, Kind.DATE, Kind.SIGNATURE), "string"),
    **dict.fromkeys(WHOLE, "integer"),
    **dict.fromkeys((Kind.DECIMAL, Kind.WEIGHT), "number"),
    **dict.fromkeys((Kind.SOME_OF, Kind.ROLE), "array"),
}
MARKED = (Kind.YES_NO, Kind.ONE_OF, Kind.SOME_OF, Kind.RATING, Kind.ROLE)
RECKONED = (*NUMBERS, Kind.RATING)

KINDS_WITH: Mapping[str, tuple[Kind, ...]] = {
    "choices": (Kind.ONE_OF, Kind.SOME_OF, Kind.ROLE),
    "other": (Kind.ONE_OF, Kind.SOME_OF),
    "levels": (Kind.RATING,),
    "lines": (Kind.LONG_TEXT,),
    "prefill": (Kind.TEXT,),
    "unit": NUMBERS,
    "met": MARKED,
}
KINDS_FOR: Mapping[str, tuple[Kind, ...]] = {
    "mean": RECKONED,
    "sum": RECKONED,
    "percent-at-top": RECKONED,
    "distribution": (*RECKONED, *MARKED),
    "any-unmet": (Kind.YES_NO, Kind.ONE_OF, Kind.RATING),
}


def faults_of(instrument: Instrument, plain: Json) -> Iterator[Fault]:
    """Every fault of the instrument's sections and items; `plain` is its schema without any `$ref`."""
    yield from _of_identity(instrument)
    for section in instrument.sections:
        yield from _of_section(section)
        for item in items_of(section):
            at = _steps_to(item, instrument)
            node = _node(plain, at)
            yield from _of_type(item, node, at)
            yield from _of_words(item, node, at)
            yield from _of_other(item, instrument, at)
            yield from _of_choices(item, node, at)
            yield from _of_aggregate(item, at)


def _steps_to(item: Item, instrument: Instrument) -> Steps:
    """The steps from the root to this item's schema, passing through `items` of every table around it."""
    steps: Steps = ()
    at = ""
    for part in item.path.split("."):
        steps = (*steps, "items") if at in instrument.tables else steps
        at = f"{at}.{part}" if at else part
        steps = (*steps, "properties", part)
    return steps


def _node(plain: Any, steps: Steps) -> Any:
    node = plain
    for step in steps:
        node = node[step]
    return node


def _of_identity(instrument: Instrument) -> Iterator[Fault]:
    first = instrument.sections[0]
    if first.path != "identity" or not {item.id for item in items_of(first)} >= IDENTITY:
        yield ("properties",), "the first section must be “identity”, a $ref to /schemas/identity.schema.json."
    wanted = f"/{instrument.component}/{instrument.practice}/{instrument.version}"
    if not str(instrument.schema["$id"]).endswith(wanted):
        yield ("$id",), f"must end in {wanted}, as the instrument says of itself. Correct the one that is wrong."


# -- sections ---------------------------------------------------------------------------------------------------------


def _of_section(section: Section) -> Iterator[Fault]:
    at: Steps = ("properties", section.path)
    if section.layout is Layout.FIELDS:
        for child in section.children:
            if isinstance(child, Row):
                yield _child(at, child), "a row of several answers needs a grid. Make the section's layout “grid”."
        return
    if not section.row_title:
        yield (*at, "section"), "a grid needs row_title, the heading of its first column. Add it."
    for child in section.children:
        if isinstance(child, Table):
            yield _child(at, child), "a table cannot stand in a grid. Make the section's layout “fields”."
            return
    yield from _of_columns(section, at)
    if section.layout is Layout.RUBRIC:
        yield from _of_levels(section, at)


def _of_columns(section: Section, at: Steps) -> Iterator[Fault]:
    """The rows of a grid share their columns, so each must ask the same."""
    first, *others = section.children
    for child in others:
        if _columns(child) != _columns(first):
            yield (
                _child(at, child),
                f"this row asks something else than “{first.path}”. Give all rows the same columns.",
            )


def _columns(child: Item | Row | Table) -> list[tuple[object, ...]]:
    if isinstance(child, Item):
        return [(child.kind, *((choice.value, choice.label) for choice in child.choices))]
    return [
        (item.id, item.question, item.kind, *((choice.value, choice.label) for choice in item.choices))
        for item in items_of(child)
    ]


def _of_levels(section: Section, at: Steps) -> Iterator[Fault]:
    for child in section.children:
        rated = [item for item in ([child] if isinstance(child, Item) else items_of(child)) if item.scale]
        if len(rated) != 1:
            yield _child(at, child), "a row of a rubric has exactly one rating. Add it, or make the layout “grid”."
        for item in rated:
            bare = [choice.label for choice in item.choices if not choice.meaning and choice.value != NOT_APPLICABLE]
            if bare:
                yield (
                    _child(at, child),
                    f"nothing says what {', '.join(bare)} means here. Add it to “levels” of the item.",
                )


def _child(at: Steps, child: Item | Row | Table) -> Steps:
    return (*at, "properties", child.path.rpartition(".")[2])


# -- items ------------------------------------------------------------------------------------------------------------


def _of_type(item: Item, node: Any, at: Steps) -> Iterator[Fault]:
    """The schema of an item allows what its kind asks for."""
    types = node.get("type", ())
    found = {types} if isinstance(types, str) else set(types)
    wanted = TYPES.get(item.kind)
    if wanted and found - {"null"} != {wanted}:
        yield (*at, "type"), f"a {item.kind} is of type {wanted}. Write {wanted}, with null where a blank is allowed."
    if wanted == "array" and "null" in found:
        yield (*at, "type"), "a blank list is empty, never null. Write array alone."
    if wanted == "array" and node.get("uniqueItems") is not True:
        yield at, "what is marked is marked once. Add “uniqueItems”: true."
    if wanted is None and not _enum(node):
        yield at, f"a {item.kind} needs “enum”, the answers allowed, with null where a blank is allowed. Add it."
    if (item.kind is Kind.DATE) != (node.get("format") == "date"):
        yield at, "“format”: “date” and the kind date belong together. Add what is missing."


def _of_words(item: Item, node: Any, at: Steps) -> Iterator[Fault]:
    for key, kinds in KINDS_WITH.items():
        if key in node["item"] and item.kind not in kinds:
            yield (*at, "item", key), f"“{key}” means nothing for the kind {item.kind}. Remove it, or change the kind."
    path = item.at((MOST_ROWS,) * len(item.tables))
    longest = max((len(f"{path}={choice.value}") for choice in item.choices), default=len(path))
    if longest > LONGEST_TAG:
        yield at, f"the longest key of this item has {longest} characters; Word keeps {LONGEST_TAG}. Shorten the ids."


def _of_other(item: Item, instrument: Instrument, at: Steps) -> Iterator[Fault]:
    if item.other is None:
        return
    if OTHER not in {choice.value for choice in item.choices}:
        yield (*at, "item", "other"), f"the choices have no “{OTHER}”. Add it to them, or remove this."
    words = instrument.items.get(f"{item.path.rpartition('.')[0]}.{item.other}")
    if words is None or words.kind is not Kind.TEXT:
        yield (*at, "item", "other"), f"no text item beside it is called “{item.other}”. Add one, or correct the id."


def _of_choices(item: Item, node: Any, at: Steps) -> Iterator[Fault]:
    if (item.kind is Kind.RATING) != (item.scale is not None):
        yield at, "a rating and a scale belong together. Add “scale” with its anchors, or make the kind rating."
    if item.kind not in MARKED:
        return
    for value in node["item"].get("choices", ()):
        if not VALUE.fullmatch(value):
            yield (
                (*at, "item", "choices", value),
                f"“{value}” cannot name a button or box of a PDF form. Write letters, digits and hyphens only,"
                " and not “off”; the words printed may be any.",
            )
    allowed = {value for value in _enum(node) if value is not None}
    printed = {choice.value for choice in item.choices}
    if allowed != printed:
        odd = ", ".join(sorted(map(str, allowed ^ printed)))
        yield at, f"the values allowed and the choices printed differ: {odd}. Make enum and choices or anchors agree."
    for level in node["item"].get("levels", ()):
        if level not in map(str, allowed):
            yield (*at, "item", "levels"), f"“{level}” is not a level of the scale. Correct it."
    for value in item.met:
        if value not in printed:
            yield (*at, "item", "met"), f"“{value}” is not among the choices. Correct it."


def _of_aggregate(item: Item, at: Steps) -> Iterator[Fault]:
    here = (*at, "item", "aggregate")
    if item.tables and item.aggregate not in ("list", "none"):
        yield here, f"“{item.aggregate}” is not made of a table's column. Use list."
    if item.kind not in KINDS_FOR.get(item.aggregate, tuple(Kind)):
        yield here, f"“{item.aggregate}” cannot be made of the kind {item.kind}. Use list, consensus or none."
    if item.aggregate in ("mean", "sum", "percent-at-top") and item.scale and item.scale.direction == "none":
        yield here, f"“{item.aggregate}” needs a scale with a direction. Use distribution."
    if item.aggregate == "percent-at-top" and not item.scale and None in (item.low, item.high):
        yield here, "percent-at-top needs to know the top. Add “minimum” and “maximum”, or a scale."
    if item.aggregate == "any-unmet" and not item.met:
        yield here, "any-unmet needs “met”, the answers that count as met. Add it."
    if NOT_APPLICABLE in item.met:
        yield (*at, "item", "met"), "N/A is left out of any-unmet by itself. Remove it from met."


def _enum(node: Any) -> list[object]:
    if node.get("type") == "array":
        return list(node.get("items", {}).get("enum", ()))
    return list(node.get("enum", [node["const"]] if "const" in node else ()))
