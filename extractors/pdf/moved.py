"""Which fields of a PDF lie elsewhere than on its blank, so that people answered another question in them.

A file may have pages before those of the form, and pages that are turned or cropped: fields move together then.
"""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pikepdf

from extractors.pdf.box import mark_of
from extractors.pdf.place import Box, box_of, own_space, pages_of
from extractors.pdf.text import shown_name
from extractors.pdf.tree import Tree
from planwright.model import Field

NEAR = 4.0  # points that an edge may lie beside its place; the smallest boxes stand 12 apart


class Spot(NamedTuple):
    """Where a widget of the blank lies; `state` is the name that stands for its being marked, empty for others."""

    state: str
    page: int
    box: Box


Spots = Mapping[str, Sequence[Spot]]  # by the key of the field


def learn_spots(data: bytes) -> Spots:
    """Where the widgets of a blank lie."""
    spots: dict[str, list[Spot]] = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = pages_of(pdf)
        for widget in Tree().walk(pdf.Root.AcroForm.get("/Fields")):
            page, box = pages.place(widget.own, widget.id).page, box_of(widget.own.get("/Rect"))
            states = mark_of(widget).states if widget.type == "Btn" else ()
            if page is not None and box is not None:
                spots.setdefault(widget.key, []).append(Spot(shown_name(min(states)) if states else "", page, box))
    return spots


def moved(fields: Iterable[Field], shown: Sequence[tuple[int, Box]], known: Spots) -> frozenset[str]:
    """The keys of the fields that lie elsewhere than the blank has them, page by page.

    `shown` is the turn and the box of each page of the file, of which the places of the fields are measured.
    """
    held: dict[int, list[Field]] = {}
    for field in fields:
        page = field.place.page
        if page is not None and field.place.box is not None and field.key in known:
            held.setdefault(page, []).append(field)
    return frozenset(key for page, same in held.items() for key in _astray(same, *shown[page - 1], known))


def _astray(fields: Sequence[Field], turn: int, page_box: Box, known: Spots) -> Iterator[str]:
    """The keys of one page's fields that are not where the page of the blank has them that most of them are of."""
    of_page, _ = Counter(spot.page for field in fields for spot in known[field.key]).most_common(1)[0]
    for field in fields:
        box = field.place.box and own_space(field.place.box, turn, page_box)
        if box and not any(spot.page == of_page and is_near(box, spot.box) for spot in _meant(field, known[field.key])):
            yield field.key


def _meant(field: Field, spots: Sequence[Spot]) -> Sequence[Spot]:
    """The places of the button that is marked, where one is; else all of the field."""
    return [spot for spot in spots if spot.state and spot.state in (field.value, field.raw)] or spots


def is_near(box: Box, other: Box) -> bool:
    """Whether each edge of a box lies about where that of the other does."""
    return all(abs(edge - known) <= NEAR for edge, known in zip(box, other, strict=True))
