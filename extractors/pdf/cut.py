"""Pages of a PDF as a PDF by themselves, with the fields on them."""

import io
import warnings

import pikepdf


def cut(data: bytes, first: int, last: int) -> bytes:
    """The pages from `first` to `last`, counted from 0; the same bytes whenever they are cut from the same file.

    Their fields hang on their widgets, as they do where programs that join files left them out of the list of fields.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as whole, pikepdf.new() as part, warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # that no list has the fields
        part.pages.extend(whole.pages[first : last + 1])
        form = whole.Root.get("/AcroForm")
        if isinstance(form, pikepdf.Dictionary):
            shown_anew = form.get("/NeedAppearances", False) is True
            part.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), NeedAppearances=shown_anew)
        part.save(out, deterministic_id=True)
    return out.getvalue()


def is_one(data: bytes) -> bool:
    """Whether a PDF holds more than its pages say: an XFA form, or layers of which some are not shown."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        form = pdf.Root.get("/AcroForm")
        return "/OCProperties" in pdf.Root or (isinstance(form, pikepdf.Dictionary) and "/XFA" in form)
