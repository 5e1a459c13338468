"""Word files written part by part, as small as a test's case: raw XML in, the bytes of a package out."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from extractors.word.fields import read_word_fields
from planwright.model import Field, Reading, State

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MAIN = "word/document.xml"
SEPARATOR = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
PLACEHOLDER = "<w:showingPlcHdr/>"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "v": "urn:schemas-microsoft-com:vml",
        "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "r": RELATIONS,
    }.items()
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r>{properties and f"<w:rPr>{properties}</w:rPr>"}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(*inside: str) -> str:
    """A paragraph of runs and controls."""
    return f"<w:p>{''.join(inside)}</w:p>"


def control(inside: str, kind: str = "<w:text/>", *, tag: str = "a", title: str = "", more: str = "") -> str:
    """A content control with these contents; `kind` and `more` are properties of it."""
    names = (title and f"<w:alias w:val={quoteattr(title)}/>") + (tag and f"<w:tag w:val={quoteattr(tag)}/>")
    return f"<w:sdt><w:sdtPr>{names}{more}{kind}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def check_box(checked: str | None, shown: str, *, states: str = "", tag: str = "a") -> str:
    """A check box that stores `checked` and shows this symbol."""
    mark = "" if checked is None else f'<w14:checked w14:val="{checked}"/>'
    return control(run(shown) if shown else "", f"<w14:checkbox>{mark}{states}</w14:checkbox>", tag=tag)


def form_field(
    name: str, settings: str, instruction: str, shown: str | None, *, shown_xml: str = "", after: str = ""
) -> str:
    """One of Word's older form fields, with these settings and this text between its marks."""
    result = shown_xml + ("" if shown is None else run(shown)) + after
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val={quoteattr(name)}/><w:enabled/>{settings}'
        f'</w:ffData></w:fldChar></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f"{result and SEPARATOR + result}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_field(
    name: str, shown: str | None, settings: str = "", *, settings_before: str = "", shown_xml: str = "", after: str = ""
) -> str:
    """A form field for text."""
    asked = f"{settings_before}<w:textInput>{settings}</w:textInput>"
    return form_field(name, asked, "FORMTEXT", shown, shown_xml=shown_xml, after=after)


def date(inside: str, stored: str = "", *, picture: str = "M/d/yyyy", language: str = "en-US", more: str = "") -> str:
    """A date control."""
    full = stored and f' w:fullDate="{stored}"'
    form = f'<w:dateFormat w:val="{escape(picture)}"/><w:lid w:val="{language}"/>{more}'
    return control(inside, f"<w:date{full}>{form}</w:date>")


def row(*cells: str) -> str:
    """A table row of cells; what is not a cell yet becomes one with a paragraph of this content."""
    return f"<w:tr>{''.join(cell if cell.startswith('<w:tc') else tc(para(cell)) for cell in cells)}</w:tr>"


def tc(inside: str, properties: str = "") -> str:
    """A table cell."""
    return f"<w:tc>{properties and f'<w:tcPr>{properties}</w:tcPr>'}{inside}</w:tc>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def relations(*targets: tuple[str, str]) -> str:
    """A part of relationships of (type, target); a type without a scheme is Word's own."""
    said = "".join(
        f'<Relationship Id="r{number}" Type="{kind if ":" in kind else f"{RELATIONS}/{kind}"}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{said}</Relationships>'


def document(body: str) -> str:
    """The main part with this body."""
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def content_types(main: str = WORD_TYPE) -> str:
    """The list of contents of a package with this main part."""
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{MAIN}" ContentType="{main}"/></Types>'
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """These parts in one ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def word(
    body: str, *, stories: Mapping[str, str] | None = None, parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A Word file with this body.

    `stories` are further parts of text by their type (`header`, `footnotes`, `glossaryDocument`); `parts` are added
    as they are, or take the place of the usual ones.
    """
    usual: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(("officeDocument", MAIN)),
        "word/_rels/document.xml.rels": relations(*((kind, f"{kind}.xml") for kind in stories or ())),
        MAIN: document(body),
    }
    usual |= {f"word/{kind}.xml": text for kind, text in (stories or {}).items()}
    return zipped(usual | dict(parts or {}))


def story(inside: str) -> str:
    """A header, footer or part of notes with this content."""
    return f"<w:hdr {NAMESPACES}>{inside}</w:hdr>"


def glossary(**prompts: str) -> str:
    """The part that keeps the prompts of controls, by name."""
    kept = "".join(
        f'<w:docPart><w:docPartPr><w:name w:val="{name}"/></w:docPartPr><w:docPartBody>{para(run(text))}'
        "</w:docPartBody></w:docPart>"
        for name, text in prompts.items()
    )
    return f"<w:glossaryDocument {NAMESPACES}><w:docParts>{kept}</w:docParts></w:glossaryDocument>"


def prompt(name: str) -> str:
    """The property of a control that names its prompt."""
    return f'<w:placeholder><w:docPart w:val="{name}"/></w:placeholder>'


def read_body(body: str, **around: Mapping[str, str]) -> Reading:
    """The reading of a Word file with this body."""
    return read_word_fields(word(body, **around))


def fields_of(body: str, **around: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields of a Word file with this body, which has nothing wrong with it."""
    reading = read_body(body, **around)
    assert reading.problems == ()
    return reading.fields


def said(body: str, **around: Mapping[str, str]) -> tuple[object, State, object]:
    """The value, state and stored value of the one field in this body."""
    (field,) = fields_of(body, **around)
    return field.value, field.state, field.raw
