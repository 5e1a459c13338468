"""PDF forms drawn by reportlab, which remember where the place for each answer is."""

import io
from collections.abc import Iterable

from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 612.0, 792.0
LEFT, RIGHT = 50.0, 562.0
PLAIN, STRONG, SLANTED = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique"

Place = tuple[int, float, float, float, float]  # page from 0, left, bottom, width, height


class Sheet:
    """Pages being drawn from the top down; `y` is where the next thing goes, `places` is what was drawn, by key."""

    def __init__(self, name: str, address: str, form: str, colour: str, title: str) -> None:
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor(name)
        self.colour: Color = HexColor(colour)
        self.places: dict[str, Place] = {}
        self.page = 0
        self._head = (name, address, form)
        self._letterhead()

    def turn(self) -> None:
        """Go on with the next page."""
        self.canvas.showPage()
        self.page += 1
        self._letterhead()

    def file(self) -> bytes:
        """The PDF."""
        self.canvas.save()
        return self._file.getvalue()

    def say(self, x: float, y: float, text: str, font: str = PLAIN, size: float = 9.5, *, ink: Color = black) -> float:
        """Print text; the place where it ends."""
        self.canvas.setFillColor(ink)
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)
        return x + self.canvas.stringWidth(text, font, size)

    def lines(self, text: str, font: str = PLAIN, size: float = 9.5, *, x: float = LEFT, width: float = 0) -> None:
        """Print a paragraph, and go below it."""
        for one in simpleSplit(text, font, size, width or RIGHT - x):
            self.say(x, self.y, one, font, size)
            self.y -= size + 3

    def title(self, text: str) -> None:
        """Print the title."""
        self.y -= 8
        self.say(LEFT, self.y, text, STRONG, 17, ink=self.colour)
        self.y -= 19

    def heading(self, text: str) -> None:
        """Print a heading in white on a bar."""
        self.y -= 10
        self.canvas.setFillColor(self.colour)
        self.canvas.rect(LEFT, self.y - 4.5, RIGHT - LEFT, 16, stroke=0, fill=1)
        self.say(LEFT + 5, self.y, text, STRONG, 10, ink=white)
        self.y -= 20

    def rule(self, x: float, y: float, to: float) -> None:
        """Draw a line to write on."""
        self.canvas.setStrokeColor(black)
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x, y, to, y)

    def box(self, x: float, y: float, size: float = 9) -> None:
        """Draw a box to mark."""
        self.canvas.setStrokeColor(black)
        self.canvas.setLineWidth(0.7)
        self.canvas.rect(x, y, size, size, stroke=1, fill=0)

    def ruled(self, widths: Iterable[float], top: float, height: float, shade: str = "") -> None:
        """Draw the cells of one row of a table."""
        x = LEFT
        self.canvas.setStrokeColor(HexColor("#777777"))
        self.canvas.setLineWidth(0.5)
        for width in widths:
            if shade:
                self.canvas.setFillColor(HexColor(shade))
            self.canvas.rect(x, top - height, width, height, stroke=1, fill=1 if shade else 0)
            x += width

    def keep(self, key: str, x: float, y: float, width: float, height: float) -> None:
        """Remember where an answer goes."""
        self.places[key] = (self.page, x, y, width, height)

    def _letterhead(self) -> None:
        name, address, form = self._head
        self.say(LEFT, 748, name, STRONG, 11, ink=self.colour)
        self.canvas.setFillColor(black)
        self.canvas.setFont(PLAIN, 8)
        self.canvas.drawRightString(RIGHT, 748, address)
        self.canvas.setStrokeColor(self.colour)
        self.canvas.setLineWidth(1.5)
        self.canvas.line(LEFT, 741, RIGHT, 741)
        self.canvas.setFont(PLAIN, 7.5)
        self.canvas.drawString(LEFT, 32, form)
        self.canvas.drawRightString(RIGHT, 32, f"Page {self.page + 1}")
        self.y = 720.0
