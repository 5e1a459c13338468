"""PDF forms with XFA packets for tests, as Acrobat writes them: a template, its data, what was saved beside them."""

import io

import pikepdf

from extractors.pdf.fields import read_pdf_fields
from planwright.model import Field, Reading
from tests.extractors.pdf_forms import form_pdf, saved

TEMPLATE = "http://www.xfa.org/schema/xfa-template/3.3/"
DATA = "http://www.xfa.org/schema/xfa-data/1.0/"
PREAMBLE = b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/" timeStamp="2026-09-30T12:00:00Z">'
NUMBER = "<ui><numericEdit/></ui>"
DATE = "<ui><dateTimeEdit/></ui>"


def template(*parts: str, page: str = "") -> bytes:
    """A template packet whose form `form1` has these parts, and `page` on each page."""
    pages = f'<pageSet><pageArea name="Page1"><contentArea/><medium/>{page}</pageArea></pageSet>'
    form = f'<subform name="form1" layout="tb">{pages}{"".join(parts)}</subform>'
    return f'<template xmlns="{TEMPLATE}">{form}</template>'.encode()


def datasets(data: str) -> bytes:
    """A data packet; `data` stands in the element of `form1`."""
    return f'<xfa:datasets xmlns:xfa="{DATA}"><xfa:data><form1>{data}</form1></xfa:data></xfa:datasets>'.encode()


def state(parts: str) -> bytes:
    """What Acrobat saves of `form1` beside its data."""
    form = f'<subform name="form1">{parts}</subform>'
    return f'<form checksum="x" xmlns="http://www.xfa.org/schema/xfa-form/2.8/">{form}</form>'.encode()


def noted(name: str, text: str) -> str:
    """A field whose value was saved beside the data."""
    return f'<field name="{name}"><value><text>{text}</text></value></field>'


def field(name: str, inner: str = "", *, caption: str = "", **attributes: str) -> str:
    """A field of a template."""
    words = f"<caption><value><text>{caption}</text></value></caption>" if caption else ""
    told = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<field name="{name}"{told}>{inner}{words}</field>'


def repeated(name: str, *parts: str, least: int = 1, most: int = -1) -> str:
    """A subform whose rows are added and taken away."""
    return f'<subform name="{name}"><occur min="{least}" max="{most}"/>{"".join(parts)}</subform>'


def box(name: str, *stored: str, inner: str = "") -> str:
    """A check button that stores these when it is on, off and neither."""
    items = "".join(f"<text>{one}</text>" for one in stored)
    return field(name, f"<ui><checkButton/></ui><items>{items}</items>{inner}")


def choice(name: str, *pairs: tuple[str, str], ui: str = "", inner: str = "") -> str:
    """A drop-down of these stored and shown words."""
    shown = "".join(f"<text>{one}</text>" for _, one in pairs)
    kept = "".join(f"<text>{one}</text>" for one, _ in pairs)
    items = f'<items>{shown}</items><items save="1" presence="hidden">{kept}</items>'
    return field(name, f"<ui><choiceList {ui}/></ui>{items}{inner}")


def xfa_pdf(
    *packets: tuple[str, bytes], fields: tuple[str, ...] = (), whole: bool = False, root: str = "", **options: object
) -> bytes:
    """A PDF with these packets, as an array or as one stream, beside these AcroForm fields."""
    with pikepdf.open(io.BytesIO(form_pdf(*fields, root=root))) as pdf:
        if whole:
            xml = PREAMBLE + b"".join(packet for _, packet in packets) + b"</xdp:xdp>"
            pdf.Root.AcroForm.XFA = pdf.make_stream(xml)
        else:
            written = [("preamble", PREAMBLE), *packets, ("postamble", b"</xdp:xdp>")]
            stored = [one for name, xml in written for one in (pikepdf.String(name), pdf.make_stream(xml))]
            pdf.Root.AcroForm.XFA = pikepdf.Array(stored)
        return saved(pdf, **options)


def read_dynamic(parts: str | bytes, data: str | bytes, *more: tuple[str, bytes], **options: object) -> Reading:
    """The reading of a form that Adobe's reader lays out when it is opened."""
    packets = (
        ("template", parts if isinstance(parts, bytes) else template(parts)),
        ("datasets", data if isinstance(data, bytes) else datasets(data)),
        *more,
    )
    return read_pdf_fields(xfa_pdf(*packets, root="/NeedsRendering true", **options))


def read_only(part: str, data: str) -> Field:
    """The only field of such a form."""
    (one,) = read_dynamic(part, data).fields
    return one


def read_beside(acroform: str | tuple[str, ...], part: str, data: str, *more: tuple[str, bytes]) -> Reading:
    """The reading of a form whose AcroForm fields stand beside an XFA template and its data."""
    fields = (acroform,) if isinstance(acroform, str) else acroform
    return read_pdf_fields(xfa_pdf(("template", template(part)), ("datasets", datasets(data)), *more, fields=fields))


def stored(reading: Reading) -> dict[str, object]:
    """The values of a reading by their keys."""
    return {one.key: one.value for one in reading.fields}
