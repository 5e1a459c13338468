"""the words of a box or frame that floats on the page answer nothing at its anchor, and are told
FL02 a box in its line is read there; one that the blank has too makes nothing unsure, and what is written in it is read
FL03 a shape in any of Word's ways makes what it is drawn upon unreadable, unless the blank has it
FL04 lines across a cell, or a thick frame around one of several, may be the mark, or cross one out"""

from collections.abc import Callable
from copy import deepcopy

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from extractors.read import learn_texts, read_lost
from planwright.model import Field, State
from tests.extractors.open_forms import DATE, NAME, OFTEN, TOLD, blank, bytes_of, entries, paragraph, rewritten, scale

Change = Callable[[Document], None]
Made = Callable[..., etree._Element]
VML = f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
DRAWN = f'{nsdecls("w", "wp", "a")} xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
PLACED = "position:absolute;margin-left:90pt;margin-top:-12pt;width:60pt;height:16pt"
IN_LINE = "width:60pt;height:16pt"


def _boxed(*lines: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)


def _box(*lines: str, holder: str = "wp:anchor") -> etree._Element:
    shape = f"<wps:wsp><wps:txbx><w:txbxContent>{_boxed(*lines)}</w:txbxContent></wps:txbx></wps:wsp>"
    held = f"<{holder}><a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic></{holder}>"
    return parse_xml(f"<w:r {DRAWN}><w:drawing>{held}</w:drawing></w:r>")


def _old_box(*lines: str, style: str = PLACED) -> etree._Element:
    inside = f"<v:textbox><w:txbxContent>{_boxed(*lines)}</w:txbxContent></v:textbox>"
    return parse_xml(f'<w:r {VML}><w:pict><v:shape style="{style}">{inside}</v:shape></w:pict></w:r>')


def _in_group(*lines: str, style: str = PLACED) -> etree._Element:
    inside = f"<v:textbox><w:txbxContent>{_boxed(*lines)}</w:txbxContent></v:textbox>"
    shape = f'<v:rect style="position:absolute;left:0;top:0">{inside}</v:rect>'
    return parse_xml(f'<w:r {VML}><w:pict><v:group style="{style}">{shape}</v:group></w:pict></w:r>')


def _shape(name: str, style: str = PLACED, more: str = "") -> etree._Element:
    return parse_xml(f'<w:r {VML}><w:pict><v:{name} style="{style}" {more}/></w:pict></w:r>')


def _untouched(form: Document) -> None:
    del form


def _read(change: Change, before: Change = _untouched) -> tuple[dict[str, Field], tuple[str, ...]]:
    """The fields of a copy changed so, and the lines they were read from, where the blank was made so `before`."""
    printed, form = blank(), blank()
    before(printed)
    before(form)
    change(form)
    found = read_lost(bytes_of(form), learn_texts(bytes_of(printed), names=(), has_open_places=True))
    assert found is not None
    return {field.key: field for field in found.fields}, found.lines


def _starting(number: int, made: etree._Element) -> Change:
    return lambda form: paragraph(form, number)._p.insert(0, deepcopy(made))


def _named(form: Document) -> None:
    rewritten(form, NAME, ("Program name: Harbor Early", ""))


def _framed(number: int, text: str) -> Change:
    def change(form: Document) -> None:
        frame = '<w:framePr w:w="4000" w:wrap="around" w:vAnchor="text" w:hAnchor="text" w:x="1" w:y="300"/>'
        made = parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{frame}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
        paragraph(form, number)._p.addprevious(made)

    return change


@pytest.mark.parametrize(
    "add",
    [
        _starting(DATE, _box("X")),
        _starting(DATE, _old_box("X")),
        _starting(DATE, _old_box("X", style="position: relative; left: 4pt")),
        _starting(DATE, _in_group("X")),
        _framed(DATE, "X"),
    ],
    ids=["box", "old box", "moved box", "group", "frame"],
)
def test_what_floats_on_the_page_is_no_part_of_the_answer_it_is_anchored_at(add: Change) -> None:
    def change(form: Document) -> None:
        _named(form)
        add(form)

    fields, lines = _read(change)
    assert (fields["place-1"].value, fields["place-1"].state) == (None, State.UNREADABLE)
    assert "X" not in lines
    assert "Program name: Harbor Early" in lines


@pytest.mark.parametrize("made", [_box("Monthly"), _old_box("Monthly")])
def test_a_box_that_floats_chooses_no_word_and_marks_no_cell(made: etree._Element) -> None:
    fields, _ = _read(lambda form: paragraph(form, OFTEN)._p.append(deepcopy(made)))
    assert fields["place-4"].state is State.UNREADABLE
    fields, _ = _read(lambda form: scale(form).cell(1, 2).paragraphs[0]._p.append(_box("X")))
    assert [fields[f"place-{number}"].state for number in (8, 9, 10)] == [State.BLANK, State.UNREADABLE, State.BLANK]


@pytest.mark.parametrize(
    "made",
    [_box("Meet", holder="wp:inline"), _old_box("Meet", style=IN_LINE), _in_group("Meet", style=IN_LINE)],
    ids=["box", "old box", "group"],
)
def test_a_box_in_its_line_is_read_there(made: etree._Element) -> None:
    fields, _ = _read(lambda form: entries(form).cell(1, 0).paragraphs[0]._p.append(deepcopy(made)))
    assert fields["place-18"].value == "Meet"


@pytest.mark.parametrize(
    "before",
    [
        _starting(DATE, _box("For the office", "Received by")),
        _starting(DATE, _old_box("For the office")),
        _framed(DATE, "For the office"),
        _starting(DATE, _shape("shape")),
        lambda form: paragraph(form, TOLD)._p.append(_shape("line")),
        lambda form: paragraph(form, OFTEN)._p.insert(0, _shape("group")),
    ],
    ids=["box", "old box", "frame", "shape", "line", "group"],
)
def test_what_floats_on_the_blank_makes_nothing_unsure(before: Change) -> None:
    def change(form: Document) -> None:
        next(one for one in form.paragraphs if one.text.startswith("Program")).runs[0].text = "Program name: Harbor"
        next(one for one in form.paragraphs if one.text == "Date:").add_run(" 9/30/2026")

    fields, _ = _read(change, before)
    assert (fields["place-1"].value, fields["place-2"].value) == ("Harbor", "9/30/2026")
    assert {field.state for field in fields.values()} == {State.ANSWERED, State.BLANK}
    assert list(fields) == list(_read(_untouched)[0])


@pytest.mark.parametrize("printed", ["Received by: ________", "________ (initials)"])
@pytest.mark.parametrize("made", [_box, _old_box])
def test_what_is_written_on_the_line_of_a_box_of_the_blank_is_read(made: Made, printed: str) -> None:
    def fill(form: Document) -> None:
        for one in form.element.body.iter("{*}t"):
            one.text = one.text.replace("________ (", "DW (").replace("by: ________", "by: DW")

    home = parse_xml(f"<w:p {nsdecls('w')}/>")
    home.append(made("Office", printed))
    fields, lines = _read(fill, lambda form: paragraph(form, DATE)._p.addprevious(deepcopy(home)))
    assert ("DW", State.ANSWERED) in [(field.value, field.state) for field in fields.values()]
    assert any("DW" in line for line in lines)


@pytest.mark.parametrize("name", ["shape", "line", "oval", "polyline"])
def test_a_shape_drawn_upon_an_answer_makes_it_unreadable(name: str) -> None:
    def change(form: Document) -> None:
        home = entries(form).cell(1, 0).paragraphs[0]
        home.add_run("Meet every week")
        home._p.append(_shape(name))

    assert _read(change)[0]["place-18"].state is State.UNREADABLE


def test_a_box_without_words_is_a_shape() -> None:
    fields, _ = _read(lambda form: scale(form).cell(1, 2).paragraphs[0]._p.append(_old_box("")))
    assert fields["place-9"].state is State.UNREADABLE


# -- lines of cells ---------------------------------------------------------------------------------------------------


def _bordered(*sides: str, size: int = 8) -> Callable[[etree._Element], None]:
    lines = "".join(f'<w:{side} w:val="single" w:sz="{size}" w:color="auto"/>' for side in sides)
    borders = f"<w:tcBorders {nsdecls('w')}>{lines}</w:tcBorders>"
    return lambda cell: cell.get_or_add_tcPr().append(parse_xml(borders))


CROSSED = _bordered("tl2br", "tr2bl")
AROUND = ("top", "left", "bottom", "right")


@pytest.mark.parametrize("typed", ["", "X"])
@pytest.mark.parametrize("border", [CROSSED, _bordered("tl2br")])
def test_a_cell_with_a_line_across_it_is_unreadable(border: Callable[[etree._Element], None], typed: str) -> None:
    def change(form: Document) -> None:
        scale(form).cell(1, 3).text = typed
        border(scale(form).cell(1, 3)._tc)

    assert _read(change)[0]["place-10"].state is State.UNREADABLE


def test_a_thick_frame_around_one_empty_cell_is_unreadable() -> None:
    fields, _ = _read(lambda form: _bordered(*AROUND, size=36)(scale(form).cell(1, 3)._tc))
    assert fields["place-10"].state is State.UNREADABLE
    assert fields["place-11"].state is State.BLANK


@pytest.mark.parametrize("size", [8, 36])
def test_lines_that_all_cells_have_are_those_of_the_table(size: int) -> None:
    def change(form: Document) -> None:
        for cell in scale(form)._tbl.iter("{*}tc"):
            _bordered(*AROUND, size=size)(cell)

    assert _read(change)[0]["place-10"].state is State.BLANK


def test_a_cell_that_the_blank_crosses_out_is_as_it_was() -> None:
    fields, _ = _read(_untouched, lambda form: CROSSED(scale(form).cell(1, 3)._tc))
    assert fields["place-10"].state is State.BLANK
