"""What is filled in: the fields of the AcroForm that an item's answer takes, with the question a screen reader says."""

from collections.abc import Mapping
from dataclasses import dataclass

from planwright.instruments import NUMBERS, WHOLE, Choice, Instrument, Item, Kind
from planwright.issuing.pdf.words import Words

RADIOS_AT_MOST = 5  # more choices than this are a drop-down
WRITTEN = (Kind.TEXT, Kind.LONG_TEXT, Kind.SIGNATURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A text field; `value` is there already where issuing filled it in."""

    name: str
    tip: str
    size: float
    several_lines: bool = False
    longest: int | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Combo:
    """A drop-down: options are stored value and words shown; `editable` takes typed text as well."""

    name: str
    tip: str
    size: float
    options: tuple[tuple[str, str], ...]
    editable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check box."""

    name: str
    tip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Radio:
    """One button of a radio group; `tip` is the group's question, `state` what is stored where it is marked."""

    name: str
    tip: str
    state: str
    label: str


Entry = Line | Combo | Check | Radio


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One blank to be issued: the instrument, the words of its language and what is filled in for the respondent."""

    instrument: Instrument
    words: Words
    prefilled: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An item in its place on the form: in these rows, within these headings."""

    issue: Issue
    item: Item
    rows: tuple[int, ...] = ()
    within: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The full name of its field."""
        return self.item.at(self.rows)

    @property
    def value(self) -> str | None:
        """What issuing fills in."""
        return self.issue.prefilled.get(self.item.prefill) if self.item.prefill else None

    @property
    def label(self) -> str:
        """The question as printed, with a star if it needs an answer."""
        return f"{self.item.question} *" if self.item.required else self.item.question

    @property
    def tip(self) -> str:
        """The question in full, for whoever cannot see where the field stands."""
        item, words = self.item, self.issue.words
        sentences = [" – ".join((*self.within, item.question)), item.help, _format_of(item, words)]
        if item.required:
            sentences.append(words.needed_in_row if item.tables else words.needed)
        return " ".join(_sentence(text) for text in sentences if text)


def line(asked: Asked, size: float, *, several_lines: bool) -> Line:
    """The text field of an item."""
    longest = asked.item.longest if asked.item.kind in WRITTEN else None
    return Line(
        name=asked.name,
        tip=asked.tip,
        size=size,
        several_lines=several_lines,
        longest=longest,
        value=asked.value,
    )


def combo(asked: Asked, size: float) -> Combo:
    """The drop-down of an item; its first option is empty, so that a choice can be taken back."""
    if asked.item.kind is Kind.ROLE:
        shown = tuple((letters, letters) for letters in letters_of(asked.item))
    else:
        shown = tuple((str(choice.value), choice.label) for choice in asked.item.choices)
    return Combo(
        name=asked.name,
        tip=asked.tip,
        size=size,
        options=(("", " "), *shown),
        editable=asked.item.kind is Kind.ROLE,
    )


def checks(asked: Asked) -> tuple[Check, ...]:
    """One box for each choice of an item."""
    return tuple(
        Check(name=f"{asked.name}={choice.value}", tip=f"{choice.label}: {asked.tip}") for choice in asked.item.choices
    )


def radios(asked: Asked) -> tuple[Radio, ...]:
    """The radio buttons of an item, one for each choice."""
    return tuple(
        Radio(name=asked.name, tip=asked.tip, state=str(choice.value), label=words_of(choice))
        for choice in asked.item.choices
    )


def words_of(choice: Choice) -> str:
    """A choice as it is printed: a rating's number stands before its anchor."""
    numbered = isinstance(choice.value, int) and str(choice.value) != choice.label
    return f"{choice.value} – {choice.label}" if numbered else choice.label


def letters_of(item: Item) -> tuple[str, ...]:
    """What a role cell offers: each letter, and A/R, since whoever is accountable often does the work too."""
    letters = tuple(str(choice.value) for choice in item.choices)
    both = ("A/R",) if {"A", "R"} <= set(letters) and (item.most or 2) > 1 else ()
    return (*letters, *both)


def number_words(number: float) -> str:
    """A bound as it is printed."""
    return str(int(number)) if float(number).is_integer() else str(number)


def _format_of(item: Item, words: Words) -> str:
    """How the answer is to be written."""
    if item.kind in NUMBERS:
        return _number_format(item, words)
    letters = letters_of(item)
    return {
        Kind.TEXT: words.longest.format(longest=item.longest) if item.longest else "",
        Kind.LONG_TEXT: words.longest.format(longest=item.longest) if item.longest else "",
        Kind.SIGNATURE: words.sign,
        Kind.DATE: words.date.format(date=words.date_format),
        Kind.SOME_OF: words.most_choices.format(most=item.most) if item.most else "",
        Kind.ROLE: words.letters.format(letters=", ".join(letters)),
    }.get(item.kind, words.mark_one)


def _number_format(item: Item, words: Words) -> str:
    whole = words.whole_number if item.kind in WHOLE else words.number
    low = number_words(item.low) if item.low is not None else None
    high = number_words(item.high) if item.high is not None else None
    if low and high:
        bounds = words.number_between.format(low=low, high=high)
    elif low or high:
        bounds = words.number_from.format(low=low) if low else words.number_to.format(high=high)
    else:
        bounds = ""
    return " ".join(part for part in (f"({item.unit})" if item.unit else "", whole, bounds) if part)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."
