"""Tables are found by their ruled lines, however these are drawn."""

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.page.rules import Rules, rules_of
from extractors.pdf.page.words import words_of
from extractors.pdf.place import pages_of
from extractors.pdf.printed.tables import Frame, frames_of

LEVELS, UPRIGHTS = (700.0, 660.0, 600.0), (72.0, 200.0, 300.0)
CELLS = [(72, 92, 200, 132), (200, 92, 300, 132), (72, 132, 200, 192), (200, 132, 300, 192)]


def rules(draw: Callable[[Canvas], None], turn: int = 0) -> Rules:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    draw(canvas)
    canvas.save()
    with pypdfium2.PdfDocument(out.getvalue()) as shown, pikepdf.open(out) as pdf:
        pdf.pages[0].Rotate = turn
        return rules_of(shown[0], pages_of(pdf).in_order()[0])


def strokes(canvas: Canvas) -> None:
    for level in LEVELS:
        canvas.line(72, level, 300, level)
    for upright in UPRIGHTS:
        canvas.line(upright, 600, upright, 700)


def rectangles(canvas: Canvas) -> None:
    for left, top, right, bottom in CELLS:
        canvas.rect(left, 792 - bottom, right - left, bottom - top)


def thin_pieces(canvas: Canvas) -> None:
    for left, top, right, bottom in CELLS:
        for level in (top, bottom):
            canvas.rect(left + 0.5, 792 - level, right - left - 1, 0.48, stroke=0, fill=1)
        for upright in (left, right):
            canvas.rect(upright, 792 - bottom + 0.5, 0.48, bottom - top - 1, stroke=0, fill=1)


def one_path(canvas: Canvas) -> None:
    path = canvas.beginPath()
    for left, top, right, bottom in CELLS:
        path.rect(left, 792 - bottom, right - left, bottom - top)
    canvas.drawPath(path)


def a_form(canvas: Canvas) -> None:
    canvas.beginForm("table")
    canvas.translate(-100, -50)
    strokes(canvas)
    canvas.endForm()
    canvas.translate(100, 50)
    canvas.doForm("table")


def scaled(canvas: Canvas) -> None:
    canvas.scale(0.1, 0.1)
    canvas.setLineWidth(5)
    for level in LEVELS:
        canvas.line(720, level * 10, 3000, level * 10)
    for upright in UPRIGHTS:
        canvas.line(upright * 10, 6000, upright * 10, 7000)


def cells_of(frames: list[Frame]) -> list[tuple[float, ...]]:
    return [cell for frame in frames for row in frame.rows for cell in row]


@pytest.mark.parametrize("draw", [strokes, rectangles, thin_pieces, one_path, a_form, scaled])
def test_the_cells_of_a_table_are_found_however_its_borders_are_drawn(draw: Callable[[Canvas], None]):
    cells = cells_of(frames_of(rules(draw)))
    assert len(cells) == len(CELLS)
    for cell, expected in zip(cells, CELLS, strict=True):
        assert cell == pytest.approx(expected, abs=0.6)


def test_the_cells_of_a_page_that_is_turned_are_where_they_are_displayed():
    (frame,) = frames_of(rules(strokes, turn=90))
    assert frame.box == pytest.approx((600, 72, 700, 300), abs=0.6)
    assert [len(row) for row in frame.rows] == [2, 2]


def test_lines_that_border_nothing_are_no_table():
    def lines(canvas: Canvas) -> None:
        canvas.line(72, 700, 300, 700)
        canvas.line(72, 600, 300, 600)
        canvas.line(400, 500, 400, 700)

    assert frames_of(rules(lines)) == []


def test_a_line_that_does_not_run_across_the_whole_table_parts_no_row():
    def struck(canvas: Canvas) -> None:
        strokes(canvas)
        canvas.line(80, 630, 290, 630)

    assert len(cells_of(frames_of(rules(struck)))) == len(CELLS)


def test_two_tables_beside_each_other_are_two():
    def beside(canvas: Canvas) -> None:
        strokes(canvas)
        canvas.translate(240, 0)
        strokes(canvas)

    assert [len(frame.rows) for frame in frames_of(rules(beside))] == [2, 2]


def test_strokes_that_are_neither_level_nor_upright_are_drawings_and_colored_rectangles_are_none():
    def drawn(canvas: Canvas) -> None:
        canvas.circle(300, 300, 20)
        canvas.line(100, 100, 200, 220)
        canvas.rect(72, 500, 100, 50, stroke=0, fill=1)

    found = rules(drawn)
    assert len(found.drawings) == 2
    assert found.across == found.down == ()


def test_a_page_full_of_lines_is_a_drawing_and_no_table():
    def hatched(canvas: Canvas) -> None:
        for number in range(2_100):
            canvas.rect(10 + number * 4, 10, 0.1, 8_000, stroke=0, fill=1)
            canvas.rect(10, 10 + number * 4, 8_000, 0.1, stroke=0, fill=1)

    assert frames_of(rules(hatched)) == []


def words(draw: Callable[[Canvas], None]) -> list[str]:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    draw(canvas)
    canvas.save()
    with pypdfium2.PdfDocument(out.getvalue()) as shown, pikepdf.open(out) as pdf:
        return [word.text for word in words_of(shown[0], pages_of(pdf).in_order()[0])]


@pytest.mark.parametrize(
    ("before", "rise", "text"),
    [("12", 5, "12¹"), ("12", -3, "12₁"), ("12", -0.8, "12₁"), ("H", -3, "H₁"), ("12", 0, "121")],
)
def test_a_small_figure_above_or_below_others_is_written_as_such(before: str, rise: float, text: str):
    def note(canvas: Canvas) -> None:
        line = canvas.beginText(72, 700)
        line.setFont("Helvetica", 12)
        line.textOut(before)
        line.setFont("Helvetica", 7)
        line.setRise(rise)
        line.textOut("1")
        canvas.drawText(line)

    assert words(note) == [text]
