"""A Word form that comes back printed to PDF is read, or goes to a person; it is never read wrong."""

import copy
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from pikepdf import Pdf
from reportlab.pdfgen.canvas import Canvas

from flows.form import read_form
from planwright.instruments import Instruments
from planwright.issuing import FORMATS
from planwright.model import NeedsReview, Outcome, Place, Quarantined, Stamp, Value
from tests.fill_word import W
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, control_of, known_of, put_together, with_body
from tests.round_trip.printed import HEIGHT, changed, noted, overlaid, scaled
from tests.round_trip.printed_word import bordered_as_in_word, by_office, printed_again

ANSWERS: dict[str, Value] = {
    "identity.role": "coach",
    "program.classrooms": 12,
    "program.services": ("home-visiting", "center"),
    "needs.n01.current": 3,
    "needs.n01.desired": 5,
    "needs.n02.current": "na",
    "more.strength": "We talk every day.",
}
PRACTICES = (
    "capacity",
    "decision-making",
    "fit",
    "intervention-practices",
    "logic-model",
    "needs-assessment",
    "objectives-goals",
    "readiness",
    "staff-roles",
    "ta-resources",
    "visioning",
)
PARAGRAPHS = "\n".join(
    f"{number}. We talk with every family each day and write down what we agreed upon, so that colleagues can go on."
    for number in range(1, 31)
)
WORDS: dict[str, str] = {  # answers that look like what is printed, or are hard to put together again
    "question": "Question",
    "heading": "Anything else",
    "footer": "Page 1 of 3",
    "choice": "Yes ☐ No",
    "dash": "—",
    "bars": "44 H HE 4 — == and E or HH",
    "dots": "First · second … third . - last",
    "parted": "They see well-known co-workers, and pre- and post-test results of " + "half-hourly " * 12,
    "address": "https://example.org/" + "a-long/path-of/" * 9 + "end",
    "quotes": "“Mondays” <early> & 50 % – it’s ½ done; office, fluffy…",
    "signs": "我们每天都和家长交谈。" * 9,
}
GOALS: dict[str, Value] = {
    "plan.goals.1.goal": "What of goal 1",
    "plan.goals.2.goal": "What of goal 2",
    "plan.goals.1.objectives.2.objective": "Second objective of goal 1",
    "plan.goals.2.objectives.2.objective": "Second objective of goal 2",
    "plan.goals.2.objectives.1.steps.3.step": "Third step of goal 2",
}
RESOURCES: dict[str, Value] = {f"offer.resources.{number}.resource": f"Resource {number}" for number in range(1, 6)}
Read = Callable[[bytes], Outcome]


# -- Word forms as people change them ---------------------------------------------------------------------------------


def run(text: str, properties: str = "") -> etree._Element:
    return etree.fromstring(
        f'<w:r xmlns:w="{W}"><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    )


def formatted(properties: str) -> Callable[[etree._Element], None]:
    """Gives the answer about strengths these properties."""

    def change(root: etree._Element) -> None:
        content = control_of(root, "more.strength").find(f"{{{W}}}sdtContent")
        content[:] = [run("We talk every day.", properties)]

    return change


def raised(root: etree._Element) -> None:
    content = control_of(root, "program.classrooms").find(f"{{{W}}}sdtContent")
    content[:] = [run("12"), run("1", '<w:vertAlign w:val="superscript"/>')]


def row_of(root: etree._Element, key: str) -> etree._Element:
    return next(control_of(root, key).iterancestors(f"{{{W}}}tr"))


def a_sentence_outside(root: etree._Element) -> None:
    table = next(row_of(root, "program.classrooms").iterancestors(f"{{{W}}}tbl"))
    paragraph = etree.fromstring(f'<w:p xmlns:w="{W}"/>')
    paragraph.append(run("Please see our letter."))
    table.addnext(paragraph)


def a_word_in_the_question(root: etree._Element) -> None:
    next(row_of(root, "program.classrooms").iter(f"{{{W}}}p")).append(run(" (about)"))


def a_row_more(root: etree._Element) -> None:
    item = row_of(root, "offer.resources.5.resource").getparent().getparent()
    more = copy.deepcopy(item)
    next(one for one in more.iter(f"{{{W}}}t") if one.text == "Resource 5").text = "Resource 6"
    item.addnext(more)


def a_row_less(root: etree._Element) -> None:
    item = row_of(root, "offer.resources.2.resource").getparent().getparent()
    item.getparent().remove(item)


def goals_of(root: etree._Element) -> list[etree._Element]:
    return [one for one in control_of(root, "plan.goals").find(f"{{{W}}}sdtContent") if one.tag == f"{{{W}}}sdt"]


def a_goal_more(root: etree._Element) -> None:
    last = goals_of(root)[-1]
    more = copy.deepcopy(last)
    for text in more.iter(f"{{{W}}}t"):
        text.text = text.text.replace("of goal 2", "of goal 3")
    last.addnext(more)


def a_goal_less(root: etree._Element) -> None:
    first = goals_of(root)[0]
    first.getparent().remove(first)


def without_a_table(root: etree._Element) -> None:
    table = next(row_of(root, "program.classrooms").iterancestors(f"{{{W}}}tbl"))
    table.getparent().remove(table)


CHANGES: dict[str, Callable[[etree._Element], None]] = {
    "struck": formatted("<w:strike/>"),
    "struck twice": formatted("<w:dstrike/>"),
    "white": formatted('<w:color w:val="FFFFFF"/>'),
    "pale": formatted('<w:color w:val="DDDDDD"/>'),
    "underlined": formatted('<w:u w:val="single"/>'),
    "highlighted": formatted('<w:highlight w:val="yellow"/>'),
    "red": formatted('<w:color w:val="FF0000"/><w:b/>'),
    "huge": formatted('<w:sz w:val="60"/>'),
    "raised": raised,
    "beside box": lambda root: control_of(root, "program.services=school").addnext(run(" X")),
    "beside answer": lambda root: control_of(root, "program.classrooms").addnext(run(" (about)")),
    "outside": a_sentence_outside,
    "in question": a_word_in_the_question,
    "table gone": without_a_table,
}


@pytest.fixture(name="forms", scope="module")
def _forms(instruments: Instruments) -> dict[str, bytes]:
    def needs(answer: str) -> bytes:
        return completed(instruments["needs-assessment", "1"], {**ANSWERS, "more.strength": answer})

    plain = needs("We talk every day.")
    resources = completed(instruments["ta-resources", "1"], RESOURCES)
    goals = completed(instruments["objectives-goals", "1"], GOALS)
    return {
        "plain": plain,
        **{practice: completed(instruments[practice, "1"], {}) for practice in PRACTICES},
        **{name: needs(answer) for name, answer in WORDS.items()},
        "long": needs(PARAGRAPHS),
        **{name: with_body(plain, change) for name, change in CHANGES.items()},
        "row more": with_body(resources, a_row_more),
        "row less": with_body(resources, a_row_less),
        "goals": goals,
        "goal more": with_body(goals, a_goal_more),
        "goal less": with_body(goals, a_goal_less),
    }


@pytest.fixture(name="prints", scope="module")
def _prints(forms: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return by_office(forms, tmp_path_factory.mktemp("prints"))


@pytest.fixture(name="read", scope="module")
def _read(instruments: Instruments, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Reads files one after the other, as a process does: each blank is learned once."""
    known = known_of(instruments)
    file = tmp_path_factory.mktemp("read") / "form"

    def read(data: bytes) -> Outcome:
        file.write_bytes(data)
        return read_form(file, known)

    return read


# -- what was filled in is read ---------------------------------------------------------------------------------------

WAYS: dict[str, Callable[[bytes, Path], bytes]] = {
    "saved as PDF": lambda form, _: form,
    "printed again": printed_again,
    "fitted to the page": lambda form, _: scaled(form, 0.94, 12, 16),
    "bordered as in Word": lambda form, _: bordered_as_in_word(form),
}


@pytest.mark.parametrize("practice", ["plain", *PRACTICES])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_print_says_what_the_form_said(
    forms: dict[str, bytes], prints: dict[str, bytes], read: Read, tmp_path: Path, practice: str, way
):
    outcome, told = read(way(prints[practice], tmp_path)), read(forms[practice])
    assert answers_of(outcome) == answers_of(told)
    assert codes_of(outcome) == ["read-from-print", *codes_of(told)]


@pytest.mark.parametrize("name", WORDS)
def test_any_words_come_back_as_they_were_written(prints: dict[str, bytes], read: Read, name: str):
    outcome = read(prints[name])
    assert codes_of(outcome) == ["read-from-print"]
    said = answers_of(outcome)["more.strength"]
    if name == "signs":  # written without spaces; a line of them ends anywhere
        said = "".join(str(said).split())
    assert said == WORDS[name].strip()


def test_paragraphs_over_several_pages_come_back_as_they_were_written(prints: dict[str, bytes], read: Read):
    outcome = read(prints["long"])
    assert answers_of(outcome)["more.strength"] == PARAGRAPHS
    assert answers_of(outcome).items() >= (ANSWERS.keys() - {"more.strength"}) & ANSWERS.items()


def test_the_place_of_an_answer_is_where_it_stands_on_the_page(prints: dict[str, bytes], read: Read):
    places = {one.item: one.place for one in submission_of(read(prints["plain"]))}
    with pypdfium2.PdfDocument(prints["plain"]) as pdf:
        for item, words in (("more.strength", "We talk every day."), ("program.classrooms", "12")):
            page, (left, top, right, bottom) = box_of(places[item])
            text = pdf[page - 1].get_textpage()
            assert text.get_text_bounded(left - 1, HEIGHT - bottom - 1, right + 1, HEIGHT - top + 1).strip() == words
    blank = places["needs.n03.current"]
    assert blank is not None
    assert blank.page == 2


def submission_of(outcome: Outcome):
    assert outcome.submission is not None
    return outcome.submission.responses


def box_of(place: Place | None) -> tuple[int, tuple[float, float, float, float]]:
    assert place is not None
    assert place.page is not None
    assert place.box is not None
    return place.page, place.box


@pytest.mark.parametrize(
    "name", ["A", "The Greater Harbor and Riverside Early Childhood Intervention and Support Agency · " * 2]
)
def test_the_name_of_an_agency_may_take_any_room(instruments: Instruments, read: Read, tmp_path: Path, name: str):
    stamp = Stamp(instrument="needs-assessment", version="1", agency="harbor", round="2026-fall")
    instrument = instruments["needs-assessment", "1"]
    blank = FORMATS["docx"](instrument, stamp, agency_name=name.strip(), round_name="Fall 2026")
    outcome = read(by_office({"form": blank}, tmp_path)["form"])
    assert not {"text-unread", "answer-unreadable", "page-numbers"} & set(codes_of(outcome))
    assert answers_of(outcome)["identity.agency"] == name.strip()


@pytest.mark.parametrize("name", ["underlined", "highlighted", "red", "huge"])
def test_how_an_answer_is_formatted_does_not_matter(prints: dict[str, bytes], read: Read, name: str):
    outcome = read(prints[name])
    assert codes_of(outcome) == ["read-from-print"]
    assert answers_of(outcome).items() >= ANSWERS.items()


@pytest.mark.parametrize("name", ["row more", "row less", "goals", "goal more", "goal less"])
def test_rows_and_cards_that_were_added_or_taken_out_are_read(
    forms: dict[str, bytes], prints: dict[str, bytes], read: Read, name: str
):
    outcome = read(prints[name])
    told = [code for code in codes_of(read(forms[name])) if code != "fields-copied"]  # a print has no tags to copy
    assert answers_of(outcome) == answers_of(read(forms[name]))
    assert codes_of(outcome) == ["read-from-print", *told]


def test_what_stands_in_an_added_card_is_read(prints: dict[str, bytes], read: Read):
    answers = answers_of(read(prints["goal more"]))
    assert answers["plan.goals.3.goal"] == "What of goal 3"
    assert answers["plan.goals.3.objectives.2.objective"] == "Second objective of goal 3"


# -- what is not certain goes to a person -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["struck", "struck twice", "white", "pale"])
def test_words_crossed_out_or_not_to_be_seen_go_to_a_person(prints: dict[str, bytes], read: Read, name: str):
    outcome = read(prints[name])
    assert codes_of(outcome) == ["read-from-print", "answer-unreadable"]
    assert "more.strength" not in answers_of(outcome)


def test_a_small_figure_above_the_line_is_not_one_of_the_number(prints: dict[str, bytes], read: Read):
    outcome = read(prints["raised"])
    assert answers_of(outcome)["program.classrooms"] != 121
    assert isinstance(outcome.verdict, NeedsReview)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("beside box", "answer-unreadable"),
        ("beside answer", "not-a-number"),
        ("outside", "text-unread"),
        ("in question", "text-unread"),
        ("table gone", "answer-unreadable"),
    ],
)
def test_what_the_blank_does_not_print_is_told(prints: dict[str, bytes], read: Read, name: str, code: str):
    outcome = read(prints[name])
    assert isinstance(outcome.verdict, NeedsReview)
    assert code in codes_of(outcome)


def test_a_table_that_is_gone_leaves_the_others_readable(prints: dict[str, bytes], read: Read):
    answers = answers_of(read(prints["table gone"]))
    assert "program.classrooms" not in answers
    assert answers["needs.n01.current"] == 3


# -- pages ------------------------------------------------------------------------------------------------------------


def test_pages_out_of_order_are_read_in_the_order_of_their_numbers(prints: dict[str, bytes], read: Read):
    outcome = read(changed(prints["plain"], lambda pdf: pdf.pages.reverse()))
    assert codes_of(outcome) == ["read-from-print"]
    assert answers_of(outcome).items() >= ANSWERS.items()


@pytest.mark.parametrize("page", [0, 1, 2])
def test_a_page_that_is_missing_goes_to_a_person(prints: dict[str, bytes], read: Read, page: int):
    outcome = read(changed(prints["plain"], lambda pdf: pdf.pages.__delitem__(page)))
    assert isinstance(outcome.verdict, NeedsReview)
    assert "page-numbers" in codes_of(outcome)
    assert answers_of(outcome).items() <= answers_of(read(prints["plain"])).items()


def test_a_page_that_stands_there_twice_goes_to_a_person(prints: dict[str, bytes], read: Read):
    def twice(pdf: Pdf) -> None:
        pdf.pages.append(pdf.pages[1])

    outcome = read(changed(prints["plain"], twice))
    assert isinstance(outcome.verdict, NeedsReview)
    assert "page-numbers" in codes_of(outcome)


def test_prints_of_two_forms_in_one_file_are_not_read_as_one(
    instruments: Instruments, prints: dict[str, bytes], read: Read, tmp_path: Path
):
    other = by_office({"other": completed(instruments["needs-assessment", "1"], {}, agency="mesa")}, tmp_path)["other"]
    outcome = read(put_together(prints["plain"], other))
    assert isinstance(outcome.verdict, Quarantined)
    assert codes_of(outcome) == ["stamps-differ"]


# -- typed over and drawn upon ----------------------------------------------------------------------------------------


def upon(
    prints: dict[str, bytes], read: Read, key: str, draw: Callable[[Canvas, float, float, float, float], None]
) -> Outcome:
    """What becomes of the print with something drawn upon the box of this answer."""
    places = {one.item: one.place for one in submission_of(read(prints["plain"]))}
    page, (left, top, right, bottom) = box_of(places[key])
    return read(
        overlaid(prints["plain"], lambda canvas: draw(canvas, left, HEIGHT - bottom, right, HEIGHT - top), page)
    )


def line(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> None:
    canvas.setLineWidth(0.4)
    canvas.line(left, (bottom + top) / 2, right, (bottom + top) / 2)


def cross(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> None:
    canvas.line(left, bottom, right, top)
    canvas.line(left, top, right, bottom)


def white(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(left - 1, bottom - 3, right - left + 2, top - bottom + 5, stroke=0, fill=1)


def anew(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> None:
    white(canvas, left, bottom, right, top)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(left, bottom + 1, "Hardly ever.")


def beside(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> None:
    canvas.drawString(right + 90, bottom, "or 7")


@pytest.mark.parametrize("draw", [line, cross, white, anew])
@pytest.mark.parametrize("key", ["more.strength", "program.classrooms"])
def test_what_is_drawn_upon_an_answer_sends_it_to_a_person(prints: dict[str, bytes], read: Read, draw, key: str):
    outcome = upon(prints, read, key, draw)
    assert isinstance(outcome.verdict, NeedsReview)
    assert key not in answers_of(outcome)


def test_words_typed_into_the_place_of_an_answer_are_of_it_or_go_to_a_person(prints: dict[str, bytes], read: Read):
    assert answers_of(upon(prints, read, "more.strength", beside))["more.strength"] == "We talk every day. or 7"
    outcome = upon(prints, read, "program.classrooms", beside)
    assert isinstance(outcome.verdict, NeedsReview)
    assert "program.classrooms" not in answers_of(outcome)


def test_a_cross_drawn_upon_a_box_sends_it_to_a_person(prints: dict[str, bytes], read: Read):
    with pypdfium2.PdfDocument(prints["plain"]) as pdf:
        found = pdf[1].get_textpage().search("☐").get_next()
        assert found is not None
        left, bottom, right, top = pdf[1].get_textpage().get_charbox(found[0])
    outcome = read(overlaid(prints["plain"], lambda canvas: cross(canvas, left, bottom, right, top), 2))
    assert "answer-unreadable" in codes_of(outcome)


@pytest.mark.parametrize(
    "place", [(2, 300, 770), (2, 300, 10), (2, 300, 60), (1, 300, 700), (1, 400, 688), (1, 350, 57)]
)
def test_words_typed_beside_the_tables_are_told(prints: dict[str, bytes], read: Read, place: tuple[int, int, int]):
    page, *point = place
    outcome = read(overlaid(prints["plain"], lambda canvas: canvas.drawString(*point, "see our letter"), page))
    assert codes_of(outcome) == ["read-from-print", "text-unread"]
    assert "see our letter" in outcome.verdict.problems[1].message
    assert answers_of(outcome).items() >= ANSWERS.items()


@pytest.mark.parametrize("kind", ["FreeText", "Ink", "Stamp"])
def test_a_note_upon_a_page_is_told(prints: dict[str, bytes], read: Read, kind: str):
    outcome = read(noted(prints["plain"], kind, (300.0, 20.0, 400.0, 34.0), "all numbers are guesses", 2))
    assert codes_of(outcome) == ["read-from-print", "text-unread"]


def test_a_picture_beside_the_tables_is_told(prints: dict[str, bytes], read: Read):
    outcome = read(overlaid(prints["plain"], lambda canvas: canvas.circle(300, 770, 10), 2))
    assert codes_of(outcome) == ["read-from-print", "text-unread"]
