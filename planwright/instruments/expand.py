"""Replaces every `$ref` of a schema by what it names, so that what is asked can be read off in one walk."""

from typing import Any

from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from planwright.errors import InstrumentError
from planwright.instruments.pointer import Steps, pointer
from planwright.model import Json


def expand(schema: Json, registry: "Registry[Any]") -> Json:
    """The schema without any `$ref`; keywords beside a `$ref` win over those it names, objects are merged key by key.

    Raises `InstrumentError` where a `$ref` names nothing, or itself.
    """
    address = str(schema["$id"])
    resolver = registry.with_resource(address, DRAFT202012.create_resource(schema)).resolver(base_uri=address)
    expanded: Json = _expand(schema, resolver, (), ())
    return expanded


def _expand(node: Any, resolver: Any, at: Steps, within: tuple[Any, ...]) -> Any:
    """The node expanded; `at` is its place in the file, `within` holds every definition being expanded around it."""
    if isinstance(node, list):
        return [_expand(part, resolver, (*at, str(place)), within) for place, part in enumerate(node)]
    if not isinstance(node, dict):
        return node
    own = {
        key: _expand(value, resolver, (*at, key), within) for key, value in node.items() if key not in ("$ref", "$defs")
    }
    if "$ref" not in node:
        return own
    name = node["$ref"]
    try:
        found = resolver.lookup(name)
    except Unresolvable:
        raise InstrumentError(
            f"at {pointer((*at, '$ref'))}: “{name}” names nothing. Correct the $ref or add what it names."
        ) from None
    if any(found.contents is one for one in within):
        raise InstrumentError(f"at {pointer((*at, '$ref'))}: “{name}” contains itself. A form cannot; name another.")
    local = name.startswith("#/")
    there = tuple(name.split("/")[1:]) if local else at
    return _merge(_expand(found.contents, found.resolver, there, (*within, found.contents)), own)


def _merge(under: Json, over: Json) -> Json:
    merged = dict(under)
    for key, value in over.items():
        held = merged.get(key)
        merged[key] = _merge(held, value) if isinstance(held, dict) and isinstance(value, dict) else value
    return merged
