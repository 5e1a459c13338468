"""Printed Word forms that lie on their side, are cropped, or on which a question, choice or heading was marked."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from pikepdf import Array

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview
from tests.fill_word import W
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of, with_body
from tests.round_trip.printed import changed, drawn, flattened, places
from tests.round_trip.printed_word import ANSWERS, Read, by_office, printed_again, reader

MARKS = {
    "struck": "<w:strike/>",
    "highlighted": '<w:highlight w:val="yellow"/>',
    "shaded": '<w:shd w:val="clear" w:fill="FFFFCC"/>',
}
LABELS = {"question": "How many classrooms do your answers cover?", "choice": "Home visiting", "heading": "Today"}


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return completed(instruments["needs-assessment", "1"], ANSWERS)


@pytest.fixture(name="prints", scope="module")
def _prints(form: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    forms = {"plain": form, "small figures": with_body(form, with_small_figures)}
    for label, text in LABELS.items():
        forms |= {f"{label} {mark}": with_body(form, marked(text, MARKS[mark])) for mark in MARKS}
    return by_office(forms, tmp_path_factory.mktemp("prints"))


@pytest.fixture(name="read", scope="module")
def _read(instruments: Instruments, tmp_path_factory: pytest.TempPathFactory) -> Read:
    return reader(instruments, tmp_path_factory.mktemp("read"))


def marked(text: str, look: str) -> Callable[[etree._Element], None]:
    """Gives the first printed text of these words another look."""

    def change(root: etree._Element) -> None:
        run = next(one.getparent() for one in root.iter(f"{{{W}}}t") if (one.text or "").strip() == text)
        properties = run.find(f"{{{W}}}rPr")
        if properties is None:
            properties = etree.Element(f"{{{W}}}rPr")
            run.insert(0, properties)
        properties.append(etree.fromstring(look.replace("/>", f' xmlns:w="{W}"/>')))

    return change


def with_small_figures(root: etree._Element) -> None:
    """Writes H₂O and x² as Word does: the figures are raised or lowered, and so smaller."""
    run = next(one.getparent() for one in root.iter(f"{{{W}}}t") if one.text == "We talk every day.")
    for text, place in (("H", ""), ("2", "subscript"), ("O and x", ""), ("2", "superscript")):
        look = f'<w:rPr><w:vertAlign w:val="{place}"/></w:rPr>' if place else ""
        run.addprevious(etree.fromstring(f'<w:r xmlns:w="{W}">{look}<w:t>{text}</w:t></w:r>'))
    run.getparent().remove(run)


def test_small_figures_beside_letters_are_no_figures_of_the_line(prints: dict[str, bytes], read: Read):
    assert answers_of(read(prints["small figures"]))["more.strength"] == "H₂O and x²"


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("again", [False, True], ids=["printed", "printed again"])
def test_a_printed_word_that_was_marked_goes_to_a_person(
    prints: dict[str, bytes], read: Read, tmp_path: Path, label: str, mark: str, again: bool
):
    print_of = prints[f"{label} {mark}"]
    outcome = read(printed_again(print_of, tmp_path) if again else print_of)
    assert isinstance(outcome.verdict, NeedsReview)
    (told,) = (one.message for one in outcome.verdict.problems if one.code == "text-unread")
    assert LABELS[label].split()[0] in told


def turned_by(turn: int) -> Callable[[pikepdf.Pdf], None]:
    def turn_all(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.Rotate = turn

    return turn_all


def drawn_turned(matrix: str) -> Callable[[pikepdf.Pdf], None]:
    """Turns what draws the pages, as programs do that put pages onto other sheets."""

    def turn_all(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            wide, high = page.mediabox[2], page.mediabox[3]
            page.contents_add(f"q {matrix.format(wide=wide, high=high)} cm".encode(), prepend=True)
            page.contents_add(b"Q")
            if matrix.startswith("0"):
                page.obj.MediaBox = Array([0, 0, high, wide])

    return turn_all


@pytest.mark.parametrize(
    "turn",
    [
        *map(turned_by, (90, 180, 270)),
        *map(drawn_turned, ("0 -1 1 0 0 {wide}", "0 1 -1 0 {high} 0", "-1 0 0 -1 {wide} {high}")),
    ],
    ids=["90", "180", "270", "drawn right", "drawn left", "drawn over"],
)
def test_prints_that_lie_on_their_side_are_read(
    prints: dict[str, bytes], read: Read, turn: Callable[[pikepdf.Pdf], None]
):
    outcome = read(changed(prints["plain"], turn))
    assert isinstance(outcome.verdict, Accepted)
    assert codes_of(outcome) == ["read-from-print"]
    assert answers_of(outcome) == answers_of(read(prints["plain"]))


@pytest.mark.parametrize("key", ["needs.n01.current", "more.strength", "program.classrooms"])
@pytest.mark.parametrize("way", [flattened, drawn], ids=["flattened", "with fields"])
def test_an_answer_that_was_cropped_away_goes_to_a_person(
    instruments: Instruments, tmp_path: Path, key: str, way: Callable[[bytes], bytes]
):
    form = completed(instruments["needs-assessment", "1"], ANSWERS, kind="pdf")
    place = places(form)[key].place
    assert place.page is not None
    assert place.box is not None
    page, top = place.page, place.box[1]

    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[page - 1].obj.CropBox = Array([0, 792 - top + 20, 612, 792])

    assert isinstance(outcome_of(changed(way(form), crop), tmp_path, instruments).verdict, NeedsReview)
