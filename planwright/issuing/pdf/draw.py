"""Draws the pages with reportlab, and says where everything that is read or filled in came to stand."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from planwright.issuing.pdf.entries import Entry, Issue, Line
from planwright.issuing.pdf.page import INNER, LEFT, TOP, Ground, Page, Paper, Slot, Tag, Text
from planwright.issuing.pdf.styles import FIELD, FOOT, REGULAR, RULE, font, width_of, wrap
from planwright.issuing.stamp import qr_modules
from planwright.stamp import Stamp

_QR = 48.0  # 17 mm without its quiet zone: a phone reads it, and so does a scan at 200 dpi
_QR_FOOT = 28.0  # from the bottom edge of the paper; printers leave 18 points or less blank
_BASELINE = 0.8  # from the top of a line of type to its baseline, against its size


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Marked content on a page, by its number there, with the structure elements around it."""

    page: int
    tags: tuple[Tag, ...]
    content: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fillable:
    """A field in its box on a page, with the structure elements around it.

    `box` is left, bottom, right, top in points from the bottom left corner of the page; `prints` are the operators
    that print in it what issuing filled in.
    """

    page: int
    tags: tuple[Tag, ...]
    entry: Entry
    box: tuple[float, float, float, float]
    prints: str


Spot = Printed | Fillable


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The pages as PDF, with what stands where in reading order; `bookmarks` are title, page and height."""

    pdf: bytes
    spots: tuple[Spot, ...]
    bookmarks: tuple[tuple[str, int, float], ...]


def draw(pages: Sequence[Page], issue: Issue, stamp: Stamp) -> Drawn:
    """The pages drawn, each with the footer that says which form it is."""
    file = io.BytesIO()
    font(REGULAR)
    canvas = Canvas(file, pageCompression=1, invariant=1, initialFontName=REGULAR)  # type: ignore[arg-type]  # its stub errs
    spots: list[Spot] = []
    bookmarks: list[tuple[str, int, float]] = []
    for number, page in enumerate(pages):
        canvas.setPageSize((page.paper.width, page.paper.height))
        contents = count()
        for placed in page.placed:
            top = page.paper.height - TOP - placed.y
            if placed.bookmark:
                bookmarks.append((placed.bookmark, number, top))
            for part in placed.cell.parts:
                x, y = LEFT + part.x, top - part.y
                match part:
                    case Ground():
                        with _marked(canvas, "/Artifact BMC"):
                            _fill(canvas, part.color, (x, y - part.height, part.width, part.height))
                    case Text() if placed.repeat:
                        with _marked(canvas, "/Artifact BMC"):
                            _text(canvas, part, x, y)
                    case Text():
                        content = next(contents)
                        with _marked(canvas, f"/{part.tags[-1].role} <</MCID {content}>> BDC"):
                            _text(canvas, part, x, y)
                        spots.append(Printed(page=number, tags=part.tags, content=content))
                    case Slot():
                        box = (x, y - part.height, x + part.width, y)
                        prints = _prints(canvas, part)
                        spots.append(Fillable(page=number, tags=part.tags, entry=part.entry, box=box, prints=prints))
        words = issue.words.page.format(number=number + 1, count=len(pages))
        _footer(canvas, page.paper, issue, stamp, words)
        canvas.showPage()
    canvas.save()
    return Drawn(pdf=file.getvalue(), spots=tuple(spots), bookmarks=tuple(bookmarks))


@contextmanager
def _marked(canvas: Canvas, begin: str) -> Iterator[None]:
    canvas.addLiteral(begin)
    yield
    canvas.addLiteral("EMC")


def _text(canvas: Canvas, text: Text, x: float, top: float) -> None:
    style = text.style
    font(style.font)
    canvas.setFont(style.font, style.size)
    canvas.setFillColor(HexColor(style.color))
    for number, words in enumerate(text.lines):
        baseline = top - number * style.leading - (style.leading - style.size) / 2 - _BASELINE * style.size
        start = x + (text.width - width_of(words, style)) / 2 if text.centered else x
        canvas.drawString(start, baseline, words)


def _fill(canvas: Canvas, color: str, box: tuple[float, float, float, float]) -> None:
    """Tints a box of left, bottom, width and height."""
    canvas.setFillColor(HexColor(color))
    canvas.rect(*box, stroke=0, fill=1)


def _prints(canvas: Canvas, slot: Slot) -> str:
    """The operators that print a field's value in the coordinates of its box, in the form's own embedded font.

    The font of the field itself, Helvetica in the encoding WinAnsi, would lose the letters of many a name.
    """
    if not isinstance(slot.entry, Line) or not slot.entry.value:
        return ""
    size = slot.entry.size
    lines = wrap(slot.entry.value, FIELD, slot.width - 2 * INNER)
    first = (
        slot.height - INNER - size if slot.entry.several_lines else (slot.height - size) / 2 + (1 - _BASELINE) * size
    )
    face = font(FIELD.font)
    document = canvas._doc  # type: ignore[attr-defined]  # reportlab's own fonts take it so
    operators = []
    for number, words in enumerate(lines):
        operators.append(f"1 0 0 1 {INNER:.2f} {first - number * size * 1.2:.2f} Tm")
        for subset, codes in face.splitString(words, document):
            operators.append(f"{face.getSubsetInternalName(subset, document)} {size:g} Tf <{codes.hex()}> Tj")
    return " ".join(operators)


def _footer(canvas: Canvas, paper: Paper, issue: Issue, stamp: Stamp, page: str) -> None:
    with _marked(canvas, "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"):
        _fill(canvas, RULE, (LEFT, _QR_FOOT + _QR + 6, paper.measure, 0.5))
        left, bottom, _, _ = code_box(paper)
        _code(canvas, stamp, left, bottom)
        font(FOOT.font)
        canvas.setFont(FOOT.font, FOOT.size)
        canvas.setFillColor(HexColor(FOOT.color))
        title = " · ".join((issue.instrument.title, *issue.prefilled.values()))
        lines = [*wrap(title, FOOT, paper.measure - _QR - 24)[:2], str(stamp), page]
        for number, words in enumerate(lines):
            canvas.drawString(LEFT, _QR_FOOT + _QR - FOOT.size - number * FOOT.leading, words)


def code_box(paper: Paper) -> tuple[float, float, float, float]:
    """Where the stamp's QR code stands on a page: left, bottom, right, top."""
    left = paper.width - LEFT - _QR
    return left, _QR_FOOT, left + _QR, _QR_FOOT + _QR


def _code(canvas: Canvas, stamp: Stamp, x: float, y: float) -> None:
    """The stamp's QR code; dark modules side by side are one rectangle, so that no seam shows between them."""
    modules = qr_modules(stamp)
    side = _QR / len(modules)
    canvas.setFillColor(HexColor("#000000"))
    for row, dark in enumerate(modules):
        column = 0
        while column < len(dark):
            run = 0
            while column + run < len(dark) and dark[column + run]:
                run += 1
            if run:
                canvas.rect(x + column * side, y + _QR - (row + 1) * side, run * side, side, stroke=0, fill=1)
            column += max(run, 1)
