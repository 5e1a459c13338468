"""The text of a content control is what the final version of the document shows."""

import re

import pytest

from planwright.model import State
from tests.extractors.word_files import (
    MAIN,
    NAMESPACES,
    check_box,
    control,
    document,
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

ANSWERED, CONFLICT, UNREADABLE = State.ANSWERED, State.CONFLICT, State.UNREADABLE
RICH = ""
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def text_of(inside: str, kind: str = "<w:text/>") -> object:
    value, state, raw = said(para(control(inside, kind)))
    assert (state, raw) == (ANSWERED, None)
    return value


# -- text -------------------------------------------------------------------------------------------------------------


def test_paragraphs_breaks_tabs_and_hyphens_keep_their_meaning():
    inside = "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>self</w:t><w:noBreakHyphen/><w:t>assess</w:t>"
    inside += "<w:softHyphen/><w:t>ment</w:t><w:cr/><w:t>three</w:t></w:r>"
    assert text_of(inside) == "one\ntwo\tself-assessment\nthree"
    assert said(control(para(run("first")) + para() + para(run("third"))))[0] == "first\n\nthird"


def test_text_is_kept_as_typed_but_for_the_space_around_it():
    assert text_of(run("  <a> & “b”  c\u00a0") + run("9")) == "<a> & “b”  c\u00a09"
    assert text_of(run("\u00a0 mañana ☺ ")) == "mañana ☺"


@pytest.mark.parametrize(
    ("symbol", "shown"),
    [
        ('w:font="Wingdings" w:char="F04A"', "☺"),
        ('w:font="Wingdings" w:char="F0E0"', "→"),
        ('w:font="Symbol" w:char="F0B3"', "≥"),
        ('w:font="Calibri" w:char="00BD"', "½"),
    ],
)
def test_symbols_are_the_characters_they_look_like(symbol, shown):
    assert text_of(run("very ") + f"<w:r><w:sym {symbol}/></w:r>") == f"very {shown}"


def _in_font(font):
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    return f"<w:r>{fonts}<w:t>\uf0fc</w:t></w:r>"


def test_a_symbol_that_stands_as_text_in_its_font_is_what_it_looks_like():
    assert text_of(run("very ") + _in_font("Wingdings")) == "very ✓"
    assert said(para(control(_in_font("Arial"))))[1] is UNREADABLE


@pytest.mark.parametrize(
    "symbol", ['w:font="Webdings" w:char="F059"', 'w:char="ZZ"', 'w:char="FFFFFFFF"', 'w:char="D83D"', 'w:char="0"', ""]
)
def test_a_symbol_that_only_its_font_knows_is_unreadable(symbol):
    value, state, _ = said(para(control(run("very ") + f"<w:r><w:sym {symbol}/></w:r>")))
    assert state is UNREADABLE
    assert str(value).startswith("very ")


def test_an_emoji_is_read_once_although_the_file_holds_it_twice():
    emoji = '<mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F60A"/></mc:Choice>'
    twice = f"<mc:AlternateContent>{emoji}<mc:Fallback><w:t>😊</w:t></mc:Fallback></mc:AlternateContent>"
    assert text_of(run("yes ") + f"<w:r>{twice}</w:r>") == "yes 😊"


def test_another_document_put_into_an_answer_needs_a_person():
    assert said(control('<w:altChunk r:id="r9"/>', RICH)) == (None, UNREADABLE, None)


def test_a_field_shows_its_result_and_not_its_instruction():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> X </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>inner</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>outer</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f'<w:fldSimple w:instr=" DATE ">{run("today")}</w:fldSimple>'
    assert text_of(field + run(", ") + simple) == "outer, today"


@pytest.mark.parametrize(
    ("instruction", "state"),
    [(r" EQ \o\ac(○,4) ", UNREADABLE), (r" SYMBOL 252 \f Wingdings ", UNREADABLE), (' XE "four" ', State.ANSWERED)],
)
def test_a_field_that_shows_what_its_instruction_says_is_left_to_a_person(instruction, state):
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert said(para(control(run("9") + field, RICH)))[1] is state


def test_text_swallowed_by_a_field_that_does_not_end_is_unreadable():
    open_field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert said(para(control(run("a") + open_field + run("b")))) == ("a", UNREADABLE, None)


def test_links_smart_tags_insertions_and_moves_are_part_of_the_text():
    inside = "".join(
        f"<w:{wrapper}>{run(wrapper)}</w:{wrapper}> "
        for wrapper in ("hyperlink", "smartTag", "customXml", "ins", "moveTo", "bdo", "dir")
    )
    assert text_of(inside) == "hyperlinksmartTagcustomXmlinsmoveTobdodir"


def test_deletions_and_the_old_place_of_a_move_are_not_in_the_text():
    deleted = '<w:del w:id="1"><w:r><w:delText>old</w:delText><w:tab/></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2">{run("gone")}</w:moveFrom>'
    assert text_of(run("new") + deleted + moved + run(" text")) == "new text"


def test_a_paragraph_whose_end_is_deleted_runs_on():
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('half ')}</w:p>"
    assert said(control(joined + para(run("sentence"))))[0] == "half sentence"


def test_a_deleted_row_or_cell_is_gone_with_the_controls_in_it():
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{tc(para(control(run('x'), tag='x')))}</w:tr>"
    cell = tc(para(control(run("y"), tag="y")), "<w:cellDel/>")
    body = table(gone, row(cell, control(run("z"), tag="z")))
    assert [field.key for field in fields_of(body)] == ["z"]
    assert [field.key for field in fields_of(control(body, RICH, tag="all"))] == ["all", "z"]


def test_a_control_that_was_deleted_or_moved_away_is_gone():
    for wrapper in ("del", "moveFrom"):
        body = para(f"<w:{wrapper}>{control(run('x'), tag='x')}</w:{wrapper}>", control(run("y"), tag="y"))
        assert [field.key for field in fields_of(body)] == ["y"]


@pytest.mark.parametrize("change", ["Del", "MoveFrom"])
def test_a_control_whose_tags_were_deleted_leaves_only_its_text(change):
    gone = (
        f'<w:customXml{change}RangeStart w:id="1"/><w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>'
        f'<w:customXml{change}RangeEnd w:id="1"/>{run("kept")}</w:sdtContent></w:sdt>'
    )
    fields = fields_of(control(para(gone, control(run(" y"), tag="y")), RICH, tag="all"))
    assert [(field.key, field.value) for field in fields] == [("all", "kept y"), ("y", "y")]


def test_hidden_text_is_told_apart_from_what_is_shown():
    hidden = run(" or not", "<w:vanish/>")
    assert said(para(control(run("yes") + hidden))) == ("yes", CONFLICT, "yes or not")
    assert said(para(control(hidden))) == (None, CONFLICT, "or not")
    assert said(para(control(run("yes", '<w:vanish w:val="0"/>')))) == ("yes", ANSWERED, None)


@pytest.mark.parametrize("mark", ["<w:strike/>", "<w:dstrike/>"])
def test_words_that_are_crossed_out_are_not_certain(mark: str):
    assert said(para(control(run("yes", mark)))) == ("yes", UNREADABLE, None)
    assert said(para(control(run("12", mark) + run(" 15")))) == ("12 15", UNREADABLE, None)
    assert said(para(control(run("yes") + run(" ", mark)))) == ("yes", ANSWERED, None)
    assert said(para(control(run("yes", mark.replace("/>", ' w:val="0"/>'))))) == ("yes", ANSWERED, None)


def test_the_words_of_comments_beside_the_fields_are_told_as_unread():
    comments = story(f'<w:comment w:id="1">{para(run("ask Ana"))}</w:comment><w:comment w:id="2"><w:p/></w:comment>')
    reading = read_body(control(para(run("x"))), stories={"comments": comments})
    assert (reading.unread, reading.problems) == (("ask Ana",), ())


def test_a_ruby_is_read_by_the_text_under_it():
    ruby = f"<w:r><w:ruby><w:rt>{run('かんじ')}</w:rt><w:rubyBase>{run('漢字')}</w:rubyBase></w:ruby></w:r>"
    assert text_of(ruby) == "漢字"


def test_a_formula_in_one_line_is_text_and_a_built_one_is_unreadable():
    line = "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"
    half = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    assert text_of(line) == "x=2"
    assert said(para(control(run("about ") + half))) == ("about", UNREADABLE, None)


@pytest.mark.parametrize(
    "picture",
    [
        "<w:drawing><a:blip/></w:drawing>",
        "<w:pict><v:shape><v:imagedata/></v:shape></w:pict>",
        '<w:pict><v:shape><v:textpath string="Ada"/></v:shape></w:pict>',
        "<w:drawing><w14:contentPart/></w:drawing>",
        "<w:drawing><dgm:relIds/></w:drawing>",
    ],
    ids=["picture", "old picture", "WordArt", "handwriting", "diagram"],
)
def test_a_picture_in_an_answer_needs_a_person(picture):
    assert said(para(control(f"<w:r>{picture}</w:r>", RICH))) == (None, UNREADABLE, None)
    assert said(para(control(run("see: ") + f"<w:r>{picture}</w:r>", RICH))) == ("see:", UNREADABLE, None)


def test_a_drawn_line_is_not_a_picture():
    assert said(para(control(run("x") + "<w:r><w:drawing><wps:wsp/></w:drawing></w:r>", RICH)))[1] is ANSWERED


def test_text_in_a_text_box_of_an_answer_is_part_of_it():
    box = f"<w:r><w:drawing><w:txbxContent>{para(run('boxed'))}</w:txbxContent></w:drawing></w:r>"
    assert said(para(control(run("before") + box + run("after"), RICH)))[0] == "before\nboxed\nafter"


@pytest.mark.parametrize(
    "drawn",
    [
        "<w:drawing><wp:anchor><wps:wsp/></wp:anchor></w:drawing>",
        '<w:pict><v:shape style="position:absolute;width:90pt"/></w:pict>',
        f"<w:drawing><wp:anchor><w:txbxContent>{para(run('no'))}</w:txbxContent></wp:anchor></w:drawing>",
    ],
    ids=["line", "old line", "box"],
)
def test_what_is_drawn_in_front_of_an_answer_needs_a_person(drawn: str):
    assert said(para(control(run("weekly") + f"<w:r>{drawn}</w:r>", RICH)))[1] is UNREADABLE


@pytest.mark.parametrize("shown", ["☒", "☐"])
def test_a_check_box_that_is_drawn_upon_needs_a_person(shown: str):
    drawn = "<w:r><w:drawing><wp:anchor><wps:wsp/></wp:anchor></w:drawing></w:r>"
    box = check_box("1" if shown == "☒" else "0", shown)
    assert said(para(box))[1] is ANSWERED
    assert said(para(box.replace("</w:sdtContent>", f"{drawn}</w:sdtContent>")))[1] is CONFLICT


def test_a_frame_among_the_paragraphs_of_an_answer_needs_a_person():
    frame = f"<w:p><w:pPr><w:framePr w:w='4000' w:x='1' w:y='300'/></w:pPr>{run('elsewhere')}</w:p>"
    assert said(control(para(run("here")) + frame, RICH))[1] is UNREADABLE
    assert said(control(frame, RICH))[:2] == ("elsewhere", ANSWERED)


# -- looks that change what is read ----------------------------------------------------------------------------------


def styles(*made: str) -> dict[str, str]:
    return {"styles": f"<w:styles {NAMESPACES}>{''.join(made)}</w:styles>"}


def style(name: str, properties: str, *, based: str = "") -> str:
    on = based and f'<w:basedOn w:val="{based}"/>'
    return f'<w:style w:type="character" w:styleId="{name}">{on}<w:rPr>{properties}</w:rPr></w:style>'


@pytest.mark.parametrize(
    ("made", "state"),
    [
        ((style("Quiet", "<w:vanish/>"),), State.CONFLICT),
        ((style("Quiet", "<w:strike/>"),), State.UNREADABLE),
        ((style("Quiet", "<w:b/>", based="Base"), style("Base", "<w:vanish/>")), State.CONFLICT),
        ((style("Quiet", '<w:vanish w:val="0"/>', based="Base"), style("Base", "<w:vanish/>")), State.ANSWERED),
        ((style("Quiet", "<w:b/>", based="Quiet"), style("Loud", "<w:vanish/>")), State.ANSWERED),
    ],
)
def test_text_that_a_style_hides_or_crosses_out_is_left_to_a_person(made, state):
    inside = run("4") + run("00", '<w:rStyle w:val="Quiet"/>')
    assert said(para(control(inside)), stories=styles(*made))[1] is state


def test_a_paragraph_style_hides_all_that_is_in_it():
    hidden = '<w:p><w:pPr><w:pStyle w:val="Quiet"/></w:pPr>' + run("not this") + "</w:p>"
    body = control(para(run("this")) + hidden, "")
    assert said(body, stories=styles(style("Quiet", "<w:vanish/>")))[1] is State.CONFLICT


def test_a_hidden_row_is_seen_by_nobody():
    shown = f"<w:tr><w:trPr><w:hidden/></w:trPr>{tc(para(control(run('40'))))}</w:tr>"
    assert said(table(shown)) == (None, State.CONFLICT, "40")


def test_a_small_figure_above_the_line_is_no_digit_of_the_number():
    assert said(para(control(run("40") + run("1", '<w:vertAlign w:val="superscript"/>'))))[0] == "40¹"


@pytest.mark.parametrize("inside", [run("\u202e04"), '<w:bdo w:val="rtl">' + run("04") + "</w:bdo>"])
def test_letters_in_an_order_against_their_nature_are_left_to_a_person(inside):
    assert said(para(control(inside)))[1] is State.UNREADABLE


OBSCURE = {
    "tiny": '<w:sz w:val="2"/>',
    "narrow": '<w:w w:val="1"/>',
    "blackened": '<w:highlight w:val="black"/>',
    "in black under black": '<w:color w:val="000000"/><w:highlight w:val="black"/>',
    "of a font of symbols": '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>',
}


@pytest.mark.parametrize("look", OBSCURE.values(), ids=OBSCURE)
def test_letters_that_nobody_sees_for_what_they_are_are_left_to_a_person(look):
    assert said(para(control(run("94") + run("0", look))))[1] is UNREADABLE
    assert said(para(control(run("94", look))))[1] is UNREADABLE


PREFIXES = {
    "another": lambda xml: re.sub(r"([</ ]|xmlns:)w(?=[:=])", r"\1o", xml),
    "another further in": lambda xml: re.sub(
        r"(?<=<w:sdtContent>).*(?=</w:sdtContent>)", lambda found: re.sub(r"([</ ])w:", r"\1o:", found[0]), xml
    ).replace("<w:sdtContent", f'<w:sdtContent xmlns:o="{WORDS}"'),
    "none": lambda xml: re.sub(r"(</?)w:", r"\1", xml).replace("xmlns:w=", f'xmlns="{WORDS}" xmlns:w='),
}


@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
@pytest.mark.parametrize("look", OBSCURE.values(), ids=OBSCURE)
def test_whatever_prefix_a_file_gives_to_the_names_of_word_the_same_is_seen(look, prefix):
    xml = prefix(document(para(control(run("94") + run("0", look)))))
    (field,) = read_body("", parts={MAIN: xml}).fields
    assert field.state is UNREADABLE


@pytest.mark.parametrize(
    "look",
    [
        '<w:sz w:val="16"/>',
        '<w:w w:val="90"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
        '<w:highlight w:val="yellow"/>',
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>',
    ],
)
def test_letters_of_another_look_are_read(look):
    assert text_of(run("94") + run("0", look)) == "940"


@pytest.mark.parametrize(("height", "state"), [("1", UNREADABLE), ("240", State.ANSWERED)])
def test_a_line_too_low_for_letters_is_left_to_a_person(height, state):
    low = f'<w:p><w:pPr><w:spacing w:line="{height}" w:lineRule="exact"/></w:pPr>{run("0")}</w:p>'
    assert said(control(para(run("94")) + low, RICH))[1] is state
