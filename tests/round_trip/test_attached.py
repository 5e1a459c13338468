"""A form that came within a PDF is read; where it cannot be told which form is meant, a person is asked."""

import io
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from extractors.read import read_bytes
from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Outcome, Quarantined, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of, with_pdf
from tests.round_trip.printed import flattened

ANSWERS: dict[str, Value] = {"program.children": 40, "needs.n01.current": 3}
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(50)
Read = Callable[[bytes], Outcome]


@pytest.fixture(name="read")
def _read(instruments: Instruments, tmp_path: Path) -> Read:
    return lambda data: outcome_of(data, tmp_path, instruments)


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return completed(instruments["needs-assessment", "1"], ANSWERS, kind="pdf")


@pytest.fixture(name="word_form", scope="module")
def _word_form(instruments: Instruments) -> bytes:
    return completed(instruments["needs-assessment", "1"], ANSWERS)


def cover(**files: bytes) -> bytes:
    """A letter with these files in it, as a portfolio lists them; underscores stand for points."""
    letter = Canvas("letter.pdf", pagesize=(612, 792))
    letter.drawString(72, 700, "Dear colleagues, our form is attached.")
    return with_files(letter.getpdfdata(), files)


def with_files(pdf: bytes, files: Mapping[str, bytes]) -> bytes:
    def attach(held: pikepdf.Pdf) -> None:
        for name, data in files.items():
            held.attachments[name.replace("_", ".")] = AttachedFileSpec(held, data, filename=name.replace("_", "."))
        held.Root.Collection = Dictionary(Type=Name.Collection, View=Name.T)

    return with_pdf(pdf, attach)


@pytest.mark.parametrize("kind", ["pdf", "flat pdf", "docx"])
def test_the_only_form_among_the_attachments_is_read(form: bytes, word_form: bytes, read: Read, kind: str):
    name, data = {"pdf": ("a_pdf", form), "flat pdf": ("a_pdf", flattened(form)), "docx": ("a_docx", word_form)}[kind]
    outcome = read(cover(**{name: data}))
    assert isinstance(outcome.verdict, Accepted)
    assert set(codes_of(outcome)) - {"read-from-pages"} == {"attachment-read"}
    assert answers_of(outcome) == answers_of(read(data))
    assert name.replace("_", ".") in next(
        one.message for one in outcome.verdict.problems if one.code == "attachment-read"
    )


def test_files_that_are_no_forms_are_named(form: bytes, read: Read):
    outcome = read(cover(form_pdf=form, photo_png=PICTURE))
    assert isinstance(outcome.verdict, Accepted)
    assert codes_of(outcome) == ["attachment-read", "attached-unread"]
    assert "photo.png" in outcome.verdict.problems[1].message
    alone = read(with_files(form, {"photo_png": PICTURE}))
    assert isinstance(alone.verdict, Accepted)
    assert codes_of(alone) == ["attached-unread"]


def test_several_forms_in_a_cover_are_asked_for_one_by_one(form: bytes, word_form: bytes, read: Read):
    outcome = read(cover(a_pdf=form, b_docx=word_form))
    assert isinstance(outcome.verdict, Quarantined)
    assert codes_of(outcome) == ["forms-enclosed"]
    assert "a.pdf, b.docx" in outcome.verdict.problems[0].message


@pytest.mark.parametrize("is_flat", [False, True])
def test_a_form_that_carries_another_one_is_read_and_goes_to_a_person(
    form: bytes, word_form: bytes, read: Read, is_flat: bool
):
    outcome = read(with_files(flattened(form) if is_flat else form, {"b_docx": word_form}))
    assert isinstance(outcome.verdict, NeedsReview)
    assert "forms-attached" in codes_of(outcome)
    assert answers_of(outcome) == answers_of(read(form))


def test_a_cover_without_any_form_says_what_it_said_before(read: Read):
    outcome = read(cover(photo_png=PICTURE))
    assert isinstance(outcome.verdict, Quarantined)
    assert codes_of(outcome) == ["no-pdf-fields", "attached-unread"]


def test_a_form_within_an_attachment_of_an_attachment_is_named_and_not_read(form: bytes, read: Read):
    outcome = read(cover(outer_pdf=cover(form_pdf=form)))
    assert isinstance(outcome.verdict, Quarantined)
    assert "form.pdf (in outer.pdf)" in outcome.verdict.problems[-1].message


def test_a_form_attached_by_pypdf_is_read(form: bytes, read: Read):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(cover()))
    writer.add_attachment("form.pdf", form)
    out = io.BytesIO()
    writer.write(out)
    assert answers_of(read(out.getvalue())) == answers_of(read(form))


def pinned(form: bytes, said: str) -> Callable[[pikepdf.Pdf], None]:
    """Pins a file to a page, as comments of the kind paper clip do."""

    def pin(pdf: pikepdf.Pdf) -> None:
        about = AttachedFileSpec(pdf, form, filename="form.pdf").obj
        note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([9, 9, 29, 29]), FS=about)
        if said:
            note.Contents = said
        pdf.pages[0].obj.Annots = Array([*pdf.pages[0].obj.get("/Annots", []), pdf.make_indirect(note)])

    return pin


def test_a_file_pinned_to_a_page_is_an_attachment_and_what_is_said_of_it_is_text(form: bytes, read: Read):
    assert answers_of(read(with_pdf(cover(), pinned(form, "")))) == answers_of(read(form))
    assert codes_of(read(with_pdf(form, pinned(PICTURE, "form.pdf")))) == ["attached-unread"]
    said = read(with_pdf(form, pinned(PICTURE, "the 40 is a guess")))
    assert codes_of(said) == ["attached-unread", "text-unread"]


def test_a_file_that_unpacks_to_more_than_a_form_is_not_unpacked(form: bytes):
    bomb = with_pdf(cover(), lambda pdf: _put(pdf, zlib.compress(bytes(200_000_000), 9)))
    _, reading = read_bytes(bomb, name="cover.pdf")
    assert [one.code for one in reading.problems] == ["no-pdf-fields", "attached-unread"]


def _put(pdf: pikepdf.Pdf, packed: bytes) -> None:
    stream = pdf.make_stream(b"", Type=Name.EmbeddedFile)
    stream.write(packed, filter=Name.FlateDecode)
    about = pdf.make_indirect(Dictionary(Type=Name.Filespec, F="big.pdf", EF=Dictionary(F=stream)))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([pikepdf.String("big"), about])))


@pytest.mark.parametrize("names", ["1", "[]", "[1 2 3]", "[(a) << /EF 1 >> (b) << /EF << /F 1 >> >> (c)]"])
def test_lists_of_files_that_are_damaged_are_passed_over(form: bytes, read: Read, names: str):
    def damage(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Names = pikepdf.Object.parse(f"<< /EmbeddedFiles << /Names {names} /Kids {names} >> >>".encode())

    assert isinstance(read(with_pdf(form, damage)).verdict, Accepted)
