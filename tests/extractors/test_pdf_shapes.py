"""Drawn in a small cell, a tick, a cross or a dot is a mark; a dash, a nought, a letter or a scribble is none."""

import io

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.flat.shape import is_mark
from extractors.pdf.page.ink import Picture

Points = list[tuple[float, float]]
MARKS: dict[str, list[Points]] = {
    "tick": [[(-5, 0), (-1, -5), (6, 6)]],
    "long tick": [[(-4, -1), (-2, -4), (8, 6)]],
    "cross": [[(-4, -4), (4, 4)], [(-4, 4), (4, -4)]],
    "wide cross": [[(-6, -3), (6, 4)], [(-5, 4), (6, -4)]],
}
OTHERS: dict[str, list[Points]] = {
    "dash": [[(-5, 0), (5, 0)]],
    "slanted dash": [[(-5, -2.2), (5, 2.2)]],
    "wavy dash": [[(-6, -2), (-3, 2.5), (0, -2), (3, 2.5), (6, -2)]],
    "nought": [[(-4, 0), (0, 4), (4, 0), (0, -4), (-4, 0)]],
    "open nought": [[(-4, 0), (0, 4), (4, 0), (0, -4)]],
    "slashed nought": [[(-4, 0), (0, 4), (4, 0), (0, -4), (-4, 0)], [(-4, -4), (4, 4)]],
    "six": [[(2, 5), (-2, 0), (-1, -4), (2, -3), (1, 0), (-2, -1)]],
    "question mark": [[(-3, 3), (0, 5), (3, 2), (0, -1), (0, -3)]],
    "N": [[(-4, -4), (-4, 4), (4, -4), (4, 4)]],
    "no": [[(-7, -3), (-7, 2), (-4, 2), (-3, -3), (0, -1), (2, 2), (4, -1), (2, -3), (0, -1)]],
    "one": [[(-2, 3), (0, 5), (0, -5)]],
    "two": [[(-4, 3), (0, 5), (3, 2), (-4, -5), (4, -5)]],
    "scribble": [[(-6, -4), (5, 5), (-5, 3), (6, -4), (0, 6), (-1, -6), (-6, 1), (6, 0)]],
}


def is_drawn_as_mark(lines: list[Points], by: float, pen: float = 1.2) -> bool:
    """Whether these strokes are a mark, where the middle of them lies so much beside a dot."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(60, 60))
    canvas.setLineWidth(pen)
    for points in lines:
        path = canvas.beginPath()
        path.moveTo(30 + by + points[0][0], 30 + by + points[0][1])
        for across, up in points[1:]:
            path.lineTo(30 + by + across, 30 + by + up)
        canvas.drawPath(path)
    canvas.save()
    with pypdfium2.PdfDocument(out.getvalue()) as shown:
        picture = Picture(shown[0])
        box = picture.drawn_in((0, 0, 60, 60))
        assert box is not None
        return is_mark(picture.dots(box))


@pytest.mark.parametrize("by", [0.0, 0.24, 0.48])
@pytest.mark.parametrize("lines", MARKS.values(), ids=MARKS)
def test_ticks_and_crosses_have_the_shape_of_marks(lines: list[Points], by: float):
    assert is_drawn_as_mark(lines, by)


@pytest.mark.parametrize("by", [0.0, 0.24, 0.48])
def test_a_dot_has_the_shape_of_a_mark(by: float):
    assert is_drawn_as_mark([[(-0.1, 0), (0.1, 0)], [(0, -3), (0, 3)]], by, pen=6)


@pytest.mark.parametrize("by", [0.0, 0.24, 0.48])
@pytest.mark.parametrize("lines", OTHERS.values(), ids=OTHERS)
def test_dashes_noughts_and_letters_have_not(lines: list[Points], by: float):
    assert not is_drawn_as_mark(lines, by)
