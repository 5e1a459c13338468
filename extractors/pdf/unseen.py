"""Fields with an answer that nobody sees: hidden, on a layer that is off, or marked by an appearance without a mark."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

import pikepdf

from extractors.pdf.box import mark_of
from extractors.pdf.place import is_hidden
from extractors.pdf.text import MOST_STREAM_BYTES, name_of, unpacked
from extractors.pdf.tree import Id, Widget
from planwright.model import Field, State


def in_doubt(fields: Iterable[Field], widgets: Iterable[Widget], pdf: pikepdf.Pdf) -> Iterator[Field]:
    """The fields, in conflict where an answer is stored and none of the widgets that would show it does."""
    off = _layers_off(pdf)
    held: dict[str, list[Widget]] = {}
    for widget in widgets:
        if name_of(widget.field.get("/FT")) != "Btn" or mark_of(widget).on:
            held.setdefault(widget.key, []).append(widget)
    for field in fields:
        showing = held.get(field.key, [])
        is_answered = field.state is State.ANSWERED and field.value not in (None, False, "", ())
        is_unseen = is_answered and showing and all(_is_unseen(widget, off) for widget in showing)
        yield replace(field, state=State.CONFLICT, confidence=0.0) if is_unseen else field


def _is_unseen(widget: Widget, off: Collection[Id]) -> bool:
    layer = widget.own.get("/OC")
    is_off = isinstance(layer, pikepdf.Dictionary) and layer.objgen in off
    return is_hidden(widget.own) or is_off or _is_on_without_mark(widget)


def _is_on_without_mark(widget: Widget) -> bool:
    """Whether a button is on and the appearance that it has for that draws nothing."""
    appearances = widget.own.get("/AP")
    drawn = appearances.get("/N") if isinstance(appearances, pikepdf.Dictionary) else None
    if name_of(widget.field.get("/FT")) != "Btn" or not isinstance(drawn, pikepdf.Dictionary):
        return False
    on = f"/{mark_of(widget).shown}"
    shown = next((one for name, one in drawn.items() if name == on), None)
    return isinstance(shown, pikepdf.Stream) and not unpacked(shown, MOST_STREAM_BYTES).strip()


def _layers_off(pdf: pikepdf.Pdf) -> frozenset[Id]:
    """The layers that are not shown when the file is opened."""
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return frozenset()
    shown = layers.get("/D")
    shown = shown if isinstance(shown, pikepdf.Dictionary) else pikepdf.Dictionary()
    off = _ids(shown.get("/OFF"))
    if shown.get("/BaseState") != pikepdf.Name.OFF:
        return off
    return off | (_ids(layers.get("/OCGs")) - _ids(shown.get("/ON")))


def _ids(held: object) -> frozenset[Id]:
    if not isinstance(held, pikepdf.Array):
        return frozenset()
    return frozenset(one.objgen for one in held if isinstance(one, pikepdf.Dictionary))
