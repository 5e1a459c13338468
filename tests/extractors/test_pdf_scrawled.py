"""What the appearance of a field draws besides its words counts: lines, pictures, a tick in a box that is off."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from extractors.pdf.fields import read_pdf_fields
from planwright.model import State
from tests.extractors.pdf_forms import WIDGET, form_pdf, saved
from tests.extractors.test_pdf_drawn import field_of, writes

FRAME = b"q 1 g 0 0 100 20 re f 0.5 0.5 99 19 re S Q "
BEVEL = b"q 1 1 m 1 19 l 99 19 l 98 18 l 2 18 l 2 2 l f Q "
ANSWERED, BLANK = "/FT /Tx /V (Daily)", "/FT /Tx"


@pytest.mark.parametrize("entries", [ANSWERED, BLANK])
@pytest.mark.parametrize(
    "drawn",
    [
        b"2 w 2 2 m 60 14 l S",
        b"2 w 2 10 m 80 10 l S",
        b"5 5 m 20 19 40 1 60 10 c S",
        b"/Tx BMC q 5 9 60 2 re S Q EMC",
        b"q 90 0 0 18 5 1 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q",
    ],
    ids=["slanting", "through", "curved", "among the words", "a picture"],
)
def test_lines_and_pictures_in_a_text_field_are_a_conflict(entries: str, drawn: bytes):
    words = writes("Daily") if entries == ANSWERED else b""
    assert field_of(entries, FRAME + words + b" " + drawn).state is State.CONFLICT


@pytest.mark.parametrize("frame", [FRAME, BEVEL, b"0 0.5 m 100 0.5 l S ", b"25 0 m 25 20 l S 50 0 m 50 20 l S "])
def test_the_frame_of_a_field_says_nothing(frame: bytes):
    assert field_of(ANSWERED, frame + writes("Daily")).state is State.ANSWERED
    assert field_of(ANSWERED, b"/Tx BMC q 0 0 100 20 re S Q EMC " + writes("Daily")).state is State.ANSWERED
    assert field_of(BLANK, frame + b"/Tx BMC EMC").state is State.BLANK


@pytest.mark.parametrize(
    ("off", "state"),
    [
        (b"0 0 10 10 re S", State.ANSWERED),
        (b"0 0 10 10 re S 2 2 m 8 8 l S", State.CONFLICT),
        (b"BT /ZaDb 9 Tf 1 1 Td (4) Tj ET", State.CONFLICT),
        (b"", State.ANSWERED),
    ],
)
def test_a_box_that_is_off_and_drawn_with_a_tick_is_a_conflict(off: bytes, state: State):
    with pikepdf.open(io.BytesIO(form_pdf(f"/T (a) {WIDGET} /FT /Btn /V /Off /AS /Off"))) as pdf:
        on = pdf.make_stream(b"0 0 10 10 re S 2 2 m 8 8 l S", Type=Name.XObject, Subtype=Name.Form)
        shown = pdf.make_stream(off, Type=Name.XObject, Subtype=Name.Form)
        for one in (on, shown):
            one.BBox = Array([0, 0, 10, 10])
        pdf.Root.AcroForm.Fields[0].AP = Dictionary(N=Dictionary(On=on, Off=shown))
        assert read_pdf_fields(saved(pdf)).fields[0].state is state
