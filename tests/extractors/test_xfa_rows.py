"""How the data of XFA forms find their fields: by name, reference and row."""

import pytest

from planwright.model import FieldKind, Reading
from tests.extractors.pdf_forms import codes
from tests.extractors.xfa_forms import DATE, field, read_dynamic, repeated, stored

GOALS = repeated("goal", field("what"), field("due", DATE))


def _rows(reading: Reading) -> list[tuple[str, object, tuple[int, ...], tuple[str, ...]]]:
    return [(one.key, one.value, one.place.rows, one.within) for one in reading.fields]


# -- rows -------------------------------------------------------------------------------------------------------------


def test_each_group_of_a_repeated_subform_is_a_row():
    data = "<goal><what>Read</what><due>2026-09-30</due></goal><goal><what>Sing</what><due/></goal>"
    within = ("form1.goal",)
    assert _rows(read_dynamic(GOALS, data)) == [
        ("form1.goal.what", "Read", (1,), within),
        ("form1.goal.due", "2026-09-30", (1,), within),
        ("form1.goal.what", "Sing", (2,), within),
        ("form1.goal.due", None, (2,), within),
    ]


def test_rows_within_rows_are_numbered_from_the_outermost():
    parts = repeated("goal", field("what"), f"<subform>{repeated('step', field('who'))}</subform>")
    data = "".join(
        f"<goal><what>{what}</what>{''.join(f'<step><who>{one}</who></step>' for one in people)}</goal>"
        for what, people in (("Read", ("Ada", "Ben")), ("Sing", ("Cam",)))
    )
    steps = [one for one in read_dynamic(parts, data).fields if one.key == "form1.goal.step.who"]
    assert [(one.value, one.place.rows) for one in steps] == [("Ada", (1, 1)), ("Ben", (1, 2)), ("Cam", (2, 1))]
    assert {one.within for one in steps} == {("form1.goal", "form1.goal.step")}
    assert steps[1].place.xpath == "/xfa:datasets/xfa:data/form1/goal[1]/step[2]/who"


def test_a_row_that_nobody_filled_in_is_blank_and_still_a_row():
    assert [row[1:3] for row in _rows(read_dynamic(GOALS, "<goal/><goal><what>Sing</what></goal>"))] == [
        (None, (1,)),
        (None, (1,)),
        ("Sing", (2,)),
        (None, (2,)),
    ]


@pytest.mark.parametrize(("least", "rows"), [(0, []), (1, [(1,)]), (2, [(1,), (2,)])])
def test_without_data_a_table_has_the_rows_it_shows_at_least(least: int, rows: list[tuple[int, ...]]):
    parts = repeated("goal", field("what"), least=least)
    assert [one.place.rows for one in read_dynamic(parts, "").fields] == rows


def test_a_row_beyond_the_most_of_a_table_is_told_with_its_number():
    parts = repeated("goal", field("what"), most=2)
    data = "".join(f"<goal><what>{one}</what></goal>" for one in "ABC")
    assert [(one.value, one.place.rows) for one in read_dynamic(parts, data).fields] == [
        ("A", (1,)),
        ("B", (2,)),
        ("C", (3,)),
    ]


def test_a_repeated_subform_without_data_of_its_own_takes_its_values_one_by_one():
    parts = repeated("goal", '<bind match="none"/>', field("what")) + field("town")
    data = "<what>Read</what><what>Sing</what><town>Harbor</town>"
    assert [row[:3] for row in _rows(read_dynamic(parts, data))] == [
        ("form1.what", "Read", (1,)),
        ("form1.what", "Sing", (2,)),
        ("form1.town", "Harbor", ()),
    ]


def test_rows_that_the_template_does_not_know_are_numbered_by_their_names():
    reading = read_dynamic(field("town"), "<town/><x><a>1</a></x><x><a>2</a><b>3</b></x>")
    assert _rows(reading)[1:] == [
        ("form1.x.a", "1", (1,), ("form1.x",)),
        ("form1.x.a", "2", (2,), ("form1.x",)),
        ("form1.x.b", "3", (2,), ("form1.x",)),
    ]


def test_data_that_no_field_of_a_row_asks_for_lie_in_that_row():
    fields = read_dynamic(GOALS, "<goal><what>Read</what><note>Soon</note></goal>").fields
    assert (fields[-1].key, fields[-1].place.rows, fields[-1].within) == ("form1.goal.note", (1,), ("form1.goal",))


# -- by name ----------------------------------------------------------------------------------------------------------


def test_nameless_subforms_and_areas_do_not_count_in_the_data():
    parts = f"<subform>{field('a')}<area>{field('b')}</area></subform><subformSet>{field('c')}</subformSet>"
    assert stored(read_dynamic(parts, "<c>3</c><a>1</a><b>2</b>")) == {"form1.a": "1", "form1.b": "2", "form1.c": "3"}


def test_equal_names_take_the_data_in_their_order():
    reading = read_dynamic(
        field("a", caption="First") + field("a", DATE, caption="Second"), "<a>x</a><a>2026-01-02</a>"
    )
    assert [(one.label, one.value, one.kind) for one in reading.fields] == [
        ("First", "x", FieldKind.TEXT),
        ("Second", "2026-01-02", FieldKind.DATE),
    ]


def test_a_field_in_a_subform_finds_its_datum_further_out():
    parts = f'<subform name="address">{field("town", caption="Town")}</subform>'
    (one,) = read_dynamic(parts, "<town>Harbor</town>").fields
    assert (one.key, one.label, one.value) == ("form1.town", "Town", "Harbor")


def test_a_field_does_not_take_data_further_in():
    reading = read_dynamic(field("town", caption="Town"), "<address><town>Harbor</town></address>")
    assert [(one.key, one.label, one.value) for one in reading.fields] == [
        ("form1.town", "Town", None),
        ("form1.address.town", "town", "Harbor"),
    ]


def test_the_fields_of_the_page_itself_take_what_is_left():
    pages = f'<pageSet><pageArea name="P">{field("town", caption="At the top")}</pageArea></pageSet>'
    reading = read_dynamic(pages + field("town", caption="In the form"), "<town>A</town><town>B</town>")
    assert {one.label: one.value for one in reading.fields} == {"In the form": "A", "At the top": "B"}


def test_a_datum_that_is_shown_in_several_places_is_told_once():
    shared = '<bind match="global"/>'
    parts = field("name", shared) + f'<subform name="page2">{field("name", shared)}</subform>'
    assert [one.key for one in read_dynamic(parts, "<name>Harbor</name><page2/>").fields] == ["form1.name"]


# -- by reference -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ref", ["$record.about.town", "$data.form1.about.town", "$.about.town", "about.town", "$record.about[0].town[0]"]
)
def test_a_reference_leads_to_the_datum(ref: str):
    part = field("t", f'<bind match="dataRef" ref="{ref}"/>', caption="Town")
    reading = read_dynamic(part, "<about><town>Harbor</town></about>")
    assert [(one.key, one.label, one.value) for one in reading.fields] == [("form1.about.town", "Town", "Harbor")]


def test_a_reference_without_a_datum_is_a_blank_where_the_datum_would_be():
    (one,) = read_dynamic(field("t", '<bind match="dataRef" ref="$record.about.town"/>'), "<other/>").fields[:1]
    assert (one.key, one.value) == ("form1.about.town", None)


def test_a_repeated_subform_takes_the_groups_its_reference_leads_to():
    bind = '<bind match="dataRef" ref="$record.plan.goal[*]"/>'
    parts = repeated("row", bind, field("t", '<bind match="dataRef" ref="$.what"/>'))
    data = "<plan><goal><what>Read</what></goal><goal><what>Sing</what></goal></plan>"
    assert [(one.key, one.value, one.place.rows) for one in read_dynamic(parts, data).fields] == [
        ("form1.plan.goal.what", "Read", (1,)),
        ("form1.plan.goal.what", "Sing", (2,)),
    ]


@pytest.mark.parametrize(
    "ref", ["$record..town", "$record.about.(town == 1)", "$record.#town", "$record.a[b]", "$xfa.host"]
)
def test_a_reference_that_asks_for_more_than_names_leaves_its_datum_told_by_its_path(ref: str):
    part = field("t", f'<bind match="dataRef" ref="{ref}"/>', caption="Town")
    reading = read_dynamic(part, "<about><town>Harbor</town></about>")
    assert stored(reading)["form1.about.town"] == "Harbor"
    assert codes(reading) == []
    assert "Town" not in [one.label for one in reading.fields]


def test_a_reference_into_the_words_of_a_value_leads_nowhere():
    part = field("t", '<bind match="dataRef" ref="$record.about.town"/>')
    assert stored(read_dynamic(part, "<about>in <town>Harbor</town></about><b/>"))["form1.about"] == "in Harbor"


# -- namespaces -------------------------------------------------------------------------------------------------------


def test_data_in_a_namespace_of_their_own_are_found_by_their_names():
    data = (
        b'<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data>'
        b'<ns1:form1 xmlns:ns1="urn:of:the:agency"><ns1:town>Harbor</ns1:town></ns1:form1></xfa:data></xfa:datasets>'
    )
    (one,) = read_dynamic(field("town", caption="Town"), data).fields
    assert (one.key, one.label, one.value) == ("form1.town", "Town", "Harbor")
    assert one.place.xpath == "/xfa:datasets/xfa:data/ns1:form1/ns1:town"
