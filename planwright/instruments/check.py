"""What the meta-schema cannot see: whether an instrument's annotations agree with its schema and with each other."""

from collections.abc import Iterator
from typing import Any

from planwright.instruments.design import (
    NOT_APPLICABLE,
    Instrument,
    Item,
    Kind,
    Layout,
    Row,
    Section,
    Table,
    items_of,
    matches,
)
from planwright.model import Json

LONGEST_TAG = 64  # Word cuts the tag of a content control after 64 characters

Fault = tuple[str, str]  # JSON pointer, words with the cure


def faults_of(instrument: Instrument, plain: Json) -> Iterator[Fault]:
    """Every fault of the instrument; `plain` is its schema with every `$ref` resolved."""
    yield from _faults_of_identity(instrument)
    for section in instrument.sections:
        yield from _faults_of_section(section)
        for item in items_of(section):
            yield from _faults_of_item(item, _node(plain, item.path))
    for number, rule in enumerate(instrument.rules):
        for key, value in rule.items():
            if key in ("items", "first", "then", "lower", "upper"):
                yield from _faults_of_path(instrument, str(value), f"/instrument/rules/{number}/{key}")
            elif key == "rows" and not _rows_exist(instrument, str(value)):
                yield (
                    f"/instrument/rules/{number}/rows",
                    f"no rows are called “{value}”. Write the path of a grid or table.",
                )
    for number, score in enumerate(instrument.scores):
        for place, path in enumerate(score.items):
            yield from _faults_of_path(instrument, path, f"/instrument/scores/{number}/items/{place}")
        for key, named in (("options", score.options), ("weights", score.weights)):
            if named is not None and not any(section.path == named for section in instrument.sections):
                yield f"/instrument/scores/{number}/{key}", f"no section is called “{named}”. Write the id of a grid."


def pointer_of(path: str) -> str:
    """The JSON pointer of an item's schema: `/properties/needs/properties/n01`, passing through `items` of tables."""
    return "/properties/" + "/properties/".join(path.split("."))


def _faults_of_identity(instrument: Instrument) -> Iterator[Fault]:
    if not instrument.sections or instrument.sections[0].path != "identity":
        yield "/properties", "the first section must be “identity”; add a $ref to /schemas/identity.schema.json."
    if instrument.schema.get("additionalProperties") is not False:
        yield "/additionalProperties", "must be false, so that an answer nobody asked for is noticed. Add it."


def _faults_of_section(section: Section) -> Iterator[Fault]:
    at = pointer_of(section.path)
    for child in section.children:
        below = f"{at}/properties/{child.path.rpartition('.')[2]}"
        if section.layout is Layout.FIELDS and isinstance(child, Row):
            yield below, "a row of several answers stands in a section of layout “fields”. Make the layout “grid”."
        if section.layout is not Layout.FIELDS and isinstance(child, Table):
            yield below, f"a table stands in a section of layout “{section.layout}”. Make the layout “fields”."
    columns = {tuple(item.id for item in child.items) for child in section.children if isinstance(child, Row)}
    if len(columns) > 1:
        yield at, "the rows of this grid ask for different answers. Give all rows the same ids."
    if section.layout is not Layout.FIELDS and not section.row_title:
        yield f"{at}/section", "a grid needs row_title, the heading of its first column. Add it."


def _faults_of_item(item: Item, node: Any) -> Iterator[Fault]:
    at = pointer_of(item.path)
    if "item" not in node:
        yield at, "this value has no “item” annotation. Add one with kind and aggregate."
        return
    if "title" not in node:
        yield at, "the question has no title. Add the words to print."
    longest = max((len(f"{item.path}={choice.value}") for choice in item.choices), default=len(item.path))
    if longest > LONGEST_TAG:
        yield (
            at,
            f"the path with its longest choice has {longest} characters; Word keeps {LONGEST_TAG}. Shorten the ids.",
        )
    if item.kind in (Kind.RATING,) and item.scale is None:
        yield at, "a rating needs a scale. Add “scale” with its anchors, or a $ref to one."
    if item.kind in (Kind.ONE_OF, Kind.SOME_OF, Kind.ROLE, Kind.RATING, Kind.YES_NO):
        allowed = {value for value in _enum(node) if value is not None}
        printed = {choice.value for choice in item.choices}
        if allowed != printed:
            odd = ", ".join(str(value) for value in sorted(allowed ^ printed, key=str))
            yield (
                at,
                f"the values allowed and the choices printed differ: {odd}. Make enum and choices or anchors agree.",
            )
    if item.scale and item.scale.direction == "none" and item.aggregate in ("mean", "sum", "percent-at-top"):
        yield f"{at}/item/aggregate", f"“{item.aggregate}” needs a scale with a direction. Use distribution."
    if item.aggregate == "any-unmet" and not item.met:
        yield f"{at}/item", "any-unmet needs “met”, the answers that count as met. Add it."
    if item.aggregate == "any-unmet" and item.required is False and NOT_APPLICABLE in item.met:
        yield f"{at}/item/met", "N/A is left out of any-unmet by itself. Remove it from met."


def _enum(node: Any) -> list[object]:
    if "const" in node:
        return list(node.get("enum", [node["const"]]))
    if node.get("type") == "array":
        return list(node.get("items", {}).get("enum", ()))
    return list(node.get("enum", ()))


def _faults_of_path(instrument: Instrument, pattern: str, at: str) -> Iterator[Fault]:
    if not any(matches(pattern, item.at(("*",) * len(item.tables))) for item in instrument.items.values()):  # type: ignore[arg-type]
        yield at, f"no item fits the path “{pattern}”. Write an item's path, with * for every row."


def _rows_exist(instrument: Instrument, path: str) -> bool:
    return path in instrument.tables or any(section.path == path for section in instrument.sections)


def _node(plain: Any, path: str) -> Any:
    node = plain
    for part in path.split("."):
        node = (node.get("items", node) if node.get("type") == "array" else node)["properties"][part]
    return node
