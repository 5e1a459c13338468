"""Completed PDF forms as they come back without their fields: printed, flattened, typed over, drawn upon."""

import io
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pypdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.fields import read_pdf_fields
from planwright.model import Field

Box = tuple[float, float, float, float]
HEIGHT = 792.0  # of a Letter page


def drawn(form: bytes) -> bytes:
    """The form with the appearance of each value, as a PDF reader saves it."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        pdf.Root.AcroForm.NeedAppearances = True
        pdf.generate_appearance_streams()
        return _saved(pdf)


def flattened(form: bytes) -> bytes:
    """The form with its values drawn where its fields were, by qpdf."""
    with pikepdf.open(io.BytesIO(drawn(form))) as pdf:
        pdf.flatten_annotations("all")
        return _saved(pdf)


def printed(form: bytes, folder: Path) -> bytes:
    """The form printed to a new PDF by poppler's renderer, through cairo: nothing of the old file is left in it."""
    before, after = folder / "before.pdf", folder / "after.pdf"
    before.write_bytes(drawn(form))
    subprocess.run(["pdftocairo", "-pdf", before, after], check=True, capture_output=True, timeout=60)
    return after.read_bytes()


def places(form: bytes) -> Mapping[str, Field]:
    """The fields of a form by key, each with its page and box."""
    return {field.key: field for field in read_pdf_fields(form).fields}


def overlaid(form: bytes, draw: Callable[[Canvas], None], page: int = 1) -> bytes:
    """The form with something drawn upon one of its pages by reportlab."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, HEIGHT))
    draw(canvas)
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    writer.pages[page - 1].merge_page(pypdf.PdfReader(out).pages[0])
    merged = io.BytesIO()
    writer.write(merged)
    return merged.getvalue()


def noted(form: bytes, kind: str, box: Box, text: str = "", page: int = 1) -> bytes:
    """The form with an annotation on one of its pages; `box` is as displayed, from the top left corner."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        left, top, right, bottom = box
        note = Dictionary(
            Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([left, HEIGHT - bottom, right, HEIGHT - top]), F=4
        )
        if text:
            note.Contents = pikepdf.String(text)
            note.DA = pikepdf.String("/Helv 10 Tf 0 g")
        shown = f"BT /Helv 10 Tf 2 4 Td ({text}) Tj ET" if text else f"2 w 0 0 m {right - left} {bottom - top} l S"
        note.AP = Dictionary(N=pdf.make_stream(shown.encode(), Type=Name.XObject, Subtype=Name.Form))
        note.AP.N.BBox = Array([0, 0, right - left, bottom - top])
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        note.AP.N.Resources = Dictionary(Font=Dictionary(Helv=font))
        held = pdf.pages[page - 1].obj
        held.Annots = Array([*held.get("/Annots", []), pdf.make_indirect(note)])
        return _saved(pdf)


def changed(form: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file, changed."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        change(pdf)
        return _saved(pdf)


def scaled(form: bytes, scale: float, right: float, up: float) -> bytes:
    """The file with its pages shrunk and shifted, as a printer that fits them to its margins does."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    for page in writer.pages:
        page.add_transformation(pypdf.Transformation().scale(scale).translate(right, up))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
