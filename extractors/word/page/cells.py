"""How cells of tables look otherwise than others: their grounds, lines across them or around them, and being merged."""

from collections.abc import Iterable, Iterator

from lxml import etree

from extractors.shown import CROSSED, FRAMED, MERGED, STANDS_BACK, look
from extractors.word.file.looks import Named
from extractors.word.names import (
    CELL,
    CELL_BORDERS,
    CELL_PROPERTIES,
    DIAGONALS,
    DRAWN_SIZE,
    FILL,
    MERGED_DOWN,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    SHADING,
    SIDES,
    TABLE,
    VAL,
)

PLAIN = (None, "none", "auto", "nil", "clear", "000000", "FFFFFF")
_NOT_DRAWN = (None, "none", "nil")
_OF_CELLS = (SHADING, MERGED_DOWN, CELL_BORDERS)
_THICK = 18  # eighths of a point from which a line around a cell is one that is looked for


def looks_of_cells(looks: Named) -> dict[etree._Element, str]:
    """What of these makes cells look otherwise than others, as signs that begin a text of such a look."""
    grounds: dict[etree._Element, list[str]] = {}
    merged: set[etree._Element] = set()
    crossed: set[etree._Element] = set()
    framed: set[etree._Element] = set()
    for name, one in looks:
        cell = _cell_of(one) if name in _OF_CELLS else None
        if cell is None:
            continue
        if name == MERGED_DOWN:
            merged.add(cell)
        elif name == CELL_BORDERS:
            if is_crossed(one):
                crossed.add(cell)
            if _is_framed(one):
                framed.add(cell)
        elif one.get(FILL) not in PLAIN or one.get(VAL) not in PLAIN:
            grounds.setdefault(cell, []).append(f"{one.get(VAL)}{one.get(FILL)}")
    found = {cell: look(";".join(seen)) + STANDS_BACK for cell, seen in grounds.items()}
    for cells, name in ((crossed, CROSSED), (set(_apart(framed)), FRAMED), (merged, MERGED)):
        found |= {cell: f"{found.get(cell, '')}{look(name)}{STANDS_BACK}" for cell in cells}
    return found


def is_crossed(borders: etree._Element) -> bool:
    """Whether a line runs across a cell with these borders from corner to corner."""
    return any(one.tag in DIAGONALS and one.get(VAL) not in _NOT_DRAWN for one in borders)


def _is_framed(borders: etree._Element) -> bool:
    """Whether thick lines run around a cell with these borders, on all its sides."""
    thick = {one.tag for one in borders if one.get(VAL) not in _NOT_DRAWN and _size(one) >= _THICK}
    return all(thick.intersection(names) for names in SIDES)


def _size(border: etree._Element) -> int:
    said = border.get(DRAWN_SIZE, "")
    return int(said[:4]) if said.isdecimal() else 0


def _apart(framed: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """Those of the framed cells in whose table others are not framed: programs write the lines of a table so, too."""
    tables: dict[etree._Element, list[etree._Element]] = {}
    for cell in framed:
        table = next(cell.iterancestors(TABLE), None)
        if table is not None:
            tables.setdefault(table, []).append(cell)
    for table, cells in tables.items():
        if sum(next(one.iterancestors(TABLE), None) is table for one in table.iter(CELL)) > len(cells):
            yield from cells


def _cell_of(mark: etree._Element) -> etree._Element | None:
    """The cell that this is a property of, or a property of a paragraph in it."""
    properties = mark.getparent()
    owner = properties.getparent() if properties is not None else None
    if properties is None or owner is None:
        return None
    if properties.tag == PARAGRAPH_PROPERTIES and owner.tag == PARAGRAPH and mark.tag == SHADING:
        owner = owner.getparent()
    elif properties.tag != CELL_PROPERTIES:
        return None
    return owner if owner is not None and owner.tag == CELL else None
