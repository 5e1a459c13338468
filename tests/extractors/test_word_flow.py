"""A part read in one row says what it says read by its tree; what copies have alike is learned, and nothing else."""

import io
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from extractors.word.controls.read import Controls
from extractors.word.controls.values import Beside
from extractors.word.fields import read_word_fields
from extractors.word.file.package import open_package
from extractors.word.form_fields import FormFields
from extractors.word.outside import lines_outside, marked_outside
from extractors.word.page.layout import Layout
from extractors.word.page.loud import loud_in
from extractors.word.page.marks import Marks, read_marks
from extractors.word.page.views import marks_of
from planwright.problems import FileCode
from tests.extractors.word_files import control, para, row, run, story, table, tc, text_field, word

RETURNED = Path(__file__).parents[2] / "examples" / "returned"
ROW, SECTION = "<w15:repeatingSectionItem/>", "<w15:repeatingSection/>"
INLINE = para(run("before "), control(run("one")), run(" between "), control(run("two")), run(" after"))
STRUCK, HIDDEN, RAISED = "<w:strike/>", "<w:vanish/>", '<w:vertAlign w:val="superscript"/>'
ALTERED = (
    para(
        run("40"), run("1", RAISED), run(" crossed", STRUCK), control(run("5") + run("2", RAISED) + run(" no", STRUCK))
    ),
    control(para(run("seen"), run(" unseen", HIDDEN))) + para(run("both", STRUCK + HIDDEN)) + para(run("a", HIDDEN)),
    para(f"<w:r><w:rPr>{STRUCK}</w:rPr><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/></w:r>", text_field("t", "typed")),
)
SMALL, BOLD, SYMBOL = '<w:sz w:val="14"/>', "<w:b/>", '<w:sym w:font="Wingdings" w:char="F0FE"/>'
LOOKING = (
    para(run("all of it", SMALL)) + para(run("a", SMALL), run(" larger one")) + para(run("x", SMALL)),
    para(f"<w:r><w:rPr>{SMALL}</w:rPr>{SYMBOL}</w:r>") + para(run("", BOLD)) + para(run("printed "), run("bold", BOLD)),
)
BODIES = (
    INLINE,
    *ALTERED,
    *LOOKING,
    control(para(run("first")) + para(control(run("inner"), tag="b"), run(" rest"))) + para(run("below")),
    para(control(run("outer ") + control(run("inner"), tag="b") + run(" end")), run(" beside")) + para(),
    table(
        control(row(tc(para(run("1 "), control(run("a")), run(" hours"))), tc(control(para(run("b"))))), ROW),
        f"<w:tr>{tc(para(run('printed')))}{control(tc(para(run('cell'))), tag='c')}</w:tr>",
    ),
    control(table(control(row(tc(para(run("x"), text_field("t", "typed")))), ROW)), SECTION) + para(run("end")),
    "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/></w:r></w:p>" + INLINE,
    para(text_field("t", "typed"), control(run("in"))) + control(para(run("block"))) + INLINE,
)

LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERING = story(
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
GROUND = '<w:shd w:val="clear" w:fill="FFC000"/>'


def counted(*inside: str) -> str:
    """A paragraph before which Word counts."""
    return f"<w:p><w:pPr>{LIST}</w:pPr>{''.join(inside)}</w:p>"


def colored(inside: str) -> str:
    """A cell with a ground, in a table of its own."""
    return table(row(f"<w:tc><w:tcPr>{GROUND}</w:tcPr>{inside}</w:tc>"))


MARKED = (
    counted(run("printed "), control(run("in line"))) + control(counted(run("one")) + counted(run("two"))),
    colored(counted(run("framed "), control(run("a"))) + para(run("loud", GROUND))) + counted(run("below")),
    colored(control(row(tc(para(run("x"), control(run("b"))))), ROW)) + colored(para(text_field("t", "typed"))),
    control(colored(counted(run("an answer"))) + para(run("\uf0fc", '<w:rFonts w:hAnsi="Wingdings"/>'))) + INLINE,
    control(table(control(row(tc(counted(run("row "), control(run("c"))))), ROW)), SECTION) + colored(para()),
)


def said_by(data: bytes, *, by_tree: bool) -> object:
    """All that a file says, read in one row where that can be or by its tree."""
    package = open_package(data)
    found = []
    for number, (part, root) in enumerate(package.stories()):
        marks: Marks = marks_of(package, part, root)
        marks = replace(marks, flow=None) if by_tree else marks
        fields = (*Controls(part, marks, Beside(package)).fields(), *FormFields(part, marks).fields(root))
        loud = loud_in(package, part, marks.frames)
        found.append(
            (
                fields,
                tuple(lines_outside(root, marks, is_body=number == 0)),
                marked_outside(root, marks, loud),
                Layout(marks, lambda _: None).blocks(root),
            )
        )
    return found


@pytest.mark.parametrize("body", BODIES)
def test_a_part_says_the_same_in_one_row_and_by_its_tree(body):
    data = word(body)
    _, root = next(open_package(data).stories())
    assert read_marks(root).flow is not None
    assert said_by(data, by_tree=False) == said_by(data, by_tree=True)


@pytest.mark.parametrize("body", MARKED)
def test_what_is_counted_and_what_stands_out_is_the_same_in_one_row_and_by_its_tree(body):
    data = word(body, stories={"numbering": NUMBERING})
    package = open_package(data)
    part, root = package.body()
    marks = marks_of(package, part, root)
    assert marks.flow is not None
    assert marks.numbers or loud_in(package, part, marks.frames)
    assert said_by(data, by_tree=False) == said_by(data, by_tree=True)


def test_forms_of_the_examples_say_the_same_in_one_row_and_by_their_trees():
    forms = [path.read_bytes() for path in sorted(RETURNED.rglob("*.docx")) if is_zipfile(path)]
    assert forms
    for data in forms:
        assert said_by(data, by_tree=False) == said_by(data, by_tree=True)


@pytest.mark.parametrize(
    "body",
    [
        control(para(run("block"))) + run("bare") + INLINE,
        para(run("outer"), control(tc(para(run("inner"))))),
        para(run("outer"), control(para(run("inner")))) + INLINE,
    ],
)
def test_a_part_that_is_not_in_order_is_read_by_its_tree(body):
    data = word(body)
    _, root = next(open_package(data).stories())
    assert read_marks(root).flow is None
    assert said_by(data, by_tree=False) == said_by(data, by_tree=True)


def test_a_part_with_a_text_box_is_read_by_its_tree():
    inside = f"<v:textbox><w:txbxContent>{para(run('in'))}</w:txbxContent></v:textbox>"
    box = f"<w:r><w:pict><v:rect>{inside}</v:rect></w:pict></w:r>"
    _, root = next(open_package(word(para(run("a"), box))).stories())
    assert read_marks(root).flow is None


def test_a_part_that_is_damaged_is_told_though_the_same_part_of_a_copy_was_read():
    data = word(para(control(run("Ada"))))
    assert not read_word_fields(data).problems
    with ZipFile(io.BytesIO(data)) as archive:
        at = archive.getinfo("_rels/.rels").header_offset + 30 + len("_rels/.rels")
    damaged = data[:at] + bytes(byte ^ 0x55 for byte in data[at : at + 20]) + data[at + 20 :]
    (told,) = read_word_fields(damaged).problems
    assert told.code == FileCode.WORD_CORRUPT.id
    assert not read_word_fields(data).problems


def test_headers_of_copies_are_each_their_own():
    for said in ("First center", "Second center", "First center"):
        reading = read_word_fields(word(para(run("body")), stories={"header": story(para(run(said)))}))
        assert [line.text for line in reading.outside] == ["body", said]
