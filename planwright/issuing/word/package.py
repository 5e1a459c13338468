"""The parts of a Word file: the same content gives the same bytes, whenever and wherever it is packed."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from planwright.issuing.word.controls import prompt_id, prompt_name
from planwright.issuing.word.xml import Element, el, paragraph, qname, root, run, to_bytes

EPOCH = "1980-01-01T00:00:00Z"  # the earliest moment a zip file can hold: a blank form is as old as its instrument
FIRST_ID = "rId1"  # the footer among the document's relationships, and the picture among the footer's
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_STYLES = Path(__file__).with_name("styles.xml")
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANTS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_EXTENDED_NAMES: Any = {None: _EXTENDED}  # the stubs of lxml know no default namespace
_CUSTOM_NAMES: Any = {None: _CUSTOM, "vt": _VARIANTS}
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the one property set that custom properties belong to


def pack(
    *,
    body: Element,
    footer: Element,
    picture: bytes,
    numbering: Iterable[Element],
    prompts: Iterable[str],
    language: str,
    core: Mapping[str, str],
    custom: Mapping[str, str],
) -> bytes:
    """The Word file of this body and footer; the footer and its picture are both related by `FIRST_ID`.

    `prompts` become the building blocks that clearing an answer brings back. `core` are Dublin Core properties by
    their local name, `custom` the document's own properties.
    """
    package = Package()
    document = _part(package, "/word/document.xml", CT.WML_DOCUMENT_MAIN, root("w:document", body))
    package.relate_to(document, RT.OFFICE_DOCUMENT)
    package.relate_to(_part(package, "/docProps/core.xml", CT.OPC_CORE_PROPERTIES, _core(core)), RT.CORE_PROPERTIES)
    package.relate_to(
        _part(package, "/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, _extended()), RT.EXTENDED_PROPERTIES
    )
    package.relate_to(
        _part(package, "/docProps/custom.xml", CT.OFC_CUSTOM_PROPERTIES, _custom(custom)), RT.CUSTOM_PROPERTIES
    )
    shown = _part(package, "/word/footer1.xml", CT.WML_FOOTER, footer)
    shown.relate_to(Part(PackURI("/word/media/code.png"), CT.PNG, picture, package), RT.IMAGE)
    document.relate_to(shown, RT.FOOTER)
    glossary = _part(package, "/word/glossary/document.xml", CT.WML_DOCUMENT_GLOSSARY, _glossary(prompts))
    document.relate_to(glossary, RT.GLOSSARY_DOCUMENT)
    lists = root("w:numbering", *numbering)
    if len(lists):
        document.relate_to(_part(package, "/word/numbering.xml", CT.WML_NUMBERING, lists), RT.NUMBERING)
    for owner, folder in ((document, "/word"), (glossary, "/word/glossary")):
        owner.relate_to(_part(package, f"{folder}/styles.xml", CT.WML_STYLES, _styles(language)), RT.STYLES)
        owner.relate_to(_part(package, f"{folder}/settings.xml", CT.WML_SETTINGS, _settings(language)), RT.SETTINGS)
    return _zipped(package)


def _part(package: Package, name: str, content_type: str, node: Element) -> Part:
    return Part(PackURI(name), content_type, to_bytes(node), package)


def _zipped(package: Package) -> bytes:
    packed, stable = BytesIO(), BytesIO()
    package.save(packed)
    with ZipFile(packed) as source, ZipFile(stable, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            fixed = ZipInfo(entry.filename, _ZIP_EPOCH)
            fixed.compress_type, fixed.create_system, fixed.external_attr = ZIP_DEFLATED, 0, 0
            target.writestr(fixed, source.read(entry))
    return stable.getvalue()


def _styles(language: str) -> Element:
    styles = etree.fromstring(_STYLES.read_bytes(), etree.XMLParser(remove_blank_text=True, remove_comments=True))
    for said in styles.iter(qname("w:lang")):
        said.set(qname("w:val"), language)
    return styles


def _settings(language: str) -> Element:
    word = "http://schemas.microsoft.com/office/word"
    return root(
        "w:settings",
        el("w:zoom", percent=100),
        el("w:defaultTabStop", val=720),
        el("w:characterSpacingControl", val="doNotCompress"),
        # Below 15 Word opens the form in compatibility mode, in which rows cannot be added.
        el("w:compat", el("w:compatSetting", name="compatibilityMode", uri=word, val=15)),
        el("w:themeFontLang", val=language),
        el("w:decimalSymbol", val="."),
        el("w:listSeparator", val=","),
    )


def _glossary(prompts: Iterable[str]) -> Element:
    return root("w:glossaryDocument", el("w:docParts", *(_building_block(prompt) for prompt in sorted(set(prompts)))))


def _building_block(prompt: str) -> Element:
    return el(
        "w:docPart",
        el(
            "w:docPartPr",
            el("w:name", val=prompt_name(prompt)),
            el("w:category", el("w:name", val="General"), el("w:gallery", val="placeholder")),
            el("w:types", el("w:type", val="bbPlcHdr")),
            el("w:behaviors", el("w:behavior", val="content")),
            el("w:guid", val=f"{{{str(prompt_id(prompt)).upper()}}}"),
        ),
        el("w:docPartBody", paragraph("Normal", run(prompt, "PlaceholderText"))),
    )


def _core(properties: Mapping[str, str]) -> Element:
    names = {"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    node = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=names)
    for name, value in properties.items():
        etree.SubElement(node, f"{{{_DC}}}{name}").text = value
    for name in ("created", "modified"):
        moment = etree.SubElement(node, f"{{{_TERMS}}}{name}")
        moment.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        moment.text = EPOCH
    return node


def _extended() -> Element:
    node = etree.Element(f"{{{_EXTENDED}}}Properties", nsmap=_EXTENDED_NAMES)
    etree.SubElement(node, f"{{{_EXTENDED}}}Application").text = "planwright"
    return node


def _custom(properties: Mapping[str, str]) -> Element:
    node = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap=_CUSTOM_NAMES)
    for number, (name, value) in enumerate(properties.items(), start=2):  # 0 and 1 are taken by the format
        held = etree.SubElement(node, f"{{{_CUSTOM}}}property", fmtid=_USER_DEFINED, pid=str(number), name=name)
        etree.SubElement(held, f"{{{_VARIANTS}}}lpwstr").text = value
    return node
