"""Reads a PDF that LibreOffice made of a Word form with fields to fill in: as the print that its pages show.

fields → what each shows, drawn upon its page → the print → each answer held against the field in its place

What a field stores and what the page shows there have to agree; the fields alone do not say which question each is of.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from extractors.pdf.page.boxes import touches
from extractors.pdf.place import Box
from extractors.pdf.printed.read import read_printed
from extractors.shown import bare
from extractors.slots import BlankTexts
from planwright.model import UNSURE, Field, FieldKind, Reading, State

_KINDS = (FieldKind.TEXT, FieldKind.CHOICE, FieldKind.DATE, FieldKind.MARK)
_RADIO_OR_PUSH = 3 << 15  # of the flags of a button
_UNSEEN = 0b100010  # of the flags of an annotation: hidden, or not to be shown
_SIZE, _WIDE = 9.0, 0.56  # points of the letters that are drawn; of their height that one is wide
_AMISS = (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError)  # where a field is not as it should be
_LIKELY = 0.95  # that what stands below a field is the rest of its answer
_HALF = 4.5  # points from the middle of a box to the ends of a cross in it


def read_fielded(data: bytes, blank: BlankTexts, fields: Sequence[Field]) -> Reading | None:
    """The reading of this PDF beside the blank of the Word form, where all its fields can be drawn upon their pages.

    `fields` are those that were read of it. An answer is in conflict where the field in its place says another, and
    what a field says that stands in no place is told.
    """
    try:
        drawn = _drawn(data, fields)
    except _AMISS:
        return None
    if drawn is None:
        return None
    found = read_printed(drawn, blank)
    claims = {id(one): _in_place(one, fields) for one in found.fields}
    claimed = {id(one) for ones in claims.values() for one in ones}
    left = (_said(one) for one in fields if id(one) not in claimed and _says(one))
    return replace(
        found,
        fields=tuple(_compared(one, claims[id(one)]) for one in found.fields),
        unread=(*found.unread, *left),
    )


def _in_place(found: Field, fields: Iterable[Field]) -> list[Field]:
    """The fields that lie where an answer was read."""
    page, box = found.place.page, found.place.box
    if box is None or not (found.value or found.kind is FieldKind.MARK or found.state in UNSURE):
        return []
    alike = (one for one in fields if (one.kind is FieldKind.MARK) is (found.kind is FieldKind.MARK))
    return [one for one in alike if one.place.page == page and one.place.box and _lies_in(one.place.box, box)]


def _lies_in(field: Box, place: Box) -> bool:
    """Whether a field lies in the place of an answer, by its middle from top to bottom: its words may be narrower."""
    _, top, _, bottom = place
    return touches(field, place) and top < (field[1] + field[3]) / 2 < bottom


def _says(field: Field) -> bool:
    return field.state in UNSURE or (bool(field.value) and field.state is not State.PLACEHOLDER)


def _said(field: Field) -> str:
    return "☒" if field.value is True else str(field.value or field.raw or field.label or field.key)


def _compared(found: Field, fields: Sequence[Field]) -> Field:
    """The answer as it was read, in conflict where a field in its place says something else, or several are there."""
    if found.state in UNSURE or not fields:
        return found
    share = _agreement(found, fields[0])
    if len(fields) == 1 and fields[0].state not in UNSURE and share:
        return replace(found, confidence=min(found.confidence, fields[0].confidence, share))
    return replace(found, state=State.CONFLICT, confidence=0.0)


def _agreement(found: Field, field: Field) -> float:
    """How certain it is that an answer is what the field says; it may go on below one that holds its first lines."""
    if isinstance(field.value, bool) or isinstance(found.value, bool):
        return 1.0 if found.value is field.value else 0.0
    said, shown = bare(str(field.value or "")), str(found.value or "")
    if said == bare(shown):
        return 1.0
    lines = shown.split("\n") if said and found.kind is FieldKind.TEXT else []
    return _LIKELY if any(said == bare("".join(lines[:number])) for number in range(1, len(lines))) else 0.0


# -- drawing ----------------------------------------------------------------------------------------------------------


def _drawn(data: bytes, fields: Sequence[Field]) -> bytes | None:
    """The PDF with what its fields show drawn upon its pages; None where one of them cannot be."""
    if not fields or any(one.kind not in _KINDS or one.place.page is None or one.place.box is None for one in fields):
        return None
    with pikepdf.open(io.BytesIO(data)) as pdf:
        font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        )
        held: list[list[Any]] = []
        pdf.Root.AcroForm.DR = Dictionary(Font=Dictionary(Helv=font))
        pages = list(pdf.pages)
        if "/XFA" in pdf.Root.AcroForm or sum(1 for page in pages for _ in _widgets(page.obj)) != len(fields):
            return None
        for number, page in enumerate(pages, start=1):
            if not _is_upright(page) or not all(map(_is_plain, _widgets(page.obj))):
                return None
            others = [one for one in page.obj.get("/Annots", []) if one.get("/Subtype") != Name.Widget]
            ticked = [one.place.box for one in fields if one.place.page == number and one.value is True]
            shown = [one for one in _widgets(page.obj) if _kind(one) != Name.Btn]
            page.obj.Annots = Array([_with_font(one, font) for one in shown])
            held.append(others)
            _cross(pdf, page, filter(None, ticked))
        pdf.Root.AcroForm.NeedAppearances = True  # without it, none is made
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("all")
        for page, others in zip(pages, held, strict=True):
            page.obj.Annots = Array(others)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _is_upright(page: pikepdf.Page) -> bool:
    """Whether a page is displayed as it was drawn, and all of it."""
    return not int(page.obj.get("/Rotate", 0)) and list(map(float, page.cropbox)) == list(map(float, page.mediabox))


def _widgets(page: Any) -> Iterator[Any]:
    return (one for one in page.get("/Annots", []) if one.get("/Subtype") == Name.Widget)


def _kind(widget: Any) -> Any:
    return widget.get("/FT") or (widget.get("/Parent") or Dictionary()).get("/FT")


def _is_plain(widget: Any) -> bool:
    """Whether it is a text, list or check box that is to be seen and is drawn."""
    if _kind(widget) not in (Name.Tx, Name.Ch, Name.Btn) or int(widget.get("/F", 0)) & _UNSEEN:
        return False
    return not (_kind(widget) == Name.Btn and int(widget.get("/Ff", 0)) & _RADIO_OR_PUSH)


def _with_font(widget: Any, font: Any) -> Any:
    """The field, to be written in letters that every program has, in a size in which it has room."""
    said = str(widget.get("/V", ""))
    left, _, right, _ = map(float, widget.Rect)
    size = min(_SIZE, (right - left) / (_WIDE * max(1, len(said))))
    widget.DA = pikepdf.String(f"/Helv {size:.1f} Tf 0 g")
    widget.DR = Dictionary(Font=Dictionary(Helv=font))
    return widget


def _cross(pdf: pikepdf.Pdf, page: pikepdf.Page, ticked: Iterable[Box]) -> None:
    """Draws a cross from corner to corner of the squares on the page whose boxes are ticked."""
    left, _, _, top = map(float, page.mediabox)
    shown = []
    for box in ticked:
        across, down = left + (box[0] + box[2]) / 2, top - (box[1] + box[3]) / 2
        x, y, far, high = across - _HALF, down - _HALF, across + _HALF, down + _HALF
        shown += [f"{x} {y} m {far} {high} l S", f"{x} {high} m {far} {y} l S"]
    page.contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
    page.contents_add(pikepdf.Stream(pdf, "\n".join(("Q q 0.5 w 0 G", *shown, "Q")).encode()))
