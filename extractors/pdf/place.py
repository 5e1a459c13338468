"""Where a widget lies: its page, and its box in points from the top left corner of that page as it is displayed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

import pikepdf

from extractors.limits import limits
from extractors.pdf.tree import DEEPEST, DIRECT, Id, LimitError
from planwright.model import Place

Box = tuple[float, float, float, float]  # left, bottom, right, top in the page's own space
UNSEEN = 1 << 1 | 1 << 5  # annotation flags Hidden and NoView
_NUMBERS = (int, Decimal)
LETTER: Box = (0.0, 0.0, 612.0, 792.0)  # what viewers take where a page does not say its size


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's number from 1, the box of it that is displayed, and its turn clockwise in degrees."""

    number: int
    box: Box
    turn: int

    def shows(self, box: Box) -> bool:
        """Whether a box lies on the page as it is displayed, and not beyond it."""
        wide, high = self.box[2] - self.box[0], self.box[3] - self.box[1]
        wide, high = (high, wide) if self.turn % 180 else (wide, high)
        return box[0] < wide and box[2] > 0 and box[1] < high and box[3] > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The pages of a file, by their own ids and by those of the annotations on them; and all these annotations.

    `actions` is what a reader is asked to do when it shows a page.
    """

    count: int

    by_id: Mapping[Id, Page]
    by_annotation: Mapping[Id, Page]
    annotations: tuple[pikepdf.Dictionary, ...]
    actions: tuple[object, ...] = ()

    def in_order(self) -> list[Page]:
        """The pages from first to last."""
        return sorted(self.by_id.values(), key=lambda page: page.number)

    def of(self, widget: Mapping[str, object], identity: Id) -> Page | None:
        """The page a widget is on, as far as the file says."""
        page = self.by_annotation.get(identity)
        if page is not None:
            return page
        parent = widget.get("/P")
        return self.by_id.get(parent.objgen) if isinstance(parent, pikepdf.Dictionary) else None

    def lists(self, identity: Id) -> bool:
        """Whether a page lists this widget, without which no viewer shows it; what has no id cannot be looked up."""
        return identity == DIRECT or identity in self.by_annotation

    def place(self, widget: Mapping[str, object], identity: Id) -> Place:
        """Where a widget lies, as far as the file says."""
        page = self.of(widget, identity)
        if page is None:
            return Place()
        box = box_of(widget.get("/Rect"))
        return Place(page=page.number, box=displayed(box, page) if box else None)

    def shows(self, place: Place) -> bool:
        """Whether a place lies on its page, and not beyond it."""
        if place.box is None:
            return True
        page = next((one for one in self.by_id.values() if one.number == place.page), None)
        return page is None or page.shows(place.box)


def pages_of(pdf: pikepdf.Pdf) -> Pages:
    """The pages of a file with their annotations; raises `LimitError` for more than a form can have."""
    by_id: dict[Id, Page] = {}
    by_annotation: dict[Id, Page] = {}
    annotations: list[pikepdf.Dictionary] = []
    actions: list[object] = []
    most = limits().pages
    for number, wrapped in enumerate(pdf.pages, start=1):
        if number > most:
            raise LimitError("number of pages", f"{most:,}")
        entries = dict(wrapped.obj.items())
        held = entries.get("/Annots")
        if "/AA" in entries:
            actions.append(entries["/AA"])
        page = Page(number=number, box=_page_box(entries), turn=_turn(entries))
        by_id[wrapped.obj.objgen] = page
        for annotation in held if isinstance(held, pikepdf.Array) else ():
            if isinstance(annotation, pikepdf.Dictionary):
                annotations.append(annotation)
                if annotation.objgen != DIRECT:
                    by_annotation.setdefault(annotation.objgen, page)
    return Pages(
        count=len(pdf.pages),
        by_id=by_id,
        by_annotation=by_annotation,
        annotations=tuple(annotations),
        actions=tuple(actions),
    )


def is_hidden(widget: Mapping[str, object] | pikepdf.Dictionary) -> bool:
    """Whether a widget is not shown on the screen."""
    flags = widget.get("/F", 0)
    return isinstance(flags, int) and bool(flags & UNSEEN)


def box_of(stored: object) -> Box | None:
    """A rectangle with its edges in order; None where it is not one or has no area."""
    if not isinstance(stored, pikepdf.Array) or len(stored) != 4:
        return None
    edges = [float(edge) for edge in stored.as_list() if isinstance(edge, _NUMBERS)]
    if len(edges) != 4 or not all(map(isfinite, edges)):
        return None
    left, bottom, right, top = edges
    left, right = (left, right) if left <= right else (right, left)
    bottom, top = (bottom, top) if bottom <= top else (top, bottom)
    return (left, bottom, right, top) if right > left and top > bottom else None


def _page_box(entries: Mapping[str, object]) -> Box:
    """The crop box as far as it lies on the media box; what a viewer displays of the page."""
    media = next(filter(None, map(box_of, _held(entries, "/MediaBox"))), LETTER)
    crop = next(filter(None, map(box_of, _held(entries, "/CropBox"))), media)
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if right > left and top > bottom else media


def _turn(entries: Mapping[str, object]) -> int:
    turn = next(_held(entries, "/Rotate"), 0)
    return turn % 360 if isinstance(turn, int) and turn % 90 == 0 else 0


def _held(entries: Mapping[str, object], entry: str) -> Iterator[object]:
    """What a page, or the page tree above it, says of an entry; nearest first."""
    for _ in range(DEEPEST):
        if entry in entries:
            yield entries[entry]
        parent = entries.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            return
        entries = dict(parent.items())


def own_space(box: Box, turn: int, page_box: Box) -> Box:
    """A box as seen in the page's own space: the reverse of `displayed`."""
    a, b, c, d = box
    left, bottom, right, top = page_box
    match turn:
        case 90:
            return (b + left, a + bottom, d + left, c + bottom)
        case 180:
            return (right - c, b + bottom, right - a, d + bottom)
        case 270:
            return (right - d, top - c, right - b, top - a)
        case _:
            return (a + left, top - d, c + left, top - b)


def displayed(box: Box, page: Page) -> Box:
    """A box of the page's space as seen: turned with the page, measured from the top left corner downwards."""
    x0, y0, x1, y1 = box
    left, bottom, right, top = page.box
    match page.turn:
        case 90:
            return (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        case 180:
            return (right - x1, y0 - bottom, right - x0, y1 - bottom)
        case 270:
            return (top - y1, right - x1, top - y0, right - x0)
        case _:
            return (x0 - left, top - y1, x1 - left, top - y0)
