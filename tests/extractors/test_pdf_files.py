"""PDF files as a whole: locked, damaged, without fields, pictures of pages; and the identities they carry."""

import io
from collections.abc import Callable

import pikepdf
import pypdf
import pytest
from pikepdf import Dictionary, Encryption, Name
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.fields import read_pdf_fields
from planwright.stamp import Stamp
from tests.extractors.pdf_forms import WIDGET, codes, form_pdf, saved

TEXT = f"/FT /Tx {WIDGET}"
FORM = form_pdf(f"/T (name) {TEXT} /V (Bluebird House)", f"/T (other) {TEXT}")


def _opened(data: bytes = FORM) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


# -- locked and damaged -----------------------------------------------------------------------------------------------


def _lock(user: str, strength: int) -> Encryption:
    return Encryption(user=user, owner="secret", R=strength, aes=strength > 3, metadata=strength > 3)


@pytest.mark.parametrize("strength", [3, 4, 6])
def test_a_form_locked_against_changes_only_is_read(strength: int):
    locked = saved(_opened(), encryption=_lock("", strength))
    reading = read_pdf_fields(locked)
    assert [field.value for field in reading.fields] == ["Bluebird House", None]
    assert codes(reading) == []


@pytest.mark.parametrize("strength", [3, 4, 6])
def test_a_form_that_asks_for_a_password_says_so(strength: int):
    locked = saved(_opened(), encryption=_lock("secret", strength))
    reading = read_pdf_fields(locked)
    assert (codes(reading), reading.fields) == (["password"], ())


def test_a_form_locked_in_a_way_unknown_here_asks_for_a_copy_without_a_password():
    data = saved(_opened(), encryption=_lock("", 4))
    assert data.count(b"/Standard") == 1
    assert codes(read_pdf_fields(data.replace(b"/Standard", b"/Stranger"))) == ["password"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"\x00" * 500, FORM[: len(FORM) // 3]])
def test_what_cannot_be_opened_even_after_repair_is_corrupt(data: bytes):
    reading = read_pdf_fields(data)
    assert (codes(reading), reading.fields) == (["pdf-corrupt"], ())


def test_a_rebuilt_table_of_contents_sends_the_form_to_a_person():
    reading = read_pdf_fields(FORM.replace(b"startxref", b"startxxxx"))
    assert codes(reading) == ["pdf-rebuilt"]
    assert [field.value for field in reading.fields] == ["Bluebird House", None]


def test_a_later_saving_that_was_cut_short_sends_the_form_to_a_person_wherever_it_was_cut():
    writer = pypdf.PdfWriter(io.BytesIO(FORM), incremental=True)
    writer.update_page_form_field_values(writer.pages[0], {"name": "Cardinal House"}, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    twice = out.getvalue()
    assert twice.startswith(FORM)
    assert [field.value for field in read_pdf_fields(twice).fields] == ["Cardinal House", None]
    assert codes(read_pdf_fields(twice)) == []
    ends = range(len(FORM) + 3, len(twice) - 5, 7)
    told = {end: codes(read_pdf_fields(twice[:end])) for end in ends}
    assert [end for end, problems in told.items() if not problems] == []


def test_line_ends_and_zeros_after_the_end_are_nothing():
    assert codes(read_pdf_fields(FORM + b"\r\n\x00\x00")) == []


def test_small_faults_that_were_repaired_are_told():
    reading = read_pdf_fields(FORM.replace(b"/MediaBox [ 0 0 612 792 ]", b"/MediaBox [ 0 0 612  792 "))
    assert codes(reading) == ["pdf-repaired"]
    assert reading.fields[0].value == "Bluebird House"


# -- no fields --------------------------------------------------------------------------------------------------------


def _drawn(*pages: Callable[[Canvas], object]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _words(canvas: Canvas) -> None:
    canvas.drawString(72, 720, "Bluebird House")


def _picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (40, 50), 200)), 0, 0, 595, 842)


def _recognised(canvas: Canvas) -> None:
    _picture(canvas)
    unseen = canvas.beginText(72, 720)
    unseen.setTextRenderMode(3)
    unseen.textOut("Bluebird House")
    canvas.drawText(unseen)


def _nothing(_canvas: Canvas) -> None:
    """A blank page."""


@pytest.mark.parametrize(
    ("pages", "code"),
    [
        ((_words,), "no-pdf-fields"),
        ((_words, _picture), "no-pdf-fields"),
        ((_picture, _words), "no-pdf-fields"),
        ((_nothing,), "no-pdf-fields"),
        ((_picture,), "scanned-pages"),
        ((_picture, _nothing, _picture), "scanned-pages"),
        ((_recognised, _recognised), "scanned-pages"),
    ],
)
def test_a_file_without_fields_is_told_to_be_printed_or_scanned(
    pages: tuple[Callable[[Canvas], object], ...], code: str
):
    reading = read_pdf_fields(_drawn(*pages))
    assert (codes(reading), reading.fields) == ([code], ())


def test_a_picture_within_a_drawing_is_a_scan_and_drawings_within_themselves_end():
    with _opened(_drawn(_picture)) as pdf:
        page = pdf.pages[0].obj
        drawing = pdf.make_stream(b"/Im Do", Subtype=Name.Form, Resources=page.Resources)
        drawing.Resources.XObject.Self = drawing
        page.Resources = Dictionary(XObject=Dictionary(Fm=drawing))
        assert codes(read_pdf_fields(saved(pdf))) == ["scanned-pages"]


# -- identity ---------------------------------------------------------------------------------------------------------

STAMP = Stamp(instrument="needs-assessment", version="1", agency="harbor", round="2026-fall")
HIDDEN = f"/T (planwright-stamp) /FT /Tx /F 2 /Rect [0 0 0 0] /Subtype /Widget /V ({STAMP})"


def test_every_stamp_is_told_with_its_place():
    with _opened(form_pdf(HIDDEN)) as pdf:
        pdf.docinfo["/planwright-stamp"] = str(STAMP)
        with pdf.open_metadata(update_docinfo=False) as metadata:
            metadata["dc:identifier"] = str(STAMP)
        reading = read_pdf_fields(saved(pdf))
    assert reading.stamps == (("document property", STAMP), ("document property", STAMP), ("hidden field", STAMP))


@pytest.mark.parametrize(
    "identifier",
    ["<dc:identifier>{}</dc:identifier>", "<dc:identifier><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:identifier>"],
)
def test_an_identifier_in_the_metadata_is_read_however_it_is_written(identifier: str):
    spaces = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    within = f"<rdf:RDF {spaces}><rdf:Description>{identifier.format(STAMP)}</rdf:Description></rdf:RDF>"
    as_attribute = f'<rdf:RDF {spaces}><rdf:Description dc:identifier="{STAMP}"/></rdf:RDF>'
    for packet in (within, as_attribute):
        with _opened() as pdf:
            pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
            target = io.BytesIO()
            pdf.save(target, fix_metadata_version=False)
        assert read_pdf_fields(target.getvalue()).stamps == (("document property", STAMP),)


@pytest.mark.parametrize("packet", [b"PW1/ not XML", b'<!DOCTYPE a [<!ENTITY b "PW1/a/1/b/c">]><a>&b;</a>'])
def test_metadata_that_is_not_xml_or_plays_tricks_holds_no_stamp(packet: bytes):
    with _opened() as pdf:
        pdf.Root.Metadata = pdf.make_stream(packet)
        target = io.BytesIO()
        pdf.save(target, fix_metadata_version=False)
    assert read_pdf_fields(target.getvalue()).stamps == ()


def test_stamps_that_differ_are_all_told_and_what_is_none_is_not():
    other = "PW1/needs-assessment/1/bluebird/2026-fall"
    with _opened(form_pdf(HIDDEN)) as pdf:
        pdf.docinfo["/planwright-stamp"] = other
        assert [str(stamp) for _, stamp in read_pdf_fields(saved(pdf)).stamps] == [other, str(STAMP)]
        pdf.docinfo["/planwright-stamp"] = "something else"
        assert [str(stamp) for _, stamp in read_pdf_fields(saved(pdf)).stamps] == [str(STAMP)]
