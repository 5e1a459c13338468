"""A form that was digitally signed counts like any other; that it was signed, and saved again since, is told."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from extractors.pdf.fields import read_pdf_fields
from planwright.instruments import Instruments
from planwright.model import Accepted, FieldKind, Outcome, State
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of, with_pdf

Read = Callable[[bytes], Outcome]
RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"


@pytest.fixture(name="read")
def _read(instruments: Instruments, tmp_path: Path) -> Read:
    return lambda data: outcome_of(data, tmp_path, instruments)


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return completed(instruments["needs-assessment", "1"], {"program.children": 40}, kind="pdf")


def signed(form: bytes, name: str = "Ana Ortiz") -> bytes:
    """The form with a signature field of its own, which covers all of the file but the signature itself."""

    def sign(pdf: pikepdf.Pdf) -> None:
        signature = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String(bytes(32) + b"\xff"))
        signature.ByteRange = Array([0, 1111111111, 2111111111, 1011111111])
        if name:
            signature.Name = String(name)
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 0, 0]), F=132, FT=Name.Sig)
        field.T, field.V = String("Signature1"), pdf.make_indirect(signature)
        field.P = pdf.pages[0].obj
        held = pdf.make_indirect(field)
        pdf.pages[0].obj.Annots.append(held)
        pdf.Root.AcroForm.Fields.append(held)
        pdf.Root.AcroForm.SigFlags = 3

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(with_pdf(form, sign))) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = out.getvalue()
    found = re.search(rb"/Contents (<0{60,}f+>)", data)
    assert found is not None
    before, after = found.span(1)
    numbers = f"0 {before} {after} {len(data) - after}"
    return re.sub(rb"0 1111111111 2111111111 1011111111", numbers.ljust(34).encode(), data, count=1)


def saved_again(data: bytes) -> bytes:
    """The file with another answer at its end, as programs save what is signed."""
    writer = pypdf.PdfWriter(io.BytesIO(data), incremental=True)
    writer.update_page_form_field_values(writer.pages[0], {"program.children": "41"}, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_signed_form_counts_and_the_signature_is_told(form: bytes, read: Read):
    outcome = read(signed(form))
    assert isinstance(outcome.verdict, Accepted)
    assert codes_of(outcome) == ["signed"]
    assert answers_of(outcome) == answers_of(read(form))


@pytest.mark.parametrize(("name", "value"), [("Ana Ortiz", "Ana Ortiz"), ("", "signed")])
def test_the_signature_is_a_field_that_says_who_signed(form: bytes, name: str, value: str):
    fields = read_pdf_fields(signed(form, name)).fields
    (field,) = [one for one in fields if one.kind is FieldKind.SIGNATURE]
    assert (field.value, field.state) == (value, State.ANSWERED)


def test_the_name_of_who_signed_stands_in_no_message(form: bytes, read: Read):
    assert not any("Ortiz" in one.message for one in read(signed(form)).verdict.problems)


def test_a_form_saved_again_after_it_was_signed_says_so(form: bytes, read: Read):
    outcome = read(saved_again(signed(form)))
    assert isinstance(outcome.verdict, Accepted)
    assert codes_of(outcome) == ["changed-since-signed"]
    assert answers_of(outcome)["program.children"] == 41


def test_a_signed_form_written_anew_is_not_what_was_signed(form: bytes, read: Read):
    assert codes_of(read(with_pdf(signed(form), lambda _: None))) == ["changed-since-signed"]


def test_a_signature_field_that_nobody_signed_says_nothing(form: bytes, read: Read):
    def clear(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.AcroForm.Fields[-1]["/V"]

    assert codes_of(read(with_pdf(signed(form), clear))) == []


def test_a_signed_word_form_says_so(instruments: Instruments, read: Read):
    form = completed(instruments["needs-assessment", "1"], {"program.children": 40})
    package, out = zipfile.ZipFile(io.BytesIO(form)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as changed:
        for entry in package.infolist():
            data = package.read(entry)
            if entry.filename == "_rels/.rels":
                more = f'<Relationship Id="rS" Type="{RELATION}" Target="_xmlsignatures/origin.sigs"/>'
                data = data.replace(b"</Relationships>", more.encode() + b"</Relationships>")
            changed.writestr(entry, data)
        changed.writestr("_xmlsignatures/origin.sigs", b"")
    outcome = read(out.getvalue())
    assert isinstance(outcome.verdict, Accepted)
    assert codes_of(outcome) == ["signed"]
