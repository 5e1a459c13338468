"""A content control is read wherever it stands; its place, its key and its label say which one it is."""

import pytest

from planwright.model import FieldKind, State
from tests.extractors.word_files import (
    PLACEHOLDER,
    check_box,
    control,
    fields_of,
    para,
    read_body,
    row,
    run,
    said,
    story,
    table,
    tc,
)

ANSWERED = State.ANSWERED
RICH = ""


# -- where controls stand ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        control(para(run("Ada"))),
        para(run("Name: "), control(run("Ada")), run(".")),
        table(f"<w:tr>{control(tc(para(run('Ada'))))}</w:tr>"),
        table(control(row(run("Ada")))),
        table(row(para() + table(row(control(run("Ada")))))),
        para(f'<w:hyperlink r:id="r9">{control(run("Ada"))}</w:hyperlink>'),
        para(f"<w:smartTag>{control(run('Ada'))}</w:smartTag>"),
        para(f'<w:ins w:id="1" w:author="B">{control(run("Ada"))}</w:ins>'),
    ],
    ids=["block", "inline", "cell", "row", "nested table", "hyperlink", "smart tag", "inserted"],
)
def test_a_control_is_read_at_every_level(body):
    assert said(body) == ("Ada", ANSWERED, None)


def test_headers_footers_and_notes_are_read_after_the_body_each_with_its_part():
    around = {kind: story(para(control(run(kind), tag=kind))) for kind in ("endnotes", "footnotes", "footer", "header")}
    fields = fields_of(para(control(run("body"), tag="body")), stories=around)
    assert [(field.key, field.value, field.place.part) for field in fields] == [
        ("body", "body", "word/document.xml"),
        ("header", "header", "word/header.xml"),
        ("footer", "footer", "word/footer.xml"),
        ("footnotes", "footnotes", "word/footnotes.xml"),
        ("endnotes", "endnotes", "word/endnotes.xml"),
    ]


def test_a_control_in_a_comment_is_talk_about_the_form():
    comments = story(f'<w:comment w:id="1">{control(para(run("why?")), tag="c")}</w:comment>')
    assert [field.key for field in fields_of(control(para(run("x"))), stories={"comments": comments})] == ["a"]


def test_a_control_in_a_text_box_is_read_once_although_the_file_holds_it_twice():
    box = f"<w:txbxContent>{control(para(run('Ada')))}</w:txbxContent>"
    twice = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    (field,) = fields_of(para(f"<w:r>{twice}</w:r>"))
    assert (field.value, field.place.xpath) == ("Ada", "(//w:sdt)[1]")


def test_a_control_in_an_old_text_box_is_read():
    box = f"<w:txbxContent>{control(para(run('Ada')))}</w:txbxContent>"
    assert said(para(f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"))[0] == "Ada"


def test_a_fallback_without_a_choice_is_what_is_shown():
    box = f"<w:txbxContent>{control(para(run('Ada')))}</w:txbxContent>"
    only = f"<mc:AlternateContent><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    assert said(para(f"<w:r>{only}</w:r>"))[0] == "Ada"


def test_a_container_is_a_field_with_its_whole_text_and_its_controls_are_fields_too():
    body = control(
        para(run("Goal: "), control(run("read daily"), tag="goal"))
        + table(control(row(control(run("100"), tag="c1"), control(run("200"), tag="c2")), RICH, tag="row")),
        RICH,
        tag="all",
    )
    assert [(field.key, field.value) for field in fields_of(body)] == [
        ("all", "Goal: read daily\n100\n200"),
        ("goal", "read daily"),
        ("row", "100\n200"),
        ("c1", "100"),
        ("c2", "200"),
    ]


def test_the_text_of_a_container_leaves_out_the_prompts_in_it():
    body = control(para(run("By "), control(run("Type a name"), tag="who", more=PLACEHOLDER)), RICH, tag="all")
    assert [(field.value, field.state) for field in fields_of(body)] == [
        ("By", ANSWERED),
        (None, State.PLACEHOLDER),
    ]


def test_frames_around_controls_are_no_fields():
    inner = control(para(run("x")), tag="x")
    for kind in (
        "<w:group/>",
        "<w:docPartObj/>",
        "<w:docPartList/>",
        "<w15:repeatingSection/>",
        "<w15:repeatingSectionItem/>",
    ):
        assert [field.key for field in fields_of(control(inner, kind, tag="frame"))] == ["x"]


@pytest.mark.parametrize(
    "kind",
    [
        "<w:text/>",
        '<w:text w:multiLine="1"/>',
        "<w:richText/>",
        "",
        "<w:citation/>",
        "<w:docPartList/>",
        "<w:equation/>",
    ],
)
def test_every_kind_of_text_control_is_a_text_field(kind):
    (field,) = fields_of(para(control(run("as typed"), kind)))
    assert (field.kind, field.value, field.state) == (FieldKind.TEXT, "as typed", ANSWERED)


def test_a_control_without_contents_or_properties_is_blank():
    assert said("<w:sdt/>") == (None, State.BLANK, None)
    assert said(para(control("<w:r><w:t>  </w:t><w:tab/></w:r>" + run("\u200b\ufeff\u2002")))) == (
        None,
        State.BLANK,
        None,
    )


# -- place, key and label ---------------------------------------------------------------------------------------------


def test_the_xpath_of_a_field_finds_its_control_again():
    body = control(para(control(run("in"), tag="in")), RICH, tag="out") + para(control(run("next"), tag="next"))
    assert [field.place.xpath for field in fields_of(body)] == [f"(//w:sdt)[{number}]" for number in (1, 2, 3)]


def test_the_key_is_the_tag_else_the_title():
    both, title_only, none = (
        control(run("x"), tag="t", title="Title"),
        control(run("x"), tag="", title="Title"),
        control(run("x"), tag=""),
    )
    fields = fields_of(para(both) + para(title_only) + para(none))
    assert [(field.key, field.label) for field in fields] == [("t", "Title"), ("Title", "Title"), ("", "")]


def test_a_control_without_a_title_is_labelled_by_the_words_beside_it():
    line = para(run("Do"), run("n’t forget "), control(run("x")), run(" and the year "), control(run("y")))
    boxes = para(check_box("0", "☐"), run(" Yes "), check_box("1", "☒"), run(" No"))
    grid = table(
        row(run("Task"), run("Who")),
        row(run("Call"), control(run("Ada"))),
        row("", control(run("Bo"))),
        row(control(run("Cy"))),
    )
    below = para(run("Your vision:")) + control(para(run("…")))
    labels = [field.label for field in fields_of(line + boxes + grid + below)]
    assert labels == ["Don’t forget", "and the year", "Yes", "No", "Call", "Who", "Task", "Your vision:"]


def test_a_heading_over_several_columns_labels_each_of_them():
    wide = tc(para(run("Current")), '<w:gridSpan w:val="2"/>')
    body = table(row("", wide, run("Desired")), row("", control(run("1")), control(run("2")), control(run("3"))))
    assert [field.label for field in fields_of(body)] == ["Current", "Current", "Desired"]


def test_rows_are_counted_within_their_section_outermost_first():
    def item(inside: str) -> str:
        return control(inside, "<w15:repeatingSectionItem/>", tag="")

    def section(*items: str) -> str:
        return control("".join(map(item, items)), "<w15:repeatingSection/>", tag="rows")

    def goal(name: str, *objectives: str) -> str:
        return para(control(run(name), tag="goal")) + section(
            *(para(control(run(one), tag="do")) for one in objectives)
        )

    body = section(goal("A", "a1", "a2"), goal("B", "b1")) + para(control(run("end"), tag="end"))
    assert [(field.value, field.place.rows) for field in fields_of(body)] == [
        ("A", (1,)),
        ("a1", (1, 1)),
        ("a2", (1, 2)),
        ("B", (2,)),
        ("b1", (2, 1)),
        ("end", ()),
    ]


def test_rows_of_a_table_are_counted_where_each_is_a_row_level_item():
    rows = "".join(
        control(row(control(run(name), tag="who")), "<w15:repeatingSectionItem/>", tag="") for name in ("Ada", "Bo")
    )
    body = table(row(run("Who")), control(rows, "<w15:repeatingSection/>", tag="people"))
    assert [(field.value, field.place.rows) for field in fields_of(body)] == [("Ada", (1,)), ("Bo", (2,))]


def test_a_reading_is_the_same_each_time():
    body = para(control(run("x"))) + para(check_box("1", "☒"))
    assert read_body(body) == read_body(body)
