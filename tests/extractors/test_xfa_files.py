"""XFA forms as files: how their packets lie in a PDF, and what is said of packets that cannot be read."""

import io
import time
import tracemalloc
import zlib

import pikepdf
import pytest

from extractors.pdf.fields import read_pdf_fields
from extractors.read import read_bytes
from planwright.model import State
from tests.extractors.pdf_forms import WIDGET, codes, form_pdf, saved
from tests.extractors.xfa_forms import datasets, field, read_dynamic, repeated, state, stored, template, xfa_pdf

TEXT = f"/FT /Tx {WIDGET}"
TOWN = template(field("town", caption="Town"))
HARBOR = datasets("<town>Harbor</town>")
PACKETS = (("template", TOWN), ("datasets", HARBOR))
NAMED = f"/T (form1[0]) /Kids [<< /T (town[0]) {TEXT} /V (Harbor) >>]"


# -- where the packets lie --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("whole", [False, True], ids=["array", "stream"])
@pytest.mark.parametrize("root", ["", "/NeedsRendering true"])
def test_packets_are_read_from_an_array_and_from_one_stream(whole: bool, root: str):
    reading = read_pdf_fields(xfa_pdf(*PACKETS, whole=whole, root=root))
    assert ([(one.key, one.label, one.value) for one in reading.fields], codes(reading)) == (
        [("form1.town", "Town", "Harbor")],
        [],
    )
    assert (reading.route, reading.pages) == ("pdf-xfa", 0)


def test_the_page_that_says_please_wait_is_not_the_form():
    page = (
        "/MediaBox [0 0 612 792] /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    )
    with pikepdf.open(io.BytesIO(form_pdf(page=page, root="/NeedsRendering true"))) as pdf:
        wait = b"BT /F 12 Tf 72 700 Td (Please wait... If this message is not eventually replaced) Tj ET"
        pdf.pages[0].Contents = pdf.make_stream(wait)
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<x>" + TOWN + HARBOR + b"</x>")
        media_type, reading = read_bytes(saved(pdf), name="form.pdf")
    assert (media_type, stored(reading), codes(reading)) == ("application/pdf", {"form1.town": "Harbor"}, [])


@pytest.mark.parametrize(
    "options",
    [
        {"encryption": pikepdf.Encryption(owner="x", user="")},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "compress_streams": True},
        {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
    ],
    ids=["encrypted", "compressed", "plain"],
)
def test_packets_are_read_however_they_are_packed(options: dict[str, object]):
    assert stored(read_pdf_fields(xfa_pdf(*PACKETS, **options))) == {"form1.town": "Harbor"}


def test_packets_in_pieces_of_other_names_are_put_together():
    with pikepdf.open(io.BytesIO(form_pdf())) as pdf:
        xml = b"<x>" + TOWN + HARBOR + b"</x>"
        pieces = [("one", xml[:50]), ("two", xml[50:])]
        pdf.Root.AcroForm.XFA = pikepdf.Array([one for name, xml in pieces for one in (name, pdf.make_stream(xml))])
        assert stored(read_pdf_fields(saved(pdf))) == {"form1.town": "Harbor"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_packets_say_their_own_encoding(encoding: str):
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    data = (declared + datasets("<town>Cádiz</town>").decode()).encode(encoding)
    assert stored(read_dynamic(TOWN, data)) == {"form1.town": "Cádiz"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b' xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"', b""),
        (b"http://www.xfa.org/schema/xfa-data/1.0/", b"urn:something:else"),
        (b"xfa:", b""),
        (b"<xfa:datasets", b'<?xml version="1.0"?>\n<xfa:datasets'),
    ],
    ids=["undeclared", "other", "none", "declaration"],
)
def test_namespaces_that_are_missing_or_odd_do_not_keep_the_data_from_being_read(old: bytes, new: bytes):
    assert stored(read_dynamic(TOWN.replace(b"xfa-template/3.3", b"xfa-template/2.1"), HARBOR.replace(old, new))) == {
        "form1.town": "Harbor"
    }


def test_data_without_data_sets_around_them_are_read():
    data = HARBOR.replace(b"<xfa:datasets", b"<xfa:data", 1).replace(b"<xfa:data><form1>", b"<form1>")
    data = data.replace(b"</xfa:data></xfa:datasets>", b"</xfa:data>")
    assert stored(read_dynamic(TOWN, data)) == {"form1.town": "Harbor"}


def test_a_form_without_data_is_blank():
    for packets in (
        (PACKETS[0],),
        (PACKETS[0], ("datasets", b"<datasets/>")),
        (PACKETS[0], ("datasets", datasets(""))),
    ):
        reading = read_pdf_fields(xfa_pdf(*packets, root="/NeedsRendering true"))
        assert [(one.key, one.state) for one in reading.fields] == [("form1.town", State.BLANK)]
        assert codes(reading) == []


def test_a_form_without_a_template_is_told_by_its_data_and_goes_to_a_person():
    reading = read_pdf_fields(xfa_pdf(PACKETS[1]))
    assert (stored(reading), codes(reading)) == ({"form1.town": "Harbor"}, ["xfa-partly"])
    assert "“template” is missing" in reading.problems[0].message


@pytest.mark.parametrize("packets", ["[(template) (x)]", "[]", "(x)", "<< >>"])
def test_xfa_that_is_no_packet_is_none(packets: str):
    assert codes(read_pdf_fields(form_pdf(f"/T (a) {TEXT} /V (A)", form=f"/XFA {packets}"))) == []
    assert codes(read_pdf_fields(form_pdf(form=f"/XFA {packets}"))) == ["no-pdf-fields"]


# -- what cannot be read ----------------------------------------------------------------------------------------------

NOT_WELL_FORMED = {
    "cut off": HARBOR[:-20],
    "mismatched": HARBOR.replace(b"</town>", b"</twon>"),
    "entity": HARBOR.replace(b"Harbor", b"A &nbsp; B"),
    "ampersand": HARBOR.replace(b"Harbor", b"A & B"),
    "control character": HARBOR.replace(b"Harbor", b"A\x01B"),
    "encoding": HARBOR.replace(b"Harbor", b"C\xe1diz"),
    "two roots": HARBOR + HARBOR,
    "undeclared and cut off": HARBOR.replace(b' xmlns:xfa="', b' title="')[:-5],
    "undeclared and two roots": (HARBOR.replace(b' xmlns:xfa="', b' title="') * 60),
    "empty": b"",
    "no XML": b"Harbor",
    "bytes": bytes(range(256)),
}


@pytest.mark.parametrize("data", NOT_WELL_FORMED.values(), ids=NOT_WELL_FORMED)
def test_data_that_are_not_well_formed_are_a_problem_that_says_where(data: bytes):
    reading = read_dynamic(TOWN, data)
    assert (codes(reading), reading.fields) == (["xfa-broken"], ())
    assert "“datasets” is not well-formed XML" in reading.problems[0].message
    assert "Harbor" not in reading.problems[0].message


@pytest.mark.parametrize("kind", ["cut off", "mismatched", "entity", "ampersand", "two roots", "bytes"])
def test_one_stream_that_is_not_well_formed_is_a_problem(kind: str):
    reading = read_pdf_fields(xfa_pdf(PACKETS[0], ("datasets", NOT_WELL_FORMED[kind]), whole=True))
    assert (codes(reading), reading.fields) == (["xfa-broken"], ())


@pytest.mark.parametrize("data", NOT_WELL_FORMED.values(), ids=NOT_WELL_FORMED)
def test_beside_fields_data_that_are_not_well_formed_leave_the_fields_and_go_to_a_person(data: bytes):
    reading = read_pdf_fields(xfa_pdf(PACKETS[0], ("datasets", data), fields=(NAMED,)))
    assert ([(one.value, one.state) for one in reading.fields], codes(reading)) == (
        [("Harbor", State.ANSWERED)],
        ["xfa-beside"],
    )


def test_a_template_that_is_not_well_formed_leaves_the_data_and_goes_to_a_person():
    reading = read_dynamic(TOWN[:-9], HARBOR)
    assert (stored(reading), codes(reading)) == ({"form1.town": "Harbor"}, ["xfa-partly"])
    assert codes(read_pdf_fields(xfa_pdf(("template", TOWN[:-9]), PACKETS[1], fields=(NAMED,)))) == ["xfa-beside"] * 2


def test_a_saved_state_that_is_not_well_formed_goes_to_a_person():
    broken = ("form", state("<subform>"))
    assert codes(read_dynamic(TOWN, HARBOR, broken)) == ["xfa-partly"]
    assert codes(read_pdf_fields(xfa_pdf(*PACKETS, broken, fields=(NAMED,)))) == ["xfa-beside"]


@pytest.mark.parametrize(
    "hostile",
    [
        b'<!DOCTYPE x [<!ENTITY a "Harbor">]>' + HARBOR.replace(b"Harbor", b"&a;"),
        b'<!DOCTYPE x SYSTEM "http://localhost:1/x.dtd">' + HARBOR,
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + HARBOR.replace(b"Harbor", b"&a;"),
        b'<!DOCTYPE x [<!ENTITY a "ha">'
        + b"".join(b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 30) for n in range(1, 12))
        + b"]>"
        + HARBOR.replace(b"<town>Harbor", b"<town x='&l;'>&l;"),
    ],
    ids=["entity", "outside", "file", "billion laughs"],
)
def test_a_document_type_is_refused_at_once(hostile: bytes):
    start = time.perf_counter()
    reading = read_dynamic(TOWN, hostile)
    assert (codes(reading), reading.fields) == (["xfa-broken"], ())
    assert time.perf_counter() - start < 2


def test_packets_that_unpack_to_more_than_a_form_are_refused():
    with pikepdf.open(io.BytesIO(xfa_pdf(*PACKETS))) as pdf:
        pdf.Root.AcroForm.XFA[5] = pdf.make_stream(HARBOR.replace(b"Harbor", b"A" * 17_000_000))
        reading = read_pdf_fields(saved(pdf))
    assert codes(reading) == ["xfa-broken"]
    assert "has more than 16 MB" in reading.problems[0].message


def test_a_packet_is_not_unpacked_beyond_the_limit():
    with pikepdf.open(io.BytesIO(xfa_pdf(*PACKETS))) as pdf:
        pdf.Root.AcroForm.XFA[5].write(zlib.compress(bytes(150_000_000)), filter=pikepdf.Name.FlateDecode)
        data = saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    tracemalloc.start()
    try:
        assert codes(read_pdf_fields(data)) == ["xfa-broken"]
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("content", "packing"),
    [(b"no deflate", "/FlateDecode"), (zlib.compress(zlib.compress(HARBOR)), "[/FlateDecode /FlateDecode]")],
    ids=["damaged", "packed twice"],
)
def test_packets_that_are_damaged_or_oddly_packed_are_refused(content: bytes, packing: str):
    with pikepdf.open(io.BytesIO(xfa_pdf(*PACKETS))) as pdf:
        pdf.Root.AcroForm.XFA[5].write(content, filter=pikepdf.Object.parse(packing.encode()))
        data = saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert codes(read_pdf_fields(data)) == ["xfa-broken"]


def test_data_that_stand_in_a_form_twice_are_refused():
    assert codes(read_pdf_fields(xfa_pdf(*PACKETS, PACKETS[1]))) == ["xfa-broken"]
    twice = HARBOR.replace(b"</xfa:datasets>", b"<xfa:data><town/></xfa:data></xfa:datasets>")
    assert codes(read_dynamic(TOWN, twice)) == ["xfa-broken"]


def test_data_that_do_not_say_where_they_begin_are_refused():
    assert codes(read_dynamic(TOWN, b"<datasets><form1><town>Harbor</town></form1></datasets>")) == ["xfa-broken"]
    assert codes(read_dynamic(TOWN, b"<form1><town>Harbor</town></form1>")) == ["xfa-broken"]


@pytest.mark.parametrize(
    ("parts", "data"),
    [
        ("<subform name='a'>" * 70 + "</subform>" * 70, ""),
        ("", "<a>" * 70 + "</a>" * 70),
        ("<subform name='a'>" * 300 + "</subform>" * 300, "<town>Harbor</town>"),
        (repeated("a", *(field(f"f{n}") for n in range(60))), "<a/>" * 1_000),
        (repeated("a", repeated("b", repeated("c", least=90), least=90), least=90), ""),
        (repeated("a", least=999_999_999), ""),
    ],
    ids=["deep template", "deep data", "too deep to parse", "many rows", "rows in rows", "no end of rows"],
)
def test_forms_beyond_all_forms_end_the_reading(parts: str, data: str):
    start = time.perf_counter()
    assert set(codes(read_dynamic(parts, data))) <= {"too-deep", "xfa-partly"}
    assert time.perf_counter() - start < 20


def test_an_xfa_form_that_asks_and_holds_nothing_is_refused():
    for packets in ((("template", template()),), (("template", b"<template/>"),), (("config", b"<config/>"),)):
        assert codes(read_pdf_fields(xfa_pdf(*packets))) == ["xfa-broken"]
