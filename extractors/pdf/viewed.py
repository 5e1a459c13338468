"""The words that an appearance shows, read as a viewer does: with its fonts, their encodings and character maps."""

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2

MOST_CHARACTERS = 20_000
MOST_FONTS = 100
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


def _alone(drawing: pikepdf.Stream, resources: object) -> bytes:
    """A PDF of one page that shows the drawing and nothing else."""
    with pikepdf.new() as pdf:
        held = pdf.copy_foreign(drawing)
        if "/Resources" not in held and isinstance(resources, pikepdf.Dictionary):
            held.Resources = pdf.copy_foreign(resources) if resources.is_indirect else resources
        held.Type, held.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        page = pdf.add_blank_page(page_size=(1000, 1000))
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Drawn=held))
        page.obj.Contents = pdf.make_stream(b"1 0 0 1 200 200 cm /Drawn Do")
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
