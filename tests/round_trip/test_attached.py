"""Forms that came within a PDF are read as files of their own, whatever the PDF itself is."""

import io
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Outcome, Quarantined, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcomes_of, with_pdf
from tests.round_trip.printed import flattened

ANSWERS: dict[str, Value] = {"program.children": 40, "needs.n01.current": 3}
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(50)
Read = Callable[[bytes], list[Outcome]]


@pytest.fixture(name="read")
def _read(instruments: Instruments, tmp_path: Path) -> Read:
    return lambda data: outcomes_of(data, tmp_path, instruments)


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
def test_a_form_among_the_attachments_is_read_as_a_file_of_its_own(
    form: bytes, word_form: bytes, read: Read, kind: str
):
    name, data = {"pdf": ("a.pdf", form), "flat pdf": ("a.pdf", flattened(form)), "docx": ("a.docx", word_form)}[kind]
    parent, inner = read(cover(**{name.replace(".", "_"): data}))
    assert isinstance(parent.verdict, Accepted)
    assert parent.submission is None
    assert codes_of(parent) == ["cover"]
    assert name in parent.verdict.problems[0].message
    assert isinstance(inner.verdict, Accepted)
    assert inner.intake.path.name == f"form › {name}"
    assert set(codes_of(inner)) <= {"read-from-pages"}
    assert answers_of(inner) == answers_of(read(data)[0])


def test_files_that_are_no_forms_are_named(form: bytes, read: Read):
    parent, _ = read(cover(form_pdf=form, photo_png=PICTURE))
    assert isinstance(parent.verdict, Accepted)
    assert codes_of(parent) == ["cover", "attached-unread"]
    assert "photo.png" in parent.verdict.problems[1].message
    (alone,) = read(with_files(form, {"photo_png": PICTURE}))
    assert isinstance(alone.verdict, Accepted)
    assert codes_of(alone) == ["attached-unread"]


def test_several_forms_in_a_cover_are_read_each(form: bytes, word_form: bytes, read: Read):
    parent, first, second = read(cover(a_pdf=form, b_docx=word_form))
    assert codes_of(parent) == ["cover"]
    assert "a.pdf, b.docx" in parent.verdict.problems[0].message
    assert [one.intake.path.name for one in (first, second)] == ["form › a.pdf", "form › b.docx"]
    assert answers_of(first) == answers_of(second) == answers_of(read(form)[0])


@pytest.mark.parametrize("is_flat", [False, True])
def test_a_form_that_carries_another_one_is_read_and_so_is_the_other(
    form: bytes, word_form: bytes, read: Read, is_flat: bool
):
    parent, inner = read(with_files(flattened(form) if is_flat else form, {"b_docx": word_form}))
    assert isinstance(parent.verdict, Accepted)
    assert "forms-enclosed" in codes_of(parent)
    assert answers_of(parent) == answers_of(inner) == answers_of(read(form)[0])


def test_a_form_with_a_password_among_the_attachments_goes_to_a_person(form: bytes, read: Read):
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(form)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="u", owner="o"))
    parent, inner = read(with_files(form, {"b_pdf": locked.getvalue()}))
    assert codes_of(parent) == ["forms-enclosed"]
    assert isinstance(inner.verdict, Quarantined)
    assert codes_of(inner) == ["password"]


def test_a_cover_without_any_form_says_what_it_said_before(read: Read):
    (outcome,) = read(cover(photo_png=PICTURE))
    assert isinstance(outcome.verdict, Quarantined)
    assert codes_of(outcome) == ["no-pdf-fields", "attached-unread"]


def test_forms_within_attachments_of_attachments_are_read_down_to_a_depth(form: bytes, read: Read):
    outer, middle, inner = read(cover(outer_pdf=cover(form_pdf=form)))
    assert codes_of(outer) == codes_of(middle) == ["cover"]
    assert inner.intake.path.name == "form › outer.pdf › form.pdf"
    assert answers_of(inner) == answers_of(read(form)[0])
    assert len(read(cover(a_pdf=cover(b_pdf=cover(form_pdf=form))))) == 4
    deep = read(cover(a_pdf=cover(b_pdf=cover(c_pdf=cover(form_pdf=form)))))
    assert [codes_of(one) for one in deep] == [["cover"]] * 3 + [["no-pdf-fields", "attached-too-deep"]]
    assert isinstance(deep[-1].verdict, Quarantined)


def test_two_attachments_of_one_name_are_two_files(form: bytes, word_form: bytes, read: Read):
    def attach(pdf: pikepdf.Pdf) -> None:
        for key, data in (("1", form), ("2", word_form)):
            pdf.attachments[key] = AttachedFileSpec(pdf, data, filename="../mine")

    names = [one.intake.path.name for one in read(with_pdf(cover(), attach))]
    assert names == ["form", "form › mine.pdf", "form › mine.docx"]


def test_more_attachments_than_are_looked_at_are_told(read: Read):
    (outcome,) = read(cover(**{f"f{number:02}_pdf": b"%PDF-1.7" + bytes([number]) for number in range(52)}))[:1]
    (told,) = (one for one in outcome.verdict.problems if one.code == "attached-too-large")
    assert "f50.pdf, f51.pdf" in told.message


def test_a_form_attached_by_pypdf_is_read(form: bytes, read: Read):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(cover()))
    writer.add_attachment("form.pdf", form)
    out = io.BytesIO()
    writer.write(out)
    assert answers_of(read(out.getvalue())[1]) == answers_of(read(form)[0])


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
    assert answers_of(read(with_pdf(cover(), pinned(form, "")))[1]) == answers_of(read(form)[0])
    assert codes_of(read(with_pdf(form, pinned(PICTURE, "form.pdf")))[0]) == ["attached-unread"]
    (said,) = read(with_pdf(form, pinned(PICTURE, "the 40 is a guess")))
    assert codes_of(said) == ["text-unread", "attached-unread"]


def said_of(form: bytes, put: Callable[[pikepdf.Pdf, AttachedFileSpec], None]) -> bytes:
    """A letter with the form in it, which is put where no reader shows it."""
    return with_pdf(cover(), lambda pdf: put(pdf, AttachedFileSpec(pdf, form, filename="form.pdf")))


def pin_out_of_sight(pdf: pikepdf.Pdf, held: AttachedFileSpec) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([9, 9, 29, 29]), FS=held.obj, F=2)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def associate(pdf: pikepdf.Pdf, held: AttachedFileSpec) -> None:
    pdf.Root.AF = Array([held.obj])


@pytest.mark.parametrize("put", [pin_out_of_sight, associate])
def test_a_form_that_no_reader_shows_is_told_to_be_hidden(form: bytes, read: Read, put):  # type: ignore[no-untyped-def]
    letter, inner = read(said_of(form, put))
    assert codes_of(letter) == ["cover", "attached-hidden"]
    assert "form.pdf" in letter.verdict.problems[1].message
    assert isinstance(inner.verdict, Accepted)


def test_a_form_that_is_listed_too_is_not_hidden(form: bytes, read: Read):
    def put(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["form.pdf"] = AttachedFileSpec(pdf, form, filename="form.pdf")
        pdf.Root.AF = Array([pdf.attachments["form.pdf"].obj])

    assert codes_of(read(with_pdf(cover(), put))[0]) == ["cover"]


def test_a_file_that_unpacks_to_more_than_a_form_is_not_unpacked(form: bytes, read: Read):
    packed = zlib.compress(bytes(200_000_000), 9)
    (bomb,) = read(with_pdf(cover(), lambda pdf: _put(pdf, packed)))
    assert codes_of(bomb) == ["no-pdf-fields", "attached-too-large"]
    (carrying,) = read(with_pdf(form, lambda pdf: _put(pdf, packed)))
    assert isinstance(carrying.verdict, NeedsReview)


def _put(pdf: pikepdf.Pdf, packed: bytes) -> None:
    stream = pdf.make_stream(b"", Type=Name.EmbeddedFile)
    stream.write(packed, filter=Name.FlateDecode)
    about = pdf.make_indirect(Dictionary(Type=Name.Filespec, F="big.pdf", EF=Dictionary(F=stream)))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([pikepdf.String("big"), about])))


@pytest.mark.parametrize("names", ["1", "[]", "[1 2 3]", "[(a) << /EF 1 >> (b) << /EF << /F 1 >> >> (c)]"])
def test_lists_of_files_that_are_damaged_are_passed_over(form: bytes, read: Read, names: str):
    def damage(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Names = pikepdf.Object.parse(f"<< /EmbeddedFiles << /Names {names} /Kids {names} >> >>".encode())

    assert isinstance(read(with_pdf(form, damage))[0].verdict, Accepted)


@pytest.mark.parametrize("where", ["associated", "listed", "in kids"])
@pytest.mark.parametrize("count", [60, 1_010])
def test_no_attachment_is_passed_over_in_silence(form: bytes, read: Read, where: str, count: int):
    """The last of many files may be a form; which of them no program of ours has looked at is told."""

    def fill(pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_stream(PICTURE, Type=Name.EmbeddedFile)
        last = pdf.make_stream(form, Type=Name.EmbeddedFile)
        files = [Dictionary(Type=Name.Filespec, F=f"{number}.png", EF=Dictionary(F=picture)) for number in range(count)]
        files.append(Dictionary(Type=Name.Filespec, F="survey.pdf", EF=Dictionary(F=last)))
        if where == "associated":
            pdf.Root.AF = Array(files)
            return
        named = [[pikepdf.String(f"{number:05}"), one] for number, one in enumerate(files)]
        if where == "listed":
            tree = Dictionary(Names=Array([one for pair in named for one in pair]))
        else:
            tree = Dictionary(Kids=Array([pdf.make_indirect(Dictionary(Names=Array(pair))) for pair in named]))
        pdf.Root.Names = Dictionary(EmbeddedFiles=tree)

    found = read(with_pdf(cover(), fill))
    is_read = any(one.submission is not None for one in found)
    assert is_read or "attached-too-large" in codes_of(found[0])
