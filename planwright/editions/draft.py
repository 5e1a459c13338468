"""Drafts which question each place of a blank asks, by how alike the words printed there and the questions are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planwright.editions.alike import Alike, plain, ratio, shares
from planwright.editions.edition import Entry, Marked
from planwright.instruments import NOT_APPLICABLE, Choice, Instrument, Item
from planwright.model import FieldKind

ENOUGH = 36  # of 100, for a question; what is less alike is left to a person
SAME = 85  # for the words of an answer
BY_ORDER = 60  # how sure an answer is that only its place among the others tells
_INVITES = re.compile(r"\W*(choose|select|please select|pick|click|elija|seleccione)\b", re.IGNORECASE)
_SPANISH = ("de", "la", "el", "los", "las", "que", "qué", "para", "con", "una", "fecha", "nombre")
_ENGLISH = ("the", "of", "and", "to", "is", "are", "you", "your", "we", "our", "name", "date", "for", "in")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlace:
    """A place of a blank: its name, what is printed around it, and the answers it offers, if it lists any.

    `offered` are the words printed for these `choices`, where they are not the same.
    """

    place: str
    label: str
    row: str
    column: str
    kind: FieldKind
    choices: tuple[str, ...]
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The places that share the words of a question: one for the whole of it, or one for each column or answer."""

    words: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The items that an instrument asks under one heading: one question, or those of one row of a grid."""

    texts: tuple[str, ...]
    items: tuple[Item, ...]


def draft(places: Sequence[OpenPlace], instrument: Instrument) -> tuple[Entry, ...]:
    """An entry for each place, with its likeliest question; none where no question is alike enough.

    The questions of the form and those of the instrument are paired first, the most alike before the others; then the
    columns or answers of each with the items or choices of the other.
    """
    asked, groups = _asked(places), _groups(instrument)
    alike = Alike(text for group in groups for text in group.texts)
    scored = sorted(
        (
            (max(alike.score(one.words, text) for text in group.texts), -number, -other)
            for number, one in enumerate(asked)
            for other, group in enumerate(groups)
        ),
        reverse=True,
    )
    entries: dict[int, Entry] = {}
    taken: set[int] = set()
    met: set[int] = set()
    for score, number, other in scored:
        if score < ENOUGH:
            break
        one, group = asked[-number], groups[-other]
        if -number in met or -other in taken:
            continue
        met.add(-number)
        taken.add(-other)
        entries |= _paired([(at, places[at]) for at in one.numbers], group, score)
    entries |= _in_tables(places, instrument, set(entries))
    return tuple(entries.get(number, _entry(place)) for number, place in enumerate(places))


def not_asked(entries: Iterable[Entry], instrument: Instrument) -> tuple[Item, ...]:
    """The items of the instrument that none of these places asks."""
    asked = {item.path for entry in entries if entry.item and (item := instrument.item_of(entry.item))}
    return tuple(item for item in instrument.items.values() if item.path not in asked)


def language_of(places: Iterable[OpenPlace]) -> str:
    """The language of the words printed at these places."""
    words = Counter(word for place in places for word in plain(f"{place.label} {place.row}").split())
    spanish, english = (sum(words[word] for word in small) for small in (_SPANISH, _ENGLISH))
    return "es-US" if spanish > english else "en-US"


def _asked(places: Sequence[OpenPlace]) -> list[_Asked]:
    """The questions of the form, in their order."""
    held: dict[str, list[int]] = {}
    for number, place in enumerate(places):
        words = plain(place.row or place.label)
        if words:
            held.setdefault(words, []).append(number)
    return [_Asked(words=words, numbers=tuple(numbers)) for words, numbers in held.items()]


def _groups(instrument: Instrument) -> list[_Group]:
    """The questions of the instrument outside its repeated tables, those of one row of a grid together."""
    held: dict[str, list[Item]] = {}
    for item in instrument.items.values():
        if not item.tables:
            title, _, _ = item.heading.rpartition(" – ")
            held.setdefault(f"{item.path.rpartition('.')[0]} {title}" if title else item.path, []).append(item)
    return [_Group(texts=_texts(items), items=tuple(items)) for items in held.values()]


def _texts(items: Sequence[Item]) -> tuple[str, ...]:
    """What the instrument says of a question: its words, its help, and what a rubric says of its levels."""
    first = items[0]
    title = first.heading.rpartition(" – ")[0] or first.question
    meanings = " ".join(choice.meaning or "" for item in items for choice in item.choices)
    return (title, f"{title} {first.help or ''} {meanings}", *Alike.aliases(first.path))


# -- one question of the form beside one of the instrument -------------------------------------------------------------


def _paired(asked: Sequence[tuple[int, OpenPlace]], group: _Group, score: float) -> dict[int, Entry]:
    """The entries of a question's places, each for an item of the group or for one of its answers."""
    entries: dict[int, Entry] = {}
    left = list(asked)
    marked = next((item for item in group.items if item.choices), None)
    if marked is not None and len(left) > 1:
        steps = [choice for choice in marked.choices if choice.value != NOT_APPLICABLE]
        beyond = len(left) - len(steps)  # a column for notes, as often as not
        is_noted = beyond > 0 and not any(ratio(place.column, marked.choices[-1].label) >= SAME for _, place in left)
        for number, choice, sure in _answers(left[: len(steps)] if is_noted else left, marked):
            entries[number] = _entry(dict(left)[number], marked, choice, min(score, sure))
        left = [one for one in left if one[0] not in entries] if entries else left
    items = [item for item in group.items if item is not marked or not entries]
    for (number, place), item, sure in _columns(left, items):
        entries[number] = _entry(place, item, None, min(score, sure))
    return entries


def _answers(asked: Sequence[tuple[int, OpenPlace]], item: Item) -> Iterator[tuple[int, Marked, float]]:
    """Which place stands for which answer."""
    for (number, _), meant in zip(asked, _meant([place.column for _, place in asked], item), strict=True):
        if meant is not None:
            yield number, *meant


def _meant(shown: Sequence[str], item: Item) -> list[tuple[Marked, float] | None]:
    """The value that each of these answers stands for, and how sure that is.

    Where a scale has as many steps as the item's, the steps are paired in their order: “Disagree” may be the last step
    of one scale and the last but one of another.
    """
    scale = [choice for choice in item.choices if choice.value != NOT_APPLICABLE]
    others = [choice for choice in item.choices if choice.value == NOT_APPLICABLE]
    beside = [any(ratio(words, choice.label) >= SAME for choice in others) for words in shown]
    steps = [number for number, is_beside in enumerate(beside) if not is_beside]
    found: list[tuple[Marked, float] | None] = [
        (others[0].value, 100.0) if others and is_beside else None for is_beside in beside
    ]
    if item.scale is not None and len(steps) == len(scale):
        falls = _falls([shown[number] for number in steps], [choice.label for choice in scale])
        for number, choice in zip(steps, reversed(scale) if falls else scale, strict=True):
            found[number] = (choice.value, max(float(BY_ORDER), ratio(shown[number], choice.label)))
        return found
    taken: set[Marked] = set()
    scored = sorted(
        ((_likeness(shown[number], choice), -number, at) for number in steps for at, choice in enumerate(scale)),
        reverse=True,
    )
    for score, number, at in scored:
        if score >= SAME and found[-number] is None and scale[at].value not in taken:
            found[-number] = (scale[at].value, score)
            taken.add(scale[at].value)
    if not taken and len(steps) == len(scale):
        for number, choice in zip(steps, scale, strict=True):
            found[number] = (choice.value, float(BY_ORDER))
    return found


def _falls(shown: Sequence[str], scale: Sequence[str]) -> bool:
    """Whether the steps of a scale come in the other direction than the item's, by the words of its ends."""
    straight = shares(shown[0], scale[0]) + shares(shown[-1], scale[-1])
    return shares(shown[0], scale[-1]) + shares(shown[-1], scale[0]) > straight


def _likeness(shown: str, choice: Choice) -> float:
    return 100.0 if plain(shown) == plain(str(choice.value)) else ratio(shown, choice.label)


def _columns(
    asked: Sequence[tuple[int, OpenPlace]], items: Sequence[Item]
) -> Iterator[tuple[tuple[int, OpenPlace], Item, float]]:
    """Which place asks which item of a row: by the words of its column, else by its order where there are as many."""
    if len(asked) == 1 and len(items) == 1:
        yield asked[0], items[0], 100.0
        return
    scored = sorted(
        (
            (ratio(place.column, item.question), at, of)
            for at, (_, place) in enumerate(asked)
            for of, item in enumerate(items)
        ),
        reverse=True,
    )
    met: set[int] = set()
    taken: set[int] = set()
    for score, at, of in scored:
        if score >= ENOUGH and at not in met and of not in taken:
            met.add(at)
            taken.add(of)
            yield asked[at], items[of], score
    rest, others = (
        [one for at, one in enumerate(held) if at not in out] for held, out in ((asked, met), (items, taken))
    )
    for one, item in zip(rest, others, strict=False) if len(rest) <= len(others) else ():
        yield one, item, float(BY_ORDER)  # type: ignore[misc]


# -- tables with a row for each entry ---------------------------------------------------------------------------------


def _in_tables(places: Sequence[OpenPlace], instrument: Instrument, met: set[int]) -> dict[int, Entry]:
    """The entries of places in the empty rows of a table, by the words over their column; the rows count from 1."""
    columns: dict[str, list[int]] = {}
    for number, place in enumerate(places):
        if number not in met and place.column and (not place.row or place.row.isdigit()):
            columns.setdefault(place.column, []).append(number)
    scored = sorted(
        (
            (ratio(column, item.question), column, item.path)
            for column in columns
            for item in instrument.items.values()
            if len(item.tables) == 1  # in rows within rows, a person says which place is which
        ),
        reverse=True,
    )
    entries: dict[int, Entry] = {}
    taken: set[str] = set()
    for score, column, path in scored:
        if score < SAME or path in taken or columns[column][0] in entries:
            continue
        taken.add(path)
        item = instrument.items[path]
        for row, number in enumerate(columns[column], start=1):
            entries[number] = _entry(places[number], item, None, score, rows=(row,))
    return entries


def _entry(
    place: OpenPlace,
    item: Item | None = None,
    choice: Marked | None = None,
    score: float = 0.0,
    rows: tuple[int, ...] = (),
) -> Entry:
    label = " | ".join(filter(None, dict.fromkeys((place.row, place.column)))) or place.label
    if item is None:
        return Entry(place=place.place, label=label, item=None, choices={})
    choices = _choices(place, item) if choice is None else {}
    path = item.at(rows) if rows else item.path
    return Entry(place=place.place, label=label, item=path, choice=choice, choices=choices, likeness=round(score))


def _choices(place: OpenPlace, item: Item) -> Mapping[str, Marked]:
    """The value of each answer that is worded otherwise than the item's; those like none of them are left out."""
    known = {plain(text) for choice in item.choices for text in (choice.label, str(choice.value))}
    pairs = [
        one for one in zip(place.choices, place.offered or place.choices, strict=True) if not _INVITES.match(one[1])
    ]
    meant = _meant([words for _, words in pairs], item)
    found = {shown: one[0] for (shown, _), one in zip(pairs, meant, strict=True) if one is not None}
    return {shown: value for shown, value in found.items() if plain(shown) not in known or item.scale is not None}
