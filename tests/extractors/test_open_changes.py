"""a heading that was changed makes what stands under it unsure
OC03 a mark between two boxes is of neither for certain
OC04 every look of a printed word counts, and that of the whole line does not
OC05 cells merged or colored, and words in white, are unreadable
OC06 an answer keeps its underscores and points where the blank prints no line"""

from collections.abc import Callable

import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from extractors.places import with_places
from extractors.slots import BlankTexts
from planwright.model import State
from tests.extractors.open_forms import NAME, OFTEN, ROLE, entries, paragraph, read, rewritten, scale

Change = Callable[[Document], None]
ASKED = "How often do you meet?  "


def _swapped(form: Document) -> None:
    head = scale(form).rows[0].cells
    head[1].text, head[5].text = "5", "1"
    scale(form).cell(1, 5).text = "X"


def test_a_heading_that_was_changed_makes_what_stands_under_it_unsure() -> None:
    fields = read(_swapped)
    assert {fields[f"place-{number}"].state for number in range(8, 18)} == {State.UNREADABLE}


@pytest.mark.parametrize(
    "line",
    ["Role: ☐ Director X  ☐ Coach  ☐ Teacher", "Role: ☐ Director  ☐ Coach ✓   ☐ Teacher"],
)
def test_a_mark_between_two_boxes_is_of_neither(line: str) -> None:
    fields = read(lambda form: rewritten(form, ROLE, (line, "")))
    assert State.UNREADABLE in {fields[f"place-{number}"].state for number in (5, 6, 7)}
    assert not any(fields[f"place-{number}"].value is True for number in (5, 6, 7))


def _formatted(word: str, look: Change | None, *, every: bool = False) -> Change:
    def change(form: Document) -> None:
        held = paragraph(form, OFTEN)
        held.clear()
        held.add_run(ASKED)
        for part in ("Weekly", "  /  ", "Once a month", "  /  ", "Never"):
            run = held.add_run(part)
            if look is not None and (every or part == word):
                look(run)

    return change


def _size(run) -> None:  # type: ignore[no-untyped-def]
    run.font.size = Pt(16)


def _capitals(run) -> None:  # type: ignore[no-untyped-def]
    run.font.all_caps = True


def _style(run) -> None:  # type: ignore[no-untyped-def]
    run.style = "Strong"


def _color(run) -> None:  # type: ignore[no-untyped-def]
    run.font.color.rgb = RGBColor(0xC0, 0, 0)


def _white(run) -> None:  # type: ignore[no-untyped-def]
    run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


@pytest.mark.parametrize("look", [_size, _capitals, _style, _color])
def test_every_look_of_a_printed_word_counts(look: Change) -> None:
    field = read(_formatted("Once a month", look))["place-4"]
    assert (field.value, field.confidence) == ("Once a month", 0.95)


def _property(xml: str) -> Change:
    """Gives runs this property, without regard to the order in which Word writes them."""
    return lambda run: run._r.get_or_add_rPr().append(parse_xml(f"<w:{xml.replace('/>', '')} {nsdecls('w')}/>"))


FAINT = {
    "gray": 'color w:val="A6A6A6"/>',
    "pale": 'color w:val="FFFF99"/>',
    "blackened": 'highlight w:val="black"/>',
    "on white": 'highlight w:val="white"/>',
    "shaded in black": 'shd w:val="clear" w:color="auto" w:fill="000000"/>',
    "underlined in white": 'u w:val="single" w:color="FFFFFF"/>',
    "tiny": 'sz w:val="2"/>',
}


@pytest.mark.parametrize("xml", FAINT.values(), ids=FAINT)
def test_a_word_that_recedes_is_not_chosen_so(xml: str) -> None:
    assert read(_formatted("Once a month", _property(xml)))["place-4"].state is State.UNREADABLE


@pytest.mark.parametrize(
    "xml", ['color w:val="0070C0"/>', 'highlight w:val="cyan"/>', 'u w:val="single" w:color="C00000"/>']
)
def test_a_word_in_another_color_is_chosen(xml: str) -> None:
    assert read(_formatted("Once a month", _property(xml)))["place-4"].value == "Once a month"


@pytest.mark.parametrize("xml", [FAINT["gray"], FAINT["on white"]])
def test_a_line_that_recedes_as_a_whole_is_blank(xml: str) -> None:
    assert read(_formatted("", _property(xml), every=True))["place-4"].state is State.BLANK


def test_capitals_count_and_another_order_does_not() -> None:
    capital = read(lambda form: rewritten(form, OFTEN, (ASKED + "WEEKLY  /  Once a month  /  Never", "")))
    assert capital["place-4"].value == "Weekly"
    order = read(lambda form: rewritten(form, OFTEN, (ASKED + "Never  /  Once a month  /  Weekly", "")))
    assert order["place-4"].state is State.UNREADABLE


def test_a_line_formatted_as_a_whole_is_blank() -> None:
    assert read(_formatted("", _size, every=True))["place-4"].state is State.BLANK


def test_a_stroke_more_than_is_printed_may_be_a_mark() -> None:
    fields = read(lambda form: rewritten(form, OFTEN, (ASKED + "/ Weekly  /  Once a month  /  Never", "")))
    assert fields["place-4"].state is State.UNREADABLE


def test_a_word_in_white_is_unreadable() -> None:
    assert read(_formatted("Weekly", _white))["place-4"].state is State.UNREADABLE


def _patterned(form: Document) -> None:
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="pct25" w:color="auto" w:fill="auto"/>')
    scale(form).cell(1, 3)._tc.get_or_add_tcPr().append(shading)


def _shaded_paragraph(form: Document) -> None:
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFFF00"/>')
    scale(form).cell(1, 3).paragraphs[0]._p.get_or_add_pPr().append(shading)


def _merged(form: Document) -> None:
    scale(form).cell(1, 3).merge(scale(form).cell(2, 3)).text = "X"


@pytest.mark.parametrize("change", [_patterned, _shaded_paragraph, _merged])
def test_a_cell_that_was_colored_or_merged_is_unreadable(change: Change) -> None:
    assert read(change)["place-10"].state is State.UNREADABLE


def test_an_answer_keeps_its_underscores_and_points() -> None:
    def fill(form: Document) -> None:
        entries(form).cell(1, 0).text = "ana__ruiz@x.example; 1......2"
        rewritten(form, NAME, ("Program name: ____ana__ruiz____", ""))

    fields = read(fill)
    assert fields["place-18"].value == "ana__ruiz@x.example; 1......2"
    assert fields["place-1"].value == "ana__ruiz"


def test_a_long_list_of_numbers_is_looked_through_at_once() -> None:
    line = "Days closed: " + "  ".join(str(day) for day in range(1, 60)) + "  *"
    assert with_places(BlankTexts((line,), {})).blocks


@pytest.mark.parametrize(("grounded", "state"), [(False, State.UNREADABLE), (True, State.ANSWERED)])
@pytest.mark.parametrize("kind", ["character", "paragraph"])
def test_letters_that_a_style_makes_white_are_not_read(kind: str, grounded: bool, state: State) -> None:
    """Not so on a ground of another color, on which they are seen."""

    def pale(form: Document) -> None:
        below = form.styles.add_style("Below", getattr(WD_STYLE_TYPE, kind.upper()))
        below.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        style = form.styles.add_style("Pale", getattr(WD_STYLE_TYPE, kind.upper()))
        style.base_style = below
        cell = scale(form).cell(1, 3)
        run = cell.paragraphs[0].add_run("X")
        (run if kind == "character" else cell.paragraphs[0]).style = style
        if grounded:
            shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="000000"/>')
            run._r.get_or_add_rPr().append(shading)

    field = read(pale)["place-10"]
    assert (field.value, field.state) == ("X" if grounded else None, state)
