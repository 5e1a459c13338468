"""The widgets of a PDF form: every leaf of the field tree, and those on the pages that the tree forgot.

A field may be one dictionary with its widget, have its widgets as nameless kids, or be spread over equal names. So
the walk gives widgets, each with its full name and the entries that hold for it; equal names are one field.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pikepdf

from extractors.pdf_text import text_of

DEEPEST = 64  # levels of fields; real forms have at most ten
MOST_NODES = 50_000  # fields and widgets; the largest real forms have some thousands

INHERITED = frozenset(("/FT", "/Ff", "/V", "/DV", "/Opt", "/MaxLen"))
SHARED = frozenset(("/TU", "/RV", "/I", "/AA"))  # of one field: its nameless kids have them too, its named ones not
Entries = Mapping[str, object]
Id = tuple[int, int]
DIRECT: Id = (0, 0)


class LimitError(Exception):
    """A limit that only a hostile file reaches: what goes beyond it, and the limit in words."""

    def __init__(self, what: str, limit: str) -> None:
        super().__init__(what, limit)
        self.what, self.limit = what, limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Widget:
    """One place of a field on a page: the field's full name and last part, its entries, and the widget's own.

    `under` are the field's entries where the widget, against the rules, brings a value of its own that covers theirs.
    """

    key: str
    name: str
    field: Entries
    under: Entries | None
    own: Entries
    id: Id


def fields_of(widgets: Iterable[Widget]) -> list[Entries]:
    """All that the dictionaries of one field say of it, each once; they may disagree."""
    told = {id(field): field for widget in widgets for field in (widget.field, widget.under) if field is not None}
    return list(told.values())


@dataclass(frozen=True, slots=True)
class _Node:
    """A dictionary yet to be looked at, with what it inherits from above."""

    dictionary: pikepdf.Dictionary
    field: Entries
    key: str
    name: str
    depth: int


class Tree:
    """The walk over one form's field tree; `seen` are the dictionaries it has been at."""

    def __init__(self) -> None:
        self.seen: set[Id] = set()
        self._left = MOST_NODES

    def walk(self, fields: object) -> Iterator[Widget]:
        """Every widget below an AcroForm's `/Fields`, in the order of the tree; raises `LimitError`."""
        stack = self._nodes(fields, {}, "", "", 0)
        while stack:
            node = stack.pop()
            entries = dict(node.dictionary.items())
            field, key, name = _entries_below(node.field, node.key, node.name, entries)
            kids = self._nodes(entries.get("/Kids"), field, key, name, node.depth + 1)
            if kids:
                stack.extend(kids)
            else:
                under = _covered(node.field, entries)
                yield Widget(key=key, name=name, field=field, under=under, own=entries, id=node.dictionary.objgen)

    def climb(self, annotations: Iterable[pikepdf.Dictionary]) -> Iterator[Widget]:
        """The widgets among these annotations, with what their `/Parent`s say; raises `LimitError`."""
        for annotation in annotations:
            entries = dict(annotation.items())
            if entries.get("/Subtype") != pikepdf.Name.Widget or "/Kids" in entries:
                continue
            self._count(1)
            above: Entries = {}
            key = name = ""
            for held in _parents(entries):
                above, key, name = _entries_below(above, key, name, held)
            field, key, name = _entries_below(above, key, name, entries)
            under = _covered(above, entries)
            yield Widget(key=key, name=name, field=field, under=under, own=entries, id=annotation.objgen)

    def _nodes(self, kids: object, field: Entries, key: str, name: str, depth: int) -> list[_Node]:
        """The dictionaries of an array that were not met before, last first."""
        if not isinstance(kids, pikepdf.Array):
            return []
        self._count(len(kids))
        nodes = []
        for kid in kids:
            if not isinstance(kid, pikepdf.Dictionary):
                continue
            if kid.objgen != DIRECT:
                if kid.objgen in self.seen:
                    continue
                self.seen.add(kid.objgen)
            nodes.append(_Node(kid, field, key, name, depth))
        if nodes and depth > DEEPEST:
            raise LimitError("nesting of form fields", f"{DEEPEST} levels")
        nodes.reverse()
        return nodes

    def _count(self, nodes: int) -> None:
        self._left -= nodes
        if self._left < 0:
            raise LimitError("number of form fields", f"{MOST_NODES:,}")


def _entries_below(field: Entries, key: str, name: str, entries: Entries) -> tuple[Entries, str, str]:
    """What holds at a dictionary, given what holds above it: the field's entries, the full name and its last part."""
    told = {entry: entries[entry] for entry in INHERITED & entries.keys()}
    told |= {entry: entries[entry] for entry in SHARED & entries.keys()}
    if "/T" in entries:
        name = text_of(entries["/T"]).text
        key = f"{key}.{name}" if key else name
        field = {entry: held for entry, held in field.items() if entry in INHERITED}
    return ({**field, **told} if told else field), key, name


def _covered(above: Entries, entries: Entries) -> Entries | None:
    """The entries of the field above where a nameless kid covers their value with its own; else None."""
    return above if "/V" in entries and "/V" in above and "/T" not in entries else None


def _parents(entries: Entries) -> list[Entries]:
    """The dictionaries above one, topmost first, as far as its `/Parent`s can be followed."""
    above: list[Entries] = []
    seen: set[Id] = set()
    parent = entries.get("/Parent")
    while isinstance(parent, pikepdf.Dictionary) and parent.objgen not in seen and len(above) < DEEPEST:
        seen.add(parent.objgen)
        above.append(dict(parent.items()))
        parent = above[-1].get("/Parent")
    return above[::-1]
