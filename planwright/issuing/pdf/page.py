"""What stands on a page: printed text, places to fill in and tinted ground, in cells that are stacked into strips.

Positions are points from the top left corner of the cell, and of the page's text area once a strip is placed. Every
text and every slot knows the structure elements around it (`tags`, outermost first), so that the reading order a
screen reader follows is the order in which the form is laid out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from planwright.errors import InstrumentError
from planwright.issuing.pdf.entries import Entry
from planwright.issuing.pdf.styles import Style, wrap

LEFT, TOP, BOTTOM = 54.0, 42.0, 90.0  # from the edges of the paper to its text area; the footer stands below
PAD = 5.0  # between the edge of a table's cell and what stands in it
INNER = 3.0  # between the edge of a field and the text in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A sheet by its size in points."""

    width: float
    height: float

    @property
    def measure(self) -> float:
        """The width of its text area."""
        return self.width - 2 * LEFT

    @property
    def room(self) -> float:
        """The height of its text area."""
        return self.height - TOP - BOTTOM


LETTER = Paper(width=612, height=792)  # the paper of en-US and es-US alike
ACROSS = Paper(width=792, height=612)  # the same sheet on its side, for tables that need the width


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Tag:
    """One structure element; two tags are the same only if they are the same object."""

    role: str
    scope: str | None = None  # of a heading cell: Row or Column
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Printed lines."""

    lines: tuple[str, ...]
    style: Style
    x: float
    y: float
    width: float
    centered: bool = False
    tags: tuple[Tag, ...] = ()

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.style.leading


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place to fill in."""

    entry: Entry
    x: float
    y: float
    width: float
    height: float
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A tinted rectangle or rule; it has no place in the structure."""

    color: str
    x: float
    y: float
    width: float
    height: float


Part = Text | Slot | Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A rectangle of a known height with what stands in it."""

    height: float
    parts: tuple[Part, ...] = ()

    def moved(self, x: float, y: float) -> "tuple[Part, ...]":
        """The parts of this cell in the coordinates of one whose corner is this much further up and left."""
        return tuple(replace(part, x=part.x + x, y=part.y + y) for part in self.parts)

    def within(self, *tags: Tag) -> "Cell":
        """The cell with everything in it inside these structure elements."""
        return replace(
            self,
            parts=tuple(
                part if isinstance(part, Ground) else replace(part, tags=(*tags, *part.tags)) for part in self.parts
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A cell across the page that is never divided.

    `gap` is the space above it, `keep` holds it on the page of the strip below, `header` is printed again above it
    where it begins a page, `bookmark` is the title it gets in the outline.
    """

    cell: Cell
    gap: float = 0
    keep: bool = False
    header: Cell | None = None
    bookmark: str | None = None

    def within(self, *tags: Tag) -> "Strip":
        """The strip with its cell inside these structure elements."""
        return replace(self, cell=self.cell.within(*tags))


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A cell at its height on a page; a `repeat` is not read again."""

    cell: Cell
    y: float
    repeat: bool = False
    bookmark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page with what stands on it."""

    paper: Paper
    placed: tuple[Placed, ...]


def paragraph(text: str, style: Style, width: float, *, role: str = "P", centered: bool = False) -> Cell:
    """A cell of wrapped text, in one structure element of this role."""
    lines = wrap(text, style, width)
    words = Text(lines=lines, style=style, x=0, y=0, width=width, centered=centered, tags=(Tag(role=role),))
    return Cell(height=words.height, parts=(words,))


def stacked(cells: Iterable[Cell], gap: float = 0) -> Cell:
    """The cells one below the other."""
    parts: list[Part] = []
    height = 0.0
    for cell in cells:
        if height:
            height += gap
        parts.extend(cell.moved(0, height))
        height += cell.height
    return Cell(height=height, parts=tuple(parts))


def beside(cells: Iterable[tuple[float, Cell]], *, least: float = 0, middle: bool = False) -> Cell:
    """The cells side by side, each at its own x; in the `middle` of the highest if asked, else at the top."""
    held = list(cells)
    height = max([least, *(cell.height for _, cell in held)])
    parts: list[Part] = []
    for x, cell in held:
        parts.extend(cell.moved(x, (height - cell.height) / 2 if middle else 0))
    return Cell(height=height, parts=tuple(parts))


def padded(cell: Cell, x: float, y: float) -> Cell:
    """The cell with this much space at its left, and above and below it."""
    return Cell(height=cell.height + 2 * y, parts=cell.moved(x, y))


def on_ground(cell: Cell, color: str, width: float, x: float = 0) -> Cell:
    """The cell upon a tinted rectangle of its own height."""
    ground = Ground(color=color, x=x, y=0, width=width, height=cell.height)
    return replace(cell, parts=(ground, *cell.parts))


def paginate(strips: Iterable[Strip], paper: Paper) -> tuple[Page, ...]:
    """The pages that these strips fill; raises `InstrumentError` for a strip that fits on none."""
    pages: list[list[Placed]] = [[]]
    y = 0.0
    for chain in _chains(strips):
        if pages[-1] and y + sum(strip.gap + strip.cell.height for strip in chain) > paper.room:
            pages.append([])
        for strip in chain:
            if pages[-1] and y + strip.gap + strip.cell.height > paper.room:
                pages.append([])
            if pages[-1]:
                y += strip.gap
            elif strip.header:
                pages[-1].append(Placed(cell=strip.header, y=0, repeat=True))
                y = strip.header.height + strip.gap
            else:
                y = 0.0
            if y + strip.cell.height > paper.room:
                raise InstrumentError(f"{_first_words(strip)}: this does not fit on one page. Shorten it or its texts.")
            pages[-1].append(Placed(cell=strip.cell, y=y, bookmark=strip.bookmark))
            y += strip.cell.height
    return tuple(Page(paper=paper, placed=tuple(page)) for page in pages)


def _chains(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    chain: list[Strip] = []
    for strip in strips:
        chain.append(strip)
        if not strip.keep:
            yield chain
            chain = []
    if chain:
        yield chain


def _first_words(strip: Strip) -> str:
    return next((f"“{part.lines[0][:60]}”" for part in strip.cell.parts if isinstance(part, Text)), "A field")
