"""Elements of a Word document: each function returns one, with its children in the order ISO/IEC 29500 lays down."""

from collections.abc import Iterable, Sequence

from lxml import etree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
FEW_ROWS = 4  # a table of so many rows, its headings among them, may break anywhere
NO_BREAK_SPACE = "\u00a0"

Element = etree._Element


def el(name: str, /, *children: Element, **attributes: object) -> Element:
    """The element of this prefixed name; attributes are in the element's own namespace, as Word wants them."""
    node = etree.Element(qname(name), nsmap={"w": NAMESPACES["w"]})
    prefix = name.partition(":")[0]
    for key, value in attributes.items():
        node.set(qname(f"{prefix}:{key}"), str(value))
    node.extend(children)
    return node


def qname(name: str) -> str:
    """The name in lxml's form: `w:p` gives `{http://…}p`."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def root(name: str, *children: Element) -> Element:
    """The root element of a part, which declares every namespace; older programs skip what they do not know."""
    node = etree.Element(qname(name), nsmap=NAMESPACES)
    node.set(qname("mc:Ignorable"), "w14 w15")
    node.extend(children)
    etree.cleanup_namespaces(node, keep_ns_prefixes=list(NAMESPACES))
    return node


def run(text: str, style: str | None = None) -> Element:
    """A run of text in a character style; a line feed becomes a line break."""
    node = el("w:r")
    if style:
        node.append(el("w:rPr", el("w:rStyle", val=style)))
    for number, line in enumerate(text.split("\n")):
        if number:
            node.append(el("w:br"))
        piece = el("w:t")
        piece.text = line
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        node.append(piece)
    return node


def paragraph(style: str, *inline: Element, numbering: tuple[int, int] | None = None) -> Element:
    """A paragraph of this style; `numbering` is the list and the level that number it."""
    properties = el("w:pPr", el("w:pStyle", val=style))
    if numbering:
        number, level = numbering
        properties.append(el("w:numPr", el("w:ilvl", val=level), el("w:numId", val=number)))
    return el("w:p", properties, *inline)


def words(style: str, text: str) -> Element:
    """A paragraph of plain text."""
    return paragraph(style, run(text))


def spacer() -> Element:
    """A thin empty line between blocks.

    It holds a no-break space on purpose: LibreOffice turns a control around whole paragraphs into a plain-text control
    around the first text in it, and that had better be nothing an agency could have answered.
    """
    return words("Spacer", NO_BREAK_SPACE)


def page_field(instruction: str) -> list[Element]:
    """The runs of a field that Word works out for each page, such as PAGE or NUMPAGES."""
    code = el("w:instrText")
    code.text = f" {instruction} "
    return [
        el("w:r", el("w:fldChar", fldCharType="begin")),
        el("w:r", code),
        el("w:r", el("w:fldChar", fldCharType="separate")),
        run("1"),
        el("w:r", el("w:fldChar", fldCharType="end")),
    ]


def to_bytes(node: Element) -> bytes:
    """The part as a file of the package."""
    return etree.tostring(node, xml_declaration=True, encoding="UTF-8", standalone=True)


# -- tables -----------------------------------------------------------------------------------------------------------


def table(title: str, description: str, widths: Iterable[int], rows: Iterable[Element]) -> Element:
    """A table of these column widths (twentieths of a point); title and description are read out to blind readers.

    `rows` are `w:tr` elements, or content controls around them.
    """
    columns = list(widths)
    return el(
        "w:tbl",
        el(
            "w:tblPr",
            el("w:tblStyle", val="FormTable"),
            el("w:tblW", w=sum(columns), type="dxa"),
            el("w:tblLayout", type="fixed"),
            el("w:tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
            el("w:tblCaption", val=title),
            el("w:tblDescription", val=description),
        ),
        el("w:tblGrid", *(el("w:gridCol", w=width) for width in columns)),
        *rows,
    )


def heading_row(cells: Iterable[Element]) -> Element:
    """The row of column headings, printed again at the top of every page the table reaches."""
    return el("w:tr", el("w:trPr", el("w:cantSplit"), el("w:tblHeader")), *cells)


def row(cells: Iterable[Element], *, height: int = 0) -> Element:
    """A row that stays on one page, at least `height` twentieths of a point high."""
    properties = el("w:trPr", el("w:cantSplit"))
    if height:
        properties.append(el("w:trHeight", val=height, hRule="atLeast"))
    return el("w:tr", properties, *cells)


def keep_together(rows: Sequence[Element]) -> None:
    """Keeps the first and the last of these rows from standing alone on a page, where there are enough of them."""
    for line in (rows[1], rows[-2]) if len(rows) > FEW_ROWS else ():
        for properties in line.iter(qname("w:pPr")):
            properties.insert(1, el("w:keepNext"))


def cell(width: int, *blocks: Element, fill: str | None = None, middle: bool = False) -> Element:
    """A cell of paragraphs; `fill` is its background, `middle` centres it from top to bottom."""
    properties = el("w:tcPr", el("w:tcW", w=width, type="dxa"))
    if fill:
        properties.append(el("w:shd", val="clear", color="auto", fill=fill))
    if middle:
        properties.append(el("w:vAlign", val="center"))
    return el("w:tc", properties, *blocks)
