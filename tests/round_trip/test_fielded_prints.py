"""a Word form that LibreOffice made a PDF with fields to fill in is read as it was filled in
FE02 what is entered in these fields afterwards is read in its place
FE03 a field that says other than its page shows is in conflict
FE04 what cannot be drawn upon its page is never read as something else"""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from benchmarks.accuracy.truth import editions, instruments
from examples.build.adopted import needs_survey
from examples.build.adopted.edit import Edited
from examples.build.adopted.office import printed
from flows.form import read_form
from flows.known import Known
from planwright.model import NeedsReview, Outcome, Quarantined, Value
from tests.round_trip.altered import codes_of

KNOWN = Known(instruments=instruments(), editions=editions())
Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(name="form", scope="module")
def _form() -> bytes:
    form = Edited(needs_survey.keyed())
    form.enter("name", "Zoë Färber")
    form.enter("children", "94")
    form.enter("strength", "We talk.")
    form.choose("rank.staff", "2")
    form.tick("hurdle=Open positions, staff leaving")
    data: bytes = printed(needs_survey.wrapped(form), fields=True)
    return data


@pytest.fixture(name="read")
def _read(form: bytes, tmp_path: Path) -> Callable[[Change], Outcome]:
    def read(change: Change) -> Outcome:
        with pikepdf.open(io.BytesIO(form)) as pdf:
            change(pdf)
            pdf.save(tmp_path / "form")
        return read_form(tmp_path / "form", KNOWN)

    return read


def field_of(pdf: pikepdf.Pdf, name: str) -> pikepdf.Dictionary:
    """The field with this name, or the only one that holds these words."""
    every = [one for page in pdf.pages for one in page.obj.get("/Annots", [])]
    return next(one for one in every if name in (str(one.get("/T")), str(one.get("/V"))))


def entered(name: str, value: str) -> Change:
    return lambda pdf: field_of(pdf, name).__setattr__("V", pikepdf.String(value))


def ticked(name: str, state: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        field = field_of(pdf, name)
        field.V = field.AS = pikepdf.Name(state)

    return change


def value(outcome: Outcome, item: str) -> Value:
    assert outcome.submission is not None
    return next((one.value for one in outcome.submission.responses if one.item == item), None)


def test_what_was_filled_in_is_read(read: Callable[[Change], Outcome]):
    outcome = read(lambda _: None)
    assert "read-from-print" in codes_of(outcome)
    assert not set(codes_of(outcome)) & {"text-unread", "answer-conflict", "answer-unreadable"}
    said = {"identity.name": "Zoë Färber", "program.children": 94, "more.strength": "We talk."}
    assert {item: value(outcome, item) for item in said} == said
    assert value(outcome, "priorities.staff") == 2
    assert value(outcome, "program.barriers") == ("posts",)
    assert value(outcome, "more.help") is None
    assert value(outcome, "priorities.families") is None


@pytest.mark.parametrize(
    ("change", "item", "meant"),
    [
        (entered("94", "112"), "program.children", 112),
        (entered("Zoë Färber", "J. O’Brien-Lee"), "identity.name", "J. O’Brien-Lee"),
        (entered("We talk.", "We talk every day."), "more.strength", "We talk every day."),
        (entered("2", "4"), "priorities.staff", 4),
        (entered("94", ""), "program.children", None),
        (ticked("_34", "/☒"), "program.barriers", ("time", "posts")),
        (ticked("_35", "/Off"), "program.barriers", ()),
    ],
)
def test_what_is_entered_afterwards_is_read(read: Callable[[Change], Outcome], change: Change, item, meant):
    outcome = read(change)
    assert (value(outcome, item) or None) == (meant or None)
    assert not set(codes_of(outcome)) & {"text-unread", "answer-conflict", "answer-unreadable"}


def beside_its_page(pdf: pikepdf.Pdf) -> None:
    """A field shows other words than it stores."""
    field = field_of(pdf, "94")
    shown = pikepdf.Stream(pdf, b"/Tx BMC BT /Helv 9 Tf 2 3 Td (17) Tj ET EMC")
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    shown.Type, shown.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    shown.BBox, shown.Resources = [0, 0, 20, 12], pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font))
    field.AP = pikepdf.Dictionary(N=pdf.make_indirect(shown))
    pdf.Root.AcroForm.NeedAppearances = False


def crossed(pdf: pikepdf.Pdf) -> None:
    """A box is off, and a cross is drawn upon it."""
    left, foot, right, head = map(float, field_of(pdf, "_34").Rect)
    lines = f"Q q 1 w {left} {foot} m {right} {head} l S {left} {head} m {right} {foot} l S Q"
    page = next(one for one in pdf.pages if any(str(held.get("/T")) == "_34" for held in one.obj.Annots))
    page.contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
    page.contents_add(pikepdf.Stream(pdf, lines.encode()))


def upon_another(pdf: pikepdf.Pdf) -> None:
    """A field lies where another one is."""
    field_of(pdf, "94").Rect = field_of(pdf, "Zoë Färber").Rect


@pytest.mark.parametrize(
    ("change", "item"),
    [
        (crossed, "program.barriers"),
        (beside_its_page, "program.children"),
        (entered("94", "Łukasz"), "program.children"),
        (upon_another, "identity.name"),
    ],
)
def test_what_does_not_agree_is_in_conflict(read: Callable[[Change], Outcome], change: Change, item: str):
    outcome = read(change)
    assert isinstance(outcome.verdict, NeedsReview)
    assert value(outcome, item) in (None, ())
    assert set(codes_of(outcome)) & {"answer-conflict", "answer-unreadable"}


def test_what_lies_in_no_place_is_told(read: Callable[[Change], Outcome]):
    outcome = read(lambda pdf: field_of(pdf, "94").__setattr__("Rect", [20, 8, 50, 20]))
    assert isinstance(outcome.verdict, NeedsReview)
    assert "text-unread" in codes_of(outcome)


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: field_of(pdf, "94").__setattr__("F", 2),
        lambda pdf: pdf.pages[0].obj.__setattr__("Rotate", 90),
        lambda pdf: pdf.Root.AcroForm.__setattr__("XFA", pikepdf.String("<xdp/>")),
    ],
    ids=["hidden", "turned", "XFA"],
)
def test_what_cannot_be_drawn_is_quarantined(read: Callable[[Change], Outcome], change: Change):
    assert isinstance(read(change).verdict, Quarantined)
