"""Whether the placeholders of a template are names of the plan: seen before anything is filled, even in empty loops."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from typing import Any, get_args, get_origin, get_type_hints

from jinja2 import nodes

from planwright.plans.charts import Chart

ANYTHING = object  # the type of what is not checked further: the outcome of a filter, a sum, `loop`
_BUILT_IN = frozenset({"range", "namespace", "true", "false", "none"})

Scope = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One placeholder that cannot be filled: the line it stands in, itself, and what to do."""

    line: int
    placeholder: str
    cure: str


def faults_of(tree: nodes.Template, scope: Scope) -> Iterator[Fault]:
    """The faults of a parsed template whose names are of these types."""
    yield from _walk(tree.body, dict(scope))


def _walk(body: list[nodes.Node], scope: dict[str, Any]) -> Iterator[Fault]:
    for node in body:
        match node:
            case nodes.For():
                yield from _walk_loop(node, scope)
            case nodes.If():
                yield from _check(node.test, scope)[1]
                yield from _walk([*node.body, *node.elif_, *node.else_], scope)
            case nodes.Output():
                for printed in node.nodes:
                    yield from _check_printed(printed, scope)
            case nodes.Assign():
                kind, faults = _check(node.node, scope)
                yield from faults
                scope |= _bound(node.target, kind)
            case nodes.Expr():
                yield from _check(node, scope)[1]
            case _:
                yield Fault(
                    line=node.lineno,
                    placeholder=type(node).__name__.lower(),
                    cure="Only if, for and set are used in a plan; remove this tag.",
                )


def _walk_loop(node: nodes.For, scope: dict[str, Any]) -> Iterator[Fault]:
    kind, faults = _check(node.iter, scope)
    yield from faults
    inner = ANYTHING if kind is ANYTHING else _element_of(kind)
    if inner is None:
        yield Fault(line=node.lineno, placeholder=_spelt(node.iter), cure="It is not a list; print it with {{ … }}.")
        inner = ANYTHING
    within = scope | {"loop": ANYTHING} | _bound(node.target, inner)
    if node.test is not None:
        yield from _check(node.test, within)[1]
    yield from _walk(node.body, within)
    yield from _walk(node.else_, scope)


def _check_printed(node: nodes.Expr, scope: Scope) -> Iterator[Fault]:
    kind, faults = _check(node, scope)
    yield from faults
    if _element_of(kind) is not None:
        yield Fault(line=node.lineno, placeholder=_spelt(node), cure="It is a list; walk through it with {%p for … %}.")
    elif is_dataclass(kind) and kind is not Chart:
        known = ", ".join(_parts_of(kind))
        yield Fault(line=node.lineno, placeholder=_spelt(node), cure=f"It has parts; print one of them: {known}.")


def _check(node: nodes.Node, scope: Scope) -> tuple[Any, list[Fault]]:
    """The type of an expression, and the faults in it."""
    if isinstance(node, nodes.Name):
        return _check_name(node, scope)
    if not isinstance(node, nodes.Getattr):
        return ANYTHING, [fault for child in node.iter_child_nodes() for fault in _check(child, scope)[1]]
    kind, faults = _check(node.node, scope)
    if kind is ANYTHING:
        return ANYTHING, faults
    parts = _parts_of(kind)
    if node.attr in parts:
        return parts[node.attr], faults
    return ANYTHING, [*faults, _unknown(node, node.attr, list(parts))]


def _check_name(node: nodes.Name, scope: Scope) -> tuple[Any, list[Fault]]:
    if node.name in scope:
        return scope[node.name], []
    return ANYTHING, [] if node.name in _BUILT_IN else [_unknown(node, node.name, list(scope))]


def _unknown(node: nodes.Node, name: str, known: list[str]) -> Fault:
    near = get_close_matches(name, known, n=1)
    spelt = _spelt(node)
    hint = f"Did you mean {spelt.removesuffix(name)}{near[0]}?" if near else ""
    return Fault(
        line=node.lineno,
        placeholder=spelt,
        cure=f"A plan has no such placeholder. {hint or 'Correct or remove it.'} docs/templates.md lists them all.",
    )


def _spelt(node: nodes.Node) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_spelt(node.node)}.{node.attr}"
        case _:
            return "…"


def _bound(target: nodes.Node, kind: Any) -> dict[str, Any]:
    if isinstance(target, nodes.Name):
        return {target.name: kind}
    return {name.name: ANYTHING for name in target.find_all(nodes.Name)}


def _parts_of(kind: Any) -> dict[str, Any]:
    if not is_dataclass(kind) or kind is Chart:
        return {}
    hints = get_type_hints(kind)
    return {part.name: hints[part.name] for part in fields(kind)}


def _element_of(kind: Any) -> Any:
    """What a list holds, or None where the type is not a list."""
    return get_args(kind)[0] if get_origin(kind) is tuple else None
