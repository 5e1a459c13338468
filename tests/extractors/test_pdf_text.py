"""What is typed into a PDF form: text in every shape a program stores it in."""

import io
import subprocess
import sys

import pikepdf
import pytest
from pikepdf import Name

from extractors.pdf.fields import read_pdf_fields
from planwright.model import FieldKind, State
from tests.extractors.pdf_forms import WIDGET, form_pdf, read_form, read_one, saved

TEXT = f"/FT /Tx /T (name) {WIDGET}"


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ("(Bluebird House)", "Bluebird House"),
        ("(caf\xe9 \\200)", "café •"),  # PDFDocEncoding
        ("<FEFF017D006900760061>", "Živa"),
        ("<FEFFD83DDE80>", "\N{ROCKET}"),
        ("<FFFE7D01>", "Ž"),
        ("<EFBBBFC5BD>", "Ž"),
        ("<FEFF001B0065006E001B0041>", "A"),  # a language code is no text
        ("(one\\rtwo\\r\\nthree\\nfour)", "one\ntwo\nthree\nfour"),
        ("/Bluebird", "Bluebird"),
        ("12", "12"),
        ("1.50", "1.50"),
    ],
)
def test_text_is_read_in_every_encoding_and_type_it_is_stored_in(stored: str, value: str):
    field = read_one(f"{TEXT} /V {stored}")
    assert (field.kind, field.value, field.state) == (FieldKind.TEXT, value, State.ANSWERED)
    assert field.confidence == 1.0


@pytest.mark.parametrize("stored", ["", "/V ()", "/V (  \\r )", "/V <FEFF>", "/V null"])
def test_a_text_field_with_nothing_to_see_in_it_is_blank(stored: str):
    field = read_one(f"{TEXT} {stored}")
    assert (field.value, field.state) == (None, State.BLANK)


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ("<FEFF0041D83D>", "A?"),  # half a character, cut off by a length limit
        ("<FEFF004100>", "A"),
        ("(Luc\xc3\xada \x9f)", "LucÃ\ufffda \ufffd"),
        ("<4C7563C3A9>", "LucÃ©"),  # UTF-8 that does not say so: viewers show this, nobody wrote it
        ("(A\\000B)", "AB"),
        ("[(A) (B)]", None),
        ("<< /A 1 >>", None),
        ("true", None),
    ],
)
def test_what_cannot_be_read_for_certain_is_unreadable_and_never_silently_wrong(stored: str, value: str | None):
    field = read_one(f"{TEXT} /V {stored}")
    assert (field.value, field.state, field.confidence) == (value, State.UNREADABLE, 0.0)


def _with_stream(text: bytes, **entries: object) -> bytes:
    with pikepdf.open(io.BytesIO(form_pdf(TEXT))) as pdf:
        stream = pdf.make_stream(text)
        for entry, value in entries.items():
            stream[f"/{entry}"] = value
        pdf.Root.AcroForm.Fields[0].V = stream
        return saved(pdf, compress_streams=False)


def test_a_long_answer_held_in_a_stream_is_read():
    (field,) = read_pdf_fields(_with_stream(b"A long answer.\rIts second line.")).fields
    assert (field.value, field.state) == ("A long answer.\nIts second line.", State.ANSWERED)


def test_a_stream_that_no_form_program_would_write_is_not_unpacked():
    twice = pikepdf.Array([Name.FlateDecode, Name.FlateDecode])
    for data in (_with_stream(b"x" * 100_000), _with_stream(b"x", Filter=twice)):
        (field,) = read_pdf_fields(data).fields
        assert (field.value, field.state) == (None, State.UNREADABLE)


def test_a_comb_field_is_read_as_one_text():
    assert read_one(f"{TEXT} /Ff 16777216 /MaxLen 5 /V (97201)").value == "97201"


def test_a_text_equal_to_the_default_is_an_answer_since_prefilled_fields_have_both():
    field = read_one(f"{TEXT} /DV (Harbor County) /V (Harbor County)")
    assert (field.value, field.state) == ("Harbor County", State.ANSWERED)


def test_a_default_that_was_never_put_in_is_no_answer():
    assert read_one(f"{TEXT} /DV (Harbor County)").state is State.BLANK


def test_words_own_prompt_is_a_placeholder():
    field = read_one(f"{TEXT} /DV (Click or tap here to enter text.) /V (Click or tap here to enter text.)")
    assert field.state is State.PLACEHOLDER


RICH = f"{TEXT} /Ff 33554432"


def _formatted(words: str) -> str:
    return f'/RV (<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>{words}</p></body>)'


def test_formatted_text_that_reads_as_the_plain_one_is_an_answer():
    field = read_one(f"{RICH} /V (Two words) {_formatted('<b>Two</b> words')}")
    assert (field.value, field.state) == ("Two words", State.ANSWERED)


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        (f"/V (Old words) {_formatted('New words')}", "Old words"),
        (_formatted("New words"), "New words"),
        ("/V (Old words) /RV (not XML at all)", "Old words"),
        ("/V (Old words) /RV 7", "Old words"),
    ],
)
def test_formatted_text_that_reads_differently_is_a_conflict(stored: str, value: str):
    field = read_one(f"{RICH} {stored}")
    assert (field.value, field.state) == (value, State.CONFLICT)


def test_formatted_text_counts_only_where_the_field_says_that_it_is_formatted():
    assert read_one(f"{TEXT} /V (Old words) {_formatted('New words')}").state is State.ANSWERED


@pytest.mark.parametrize("event", ["/F", "/K"])
def test_a_field_that_formats_dates_is_a_date(event: str):
    field = read_one(f'{TEXT} /V (3/5/2026) /AA << {event} << /S /JavaScript /JS (AFDate_FormatEx("m/d/yyyy");) >> >>')
    assert (field.kind, field.value) == (FieldKind.DATE, "3/5/2026")


@pytest.mark.parametrize("actions", ["/AA 1", "/AA << /F 1 /K << /JS (AFNumber_Format\\(2\\)) >> >>"])
def test_other_actions_make_no_date(actions: str):
    assert read_one(f"{TEXT} {actions}").kind is FieldKind.TEXT


@pytest.mark.parametrize(
    ("stored", "value", "state"),
    [
        ("", None, State.BLANK),
        ("/V << /Type /Sig /Contents <00> >>", "signed", State.ANSWERED),
        ("/V (J. Doe)", None, State.UNREADABLE),
    ],
)
def test_a_signature_field_tells_only_whether_it_is_signed(stored: str, value: str | None, state: State):
    field = read_one(f"/FT /Sig /T (signed-by) {WIDGET} {stored}")
    assert (field.kind, field.value, field.state) == (FieldKind.SIGNATURE, value, state)


@pytest.mark.parametrize("kind", ["", "/FT /Xx", "/FT 3"])
def test_a_value_in_a_field_of_no_known_type_is_told_and_not_interpreted(kind: str):
    field = read_one(f"/T (name) {WIDGET} {kind} /V (Something)")
    assert (field.value, field.state) == ("Something", State.UNREADABLE)
    assert len(read_form(f"/T (name) {WIDGET} {kind}", TEXT.replace("name", "other")).fields) == 1


@pytest.mark.parametrize(
    ("drawn", "state"),
    [
        ("/Tx BMC EMC", State.BLANK),
        ("/Tx BMC BT /Helv 10 Tf ( ) Tj ET EMC", State.BLANK),
        ("/Tx BMC BT /F1 10 Tf <0003 0003> Tj ET EMC", State.BLANK),  # spaces of a font with two bytes a letter
        ("/Tx BMC BT /Helv 10 Tf (Ana) Tj ET EMC", State.CONFLICT),
        ("/Tx BMC BT /F1 10 Tf [<00240051> 5 <0044>] TJ ET EMC", State.CONFLICT),
    ],
)
def test_a_field_that_stores_nothing_and_shows_words_is_a_conflict(drawn: str, state: State):
    with pikepdf.open(io.BytesIO(form_pdf(TEXT))) as pdf:
        pdf.Root.AcroForm.Fields[0].AP = pikepdf.Dictionary(N=pdf.make_stream(drawn.encode()))
        (field,) = read_pdf_fields(saved(pdf)).fields
    assert (field.value, field.state) == (None, state)


def test_unknown_bytes_are_uncertain_wherever_reportlab_was_imported_first():
    program = (
        "import reportlab.pdfgen.canvas\nfrom extractors.pdf.text import decode\n"
        "print(ascii(decode(b'Luc\\xeda \\x9f')))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.strip() == r"Text(text='Luc\xeda \ufffd', certain=False)"
