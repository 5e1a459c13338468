"""Type and colour of the printed form: the embedded font, its styles, and lines that fit a width."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from planwright.errors import PlanwrightError

_FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = "LiberationSans", "LiberationSans-Bold"
_FILES = {REGULAR: "LiberationSans-Regular.ttf", BOLD: "LiberationSans-Bold.ttf"}

# Every pair of text and ground has a contrast of 4.5:1 or more; the edge of a field has 3:1 to what is around it.
INK = "#1b2430"
SOFT = "#56606e"
NAVY = "#1f3a5f"
WHITE = "#ffffff"
TINT = "#f1f4f8"
BAND = "#dfe6ef"
RULE = "#b9c3cf"
EDGE = "#6b7685"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text is printed: font, size and leading in points, colour."""

    font: str = REGULAR
    size: float
    leading: float
    color: str = INK


TITLE = Style(font=BOLD, size=20, leading=25, color=NAVY)
OVERLINE = Style(font=BOLD, size=10, leading=14, color=SOFT)
LEAD = Style(size=10, leading=14)
SECTION = Style(font=BOLD, size=13, leading=17, color=NAVY)
CAPTION = Style(font=BOLD, size=10.5, leading=14, color=NAVY)
QUESTION = Style(font=BOLD, size=9.5, leading=12.5)
BODY = Style(size=9.5, leading=12.5)
HINT = Style(size=8.5, leading=11, color=SOFT)
HEAD = Style(font=BOLD, size=8, leading=10, color=WHITE)
HEAD_HINT = Style(size=7.5, leading=9.5, color=WHITE)
SMALL_HEAD = Style(font=BOLD, size=8, leading=10)
SMALL = Style(size=8, leading=10)
FIELD = Style(size=10, leading=12)  # what issuing fills in
FOOT = Style(size=7.5, leading=10, color=SOFT)


@cache
def font(name: str) -> TTFont:
    """The embedded font of this name, known to reportlab from here on."""
    loaded = TTFont(name, str(_FONTS / _FILES[name]))
    pdfmetrics.registerFont(loaded)
    return loaded


def width_of(text: str, style: Style) -> float:
    """The width of a text on one line; raises `PlanwrightError` for a letter that the font cannot print."""
    face = font(style.font)
    missing = [letter for letter in text if ord(letter) not in face.face.charToGlyph and letter != "\N{NO-BREAK SPACE}"]
    if missing:
        raise PlanwrightError(
            f"“{text}” has the letter “{missing[0]}”, which the PDF forms cannot print. Write it in Latin letters."
        )
    return float(face.stringWidth(text, style.size))


def wrap(text: str, style: Style, width: float) -> tuple[str, ...]:
    """The text in lines no wider than this; a longer word is broken, a line break is kept."""
    lines: list[str] = []
    for block in text.splitlines():
        line = ""
        for word in block.split():
            longer = f"{line} {word}" if line else word
            if width_of(longer, style) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *whole, line = _pieces(word, style, width)
            lines.extend(whole)
        lines.append(line)
    return tuple(lines)


def _pieces(word: str, style: Style, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, style) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
