"""A blank with its places for answers outlined and named, for a person to look at before copies of it are read."""

import io
from collections.abc import Iterable, Sequence

import pikepdf
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.place import Box, Page, pages_of

Outline = tuple[int, Box, str]  # page from 1, box as it is displayed, name
_FONT, _SIZE = "Helvetica-Bold", 5.5
_PAD = 1.0  # points around a name
_LINE = 0.8


def outlined(data: bytes, places: Sequence[Outline]) -> bytes:
    """The PDF with each place outlined and named, light on dark, in its corner or over it, upright as the page is."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pages_of(pdf).in_order():
            here = [(box, name) for number, box, name in places if number == page.number]
            if here:
                _draw(pdf, page, here)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _draw(pdf: pikepdf.Pdf, page: Page, places: Iterable[tuple[Box, str]]) -> None:
    """Draws the outlines on the page, in its own space: turned back and moved as the page is turned and cut."""
    left, bottom, right, top = page.box
    wide, high = (right - left, top - bottom) if page.turn in (0, 180) else (top - bottom, right - left)
    with pikepdf.open(io.BytesIO(_sheet(wide, high, places))) as drawn:
        sheet = pdf.copy_foreign(drawn.pages[0].as_form_xobject())
    turn = {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }[page.turn]
    held = pdf.pages[page.number - 1]
    name = held.add_resource(sheet, pikepdf.Name.XObject)
    held.contents_add(b"q", prepend=True)
    held.contents_add(f"Q q {' '.join(f'{one:.4f}' for one in turn)} cm {name} Do Q".encode())


def _sheet(wide: float, high: float, places: Iterable[tuple[Box, str]]) -> bytes:
    """A page of this size with the outlines on it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(wide, high))
    for (left, top, right, bottom), name in places:
        canvas.setStrokeColorRGB(0.75, 0, 0)
        canvas.setLineWidth(_LINE)
        canvas.rect(left, high - bottom, right - left, bottom - top)
        width = stringWidth(name, _FONT, _SIZE) + 2 * _PAD
        is_within = width < right - left and (bottom - top) / 2 > _SIZE + _PAD
        across = max(0.0, min(right, wide) - width)
        down = high - top - (_SIZE + _PAD if is_within else 0)
        canvas.setFillColorRGB(0.45, 0, 0)
        canvas.rect(across, down, width, _SIZE + _PAD, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setFont(_FONT, _SIZE)
        canvas.drawString(across + _PAD, down + 1.3 * _PAD, name)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
