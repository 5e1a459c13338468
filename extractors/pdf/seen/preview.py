"""A blank with its places for answers outlined and named, for a person to look at before copies of it are read."""

import io
from collections.abc import Sequence
from typing import NamedTuple

import pikepdf
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.page.words import words_by_page
from extractors.pdf.place import Box, Page, pages_of

_FONT, _SIZE = "Helvetica-Bold", 6.0
_LEAST = 4.5  # points of a letter that can still be read on paper
_PAD = 1.0  # points around a name
_NEAR = 4.0  # points from a name up or down to a place that it seems to name
_LINE, _DASH = 0.8, (2.5, 1.5)
_SHORT = 9  # letters of a name that is never made smaller
_SMALL = 400.0  # square points of a place that a name would hide
_REACH = 60.0  # points to which a name may be wider than its place
_BOUND, _OPEN = (0.6, 0.0, 0.0), (0.25, 0.25, 0.55)  # dark red; gray blue, which is also told by dashes
_ON_DARK = (1.0, 1.0, 1.0)


class Outline(NamedTuple):
    """A place on a page, counted from 1: its box as it is displayed, its name, and whether a question is known."""

    page: int
    box: Box
    name: str
    is_bound: bool = True


def outlined(data: bytes, places: Sequence[Outline]) -> bytes:
    """The PDF with each place outlined and named over its fields, which can be filled no more.

    A place with a question has a full line and a name light on dark, others a dashed line and one dark on light.
    """
    words = words_by_page(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _flatten(pdf)
        for page in pages_of(pdf).in_order():
            if here := [one for one in places if one.page == page.number]:
                _draw(pdf, page, here, [word.box for word in words.get(page.number, ())])
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _flatten(pdf: pikepdf.Pdf) -> None:
    """Draws the fields on the pages: a field is displayed over what its page draws, and would cover its name."""
    if "/AcroForm" in pdf.Root:
        pdf.Root.AcroForm.NeedAppearances = False  # else qpdf leaves the fields as they are
    pdf.flatten_annotations("all")
    if "/AcroForm" in pdf.Root:
        del pdf.Root.AcroForm
    for page in pdf.pages:
        notes = page.obj.get("/Annots")
        if isinstance(notes, pikepdf.Array):
            kept = [one for one in notes if one.get("/Subtype") != pikepdf.Name.Widget]
            page.obj.Annots = pikepdf.Array(kept)


def _draw(pdf: pikepdf.Pdf, page: Page, places: Sequence[Outline], words: Sequence[Box]) -> None:
    """Draws the outlines on the page, in its own space: turned back and moved as the page is turned and cut."""
    left, bottom, right, top = page.box
    wide, high = (right - left, top - bottom) if page.turn in (0, 180) else (top - bottom, right - left)
    with pikepdf.open(io.BytesIO(_sheet(wide, high, places, words))) as drawn:
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


def _sheet(wide: float, high: float, places: Sequence[Outline], words: Sequence[Box]) -> bytes:
    """A page of this size with the outlines on it, and over them the names."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(wide, high))
    canvas.setLineWidth(_LINE)
    for one in places:
        left, top, right, bottom = one.box
        canvas.setStrokeColorRGB(*(_BOUND if one.is_bound else _OPEN))
        canvas.setDash(*(() if one.is_bound else _DASH))
        canvas.rect(left, high - bottom, right - left, bottom - top)
    canvas.setDash()
    taken: list[Box] = []
    for one in places:
        tag = _tag(one, wide, _Sheet(places, words), taken)
        taken.append(tag.box)
        left, top, right, bottom = tag.box
        dark = _BOUND if one.is_bound else _OPEN
        canvas.setStrokeColorRGB(*dark)
        canvas.setFillColorRGB(*(dark if one.is_bound else _ON_DARK))
        canvas.setLineWidth(_LINE / 2)
        canvas.rect(left, high - bottom, right - left, bottom - top, stroke=1, fill=1)
        canvas.setFillColorRGB(*(_ON_DARK if one.is_bound else dark))
        canvas.setFont(_FONT, tag.size)
        canvas.drawString(left + _PAD, high - bottom + 0.22 * tag.size + 0.3, tag.text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Sheet(NamedTuple):
    """The places of a page, and the boxes of its printed words, which their names should not hide."""

    places: Sequence[Outline]
    words: Sequence[Box]


class _Tag(NamedTuple):
    """The name of a place as it is drawn: its box, its letters, their size."""

    box: Box
    text: str
    size: float


def _tag(one: Outline, wide: float, sheet: _Sheet, taken: Sequence[Box]) -> _Tag:
    """The name of a place where it covers least: in its place if that is large, else beside, over or under it."""
    left, top, right, bottom = one.box
    room = right - left - 2 * _PAD
    size = _SIZE * room / max(1.0, stringWidth(one.name, _FONT, _SIZE))
    size = min(_SIZE, size) if size >= _LEAST else _SIZE if len(one.name) <= _SHORT else _LEAST
    text = _shortened(one.name, size, max(room, _REACH))
    width, height = stringWidth(text, _FONT, size) + 2 * _PAD, size + _PAD
    starts = [right - width, left, (left + right - width) / 2, left - width, right]
    downs = [top, bottom - height, top - height, bottom, (top + bottom - height) / 2]
    corners = [(max(0.0, min(start, wide - width)), max(0.0, down)) for down in downs for start in starts]
    boxes = [(start, down, start + width, down + height) for start, down in corners]
    return _Tag(min(boxes, key=lambda box: _cost(box, one, sheet, taken)), text, size)


def _cost(box: Box, one: Outline, sheet: _Sheet, taken: Sequence[Box]) -> float:
    """How much a name in this box would hide or mislead: other names most, then printed words and other places."""
    left, top, right, bottom = one.box
    is_small = (right - left) * (bottom - top) < _SMALL
    own = _shared(box, one.box)
    names = sum(_shared(box, other) for other in taken)
    words = sum(_shared(box, word) for word in sheet.words)
    near = (box[0] - _PAD, box[1] - _NEAR, box[2] + _PAD, box[3] + _NEAR)  # else it seems to name the other
    places = sum(_shared(near, other.box) for other in sheet.places if other is not one)
    outside = (box[2] - box[0]) * (box[3] - box[1]) - own
    return 8 * names + 4 * words + 2 * places + outside / 4 + (2 * own if is_small else 0.0)


def _shortened(name: str, size: float, room: float) -> str:
    """The name as far as there is room, without its middle: the end tells places of one name apart."""
    if stringWidth(name, _FONT, size) <= room:
        return name
    end = name[name.rindex("#") :] if "#" in name else name[-6:]
    for number in range(len(name) - len(end), 0, -1):
        text = f"{name[:number].rstrip()}…{end}"
        if stringWidth(text, _FONT, size) <= room:
            return text
    return f"{name[:1]}…{end}"


def _shared(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, across) * max(0.0, down)
