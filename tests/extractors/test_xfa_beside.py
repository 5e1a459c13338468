"""PDFs that hold their answers twice, as AcroForm fields and as XFA data: in conflict where the two differ."""

import pytest

from extractors.pdf.fields import read_pdf_fields
from planwright.model import FieldKind, Reading, State
from tests.extractors.pdf_forms import WIDGET, codes
from tests.extractors.xfa_forms import (
    DATE,
    NUMBER,
    box,
    choice,
    datasets,
    field,
    noted,
    read_beside,
    repeated,
    state,
    template,
    xfa_pdf,
)

TEXT = f"/FT /Tx {WIDGET}"
US_DAY = f"{DATE}<format><picture>date{{MM/DD/YYYY}}</picture></format>"
LONG_DAY = f"{DATE}<format><picture>date(en_US){{MMMM D, YYYY}}</picture></format>"
RATINGS = (("1", "Never"), ("2", "Sometimes"))
UNBOUND = '<bind match="none"/>'


def _on_form(*fields: str) -> str:
    """AcroForm fields in a form of one page, named as Acrobat names them."""
    kids = " ".join(f"<< {one} >>" for one in fields)
    return f"/T (form1[0]) /Kids [<< /T (#subform[0]) /Kids [{kids}] >>]"


def _said(reading: Reading) -> list[tuple[object, State]]:
    return [(one.value, one.state) for one in reading.fields]


def _beside(own: str, part: str, data: str, *more: tuple[str, bytes]) -> Reading:
    return read_beside(_on_form(own), f"<subform>{part}</subform>", data, *more)


def _list(stored: str, *, several: bool = False) -> str:
    flags = 1 << 21 if several else 1 << 17
    return f"/T (a[0]) /FT /Ch /Ff {flags} /Opt [[(1) (Never)] [(2) (Sometimes)]] {stored} {WIDGET}"


def _box(on: str, shown: str) -> str:
    drawn = f"/AP << /N << /{on} 1 /Off 2 >> >>"
    return f"/FT /Btn {drawn} /V /{shown} /AS /{shown} {WIDGET}"


# -- both say the same ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "part", "data"),
    [
        (f"/T (a[0]) {TEXT} /V (Harbor)", field("a"), "<a>Harbor</a>"),
        (f"/T (a[0]) {TEXT} /V (one\\rtwo)", field("a"), "<a>one&#xA;two</a>"),
        (f"/T (a[0]) {TEXT}", field("a"), "<a/>"),
        (f"/T (a[0]) {TEXT}", field("a"), ""),
        (f"/T (a[0]) {TEXT} /V (Harbor)", field("a", "<value><text>Harbor</text></value>"), ""),
        (f"/T (a[0]) {TEXT} /V (12)", field("a", NUMBER), "<a>12.00000000</a>"),
        (f"/T (a[0]) {TEXT} /V ($1,250.50)", field("a", NUMBER), "<a>1250.5</a>"),
        (f"/T (a[0]) {TEXT} /V (1.250,50)", field("a", NUMBER), "<a>1250.50</a>"),
        (f"/T (a[0]) {TEXT} /V (2026-03-04)", field("a", DATE), "<a>2026-03-04</a>"),
        (f"/T (a[0]) {TEXT} /V (2026-03-04)", field("a", DATE), "<a>20260304</a>"),
        (f"/T (a[0]) {TEXT} /V (03/04/2026)", field("a", US_DAY), "<a>2026-03-04</a>"),
        (f"/T (a[0]) {TEXT} /V (3/4/26)", field("a", US_DAY), "<a>2026-03-04</a>"),
        (f"/T (a[0]) {TEXT} /V (March 4, 2026)", field("a", LONG_DAY), "<a>2026-03-04</a>"),
        (f"/T (a[0]) {TEXT} /V (Wed, 4 Mar 2026)", field("a", DATE), "<a>2026-03-04</a>"),
        (f"/T (a[0]) {_box('Y', 'Y')}", box("a", "Y"), "<a>Y</a>"),
        (f"/T (a[0]) {_box('Y', 'Off')}", box("a", "Y"), "<a/>"),
        (f"/T (a[0]) {_box('1', 'Off')}", box("a", "1", "0"), "<a>0</a>"),
        (_list("/V (2)"), choice("a", *RATINGS), "<a>2</a>"),
        (_list("/V (Sometimes)"), choice("a", *RATINGS), "<a>2</a>"),
        (_list(""), choice("a", *RATINGS), "<a/>"),
        (
            _list("/V [(1) (2)]", several=True),
            choice("a", *RATINGS, ui='open="multiSelect"'),
            "<a><value>2</value><value>1</value></a>",
        ),
    ],
)
def test_where_both_copies_say_the_same_the_field_stands(own: str, part: str, data: str):
    reading = _beside(own, part, data)
    assert codes(reading) == []
    assert [one.state for one in reading.fields] in ([State.ANSWERED], [State.BLANK])
    assert (reading.route, reading.pages) == ("pdf-fields", 1)


def test_a_field_keeps_its_place_on_the_page_and_gets_the_rows_of_its_subform():
    kids = " ".join(
        f"<< /T (goal[{number}]) /Kids [<< /T (what[0]) {TEXT} /V ({what}) >>] >>"
        for number, what in enumerate(("Read", "Sing"))
    )
    reading = read_beside(
        f"/T (form1[0]) /Kids [{kids}]",
        repeated("goal", field("what")),
        "<goal><what>Read</what></goal><goal><what>Sing</what></goal>",
    )
    assert [(one.value, one.place.page, one.place.rows, one.within) for one in reading.fields] == [
        ("Read", 1, (1,), ("form1.goal",)),
        ("Sing", 1, (2,), ("form1.goal",)),
    ]
    assert reading.fields[0].place.box == (100, 72, 200, 92)
    assert codes(reading) == []


def test_equal_names_are_numbered_on_through_nameless_subforms():
    own = f"""/T (form1[0]) /Kids [
        << /T (#subform[0]) /Kids [<< /T (a[0]) {TEXT} /V (x) >>] >>
        << /T (#subform[1]) /Kids [<< /T (#area[0]) /Kids [<< /T (a[1]) {TEXT} /V (y) >>] >>] >>]"""
    parts = f"<subform>{field('a')}</subform><subform><area>{field('a')}</area></subform>"
    assert _said(read_beside(own, parts, "<a>x</a><a>y</a>")) == [("x", State.ANSWERED), ("y", State.ANSWERED)]
    assert [one for _, one in _said(read_beside(own, parts, "<a>y</a><a>x</a>"))] == [State.CONFLICT] * 2


def test_rows_that_are_looked_for_and_not_there_take_no_number():
    own = _on_form(f"/T (a[0]) {TEXT} /V (x)", f"/T (a[1]) {TEXT} /V (y)")
    default = field("a", UNBOUND + "<value><text>y</text></value>")
    part = f"<subform><occur max='-1'/>{field('a')}</subform><subform>{default}</subform>"
    assert _said(read_beside(own, part, "<a>x</a>")) == [("x", State.ANSWERED), ("y", State.ANSWERED)]


@pytest.mark.parametrize(("data", "states"), [("Y", "AA"), ("N", "CC"), ("X", "CA"), ("", "CA")])
def test_check_boxes_that_share_a_datum_are_compared_each(data: str, states: str):
    own = _on_form(f"/T (a[0]) {_box('Y', 'Y')}", f"/T (a[1]) {_box('N', 'Off')}")
    part = "".join(box("a", one, inner='<bind match="global"/>') for one in "YN")
    reading = read_beside(own, f"<subform>{part}</subform>", f"<a>{data}</a>")
    expected = [State.ANSWERED if one == "A" else State.CONFLICT for one in states]
    if data == "X":  # what neither of them offers
        expected = [State.CONFLICT, State.CONFLICT]
    assert [one.state for one in reading.fields] == expected


@pytest.mark.parametrize(("data", "expected"), [("N", State.ANSWERED), ("Y", State.CONFLICT), ("", State.CONFLICT)])
def test_radio_buttons_are_compared_by_what_the_one_that_is_on_stores(data: str, expected: State):
    kids = " ".join(
        f"<< /AP << /N << /{one} 1 /Off 2 >> >> /AS /{'N' if one == 'N' else 'Off'} {WIDGET} >>" for one in "YN"
    )
    own = _on_form(f"/T (a[0]) /FT /Btn /Ff {1 << 15} /V /N /Kids [{kids}]")
    part = f"<exclGroup name='a'>{box('yes', 'Y')}{box('no', 'N')}</exclGroup>"
    assert _said(read_beside(own, f"<subform>{part}</subform>", f"<a>{data}</a>")) == [("N", expected)]


# -- they differ ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "part", "data", "value"),
    [
        (f"/T (a[0]) {TEXT} /V (Harbor)", field("a"), "<a>Bluebird</a>", "Harbor"),
        (f"/T (a[0]) {TEXT} /V (Harbor)", field("a"), "<a/>", "Harbor"),
        (f"/T (a[0]) {TEXT} /V (Harbor)", field("a"), "", "Harbor"),
        (f"/T (a[0]) {TEXT}", field("a"), "<a>Harbor</a>", "Harbor"),
        (f"/T (a[0]) {TEXT}", choice("a", *RATINGS), "<a>2</a>", "Sometimes"),
        (f"/T (a[0]) {TEXT} /V (Harbor)", field("a", "<value><text>Harbor</text></value>"), "<a/>", "Harbor"),
        (f"/T (a[0]) {TEXT} /V (12)", field("a", NUMBER), "<a>13</a>", "12"),
        (f"/T (a[0]) {TEXT} /V (-12)", field("a", NUMBER), "<a>12</a>", "-12"),
        (f"/T (a[0]) {TEXT} /V (04/03/2026)", field("a", US_DAY), "<a>2026-03-04</a>", "04/03/2026"),
        (f"/T (a[0]) {TEXT} /V (April 4, 2026)", field("a", LONG_DAY), "<a>2026-03-04</a>", "April 4, 2026"),
        (f"/T (a[0]) {TEXT} /V (4 mars 2026)", field("a", DATE), "<a>2026-03-05</a>", "4 mars 2026"),
        (f"/T (a[0]) {TEXT} /V (after 03/04/2026)", field("a", US_DAY), "<a>2026-03-05</a>", "after 03/04/2026"),
        (f"/T (a[0]) {_box('Y', 'Y')}", box("a", "Y"), "<a/>", True),
        (f"/T (a[0]) {_box('Y', 'Off')}", box("a", "Y"), "<a>Y</a>", True),
        (f"/T (a[0]) {_box('Y', 'Off')}", box("a", "Y"), "<a>maybe</a>", True),
        (_list("/V (2)"), choice("a", *RATINGS), "<a>1</a>", "Sometimes"),
        (
            _list("/V [(1) (2)]", several=True),
            choice("a", *RATINGS, ui='open="multiSelect"'),
            "<a><value>2</value></a>",
            ("Never", "Sometimes"),
        ),
    ],
)
def test_where_the_copies_differ_or_one_has_no_answer_the_field_is_a_conflict(own, part, data, value):
    reading = _beside(own, part, data)
    assert [(one.value, one.state, one.confidence) for one in reading.fields] == [(value, State.CONFLICT, 0.0)]
    assert codes(reading) == []


def test_without_any_xfa_data_every_answer_is_a_conflict():
    reading = read_pdf_fields(
        xfa_pdf(
            ("template", template(field("a"), field("b"))),
            fields=(f"/T (form1[0]) /Kids [<< /T (a[0]) {TEXT} /V (x) >> << /T (b[0]) {TEXT} >>]",),
        )
    )
    assert _said(reading) == [("x", State.CONFLICT), (None, State.BLANK)]


def test_an_answer_in_a_field_that_the_xfa_form_has_not_is_a_conflict():
    own = _on_form(f"/T (a[0]) {TEXT} /V (x)", f"/T (b[0]) {TEXT} /V (y)", f"/T (c[0]) {TEXT}")
    assert _said(read_beside(own, f"<subform>{field('a')}</subform>", "<a>x</a>")) == [
        ("x", State.ANSWERED),
        ("y", State.CONFLICT),
        (None, State.BLANK),
    ]


@pytest.mark.parametrize(
    ("part", "data"),
    [(field("b"), "<b>y</b>"), ("", "<b>y</b>"), (field("b"), "<b no='y'/>"), (field("b", UNBOUND), "")],
    ids=["field", "no field", "attribute", "saved state"],
)
def test_an_answer_that_the_xfa_copy_alone_holds_is_told_and_goes_to_a_person(part: str, data: str):
    saved = state(f"<subform>{noted('b', 'y')}</subform>")
    reading = _beside(f"/T (a[0]) {TEXT} /V (x)", field("a") + part, f"<a>x</a>{data}", ("form", saved))
    assert _said(reading) == [("x", State.ANSWERED), ("y", State.CONFLICT)]
    assert reading.fields[1].place.page is None
    assert codes(reading) == ["xfa-beside"]
    assert "1 of its answers belong" in reading.problems[0].message


def test_what_the_form_notes_for_itself_in_hidden_fields_is_told_and_no_problem():
    part = field("a") + field("b", presence="hidden") + field("c", UNBOUND, presence="hidden")
    saved = state(f"<subform>{noted('c', 'z')}</subform>")
    reading = _beside(f"/T (a[0]) {TEXT} /V (x)", part, "<a>x</a><b>y</b>", ("form", saved))
    assert _said(reading) == [("x", State.ANSWERED), ("y", State.ANSWERED)]
    assert codes(reading) == []


# -- what the saved state holds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("saved", "expected"), [("x", State.ANSWERED), ("y", State.CONFLICT), ("", State.CONFLICT)])
def test_a_field_without_data_is_compared_with_the_saved_state(saved: str, expected: State):
    reading = _beside(
        f"/T (a[0]) {TEXT} /V (x)", field("a", UNBOUND), "", ("form", state(f"<subform>{noted('a', saved)}</subform>"))
    )
    assert (_said(reading), codes(reading)) == ([("x", expected)], [])


def test_the_fields_of_further_pages_are_compared_with_the_saved_state():
    pages = " ".join(f"<< /T (Page1[{n}]) /Kids [<< /T (code[0]) {TEXT} /V (H-{n}) >>] >>" for n in range(3))
    own = f"/T (form1[0]) /Kids [<< /T (#pageSet[0]) /Kids [{pages}] >>]"
    saved = "".join(f'<pageArea name="Page1">{noted("code", f"H-{n}")}</pageArea>' for n in (0, 1))
    packets = (
        ("template", template(page=field("code", UNBOUND))),
        ("datasets", datasets("")),
        ("form", state(f"<pageSet>{saved}</pageSet>")),
    )
    states = [one.state for one in read_pdf_fields(xfa_pdf(*packets, fields=(own,))).fields]
    assert states == [State.ANSWERED, State.ANSWERED, State.CONFLICT]


# -- signatures and what is laid out on opening -----------------------------------------------------------------------


def test_a_signature_beside_xfa_stands_as_the_acroform_has_it():
    own = _on_form(f"/T (a[0]) /FT /Sig /V << /Type /Sig >> {WIDGET}")
    part = f"<subform>{field('a', '<ui><signature/></ui>')}{field('b')}</subform>"
    for root in ("", "/NeedsRendering true"):
        packets = (("template", template(part)), ("datasets", datasets("<b>x</b>")))
        fields = read_pdf_fields(xfa_pdf(*packets, fields=(own,), root=root)).fields
        assert [(one.kind, one.value) for one in fields if one.kind is FieldKind.SIGNATURE] == [
            (FieldKind.SIGNATURE, "signed")
        ]


@pytest.mark.parametrize("root", ["", "/NeedsRendering true"])
def test_a_field_outside_of_a_form_that_is_laid_out_on_opening_is_a_conflict_beside_it(root: str):
    packets = (("template", template(field("a"))), ("datasets", datasets("<a>x</a>")))
    reading = read_pdf_fields(xfa_pdf(*packets, fields=(f"/T (other) {TEXT} /V (y)",), root=root))
    assert [(one.key, one.value, one.state) for one in reading.fields] == [
        ("form1.a", "x", State.ANSWERED),
        ("other", "y", State.CONFLICT),
    ]
    assert reading.route == "pdf-xfa"


def test_stale_fields_of_a_form_that_is_laid_out_on_opening_are_told_where_they_differ():
    packets = (("template", template(field("a"), field("b"))), ("datasets", datasets("<a>x</a><b>z</b>")))
    own = f"/T (form1[0]) /Kids [<< /T (a[0]) {TEXT} /V (x) >> << /T (b[0]) {TEXT} /V (y) >>]"
    reading = read_pdf_fields(xfa_pdf(*packets, fields=(own,), root="/NeedsRendering true"))
    assert [(one.key, one.value, one.state) for one in reading.fields] == [
        ("form1.a", "x", State.ANSWERED),
        ("form1.b", "z", State.ANSWERED),
        ("form1[0].b[0]", "y", State.CONFLICT),
    ]


# -- what nobody sees -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flags", "part", "expected"),
    [
        (4, field("a"), State.ANSWERED),
        (2, field("a"), State.CONFLICT),
        (32, field("a"), State.CONFLICT),
        (2, field("a", presence="hidden"), State.ANSWERED),  # a note of the form's own
        (2, '<subform presence="hidden">' + field("a") + "</subform>", State.ANSWERED),
    ],
)
def test_a_hidden_field_with_an_answer_is_a_conflict_unless_the_form_hides_it(
    flags: int, part: str, expected: State
) -> None:
    own = f"/T (a[0]) {TEXT} /V (Harbor) /F {flags}"
    if part.startswith("<subform"):
        whole = f"/T (form1[0]) /Kids [<< /T (#subform[0]) /Kids [<< /T (#subform[0]) /Kids [<< {own} >>] >>] >>]"
        reading = read_beside(whole, f"<subform>{part}</subform>", "<a>Harbor</a>")
    else:
        reading = _beside(own, part, "<a>Harbor</a>")
    assert _said(reading) == [("Harbor", expected)]


def test_a_hidden_field_without_an_answer_is_blank() -> None:
    assert _said(_beside(f"/T (a[0]) {TEXT} /F 2", field("a"), "<a/>")) == [(None, State.BLANK)]
