"""Strikes, covers and typing upon a printed form: what they may have changed goes to a person."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.page.words import words_by_page
from planwright.instruments import Instruments
from planwright.model import Value
from tests.fill_word import W
from tests.forms import completed
from tests.round_trip import tracked
from tests.round_trip.altered import answers_of, codes_of, control_of, with_body
from tests.round_trip.printed import HEIGHT, flattened, overlaid
from tests.round_trip.printed_word import Read, by_office, reader

ANSWERS: dict[str, Value] = {
    "needs.n01.current": 3,
    "program.classrooms": "120",
    "program.children": "1500",
    "more.strength": "They are unable to sing.",
}
STRUCK = "<w:strike/>"
Change = Callable[[etree._Element], None]


def in_parts(key: str, *parts: tuple[str, str]) -> Change:
    """Writes an answer in pieces, each with its own properties."""

    def change(root: etree._Element) -> None:
        content = control_of(root, key).find(f"{{{W}}}sdtContent")
        first = next(content.iter(f"{{{W}}}r"))
        for text, properties in parts:
            first.addprevious(
                etree.fromstring(
                    f'<w:r xmlns:w="{W}"><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
                )
            )
        first.getparent().remove(first)

    return change


CHANGES: dict[str, Change] = {
    "figure struck": in_parts("program.classrooms", ("12", ""), ("0", STRUCK)),
    "sign struck": in_parts("program.classrooms", ("-", STRUCK), ("5", "")),
    "tracked": lambda root: tracked.change(root, "program.classrooms", "15"),
}


@pytest.fixture(name="prints", scope="module")
def _prints(instruments: Instruments, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    plain = completed(instruments["needs-assessment", "1"], ANSWERS)
    forms = {"plain": plain, **{name: with_body(plain, change) for name, change in CHANGES.items()}}
    return by_office(forms, tmp_path_factory.mktemp("prints"))


@pytest.fixture(name="pages", scope="module")
def _pages(instruments: Instruments, prints: dict[str, bytes]) -> dict[str, bytes]:
    """The same answers on the pages of a printed Word form, and of a PDF form that lost its fields."""
    form = completed(instruments["needs-assessment", "1"], ANSWERS, kind="pdf")
    return {"print": prints["plain"], "flat": flattened(form)}


@pytest.fixture(name="read", scope="module")
def _read(instruments: Instruments, tmp_path_factory: pytest.TempPathFactory) -> Read:
    return reader(instruments, tmp_path_factory.mktemp("read"))


def over(form: bytes, text: str, draw: Callable[[Canvas, float, float, float, float], None]) -> bytes:
    """The form with something drawn at a word, of which are given its left, bottom, right and top from the foot."""
    page, box = next(
        (page, word.box) for page, words in words_by_page(form).items() for word in words if word.text == text
    )
    return overlaid(form, lambda canvas: draw(canvas, box[0], HEIGHT - box[3], box[2], HEIGHT - box[1]), page)


def cover(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> None:
    """White paint over the last third of a word."""
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(left + 0.69 * (right - left), bottom - 1, 0.33 * (right - left), top - bottom + 2, stroke=0, fill=1)


def strike(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> None:
    """A line through the last third of a word."""
    canvas.setLineWidth(0.8)
    canvas.line(left + 0.66 * (right - left), (top + bottom) / 2, right, (top + bottom) / 2)


# -- parts of words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CHANGES)
def test_a_part_of_a_word_that_is_struck_goes_to_a_person(prints: dict[str, bytes], read: Read, name: str):
    outcome = read(prints[name])
    assert "program.classrooms" not in answers_of(outcome)
    assert codes_of(outcome) == ["read-from-print", "answer-unreadable"]


@pytest.mark.parametrize("kind", ["print", "flat"])
def test_answers_that_nobody_struck_are_read(pages: dict[str, bytes], read: Read, kind: str):
    answers = answers_of(read(pages[kind]))
    assert answers["program.classrooms"] == 120
    assert answers["more.strength"] == ANSWERS["more.strength"]


@pytest.mark.parametrize("draw", [cover, strike])
@pytest.mark.parametrize("kind", ["print", "flat"])
def test_a_figure_that_is_painted_over_or_struck_goes_to_a_person(pages: dict[str, bytes], read: Read, kind: str, draw):
    outcome = read(over(pages[kind], "120", draw))
    assert "program.classrooms" not in answers_of(outcome)
    assert "answer-unreadable" in codes_of(outcome)
