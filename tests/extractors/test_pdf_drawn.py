"""What a field stores and what its appearance draws are both read; where they clearly differ a person decides."""

import io

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.fields import read_pdf_fields
from planwright.model import Field, State
from tests.extractors.pdf_forms import WIDGET, form_pdf, saved

FONT = "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
FORMATTED = "/AA << /F << /S /JavaScript /JS ({}) >> >>"


def field_of(entries: str, shows: bytes, *, form: str = "", width: int = 100) -> Field:
    """The field with these entries and an appearance of these operators."""
    with pikepdf.open(io.BytesIO(form_pdf(f"/T (a) {WIDGET} {entries}", form=form))) as pdf:
        drawn = pdf.make_stream(shows, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, width, 20]))
        drawn.Resources = Dictionary(Font=pikepdf.Object.parse(f"<< {FONT} >>".encode()))
        pdf.Root.AcroForm.Fields[0].AP = Dictionary(N=drawn)
        (one,) = read_pdf_fields(saved(pdf)).fields
    return one


def writes(text: str, size: float = 10) -> bytes:
    """The operators that draw this text as fillers do."""
    escaped = text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"/Tx BMC q BT /F1 %g Tf 2 5 Td (%s) Tj ET Q EMC" % (size, escaped)


@pytest.mark.parametrize(
    ("entries", "drawn"),
    [
        ("/FT /Tx /V (Daily)", "Never"),
        ("/FT /Tx /V (12)", "13"),
        ("/FT /Tx /V (7.5)", "75"),
        ("/FT /Tx /V (75)", "-7.5"),
        ("/FT /Tx /V (12)", "1/2"),
        ("/FT /Tx /V (1,200)", "1200.00"),  # nothing formats it
        ("/FT /Tx /V (R-12)", "R1-2"),
        ("/FT /Tx /V (> 50 %)", "< 50 %"),
        ("/FT /Tx /V (5 yes)", "5 no"),
        ("/FT /Tx /V (all 3 of us)", "not 3 of us"),
        ("/FT /Tx /V <FEFF65E5672C8A9E>", "????"),  # three letters
        ("/FT /Tx /V (Daily)", "?????"),
        ("/FT /Tx /V (x) " + FORMATTED.format("event.value = house\\(event.value\\);"), "Family day"),
        ("/FT /Tx /V (12.5) " + FORMATTED.format('AFNumber_Format\\(2, 0, 0, 0, "", true\\);'), "125.00"),
        ("/FT /Tx /V (-12) " + FORMATTED.format('AFNumber_Format\\(0, 0, 0, 0, "", true\\);'), "12"),
        ("/FT /Tx /V (.25) " + FORMATTED.format("AFPercent_Format\\(0, 0\\);"), "2.5%"),
        ("/FT /Tx /V (1/11/2026) " + FORMATTED.format('AFDate_FormatEx\\("m/d/yyyy"\\);'), "11/1/2026"),
        ("/FT /Tx /V (2026-09-30) " + FORMATTED.format('AFDate_FormatEx\\("yyyy-mm-dd"\\);'), "0 9/3 02026"),
        ("/FT /Tx /V (5551234567) " + FORMATTED.format("AFSpecial_Format\\(2\\);"), "(555) 123-4568"),
        ("/FT /Tx /V (125)", "12"),  # there is room for the last digit
        ("/FT /Tx /V (Yes, since May)", "Yes"),
        ("/FT /Tx /V (Yes)", "Yes, since May"),
        ("/FT /Tx /V (1200) " + FORMATTED.format('AFNumber_Format\\(2, 0, 0, 0, "$", true\\);'), "$1,300.00"),
        ("/FT /Tx /V (10/01/2026) " + FORMATTED.format('AFDate_FormatEx\\("mm/dd/yyyy"\\);'), "10/02/2026"),
        ("/FT /Ch /Ff 131072 /Opt [[(c) (Center)] [(h) (Home)]] /V (c)", "Home"),
        ("/FT /Ch /Ff 131072 /Opt [[(c) (Center)] [(h) (Home)]]", "Home"),
        ("/FT /Tx", "Home"),
    ],
)
def test_other_words_than_those_stored_are_a_conflict(entries: str, drawn: str):
    assert field_of(entries, writes(drawn)).state is State.CONFLICT


@pytest.mark.parametrize(
    ("entries", "drawn"),
    [
        ("/FT /Tx /V (Daily)", "Daily"),
        ("/FT /Tx /V (daily,  or more)", "Daily, or more"),
        ("/FT /Tx /V (Jos\xe9)", "José"),
        ("/FT /Tx /V <FEFF0141 00F3 0064 017A>", "??d?"),  # Łódź in a font of Latin letters, as qpdf draws it
        ("/FT /Tx /V (a \\(b\\) c)", "a (b) c"),
        ("/FT /Tx /V (We talk to all of the families every day)", "We talk to all of the"),  # no room for the rest
        ("/FT /Tx /MaxLen 3 /V (12345)", "123"),
        ("/FT /Tx /Ff 8192 /V (secret)", "******"),
        ("/FT /Tx /V (1200) " + FORMATTED.format('AFNumber_Format\\(2, 0, 0, 0, "$", true\\);'), "$1,200.00"),
        ("/FT /Tx /V (.25) " + FORMATTED.format("AFPercent_Format\\(0, 0\\);"), "25%"),
        ("/FT /Tx /V (10/01/2026) " + FORMATTED.format('AFDate_FormatEx\\("yyyy-mm-dd"\\);'), "2026-10-01"),
        ("/FT /Tx /V (10/01/2026) " + FORMATTED.format('AFDate_FormatEx\\("mmm d, yyyy"\\);'), "Oct 1, 2026"),
        ("/FT /Tx /V (-1234.5) " + FORMATTED.format('AFNumber_Format\\(2, 2, 2, 0, "", true\\);'), "(1.234,50)"),
        ("/FT /Tx /V (5551234567) " + FORMATTED.format("AFSpecial_Format\\(2\\);"), "(555) 123-4567"),
        ("/FT /Tx /V (14:30) " + FORMATTED.format("AFTime_Format\\(1\\);"), "2:30 pm"),
        ("/FT /Ch /Ff 131072 /Opt [[(c) (Center)] [(h) (Home)]] /V (c)", "Center"),
        ("/FT /Ch /Ff 131072 /Opt [[(c) (Center)] [(h) (Home)]] /V (c)", "c"),
        ("/FT /Ch /Opt [[(c) (Center)] [(h) (Home)]] /V (c)", "Center Home"),  # a list draws every choice
        ("/FT /Ch /Ff 131072 /Opt [[() (Choose one)] [(h) (Home)]]", "Choose one"),
    ],
)
def test_the_same_words_drawn_otherwise_are_no_conflict(entries: str, drawn: str):
    assert field_of(entries, writes(drawn)).state is not State.CONFLICT


def test_appearances_that_viewers_make_anew_do_not_count():
    assert field_of("/FT /Tx /V (Daily)", writes("Never"), form="/NeedAppearances true").state is State.ANSWERED


def test_letters_drawn_one_by_one_are_a_word():
    cells = b"BT /F1 10 Tf 2 5 Td (1) Tj 12 0 Td (2) Tj 12 0 Td <33> Tj ET"
    assert field_of("/FT /Tx /Ff 16777216 /MaxLen 3 /V (123)", cells).state is State.ANSWERED
    assert field_of("/FT /Tx /Ff 16777216 /MaxLen 3 /V (124)", cells).state is State.CONFLICT


def test_an_appearance_that_cannot_be_read_is_no_conflict():
    assert field_of("/FT /Tx /V (Daily)", b"BT /F1 10 Tf (Nev").state is State.ANSWERED
    broken = form_pdf(f"/T (a) /FT /Tx /V (Daily) {WIDGET} /AP << /N << /Off 1 >> >>")
    assert read_pdf_fields(broken).fields[0].state is State.ANSWERED


CODES = "<00270044004c004f005c>"  # Daily, by the numbers of its letters' drawings in a font


@pytest.mark.parametrize(
    ("font", "shows"),
    [
        (
            "/Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2"
            " /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>]",
            CODES,
        ),
        ("/Subtype /Type1 /BaseFont /X /Encoding << /Differences [68 /g36 /g37 /g38] >>", "(DEF)"),
        ("/Subtype /TrueType /BaseFont /X /FontDescriptor << /FontFile2 1 >>", "(DEF)"),
    ],
    ids=["composite", "numbered letters", "embedded without an encoding"],
)
def test_letters_whose_meaning_the_font_does_not_say_are_no_conflict(font: str, shows: str):
    with pikepdf.open(io.BytesIO(form_pdf(f"/T (a) {WIDGET} /FT /Tx /V (Daily)"))) as pdf:
        drawn = pdf.make_stream(f"BT /F1 10 Tf 2 5 Td {shows} Tj ET".encode(), BBox=Array([0, 0, 100, 20]))
        drawn.Resources = pikepdf.Object.parse(f"<< /Font << /F1 << /Type /Font {font} >> >> >>".encode())
        pdf.Root.AcroForm.Fields[0].AP = Dictionary(N=drawn)
        assert read_pdf_fields(saved(pdf)).fields[0].state is State.ANSWERED


def test_words_drawn_twice_to_look_bold_are_the_same_words():
    twice = writes("Daily") + b" " + writes("Daily").replace(b"2 5 Td", b"2.3 5 Td")
    assert field_of("/FT /Tx /V (Daily)", twice).state is State.ANSWERED


def by_reportlab() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.acroForm.textfield(name="a", value="Daily", x=100, y=700, width=200)
    canvas.acroForm.choice(name="b", options=[("Center", "c"), ("Home", "h")], value="h", x=100, y=600, width=200)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_fields_made_by_reportlab_show_what_they_store():
    assert [one.state for one in read_pdf_fields(by_reportlab()).fields] == [State.ANSWERED] * 2


def test_a_program_that_stores_another_value_and_leaves_the_appearance_is_a_conflict():
    with pikepdf.open(io.BytesIO(by_reportlab())) as pdf:
        next(one for one in pdf.Root.AcroForm.Fields if one.T == "a").V = pikepdf.String("Never")
        states = {one.key: one.state for one in read_pdf_fields(saved(pdf)).fields}
    assert states["a"] is State.CONFLICT


@pytest.mark.parametrize("text", ["Never", "Ñandú – “daily”", "Łódź", "1 200", "two\nlines"])
def test_a_value_that_another_program_stores_and_draws_is_no_conflict(text: str):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(by_reportlab()))
    writer.update_page_form_field_values(writer.pages[0], {"a": text}, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    field = next(one for one in read_pdf_fields(out.getvalue()).fields if one.key == "a")
    assert (field.value, field.state) == (text, State.ANSWERED)
    with pikepdf.open(io.BytesIO(by_reportlab())) as pdf:
        next(one for one in pdf.Root.AcroForm.Fields if one.T == "a").V = pikepdf.String(text)
        pdf.Root.AcroForm.NeedAppearances = True
        pdf.generate_appearance_streams()
        pdf.Root.AcroForm.NeedAppearances = False
        field = next(one for one in read_pdf_fields(saved(pdf)).fields if one.key == "a")
    assert (field.value, field.state) == (text, State.ANSWERED)


def test_words_on_two_lines_are_compared_as_well():
    lines = b"/Tx BMC q BT /F1 6 Tf 2 12 Td (We talk) Tj 0 -8 Td (every %s) Tj ET Q EMC"
    stored = "/FT /Tx /Ff 4096 /V (We talk every day)"
    assert field_of(stored, lines % b"day").state is State.ANSWERED
    assert field_of(stored, lines % b"week").state is State.CONFLICT


def test_more_appearances_than_are_read_go_to_a_person(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("extractors.pdf.drawn.MOST_SHOWN", 0)
    assert field_of("/FT /Tx /V (Daily)", writes("Never")).state is State.CONFLICT


def test_a_choice_that_draws_what_it_stores_and_is_called_as_another_one_is_a_conflict():
    entries = "/FT /Ch /Ff 131072 /Opt [[(Coaching) (Training)] [(Training) (Training)]] /V (Coaching)"
    assert field_of(entries, writes("Coaching")).state is State.CONFLICT
    assert field_of(entries, writes("Training")).state is State.ANSWERED


STALE = "/FT /Ch /Ff 131072 /Opt [(Pick) (Director) (Coach)] /V (Director) /I [0]"


def test_a_drop_down_that_draws_what_it_stores_has_an_old_number_only():
    field = field_of(STALE, writes("Director"))
    assert (field.value, field.state) == ("Director", State.ANSWERED)


@pytest.mark.parametrize("drawn", ["Pick", "Coach", "Direct", "", "Director Coach"])
def test_a_drop_down_with_an_old_number_that_draws_something_else_is_a_conflict(drawn: str):
    assert field_of(STALE, writes(drawn)).state is State.CONFLICT


def test_a_drop_down_with_an_old_number_that_is_drawn_anew_is_a_conflict():
    assert field_of(STALE, writes("Director"), form="/NeedAppearances true").state is State.CONFLICT


def test_a_drop_down_with_an_old_number_that_nobody_sees_is_a_conflict():
    assert field_of(f"{STALE} /F 2", writes("Director")).state is State.CONFLICT


def test_a_list_with_an_old_number_draws_all_its_choices_and_is_a_conflict():
    assert field_of(STALE.replace("/Ff 131072", "/Ff 0"), writes("Director")).state is State.CONFLICT
