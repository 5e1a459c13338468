"""A PDF form that was changed beyond its answers counts as what is seen of it, or goes to a person; never as less."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Outcome, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of, put_together, with_pdf, without_last_page

NEEDED: dict[str, Value] = {
    "program.children": 40,
    "program.coached": "no",
    "program.services": ("center",),
    "needs.n01.current": 3,
    "more.strength": "We talk",
}
Judge = Callable[[bytes], Outcome]


@pytest.fixture(name="judged")
def _judged(instruments: Instruments, tmp_path: Path) -> Judge:
    return lambda data: outcome_of(data, tmp_path, instruments)


@pytest.fixture(name="form")
def _form(instruments: Instruments) -> bytes:
    return completed(instruments["needs-assessment", "1"], NEEDED, kind="pdf")


@pytest.fixture(name="of_another")
def _of_another(instruments: Instruments) -> bytes:
    return completed(instruments["needs-assessment", "1"], NEEDED | {"needs.n02.current": 5}, kind="pdf", name="R-02")


def flattened(form: bytes) -> bytes:
    """The form as a printer sees it: no fields, their contents drawn."""
    document = pypdfium2.PdfDocument(form)
    document.init_forms()
    for page in document:
        page.flatten()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def leaf(pdf: pikepdf.Pdf, name: str) -> pikepdf.Object:
    """The dictionary of the field with this full name."""
    held = pdf.Root.AcroForm.Fields
    for part in name.split("."):
        found = next(one for one in held if str(one.get("/T")) == part)
        held = found.get("/Kids", [])
    return found


# -- programs that save what they were given --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "how", [{"linearize": True}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}, {"qdf": True}]
)
def test_a_form_saved_anew_says_the_same(form: bytes, judged: Judge, how: dict[str, object]) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(form)) as pdf:
        pdf.save(out, **how)
    saved = judged(out.getvalue())
    assert isinstance(saved.verdict, Accepted)
    assert answers_of(saved) == answers_of(judged(form))


def test_the_last_of_several_saves_counts(form: bytes, judged: Judge) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(form), incremental=True)
    writer.update_page_form_field_values(writer.pages[0], {"program.children": "41"}, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    saved = judged(out.getvalue())
    assert isinstance(saved.verdict, Accepted)
    assert answers_of(saved)["program.children"] == 41


# -- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [1, 2, 3])
def test_pages_that_were_taken_out_are_missed_though_their_fields_are_still_in_the_file(
    form: bytes, judged: Judge, page: int
) -> None:
    def take_out(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[page]

    outcome = judged(with_pdf(form, take_out))
    assert codes_of(outcome) == ["fields-unseen"]


def off(pdf: pikepdf.Pdf) -> None:
    """Puts what is filled in on a layer that is off."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="answers"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    for page in pdf.pages:
        for widget in page.Annots:
            widget.OC = layer


def unlisted(pdf: pikepdf.Pdf) -> None:
    """Takes the fields off their pages, of which they say still that they are on."""
    for page in pdf.pages:
        page.Annots = Array()


@pytest.mark.parametrize("change", [off, unlisted])
def test_answers_that_no_viewer_shows_are_missed(form: bytes, judged: Judge, change: Callable[[pikepdf.Pdf], None]):
    assert "fields-unseen" in codes_of(judged(with_pdf(form, change)))


def test_rows_of_a_table_that_went_with_their_page_are_missed(instruments: Instruments, judged: Judge) -> None:
    form = completed(instruments["staff-roles", "1"], {"staff.people.1.name": "Ana"}, kind="pdf")

    def lose_rows(pdf: pikepdf.Pdf) -> None:
        people = leaf(pdf, "staff.people")
        gone = {row.objgen for row in list(people.Kids)[4:]}
        people.Kids = Array(list(people.Kids)[:4])
        for page in pdf.pages:
            kept = [one for one in page.Annots if "/Parent" not in one or one.Parent.objgen not in gone]
            page.Annots = Array(kept)

    problems = judged(with_pdf(form, lose_rows)).verdict.problems
    rows = [one.message for one in problems if one.code == "field-missing" and one.item == "staff.people"]
    assert len(rows) == 2
    assert "(row 5)" in rows[0]


def test_pages_that_were_added_are_not_passed_over(form: bytes, of_another: bytes, judged: Judge) -> None:
    outcome = judged(put_together(form, without_last_page(flattened(of_another))))
    [told] = outcome.verdict.problems
    assert told.code == "pages-bare"
    assert "page 5, 6, 7" in told.message


def test_a_form_flattened_before_its_values_were_drawn_shows_none_and_goes_to_a_person(
    form: bytes, judged: Judge
) -> None:
    outcome = judged(flattened(form))
    assert isinstance(outcome.verdict, NeedsReview)
    assert {"read-from-pages", "answer-missing"} <= set(codes_of(outcome))


# -- forms put together -----------------------------------------------------------------------------------------------


def test_a_group_of_buttons_blank_in_one_form_and_marked_in_the_other_is_a_conflict(
    form: bytes, of_another: bytes, judged: Judge
) -> None:
    outcome = judged(put_together(form, without_last_page(of_another)))
    assert isinstance(outcome.verdict, NeedsReview)
    conflicts = {one.item for one in outcome.verdict.problems if one.code == "answer-conflict"}
    assert conflicts == {"identity.name", "needs.n02.current"}


def test_a_form_with_a_part_of_a_blank_behind_it_is_not_taken_for_either(
    form: bytes, instruments: Instruments, judged: Judge
) -> None:
    blank = completed(instruments["needs-assessment", "1"], {}, kind="pdf")
    conflicts = {one.item for one in judged(put_together(form, without_last_page(blank))).verdict.problems}
    assert conflicts >= set(NEEDED) - {"more.strength"}


@pytest.mark.parametrize("program", ["pikepdf", "pypdf"])
def test_forms_of_two_practices_in_one_file_are_two_forms(
    form: bytes, instruments: Instruments, judged: Judge, program: str
) -> None:
    other = completed(instruments["readiness", "1"], {}, kind="pdf")
    joined = put_together(form, other)
    if program == "pypdf":
        out, writer = io.BytesIO(), pypdf.PdfWriter()
        for one in (form, other):
            writer.append(io.BytesIO(one))
        writer.write(out)
        joined = out.getvalue()
    outcome = judged(joined)
    assert codes_of(outcome) == ["bundle"]
    assert [one.name for one in outcome.enclosed] == ["form › pages 1 to 4.pdf", "form › pages 5 to 7.pdf"]


# -- beside and beneath the fields ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["FreeText", "Ink", "Stamp", "Text", "StrikeOut"])
def test_notes_and_drawings_on_a_page_are_not_passed_over(form: bytes, judged: Judge, kind: str) -> None:
    def annotate(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([100, 100, 200, 120]), Contents="No")
        pdf.pages[1].Annots.append(pdf.make_indirect(note))

    assert codes_of(judged(with_pdf(form, annotate))) == ["text-unread"]


def test_an_answer_that_is_drawn_and_not_stored_is_not_taken_for_a_blank(form: bytes, judged: Judge) -> None:
    def lose_value(pdf: pikepdf.Pdf) -> None:
        del leaf(pdf, "identity.agency")["/V"]  # issued with its appearance

    [told] = judged(with_pdf(form, lose_value)).verdict.problems
    assert (told.code, told.item) == ("answer-conflict", "identity.agency")


def test_no_is_an_answer_even_where_the_buttons_lost_their_appearance(form: bytes, judged: Judge) -> None:
    def lose_appearance(pdf: pikepdf.Pdf) -> None:
        for kid in leaf(pdf, "program.coached").Kids:
            del kid["/AP"], kid["/AS"]

    assert answers_of(judged(with_pdf(form, lose_appearance)))["program.coached"] == "no"


def test_options_that_were_changed_are_a_conflict(form: bytes, judged: Judge) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        role = leaf(pdf, "identity.role")
        role.Opt = Array([Array([String("director"), String("Teacher or assistant teacher")])])
        role.V = String("director")

    [told] = judged(with_pdf(form, change)).verdict.problems
    assert (told.code, told.item) == ("answer-conflict", "identity.role")
