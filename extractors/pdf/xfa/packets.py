"""The XML packets of an XFA form: its template, its data and its saved state, parsed under limits."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from lxml import etree

from extractors.limits import limits
from extractors.pdf.text import MOST_STREAM_BYTES, name_of
from extractors.pdf.tree import LimitError

MOST_PACKETS = 200  # entries of the array; Acrobat writes some ten packets
TEMPLATE, DATASETS, STATE = "template", "datasets", "form"
_READ = (TEMPLATE, DATASETS, STATE)
_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>")
_USUAL = (  # what some writers use without saying so
    b'<packet xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/" xmlns:xdp="http://ns.adobe.com/xdp/"'
    b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
Element = etree._Element


class FaultError(Exception):
    """What is wrong with a packet, in words that follow its name: “is damaged”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packets:
    """The packets that say what a form asks and holds, None for those that are not there or cannot be read.

    `faults` says for each that cannot be read what is wrong with it.
    """

    template: Element | None = None
    data: Element | None = None
    state: Element | None = None
    faults: Mapping[str, str]


def packets_of(form: pikepdf.Dictionary) -> Packets | None:
    """The packets of an AcroForm's `/XFA`, which is one stream, or an array of names and streams; None without it.

    Raises `LimitError` for more of them than a form can have.
    """
    stored = form.get("/XFA")
    if isinstance(stored, pikepdf.Stream):
        return _of_whole([stored])
    if not isinstance(stored, pikepdf.Array):
        return None
    if len(stored) > MOST_PACKETS:
        raise LimitError("number of XFA packets", f"{MOST_PACKETS // 2}")
    named: dict[str, list[pikepdf.Stream]] = {}
    for name, packet in zip(list[object](stored)[::2], list[object](stored)[1::2], strict=False):
        if isinstance(packet, pikepdf.Stream):
            named.setdefault((name_of(name) or "").rpartition(":")[2].lower(), []).append(packet)
    if not named:
        return None
    if not named.keys() & {TEMPLATE, DATASETS}:  # one document, cut into pieces of other names
        return _of_whole([packet for packets in named.values() for packet in packets])
    return _of_parts({name: named[name] for name in _READ if name in named})


def local(element: Element) -> str:
    """The name of an element without its namespace, which forms of all ages and makers give differently."""
    return _local(element.tag)


@lru_cache(maxsize=1_000)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def named(element: Element | None, name: str) -> Iterator[Element]:
    """The children of this name."""
    return element.iterchildren(f"{{*}}{name}") if element is not None else iter(())


def first(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    return next(named(element, name), None)


def _of_whole(streams: list[pikepdf.Stream]) -> Packets:
    try:
        root = _parsed(b"".join(map(_content, streams)))
    except FaultError as fault:
        return Packets(faults=dict.fromkeys(_READ, str(fault)))
    found = {local(root): [root]} if local(root) in _READ else {name: list(named(root, name)) for name in _READ}
    faults = {name: "stands in the file more than once" for name, several in found.items() if len(several) > 1}
    sole = {name: several[0] for name, several in found.items() if len(several) == 1}
    return _packets(sole, faults)


def _of_parts(parts: Mapping[str, list[pikepdf.Stream]]) -> Packets:
    faults: dict[str, str] = {}
    sole: dict[str, Element] = {}
    for name, streams in parts.items():
        try:
            if len(streams) > 1:
                raise FaultError("stands in the file more than once")
            sole[name] = _parsed(_content(streams[0]))
        except FaultError as fault:
            faults[name] = str(fault)
    return _packets(sole, faults)


def _packets(sole: Mapping[str, Element], faults: Mapping[str, str]) -> Packets:
    data, faults = None, dict(faults)
    if DATASETS in sole:
        try:
            data = _data(sole[DATASETS])
        except FaultError as fault:
            faults[DATASETS] = str(fault)
    return Packets(template=sole.get(TEMPLATE), data=data, state=sole.get(STATE), faults=faults)


def _data(datasets: Element) -> Element | None:
    """The data among the data sets; beside it stand descriptions of it, and none is there before anyone answers."""
    if local(datasets) == "data":
        return datasets
    found = list(named(datasets, "data"))
    if len(found) > 1:
        raise FaultError("holds the data more than once")
    others = [one for one in datasets if local(one) != "dataDescription" and "".join(map(str, one.itertext())).strip()]
    if not found and (others or local(datasets) != DATASETS):
        raise FaultError("does not say which of it is the data")
    return found[0] if found else None


def _content(stream: pikepdf.Stream) -> bytes:
    """The bytes of a packet; raises `FaultError` rather than unpack more than a form can have."""
    raw = stream.read_raw_bytes()
    packing = stream.get("/Filter")
    filters = list[object](packing) if isinstance(packing, pikepdf.Array) else [packing] if packing is not None else []
    if not filters:
        content = raw
    elif filters == [pikepdf.Name.FlateDecode] and "/DecodeParms" not in stream:
        content = _inflated(raw)
    elif len(filters) == 1 and len(raw) <= MOST_STREAM_BYTES:
        content = stream.read_bytes()
    else:
        raise FaultError("is packed in a way that no form program uses")
    if len(content) > limits().unpacked:
        raise FaultError(f"has more than {limits().unpacked_mb} MB")
    return content


def _inflated(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, limits().unpacked + 1)
    except zlib.error:
        raise FaultError("is damaged") from None


def _parsed(content: bytes) -> Element:
    """The root of a packet; raises `FaultError` for what is not one well-formed document of plain XML.

    Namespace prefixes that the packet leaves undeclared are taken to be the usual ones.
    """
    parser = _parser()
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if {entry.type for entry in parser.error_log} != {etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE}:
            raise FaultError(f"is not well-formed XML (line {error.lineno or 1})") from None
        root = _declared(content)
    if root.getroottree().docinfo.internalDTD is not None:
        raise FaultError("declares a document type, in which text can be hidden")
    return root


def _declared(content: bytes) -> Element:
    try:
        packet = etree.fromstring(_USUAL + _DECLARATION.sub(b"", content) + b"</packet>", _parser())
    except etree.XMLSyntaxError as error:
        raise FaultError(f"is not well-formed XML (line {error.lineno or 1})") from None
    if len(packet) != 1 or (packet.text or "").strip() or (packet[0].tail or "").strip():
        raise FaultError("is not well-formed XML")
    return packet[0]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
