"""PDF forms for tests, written as a PDF writes them: one dictionary in PDF syntax for each field."""

import io
import warnings
from collections.abc import Iterable

import pikepdf

from extractors.pdf.fields import read_pdf_fields
from planwright.model import Field, Reading

WIDGET = "/Subtype /Widget /Rect [100 700 200 720]"
BOX = "/AP << /N << /Yes 1 /Off 2 >> >>"


def form_pdf(
    *fields: str,
    form: str = "",
    page: str = "/MediaBox [0 0 612 792]",
    pages: str = "",
    root: str = "",
    strays: Iterable[str] = (),
) -> bytes:
    """A form of one page with these fields; each dictionary without kids is a widget on the page.

    `form`, `page`, `pages` and `root` are further entries of the AcroForm, the page, the page tree and the catalog;
    `strays` are annotations that stand on the page only.
    """
    pdf = pikepdf.new()
    held = _parse(page)
    held.Type = pikepdf.Name.Page
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(held)))
    on_page = pdf.pages[0].obj
    on_page.Annots = pikepdf.Array()
    for entry, value in _parse(pages).items():
        pdf.Root.Pages[entry] = value
    for entry, value in _parse(root).items():
        pdf.Root[entry] = value
    acroform = _parse(form)
    acroform.Fields = pikepdf.Array([_placed(pdf, _parse(field), on_page) for field in fields])
    pdf.Root.AcroForm = acroform
    for stray in strays:
        on_page.Annots.append(pdf.make_indirect(_parse(stray)))
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a PDF."""
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # of widgets that no field tree leads to
        pdf.save(target, **options)
    return target.getvalue()


def read_form(*fields: str, **entries: object) -> Reading:
    """The reading of `form_pdf` with these fields and entries."""
    return read_pdf_fields(form_pdf(*fields, **entries))


def read_one(field: str, **entries: object) -> Field:
    """The only field of a form of one field."""
    (one,) = read_form(field, **entries).fields
    return one


def codes(reading: Reading) -> list[str]:
    """The codes of a reading's problems."""
    return [problem.code for problem in reading.problems]


def _parse(entries: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(pikepdf.Object.parse(f"<< {entries} >>".encode("latin-1")))


def _placed(pdf: pikepdf.Pdf, field: pikepdf.Dictionary, page: pikepdf.Dictionary) -> pikepdf.Object:
    """The field as an indirect object, its kids as well; whatever has no kids is put on the page."""
    held = pdf.make_indirect(field)
    if isinstance(field.get("/Kids"), pikepdf.Array):
        held.Kids = pikepdf.Array([_kid(pdf, kid, held, page) for kid in field.Kids])
    elif field.get("/Subtype") == "/Widget":
        page.Annots.append(held)
    return held


def _kid(pdf: pikepdf.Pdf, kid: object, parent: pikepdf.Object, page: pikepdf.Dictionary) -> object:
    if not isinstance(kid, pikepdf.Dictionary):
        return kid
    placed = _placed(pdf, pikepdf.Dictionary(kid), page)
    placed.Parent = parent
    return placed
