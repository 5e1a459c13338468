"""Check boxes and radio groups: what the field holds (/V) and what each widget shows (/AS), which must agree."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pikepdf

from extractors.pdf.said import Said, flags_of
from extractors.pdf.scrawl import Ticked
from extractors.pdf.text import name_of, shown_name, text_of
from extractors.pdf.tree import Id, Widget
from planwright.model import FieldKind, State

RADIO, PUSH_BUTTON = 1 << 15, 1 << 16
MOST_EXPORTS = 1_000  # buttons of one question
IN_UNISON = 1 << 25  # radio buttons of one name are on together, as check boxes always are
_OFF = frozenset(("", "off", "no", "false", "0"))  # what fillers write for a box they leave alone
_NONE = frozenset(("", "off"))  # and for a radio group, where No is an answer


class Mark(NamedTuple):
    """One widget of the group: the states it can show besides Off, and the one it shows; None where it says nothing.

    `drawn` are the appearances of its states by their names.
    """

    states: frozenset[str]
    shown: str | None
    drawn: Mapping[str, object]

    @property
    def on(self) -> bool:
        """Whether the widget says that it shows a mark."""
        return self.shown is not None and self.shown not in ("", "Off")


class _Export(NamedTuple):
    """The answer a widget stands for, and whether the two ways of counting to it agree."""

    text: str | None
    sure: bool


def read_box(widgets: Sequence[Widget], ticked: Ticked) -> Said:
    """What a check box or radio group says; in conflict where /V and /AS differ.

    Viewers draw /AS, and most other programs take /V, so neither alone is certain where both are there. A radio group's
    value is the name of its state, with the export value as `raw` where the field lists these apart (/Opt): there the
    names only count. A check box with several widgets is one mark; `raw` names the state that is on.
    """
    field = widgets[0].field
    flags = flags_of(field)
    radio = bool(flags & RADIO)
    marks = [mark_of(widget) for widget in widgets]
    exports = exports_of(field.get("/Opt"), marks)
    stored, sole = _stored(widgets, marks, exports, _NONE if radio else _OFF)
    if not _has_value(widgets):
        stored = _only_shown(marks)
    agreed = sole and _agree(stored, marks, together=not radio or bool(flags & IN_UNISON))
    agreed = agreed and not any(_is_off_ticked(mark, ticked) for mark in marks)
    claimed = stored if stored is not None else next((mark.shown for mark in marks if mark.on), None)
    bearer = _bearer(claimed, marks)
    state = State.ANSWERED if agreed else State.CONFLICT
    name = None if claimed is None else shown_name(claimed)
    if not radio:
        return Said(kind=FieldKind.MARK, value=claimed is not None, state=state, raw=name, bearer=bearer)
    export = exports[bearer] if exports and claimed is not None else _Export(None, True)
    if not export.sure:
        state = State.CONFLICT
    elif claimed is None and agreed:
        state = State.BLANK
    raw = export.text if export.text != name else None
    return Said(kind=FieldKind.CHOICE, value=name, state=state, raw=raw, bearer=bearer)


def mark_of(widget: Widget) -> Mark:
    """What one widget can show, and shows."""
    appearances = widget.own.get("/AP")
    drawn = _states(appearances, "/N")
    told = drawn if drawn.keys() - {"/Off"} else _states(appearances, "/D")
    return Mark(frozenset([name[1:] for name in told if name != "/Off"]), name_of(widget.own.get("/AS")), drawn)


def _states(appearances: object, entry: str) -> Mapping[str, object]:
    held = appearances.get(entry) if isinstance(appearances, pikepdf.Dictionary) else None
    return dict(held.items()) if isinstance(held, pikepdf.Dictionary) else {}


def _is_off_ticked(mark: Mark, ticked: Ticked) -> bool:
    """Whether a widget that is off is drawn as if it were on."""
    if mark.on or not mark.states:
        return False
    off, on = mark.drawn.get("/Off"), mark.drawn.get(f"/{min(mark.states)}")
    return isinstance(off, pikepdf.Stream) and isinstance(on, pikepdf.Stream) and ticked.looks(off, on)


def exports_of(options: object, marks: Sequence[Mark]) -> list[_Export]:
    """The answer each widget stands for where the field lists these apart from the states' names; else empty.

    They are listed in the order of the widgets, whose states are numbered alike; once a widget was deleted the numbers
    alone fit.
    """
    if not isinstance(options, pikepdf.Array) or not 0 < len(options) <= MOST_EXPORTS:
        return []
    texts = [text_of(option).text for option in options]
    numbered = {str(number): text for number, text in enumerate(texts)}
    placed = texts if len(texts) == len(marks) else [None] * len(marks)
    return [_export(text, numbered.get(min(mark.states, default=""))) for text, mark in zip(placed, marks, strict=True)]


def _export(placed: str | None, numbered: str | None) -> _Export:
    return _Export(placed if placed is not None else numbered, None in (placed, numbered) or placed == numbered)


def _has_value(widgets: Iterable[Widget]) -> bool:
    """Whether anything is stored, were it that the box is off; where nothing is, people go by what they see."""
    return any("/V" in widget.own or "/V" in widget.field for widget in widgets)


def _only_shown(marks: Iterable[Mark]) -> str | None:
    """The one state that is shown as on; None where there is none, or several, or one that no viewer draws."""
    on = {(mark.shown, mark.shown in mark.states) for mark in marks if mark.on}
    shown, is_drawn = next(iter(on), (None, False))
    return shown if len(on) == 1 and is_drawn else None


def _stored(
    widgets: Sequence[Widget], marks: Sequence[Mark], exports: Sequence[_Export], off: frozenset[str]
) -> tuple[str | None, bool]:
    """The state that is stored as on, None for off; and whether all dictionaries of the field store the same.

    Some fillers store a value on each nameless kid as well, where Off only says that this kid is off. One of two
    groups of the same name that stores nothing is off.
    """
    known = frozenset().union(*(mark.states for mark in marks))
    told: set[str | None] = set()
    for widget in widgets:
        kid = "/V" in widget.own and "/T" not in widget.own
        field = widget.under if kid else widget.field
        if field and "/V" in field:
            told.add(_on(field["/V"], known, off))
        if kid:
            told |= {_on(widget.own["/V"], known, off)} - {None}
    valued = [widget for widget in widgets if "/V" in widget.field]
    if told and len(valued) < len(widgets) and not _groups(widgets) <= _groups(valued):
        told.add(None)
    stored = next((state for state in sorted(filter(None, told))), None)
    if stored is not None and stored not in known:
        meant = (mark for mark, export in zip(marks, exports, strict=False) if export.text == stored)
        stored = next((min(mark.states) for mark in meant if mark.states), stored)
    return stored, len(told) < 2


def _groups(widgets: Iterable[Widget]) -> set[Id]:
    """The dictionaries that name these widgets' field; several where forms were put together."""
    groups = set()
    for widget in widgets:
        named = widget.id
        if "/T" not in widget.own and isinstance(parent := widget.own.get("/Parent"), pikepdf.Dictionary):
            named = parent.objgen
        groups.add(named)
    return groups


def _on(stored: object, known: frozenset[str], off: frozenset[str]) -> str | None:
    if stored is None:
        return None
    name = name_of(stored)
    if name is None:
        name = text_of(stored).text or "?"  # something that names no state at all
    return None if name not in known and name.casefold() in off else name


def _agree(stored: str | None, marks: Sequence[Mark], *, together: bool) -> bool:
    """Whether the widgets show what is stored; one without /AS shows whatever a viewer makes of /V, and so agrees."""
    shown = {mark.shown for mark in marks if mark.on}
    if stored is None:
        return not shown
    bearers = [mark for mark in marks if not mark.states or stored in mark.states]
    if not bearers or not shown <= {stored}:
        return False
    showing = [mark.on or mark.shown is None for mark in bearers]
    return all(showing) if together else any(showing)


def _bearer(claimed: str | None, marks: Sequence[Mark]) -> int:
    """The widget that shows the answer; else the one that would; else the first."""
    if claimed is None:
        return 0
    showing = (number for number, mark in enumerate(marks) if mark.shown == claimed)
    would = (number for number, mark in enumerate(marks) if claimed in mark.states)
    return next(showing, next(would, 0))
