"""What was put on the pages of a PDF beside its fields: typed notes, comments, drawings, stamps, crossings-out."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pikepdf

from extractors.pdf.attached import file_name
from extractors.pdf.box import PUSH_BUTTON
from extractors.pdf.place import Box, Page, box_of, displayed
from extractors.pdf.said import flags_of
from extractors.pdf.same import letters
from extractors.pdf.text import MOST_STREAM_BYTES, name_of, text_of, unpacked
from extractors.pdf.tree import Entries, Tree, Widget

HIDDEN = 1 << 1
LONGEST = 200  # characters that are kept of what is told as unread
# What readers of PDFs make when people write or draw on a page. Others, such as links, count where they draw something.
_TYPED = "FreeText"
_PINNED = "FileAttachment"
_REMARKS = frozenset(("Text", "Caret"))
_ANOTHER = "?\ufffd"  # behind words that are not those that people see, which nobody can read for certain
_WRITTEN = frozenset((_TYPED, _PINNED, "Text", "Caret", "Redact"))
_DRAWN = frozenset(("Ink", "Line", "Polygon", "PolyLine", "Square", "Circle", "Stamp"))
_MARKED_UP = frozenset(("Highlight", "Underline", "Squiggly", "StrikeOut"))
_NOTES = _WRITTEN | _DRAWN | _MARKED_UP
_SILENT = frozenset(("Popup", "Widget"))  # the window of a comment; fields are read, and buttons told by themselves


class Note(NamedTuple):
    """One annotation: its words, else its kind; its box on the page, if it has one; and whether it is typed text.

    `is_remark` says that it is about something, as a comment or a reply is, and no answer wherever it lies.
    """

    text: str
    box: Box | None
    is_typed: bool
    is_remark: bool = False


def annotations_of(pdf: pikepdf.Pdf, page: Page) -> Iterator[pikepdf.Dictionary]:
    """The annotations of one page."""
    held = pdf.pages[page.number - 1].obj.get("/Annots")
    return (one for one in held if isinstance(one, pikepdf.Dictionary)) if isinstance(held, pikepdf.Array) else iter(())


def notes_among(annotations: Iterable[pikepdf.Dictionary]) -> Iterator[str]:
    """The words of each annotation that a person sees and that is no field; its kind where it has no words."""
    for annotation in annotations:
        kind = _kind(annotation)
        if kind:
            yield _words(annotation) or (kind if kind in _NOTES else _drawn_words(annotation)) or kind


def notes_on(annotations: Iterable[pikepdf.Dictionary], page: Page) -> Iterator[Note]:
    """The same annotations with their places on the page, and the buttons: of a page that has lost its fields."""
    for annotation in annotations:
        button = next(buttons_among(Tree().climb((annotation,))), "")
        kind = button or _kind(annotation)
        if kind:
            text = _words(annotation)
            box = box_of(annotation.get("/Rect"))
            is_remark = kind in _REMARKS or "/IRT" in annotation
            is_typed = bool(text) and kind == _TYPED and not is_remark
            shown = text + _ANOTHER if is_typed and _shows_other(annotation, text) else text
            yield Note(shown or kind, displayed(box, page) if box else None, is_typed, is_remark)


def _shows_other(annotation: pikepdf.Dictionary, text: str) -> bool:
    """Whether a typed note draws other words than it stores; viewers show the one or the other."""
    drawn = letters(_drawn_words(annotation))
    return bool(drawn) and drawn != letters(text)


def _kind(annotation: pikepdf.Dictionary) -> str | None:
    """The kind of note an annotation is; None where it is none, or hidden."""
    kind = name_of(annotation.get("/Subtype"))
    flags = annotation.get("/F", 0)
    if isinstance(flags, int) and flags & HIDDEN:
        return None
    if kind not in _NOTES and not _says(annotation, kind):
        return None
    kind = kind or "an unknown note"
    is_file = kind == _PINNED and _words(annotation) in ("", file_name(annotation.get("/FS")))  # told with its file
    return None if is_file else kind


def buttons_among(widgets: Iterable[Widget]) -> Iterator[str]:
    """The caption of each push button that a person sees, and of each widget that is of no field; else what it is."""
    for widget in widgets:
        flags = widget.own.get("/F", 0)
        is_button = widget.type == "Btn" and flags_of(widget.field) & PUSH_BUTTON
        is_hidden = isinstance(flags, int) and bool(flags & HIDDEN)
        if (is_button or widget.type is None) and not is_hidden and _draws(widget.own):
            about = widget.own.get("/MK")
            caption = text_of(about.get("/CA")).text.strip() if isinstance(about, pikepdf.Dictionary) else ""
            told = text_of(widget.own.get("/Contents")).text.strip()
            yield caption or told or _drawn_words(widget.own) or ("a button" if is_button else "a field of no kind")


def _says(annotation: pikepdf.Dictionary, kind: str | None) -> bool:
    """Whether an annotation of another kind than people's notes shows something of its own."""
    return kind not in _SILENT and _draws(annotation)


def _draws(entries: Entries | pikepdf.Dictionary) -> bool:
    drawn = _drawing(entries)
    return drawn is not None and bool(unpacked(drawn, MOST_STREAM_BYTES).strip() or drawn.read_raw_bytes())


def _drawing(entries: Entries | pikepdf.Dictionary) -> pikepdf.Stream | None:
    appearances = entries.get("/AP")
    drawn = appearances.get("/N") if isinstance(appearances, pikepdf.Dictionary) else None
    return drawn if isinstance(drawn, pikepdf.Stream) else None


def _drawn_words(entries: Entries | pikepdf.Dictionary) -> str:
    from extractors.pdf.viewed import words_in  # noqa: PLC0415 - needs a renderer

    drawn = _drawing(entries)
    return " ".join(words_in(drawn, None).split()) if drawn is not None else ""


def _words(annotation: pikepdf.Dictionary) -> str:
    return text_of(annotation.get("/Contents")).text.strip()
