"""A Word form that comes back printed to PDF is read, or goes to a person; it is never read wrong."""

import copy
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from planwright.instruments import Instruments
from planwright.model import NeedsReview, Value
from tests.fill_word import W
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, control_of, with_body
from tests.round_trip.printed import HEIGHT, scaled
from tests.round_trip.printed_word import (
    ANSWERS,
    Read,
    bordered_as_in_word,
    box_of,
    by_office,
    printed_again,
    reader,
    submission_of,
)

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


# -- Word forms as people change them ---------------------------------------------------------------------------------


def run(text: str, properties: str = "") -> etree._Element:
    return etree.fromstring(
        f'<w:r xmlns:w="{W}"><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    )


def formatted(properties: str, text: str = "We talk every day.") -> Callable[[etree._Element], None]:
    """Gives the answer about strengths these properties."""

    def change(root: etree._Element) -> None:
        content = control_of(root, "more.strength").find(f"{{{W}}}sdtContent")
        content[:] = [run(text, properties)]

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
    "struck fours": formatted("<w:strike/>", "44"),
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
    return reader(instruments, tmp_path_factory.mktemp("read"))


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


@pytest.mark.parametrize("name", ["struck", "struck twice", "struck fours", "white", "pale"])
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
