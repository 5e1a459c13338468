"""The widgets of a PDF form: every leaf of the field tree, and those on the pages that the tree forgot.

A field may be one dictionary with its widget, have its widgets as nameless kids, or be spread over equal names. So
the walk gives widgets, each with its full name and the entries that hold for it; equal names are one field.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import pikepdf

from extractors.pdf.text import MOST_STREAM_BYTES, name_of, text_of, unpacked

DEEPEST = 64  # levels of fields; real forms have at most ten
MOST_NODES = 50_000  # fields and widgets; the largest real forms have some thousands
MOST_KEPT = 1_000  # bytes that draw an appearance; those of one line of words have 300

INHERITED = frozenset(("/FT", "/Ff", "/V", "/DV", "/Opt", "/MaxLen"))
SHARED = frozenset(("/TU", "/RV", "/I", "/AA"))  # of one field: its nameless kids have them too, its named ones not
_TOLD = INHERITED | SHARED
Entries = Mapping[str, object]
Id = tuple[int, int]
DIRECT: Id = (0, 0)


class LimitError(Exception):
    """A limit that only a hostile file reaches: what goes beyond it, and the limit in words."""

    def __init__(self, what: str, limit: str) -> None:
        super().__init__(what, limit)
        self.what, self.limit = what, limit


class _Leaf(NamedTuple):
    """What the tree says of a widget."""

    key: str
    name: str
    field: Entries
    under: Entries | None
    own: Entries
    id: Id


class Widget(_Leaf):
    """One place of a field on a page: the field's full name and last part, its entries, and the widget's own.

    `under` are the field's entries where the widget, against the rules, brings a value of its own that covers theirs.
    What it is and draws is asked for by several checks, and found once.
    """

    @cached_property
    def type(self) -> str | None:
        """The type of its field: Tx, Ch, Btn or Sig."""
        return name_of(self.field.get("/FT"))

    @cached_property
    def drawing(self) -> pikepdf.Stream | None:
        """Its appearance, if it has one alone."""
        appearances = self.own.get("/AP")
        drawing = appearances.get("/N") if isinstance(appearances, pikepdf.Dictionary) else None
        return drawing if isinstance(drawing, pikepdf.Stream) else None

    @property
    def drawn(self) -> bytes:
        """What draws its appearance; nothing where that is far longer than an answer, or cannot be read."""
        if self._short is not None or self.drawing is None:
            return self._short or b""
        return unpacked(self.drawing, MOST_STREAM_BYTES)

    @cached_property
    def _short(self) -> bytes | None:
        """What draws its appearance where that is short enough to be kept."""
        drawn = b"" if self.drawing is None else unpacked(self.drawing, MOST_STREAM_BYTES)
        return drawn if len(drawn) <= MOST_KEPT else None


def fields_of(widgets: Iterable[Widget]) -> list[Entries]:
    """All that the dictionaries of one field say of it, each once; they may disagree."""
    told = {id(field): field for widget in widgets for field in (widget.field, widget.under) if field is not None}
    return list(told.values())


class _Above(NamedTuple):
    """What a dictionary of the tree inherits: the field's entries, its full name and the last part of that."""

    field: Entries
    key: str
    name: str


class _Node(NamedTuple):
    """A dictionary yet to be looked at, with what holds above it."""

    dictionary: pikepdf.Dictionary
    above: _Above
    depth: int


class Tree:
    """The walk over one form's field tree; `seen` are the dictionaries it has been at."""

    def __init__(self) -> None:
        self.seen: set[Id] = set()
        self._left = MOST_NODES

    def walk(self, fields: object) -> Iterator[Widget]:
        """Every widget below an AcroForm's `/Fields`, in the order of the tree; raises `LimitError`."""
        stack = self._kids(fields, _Above({}, "", ""), 0)
        while stack:
            dictionary, above, depth = stack.pop()
            identity = dictionary.objgen
            if identity in self.seen:
                continue
            if identity != DIRECT:
                self.seen.add(identity)
            entries = dict(dictionary.items())
            if not depth and "/Parent" in entries:  # a kid may be listed among the topmost fields
                above = _above(entries)
            below = _below(above, entries)
            kids = self._kids(entries["/Kids"], below, depth + 1) if "/Kids" in entries else []
            stack.extend(kids)
            if not kids and ("/Rect" in entries or not _has_kids(entries)):
                yield _widget(above, below, entries, identity)

    def climb(self, annotations: Iterable[pikepdf.Dictionary]) -> Iterator[Widget]:
        """The widgets among these annotations, with what their `/Parent`s say; raises `LimitError`."""
        for annotation in annotations:
            entries = dict(annotation.items())
            if entries.get("/Subtype") != pikepdf.Name.Widget or "/Kids" in entries:
                continue
            self._count(1)
            above = _above(entries)
            yield _widget(above, _below(above, entries), entries, annotation.objgen)

    def _kids(self, kids: object, above: _Above, depth: int) -> list[_Node]:
        """The dictionaries of an array that were not met before, last first."""
        if not isinstance(kids, pikepdf.Array):
            return []
        self._count(len(kids))
        dictionaries = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]
        nodes = [_Node(kid, above, depth) for kid in dictionaries if kid.objgen not in self.seen]
        if nodes and depth > DEEPEST:
            raise LimitError("nesting of form fields", f"{DEEPEST} levels")
        nodes.reverse()
        return nodes

    def _count(self, nodes: int) -> None:
        self._left -= nodes
        if self._left < 0:
            raise LimitError("number of form fields", f"{MOST_NODES:,}")


def _below(above: _Above, entries: Entries) -> _Above:
    """What holds at a dictionary and for its kids, given what holds above it."""
    told = {entry: entries[entry] for entry in _TOLD & entries.keys()}
    if "/T" not in entries:
        return _Above({**above.field, **told}, above.key, above.name) if told else above
    name = text_of(entries["/T"]).text
    field = {entry: held for entry, held in above.field.items() if entry in INHERITED}
    return _Above(field | told, f"{above.key}.{name}" if above.key else name, name)


def _above(entries: Entries) -> _Above:
    """What holds above a dictionary by what its `/Parent`s say."""
    above = _Above({}, "", "")
    for parent in _parents(entries):
        above = _below(above, parent)
    return above


def _widget(above: _Above, below: _Above, entries: Entries, identity: Id) -> Widget:
    covers = "/V" in entries and "/V" in above.field and "/T" not in entries
    under = above.field if covers else None
    return Widget(key=below.key, name=below.name, field=below.field, under=under, own=entries, id=identity)


def _has_kids(entries: Entries) -> bool:
    kids = entries.get("/Kids")
    return isinstance(kids, pikepdf.Array) and any(isinstance(kid, pikepdf.Dictionary) for kid in kids)


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
