"""Fills a blank Word form as Word does: answers go into its content controls, everything else stays as it was.

Written against the XML alone, so that it knows nothing of how the form was made or will be read.
"""

import io
import zipfile
from datetime import date

from lxml import etree

from planwright.model import Value

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
NS = {"w": W, "w14": W14}
PART = "word/document.xml"


def fill_word(blank: bytes, answers: dict[str, Value]) -> bytes:
    """The form with these answers in it; what is `None` or `()` stays as issued."""
    package = zipfile.ZipFile(io.BytesIO(blank))
    root = etree.fromstring(package.read(PART))
    controls = {tag.get(f"{{{W}}}val"): tag.getparent().getparent() for tag in root.iterfind(".//w:sdtPr/w:tag", NS)}
    for path, value in answers.items():
        for one in value if isinstance(value, tuple) else (value,):
            box = controls.get(f"{path}={one}")
            if box is not None:
                _tick(box)
        if path in controls and value not in (None, ()):
            _enter(controls[path], "/".join(value) if isinstance(value, tuple) else str(value))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as filled:
        for entry in package.infolist():
            data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            filled.writestr(entry, data if entry.filename == PART else package.read(entry))
    return out.getvalue()


def _tick(sdt: etree._Element) -> None:
    about = sdt.find("w:sdtPr/w14:checkbox", NS)
    about.find("w14:checked", NS).set(f"{{{W14}}}val", "1")
    symbol = about.find("w14:checkedState", NS).get(f"{{{W14}}}val")
    sdt.find(".//w:sdtContent//w:t", NS).text = chr(int(symbol, 16))


def _enter(sdt: etree._Element, text: str) -> None:
    properties = sdt.find("w:sdtPr", NS)
    prompt = properties.find("w:showingPlcHdr", NS)
    if prompt is not None:
        properties.remove(prompt)
    for item in properties.iterfind("w:dropDownList/w:listItem", NS):
        if item.get(f"{{{W}}}value") == text:
            text = item.get(f"{{{W}}}displayText")
            break
    when = properties.find("w:date", NS)
    if when is not None:
        when.set(f"{{{W}}}fullDate", f"{text}T00:00:00Z")
        day = date.fromisoformat(text)
        spanish = when.find("w:dateFormat", NS).get(f"{{{W}}}val").startswith("dd")
        text = day.strftime("%d/%m/%Y" if spanish else "%m/%d/%Y")
    _replace_runs(sdt.find("w:sdtContent", NS), text)


def _replace_runs(content: etree._Element, text: str) -> None:
    """The text in the first run, its lines parted by breaks; the other runs go."""
    runs = list(content.iter(f"{{{W}}}r"))
    for run in runs[1:]:
        run.getparent().remove(run)
    for child in list(runs[0]):
        if etree.QName(child).localname != "rPr" or child.find("w:rStyle", NS) is not None:
            runs[0].remove(child)
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(runs[0], f"{{{W}}}br")
        word = etree.SubElement(runs[0], f"{{{W}}}t")
        word.text = line
        word.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
