"""Whatever is put on a page and draws something is told, of whichever kind it is; so are files of parts of a PDF."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name

from planwright.instruments import Instruments
from tests.forms import completed
from tests.round_trip.altered import codes_of, outcome_of
from tests.round_trip.printed import changed, drawn, flattened, noted

AT = (300.0, 20.0, 400.0, 34.0)


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return drawn(completed(instruments["needs-assessment", "1"], {"more.strength": "We talk."}, kind="pdf"))


@pytest.mark.parametrize("kind", ["Watermark", "Projection", "Screen", "RichMedia", "3D", "Link", "Unheard"])
def test_notes_of_any_kind_that_draw_something_are_told(
    form: bytes, instruments: Instruments, tmp_path: Path, kind: str
):
    for file in (noted(form, kind, AT, "guesses"), noted(flattened(form), kind, AT, "guesses")):
        outcome = outcome_of(file, tmp_path, instruments)
        assert "text-unread" in codes_of(outcome)
        assert any("guesses" in one.message for one in outcome.verdict.problems)


@pytest.mark.filterwarnings("ignore::pikepdf.PageCopyWarning")
@pytest.mark.parametrize("entries", [{"FT": Name.Btn, "Ff": 65536}, {}], ids=["button", "of no kind"])
def test_a_button_that_the_form_has_not_is_told_with_its_words(
    form: bytes, instruments: Instruments, tmp_path: Path, entries: dict[str, pikepdf.Object | int]
):
    def press(pdf: pikepdf.Pdf) -> None:
        note = next(one for one in pdf.pages[0].obj.Annots if one.get("/Contents") is not None)
        note.Subtype = Name.Widget
        del note["/Contents"]
        for name, value in entries.items():
            note[f"/{name}"] = value

    for file in (form, flattened(form)):
        outcome = outcome_of(changed(noted(file, "Watermark", AT, "guesses"), press), tmp_path, instruments)
        told = [one.message for one in outcome.verdict.problems if one.code == "text-unread"]
        assert any("guesses" in message for message in told)


@pytest.mark.parametrize("holder", ["page", "structure"])
def test_a_form_attached_to_a_part_of_the_file_is_found(
    form: bytes, instruments: Instruments, tmp_path: Path, holder: str
):
    other = completed(instruments["needs-assessment", "1"], {"more.strength": "Another."})

    def attach(pdf: pikepdf.Pdf) -> None:
        file = AttachedFileSpec(pdf, other, filename="form.docx").obj
        if holder == "page":
            pdf.pages[0].obj.AF = Array([file])
        else:
            part = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, AF=Array([file])))
            pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([part])))

    outcome = outcome_of(changed(form, attach), tmp_path, instruments)
    assert [one.name for one in outcome.enclosed] == ["form › form.docx"]
    assert codes_of(outcome) == ["forms-enclosed", "attached-hidden"]  # readers list neither
