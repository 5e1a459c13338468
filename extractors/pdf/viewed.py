"""The words that an appearance shows, read as a viewer does: with its fonts, their encodings and character maps."""

import io

import pikepdf
import pypdfium2

MOST_CHARACTERS = 20_000


def words_in(drawing: pikepdf.Stream, resources: object) -> str:
    """The text that a form object draws; `resources` are those it falls back on. Empty where it cannot be drawn."""
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
