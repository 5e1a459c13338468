"""a tick, a cross, a slash, a dot or a filled box is a mark on a page without fields; what may say no is none
DB02 what programs draw in a box that is on is a mark, in every style and size, printed and scaled; nothing is made up
DB03 what is drawn beside a typed answer in its place makes it unreadable, with a light pen too
DB04 a color under some words of an answer makes it unreadable, under all of them it says nothing"""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.flat.blank import Blank, learn
from extractors.pdf.flat.read import read_pages
from planwright.model import Field, State
from tests.round_trip.printed import HEIGHT, drawn, flattened, overlaid, printed, scaled

Point = tuple[float, float]
Points = list[Point]
MARKS: dict[str, list[Points]] = {
    "tick": [[(-0.3, 0), (-0.05, -0.3), (0.4, 0.4)]],
    "flat tick": [[(-0.35, 0), (-0.1, -0.25), (0.4, 0.3)]],
    "tick over the edge": [[(-0.3, 0.1), (-0.1, -0.3), (0.7, 0.9)]],
    "cross": [[(-0.35, -0.35), (0.35, 0.35)], [(-0.35, 0.35), (0.35, -0.35)]],
    "cross over the edge": [[(-0.6, -0.6), (0.6, 0.6)], [(-0.6, 0.6), (0.6, -0.6)]],
    "slash": [[(-0.4, -0.4), (0.4, 0.4)]],
    "backslash": [[(-0.4, 0.4), (0.4, -0.4)]],
}
OTHERS: dict[str, list[Points]] = {
    "dash": [[(-0.3, 0), (0.3, 0)]],
    "short dash": [[(-0.15, 0), (0.15, 0)]],
    "long dash": [[(-0.5, 0), (0.5, 0)]],
    "slanted dash": [[(-0.3, -0.1), (0.3, 0.1)]],
    "wavy dash": [[(-0.35, -0.1), (-0.15, 0.1), (0.1, -0.1), (0.35, 0.1)]],
    "open ring": [[(0.2, 0.3), (-0.25, 0.2), (-0.3, -0.1), (0, -0.3), (0.25, -0.1), (0.28, 0.1)]],
    "one": [[(0, -0.3), (0, 0.3)]],
    "N": [[(-0.25, -0.3), (-0.25, 0.3), (0.25, -0.3), (0.25, 0.3)]],
    "question mark": [[(-0.2, 0.2), (0, 0.35), (0.2, 0.2), (0, -0.05), (0, -0.2)]],
}
RINGS = {"ring": 0.3, "small ring": 0.18, "tiny ring": 0.12, "ring as large as the box": 0.45}
SIZE, LEFT, FOOT = 11.0, 300.0, 676.0  # of the first box
TEXT = (300.0, 560.0, 200.0, 18.0)


def form(*, on: bool = False, style: str = "check", size: float = SIZE, answer: str = "", radio: bool = False) -> bytes:
    """A form with six boxes or buttons, and a place for a text, filled in or not."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, HEIGHT))
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 740, "Tell us about your team and the rooms it works in")
    for number in range(6):
        foot, is_on = FOOT - 18.13 * number, on and number % 2 == 0
        canvas.drawString(72, foot, f"Statement {number} that we ask of everybody here{number}")
        about = {"x": LEFT + 0.37 * number, "y": foot, "size": size, "buttonStyle": style, "borderWidth": 1}
        if radio:
            canvas.acroForm.radio(name=f"f{number}", value="v", selected=is_on, shape="square", **about)
            about["x"] += 60
            canvas.acroForm.radio(name=f"f{number}", value="w", selected=False, shape="square", **about)
        else:
            canvas.acroForm.checkbox(name=f"f{number}", checked=is_on, **about)
    canvas.drawString(72, TEXT[1] + 4, "How many children are there")
    canvas.acroForm.textfield(
        fillColor=white,
        name="text",
        x=TEXT[0],
        y=TEXT[1],
        width=TEXT[2],
        height=TEXT[3],
        value=answer,
        fontSize=10,
        borderWidth=0,
    )
    canvas.save()
    return out.getvalue()


@cache
def blank(style: str = "check", size: float = SIZE, *, radio: bool = False) -> Blank:
    return learn(form(style=style, size=size, radio=radio), ())


def read(data: bytes, known: Blank | None = None) -> dict[str, Field]:
    return {field.key: field for field in read_pages(data, known or blank()).fields}


def stroke(canvas: Canvas, lines: list[Points], pen: float) -> None:
    """Draws these strokes in the first box, in parts of its size around its middle."""
    canvas.setLineWidth(pen)
    across, up = LEFT + SIZE / 2, FOOT + SIZE / 2
    for points in lines:
        path = canvas.beginPath()
        path.moveTo(across + points[0][0] * SIZE, up + points[0][1] * SIZE)
        for right, high in points[1:]:
            path.lineTo(across + right * SIZE, up + high * SIZE)
        canvas.drawPath(path)


def first(draw: Callable[[Canvas], None]) -> tuple[object, State]:
    """What the first box says with something drawn on the page."""
    field = read(overlaid(flattened(form()), draw))["f0"]
    return field.value, field.state


@pytest.mark.parametrize("pen", [0.8, 1.2, 2.0])
@pytest.mark.parametrize("lines", MARKS.values(), ids=MARKS)
def test_ticks_crosses_and_slashes_are_marks(lines: list[Points], pen: float) -> None:
    said = first(lambda canvas: stroke(canvas, lines, pen))
    if pen > 1.5 and lines is MARKS["tick over the edge"]:  # the box shows too little of it
        assert said[1] is State.UNREADABLE
    else:
        assert said == (True, State.ANSWERED)


@pytest.mark.parametrize("share", [0.2, 0.3, 0.42])
def test_a_dot_is_a_mark(share: float) -> None:
    middle = (LEFT + SIZE / 2, FOOT + SIZE / 2)
    assert first(lambda canvas: canvas.circle(*middle, share * SIZE, fill=1)) == (True, State.ANSWERED)


def test_a_filled_box_is_a_mark() -> None:
    assert first(lambda canvas: canvas.rect(LEFT, FOOT, SIZE, SIZE, fill=1)) == (True, State.ANSWERED)


@pytest.mark.parametrize("pen", [0.8, 1.2])
@pytest.mark.parametrize("lines", OTHERS.values(), ids=OTHERS)
def test_dashes_and_letters_in_a_box_are_unreadable(lines: list[Points], pen: float) -> None:
    assert first(lambda canvas: stroke(canvas, lines, pen))[1] is State.UNREADABLE


@pytest.mark.parametrize("pen", [0.8, 1.2])
@pytest.mark.parametrize("share", RINGS.values(), ids=RINGS)
def test_rings_in_a_box_are_unreadable(share: float, pen: float) -> None:
    def ring(canvas: Canvas) -> None:
        canvas.setLineWidth(pen)
        canvas.circle(LEFT + SIZE / 2, FOOT + SIZE / 2, share * SIZE)

    assert first(ring)[1] is State.UNREADABLE


@pytest.mark.parametrize("radio", [False, True], ids=["check", "radio"])
@pytest.mark.parametrize("style", ["check", "cross", "circle", "star", "diamond"])
@pytest.mark.parametrize("size", [9, 11, 14])
def test_marks_that_programs_draw_are_marks(style: str, size: float, radio: bool, tmp_path: Path) -> None:
    data = form(on=True, style=style, size=size, radio=radio)
    for copy in (flattened(data), printed(data, tmp_path), scaled(flattened(data), 0.97, 3.3, 7.7)):
        found = read(copy, blank(style, size, radio=radio))
        for number in range(6):
            field = found[f"f{number}"]
            meant = (("v" if radio else True) if number % 2 == 0 else (None if radio else False), State.ANSWERED)
            said = (field.value, State.ANSWERED if field.state is State.BLANK else field.state)
            assert said == meant or field.state is State.UNREADABLE
        assert sum(one.state is State.UNREADABLE for one in found.values()) <= (1 if style == "star" else 0)


# -- beside a text ----------------------------------------------------------------------------------------------------

BLACK, ORANGE, GRAY = (0, 0, 0), (1.0, 0.6, 0.1), (0.7, 0.7, 0.7)
ANSWERS = ("94", "We share with Ana, Ben and Carla")
Draw = Callable[[Canvas, float], None]


def ring(canvas: Canvas, left: float) -> None:
    canvas.ellipse(left, TEXT[1] + 4, left + 5, TEXT[1] + 12)


def bar(canvas: Canvas, left: float) -> None:
    canvas.line(left + 2, TEXT[1] + 3, left + 2, TEXT[1] + 14)


def zigzag(canvas: Canvas, left: float) -> None:
    path = canvas.beginPath()
    path.moveTo(left, TEXT[1] + 4)
    for number in range(8):
        path.lineTo(left + 4 * number, TEXT[1] + (14 if number % 2 else 4))
    canvas.drawPath(path)


CLOSE, APART = 3.0, 12.0  # points; letters hide what is light or thin and close to them
DRAWN_BESIDE = [
    *((draw, BLACK, CLOSE) for draw in (ring, zigzag)),
    *((draw, color, APART) for draw in (ring, bar, zigzag) for color in (BLACK, ORANGE, GRAY)),
]


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize(("draw", "color", "away"), DRAWN_BESIDE)
def test_what_is_drawn_beside_an_answer_makes_it_unreadable(
    answer: str, draw: Draw, color: tuple[float, float, float], away: float
) -> None:
    data = flattened(form(answer=answer))

    def add(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(*color)
        canvas.setLineWidth(1.2)
        draw(canvas, TEXT[0] + 2 + canvas.stringWidth(answer, "Helvetica", 10) + away)

    assert read(data)["text"].state is State.ANSWERED
    assert read(overlaid(data, add))["text"].state is State.UNREADABLE


@pytest.mark.parametrize("how", ["flattened", "printed", "scaled"])
@pytest.mark.parametrize("answer", [*ANSWERS, "gypsy quay: Agnes, (jp) y Nandu"])
def test_an_answer_alone_is_one(answer: str, how: str, tmp_path: Path) -> None:
    data = form(answer=answer)
    if how == "printed":
        copy = printed(data, tmp_path)
    elif how == "scaled":
        copy = scaled(flattened(data), 0.9, 20, 30)
    else:
        copy = flattened(data)
    field = read(copy)["text"]
    assert (field.value, field.state) == (answer, State.ANSWERED)


@pytest.mark.parametrize("is_whole", [True, False], ids=["all words", "some words"])
def test_a_color_under_some_words_of_an_answer_makes_it_unreadable(is_whole: bool) -> None:
    answer = ANSWERS[1]

    def color(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 0)
        canvas.setFillAlpha(0.4)
        wide = canvas.stringWidth(answer if is_whole else "We share", "Helvetica", 10)
        canvas.rect(TEXT[0] + 1, TEXT[1] + 3, wide + 3, 12, stroke=0, fill=1)

    field = read(overlaid(flattened(drawn(form(answer=answer))), color))["text"]
    assert field.state is (State.ANSWERED if is_whole else State.UNREADABLE)
