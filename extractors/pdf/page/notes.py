"""What was put on the pages of a PDF beside its fields: typed notes, comments, drawings, stamps, crossings-out."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pikepdf

from extractors.pdf.attached import file_name
from extractors.pdf.place import Box, Page, box_of, displayed
from extractors.pdf.text import name_of, text_of

HIDDEN = 1 << 1
LONGEST = 200  # characters that are kept of what is told as unread
# What readers of PDFs make when people write or draw on a page. Links, windows of comments and films say nothing.
_TYPED = "FreeText"
_PINNED = "FileAttachment"
_WRITTEN = frozenset((_TYPED, _PINNED, "Text", "Caret", "Redact"))
_DRAWN = frozenset(("Ink", "Line", "Polygon", "PolyLine", "Square", "Circle", "Stamp"))
_MARKED_UP = frozenset(("Highlight", "Underline", "Squiggly", "StrikeOut"))
_NOTES = _WRITTEN | _DRAWN | _MARKED_UP


class Note(NamedTuple):
    """One annotation: its words, else its kind; its box on the page, if it has one; and whether it is typed text."""

    text: str
    box: Box | None
    is_typed: bool


def annotations_of(pdf: pikepdf.Pdf, page: Page) -> Iterator[pikepdf.Dictionary]:
    """The annotations of one page."""
    held = pdf.pages[page.number - 1].obj.get("/Annots")
    return (one for one in held if isinstance(one, pikepdf.Dictionary)) if isinstance(held, pikepdf.Array) else iter(())


def notes_among(annotations: Iterable[pikepdf.Dictionary]) -> Iterator[str]:
    """The words of each annotation that a person sees and that is no field; its kind where it has no words."""
    for annotation in annotations:
        kind = _kind(annotation)
        if kind:
            yield _words(annotation) or kind


def notes_on(annotations: Iterable[pikepdf.Dictionary], page: Page) -> Iterator[Note]:
    """The same annotations with their places on the page."""
    for annotation in annotations:
        kind = _kind(annotation)
        if kind:
            text = _words(annotation)
            box = box_of(annotation.get("/Rect"))
            yield Note(text or kind, displayed(box, page) if box else None, is_typed=bool(text) and kind == _TYPED)


def _kind(annotation: pikepdf.Dictionary) -> str | None:
    """The kind of note an annotation is; None where it is none, or hidden."""
    kind = name_of(annotation.get("/Subtype"))
    flags = annotation.get("/F", 0)
    if kind not in _NOTES or (isinstance(flags, int) and flags & HIDDEN):
        return None
    is_file = kind == _PINNED and _words(annotation) in ("", file_name(annotation.get("/FS")))  # told with its file
    return None if is_file else kind


def _words(annotation: pikepdf.Dictionary) -> str:
    return text_of(annotation.get("/Contents")).text.strip()
