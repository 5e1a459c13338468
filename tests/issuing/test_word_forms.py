"""A blank Word form says whose it is, reads well aloud, and is the same bytes every time."""

from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest

from planwright.instruments import Row, Table
from planwright.issuing.stamp import QUIET_ZONE, qr_modules, qr_png
from planwright.issuing.word import word_form
from planwright.stamp import STAMP_KEY
from tests.issuing.word_order import disorder
from tests.issuing.word_package import AGENCY, ROUND, R, W, controls, part, parts, stamp_of, words


def test_the_elements_of_every_part_stand_in_the_order_of_the_standard(issued):
    for name, (_, form) in issued.items():
        for held in parts(form):
            if held.startswith("word/") and held.endswith(".xml"):
                assert list(disorder(part(form, held))) == [], (name, held)


def test_a_wrong_order_is_noticed(issued):
    root = part(issued["every-kind"][1])
    properties = next(root.iter(f"{W}sdtPr"))
    properties.insert(0, properties[-1])
    assert list(disorder(root))


def test_equal_inputs_give_equal_bytes(issued):
    for name, (instrument, form) in issued.items():
        again = word_form(instrument, stamp_of(instrument), agency_name=AGENCY, round_name=ROUND)
        assert again == form, name


def test_no_part_carries_the_moment_it_was_made(issued):
    _, form = issued["every-kind"]
    with ZipFile(BytesIO(form)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = docx.Document(BytesIO(form)).core_properties
    assert core.created.year == core.modified.year == 1980


def test_the_identity_stands_in_the_properties_and_in_the_footer(issued):
    for name, (instrument, form) in issued.items():
        stamp = str(stamp_of(instrument))
        document = docx.Document(BytesIO(form))
        assert document.core_properties.identifier == stamp, name
        held = part(form, "docProps/custom.xml")[0]
        assert (held.get("name"), "".join(held.itertext())) == (STAMP_KEY, stamp)
        (control,) = controls(part(form, "word/footer1.xml"))
        assert (control.tag, control.text, control.lock) == (STAMP_KEY, stamp, "sdtContentLocked")


def test_the_footer_of_every_page_shows_the_code_and_the_page_number(issued):
    for name, (instrument, form) in issued.items():
        root = part(form)
        related = {node.get("Id"): node.get("Target") for node in part(form, "word/_rels/document.xml.rels")}
        shown = [related[node.get(f"{R}id")] for node in root.iter(f"{W}footerReference")]
        assert shown == ["footer1.xml"], name
        assert next(root.iter(f"{W}footerReference")).get(f"{W}type") == "default"
        assert root.find(f".//{W}titlePg") is None
        assert parts(form)["word/media/code.png"] == qr_png(stamp_of(instrument))
        fields = [node.text.strip() for node in part(form, "word/footer1.xml").iter(f"{W}instrText")]
        assert fields == ["PAGE", "NUMPAGES"]


def test_the_code_is_described_to_people_who_do_not_see_it(issued):
    for name, (instrument, form) in issued.items():
        footer = part(form, "word/footer1.xml")
        described = {node.get("descr") for node in footer.iter() if str(node.tag).endswith(("}docPr", "}cNvPr"))}
        assert len(described) == 1, name
        assert str(stamp_of(instrument)) in described.pop()


def test_the_picture_of_the_code_shows_its_modules(every_kind, tmp_path):
    stamp = stamp_of(every_kind)
    modules = qr_modules(stamp)
    assert len(modules) == len(modules[0])
    assert all(modules[0][:7])
    assert not any(modules[7][:8])
    side = int.from_bytes(qr_png(stamp, pixels=3)[16:20], "big")
    assert side == 3 * (len(modules) + 2 * QUIET_ZONE)


def test_the_title_and_the_language_are_set(issued):
    for name, (instrument, form) in issued.items():
        core = docx.Document(BytesIO(form)).core_properties
        assert instrument.title in core.title, name
        assert AGENCY in core.title
        assert core.language == instrument.language
        for held in ("word/styles.xml", "word/glossary/styles.xml"):
            assert {node.get(f"{W}val") for node in part(form, held).iter(f"{W}lang")} == {instrument.language}
        (language,) = part(form, "word/settings.xml").iter(f"{W}themeFontLang")
        assert language.get(f"{W}val") == instrument.language


def test_word_opens_the_form_in_its_own_mode_where_rows_can_be_added(issued):
    (mode,) = part(issued["every-kind"][1], "word/settings.xml").iter(f"{W}compatSetting")
    assert (mode.get(f"{W}name"), mode.get(f"{W}val")) == ("compatibilityMode", "15")


def test_every_table_has_a_title_a_description_and_headings_that_repeat(issued):
    for name, (_, form) in issued.items():
        for table in part(form).iter(f"{W}tbl"):
            assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val"), name
            assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
            first, *others = list(table.iter(f"{W}tr"))
            assert first.find(f"{W}trPr/{W}tblHeader") is not None
            assert all("".join(cell.itertext()).strip() for cell in first.iter(f"{W}tc"))
            assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)


def test_no_row_is_split_across_pages_and_every_row_fills_its_table(issued):
    for name, (_, form) in issued.items():
        for table in part(form).iter(f"{W}tbl"):
            columns = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
            assert sum(columns) == int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w")), name
            for row in table.iter(f"{W}tr"):
                assert row.find(f"{W}trPr/{W}cantSplit") is not None
                assert [int(width.get(f"{W}w")) for width in row.iter(f"{W}tcW")] == columns


def test_no_table_is_wider_than_the_text_of_its_page(issued):
    for name, (_, form) in issued.items():
        page, margins = (next(part(form).iter(f"{W}{tag}")) for tag in ("pgSz", "pgMar"))
        room = int(page.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
        assert {int(width.get(f"{W}w")) for width in part(form).iter(f"{W}tblW")} == {room}, name


def test_the_paper_is_letter(issued):
    for name, (_, form) in issued.items():
        page = next(part(form).iter(f"{W}pgSz"))
        assert {page.get(f"{W}w"), page.get(f"{W}h")} == {"12240", "15840"}, name
        lying = page.get(f"{W}orient") == "landscape"
        assert lying == (page.get(f"{W}w") == "15840")


def test_headings_go_down_one_level_at_a_time(issued):
    for name, (_, form) in issued.items():
        styles = [node.get(f"{W}val") for node in part(form).iter(f"{W}pStyle")]
        assert styles.count("Title") == 1, name
        levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_every_style_and_list_used_is_defined(issued):
    for name, (_, form) in issued.items():
        styles = {node.get(f"{W}styleId") for node in part(form, "word/styles.xml").iter(f"{W}style")}
        lists = (
            {node.get(f"{W}numId") for node in part(form, "word/numbering.xml").iter(f"{W}num")}
            if "word/numbering.xml" in parts(form)
            else set()
        )
        for held in ("word/document.xml", "word/footer1.xml", "word/glossary/document.xml"):
            root = part(form, held)
            used = {node.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for node in root.iter(f"{W}{tag}")}
            assert used <= styles, (name, held, used - styles)
            assert {node.get(f"{W}val") for node in root.iter(f"{W}numId")} <= lists


def printed_of(instrument):
    """Everything an instrument gives to print."""
    yield instrument.title
    yield instrument.description
    for section in instrument.sections:
        yield section.title
        yield section.intro
        if section.children and not isinstance(section.children[0], Table):
            yield section.row_title
        for child in section.children:
            if isinstance(child, Row):
                yield child.title
                yield child.help
    for table in instrument.tables.values():
        yield table.title
        yield table.help
    for item in instrument.items.values():
        yield item.question
        yield item.help
        yield item.unit
        yield from (choice.meaning for choice in item.choices)


def test_everything_the_instrument_says_is_printed(issued):
    for name, (instrument, form) in issued.items():
        printed = words(part(form))
        missing = [text for text in printed_of(instrument) if text and text not in printed]
        assert missing == [], name


@pytest.mark.parametrize(("name", "word"), [("every-kind", "(needed)"), ("every-kind-es", "(necesaria)")])
def test_what_needs_an_answer_says_so_in_words(issued, name, word):
    printed = words(part(issued[name][1]))
    assert f"A text that is needed {word}" in printed
    assert f"We plan together {word}" in printed
    assert f"Today {word}" in printed
    assert f"Paid time {word}" in printed
    assert f"Step {word}" in printed
    assert f"We have the time {word}" not in printed


def test_a_column_needed_in_some_rows_says_so_in_those_rows(issued):
    root = part(issued["every-kind"][1])
    cells = {
        control.tag: words(next(control.node.iterancestors(f"{W}tc")))
        for control in controls(root)
        if control.tag in ("pairs.p1.next", "pairs.p2.next")
    }
    assert "(needed)" not in cells["pairs.p1.next"]
    assert "(needed)" in cells["pairs.p2.next"]


def test_a_provisional_instrument_says_so(issued):
    assert "provisional" in words(part(issued["every-kind"][1]))


def test_rows_are_numbered_by_word_as_messages_number_them(issued):
    form = issued["every-kind"][1]
    shown = [node.get(f"{W}val") for node in part(form, "word/numbering.xml").iter(f"{W}lvlText")]
    assert shown == ["%1", "%1.%2", "%1.%2.%3", "%1.%4", "%1"]


def test_the_order_of_the_form_is_the_order_of_the_instrument(issued):
    for name, (instrument, form) in issued.items():
        tags = [control.tag.partition("=")[0] for control in controls(part(form)) if control.tag]
        places = [list(instrument.items).index(tag) for tag in tags if tag in instrument.items]
        assert places == sorted(places), name


def test_the_identity_section_comes_first(issued):
    for _, form in issued.values():
        first = next(control for control in controls(part(form)) if control.tag)
        assert first.tag == "identity.agency"
