"""An answer in a field that nobody sees is a conflict: hidden, on a layer that is off, off the page, or not drawn."""

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


def on_layer(state: str, *, is_one_of: bool = False) -> Change:
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
        several = Dictionary(Type=Name.OCMD, OCGs=Array([layer]), P=Name.AnyOn)
        pdf.Root.AcroForm.Fields[0].OC = several if is_one_of else layer

    return change


def state_of(entries: str, change: Change) -> State:
    """The state of the one field of a form that was changed."""
    with pikepdf.open(io.BytesIO(form_pdf(entries))) as pdf:
        change(pdf)
        (field,) = read_pdf_fields(saved(pdf)).fields
    return field.state


@pytest.mark.parametrize(
    "change", [hidden(2), hidden(32), on_layer("off"), on_layer("all off"), on_layer("off", is_one_of=True)]
)
def test_an_answer_that_nobody_sees_is_a_conflict(change: Change):
    assert state_of(TEXT, change) is State.CONFLICT


@pytest.mark.parametrize(
    "change", [hidden(4), on_layer("on"), on_layer("on", is_one_of=True), on_layer("all off but this")]
)
def test_an_answer_that_is_shown_is_one(change: Change):
    assert state_of(TEXT, change) is State.ANSWERED


@pytest.mark.parametrize("change", [hidden(2), on_layer("off")])
def test_a_field_that_nobody_sees_and_nobody_filled_in_is_blank(change: Change):
    assert state_of(TEXT.replace("(Sleep)", "()"), change) is State.BLANK


@pytest.mark.parametrize(
    ("drawn", "state"),
    [
        (b"", State.CONFLICT),
        (b"q Q", State.CONFLICT),
        (b"/Tx BMC EMC", State.CONFLICT),
        (b"0 0 m 9 9 l S", State.ANSWERED),
    ],
)
def test_a_box_that_is_on_and_draws_no_mark_is_a_conflict(drawn: bytes, state: State):
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(drawn, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10]))
        pdf.Root.AcroForm.Fields[0].AP.N = Dictionary(Yes=stream)

    assert state_of(BOX, change) is state


PLAIN = b"BT /F1 10 Tf 0 g 2 5 Td (Sleep) Tj ET"


def latin(**changed: object) -> Dictionary:
    """A font of a viewer's own with Latin letters, changed like this."""
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, **changed)


HELVETICA, LATIN = latin(), latin(Encoding=Name.WinAnsiEncoding)


def drawn_as(
    drawing: bytes, box: tuple[float, ...] = (0, 0, 100, 20), *, anew: bool = False, font: Dictionary = HELVETICA
) -> Change:
    """Gives the field an appearance that is drawn like this within this box."""

    def change(pdf: pikepdf.Pdf) -> None:
        resources = Dictionary(Font=Dictionary(F1=font))
        stream = pdf.make_stream(
            drawing, Type=Name.XObject, Subtype=Name.Form, BBox=Array(list(box)), Resources=resources
        )
        pdf.Root.AcroForm.Fields[0].AP = Dictionary(N=stream)
        pdf.Root.AcroForm.NeedAppearances = anew

    return change


def lies(*box: float, crop: tuple[float, ...] = (0, 0, 612, 792)) -> Change:
    """Puts the field here, on a page of which this is displayed."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.Fields[0].Rect = Array(list(box))
        pdf.pages[0].obj.CropBox = Array(list(crop))

    return change


UNSEEN = {
    "no size": lies(0, 0, 0, 0),
    "no height": lies(100, 700, 200, 700),
    "one point": lies(100, 700, 101, 701),
    "beyond the crop box": lies(100, 700, 200, 720, crop=(0, 0, 612, 396)),
    "mostly beyond it": lies(100, 700, 200, 720, crop=(0, 0, 120, 792)),
    "white": drawn_as(PLAIN.replace(b"0 g", b"1 g")),
    "white of three": drawn_as(PLAIN.replace(b"0 g", b"1 1 1 rg")),
    "white of four": drawn_as(PLAIN.replace(b"0 g", b"0 0 0 0 k")),
    "in no ink": drawn_as(PLAIN.replace(b"0 g", b"0 g 3 Tr")),
    "black on black": drawn_as(b"0 g 0 0 100 20 re f .9 g 0 g " + PLAIN),
    "black on black alone": drawn_as(b"0 g 0 0 100 20 re f " + PLAIN),
    "scaled to nothing": drawn_as(b"0.001 0 0 0.001 0 0 cm " + PLAIN),
    "white, written on to what follows": drawn_as(b"BT 1 1 1 rg/F1 10 Tf 2 5 Td (Sleep) Tj ET"),
    "white by far": drawn_as(PLAIN.replace(b"0 g", b"255 255 255 rg")),
    "in letters of a tenth of a point": drawn_as(PLAIN.replace(b"10 Tf", b"0.1 Tf")),
    "in a box of a point": drawn_as(PLAIN, (0, 0, 1, 1)),
    "in a box of nothing": drawn_as(PLAIN, (0, 0, 0, 0)),
    "beyond its box": drawn_as(PLAIN.replace(b"2 5 Td", b"300 5 Td")),
}


@pytest.mark.parametrize("change", UNSEEN.values(), ids=UNSEEN)
def test_an_answer_that_is_drawn_nowhere_is_a_conflict(change: Change):
    assert state_of(TEXT, change) is State.CONFLICT


SEEN = {
    "where it was": lies(100, 700, 200, 720),
    "over the edge": lies(500, 700, 640, 720),
    "plainly": drawn_as(PLAIN),
    "empty, as on the blank": drawn_as(b""),
    "empty text": drawn_as(b"/Tx BMC q BT /F1 10 Tf 2 5 Td () Tj ET Q EMC"),
    "no words": drawn_as(b"/Tx BMC EMC"),
    "a frame alone": drawn_as(b"0 G 0.5 0.5 99 19 re S /Tx BMC EMC"),
    "white on black": drawn_as(b"0 g 0 0 100 20 re f " + PLAIN.replace(b"0 g", b"1 g")),
    "black on white": drawn_as(b"1 g 0 0 100 20 re f " + PLAIN),
    "gray": drawn_as(PLAIN.replace(b"0 g", b"0.6 g")),
    "in a box elsewhere": drawn_as(PLAIN.replace(b"2 5 Td", b"1 0 0 1 902 1205 Tm"), (900, 1200, 1000, 1220)),
    "anew": drawn_as(b"/Tx BMC EMC", anew=True),
    "anew, white before": drawn_as(PLAIN.replace(b"0 g", b"1 g"), anew=True),
}


@pytest.mark.parametrize("change", SEEN.values(), ids=SEEN)
def test_an_answer_that_is_drawn_somewhere_is_one(change: Change):
    assert state_of(TEXT, change) is State.ANSWERED


GROUND = b"q 1 g 0 0 100 20 re f 0.4 0.4 0.5 RG 0.5 w 0.5 0.5 99 19 re S Q /Tx BMC q 1 1 98 18 re W n "
FRAMED = GROUND + b"BT 0 g /F1 10 Tf 2 5 Td (Sleep) Tj 0 -12 Td () Tj ET Q EMC"
PLAIN_WAYS = {
    "one after the other": FRAMED,
    "of three colors": FRAMED.replace(b"1 g", b"1 1 1 rg").replace(b"0 g", b"0 0 .3 rg"),
    "box before color": FRAMED.replace(b"1 g 0 0 100 20 re f", b"0 0 100 20 re 0.9 g f"),
    "by a matrix": FRAMED.replace(b"2 5 Td", b"1 0 0 1 2 -4 Tm 0 9 Td"),
    "in hex": FRAMED.replace(b"(Sleep)", b"<536C656570>"),
    "in parts": FRAMED.replace(b"(Sleep)", b"(Sl) Tj 9 0 Td (eep)"),
}


@pytest.mark.parametrize("drawn", PLAIN_WAYS.values(), ids=PLAIN_WAYS)
def test_dark_words_on_a_light_ground_are_known_without_being_drawn(drawn: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("extractors.pdf.viewed.shows_ink", lambda *_: pytest.fail("drawn"))
    assert state_of(TEXT, drawn_as(drawn, font=LATIN)) is State.ANSWERED


NOT_PLAIN = {
    "white words": FRAMED.replace(b"BT 0 g", b"BT 1 g"),
    "words of no color of their own": GROUND.replace(b"Q ", b"") + b"BT /F1 10 Tf 2 5 Td (Sleep) Tj ET",
    "words of the ground's color": FRAMED.replace(b"1 g", b".7 g").replace(b"BT 0 g", b"BT .7 g"),
    "a dark ground as well": FRAMED.replace(b"BT", b"0 g 0 0 100 20 re f BT"),
    "painted over": FRAMED + b" 1 g 0 0 100 20 re f",
    "a ground of an older color": FRAMED.replace(b"re f", b"re f 0 g 0 0 100 20 re f"),
    "a pen as wide as the box": FRAMED.replace(b"0.4 0.4 0.5 RG 0.5 w", b"0 G 40 w"),
    "clipped to nothing": FRAMED.replace(b"1 1 98 18 re", b"1 1 98 0 re"),
    "clipped elsewhere": FRAMED.replace(b"1 1 98 18 re", b"80 1 10 18 re"),
    "letters of a tenth of a point": FRAMED.replace(b"10 Tf", b"0.1 Tf"),
    "above its box": FRAMED.replace(b"2 5 Td", b"2 25 Td"),
    "beside its box": FRAMED.replace(b"2 5 Td", b"2 5 Td 200 0 Td"),
    "in no ink": FRAMED.replace(b"BT", b"BT 3 Tr"),
    "scaled to nothing": FRAMED.replace(b"BT", b"0.001 0 0 0.001 0 0 cm BT"),
}


@pytest.mark.parametrize("drawn", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_words_that_are_not_plain_are_looked_at(drawn: bytes):
    assert state_of(TEXT, drawn_as(drawn, font=LATIN)) is State.CONFLICT


OTHER_FONTS = {
    "that says nothing": latin(),
    "with another letter for S": latin(Encoding=Dictionary(Differences=Array([82, Name.R, Name.space]))),
    "of its own, without a width": latin(Encoding=Name.WinAnsiEncoding, FontDescriptor=Dictionary(FontFile2=1)),
    "drawn by the file": Dictionary(Type=Name.Font, Subtype=Name.Type3, Encoding=Name.WinAnsiEncoding),
}


@pytest.mark.parametrize("font", OTHER_FONTS.values(), ids=OTHER_FONTS)
def test_words_in_a_font_that_may_lack_their_letters_are_looked_at(font: Dictionary, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("extractors.pdf.viewed.shows_ink", lambda *_: False)
    assert state_of(TEXT, drawn_as(FRAMED, font=font)) is State.CONFLICT


def test_letters_that_the_font_lacks_are_no_conflict():
    assert state_of(TEXT.replace("(Sleep)", "<FEFF7761>"), drawn_as(b"/Tx BMC EMC")) is State.ANSWERED


def test_one_place_that_shows_the_answer_is_enough():
    kid = "/Subtype /Widget /Rect [{}]"
    kids = f"/Kids [<< {kid.format('0 0 0 0')} >> << {kid.format('100 700 200 720')} >>]"
    assert state_of(f"/FT /Tx /T (need) /V (Sleep) {kids}", lambda _: None) is State.ANSWERED


@pytest.mark.parametrize("state", [State.CONFLICT, State.ANSWERED])
def test_a_mark_beyond_the_page_is_a_conflict(state: State):
    crop = (0, 0, 612, 396) if state is State.CONFLICT else (0, 0, 612, 792)
    assert state_of(BOX.replace("/AP << /N << >> >> ", ""), lies(100, 700, 110, 710, crop=crop)) is state
