"""Copies of plain forms as other programs fill and print them, and what was read from them."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.flat.blank import Blank
from extractors.pdf.flat.slot import Slot
from planwright.model import Reading, State
from tests.round_trip.printed import scaled
from tests.round_trip.printed_word import printed_again

WAYS: dict[str, Callable[[bytes, Path], bytes]] = {
    "typed over": lambda form, _: form,
    "printed anew": printed_again,
    "scaled": lambda form, folder: scaled(printed_again(form, folder), 0.95, 12, 14),  # notes are drawn by then
    "scaled and printed": lambda form, folder: printed_again(scaled(printed_again(form, folder), 0.97, 9, 12), folder),
}


def labels(blank: Blank) -> list[str]:
    return [slot.label for page in blank.pages for slot in page.slots]


def slot_of(blank: Blank, label: str) -> Slot:
    (slot,) = [slot for page in blank.pages for slot in page.slots if slot.label == label]
    return slot


def height_of(form: bytes) -> float:
    return float(pypdf.PdfReader(io.BytesIO(form)).pages[0].mediabox.height)


def on(form: bytes, draw: Callable[[Canvas, float], None], page: int = 1) -> bytes:
    """The form with something drawn upon one of its pages by another program."""
    high = height_of(form)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, high))
    draw(canvas, high)
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    writer.pages[page - 1].merge_page(pypdf.PdfReader(out).pages[0])
    merged = io.BytesIO()
    writer.write(merged)
    return merged.getvalue()


def answers_of(reading: Reading) -> dict[str, object]:
    """What was answered, by label; `?` where a person must look."""
    said: dict[str, object] = {}
    for field in reading.fields:
        if field.state not in (State.ANSWERED, State.BLANK):
            said[field.label] = "?"
        elif field.value not in (None, False):
            said[field.label] = field.value
    return said
