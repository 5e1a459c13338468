"""Fields with an answer that nobody sees: hidden, on a layer that is off, beyond the page, or drawn as nothing.

A field without an appearance is drawn by the viewer. One with an appearance is shown by that and by nothing else,
unless the form has viewers draw anew (/NeedAppearances).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pikepdf

from extractors.pdf.box import mark_of
from extractors.pdf.choice import COMBO
from extractors.pdf.drawn import draws_text
from extractors.pdf.place import Box, Pages, box_of, displayed, is_hidden
from extractors.pdf.plainly import is_plain
from extractors.pdf.said import flags_of
from extractors.pdf.text import MOST_STREAM_BYTES, unpacked
from extractors.pdf.tree import Id, Widget
from planwright.model import Field, State

MOST_DRAWN = 1_000  # appearances of one file that are drawn to be looked at, 3 ms each; others show nothing
_SMALLEST = 2.0  # points in which a letter may be seen
_SLACK = 2.0  # points below and beside its box where words that are seen in it may begin
_LIGHT = rb"\+?(?:[1-9]\d*\.?\d*|0?\.[6-9]\d*)"
_MAY_HIDE = re.compile(  # pale colors and those told elsewhere, what is filled, what is scaled, letters without ink
    rb"(?:^|\s)(?:"
    + _LIGHT
    + rb"\s+g|(?:"
    + _LIGHT
    + rb"\s+){3}rg|(?:0?\.?[0-4]?\d*\s+){4}k|scn?|gs|[fFbB]\*?|cm|[1-7]\s+Tr|0?\.\d+\s+Tf|T[zs])(?=[\s/(\[<]|$)"
)
_PAINTS = re.compile(rb"""(?:^|[\s)\]>])(?:[fFbB]\*?|[Ss]|T[jJ]|'|"|Do|sh|EI)(?=\s|$)""")
_ASCII = re.compile("[0-9A-Za-z]")  # letters and digits that no font lacks
_NUMBER = rb"([-+]?(?:\d+\.?\d*|\.\d+))"
_BEGINS = re.compile(rb"(?:^|\s)" + _NUMBER + rb"\s+" + _NUMBER + rb"\s+T[dDm](?=\s|$)")


class Unseen:
    """The widgets of one form that show nothing of what their fields hold. `form` is its AcroForm dictionary."""

    def __init__(self, pdf: pikepdf.Pdf, form: pikepdf.Dictionary, pages: Pages) -> None:
        self._off = _layers_off(pdf)
        self._pages = pages
        self._resources = form.get("/DR")
        self._is_made_anew = bool(form.get("/NeedAppearances", False))
        self._left = MOST_DRAWN

    def in_doubt(self, fields: Iterable[Field], widgets: Iterable[Widget]) -> Iterator[Field]:
        """The fields, in conflict where an answer is stored and none of the widgets that would show it does."""
        held: dict[str, list[Widget]] = {}
        for widget in widgets:
            if widget.type != "Btn" or mark_of(widget).on:
                held.setdefault(widget.key, []).append(widget)
        for field in fields:
            showing = held.get(field.key, [])
            is_answered = field.state is State.ANSWERED and field.value not in (None, False, "", ())
            is_unseen = is_answered and showing and all(self.is_unseen(widget, field) for widget in showing)
            yield replace(field, state=State.CONFLICT, confidence=0.0) if is_unseen else field

    def is_unseen(self, widget: Widget, field: Field) -> bool:
        """Whether a widget is hidden, on a layer that is off, or shows nothing of an answer."""
        is_off = _is_off(widget.own.get("/OC"), self._off)
        return is_hidden(widget.own) or is_off or _is_on_without_mark(widget) or self._is_bare(widget, field)

    def _is_bare(self, widget: Widget, field: Field) -> bool:
        """Whether nothing of an answer is shown because of where its widget lies, or of what this draws."""
        return self._is_nowhere(widget) or self._draws_nothing(widget, field)

    def _is_nowhere(self, widget: Widget) -> bool:
        """Whether a widget has no size, or its middle lies beyond what is displayed of its page."""
        stored = widget.own.get("/Rect")
        box = box_of(stored)
        if _is_tiny(stored, box):
            return True
        page = self._pages.of(widget.own, widget.id)
        if page is None or box is None:
            return False
        left, top, right, bottom = displayed(box, page)
        return not page.shows(((left + right) / 2, (top + bottom) / 2) * 2)

    def _draws_nothing(self, widget: Widget, field: Field) -> bool:
        """Whether the appearance of a text field or drop-down shows nothing; fonts lack some letters."""
        is_typed = widget.type == "Tx" or (widget.type == "Ch" and flags_of(widget.field) & COMBO)
        if not is_typed or self._is_made_anew or "/PMD" in widget.own or widget.drawing is None:
            return False
        says = isinstance(field.value, str) and _ASCII.search(field.value) is not None
        if not says or (not widget.drawn and len(widget.drawing.read_raw_bytes()) > MOST_STREAM_BYTES):
            return False
        frame = widget.drawing.get("/BBox")
        return _is_tiny(frame, box_of(frame)) or self._is_inkless(widget.drawing, widget.drawn)

    def _is_inkless(self, drawing: pikepdf.Stream, drawn: bytes) -> bool:
        """Whether an appearance draws nothing that is seen; looked at only where its words may be hidden or cut off."""
        if not draws_text(drawn):  # that of the blank: programs that fill in values leave the drawing to viewers
            return False
        if not _MAY_HIDE.search(drawn) and not _is_astray(drawing, drawn):
            return False
        if is_plain(drawing, drawn, self._resources):
            return False
        self._left -= 1
        if self._left < 0:
            return True
        from extractors.pdf.viewed import shows_ink  # noqa: PLC0415 - needs a renderer

        return not shows_ink(drawing, self._resources)


def _is_tiny(stored: object, box: Box | None) -> bool:
    """Whether a rectangle is there, the stored one of this box, and too small to show a letter."""
    if box is None:
        return isinstance(stored, pikepdf.Array) and len(stored) == 4
    return min(box[2] - box[0], box[3] - box[1]) < _SMALLEST


def _is_astray(drawing: pikepdf.Stream, drawn: bytes) -> bool:
    """Whether words may begin beyond the box that is shown of an appearance."""
    box = box_of(drawing.get("/BBox"))
    places = ((float(across), float(up)) for across, up in _BEGINS.findall(drawn))
    return box is not None and any(
        not (box[0] - _SLACK <= across <= box[2] and box[1] - _SLACK <= up <= box[3]) for across, up in places
    )


def _is_on_without_mark(widget: Widget) -> bool:
    """Whether a button is on and the appearance that it has for that draws nothing."""
    if widget.type != "Btn":
        return False
    mark = mark_of(widget)
    shown = mark.drawn.get(f"/{mark.shown}")
    return isinstance(shown, pikepdf.Stream) and not _PAINTS.search(unpacked(shown, MOST_STREAM_BYTES))


def _is_off(layer: object, off: frozenset[Id]) -> bool:
    """Whether a layer is off, or what shows where one of several is on, or all of them are."""
    if not isinstance(layer, pikepdf.Dictionary):
        return False
    if layer.get("/Type") != pikepdf.Name.OCMD:
        return layer.objgen in off
    held = layer.get("/OCGs")
    each = _ids(held if isinstance(held, pikepdf.Array) else pikepdf.Array([held]))
    return bool(each & off) if layer.get("/P") == pikepdf.Name.AllOn else bool(each) and each <= off


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
