"""The place to answer an item: the paragraphs that stand in its cell."""

from collections.abc import Mapping
from dataclasses import dataclass

from planwright.instruments import NUMBERS, ONE_MARKED, Choice, Item, Kind
from planwright.issuing.word.controls import LONGEST, box, combo_box, day, drop_down, shorten, text
from planwright.issuing.word.words import Words
from planwright.issuing.word.xml import Element, paragraph, run, words

WIDEST_RANGE = 100  # a wider range is not worth saying in a prompt
BETWEEN_BOXES = "\u2003"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What all parts of one form share.

    `prefilled` is filled in beforehand, `width` is that of the text on the page in twentieths of a point. `levels` are
    the list and the level that number the rows of each repeated table, by the table's path.
    """

    language: str
    words: Words
    prefilled: Mapping[str, str]
    width: int
    levels: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An item as it is asked in one place: the tag of its answer, and the question in full."""

    item: Item
    tag: str
    title: str


def prompt_of(item: Item, said: Words) -> str:
    """What stands in an item's control until it is answered."""
    if item.kind in NUMBERS:
        if item.low is None or item.high is None or item.high - item.low > WIDEST_RANGE:
            return said.number
        return said.number_between.format(low=f"{item.low:g}", high=f"{item.high:g}")
    if item.kind in ONE_MARKED:
        return said.choose
    named = {Kind.DATE: said.pick_date, Kind.ROLE: said.letter, Kind.SIGNATURE: said.sign}
    return named.get(item.kind, said.type_here)


def answer(asked: Asked, issue: Issue) -> list[Element]:
    """The paragraphs of an answer in a cell of its own, beside its question."""
    item = asked.item
    if item.kind is Kind.SOME_OF:
        return [_choice(asked, choice) for choice in item.choices]
    if item.kind is Kind.YES_NO:
        return [_choices_beside(asked)]
    return [_line(asked, issue)]


def cell_answer(asked: Asked, issue: Issue) -> list[Element]:
    """The paragraphs of an answer in a narrow cell among others."""
    if asked.item.kind is Kind.SOME_OF:
        return [_choice(asked, choice, style="Cell") for choice in asked.item.choices]
    return [_line(asked, issue, style="Cell")]


def mark(asked: Asked, choice: Choice) -> Element:
    """The box that stands for one choice of an item."""
    label = shorten(choice.label, LONGEST // 2)
    return box(f"{asked.tag}={choice.value}", f"{shorten(asked.title, LONGEST - len(label) - 2)}: {label}")


def needed(item: Item, issue: Issue) -> list[Element]:
    """The runs that say an answer is needed; none where it is not."""
    return [run(f" {issue.words.needed}", "Needed")] if item.required else []


def help_lines(text_of_help: str | None) -> list[Element]:
    """The help of a question as paragraphs."""
    return [words("Help", text_of_help)] if text_of_help else []


def _line(asked: Asked, issue: Issue, style: str = "AnswerLine") -> Element:
    unit = [run(f" {asked.item.unit}")] if asked.item.unit else []
    return paragraph(style, _control(asked, issue), *unit)


def _control(asked: Asked, issue: Issue) -> Element:
    item, tag, title = asked.item, asked.tag, asked.title
    prompt = prompt_of(item, issue.words)
    entries = [(str(choice.value), choice.label) for choice in item.choices]
    match item.kind:
        case Kind.DATE:
            return day(tag, title, prompt, issue.language)
        case Kind.ROLE:
            return combo_box(tag, title, prompt, [(value, value) for value, _ in entries])
        case kind if kind in ONE_MARKED:
            return drop_down(tag, title, prompt, entries)
    value = issue.prefilled.get(item.prefill) if item.prefill else None
    return text(tag, title, prompt, several_lines=item.kind is Kind.LONG_TEXT, value=value)


def _choice(asked: Asked, choice: Choice, style: str = "AnswerLine") -> Element:
    return paragraph(style, mark(asked, choice), run(f" {choice.label}"))


def _choices_beside(asked: Asked) -> Element:
    inline: list[Element] = []
    for choice in asked.item.choices:
        inline += [mark(asked, choice), run(f" {choice.label}{BETWEEN_BOXES}")]
    return paragraph("AnswerLine", *inline)
