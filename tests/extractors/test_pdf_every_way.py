"""Every way in which an AcroForm is known to hold an answer, one case each: the value, or what is doubtful about it."""

import io

import pikepdf
import pypdf
import pytest

from extractors.pdf.fields import read_pdf_fields
from planwright.model import State
from tests.extractors.pdf_forms import BOX, WIDGET, codes, form_pdf, saved

TX, CH, BTN = f"/FT /Tx /T (a) {WIDGET}", f"/FT /Ch /T (a) {WIDGET}", f"/FT /Btn /T (a) {WIDGET}"
A, B, C, U = State.ANSWERED, State.BLANK, State.CONFLICT, State.UNREADABLE
OPTIONS = "/Opt [[(c) (Center)] [(h) (Home)]]"


def buttons(*shown: str, flags: int = 0, states: tuple[str, ...] = ("x", "y"), more: str = "") -> str:
    """A group of buttons, each with its state and what it shows."""
    kids = " ".join(
        f"<< {WIDGET} /AP << /N << /{state} 1 /Off 2 >> >> /AS /{one} >>"
        for state, one in zip(states, shown, strict=True)
    )
    return f"/FT /Btn /Ff {flags} /T (a) /Kids [{kids}] {more}"


RADIO = 1 << 15
WAYS = {
    "a box on by /AS alone": (f"{BTN} {BOX} /AS /Yes", True, A),
    "a box whose /V and /AS differ": (f"{BTN} {BOX} /V /Yes /AS /Off", True, C),
    "a box on by /V and /AS": (f"{BTN} {BOX} /V /Yes /AS /Yes", True, A),
    "a /V that names a state no widget has": (f"{BTN} {BOX} /V /On /AS /On", True, C),
    "a box without /V": (f"{BTN} {BOX} /AS /Off", False, A),
    "a box without /V and /AS": (f"{BTN} {BOX}", False, A),
    "off, said as No": (f"{BTN} {BOX} /V /No /AS /Off", False, A),
    "off, said with an empty name": (f"{BTN} {BOX} /V / /AS /Off", False, A),
    "off, said as a text": (f"{BTN} {BOX} /V (Off) /AS /Off", False, A),
    "radio buttons by /V": (buttons("x", "Off", flags=RADIO, more="/V /x"), "x", A),
    "radio buttons by /AS alone": (buttons("Off", "y", flags=RADIO), "y", A),
    "radio buttons by the export in /Opt": (
        buttons("0", "Off", flags=RADIO, states=("0", "1"), more="/Opt [(Center) (Home)] /V (Center)"),
        "0",
        A,
    ),
    "check boxes that act as radio buttons": (buttons("Off", "y", more="/V /y"), True, A),
    "display and export of a choice differ": (f"{CH} /Ff 131072 {OPTIONS} /V (h)", "Home", A),
    "the display stored for the export": (f"{CH} /Ff 131072 {OPTIONS} /V (Home)", "Home", A),
    "free text in a drop-down": (f"{CH} /Ff 393216 {OPTIONS} /V (Both)", "Both", A),
    "text in a drop-down that takes none": (f"{CH} /Ff 131072 {OPTIONS} /V (Both)", "Both", C),
    "several choices": (f"{CH} /Ff 2097152 {OPTIONS} /V [(c) (h)] /I [0 1]", ("Center", "Home"), A),
    "text in UTF-16": (f"{TX} /V <FEFF00D100FC>", "Ñü", A),
    "half of a surrogate pair": (f"{TX} /V <FEFF0041D83D>", "A?", U),
    "the other half of a surrogate pair": (f"{TX} /V <FEFFDE00>", "?", U),
    "rich text that reads the same": (f"{TX} /Ff 33554432 /V (Daily) /RV (<body><p>Daily</p></body>)", "Daily", A),
    "rich text that reads otherwise": (f"{TX} /Ff 33554432 /V (Daily) /RV (<body><p>Never</p></body>)", "Daily", C),
    "a comb field": (f"{TX} /Ff 16777216 /MaxLen 5 /V (02134)", "02134", A),
    "a value without an appearance": (f"{TX} /V (Daily)", "Daily", A),
    "an appearance of a wrong type": (f"{TX} /V (Daily) /AP << /N (x) >>", "Daily", A),
    "an appearance with states on a text field": (f"{TX} /V (Daily) /AP << /N << /Off 1 >> >>", "Daily", A),
}


@pytest.mark.parametrize(("field", "value", "state"), WAYS.values(), ids=WAYS)
def test_a_field_says_what_it_holds(field: str, value: object, state: State):
    (one,) = read_pdf_fields(form_pdf(field)).fields
    assert (one.value, one.state) == (value, state)


def test_an_orphan_widget_is_a_field():
    data = form_pdf(strays=[f"/FT /Tx /T (lost) {WIDGET} /V (Daily)"])
    assert [(one.key, one.value) for one in read_pdf_fields(data).fields] == [("lost", "Daily")]


def test_equal_full_names_are_one_field():
    data = form_pdf(f"/FT /Tx /T (a) {WIDGET} /V (x)", f"/FT /Tx /T (a) {WIDGET} /V (y)")
    assert [(one.key, one.state) for one in read_pdf_fields(data).fields] == [("a", C)]


def test_names_are_paths_and_entries_are_inherited():
    data = form_pdf(f"/T (plan) /FT /Ch /Ff 131072 {OPTIONS} /V (h) /Kids [<< /T (goal) {WIDGET} >>]")
    (one,) = read_pdf_fields(data).fields
    assert (one.key, one.value, one.raw) == ("plan.goal", "Home", "h")


@pytest.mark.parametrize("entry", ["/V", "/RV"])
def test_a_value_may_stand_in_a_stream(entry: str):
    with pikepdf.open(io.BytesIO(form_pdf(f"{TX} /Ff 33554432 /V (We talk.\r)"))) as pdf:
        said = b"We talk.\r" if entry == "/V" else b"<body><p>We talk.</p></body>"
        pdf.Root.AcroForm.Fields[0][entry] = pdf.make_stream(said)
        (one,) = read_pdf_fields(saved(pdf)).fields
    assert (one.value, one.state) == ("We talk.\n", A)


def test_2500_siblings_are_read():
    kids = " ".join(f"<< /T (k{number}) /FT /Tx {WIDGET} /V ({number}) >>" for number in range(2500))
    fields = read_pdf_fields(form_pdf(f"/T (a) /Kids [{kids}]")).fields
    assert [one.value for one in fields] == [str(number) for number in range(2500)]


@pytest.mark.parametrize("program", ["pikepdf", "pypdf"])
@pytest.mark.parametrize(("password", "expected"), [("", []), ("open", ["password"])])
def test_a_locked_file_opens_without_a_password_or_says_how_to_take_it_off(
    program: str, password: str, expected: list[str]
):
    data = form_pdf(f"{TX} /V (Daily)")
    if program == "pikepdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            locked = saved(pdf, encryption=pikepdf.Encryption(owner="keep", user=password))
    else:
        writer, out = pypdf.PdfWriter(clone_from=io.BytesIO(data)), io.BytesIO()
        writer.encrypt(password, "keep", algorithm="RC4-128")
        writer.write(out)
        locked = out.getvalue()
    reading = read_pdf_fields(locked)
    assert codes(reading) == expected
    assert [one.value for one in reading.fields] == ([] if password else ["Daily"])
    assert not expected or "Properties › Security" in reading.problems[0].message
