"""What was put on the pages of a PDF beside its fields: typed notes, comments, drawings, stamps, crossings-out."""

from collections.abc import Iterable, Iterator

import pikepdf

from extractors.pdf.text import name_of, text_of

HIDDEN = 1 << 1
# What readers of PDFs make when people write or draw on a page. Links, windows of comments and films say nothing.
_WRITTEN = frozenset(("FreeText", "Text", "Caret", "FileAttachment", "Redact"))
_DRAWN = frozenset(("Ink", "Line", "Polygon", "PolyLine", "Square", "Circle", "Stamp"))
_MARKED_UP = frozenset(("Highlight", "Underline", "Squiggly", "StrikeOut"))
_NOTES = _WRITTEN | _DRAWN | _MARKED_UP


def notes_among(annotations: Iterable[pikepdf.Dictionary]) -> Iterator[str]:
    """The words of each annotation that a person sees and that is no field; its kind where it has no words."""
    for annotation in annotations:
        kind = name_of(annotation.get("/Subtype"))
        flags = annotation.get("/F", 0)
        if kind in _NOTES and not (isinstance(flags, int) and flags & HIDDEN):
            yield text_of(annotation.get("/Contents")).text.strip() or str(kind)
