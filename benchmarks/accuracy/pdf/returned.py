"""What is done to completed PDF forms before they come back: printed, fitted, turned, cropped, taken apart."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdf
from pikepdf import Array
from reportlab.pdfgen.canvas import Canvas

from benchmarks.accuracy.filled import Way
from benchmarks.accuracy.pdf.entered import saved
from tests.round_trip.printed import changed, scaled
from tests.round_trip.printed_word import printed_again

MARGIN = 12.0  # points by which a page is cropped


def each(change: Callable[[bytes], bytes]) -> Way:
    """The way that changes each form by itself."""
    return lambda forms, _: [change(form) for form in forms]


def printed(forms: Sequence[bytes], folder: Path) -> list[bytes]:
    """The forms printed to new PDFs by poppler through cairo, as they are."""
    with TemporaryDirectory(dir=folder) as held:
        return [printed_again(form, Path(held)) for form in forms]


def fitted(forms: Sequence[bytes], folder: Path) -> list[bytes]:
    """The forms printed and fitted to the margins of a printer."""
    return [scaled(form, 0.96, 12, 16) for form in printed(forms, folder)]


def flattened(form: bytes) -> bytes:
    """The form with its notes and fields made part of its pages, by qpdf."""
    return changed(form, lambda pdf: pdf.flatten_annotations("all"))


def turned(form: bytes) -> bytes:
    """The form with its pages lying on their side."""

    def turn(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.rotate(90, relative=True)

    return changed(form, turn)


def cropped(form: bytes) -> bytes:
    """The form with the margins of its pages cut off."""

    def crop(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            left, bottom, right, top = map(float, page.mediabox)
            page.obj.CropBox = Array([left + MARGIN, bottom + MARGIN, right - MARGIN, top - MARGIN])

    return changed(form, crop)


def shuffled(form: bytes) -> bytes:
    """The form with its last page first."""

    def shuffle(pdf: pikepdf.Pdf) -> None:
        pdf.pages.insert(0, pdf.pages[-1])
        del pdf.pages[-1]

    return changed(form, shuffle)


def repeated(form: bytes) -> bytes:
    """The form with its first page twice."""
    with pikepdf.open(io.BytesIO(form)) as pdf, pikepdf.open(io.BytesIO(form)) as again:
        pdf.pages.append(again.pages[0])
        return saved(pdf)


def introduced(form: bytes) -> bytes:
    """The form with a letter in front."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    canvas.setFont("Helvetica", 11)
    for number, line in enumerate(("Dear colleagues,", "here is our completed form.", "Kind regards, Ada Alder")):
        canvas.drawString(72, 700 - 24 * number, line)
    canvas.save()
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(out.getvalue()))
    writer.append(io.BytesIO(form))
    merged = io.BytesIO()
    writer.write(merged)
    return merged.getvalue()


def sideways(forms: Sequence[bytes], folder: Path) -> list[bytes]:
    """The forms turned and then printed, so that the pages themselves lie on their side."""
    return printed([turned(form) for form in forms], folder)
