"""Each kind of content control says its value, what the file stores, and whether the two agree."""

import pytest

from planwright.model import FieldKind, State
from tests.extractors.word_files import (
    PLACEHOLDER,
    check_box,
    control,
    date,
    fields_of,
    glossary,
    para,
    prompt,
    relations,
    run,
    said,
)

ANSWERED, BLANK, PROMPT, CONFLICT = State.ANSWERED, State.BLANK, State.PLACEHOLDER, State.CONFLICT

# -- prompts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["<w:text/>", "", "<w:dropDownList/>", "<w:comboBox/>", "<w:date/>"])
def test_a_control_showing_its_prompt_is_not_answered_and_what_it_shows_is_kept(kind):
    assert said(para(control(run("Type a name"), kind, more=PLACEHOLDER))) == (None, PROMPT, "Type a name")


def test_the_mark_of_a_prompt_can_be_switched_off():
    off = '<w:showingPlcHdr w:val="0"/>'
    assert said(para(control(run("Ada"), more=off))) == ("Ada", ANSWERED, None)


@pytest.mark.parametrize(
    "text",
    [
        "Click or tap here to enter text.",
        "Click here to enter text",
        "[Choose an item.]",
        "CLICK OR TAP TO ENTER A DATE.",
        "Haga clic o pulse aquí para escribir texto.",
        "Cliquez ou appuyez ici pour entrer du texte.",
        "Klicken oder tippen Sie hier, um Text einzugeben.",
        "Место для ввода текста.",
    ],
)
def test_words_own_prompt_is_not_an_answer_even_without_its_mark(text):
    assert said(para(control(run(text)))) == (text, PROMPT, None)


def test_the_forms_own_prompt_is_not_an_answer_even_without_its_mark():
    kept = {"glossaryDocument": glossary(P1="Name and role of one person", P2="")}
    body = para(control(run("Name and role of "), more=prompt("P1")).replace("of </w:t>", "of one person</w:t>"))
    assert said(body, stories=kept) == ("Name and role of one person", PROMPT, None)
    for name in ("P1", "P2", "P3"):
        assert said(para(control(run("Ada, coach"), more=prompt(name))), stories=kept) == ("Ada, coach", ANSWERED, None)


def test_an_answer_under_the_mark_of_a_prompt_is_a_conflict():
    kept = {"glossaryDocument": glossary(P1="Type a name")}
    assert said(para(control(run("Ada"), more=prompt("P1") + PLACEHOLDER)), stories=kept) == (None, CONFLICT, "Ada")
    assert said(para(control(run("type a name"), more=prompt("P1") + PLACEHOLDER)), stories=kept)[1] is PROMPT
    assert said(para(control(run("Ada"), more=prompt("P9") + PLACEHOLDER)), stories=kept)[1] is PROMPT


# -- check boxes ------------------------------------------------------------------------------------------------------

WINGDINGS = '<w14:checkedState w14:val="00FE" w14:font="Wingdings"/><w14:uncheckedState w14:val="00A8"/>'
SWAPPED = '<w14:checkedState w14:val="2610"/><w14:uncheckedState w14:val="25CF"/>'


@pytest.mark.parametrize(
    ("checked", "shown", "states", "value", "state"),
    [
        ("1", "☒", "", True, ANSWERED),
        ("true", "☑", "", True, ANSWERED),
        ("0", "☐", "", False, ANSWERED),
        ("false", "○", "", False, ANSWERED),
        (None, "☐", "", False, ANSWERED),
        ("0", "", "", False, ANSWERED),
        ("1", "\uf0fe", WINGDINGS, True, ANSWERED),
        ("1", "þ", WINGDINGS, True, ANSWERED),
        ("0", "\uf0a8", WINGDINGS, False, ANSWERED),
        ("1", "☐", SWAPPED, True, ANSWERED),
        ("0", "●", SWAPPED, False, ANSWERED),
        ("1", "☐", "", True, CONFLICT),
        ("0", "☒", "", False, CONFLICT),
        ("1", "", "", True, CONFLICT),
        ("1", "\uf0a8", WINGDINGS, True, CONFLICT),
        ("0", "þ", WINGDINGS, False, CONFLICT),
        ("0", "yes", "", False, CONFLICT),
        ("1", "yes", '<w14:checkedState w14:val="no number"/>', True, CONFLICT),
        ("1", "?", '<w14:checkedState w14:val="FFFFFFFFFF"/>', True, CONFLICT),
    ],
)
def test_a_check_box_is_what_it_stores_and_in_conflict_with_what_it_does_not_show(checked, shown, states, value, state):
    (field,) = fields_of(para(check_box(checked, shown, states=states)))
    assert (field.kind, field.value, field.state) == (FieldKind.MARK, value, state)


def test_a_check_box_drawn_by_a_symbol_font_is_read():
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    for checked, state in (("1", ANSWERED), ("0", CONFLICT)):
        box = f'<w14:checkbox><w14:checked w14:val="{checked}"/>{WINGDINGS}</w14:checkbox>'
        assert said(para(control(symbol, box)))[1] is state


# -- lists ------------------------------------------------------------------------------------------------------------


def choices(kind: str, *items: tuple[str, str], last: str = "") -> str:
    listed = "".join(
        f'<w:listItem{f" w:displayText={chr(34)}{shown}{chr(34)}" if shown else ""} w:value="{value}"/>'
        for shown, value in items
    )
    return f"<w:{kind}{last and f' w:lastValue={chr(34)}{last}{chr(34)}'}>{listed}</w:{kind}>"


ROLES = (("", "Choose one"), ("Coach", "c"), ("Team  lead", "t"))


@pytest.mark.parametrize(
    ("kind", "shown", "expected"),
    [
        ("dropDownList", "Coach", ("Coach", ANSWERED, "c")),
        ("dropDownList", "Team lead", ("Team lead", ANSWERED, "t")),
        ("dropDownList", "Choose one", ("Choose one", ANSWERED, "Choose one")),
        ("dropDownList", "Cook", ("Cook", CONFLICT, None)),
        ("dropDownList", "c", ("c", CONFLICT, None)),
        ("dropDownList", "", (None, BLANK, None)),
        ("comboBox", "Coach", ("Coach", ANSWERED, "c")),
        ("comboBox", "Cook", ("Cook", ANSWERED, None)),
        ("comboBox", " ", (None, BLANK, None)),
    ],
)
def test_a_choice_is_what_is_shown_with_what_the_list_stores_for_it(kind, shown, expected):
    (field,) = fields_of(para(control(run(shown), choices(kind, *ROLES))))
    assert field.kind is FieldKind.CHOICE
    assert (field.value, field.state, field.raw) == expected


@pytest.mark.parametrize(("last", "expected"), [("b", ("Same", ANSWERED, "b")), ("", ("Same", CONFLICT, None))])
@pytest.mark.parametrize("kind", ["dropDownList", "comboBox"])
def test_choices_that_look_alike_are_told_apart_by_the_one_stored_last(kind, last, expected):
    alike = choices(kind, ("Same", "a"), ("Same", "b"), last=last)
    assert said(para(control(run("Same"), alike))) == expected


# -- dates ------------------------------------------------------------------------------------------------------------

DAY = "2026-03-04T00:00:00Z"


@pytest.mark.parametrize(
    ("shown", "picture", "language"),
    [
        ("3/4/2026", "M/d/yyyy", "en-US"),
        ("04/03/2026", "dd/MM/yyyy", "en-GB"),
        ("04.03.26", "dd.MM.yy", "de-DE"),
        ("Wednesday, March 4, 2026", "dddd, MMMM d, yyyy", "en-US"),
        ("4 mars 2026", "d MMMM yyyy", "fr-FR"),
        ("4 de marzo de 2026", "d 'de' MMMM 'de' yyyy", "es-US"),
        ("4-Mar-26", "d-MMM-yy", "en-US"),
        ("4 มีนาคม 2026", "d MMMM yyyy", "th-TH"),
        ("March 2026", "MMMM yyyy", "en-US"),
        ("2026-03-04", "M/d/yyyy", "en-US"),
        ("March 4, 2026", "M/d/yyyy", "en-US"),
        ("4. 3. 2026", "M/d/yyyy", "en-US"),
        ("3/4/2026 9:05 AM", "M/d/yyyy h:mm am/pm", "en-US"),
        ("3/4/2026", "", ""),
    ],
)
def test_a_date_is_what_is_shown_with_the_day_the_file_stores(shown, picture, language):
    (field,) = fields_of(para(date(run(shown), DAY, picture=picture, language=language)))
    assert (field.kind, field.value, field.state, field.raw) == (FieldKind.DATE, shown, ANSWERED, "2026-03-04")


@pytest.mark.parametrize(
    ("shown", "picture", "language"),
    [
        ("4/3/2026", "M/d/yyyy", "en-US"),
        ("3/4/2025", "M/d/yyyy", "en-US"),
        ("3/5/2026", "M/d/yyyy", "en-US"),
        ("April 4, 2026", "MMMM d, yyyy", "en-US"),
        ("4 mai 2026", "d MMMM yyyy", "fr-FR"),
        ("04.04.26", "dd.MM.yy", "de-DE"),
        ("May 2026", "MMMM yyyy", "en-US"),
        ("5 March 2026", "M/d/yyyy", "en-US"),
        ("spring", "M/d/yyyy", "en-US"),
        ("3/4/2026 or 3/5/2026", "M/d/yyyy", "en-US"),
    ],
)
def test_a_date_that_shows_another_day_than_it_stores_is_a_conflict(shown, picture, language):
    body = para(date(run(shown), DAY, picture=picture, language=language))
    assert said(body) == (shown, CONFLICT, "2026-03-04")


def test_a_date_without_a_stored_day_is_the_text_that_is_shown():
    assert said(para(date(run("next spring")))) == ("next spring", ANSWERED, None)
    assert said(para(date(run("3/4/2026"), "yesterday"))) == ("3/4/2026", ANSWERED, None)
    assert said(para(date(""))) == (None, BLANK, None)


def test_a_stored_day_that_is_not_shown_is_a_conflict_but_not_under_a_prompt():
    assert said(para(date("", DAY))) == (None, CONFLICT, "2026-03-04")
    assert said(para(control(run("Pick"), f'<w:date w:fullDate="{DAY}"/>', more=PLACEHOLDER))) == (None, PROMPT, "Pick")


def test_a_day_of_another_calendar_is_not_compared():
    thai = date(run("4/3/2569"), DAY, picture="d/M/yyyy", more='<w:calendar w:val="thai"/>')
    assert said(para(thai)) == ("4/3/2569", ANSWERED, "2026-03-04")


# -- pictures ---------------------------------------------------------------------------------------------------------


def test_a_picture_control_is_a_signature_that_a_person_reads():
    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    for inside, more, state in (
        (picture, "", State.UNREADABLE),
        (picture, PLACEHOLDER, PROMPT),
        ("", "", BLANK),
    ):
        (field,) = fields_of(para(control(inside, "<w:picture/>", more=more)))
        assert (field.kind, field.value, field.state) == (FieldKind.SIGNATURE, None, state)


# -- bound controls ---------------------------------------------------------------------------------------------------

STORE = "{5C9F08EC-BA06-4CCF-9372-A631018403B8}"
CUSTOM = (
    '<c xmlns="urn:c"><name>Ada  Lovelace</name><day>2026-03-04T00:00:00</day><on>true</on><role>c</role><no/>'
    "<whole>&lt;?xml version='1.0'?&gt;</whole></c>"
)
PARTS = {
    "word/_rels/document.xml.rels": relations(("customXml", "../customXml/item1.xml")),
    "customXml/item1.xml": CUSTOM,
    "customXml/_rels/item1.xml.rels": relations(("customXmlProps", "itemProps1.xml")),
    "customXml/itemProps1.xml": '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
    f' ds:itemID="{STORE}"/>',
}


def bound(path: str, *, store: str = STORE.lower(), prefixes: str = "xmlns:n='urn:c'") -> str:
    return f'<w:dataBinding w:prefixMappings="{prefixes}" w:xpath="{path}" w:storeItemID="{store}"/>'


@pytest.mark.parametrize(
    ("inside", "kind", "path", "expected"),
    [
        ("Ada Lovelace", "<w:text/>", "/n:c[1]/n:name[1]", ("Ada Lovelace", ANSWERED, None)),
        ("Ada", "<w:text/>", "/n:c[1]/n:name[1]", ("Ada", CONFLICT, "Ada  Lovelace")),
        ("", "<w:text/>", "/n:c[1]/n:name[1]", (None, CONFLICT, "Ada  Lovelace")),
        ("Ada", "<w:text/>", "/n:c[1]/n:no[1]", ("Ada", CONFLICT, None)),
        ("", "<w:text/>", "/n:c[1]/n:no[1]", (None, BLANK, None)),
        ("Ada", "<w:text/>", "/n:c[1]/n:gone[1]", ("Ada", ANSWERED, None)),
        ("Ada", "<w:text/>", "//*[contains(.,.)]", ("Ada", ANSWERED, None)),
        ("Ada", "<w:text/>", "/x:c", ("Ada", ANSWERED, None)),
        ("any", "", "/n:c[1]/n:whole[1]", ("any", ANSWERED, None)),
        ("3/4/2026", f'<w:date w:fullDate="{DAY}"/>', "/n:c/n:day", ("3/4/2026", ANSWERED, "2026-03-04")),
        (
            "3/5/2026",
            '<w:date w:fullDate="2026-03-05T00:00:00Z"/>',
            "/n:c/n:day",
            ("3/5/2026", CONFLICT, "2026-03-04T00:00:00"),
        ),
        ("Coach", choices("dropDownList", *ROLES), "/n:c/n:role", ("Coach", ANSWERED, "c")),
        ("Team  lead", choices("dropDownList", *ROLES), "/n:c/n:role", ("Team  lead", CONFLICT, "c")),
        ("☒", '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', "/n:c/n:on", (True, ANSWERED, None)),
        ("☐", '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', "/n:c/n:on", (False, CONFLICT, "true")),
    ],
)
def test_a_bound_control_that_differs_from_its_xml_is_a_conflict(inside, kind, path, expected):
    assert said(para(control(run(inside), kind, more=bound(path))), parts=PARTS) == expected


def test_a_prompt_is_in_conflict_with_xml_that_holds_an_answer():
    body = para(control(run("Type a name"), more=PLACEHOLDER + bound("/n:c[1]/n:name[1]")))
    assert said(body, parts=PARTS) == (None, CONFLICT, "Ada  Lovelace")
    empty = para(control(run("Type a name"), more=PLACEHOLDER + bound("/n:c[1]/n:no[1]")))
    assert said(empty, parts=PARTS) == (None, PROMPT, "Type a name")


def test_a_binding_without_a_store_tries_them_all_and_an_unknown_store_none():
    path = "/n:c[1]/n:name[1]"
    assert said(para(control(run("Ada"), more=bound(path, store=""))), parts=PARTS)[1] is CONFLICT
    assert said(para(control(run("Ada"), more=bound(path, store="{0}"))), parts=PARTS)[1] is ANSWERED


def test_a_control_bound_to_a_document_property_is_compared_with_it():
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    parts = {
        "_rels/.rels": relations(
            ("officeDocument", "word/document.xml"),
            ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "core.xml"),
        ),
        "core.xml": f'<p:coreProperties xmlns:p="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:creator>Ada</dc:creator></p:coreProperties>",
    }
    binding = bound(
        "/p:coreProperties[1]/dc:creator[1]",
        store="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}",
        prefixes=f"xmlns:p='{core}' xmlns:dc='http://purl.org/dc/elements/1.1/'",
    )
    assert said(para(control(run("Ada"), more=binding)), parts=parts)[1] is ANSWERED
    assert said(para(control(run("Bo"), more=binding)), parts=parts) == ("Bo", CONFLICT, "Ada")


def rows(path: str, *names: str) -> str:
    """A repeating section bound to this path, with a row for each name."""
    binding = bound(path).replace("<w:dataBinding", "<w15:dataBinding")
    shown = "".join(
        control(para(control(run(name), tag="who")), "<w15:repeatingSectionItem/>", tag="") for name in names
    )
    return control(shown, "<w15:repeatingSection/>", tag="people", more=binding)


@pytest.mark.parametrize(
    ("path", "names", "told"),
    [
        ("/n:c[1]/n:who", ("Ada", "Bo"), []),
        ("/n:c[1]/n:who", ("Ada",), ["people"]),  # opened, Word shows a row more
        ("/n:c[1]/n:who", ("Ada", "Bo", "Cy"), ["people"]),  # opened, Word shows a row less
        ("/n:c[1]/n:no", ("Ada",), []),
        ("/n:c[1]/n:who[1]", ("Ada", "Bo"), []),  # that is no path to rows
        ("//n:who", ("Ada",), []),
    ],
)
def test_a_bound_section_that_shows_other_rows_than_its_xml_holds_is_a_conflict(path, names, told):
    xml = "<c xmlns='urn:c'><who>Ada</who><who>Bo</who></c>"
    fields = fields_of(rows(path, *names), parts=PARTS | {"customXml/item1.xml": xml})
    assert [field.value for field in fields if field.key == "who"] == list(names)
    assert [field.key for field in fields if field.state is CONFLICT] == told
