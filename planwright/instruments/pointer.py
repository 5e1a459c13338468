"""JSON pointers into an instrument's file: where a fault stands, for the person who opens the file to correct it."""

from collections.abc import Iterable, Sequence
from typing import Any

from planwright.model import Json

Steps = tuple[str, ...]  # the keys from the root down, as they would be if every $ref were replaced by what it names


def pointer(path: Iterable[object]) -> str:
    """The JSON pointer of a path of keys and indexes; `/` for the root."""
    return "/" + "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in path)


def pointer_to(schema: Json, steps: Sequence[str]) -> str:
    """The JSON pointer of these steps in the file as it is written, through its own definitions where they lie there.

    A step that leads out of the file, or to a key that is not there, ends at the last place that is.
    """
    node: Any = schema
    at: Steps = ()
    for step in steps:
        found = _below(schema, node, at, step)
        if found is None:
            break
        node, at = found
    return pointer(at)


def _below(schema: Json, node: Any, at: Steps, step: str) -> tuple[Any, Steps] | None:
    """What stands under this key, and where: beside the `$ref` if there is one, else in what it names."""
    while isinstance(node, dict):
        if step in node:
            return node[step], (*at, step)
        at = tuple(str(node.get("$ref", "")).split("/"))
        if at[0] != "#":
            return None
        at = at[1:]
        node = _at(schema, at)
    if isinstance(node, list) and step.isdigit() and int(step) < len(node):
        return node[int(step)], (*at, step)
    return None


def _at(schema: Json, path: Steps) -> Any:
    node: Any = schema
    for part in path:
        node = node.get(part) if isinstance(node, dict) else None
    return node
