"""A square that is drawn among words is a check box: marked by a mark, unreadable with a dash or a ring in it."""

import io
from collections.abc import Callable

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.page.ink import Picture
from extractors.pdf.page.rules import rules_of
from extractors.pdf.page.words import words_of
from extractors.pdf.place import Page
from extractors.pdf.printed.sheet import mark_in_square
from extractors.pdf.printed.squares import with_squares
from extractors.shown import UNREAD

LEFT, FOOT, SIDE = 200.0, 500.0, 9.0
Draw = Callable[[Canvas], None]


def said(draw: Draw) -> list[str]:
    """The words of a page with one square, in which something is drawn."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    canvas.drawString(LEFT + 16, FOOT + 1, "Weekly")
    canvas.setLineWidth(0.5)
    square = canvas.beginPath()
    square.moveTo(LEFT, FOOT)
    for across, up in ((SIDE, 0), (SIDE, SIDE), (0, SIDE), (0, 0)):
        square.lineTo(LEFT + across, FOOT + up)
    canvas.drawPath(square)
    draw(canvas)
    canvas.save()
    page = Page(number=1, box=(0, 0, 612, 792), turn=0)
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        shown = document[0]
        picture = Picture(shown)
        words, _ = with_squares(words_of(shown, page), rules_of(shown, page), lambda box: mark_in_square(box, picture))
    return [word.text for word in words]


def lines(*ends: tuple[float, float, float, float], pen: float = 0.8) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(pen)
        for x0, y0, x1, y1 in ends:
            canvas.line(LEFT + SIDE * x0, FOOT + SIDE * y0, LEFT + SIDE * x1, FOOT + SIDE * y1)

    return draw


def ring(radius: float) -> Draw:
    return lambda canvas: canvas.circle(LEFT + SIDE / 2, FOOT + SIDE / 2, SIDE * radius)


@pytest.mark.parametrize(
    ("draw", "sign"),
    [
        (lines(), "☐"),
        (lines((0, 0, 1, 1), (0, 1, 1, 0)), "☒"),
        (lines((0, 0, 1, 1), (0, 1, 1, 0), pen=0.5), "☒"),
        (lines((0.2, 0.5, 0.4, 0.2), (0.4, 0.2, 0.9, 0.9)), "☒"),
        (lambda canvas: canvas.rect(LEFT + 2, FOOT + 2, SIDE - 4, SIDE - 4, fill=1), "☒"),
        (lines((0.2, 0.5, 0.8, 0.5)), UNREAD),
        (lines((0.15, 0.4, 0.85, 0.6)), UNREAD),
        (lines((0.5, 0.2, 0.5, 0.8)), UNREAD),
        (ring(0.3), UNREAD),
        (ring(0.18), UNREAD),
    ],
)
def test_a_square_is_marked_by_a_mark_and_by_nothing_else(draw: Draw, sign: str) -> None:
    assert said(draw) == [sign, "Weekly"]
