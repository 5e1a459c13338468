"""Strikes, covers and typing upon a printed form: what they may have changed goes to a person."""

from collections.abc import Callable

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
from tests.round_trip.printed_word import Read, box_of, by_office, reader, submission_of

ANSWERS: dict[str, Value] = {
    "needs.n01.current": 3,
    "program.classrooms": "120",
    "program.children": "1500",
    "more.strength": "They are unable to sing.",
}
STEP = "plan.goals.1.objectives.1.steps.1."
GOALS: dict[str, Value] = {"plan.goals.1.goal": "G", "plan.goals.1.objectives.1.objective": "O"}
LANDSCAPE = 612.0  # points that a Letter page is high on its side
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


def beside_prompt(root: etree._Element) -> None:
    """Leaves the prompt in a field and writes an answer behind it."""
    texts = list(control_of(root, "more.concern").iter(f"{{{W}}}t"))
    texts[-1].text = f"{texts[-1].text} Money"


def emptied(root: etree._Element) -> None:
    """Takes the prompts out of the fields of a step."""
    for name in ("resources", "evidence"):
        control = control_of(root, STEP + name)
        for text in control.iter(f"{{{W}}}t"):
            text.text = " "


CHANGES: dict[str, Change] = {
    "figure struck": in_parts("program.classrooms", ("12", ""), ("0", STRUCK)),
    "sign struck": in_parts("program.classrooms", ("-", STRUCK), ("5", "")),
    "tracked": lambda root: tracked.change(root, "program.classrooms", "15"),
}


@pytest.fixture(name="prints", scope="module")
def _prints(instruments: Instruments, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    plain = completed(instruments["needs-assessment", "1"], ANSWERS)
    goals = completed(instruments["objectives-goals", "1"], {f"{STEP}step": "Read.", **GOALS})
    forms = {
        "plain": plain,
        **{name: with_body(plain, change) for name, change in CHANGES.items()},
        "prompt kept": with_body(plain, beside_prompt),
        "goals": with_body(goals, emptied),
    }
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
    assert {"read-from-print", "answer-unreadable"} <= set(codes_of(outcome))


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


# -- typed upon a print -----------------------------------------------------------------------------------------------


def typed(form: bytes, at: str, *lines: str, right: float = 0.0, down: float = 0.0, page: int = 1) -> bytes:
    """The form with lines typed from the end of a printed word on, moved to the right and down."""

    def draw(canvas: Canvas, _: float, bottom: float, edge: float, __: float) -> None:
        canvas.setFont("Helvetica", 8)
        for number, line in enumerate(lines):
            canvas.drawString(edge + right, bottom - down - 11 * number, line)

    return over(form, at, draw)


def test_a_typed_line_over_the_border_of_two_cells_is_of_neither(prints: dict[str, bytes], read: Read):
    places = {one.item: one.place for one in submission_of(read(prints["goals"]))}
    _, (left, _, right, bottom) = box_of(places[STEP + "resources"])
    page = box_of(places[STEP + "resources"])[0]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawRightString(right - 2, LANDSCAPE - bottom + 5, "cards for")
        canvas.drawString(right + 0.5, LANDSCAPE - bottom + 5, "all rooms")

    answers = answers_of(read(overlaid(prints["goals"], draw, page)))
    assert left < right
    assert STEP + "resources" not in answers
    assert STEP + "evidence" not in answers


def test_what_is_typed_beside_a_prompt_is_no_certain_answer(prints: dict[str, bytes], read: Read):
    outcome = read(prints["prompt kept"])
    assert "more.concern" not in answers_of(outcome)
    assert "answer-conflict" in codes_of(outcome)


@pytest.mark.parametrize("kind", ["print", "flat"])
def test_words_typed_beside_a_name_are_told(pages: dict[str, bytes], read: Read, kind: str):
    assert "text-unread" in codes_of(read(typed(pages[kind], "2026", "do not count", right=5)))


@pytest.mark.parametrize("kind", ["print", "flat"])
def test_a_picture_across_the_footer_is_told(pages: dict[str, bytes], read: Read, kind: str):
    def scribble(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.moveTo(300, 30)
        path.curveTo(350, 80, 400, 10, 480, 60)
        canvas.drawPath(path)

    assert "text-unread" in codes_of(read(overlaid(pages[kind], scribble)))
