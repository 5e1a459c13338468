"""A blank Word form as tests issue it and look at it: its parts and its content controls."""

from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from planwright.instruments import Instrument
from planwright.stamp import Stamp

AGENCY, ROUND = "Harbor & Bay <Early> Learning", "Fall 2026"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One content control: its kind is the name of the element that says so."""

    tag: str | None
    title: str | None
    kind: str
    lock: str | None
    prompt: str | None
    shows_prompt: bool
    text: str
    node: etree._Element


def stamp_of(instrument: Instrument) -> Stamp:
    """The stamp of the form that the tests issue."""
    return Stamp(instrument=instrument.practice, version=instrument.version, agency="harbor", round="2026-fall")


def parts(form: bytes) -> dict[str, bytes]:
    """The parts of the package by name."""
    with ZipFile(BytesIO(form)) as package:
        return {name: package.read(name) for name in package.namelist()}


def part(form: bytes, name: str = "word/document.xml") -> etree._Element:
    """The root element of one part."""
    return etree.fromstring(parts(form)[name])


def controls(root: etree._Element) -> list[Control]:
    """Every content control, in the order of the document."""
    return [_control(node) for node in root.iter(f"{W}sdt")]


def words(root: etree._Element) -> str:
    """Everything printed, paragraph by paragraph."""
    return "\n".join("".join(text.text or "" for text in line.iter(f"{W}t")) for line in root.iter(f"{W}p"))


def _control(node: etree._Element) -> Control:
    properties = node.find(f"{W}sdtPr")
    assert properties is not None

    def said(path: str) -> str | None:
        found = properties.find(path)
        return None if found is None else found.get(f"{W}val")

    return Control(
        tag=said(f"{W}tag"),
        title=said(f"{W}alias"),
        kind=etree.QName(properties[-1]).localname,
        lock=said(f"{W}lock"),
        prompt=said(f"{W}placeholder/{W}docPart"),
        shows_prompt=properties.find(f"{W}showingPlcHdr") is not None,
        text="".join(text.text or "" for text in node.iter(f"{W}t")),
        node=node,
    )
