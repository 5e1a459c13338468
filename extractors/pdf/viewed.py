"""The words that an appearance shows, read as a viewer does: with its fonts, their encodings and character maps."""

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2

from extractors.pdf.place import Box, box_of

MOST_CHARACTERS = 20_000
MOST_FONTS = 100
_DOTS = 2  # of a point
_EDGE = 3  # points of a box that its frame may take
_WIDEST = 2_000.0  # points of a page
_TOLD_APART = 24  # grays between the ground and what is seen on it
_NUMBERED = re.compile(r"/[A-Za-z]{1,6}\d+")  # names of letters that say nothing, such as /g36


def words_in(drawing: pikepdf.Stream, resources: object) -> str:
    """The text that a form object draws; `resources` are those it falls back on.

    Empty where it cannot be drawn, and where a font does not say which letters its codes stand for: pdfium then takes
    the numbers of its drawings for letters.
    """
    if not all(map(_is_legible, _fonts(drawing.get("/Resources", resources)))):
        return ""
    try:
        with pypdfium2.PdfDocument(_alone(drawing, resources)) as shown:
            text = shown[0].get_textpage()
            try:
                return str(text.get_text_range(0, min(text.count_chars(), MOST_CHARACTERS)))
            finally:
                text.close()
    except (pikepdf.PikepdfError, pypdfium2.PdfiumError):
        return ""


def shows_ink(drawing: pikepdf.Stream, resources: object) -> bool:
    """Whether a form object draws anything within its frame that is told from its ground; so it is, where none can say.

    `resources` are those it falls back on.
    """
    box = box_of(drawing.get("/BBox"))
    if box is None or max(box[2] - box[0], box[3] - box[1]) > _WIDEST:
        return True
    try:
        with pypdfium2.PdfDocument(_alone(drawing, resources, box)) as shown:
            drawn = shown[0].render(scale=_DOTS, grayscale=True)
            gray, edge = bytes(drawn.buffer), _EDGE * _DOTS
            if drawn.width <= 2 * edge or drawn.height <= 2 * edge:
                edge = 0
            lines = range(edge, drawn.height - edge)
            inner = b"".join(gray[at * drawn.stride + edge : at * drawn.stride + drawn.width - edge] for at in lines)
            return not inner or max(inner) - min(inner) >= _TOLD_APART
    except (pikepdf.PikepdfError, pypdfium2.PdfiumError):
        return True


def _alone(drawing: pikepdf.Stream, resources: object, box: Box | None = None) -> bytes:
    """A PDF of one page that shows the drawing and nothing else: all around it, or this box of it."""
    with pikepdf.new() as pdf:
        held = pdf.copy_foreign(drawing)
        if "/Resources" not in held and isinstance(resources, pikepdf.Dictionary):
            held.Resources = pdf.copy_foreign(resources) if resources.is_indirect else resources
        held.Type, held.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        size, at = (1000.0, 1000.0), (200.0, 200.0)
        if box is not None:
            size, at = (box[2] - box[0], box[3] - box[1]), (-box[0], -box[1])
            held.Matrix = pikepdf.Array([1, 0, 0, 1, 0, 0])  # as the page may be turned
        page = pdf.add_blank_page(page_size=size)
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Drawn=held))
        page.obj.Contents = pdf.make_stream(b"1 0 0 1 %.3f %.3f cm /Drawn Do" % at)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _fonts(resources: object) -> Iterator[object]:
    held = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
    for number, (_, font) in enumerate(held.items() if isinstance(held, pikepdf.Dictionary) else ()):
        if number < MOST_FONTS:
            yield font


def _is_legible(font: object) -> bool:
    """Whether a font says which letter each of its codes is."""
    if not isinstance(font, pikepdf.Dictionary):
        return False
    kind, encoding = font.get("/Subtype"), font.get("/Encoding")
    if "/ToUnicode" in font:
        return True
    if kind == pikepdf.Name.Type0:  # the other named encodings are those of national character sets
        return isinstance(encoding, pikepdf.Name) and not str(encoding).startswith("/Identity")
    if isinstance(encoding, pikepdf.Dictionary) and isinstance(encoding.get("/Differences"), pikepdf.Array):
        names = (str(one) for one in list[object](encoding.Differences) if isinstance(one, pikepdf.Name))
        return not any(map(_NUMBERED.fullmatch, names))
    about = font.get("/FontDescriptor")
    is_embedded = isinstance(about, pikepdf.Dictionary) and any(f"/FontFile{end}" in about for end in ("", "2", "3"))
    return isinstance(encoding, pikepdf.Name) or not (is_embedded or kind == pikepdf.Name.Type3)
