"""a choice whose words stand out beside an empty box goes to a person, in a Word form and in its print
LC02 it does so too where another box of the question is ticked
LC03 words that stand out beside a box that is ticked leave its answer
LC04 what all choices of a question became alike is no mark"""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from benchmarks.accuracy.truth import editions, instruments
from examples.build.adopted import needs_survey
from examples.build.adopted.edit import Edited
from extractors.pdf.page.words import words_by_page
from flows.form import read_form
from flows.known import Known
from planwright.model import Outcome, State
from tests.fill_word import W
from tests.round_trip.altered import with_body
from tests.round_trip.printed_word import by_office

KNOWN = Known(instruments=instruments(), editions=editions())
ITEM = "program.barriers"
CHOICES = ("Not enough paid planning time", "Open positions", "Workshops", "Not enough money", "We are not told")
CHOICES += ("Paperwork", "We lack staff", "Other, please say")
LOOKS = {
    "bold": "<w:b/>",
    "italic": "<w:i/>",
    "underlined": '<w:u w:val="single"/>',
    "highlighted": '<w:highlight w:val="yellow"/>',
    "red": '<w:color w:val="FF0000"/>',
    "framed": '<w:bdr w:val="single" w:sz="8" w:space="0" w:color="auto"/>',
    "larger": '<w:sz w:val="28"/>',
}
FONT = '<w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"/>'
OTHER, ITS = "hurdle=Open positions, staff leaving", "posts"  # a box that is ticked, and its answer
Change = Callable[[etree._Element], None]


def filled(tick: str = "") -> bytes:
    """A form that is filled in, with this box ticked."""
    form = Edited(needs_survey.keyed())
    form.enter("name", "Zoë Färber")
    if tick:
        form.tick(tick)
    data: bytes = needs_survey.wrapped(form)
    return data


def looking(look: str, *begins: str, whole: bool = True) -> Change:
    """Gives the lines that begin so this look, with their boxes or without."""

    def change(root: etree._Element) -> None:
        lines = ((one, "".join(one.itertext()).lstrip("☐☒ \n")) for one in root.iter(f"{{{W}}}p"))
        runs = [run for one, said in lines if said.startswith(begins) for run in one.iter(f"{{{W}}}r")]
        assert runs
        for run in runs:
            if not whole and "".join(run.itertext()).strip() in "☐☒":
                continue
            properties = run.find(f"{{{W}}}rPr")
            if properties is None:
                properties = etree.Element(f"{{{W}}}rPr")
                run.insert(0, properties)
            properties.append(etree.fromstring(look.replace("/>", f' xmlns:w="{W}"/>')))

    return change


@pytest.fixture(name="forms", scope="module")
def _forms() -> dict[str, bytes]:
    empty, ticked = filled(), filled(OTHER)
    forms = {"plain": ticked, "font": with_body(ticked, looking(FONT, "Paperwork"))}
    for name, look in LOOKS.items():
        forms[f"{name}, none ticked"] = with_body(empty, looking(look, "Paperwork"))
        forms[f"{name}, its words alone"] = with_body(empty, looking(look, "Workshops", whole=False))
        forms[f"{name}, another ticked"] = with_body(ticked, looking(look, "Paperwork"))
        forms[f"{name}, no answer"] = with_body(ticked, looking(look, "Not enough money"))
        forms[f"{name}, itself ticked"] = with_body(ticked, looking(look, "Open positions", whole=False))
        forms[f"{name}, every one"] = with_body(ticked, looking(look, *CHOICES, whole=False))
    return forms


@pytest.fixture(name="prints", scope="module")
def _prints(forms: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return by_office(forms, tmp_path_factory.mktemp("prints"))


@pytest.fixture(name="read")
def _read(tmp_path: Path) -> Callable[[bytes], tuple[object, State]]:
    def read(data: bytes) -> tuple[object, State]:
        (tmp_path / "form").write_bytes(data)
        return said(read_form(tmp_path / "form", KNOWN))

    return read


def said(outcome: Outcome) -> tuple[object, State]:
    """What the outcome holds for the question, and how sure it is."""
    assert outcome.submission is not None
    return next((one.value, one.state) for one in outcome.submission.responses if one.item == ITEM)


Read = Callable[[bytes], tuple[object, State]]
DOUBTFUL = ("none ticked", "its words alone", "another ticked", "no answer")
SURE = ("itself ticked", "every one")


@pytest.mark.parametrize("where", DOUBTFUL)
@pytest.mark.parametrize("look", LOOKS)
def test_a_choice_that_stands_out_beside_an_empty_box_goes_to_a_person(
    forms: dict[str, bytes], prints: dict[str, bytes], read: Read, look: str, where: str
):
    for data in (forms[f"{look}, {where}"], prints[f"{look}, {where}"]):
        value, state = read(data)
        assert value is None
        assert state in (State.CONFLICT, State.UNREADABLE)


@pytest.mark.parametrize("where", SURE)
@pytest.mark.parametrize("look", [one for one in LOOKS if one not in ("highlighted", "framed", "larger")])
def test_a_choice_that_stands_out_beside_its_tick_or_with_all_others_is_read(
    forms: dict[str, bytes], prints: dict[str, bytes], read: Read, look: str, where: str
):
    assert read(forms[f"{look}, {where}"]) == ((ITS,), State.ANSWERED)
    assert read(prints[f"{look}, {where}"]) == ((ITS,), State.ANSWERED)


@pytest.mark.parametrize("where", SURE)
def test_a_color_under_a_ticked_choice_or_under_all_is_no_mark_on_a_print(
    prints: dict[str, bytes], read: Read, where: str
):
    assert read(prints[f"highlighted, {where}"]) == ((ITS,), State.ANSWERED)


@pytest.mark.parametrize("name", ["plain", "font"])
def test_a_form_in_other_letters_is_read(forms: dict[str, bytes], prints: dict[str, bytes], read: Read, name: str):
    assert read(forms[name]) == ((ITS,), State.ANSWERED)
    assert read(prints[name]) == ((ITS,), State.ANSWERED)


@pytest.mark.parametrize("drawn", ["1 1 0 rg {} {} {} 11 re f", "0 0 1 RG 1.5 w {0} {1} m {2} {1} l S"])
def test_a_marker_put_upon_a_print_goes_to_a_person(prints: dict[str, bytes], read: Read, drawn: str):
    number, (left, _, right, bottom) = place_of(prints["plain"], "Paperwork")
    with pikepdf.open(io.BytesIO(prints["plain"])) as pdf:
        page = pdf.pages[number - 1]
        foot = float(page.mediabox[3]) - bottom
        end = right - left if " re " in drawn else right
        page.contents_add(f"q {drawn.format(left, foot, end)} Q\n".encode(), prepend=True)
        out = io.BytesIO()
        pdf.save(out)
    assert read(out.getvalue())[1] in (State.CONFLICT, State.UNREADABLE)


def place_of(data: bytes, word: str) -> tuple[int, tuple[float, float, float, float]]:
    """The page of a word, and its box there."""
    pages = words_by_page(data).items()
    return next((number, one.box) for number, words in pages for one in words if one.text == word)
