"""PDFium, the viewer in Chrome and Edge: forms are filled in with it by clicks and keys, saved, or printed to PDF."""

import ctypes
import io
from collections.abc import Iterator
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Name

_INSIDE = 3.0  # points from the corner of a field at which it is clicked, away from the arrow of a drop-down


class _Entry(NamedTuple):
    """What is in a field, the page from 0 that it lies on, and where it is clicked; of a drop-down, which entry."""

    page: int
    x: float
    y: float
    text: str
    number: int | None


def typed_again(form: bytes) -> bytes:
    """The form with each of its texts typed again and each choice chosen again, saved."""
    return _shown(form, is_printed=False)


def printed_by_viewer(form: bytes) -> bytes:
    """The same, printed: all that the viewer draws is part of the pages, and no field is left."""
    return _shown(form, is_printed=True)


def _shown(form: bytes, *, is_printed: bool) -> bytes:
    entries = list(_entries(form))
    with pypdfium2.PdfDocument(_emptied(form)) as document:
        document.init_forms()
        for number in range(len(document)):
            page = document[number]
            pdfium.FORM_OnAfterLoadPage(page.raw, document.formenv.raw)
            for entry in entries:
                if entry.page == number:
                    _enter(entry, page, document.formenv)
            if is_printed:
                pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_PRINT)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def _emptied(form: bytes) -> bytes:
    """The form with nothing in the fields that are typed into: a viewer draws anew only what is changed."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        for widget, field in _widgets(pdf):
            if isinstance(field.get("/V"), pikepdf.String):
                del field["/V"]
            if field.get("/FT") != Name.Btn and "/AP" in widget:
                del widget["/AP"]
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _widgets(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    for page in pdf.pages:
        for widget in page.obj.get("/Annots", []):
            if widget.get("/Subtype") == Name.Widget:
                yield widget, widget if "/T" in widget else widget.get("/Parent", widget)


def _entries(form: bytes) -> Iterator[_Entry]:
    with pikepdf.open(io.BytesIO(form)) as pdf:
        for number, page in enumerate(pdf.pages):
            for widget in page.obj.get("/Annots", []):
                field = widget if "/T" in widget else widget.get("/Parent", widget)
                value, kind = field.get("/V"), field.get("/FT")
                if widget.get("/Subtype") == Name.Widget and isinstance(value, pikepdf.String) and str(value):
                    left, _, _, top = map(float, widget.Rect)
                    options = [
                        str(one[0]) if isinstance(one, pikepdf.Array) else str(one) for one in field.get("/Opt", [])
                    ]
                    chosen = options.index(str(value)) if kind == Name.Ch and str(value) in options else None
                    yield _Entry(number, left + _INSIDE, top - _INSIDE, str(value), chosen)


def _enter(entry: _Entry, page: pypdfium2.PdfPage, forms: pypdfium2.PdfFormEnv) -> None:
    for event in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
        event(forms.raw, page.raw, 0, entry.x, entry.y)
    if entry.number is None:
        pdfium.FORM_SelectAllText(forms.raw, page.raw)
        pdfium.FORM_ReplaceSelection(forms.raw, page.raw, _wide(entry.text))
    else:
        pdfium.FORM_SetIndexSelected(forms.raw, page.raw, entry.number, 1)
    pdfium.FORM_ForceToKillFocus(forms.raw)


def _wide(text: str) -> ctypes.Array[ctypes.c_ushort]:
    data = f"{text}\0".encode("utf-16-le")
    return (ctypes.c_ushort * (len(data) // 2)).from_buffer_copy(data)
