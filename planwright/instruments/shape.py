"""The shape of an instrument's schema: which keywords stand where, so that it can be built and nothing is overlooked.

An instrument uses a part of JSON Schema only. A keyword outside it would be judged by and printed nowhere, or is a
known one misspelt; either way it is a fault.
"""

from collections.abc import Iterator
from typing import Any

from planwright.instruments.pointer import Steps

Fault = tuple[Steps, str]  # where in the schema with every $ref replaced, and words with the cure

SAID = {"title", "description", "$comment"}
OBJECT = SAID | {"type", "additionalProperties", "required", "properties"}
FORM = OBJECT | {"$schema", "$id", "instrument"}
SECTION = OBJECT | {"section"}
ROW = OBJECT | {"row"}
TABLE = SAID | {"type", "rows", "items", "minItems", "maxItems"}
ITEM = SAID | {
    *("item", "scale", "type", "enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum"),
    *("items", "uniqueItems", "minItems", "maxItems"),
}


def faults_of_shape(plain: Any) -> Iterator[Fault]:
    """Every fault in the shape of a schema; `plain` has every `$ref` replaced by what it names."""
    yield from _of_object(plain, (), FORM)
    for at, section in _properties(plain, ()):
        yield from _of_object(section, at, SECTION)
        if "section" not in section:
            yield at, "this section has no “section” annotation. Add one with its layout."
        for below, child in _properties(section, at):
            yield from _of_child(child, below)


def _of_child(node: Any, at: Steps) -> Iterator[Fault]:
    if "rows" in node:
        yield from _of_table(node, at)
    elif "properties" in node:
        yield from _of_object(node, at, ROW)
        for below, cell in _properties(node, at):
            yield from _of_item(cell, below)
    else:
        yield from _of_item(node, at)


def _of_table(node: Any, at: Steps) -> Iterator[Fault]:
    yield from _unknown(node, at, TABLE)
    yield from _untitled(node, at)
    if node.get("type") != "array" or "properties" not in node.get("items", {}):
        yield at, "a table with “rows” is an array of objects. Write “type”: “array” and, under “items”, the columns."
        return
    row, below = node["items"], (*at, "items")
    yield from _of_object({**row, "title": ""}, below, OBJECT)
    for name, column in _properties(row, below):
        yield from (_of_table if "rows" in column else _of_item)(column, name)


def _of_item(node: Any, at: Steps) -> Iterator[Fault]:
    yield from _unknown(node, at, ITEM)
    yield from _untitled(node, at)
    if "item" not in node:
        yield at, "this value has no “item” annotation. Add one with kind and aggregate."
        return
    missing = [key for key in ("kind", "aggregate") if key not in node["item"]]
    if missing:
        yield (*at, "item"), f"{', '.join(missing)} is missing. Add it."


def _of_object(node: Any, at: Steps, known: set[str]) -> Iterator[Fault]:
    yield from _unknown(node, at, known)
    yield from _untitled(node, at)
    if node.get("type") != "object":
        yield at, "this is not declared an object. Write “type”: “object”."
    if node.get("additionalProperties") is not False:
        yield at, "“additionalProperties” must be false, so that an answer nobody asked for is noticed. Add it."
    asked, required = list(node.get("properties", ())), node.get("required", ())
    if not asked:
        yield at, "nothing is asked here. Add “properties”, or remove it."
    for name in asked:
        if name not in required:
            yield (*at, "required"), f"“{name}” is not listed. Add it: a blank is null, never absent."
    for name in required:
        if name not in asked:
            yield (
                (*at, "required"),
                f"“{name}” is listed, but not among the properties. Remove it, or add the question.",
            )


def _unknown(node: Any, at: Steps, known: set[str]) -> Iterator[Fault]:
    for key in node:
        if key not in known:
            yield (*at, key), f"“{key}” is not known here. Remove it, or write one of {', '.join(sorted(known))}."


def _untitled(node: Any, at: Steps) -> Iterator[Fault]:
    if "title" not in node:
        yield at, "this has no title. Add the words to print."


def _properties(node: Any, at: Steps) -> Iterator[tuple[Steps, Any]]:
    for name, below in node.get("properties", {}).items():
        yield (*at, "properties", name), below
