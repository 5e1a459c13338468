"""What the fields of XFA forms say: each kind of field, its label, and what is certain about it."""

import pytest

from planwright.model import FieldKind, State
from tests.extractors.pdf_forms import codes
from tests.extractors.xfa_forms import (
    DATE,
    NUMBER,
    box,
    choice,
    field,
    noted,
    read_dynamic,
    read_only,
    state,
    stored,
)

XHTML = "http://www.w3.org/1999/xhtml"
RATINGS = (("1", "Never"), ("2", "Sometimes"), ("3", "Always"))
READY = f'<exclGroup name="ready">{box("yes", "Y")}{box("no", "N")}</exclGroup>'


# -- text, numbers and dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "data", "kind", "value"),
    [
        (field("town"), "<town>Harbor</town>", FieldKind.TEXT, "Harbor"),
        (field("town"), "<town>Łódź &amp; Ñuñoa 🚌</town>", FieldKind.TEXT, "Łódź & Ñuñoa 🚌"),
        (field("town"), "<town>one&#xD;two&#xD;\nthree</town>", FieldKind.TEXT, "one\ntwo\nthree"),
        (field("rooms", NUMBER), "<rooms>12.50000000</rooms>", FieldKind.TEXT, "12.50000000"),
        (field("due", DATE), "<due>2026-09-30</due>", FieldKind.DATE, "2026-09-30"),
        (field("due", "<value><date/></value>"), "<due>2026-09-30</due>", FieldKind.DATE, "2026-09-30"),
        (field("at", f"{DATE}<value><time/></value>"), "<at>08:30:00</at>", FieldKind.TEXT, "08:30:00"),
        (field("code", "<ui><barcode type='code3Of9'/></ui>"), "<code>H-1</code>", FieldKind.TEXT, "H-1"),
    ],
)
def test_the_answer_is_the_text_of_the_datum(part: str, data: str, kind: FieldKind, value: str):
    one = read_only(part, data)
    assert (one.kind, one.value, one.state, one.confidence) == (kind, value, State.ANSWERED, 1.0)


def test_the_key_is_the_path_of_the_datum_and_the_place_leads_to_it():
    parts = f'<subform name="about">{field("town")}</subform>'
    (one,) = read_dynamic(parts, "<about><town>Harbor</town></about>").fields
    assert one.key == "form1.about.town"
    assert (one.place.part, one.place.xpath) == ("datasets", "/xfa:datasets/xfa:data/form1/about/town")
    assert one.place.page is None


@pytest.mark.parametrize("data", ["", "<town/>", "<town></town>", "<town> \n </town>"])
@pytest.mark.parametrize("default", ["", "<value><text>Harbor</text></value>"])
def test_a_field_without_a_datum_is_blank_and_its_default_is_no_answer(data: str, default: str):
    one = read_only(field("town", default), data)
    assert (one.key, one.value, one.state) == ("form1.town", None, State.BLANK)


def test_a_field_without_a_datum_is_placed_in_the_template():
    assert read_only(field("town"), "").place.part == "template"
    assert read_only(field("town"), "<town/>").place.part == "datasets"


def test_a_prompt_that_came_along_from_word_is_no_answer():
    assert read_only(field("town"), "<town>Click or tap here to enter text.</town>").state is State.PLACEHOLDER


@pytest.mark.parametrize(
    "body",
    [
        f'<body xmlns="{XHTML}"><p>We read <b>daily</b>.</p><p>Twice<br/>on Monday.</p></body>',
        f'<body xmlns="{XHTML}">\n <p>We  read\n<i>daily</i>.</p>\n <p>Twice<br/>on Monday.</p>\n</body>',
    ],
)
def test_formatted_text_is_read_as_its_words_with_their_lines(body: str):
    one = read_only(field("plan"), f'<plan xfa:contentType="text/html">{body}</plan>')
    assert (one.value, one.state) == ("We read daily.\nTwice\non Monday.", State.ANSWERED)
    assert read_only(field("plan"), f"<plan>{body}</plan>").value == one.value


def test_formatted_text_that_shows_another_field_is_unreadable():
    body = f'<body xmlns="{XHTML}"><p>See <span xfa:embedType="som" xfa:embed="$.town"/></p></body>'
    assert read_only(field("plan"), f"<plan>{body}</plan>").state is State.UNREADABLE


@pytest.mark.parametrize("ui", ["<ui><imageEdit/></ui>", "<ui><textEdit/></ui>"])
def test_a_picture_is_unreadable(ui: str):
    one = read_only(field("sign", ui), '<sign xfa:contentType="image/png">iVBORw0KGgo=</sign>')
    assert (one.kind, one.value, one.state, one.confidence) == (FieldKind.SIGNATURE, None, State.UNREADABLE, 0.0)


def test_a_signature_field_is_told_and_a_button_is_not():
    parts = field("sign", "<ui><signature/></ui>") + field("add", "<ui><button/></ui>") + field("town")
    fields = read_dynamic(parts, "<add/><town>Harbor</town>").fields
    assert [(one.key, one.kind, one.state) for one in fields] == [
        ("form1.sign", FieldKind.SIGNATURE, State.BLANK),
        ("form1.town", FieldKind.TEXT, State.ANSWERED),
    ]


def test_what_stands_in_a_button_is_told():
    assert read_only(field("add", "<ui><button/></ui>"), "<add>Harbor</add>").value == "Harbor"


# -- labels -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "label"),
    [
        (field("t1"), "t1"),
        (field("t1", caption="Name of\n the town"), "Name of the town"),
        (field("t1", "<assist><toolTip>Your town</toolTip></assist>", caption="Town"), "Your town"),
        (field("t1", "<assist><toolTip>Your town</toolTip><speak>Town, in full</speak></assist>"), "Town, in full"),
        (field("t1", "<assist><toolTip/><speak/></assist>", caption="Town"), "Town"),
        (
            field(
                "t1",
                f'<caption><value><exData contentType="text/html"><body xmlns="{XHTML}"><p>Your <b>town</b></p></body>'
                "</exData></value></caption>",
            ),
            "Your town",
        ),
    ],
)
def test_the_label_is_what_acrobat_reads_aloud_else_the_caption_else_the_name(part: str, label: str):
    assert read_only(part, "<t1>Harbor</t1>").label == label


def test_what_a_field_takes_from_a_prototype_counts_as_its_own():
    proto = (
        '<proto><ui id="due"><dateTimeEdit/></ui><field id="town"><caption><value><text>Town</text></value></caption>'
    )
    proto += "</field></proto>"
    fields = read_dynamic(
        proto + field("d", '<ui use="#due"/>') + field("t", use="#town"), "<d>2026-09-30</d><t/>"
    ).fields
    assert [(one.kind, one.label) for one in fields] == [(FieldKind.DATE, "d"), (FieldKind.TEXT, "Town")]


# -- marks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "data", "value", "state"),
    [
        (("1", "0"), "<a>1</a>", True, State.ANSWERED),
        (("1", "0"), "<a>0</a>", False, State.ANSWERED),
        (("1", "0"), "<a/>", False, State.ANSWERED),
        (("1", "0"), "", False, State.ANSWERED),
        (("1", "0"), "<a>1.00000000</a>", True, State.ANSWERED),
        (("0", "1"), "<a>0</a>", True, State.ANSWERED),
        (("Y", ""), "<a>Y</a>", True, State.ANSWERED),
        (("yes", "no", "open"), "<a>open</a>", False, State.ANSWERED),
        ((), "<a>1</a>", True, State.ANSWERED),
        ((), "<a>0</a>", False, State.ANSWERED),
        (("1", "0"), "<a>maybe</a>", True, State.CONFLICT),
        (("1", "1"), "<a>1</a>", False, State.CONFLICT),
        ((), "<a>maybe</a>", True, State.CONFLICT),
    ],
)
def test_a_check_button_is_on_by_its_first_item_and_off_by_the_others(items, data: str, value: bool, state: State):
    one = read_only(box("a", *items), data)
    assert (one.kind, one.value, one.state) == (FieldKind.MARK, value, state)


@pytest.mark.parametrize(
    ("data", "value", "state"),
    [
        ("<ready>Y</ready>", "Y", State.ANSWERED),
        ("<ready>N</ready>", "N", State.ANSWERED),
        ("<ready/>", None, State.BLANK),
        ("", None, State.BLANK),
        ("<ready>X</ready>", "X", State.CONFLICT),
        ("<ready><yes>Y</yes><no/></ready>", "Y", State.ANSWERED),
        ("<ready><yes/><no/></ready>", None, State.BLANK),
        ("<ready><yes>Y</yes><no>N</no></ready>", "Y", State.CONFLICT),
    ],
)
def test_radio_buttons_are_one_choice_and_never_two(data: str, value: str | None, state: State):
    one = read_only(READY, data)
    assert (one.key, one.kind, one.value, one.state) == ("form1.ready", FieldKind.CHOICE, value, state)


def test_radio_buttons_of_a_nameless_group_are_marks_of_their_own():
    nameless = READY.replace(' name="ready"', "")
    assert stored(read_dynamic(nameless, "<yes>Y</yes><no/>")) == {"form1.yes": True, "form1.no": False}


def test_check_buttons_that_share_one_datum_are_one_choice():
    shared = "".join(box("grade", one, inner='<bind match="global"/>') for one in ("K", "1", "2"))
    one = read_only(shared, "<grade>1</grade>")
    assert (one.key, one.kind, one.value, one.state) == ("form1.grade", FieldKind.CHOICE, "1", State.ANSWERED)
    assert read_only(shared, "<grade>9</grade>").state is State.CONFLICT
    assert read_only(shared, "<grade/>").state is State.BLANK


# -- choices ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "data", "value", "raw", "state"),
    [
        (choice("a", *RATINGS), "<a>2</a>", "Sometimes", "2", State.ANSWERED),
        (choice("a", *RATINGS), "<a>2.0</a>", "Sometimes", "2", State.ANSWERED),
        (choice("a", *RATINGS), "<a>Always</a>", "Always", "3", State.ANSWERED),
        (choice("a", *RATINGS), "<a/>", None, None, State.BLANK),
        (choice("a", *RATINGS), "<a>Daily</a>", "Daily", None, State.CONFLICT),
        (choice("a", *RATINGS, ui='textEntry="1"'), "<a>Daily</a>", "Daily", None, State.ANSWERED),
        (choice("a", ("", "Choose one"), *RATINGS), "<a/>", None, None, State.PLACEHOLDER),
        (choice("a", ("1", "One"), ("1", "First")), "<a>1</a>", "1", None, State.CONFLICT),
        (choice("a"), "<a>Daily</a>", "Daily", None, State.ANSWERED),
        (
            field("a", "<ui><choiceList/></ui><items save='1'><text>x</text></items>"),
            "<a>x</a>",
            "x",
            None,
            State.ANSWERED,
        ),
        (choice("a", *RATINGS, inner='<bindItems ref="$data.b[*]"/>'), "<a>Daily</a>", "Daily", None, State.ANSWERED),
    ],
)
def test_a_list_says_what_it_shows_and_what_it_stores(part, data, value, raw, state: State):
    one = read_only(part, data)
    assert (one.kind, one.value, one.raw, one.state) == (FieldKind.CHOICE, value, raw, state)


@pytest.mark.parametrize("data", ["<a><value>1</value><value>3</value></a>", "<a>1\n3</a>"])
def test_a_list_of_several_choices_says_them_all(data: str):
    one = read_only(choice("a", *RATINGS, ui='open="multiSelect"'), data)
    assert (one.key, one.value, one.raw, one.state) == ("form1.a", ("Never", "Always"), ("1", "3"), State.ANSWERED)


def test_one_choice_of_several_that_is_not_on_the_list_is_a_conflict():
    part = choice("a", *RATINGS, ui='open="multiSelect"')
    one = read_only(part, "<a><value>1</value><value>9</value></a>")
    assert (one.value, one.state) == (("Never", "9"), State.CONFLICT)
    assert read_only(part, "<a/>").state is State.BLANK


# -- what the data do not hold ----------------------------------------------------------------------------------------


def test_what_is_typed_where_no_data_belong_is_read_from_the_saved_state():
    unbound = field("note", '<bind match="none"/>')
    saved = state(noted("note", "Call us"))
    one = read_dynamic(unbound, "", ("form", saved)).fields[0]
    assert (one.key, one.value, one.state) == ("form1.note", "Call us", State.ANSWERED)
    assert read_only(unbound, "").state is State.BLANK


def test_a_saved_value_that_could_belong_to_either_of_two_fields_is_given_to_none():
    unbound = field("note", '<bind match="none"/>') * 2
    saved = state(noted("note", "Call us"))
    assert [one.value for one in read_dynamic(unbound, "", ("form", saved)).fields] == [None, None]


def test_data_that_no_field_asks_for_are_told_as_text_by_their_path():
    reading = read_dynamic(
        field("town"), "<town>A</town><extra><deep>B</deep>C</extra><other unit='h'>D</other><bare/>"
    )
    assert stored(reading) == {
        "form1.town": "A",
        "form1.extra": "BC",
        "form1.other": "D",
        "form1.bare": None,
        "form1.other.@unit": "h",
    }
    assert {one.kind for one in reading.fields} == {FieldKind.TEXT}
    assert codes(reading) == []


def test_hidden_fields_are_told_as_well():
    assert read_only(field("town", presence="hidden"), "<town>A</town>").value == "A"
