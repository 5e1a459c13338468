"""A Word form with a line around every cell of its tables, for programs that find tables by their lines."""

import io
import zipfile
from copy import deepcopy

from lxml import etree

from extractors.word.file.package import open_package
from extractors.word.names import BODY, CELL_BORDERS, TABLE, TABLE_BORDERS, TABLE_PROPERTIES, VAL

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def ruled(data: bytes) -> bytes:
    """The same form with thin lines around all cells."""
    part, held = next(open_package(data).stories())
    root = deepcopy(held)
    body = next(root.iterchildren(BODY))
    for borders in list(body.iter(TABLE_BORDERS, CELL_BORDERS)):
        holder = borders.getparent()
        if holder is not None:
            holder.remove(borders)
    for table in body.iter(TABLE):
        properties = table.find(TABLE_PROPERTIES)
        if properties is not None:
            _add_lines(properties)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            is_part = entry.filename.lstrip("/") == part.lstrip("/")
            after.writestr(entry, etree.tostring(root) if is_part else before.read(entry))
    return out.getvalue()


def _add_lines(properties: etree._Element) -> None:
    """The lines of a table come before its layout, cell margins and look, as the schema orders them."""
    namespace = TABLE_BORDERS.rpartition("}")[0] + "}"
    borders = etree.Element(TABLE_BORDERS)
    for side in _SIDES:
        etree.SubElement(borders, f"{namespace}{side}", {VAL: "single", f"{namespace}sz": "2"})
    later = ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription")
    place = next((at for at, one in enumerate(properties) if etree.QName(one).localname in later), len(properties))
    properties.insert(place, borders)
