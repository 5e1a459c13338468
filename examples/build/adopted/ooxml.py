"""Word files as Word writes them, from pieces of XML: text in, the bytes of a package out.

Any element may carry a `k` attribute, the key of the question whose answer goes there. Whoever completes a form finds
its places by them; no file keeps them.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items()) + ' mc:Ignorable="w14 w15 wp14"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = NAMESPACES["r"]
_KEY = re.compile(r' k="[^"]*"')
_BARE_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_RUN = re.compile(r'(<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve">)([^<]{12,})(</w:t></w:r>)')
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

STRONG = "<w:b/>"
SMALL = '<w:sz w:val="17"/>'
PLACEHOLDER = '<w:rStyle w:val="PlaceholderText"/>'


def run(text: str, properties: str = "", *, key: str = "") -> str:
    """A run of text; a tab in it is a tab."""
    held = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in text.split("\t")
    )
    return f"<w:r{_keyed(key)}>{properties and f'<w:rPr>{properties}</w:rPr>'}{held}</w:r>"


def para(*inside: str, style: str = "", properties: str = "", key: str = "") -> str:
    """A paragraph of runs; what is not XML is text."""
    said = "".join(one if one.startswith("<") else run(one) for one in inside)
    set_ = (style and f'<w:pStyle w:val="{style}"/>') + properties
    return f"<w:p{_keyed(key)}>{set_ and f'<w:pPr>{set_}</w:pPr>'}{said}</w:p>"


def cell(*blocks: str, width: int, key: str = "", shade: str = "", span: int = 1, properties: str = "") -> str:
    """A cell of a table; what is not a paragraph is one."""
    held = "".join(one if one.startswith(("<w:p>", "<w:p ", "<w:sdt>", "<w:sdt ")) else para(one) for one in blocks)
    set_ = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
    set_ += shade and f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>'
    set_ += properties + '<w:vAlign w:val="center"/>'
    return f"<w:tc{_keyed(key)}><w:tcPr>{set_}</w:tcPr>{held or para()}</w:tc>"


def row(*cells: str, heading: bool = False, height: int = 0) -> str:
    """A row of a table; a heading is printed again on the next page."""
    set_ = (
        "<w:cantSplit/>" + (f'<w:trHeight w:val="{height}"/>' if height else "") + ("<w:tblHeader/>" if heading else "")
    )
    return f"<w:tr><w:trPr>{set_}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: tuple[int, ...], *rows: str, ruled: bool = True) -> str:
    """A table with columns of these widths in twentieths of a point, and the paragraph that Word needs after one."""
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    style = "TableGrid" if ruled else "TableNormal"
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:bottom w:w="45" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def document(body: str, *, key: str = "") -> str:
    """The main part: the body on letter paper, with its header and footer."""
    paper = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId10"/><w:footerReference w:type="default" r:id="rId11"/>'
        '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1080" w:right="1080" w:bottom="1000" w:left="1080" '
        'w:header="560" w:footer="480" w:gutter="0"/><w:cols w:space="720"/></w:sectPr>'
    )
    return f"{HEAD}<w:document {DECLARED}{_keyed(key)}><w:body>{body}{paper}</w:body></w:document>"


def package(
    main: str,
    *,
    header: str,
    footer: str,
    font: str = "Arial",
    colour: str = "1F3864",
    language: str = "en-US",
    more: Mapping[str, tuple[str, str, str]] | None = None,
    protected: str = "",
    title: str = "",
) -> bytes:
    """The Word file; `more` are further parts by name: their relation, content type and XML."""
    parts = {
        "word/document.xml": ("", f"{OFFICE}.document.main+xml", _in_pieces(main)),
        "word/styles.xml": ("styles", f"{OFFICE}.styles+xml", _styles(font, colour, language)),
        "word/settings.xml": ("settings", f"{OFFICE}.settings+xml", _settings(protected)),
        "word/header1.xml": ("header", f"{OFFICE}.header+xml", f"{HEAD}<w:hdr {DECLARED}>{header}</w:hdr>"),
        "word/footer1.xml": ("footer", f"{OFFICE}.footer+xml", f"{HEAD}<w:ftr {DECLARED}>{footer}</w:ftr>"),
        **(more or {}),
    }
    ids = {"word/header1.xml": "rId10", "word/footer1.xml": "rId11"}
    relations = "".join(
        f'<Relationship Id="{ids.get(name, f"rId{number}")}" Type="{RELATIONS}/{kind}" Target="{name[5:]}"/>'
        for number, (name, (kind, _, _)) in enumerate(parts.items())
        if kind
    )
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (_, kind, _) in parts.items())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "[Content_Types].xml", _types(types))
        _put(
            archive,
            "_rels/.rels",
            _rels(
                f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
                '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/'
                'core-properties" Target="docProps/core.xml"/>'
            ),
        )
        _put(archive, "docProps/core.xml", _core(title))
        _put(archive, "word/_rels/document.xml.rels", _rels(relations))
        for name, (_, _, xml) in parts.items():
            _put(archive, name, _as_word(xml))
    return file.getvalue()


def _put(archive: zipfile.ZipFile, name: str, xml: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), xml.encode(), zipfile.ZIP_DEFLATED)


def _in_pieces(xml: str) -> str:
    """With some of the runs in two, as Word leaves text that was typed, checked or changed in more than one sitting.

    Which, and where, depends on the whole document, and so differs between a blank and its copies.
    """
    sitting = zlib.crc32(xml.encode())

    def cut(found: re.Match[str]) -> str:
        before, text, after = found.groups()
        spaces = [at for at, letter in enumerate(text) if letter == " " and 0 < at < len(text) - 1]
        chance = zlib.crc32(text.encode()) ^ sitting
        if chance % 3 or not spaces or "PlaceholderText" in before:
            return found[0]
        at = spaces[chance // 3 % len(spaces)]
        opened = before.replace("<w:r>", '<w:r w:rsidRPr="00D3185E">')
        return f'{before}{text[:at]}</w:t></w:r><w:proofErr w:type="gramStart"/>{opened}{text[at:]}{after}'

    return _RUN.sub(cut, xml)


def _as_word(xml: str) -> str:
    """Without the keys; each paragraph with the marks that Word gives it."""
    number = iter(range(0x1A2B3C00, 0x7FFFFFFF, 0x35))
    marks = 'w14:textId="77777777" w:rsidR="00B41C07" w:rsidRDefault="00B41C07"'
    return _BARE_PARAGRAPH.sub(lambda _: f'<w:p w14:paraId="{next(number):08X}" {marks}', _KEY.sub("", xml))


def _keyed(key: str) -> str:
    return key and f" k={quoteattr(key)}"


def _types(overrides: str) -> str:
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>"
    )


def _rels(relations: str) -> str:
    package_relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{package_relations}">{relations}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>Program Office</dc:creator><cp:revision>4</cp:revision>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-07-06T14:05:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-08-11T09:32:00Z</dcterms:modified></cp:coreProperties>'
    )


def _settings(protected: str) -> str:
    guard = protected and f'<w:documentProtection w:edit="{protected}" w:enforcement="1"/>'
    return (
        f'{HEAD}<w:settings {DECLARED}><w:zoom w:percent="100"/>{guard}<w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )


def _styles(font: str, colour: str, language: str) -> str:
    faces = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" w:eastAsia="{font}"/>'
    line = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
    ruled = "".join(line.format(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))

    def style(ident: str, name: str, paragraph: str, text: str) -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
            f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
        )

    return (
        f'{HEAD}<w:styles {DECLARED}><w:docDefaults><w:rPrDefault><w:rPr>{faces}<w:sz w:val="20"/>'
        f'<w:lang w:val="{language}"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        + style(
            "Title",
            "Title",
            '<w:spacing w:before="60" w:after="80"/>',
            f'<w:b/><w:color w:val="{colour}"/><w:sz w:val="34"/>',
        )
        + style(
            "Heading1",
            "heading 1",
            '<w:keepNext/><w:spacing w:before="220" w:after="80"/><w:outlineLvl w:val="0"/>',
            f'<w:b/><w:color w:val="{colour}"/><w:sz w:val="24"/>',
        )
        + style("Instructions", "Instructions", '<w:spacing w:after="110"/>', '<w:i/><w:color w:val="404040"/>')
        + style("Line", "Line", '<w:spacing w:before="90" w:after="90"/>', "")
        + style("Header", "header", '<w:tabs><w:tab w:val="right" w:pos="10080"/></w:tabs>', '<w:sz w:val="17"/>')
        + style("Footer", "footer", '<w:tabs><w:tab w:val="right" w:pos="10080"/></w:tabs>', '<w:sz w:val="16"/>')
        + style("CommentText", "annotation text", "", "")
        + '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/><w:rPr>'
        '<w:color w:val="666666"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/><w:rPr>'
        '<w:sz w:val="16"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "</w:style>"
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{ruled}</w:tblBorders></w:tblPr></w:style></w:styles>"
    )


def letterhead(name: str, address: str, colour: str = "1F3864") -> str:
    """The header of every page: who asks, and where they are."""
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="4" w:color="{colour}"/></w:pBdr>'
    return para(
        run(name, f'<w:b/><w:color w:val="{colour}"/><w:sz w:val="21"/>'),
        run("\t" + address),
        style="Header",
        properties=rule,
    )


def foot(form: str, page: str = "Page") -> str:
    """The footer of every page: the form's number, and the page's."""
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{after}'
        for kind, after in (
            ("begin", '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'),
            ("separate", run("1")),
            ("end", ""),
        )
    )
    return para(run(f"{form}\t{page} "), field, style="Footer")
