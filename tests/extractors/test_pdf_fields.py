"""The field tree of a PDF form: names, inheritance, equal names, forgotten widgets; where they lie; hostile trees."""

import logging
from itertools import pairwise

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from extractors.limits import Limits
from extractors.pdf import tree as pdf_tree
from extractors.pdf.fields import ROUTE, read_pdf_fields
from planwright.model import FieldKind, State
from tests.extractors.pdf_forms import WIDGET, codes, form_pdf, read_form, read_one, saved

TEXT = f"/FT /Tx {WIDGET}"


def _keys(*fields: str, **entries: object) -> list[str]:
    return [field.key for field in read_form(*fields, **entries).fields]


# -- names and inheritance --------------------------------------------------------------------------------------------


def test_fields_come_in_the_order_of_the_tree_under_their_full_names():
    goals = f"/T (goals) /Kids [<< /T (1) /Kids [<< /T (goal) {TEXT} >> << /T (due) {TEXT} >>] >> << /T (2) {TEXT} >>]"
    reading = read_form(f"/T (first) {TEXT}", f"/T (plan) /Kids [<< {goals} >>]", f"/T (last) {TEXT}")
    keys = [field.key for field in reading.fields]
    assert keys == ["first", "plan.goals.1.goal", "plan.goals.1.due", "plan.goals.2", "last"]
    assert reading.route == ROUTE
    assert reading.problems == ()


def test_a_name_may_be_missing_at_a_level_and_be_in_any_alphabet():
    nameless = f"/Kids [<< /T <FEFF017D> {TEXT} >> << /Kids [<< /T (b) {TEXT} >>] >>]"
    assert _keys(f"/T (a) {nameless}", nameless) == ["a.Ž", "a.b", "Ž", "b"]


def test_nameless_widgets_are_fields_of_their_own():
    assert [field.value for field in read_form(f"{TEXT} /V (A)", f"{TEXT} /V (B)").fields] == ["A", "B"]


def test_type_flags_value_and_options_are_inherited_and_a_named_kid_overrides_them():
    kids = f"<< /T (own) {WIDGET} /V (b) >> << /T (inherits) {WIDGET} >> << /T (text) {TEXT} /V (c) >>"
    own, inherits, text = read_form(f"/T (all) /FT /Ch /Opt [[(a) (A)] [(b) (B)]] /V (a) /Kids [{kids}]").fields
    assert (own.kind, own.value, own.raw) == (FieldKind.CHOICE, "B", "b")
    assert (inherits.kind, inherits.value, inherits.raw) == (FieldKind.CHOICE, "A", "a")
    assert (text.kind, text.value) == (FieldKind.TEXT, "c")


def test_a_field_with_several_widgets_is_one_field_at_its_first_widget():
    field = read_one(
        "/FT /Tx /T (name) /V (A) /Kids [<< /Subtype /Widget /Rect [10 10 20 20] >>"
        " << /Subtype /Widget /Rect [50 50 60 60] >>]"
    )
    assert (field.value, field.place.box) == ("A", (10, 772, 20, 782))


@pytest.mark.parametrize(
    ("entries", "label"),
    [("/TU ( Your name )", "Your name"), ("/TU ()", "name"), ("", "name"), ("/TU 7", "7")],
)
def test_the_label_is_the_tooltip_else_the_last_part_of_the_name(entries: str, label: str):
    assert read_one(f"/T (program) /Kids [<< /T (name) /FT /Tx {entries} /Kids [<< {WIDGET} >>] >>]").label == label


def test_a_tooltip_of_a_level_above_is_no_label_of_the_field():
    assert read_one(f"/T (program) /TU (About you) /Kids [<< /T (name) {TEXT} >>]").label == "name"


# -- one name more than once ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "state"),
    [
        (f"/T (name) {TEXT} /V (A)", State.ANSWERED),
        (f"/T (name) {TEXT} /V <FEFF0041>", State.ANSWERED),
        (f"/T (name) {TEXT} /V (B)", State.CONFLICT),
        (f"/T (name) {TEXT}", State.CONFLICT),
        (f"/T (name) /FT /Btn {WIDGET}", State.CONFLICT),
        (f"/T (name) /FT /Ch {WIDGET} /V (A)", State.CONFLICT),
    ],
)
def test_a_name_that_stands_in_the_form_twice_is_one_field_in_conflict_where_the_two_differ(second: str, state: State):
    for fields in ((f"/T (name) {TEXT} /V (A)", second), (second, f"/T (name) {TEXT} /V (A)")):
        (field,) = read_form(*fields).fields
        assert (field.key, field.value, field.state) == ("name", "A", state) or field.value == "B"


def test_a_value_on_a_nameless_kid_that_covers_the_fields_own_is_a_conflict():
    assert read_one(f"/FT /Tx /T (name) /V (A) /Kids [<< {WIDGET} /V (B) >>]").state is State.CONFLICT
    assert read_one(f"/FT /Tx /T (name) /V (A) /Kids [<< {WIDGET} /V (A) >>]").state is State.ANSWERED
    assert read_one(f"/FT /Tx /T (name) /Kids [<< {WIDGET} /V (B) >>]").value == "B"


# -- widgets that the tree forgot -------------------------------------------------------------------------------------


def test_widgets_on_a_page_that_the_tree_does_not_lead_to_are_fields_too():
    reading = read_form(f"/T (a) {TEXT}", strays=[f"/T (b) {TEXT} /V (B)", "/Subtype /Link /T (c)", "/FT /Tx /T (d)"])
    assert [(field.key, field.value, field.place.page) for field in reading.fields] == [("a", None, 1), ("b", "B", 1)]


def test_a_forgotten_widget_belongs_to_the_field_its_parent_is():
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        parent = pdf.make_indirect(Dictionary(FT=Name.Btn, T=String("rating"), Ff=1 << 15, V=Name("/2")))
        for state in ("1", "2"):
            appearance = Dictionary(N=Dictionary({f"/{state}": 1}))
            kid = Dictionary(Subtype=Name.Widget, Rect=[0, 0, 9, 9], Parent=parent, AP=appearance, AS=Name.Off)
            page["/Annots"] = Array([*page.get("/Annots", []), pdf.make_indirect(kid)])
        page.Annots[1].AS = Name("/2")
        parent.Kids = Array([page.Annots[0]])
        pdf.Root.AcroForm = Dictionary(Fields=Array([parent]))
        (field,) = read_pdf_fields(saved(pdf)).fields
    assert (field.key, field.value, field.state) == ("rating", "2", State.ANSWERED)


def test_a_form_whose_list_of_fields_is_empty_is_read_from_its_pages():
    assert _keys(strays=[f"/T (b) {TEXT}"]) == ["b"]


# -- where ------------------------------------------------------------------------------------------------------------

MEDIA = "/MediaBox [0 0 600 800]"


@pytest.mark.parametrize(
    ("page", "pages", "box"),
    [
        (MEDIA, "", (100, 80, 200, 100)),
        ("", MEDIA, (100, 80, 200, 100)),
        ("", "", (100, 72, 200, 92)),
        (f"{MEDIA} /CropBox [50 100 550 750]", "", (50, 30, 150, 50)),
        (MEDIA, "/CropBox [50 100 550 750]", (50, 30, 150, 50)),
        (f"{MEDIA} /CropBox [50 100 9000 9000]", "", (50, 80, 150, 100)),
        (f"{MEDIA} /CropBox [900 900 950 950]", "", (100, 80, 200, 100)),
        (f"{MEDIA} /Rotate 90", "", (700, 100, 720, 200)),
        (MEDIA, "/Rotate 90", (700, 100, 720, 200)),
        (f"{MEDIA} /Rotate 180", "", (400, 700, 500, 720)),
        (f"{MEDIA} /Rotate 270", "", (80, 400, 100, 500)),
        (f"{MEDIA} /Rotate -90", "", (80, 400, 100, 500)),
        (f"{MEDIA} /Rotate 45", "", (100, 80, 200, 100)),
        ("/MediaBox (big)", "", (100, 72, 200, 92)),
    ],
)
def test_the_place_is_measured_from_the_top_left_of_the_page_as_displayed(page: str, pages: str, box: object):
    place = read_one(f"/T (name) {TEXT}", page=page, pages=pages).place
    assert (place.page, place.box) == (1, box)


@pytest.mark.parametrize("box", ["[200 720 100 700]", "[100 720 200 700]"])
def test_a_rectangle_may_be_given_by_any_two_corners(box: str):
    assert read_one(f"/T (name) /FT /Tx /Subtype /Widget /Rect {box}").place.box == (100, 72, 200, 92)


@pytest.mark.parametrize(
    "box", ["", "/Rect [0 0 0 0]", "/Rect [1 2 3]", "/Rect (x)", "/Rect [1 2 (3) 4]", f"/Rect [1 2 3 {'9' * 400}.5]"]
)
def test_a_widget_without_a_box_is_only_on_its_page(box: str):
    place = read_one(f"/T (name) /FT /Tx /Subtype /Widget {box}").place
    assert (place.page, place.box) == (1, None)


def test_a_widget_on_no_pages_list_is_on_the_page_it_names_and_others_are_nowhere():
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        second = pdf.add_blank_page().obj
        named = Dictionary(FT=Name.Tx, T=String("a"), Rect=[0, 0, 9, 9], P=second)
        fields = [pdf.make_indirect(field) for field in (named, Dictionary(FT=Name.Tx, T=String("b"), P=3))]
        pdf.Root.AcroForm = Dictionary(Fields=Array(fields))
        first, second_field = read_pdf_fields(saved(pdf)).fields
    assert (first.place.page, second_field.place.page) == (2, None)


# -- hostile trees ----------------------------------------------------------------------------------------------------


def _tied(pdf: pikepdf.Pdf, count: int) -> list[Dictionary]:
    """Fields named by their numbers, on no page yet tied to nothing."""
    return [pdf.make_indirect(Dictionary(FT=Name.Tx, T=String(f"f{number}"))) for number in range(count)]


def _reading(pdf: pikepdf.Pdf, *fields: object) -> object:
    pdf.add_blank_page()
    pdf.Root.AcroForm = Dictionary(Fields=Array(fields))
    return read_pdf_fields(saved(pdf))


def test_kids_that_lead_back_to_their_field_are_walked_once():
    with pikepdf.new() as pdf:
        first, second, third = _tied(pdf, 3)
        first.Kids = Array([second, first])
        second.Kids = Array([third, first, second])
        third.V = String("A")
        reading = _reading(pdf, first, second, first)
    assert [(field.key, field.value) for field in reading.fields] == [("f0.f1.f2", "A")]


def test_a_kid_listed_among_the_topmost_fields_keeps_its_full_name():
    for order in (1, -1):
        with pikepdf.new() as pdf:
            field, kid = _tied(pdf, 2)
            field.Kids, kid.Parent, kid.V = Array([kid]), field, String("A")
            reading = _reading(pdf, *(field, kid)[::order])
        assert [(one.key, one.value) for one in reading.fields] == [("f0.f1", "A")]


def test_a_field_that_is_its_own_kid_is_read():
    with pikepdf.new() as pdf:
        (field,) = _tied(pdf, 1)
        field.Kids, field.Rect, field.V = Array([field]), Array([0, 0, 9, 9]), String("A")
        assert [one.value for one in _reading(pdf, field).fields] == ["A"]


def test_a_field_that_is_its_own_parent_is_read():
    with pikepdf.new() as pdf:
        (stray,) = _tied(pdf, 1)
        stray.Parent, stray.Subtype = stray, Name.Widget
        page = pdf.add_blank_page().obj
        page.Annots = Array([stray])
        pdf.Root.AcroForm = Dictionary(Fields=Array())
        (field,) = read_pdf_fields(saved(pdf)).fields
    assert field.state is State.BLANK


def test_nesting_beyond_every_real_form_ends_the_reading():
    with pikepdf.new() as pdf:
        chain = _tied(pdf, pdf_tree.DEEPEST + 3)
        for field, kid in pairwise(chain):
            field.Kids = Array([kid])
        reading = _reading(pdf, chain[0])
    assert (codes(reading), reading.fields) == (["too-deep"], ())


def test_nesting_as_deep_as_allowed_is_read():
    with pikepdf.new() as pdf:
        chain = _tied(pdf, pdf_tree.DEEPEST)
        for field, kid in pairwise(chain):
            field.Kids = Array([kid])
        assert len(_reading(pdf, chain[0]).fields) == 1


def test_thousands_of_siblings_are_read():
    with pikepdf.new() as pdf:
        reading = _reading(pdf, *_tied(pdf, 3_000))
    assert [field.key for field in reading.fields] == [f"f{number}" for number in range(3_000)]


def test_more_fields_than_any_real_form_has_end_the_reading(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf_tree, "MOST_NODES", 50)
    with pikepdf.new() as pdf:
        assert codes(_reading(pdf, *_tied(pdf, 51))) == ["too-deep"]
    assert codes(read_form(strays=[f"/T (b{number}) {TEXT}" for number in range(51)])) == ["too-deep"]


def test_more_pages_than_any_real_form_has_end_the_reading(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("extractors.limits._held", [Limits(pages=0)])
    assert codes(read_form(f"/T (a) {TEXT}")) == ["too-deep"]


def test_huge_arrays_where_none_belong_end_in_a_state_or_a_problem():
    many = f"[{'/A ' * 100_000}]"
    assert (
        read_one(f"/T (a) /FT /Tx /Subtype /Widget /V {many} /Rect {many} /TU {many} /AA {many}").state
        is State.UNREADABLE
    )
    assert read_one(f"/T (a) /FT /Btn /Ff 32768 {WIDGET} /Opt {many} /AP {many}").state is State.BLANK
    assert read_one(f"/T (a) /FT /Ch {WIDGET} /I {many}").state is State.BLANK
    assert codes(read_form(f"/T (a) /FT /Ch {WIDGET} /V {many}")) == ["too-deep"]
    assert codes(read_form(f"/T (a) {TEXT} /Kids {many}")) == ["too-deep"]


@pytest.mark.parametrize("wrong", ["1", "(x)", "/N", "[]", "[1 [2] << >> null]", "<< /A 1 >>", "true", "null"])
@pytest.mark.parametrize(
    "entry", ["T", "FT", "Ff", "V", "DV", "Opt", "TU", "RV", "I", "AA", "AP", "AS", "Rect", "P", "Kids"]
)
def test_an_entry_of_a_wrong_type_is_never_a_traceback(entry: str, wrong: str):
    for kind in ("/Tx", "/Btn", "/Ch", "/Sig"):
        usual = {"FT": kind, "T": "(name)", "Ff": "33554432", "Subtype": "/Widget", "Rect": "[1 2 3 4]"}
        field = " ".join(f"/{key} {value}" for key, value in {**usual, entry: wrong}.items() if value != "null")
        reading = read_form(field, f"/T (other) {TEXT}")
        assert "other" in [one.key for one in reading.fields]
        assert all(one.to_json() for one in reading.fields)


@pytest.mark.parametrize("wrong", ["1", "(x)", "[]", "[1 [2] << >>]", "<< /A 1 >>", "true"])
def test_a_form_or_page_of_a_wrong_type_is_a_problem_or_fields(wrong: str):
    for data in (
        form_pdf(f"/T (a) {TEXT}", root=f"/Metadatx {wrong} /NeedsRendering {wrong}", form=f"/XFA {wrong} /DR {wrong}"),
        form_pdf(f"/T (a) {TEXT}", page=f"/MediaBox {wrong} /Rotate {wrong} /Resources {wrong} /CropBox {wrong}"),
    ):
        reading = read_pdf_fields(data.replace(b"/Metadatx", b"/Metadata"))
        assert reading.fields or reading.problems
    with pikepdf.new() as pdf:
        pdf.add_blank_page().obj.Annots = pikepdf.Object.parse(wrong.encode())
        pdf.Root.AcroForm = pikepdf.Object.parse(wrong.encode())
        assert codes(read_pdf_fields(saved(pdf))) == ["no-pdf-fields"]


# -- talk -------------------------------------------------------------------------------------------------------------


def test_names_and_answers_reach_no_log_and_no_stream(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
):
    caplog.set_level(logging.DEBUG)
    data = form_pdf(f"/T (person) {TEXT} /V (Ada Example)", f"/T (b) {TEXT} /V (Luc\xc3\xada) /Kids [1 (x)]")
    for damaged in (data, data[: len(data) // 2], data.replace(b"xref", b"xerf"), data.replace(b"/Pages", b"/Pagez")):
        read_pdf_fields(damaged)
    assert caplog.text == ""
    assert capfd.readouterr() == ("", "")


def test_notes_beside_the_fields_are_told_as_unread_and_links_are_not():
    notes = ("/Subtype /FreeText /Contents (see back)", "/Subtype /Ink", "/Subtype /Link", "/Subtype /Stamp /F 2")
    reading = read_form(f"/FT /Tx /T (a) {WIDGET}", strays=[f"{note} /Rect [1 1 9 9]" for note in notes])
    assert (reading.unread, reading.pages) == (("see back", "Ink"), 1)
