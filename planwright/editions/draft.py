"""Drafts which question each place of a blank asks, by how alike the words printed there and the questions are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from planwright.editions.aliases import ALIASES
from planwright.editions.edition import Entry, Marked
from planwright.instruments import Instrument, Item
from planwright.model import FieldKind

ENOUGH = 72  # of 100; what is less alike is left to a person
SAME = 88  # for the words of an answer
_SPANISH = ("de", "la", "el", "los", "las", "que", "qué", "para", "con", "una", "fecha", "nombre")
_ENGLISH = ("the", "of", "and", "to", "is", "are", "you", "your", "we", "our", "name", "date", "for", "in")
_NOT_SAID = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"^\W*\d{1,3}\W+(?=\w)")  # a question's number, which is no part of its words


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlace:
    """A place of a blank: its name, what is printed around it, and the answers it offers, if it lists any."""

    place: str
    label: str
    row: str
    column: str
    kind: FieldKind
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    """That a place asks an item, or stands for one of its answers; `likeness` is from 0 to 100."""

    number: int
    item: str
    choice: Marked | None
    likeness: float


def draft(places: Sequence[OpenPlace], instrument: Instrument) -> tuple[Entry, ...]:
    """An entry for each place, with its likeliest question; none where no question is alike enough."""
    rows = _row_numbers(places)
    guesses = sorted(
        (guess for number, place in enumerate(places) for guess in _guesses(number, place, rows[number], instrument)),
        key=lambda guess: (-guess.likeness, guess.number),
    )
    chosen: dict[int, _Guess] = {}
    taken: set[tuple[str, Marked | None]] = set()
    whole: dict[str, bool] = {}  # whether an item is asked in one place, and not by a place for each answer
    for guess in guesses:
        is_whole = guess.choice is None
        if guess.number in chosen or (guess.item, guess.choice) in taken or whole.get(guess.item, is_whole) != is_whole:
            continue
        chosen[guess.number] = guess
        taken.add((guess.item, guess.choice))
        whole[guess.item] = is_whole
    return tuple(_entry(place, chosen.get(number), instrument) for number, place in enumerate(places))


def language_of(places: Iterable[OpenPlace]) -> str:
    """The language of the words printed at these places."""
    words = Counter(word for place in places for word in plain(f"{place.label} {place.row}").split())
    spanish, english = (sum(words[word] for word in small) for small in (_SPANISH, _ENGLISH))
    return "es-US" if spanish > english else "en-US"


def not_asked(entries: Iterable[Entry], instrument: Instrument) -> tuple[Item, ...]:
    """The items of the instrument that none of these places asks."""
    asked = {item.path for entry in entries if entry.item and (item := instrument.item_of(entry.item))}
    return tuple(item for item in instrument.items.values() if item.path not in asked)


def _entry(place: OpenPlace, guess: _Guess | None, instrument: Instrument) -> Entry:
    label = " | ".join(filter(None, dict.fromkeys((place.row, place.column)))) or place.label
    if guess is None:
        return Entry(place=place.place, label=label, item=None, choices={})
    item = instrument.item_of(guess.item)
    choices = _choices(place, item) if item is not None and guess.choice is None else {}
    return Entry(
        place=place.place,
        label=label,
        item=guess.item,
        choice=guess.choice,
        choices=choices,
        likeness=round(guess.likeness),
    )


def _choices(place: OpenPlace, item: Item) -> Mapping[str, Marked]:
    """The value of each answer that is worded otherwise than the item's; those like none of them are left out."""
    said = {}
    for shown in place.choices:
        if plain(shown) in {plain(text) for choice in item.choices for text in (choice.label, str(choice.value))}:
            continue
        scored = [(_ratio(shown, choice.label), choice.value) for choice in item.choices]
        best = max(scored, default=(0.0, None), key=lambda one: one[0])
        if best[0] >= SAME and best[1] is not None:
            said[shown] = best[1]
    return said


# -- how alike ---------------------------------------------------------------------------------------------------------


def _guesses(number: int, place: OpenPlace, row: int, instrument: Instrument) -> Iterator[_Guess]:
    for item in instrument.items.values():
        for choice, likeness in _likeness(place, item):
            if likeness >= ENOUGH:
                path = item.at((row,) * len(item.tables)) if len(item.tables) == 1 else item.path
                if len(item.tables) < 2:  # in rows within rows, a person says which place is which
                    yield _Guess(number=number, item=path, choice=choice, likeness=likeness)


def _likeness(place: OpenPlace, item: Item) -> Iterator[tuple[Marked | None, float]]:
    """How alike the place is to the whole question, and to each of its answers."""
    questions = (item.question, item.heading, *ALIASES.get(item.path, ()))
    title = item.heading.rpartition(" – ")[0]
    asked = max(_ratio(place.row or place.label, question) for question in questions)
    if title:
        within = 0.65 * _ratio(place.row, title) + 0.35 * _ratio(place.column, item.question)
        asked = max(asked, within) if place.column else asked
    if item.tables and place.column:
        asked = max(asked, _ratio(place.column, item.question))
    is_marked = place.kind is FieldKind.MARK or (place.kind is FieldKind.TEXT and bool(place.column))
    if is_marked and item.choices and not item.tables:
        row = max(_ratio(place.row, question) for question in (*questions, title))
        for choice in item.choices:
            answer = max(_ratio(place.column, choice.label), 100.0 * (plain(place.column) == plain(str(choice.value))))
            if answer >= SAME:
                yield choice.value, 0.7 * row + 0.3 * answer if row >= ENOUGH else 0.0
    if place.kind is not FieldKind.MARK:
        yield None, asked


def _ratio(said: str, asked: str) -> float:
    one, other = plain(_NUMBERED.sub("", said)), plain(asked)
    if not one or not other:
        return 0.0
    return max(fuzz.ratio(one, other), 0.95 * fuzz.token_sort_ratio(one, other))


def plain(text: str) -> str:
    """Words as they are compared: letters and digits in small letters, with one space between words."""
    return _NOT_SAID.sub(" ", text.casefold()).strip()


def _row_numbers(places: Sequence[OpenPlace]) -> list[int]:
    """Which row of its table each place would be: the number of places with its heading so far."""
    counted: Counter[str] = Counter()
    numbers = []
    for place in places:
        heading = plain(place.column or place.label)
        counted[heading] += 1
        numbers.append(counted[heading])
    return numbers
