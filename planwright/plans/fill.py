"""Fills a template: the same template and content always give the same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from types import TracebackType
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import jinja2
from lxml import etree

from planwright.plans.charts import Chart, chart_xml, workbook
from planwright.plans.template import CHARTS, CONTENT_TYPES, Part, Template, relationship
from planwright.plans.xmltext import element_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHORT = 7  # rows of a table that stays on one page
_NARROW = 4  # columns of a table of which two rows stay together; where there are more, rows are tall
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of every entry of the zip: its oldest date


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What the file says of itself: title, subject, language, and the day it was prepared."""

    title: str
    subject: str
    language: str
    prepared: date


def fill(template: Template, words: Mapping[str, object], properties: Properties) -> bytes:
    """The Word file made of the template, its placeholders filled with the words.

    Raises `TemplateError` where a placeholder names nothing, or where tags tear the document apart.
    """
    charts: list[Chart] = []
    parts = dict(template.plain)
    for part in template.parts.values():
        drawn: list[Chart] = charts if part.name == template.body else []
        parts[part.name] = _render(template, part, {**words, CHARTS: drawn})
        if drawn is not charts and drawn:
            raise template.fault(part, None, "a chart can stand only in the body of the plan. Move its tag there.")
    if template.core:
        parts[template.core] = _core_xml(properties)
    if charts:
        _add_charts(parts, template.body, charts)
    return _zip(parts)


def _render(template: Template, part: Part, words: Mapping[str, object]) -> bytes:
    try:
        xml = part.compiled.render(words)
    except (jinja2.TemplateError, TypeError, ValueError, ZeroDivisionError) as error:
        raise template.fault(part, _line_of(error.__traceback__), f"{error}. Correct the tag.") from None
    try:
        root = etree.fromstring(xml)
    except etree.XMLSyntaxError:
        raise template.fault(
            part,
            None,
            "the tags tear a table or paragraph apart. Give each for and if the same letter as its end"
            " ({%p … %} with {%p end… %}, {%tr … %} with {%tr end… %}), each in a paragraph or row of its own.",
        ) from None
    _settle_tables(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _line_of(trace: TracebackType | None) -> int | None:
    """The line of the template that was being filled; Jinja names it in the traceback."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _settle_tables(root: etree._Element) -> None:
    """Gives each cell the paragraph it must end with, each table its grid columns, and keeps rows together."""
    for cell in root.iter(f"{W}tc"):
        if not len(cell) or cell[-1].tag != f"{W}p":
            etree.SubElement(cell, f"{W}p")
    spans = _spans(root)
    for table in root.iter(f"{W}tbl"):
        grid, rows = table.find(f"{W}tblGrid"), table.findall(f"{W}tr")
        cells = max((sum(spans.get(cell, 1) for cell in row.iterchildren(f"{W}tc")) for row in rows), default=0)
        if grid is not None and cells and len(grid) != cells:
            _share_width(grid, rows, cells, spans)
        if cells <= _NARROW:
            for row in rows[:-1] if len(rows) <= _SHORT else (*rows[:2], rows[-2]):
                _keep_with_next(row)


def _keep_with_next(row: etree._Element) -> None:
    """Keeps a row on the page of what is below it, so that no page ends or begins with a single row of a table."""
    for paragraph in row.iter(f"{W}p"):
        about = next(paragraph.iterchildren(f"{W}pPr"), None)
        if about is None:
            about = etree.Element(f"{W}pPr")
            paragraph.insert(0, about)
        said = [child.tag for child in about]
        if f"{W}keepNext" not in said:
            about.insert(1 if f"{W}pStyle" in said else 0, etree.Element(f"{W}keepNext"))


def _share_width(
    grid: etree._Element, rows: list[etree._Element], cells: int, spans: Mapping[etree._Element, int]
) -> None:
    """The first column keeps its width; the others share what is left."""
    widths = [int(column.get(f"{W}w", 0)) for column in grid]
    each = max(1, (sum(widths) - widths[0]) // max(1, cells - 1))
    settled = [widths[0], *[each] * (cells - 1)]
    grid[:] = [etree.Element(f"{W}gridCol", {f"{W}w": str(width)}) for width in settled]
    for row in rows:
        at = 0
        for cell in row.iterfind(f"{W}tc"):
            width = cell.find(f"{W}tcPr/{W}tcW")
            span = spans.get(cell, 1)
            if width is not None:
                width.set(f"{W}type", "dxa")
                width.set(f"{W}w", str(sum(settled[at : at + span])))
            at += span


def _spans(root: etree._Element) -> dict[etree._Element, int]:
    """The columns that each cell spans, of those that span several."""
    return {
        cell: int(span.get(f"{W}val", 1))
        for span in root.iter(f"{W}gridSpan")
        if (cell := next(span.iterancestors(f"{W}tc"), None)) is not None
    }


def _add_charts(parts: dict[str, bytes], body: str, charts: list[Chart]) -> None:
    """Adds each chart's drawing and workbook, and names them where Word looks for them."""
    folder, _, name = body.rpartition("/")
    links, types = "", f'<Default Extension="xlsx" ContentType="{_BOOK_TYPE}"/>'
    for number, chart in enumerate(charts, start=1):
        drawing, book = f"charts/planwright{number}.xml", f"embeddings/planwright{number}.xlsx"
        parts[f"{folder}/{drawing}"] = chart_xml(chart, "book")
        parts[f"{folder}/{book}"] = workbook(chart)
        parts[f"{folder}/charts/_rels/planwright{number}.xml.rels"] = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONSHIPS}">'
            f'<Relationship Id="book" Type="{_OFFICE}/package" Target="../{book}"/></Relationships>'
        ).encode()
        links += f'<Relationship Id="{relationship(number)}" Type="{_OFFICE}/chart" Target="{drawing}"/>'
        types += f'<Override PartName="/{folder}/{drawing}" ContentType="{_CHART_TYPE}"/>'
    _extend(parts, f"{folder}/_rels/{name}.rels", links)
    _extend(parts, CONTENT_TYPES, types)


def _extend(parts: dict[str, bytes], name: str, children: str) -> None:
    root = etree.fromstring(parts[name])
    declared = {node.get("Extension") for node in root}
    for child in etree.fromstring(f'<r xmlns="{etree.QName(root).namespace}">{children}</r>'):
        if child.get("Extension") is None:
            root.append(child)
        elif child.get("Extension") not in declared:
            root.insert(0, child)
    etree.cleanup_namespaces(root)
    parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _core_xml(properties: Properties) -> bytes:
    day = f"{properties.prepared.isoformat()}T00:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{element_xml(properties.title)}</dc:title><dc:subject>{element_xml(properties.subject)}</dc:subject>"
        f"<dc:creator>planwright</dc:creator><dc:language>{element_xml(properties.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
    ).encode()


def _zip(parts: Mapping[str, bytes]) -> bytes:
    """The package; Word wants the content types first."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # the same bytes on every system
            package.writestr(entry, parts[name])
    return held.getvalue()
