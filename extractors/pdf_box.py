"""Check boxes and radio groups: what the field holds (/V) and what each widget shows (/AS), which must agree."""

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from extractors.pdf_said import Said, flags_of
from extractors.pdf_text import name_of, shown_name, text_of
from extractors.pdf_tree import Widget, fields_of
from planwright.model import FieldKind, State

RADIO = 1 << 15
IN_UNISON = 1 << 25  # radio buttons of one name are on together, as check boxes always are
_OFF = frozenset(("", "off", "no", "false", "0"))  # what fillers write for a box they leave alone


@dataclass(frozen=True, slots=True)
class _Mark:
    """One widget of the group: the states it can show besides Off, and the one it shows; None where it says nothing."""

    states: frozenset[str]
    shown: str | None

    @property
    def on(self) -> bool:
        """Whether the widget says that it shows a mark."""
        return self.shown is not None and self.shown not in ("", "Off")


def read_box(widgets: Sequence[Widget]) -> Said:
    """What a check box or radio group says; in conflict where /V and /AS differ.

    Viewers draw /AS, and most other programs take /V, so neither alone is certain. A radio group's value is the name
    of its state, with the export value as `raw` where the field lists these apart (/Opt): there the names only count.
    A check box with several widgets is one mark; `raw` names the state that is on.
    """
    field = widgets[0].field
    flags = flags_of(field)
    radio = bool(flags & RADIO)
    marks = [_mark(widget) for widget in widgets]
    exports = _exports(field.get("/Opt"), marks)
    stored, sole = _stored(widgets, marks, exports)
    agreed = sole and _agree(stored, marks, together=not radio or bool(flags & IN_UNISON))
    claimed = stored if stored is not None else next((mark.shown for mark in marks if mark.on), None)
    bearer = _bearer(claimed, marks)
    state = State.ANSWERED if agreed else State.CONFLICT
    name = None if claimed is None else shown_name(claimed)
    if not radio:
        return Said(kind=FieldKind.MARK, value=claimed is not None, state=state, raw=name, bearer=bearer)
    export = exports[bearer] if exports and claimed is not None else None
    if export is not None and not _same_by_number(claimed, export, exports):
        state = State.CONFLICT
    if claimed is None and agreed:
        state = State.BLANK
    return Said(kind=FieldKind.CHOICE, value=name, state=state, raw=export if export != name else None, bearer=bearer)


def _mark(widget: Widget) -> _Mark:
    states: frozenset[str] = frozenset()
    appearances = widget.own.get("/AP")
    if isinstance(appearances, pikepdf.Dictionary):
        for entry in ("/N", "/D"):
            drawn = appearances.get(entry)
            if not states and isinstance(drawn, pikepdf.Dictionary):
                states = frozenset(key[1:] for key in drawn.keys()) - {"Off"}  # noqa: SIM118 - not iterable itself
    return _Mark(states, name_of(widget.own.get("/AS")))


def _exports(options: object, marks: Sequence[_Mark]) -> list[str]:
    """The answer each widget stands for where the field lists them apart from the states' names; else empty."""
    if not isinstance(options, pikepdf.Array) or len(options) == 0:
        return []
    texts = [text_of(option).text for option in options]
    if len(texts) == len(marks):
        return texts
    numbers = [int(state) if state.isdecimal() else -1 for state in (min(mark.states, default="") for mark in marks)]
    return [texts[number] for number in numbers] if all(0 <= number < len(texts) for number in numbers) else []


def _stored(widgets: Sequence[Widget], marks: Sequence[_Mark], exports: Sequence[str]) -> tuple[str | None, bool]:
    """The state that is stored as on, None for off; and whether all dictionaries of the field store the same."""
    known = frozenset().union(*(mark.states for mark in marks))
    told = {_on(field.get("/V"), known) for field in fields_of(widgets)}
    stored = next((state for state in sorted(filter(None, told))), None)
    if stored is not None and stored not in known and stored in exports:
        stored = min(marks[exports.index(stored)].states, default=stored)
    return stored, len(told) == 1


def _on(stored: object, known: frozenset[str]) -> str | None:
    if stored is None:
        return None
    name = name_of(stored)
    if name is None:
        name = text_of(stored).text or "?"  # something that names no state at all
    return None if name not in known and name.casefold() in _OFF else name


def _agree(stored: str | None, marks: Sequence[_Mark], *, together: bool) -> bool:
    """Whether the widgets show what is stored; one without /AS shows whatever a viewer makes of /V, and so agrees."""
    shown = {mark.shown for mark in marks if mark.on}
    if stored is None:
        return not shown
    bearers = [mark for mark in marks if not mark.states or stored in mark.states]
    if not bearers or not shown <= {stored}:
        return False
    showing = [mark.on or mark.shown is None for mark in bearers]
    return all(showing) if together else any(showing)


def _bearer(claimed: str | None, marks: Sequence[_Mark]) -> int:
    """The widget that shows the answer; else the one that would; else the first."""
    if claimed is None:
        return 0
    showing = (number for number, mark in enumerate(marks) if mark.shown == claimed)
    would = (number for number, mark in enumerate(marks) if claimed in mark.states)
    return next(showing, next(would, 0))


def _same_by_number(claimed: str | None, export: str, exports: Sequence[str]) -> bool:
    """Whether a state named by a number, as states of exports are, counts to the same export."""
    if claimed is None or not claimed.isdecimal() or int(claimed) >= len(exports):
        return True
    return exports[int(claimed)] == export
