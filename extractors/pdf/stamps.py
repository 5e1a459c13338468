"""The identities a PDF carries: in its document information, its XMP metadata, a hidden field and its pages."""

from collections.abc import Iterable, Iterator

import pikepdf
from lxml import etree

from extractors.pdf.issued import stamps_within
from extractors.pdf.text import PARSER, text_of
from extractors.pdf.tree import Widget
from planwright.stamp import STAMP_KEY, STAMP_MARK, Stamp

MOST_XMP_BYTES = 1_000_000
_IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"


def stamps_of(pdf: pikepdf.Pdf, widgets: Iterable[Widget]) -> tuple[tuple[str, Stamp], ...]:
    """Every stamp found, each with the place it was found in.

    Where forms were put together their hidden fields have one name, or the later ones a longer one.
    """
    texts = [("document property", text) for text in (*_information(pdf), *_identifiers(pdf))]
    hidden = (widget.field for widget in widgets if widget.key.startswith(STAMP_KEY))
    texts += [("hidden field", text_of(field.get("/V")).text) for field in hidden]
    found = [(place, Stamp.from_text(text)) for place, text in texts]
    return (*((place, stamp) for place, stamp in found if stamp), *stamps_within(pdf))


def _information(pdf: pikepdf.Pdf) -> Iterator[str]:
    information = pdf.trailer.get("/Info")
    if isinstance(information, pikepdf.Dictionary):
        yield text_of(information.get(f"/{STAMP_KEY}")).text


def _identifiers(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The texts of `dc:identifier`; the metadata is parsed only where a stamp stands in it."""
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream) or len(metadata.read_raw_bytes()) > MOST_XMP_BYTES:
        return
    packet = metadata.read_bytes()
    if STAMP_MARK.encode() not in packet:
        return
    try:
        root = etree.fromstring(packet, PARSER)
    except etree.XMLSyntaxError:
        return
    for identifier in root.iter(_IDENTIFIER):
        yield from map(str, identifier.itertext())
    for description in root.iter():
        yield str(description.get(_IDENTIFIER, ""))
