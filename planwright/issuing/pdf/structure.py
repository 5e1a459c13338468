"""Builds the structure tree that a screen reader follows: headings, paragraphs, tables and fields in reading order."""

from collections.abc import Iterable, Mapping

from pikepdf import Array, Dictionary, Name, Object, Pdf

from planwright.issuing.pdf.draw import Fillable, Spot
from planwright.issuing.pdf.page import Tag


def add_structure(pdf: Pdf, spots: Iterable[Spot], widgets: Mapping[Spot, Object]) -> None:
    """Adds the structure of these spots; `widgets` holds the annotation of each field among them."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
    elements: dict[Tag, Object] = {}
    contents: list[Array] = [Array() for _ in pdf.pages]
    owners: list[Object] = []  # the element of each field, by the number that its annotation has
    for spot in spots:
        element: Object = root
        for tag in spot.tags:
            if tag not in elements:
                elements[tag] = _element(pdf, tag, element)
            element = elements[tag]
        page = pdf.pages[spot.page].obj
        if "/Pg" not in element:
            element.Pg = page
        if isinstance(spot, Fillable):
            element.K.append(Dictionary(Type=Name.OBJR, Obj=widgets[spot], Pg=page))
            widgets[spot].StructParent = len(contents) + len(owners)
            owners.append(element)
        else:
            element.K.append(Dictionary(Type=Name.MCR, Pg=page, MCID=spot.content))
            contents[spot.page].append(element)
    for number, owner in enumerate(pdf.pages):
        owner.obj.StructParents = number
    numbers = Array()
    for number, parents in enumerate([*map(pdf.make_indirect, contents), *owners]):
        numbers.append(number)
        numbers.append(parents)
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(contents) + len(owners)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _element(pdf: Pdf, tag: Tag, parent: Object) -> Object:
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{tag.role}"), P=parent, K=Array()))
    table = Dictionary()
    if tag.scope:
        table.Scope = Name(f"/{tag.scope}")
    if tag.columns > 1:
        table.ColSpan = tag.columns
    if tag.rows > 1:
        table.RowSpan = tag.rows
    if len(table):
        table.O = Name.Table
        element.A = table
    parent.K.append(element)
    return element
