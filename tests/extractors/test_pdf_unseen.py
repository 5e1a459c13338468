"""An answer in a field that nobody sees is a conflict: hidden, on a layer that is off, or a mark that is not drawn."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from extractors.pdf.fields import read_pdf_fields
from planwright.model import State
from tests.extractors.pdf_forms import form_pdf, saved

TEXT = "/FT /Tx /T (need) /V (Sleep) /Subtype /Widget /Rect [100 700 200 720]"
BOX = "/FT /Btn /T (box) /V /Yes /AS /Yes /AP << /N << >> >> /Subtype /Widget /Rect [100 700 110 710]"
Change = Callable[[pikepdf.Pdf], None]


def hidden(flags: int) -> Change:
    """Gives the field annotation flags."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.Fields[0].F = flags

    return change


def on_layer(state: str) -> Change:
    """Puts the field on a layer that is on or off when the file is opened."""

    def change(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="notes"))
        shown = {
            "off": Dictionary(OFF=Array([layer])),
            "all off": Dictionary(BaseState=Name.OFF),
            "all off but this": Dictionary(BaseState=Name.OFF, ON=Array([layer])),
            "on": Dictionary(),
        }[state]
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=shown)
        pdf.Root.AcroForm.Fields[0].OC = layer

    return change


def state_of(entries: str, change: Change) -> State:
    """The state of the one field of a form that was changed."""
    with pikepdf.open(io.BytesIO(form_pdf(entries))) as pdf:
        change(pdf)
        (field,) = read_pdf_fields(saved(pdf)).fields
    return field.state


@pytest.mark.parametrize("change", [hidden(2), hidden(32), on_layer("off"), on_layer("all off")])
def test_an_answer_that_nobody_sees_is_a_conflict(change: Change):
    assert state_of(TEXT, change) is State.CONFLICT


@pytest.mark.parametrize("change", [hidden(4), on_layer("on"), on_layer("all off but this")])
def test_an_answer_that_is_shown_is_one(change: Change):
    assert state_of(TEXT, change) is State.ANSWERED


@pytest.mark.parametrize("change", [hidden(2), on_layer("off")])
def test_a_field_that_nobody_sees_and_nobody_filled_in_is_blank(change: Change):
    assert state_of(TEXT.replace("(Sleep)", "()"), change) is State.BLANK


@pytest.mark.parametrize(("drawn", "state"), [(b"", State.CONFLICT), (b"0 0 m 9 9 l S", State.ANSWERED)])
def test_a_box_that_is_on_and_draws_no_mark_is_a_conflict(drawn: bytes, state: State):
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(drawn, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10]))
        pdf.Root.AcroForm.Fields[0].AP.N = Dictionary(Yes=stream)

    assert state_of(BOX, change) is state
