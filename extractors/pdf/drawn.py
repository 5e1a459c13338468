"""What the widgets of a text field or drop-down draw (/AP), held against what the field stores (/V).

Viewers show one or the other, so words that are not the same are a conflict. Most appearances hold the value in
the codes of plain Latin letters, which is quickly seen; what else they hold is read as a viewer would.
"""

import re
from collections.abc import Iterable, Sequence

import pikepdf

from extractors.pdf.choice import COMBO, Options
from extractors.pdf.place import UNSEEN, box_of
from extractors.pdf.said import Said, flags_of
from extractors.pdf.same import Room, is_other, letters
from extractors.pdf.scrawl import is_drawn_upon
from extractors.pdf.text import text_of
from extractors.pdf.tree import Entries, Widget
from planwright.model import FieldKind, State

PASSWORD, MULTILINE = 1 << 13, 1 << 12
MOST_SHOWN = 3_000  # appearances of one file that are read as a viewer would, 2 ms each; others are a conflict
_SHOWS = re.compile(rb"[\s)>\]](?:Tj|TJ|'|\")(?=\s|$)")
_STRINGS = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]+)>", re.DOTALL)
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n?|\n)|(.))", re.DOTALL)
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SPACE_CODES = b"023 \t\r\n"  # a space is 20 or 0020, and 0003 in the fonts that Word and Chrome make
_SIZE = re.compile(rb"/\S+\s+([\d.]+)\s+Tf")


class Drawings:
    """The appearances of one form. `form` is its AcroForm dictionary, whose fonts they may use; `lists` its options."""

    def __init__(self, form: pikepdf.Dictionary, lists: Options) -> None:
        self._form, self._lists = form, lists
        self._is_made_anew = bool(form.get("/NeedAppearances", False))
        self._left = MOST_SHOWN

    def contradict(self, widgets: Iterable[Widget], said: Said) -> bool:
        """Whether one of a field's widgets draws words that are other ones than the field says.

        Where viewers make appearances anew, and where one draws no words, what is stored is what people see.
        """
        if not self._is_made_anew and any(map(_is_scrawled, widgets)):
            return True
        if said.value is None and said.kind is FieldKind.CHOICE:
            return any(self._shows_choice(widget) for widget in widgets)
        if said.state is State.BLANK:
            return any(draws_text(widget.drawn) for widget in widgets)
        if said.state not in (State.ANSWERED, State.PLACEHOLDER) or self._is_made_anew:
            return False
        telling = [widget for widget in widgets if _tells(widget)]
        if not telling:
            return False
        texts = [text for text in (said.value, said.raw) if isinstance(text, str)]
        if said.kind is FieldKind.CHOICE and len(texts) > 1 and any(self._is_shared(one, said) for one in widgets):
            texts.pop()  # what is stored tells nothing to people who see another choice
        known = {letters(text) for text in texts}
        return bool(texts) and any(self._contradicts(widget, texts, known) for widget in telling)

    def confirm(self, widgets: Iterable[Widget], said: Said) -> bool:
        """Whether each of a field's widgets draws what the field says, and nothing else, for everybody to see.

        Where viewers make appearances anew, nobody knows which they made.
        """
        return (
            not self._is_made_anew
            and isinstance(said.value, str)
            and all(self._draws(widget, letters(said.value)) for widget in widgets)
        )

    def _draws(self, widget: Widget, told: str) -> bool:
        """Whether a widget that is seen draws these letters alone."""
        stream = widget.drawing
        if stream is None or "/PMD" in widget.own or _seen(widget.own) & UNSEEN:
            return False
        if letters(codes_in(widget.drawn)) == told:
            return True
        self._left -= 1
        if self._left < 0:
            return False
        from extractors.pdf.viewed import words_in  # noqa: PLC0415 - needs a renderer

        return letters(words_in(stream, self._form.get("/DR"))) == told

    def _is_shared(self, widget: Widget, said: Said) -> bool:
        """Whether another choice of the list is called by what is shown of the one that is stored."""
        others = (one for one in self._lists.of(widget.field) if one.export != said.raw)
        return any(said.value in one for one in others)

    def _shows_choice(self, widget: Widget) -> bool:
        """Whether a drop-down without a value shows one of its choices, and not only a prompt."""
        drawn = "" if _is_list(widget) else letters(codes_in(widget.drawn))
        options = self._lists.of(widget.field) if drawn else ()
        return any(option.export.strip() and letters(option.display) == drawn for option in options)

    def _contradicts(self, widget: Widget, texts: Sequence[str], known: set[str]) -> bool:
        stream, drawn = widget.drawing, widget.drawn
        if stream is None or letters(codes_in(drawn)) in known:
            return False
        self._left -= 1
        if self._left < 0:
            return True
        from extractors.pdf.viewed import words_in  # noqa: PLC0415 - needs a renderer

        words = words_in(stream, self._form.get("/DR"))
        room = _room(stream, drawn, lines=bool(flags_of(widget.field) & MULTILINE))
        formats = _formats(widget.field, widget.own)
        return is_other(words, texts, room, formats=formats, longest=widget.field.get("/MaxLen"))


def draws_text(drawn: bytes) -> bool:
    """Whether the appearance of a text field's widget shows words, whatever the field stores."""
    return _SHOWS.search(drawn) is not None and any(
        text.strip() or code.strip(_SPACE_CODES) for text, code in _STRINGS.findall(drawn)
    )


def _is_scrawled(widget: Widget) -> bool:
    """Whether lines or pictures are drawn in a text field, as an answer or to undo one."""
    own = widget.own
    if widget.type != "Tx" or "/PMD" in own or _seen(own) & UNSEEN or widget.drawing is None:
        return False
    return is_drawn_upon(widget.drawing, widget.drawn)


def _tells(widget: Widget) -> bool:
    """Whether a widget draws words, or what may hold some, that are seen and tell what its field says."""
    if _is_list(widget) or flags_of(widget.field) & PASSWORD or "/PMD" in widget.own or _seen(widget.own) & UNSEEN:
        return False
    return _SHOWS.search(widget.drawn) is not None or b" Do" in widget.drawn


def _is_list(widget: Widget) -> bool:
    """Whether all choices are drawn at once, whichever is chosen."""
    return widget.type == "Ch" and not flags_of(widget.field) & COMBO


def codes_in(drawn: bytes) -> str:
    """The strings that are drawn, as if their codes were those of plain Latin letters."""
    return b"".join(_unescaped(text) if text else _from_hex(code) for text, code in _STRINGS.findall(drawn)).decode(
        "cp1252", "replace"
    )


def _unescaped(text: bytes) -> bytes:
    return _ESCAPED.sub(_meant, text) if b"\\" in text else text


def _meant(escaped: re.Match[bytes]) -> bytes:
    number, _, letter = escaped.groups()
    if number:
        return bytes((int(number, 8) & 0xFF,))
    return _CONTROLS.get(letter, letter) if letter else b""


def _from_hex(code: bytes) -> bytes:
    digits = b"".join(code.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _room(stream: pikepdf.Stream, drawn: bytes, *, lines: bool) -> Room:
    """How wide and high the box is, and the size of its letters."""
    left, bottom, right, top = box_of(stream.get("/BBox")) or (0.0, 0.0, 0.0, 0.0)
    size = _SIZE.search(drawn)
    return Room(width=right - left, height=top - bottom if lines else 0.0, size=float(size[1]) if size else 0.0)


def _formats(field: Entries, own: Entries) -> str:
    """The script that makes what is shown of what is stored; empty where there is none."""
    for entries in (own, field):
        actions = entries.get("/AA")
        action = actions.get("/F") if isinstance(actions, pikepdf.Dictionary) else None
        if isinstance(action, pikepdf.Dictionary):
            return text_of(action.get("/JS")).text or "?"
    return ""


def _seen(own: Entries) -> int:
    flags = own.get("/F", 0)
    return flags if isinstance(flags, int) else 0
