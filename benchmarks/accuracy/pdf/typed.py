"""Answers typed and ticked upon the pages of a form by reportlab, as programs that “fill and sign” any PDF do."""

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pypdf
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.accuracy.pdf.entered import Box, Entered

FONT = "Helvetica"
SIZES = (9.0, 8.0, 7.0, 6.0, 5.0, 4.5)
LEADING = 1.2
SYMBOLS = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
Mark = Callable[[Canvas, Entered], None]


def typed(form: bytes, answers: Iterable[Entered], mark: Mark) -> bytes:
    """The form with these answers drawn upon its pages."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    on_page: dict[int, list[Entered]] = {}
    for one in answers:
        on_page.setdefault(one.page, []).append(one)
    for number, held in on_page.items():
        page = writer.pages[number - 1]
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(page.mediabox.width, page.mediabox.height))
        for one in held:
            if one.text:
                _write(canvas, one)
            else:
                mark(canvas, one)
        canvas.save()
        page.merge_page(pypdf.PdfReader(out).pages[0])
    merged = io.BytesIO()
    writer.write(merged)
    return merged.getvalue()


def fitted(one: Entered) -> tuple[float, Sequence[str]]:
    """The size of letters at which a text fits its box, and its lines; the smallest one where none does."""
    left, bottom, right, top = one.box
    size, lines = SIZES[-1], [one.text]
    for size in SIZES:
        lines = (
            [line for part in one.text.split("\n") for line in simpleSplit(part, FONT, size, right - left - 6)]
            if one.lines
            else [one.text]
        )
        wide = max(pdfmetrics.stringWidth(line, FONT, size) for line in lines)
        if wide <= right - left - 5 and (len(lines) == 1 or len(lines) * size * LEADING <= top - bottom - 2):
            break
    return size, lines


def baselines(one: Entered, size: float, count: int) -> list[float]:
    """How high above the page's foot each line stands: on ruled lines, from the top of a box, in the middle of one."""
    _, bottom, _, top = one.box
    if one.rules:
        return [top - (number + 1) * (top - bottom) / one.rules + 2.5 for number in range(count)]
    if one.lines:
        return [top - 2 - size * (0.9 + LEADING * number) for number in range(count)]
    return [(bottom + top) / 2 - size * 0.35]


def _write(canvas: Canvas, one: Entered) -> None:
    size, lines = fitted(one)
    canvas.setFont(FONT, size)
    for line, height in zip(lines, baselines(one, size, len(lines)), strict=False):
        canvas.drawString(one.box[0] + 2.5, height, line)


def letter(text: str, font: str) -> Mark:
    """A mark that is a letter of this font, in the middle of its box."""

    def mark(canvas: Canvas, one: Entered) -> None:
        if font not in pdfmetrics.getRegisteredFontNames() and font == SYMBOLS.stem:
            pdfmetrics.registerFont(TTFont(font, str(SYMBOLS)))
        left, bottom, right, top = one.box
        size = min(11.0, (top - bottom) * 1.05)
        canvas.setFont(font, size)
        canvas.drawCentredString((left + right) / 2, (bottom + top) / 2 - size * 0.35, text)

    return mark


def strokes(*parts: Sequence[tuple[float, float]]) -> Mark:
    """A mark of lines; their points are shares of the box."""

    def mark(canvas: Canvas, one: Entered) -> None:
        canvas.setLineWidth(1.2)
        for part in parts:
            path = canvas.beginPath()
            for number, point in enumerate(points(square(one.box), part)):
                (path.lineTo if number else path.moveTo)(*point)
            canvas.drawPath(path)

    return mark


def ring(canvas: Canvas, one: Entered) -> None:
    """A circle around the printed word that the mark is for; a cross in the box where there is none."""
    if one.word is None:
        strokes(*CROSS)(canvas, one)
        return
    left, bottom, right, top = one.word
    canvas.setLineWidth(1.0)
    canvas.ellipse(left - 5, bottom - 3, right + 5, top + 3)


def points(box: Box, part: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points of a line in a box."""
    left, bottom, right, top = box
    return [(left + across * (right - left), bottom + up * (top - bottom)) for across, up in part]


def square(box: Box) -> Box:
    """The middle of a box that is wider than high, or higher than wide: 14 points at most."""
    left, bottom, right, top = box
    across, up = (left + right) / 2, (bottom + top) / 2
    half = min(right - left, top - bottom, 14.0) / 2
    return across - half, up - half, across + half, up + half


CHECK = (((0.1, 0.5), (0.4, 0.15), (0.95, 0.95)),)
CROSS = (((0.1, 0.1), (0.9, 0.9)), ((0.1, 0.9), (0.9, 0.1)))
