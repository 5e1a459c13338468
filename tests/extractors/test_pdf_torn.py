"""PDFs in which bytes of what is deflated changed on their way: qpdf and pdfium go on as if nothing were amiss."""

import io
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from extractors.pdf.torn import torn_in
from flows.form import read_form
from flows.known import Known
from planwright.instruments import Instruments
from tests.forms import completed

SAID, CHANGED = "Said at length.", "Sold at length."
LIGHTLY, USUAL = 0, -1  # how much zlib does; at 0 letters stand as they are, under a checksum all the same


@pytest.fixture
def lightly() -> Iterator[None]:
    """Has pikepdf write what it deflates so that its letters can be found and changed."""
    pikepdf.settings.set_flate_compression_level(LIGHTLY)
    yield
    pikepdf.settings.set_flate_compression_level(USUAL)


def saved(form: bytes, *, has_fields: bool) -> bytes:
    """The form with its objects deflated; without fields, their drawings are those of the pages."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        if not has_fields:
            pdf.Root.AcroForm.NeedAppearances = True
            pdf.generate_appearance_streams()
            pdf.flatten_annotations("all")
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)
    return out.getvalue()


def torn(data: bytes, said: str = SAID, changed: str = CHANGED) -> bytes:
    """The file with some of its bytes changed on their way."""
    assert said.encode() in data
    return data.replace(said.encode(), changed.encode())


@pytest.mark.usefixtures("lightly")
@pytest.mark.parametrize("has_fields", [True, False])
def test_a_form_with_a_changed_byte_in_what_is_deflated_goes_to_a_person(
    tmp_path: Path, instruments: Instruments, has_fields: bool
):
    form = completed(instruments["readiness", "1"], {"comments.worry": SAID}, kind="pdf")
    sound = saved(form, has_fields=has_fields)
    path, known = tmp_path / "form.pdf", Known(instruments=instruments)
    path.write_bytes(sound)
    assert read_form(path, known).verdict.name == "accepted"
    path.write_bytes(torn(sound))
    outcome = read_form(path, known)
    assert outcome.verdict.name == "needs review"
    (told,) = [one for one in outcome.verdict.problems if one.code == "pdf-torn"]
    assert told.message.startswith("The PDF was damaged on its way: ")
    assert told.message.endswith("Ask the sender for the file again.")


@pytest.mark.usefixtures("lightly")
def test_each_stream_that_is_not_whole_is_counted(instruments: Instruments):
    form = saved(completed(instruments["readiness", "1"], {"comments.worry": SAID}, kind="pdf"), has_fields=False)
    assert torn_in(form) == 0
    once = torn(form)
    assert torn_in(once) == 2  # what is drawn, and the value of a field that nothing leads to any more
    assert torn_in(torn(once, "(Page 1 of 3)", "(Page 2 of 3)")) == 3


def test_a_stream_that_ends_before_its_end_is_not_whole():
    packed = zlib.compress(b"0 g " * 500)
    for cut, count in ((len(packed), 0), (len(packed) - 1, 1), (len(packed) // 2, 1)):
        assert torn_in(_stream(packed[:cut])) == count


@pytest.mark.parametrize("about", [b"/Filter/DCTDecode", b"/Filter/FlateDecode/Subtype/Image", b""])
def test_pictures_and_what_is_not_deflated_are_not_asked(about: bytes):
    assert torn_in(_stream(zlib.compress(b"0 g")[:-2], about)) == 0


def test_a_flood_is_not_unpacked_to_its_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("extractors.pdf.torn.MOST", 2**20)
    assert torn_in(_stream(zlib.compress(bytes(2**23))[:-1])) == 0


def _stream(packed: bytes, about: bytes = b"/Filter /FlateDecode") -> bytes:
    return b"%%PDF-1.7\n1 0 obj\n<<%b/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (about, len(packed), packed)
