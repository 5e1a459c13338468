"""A Word file saved as one XML file (flat OPC), put back into a package of parts."""

import io
import zipfile

from lxml import etree

from extractors.word.file.package import parse_xml

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def as_package(data: bytes) -> bytes:
    """The XML parts as a .docx file; pictures, which are no answers, are left out.

    Raises `RefusedError` where it is not whole.
    """
    root = parse_xml(data, "document")
    out = io.BytesIO()
    types = etree.Element(f"{{{_TYPES}}}Types")
    with zipfile.ZipFile(out, "w") as package:
        for part in root.iterchildren(f"{_PKG}part"):
            name, xml = part.get(f"{_PKG}name", ""), part.find(f"{_PKG}xmlData")
            if xml is not None and len(xml):
                package.writestr(name.lstrip("/"), etree.tostring(xml[0]))
                kind = {"PartName": name, "ContentType": part.get(f"{_PKG}contentType", "")}
                etree.SubElement(types, f"{{{_TYPES}}}Override", kind)
        package.writestr("[Content_Types].xml", etree.tostring(types))
    return out.getvalue()
