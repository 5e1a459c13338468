"""Drafts which question each place of a blank asks, by how alike the words printed there and the questions are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planwright.editions.alike import Alike, column_ratio, plain, ratio
from planwright.editions.answers import BY_ORDER, SAME, can_take, is_invitation, meant, share_met, steps_of
from planwright.editions.edition import Entry, Marked
from planwright.instruments import Instrument, Item, Kind
from planwright.model import FieldKind

ENOUGH = 32  # of 100, for a question; what is less alike is left to a person
CLEAR = 65  # what is less alike than this is to be checked first
_FAINT = 36  # what is less alike than this must be much more so than the next
_APART, _CLOSE = 10, 4  # by how much a question must be more alike than the next that is not taken
_NEARLY = 0.8  # of a clear score: what the next may have
_RIVAL = 20  # what is less alike does not count as another question
_OTHERS = 1.4  # times as alike as the place at hand: another place that asks the same question
_LATE, _LONG_FORM = 0.5, 15  # in the later half of a form of so many places, “Name” and “Date” are those of a signature
_HEAD = "identity."
_FEW_ALIKE, _MOST_ALIKE = 0.25, 0.5  # of the answers of a question in the same words, and of one in others
_OTHER = re.compile(r"(other|another|otr[ao]s?|something else)\b")
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
    is_repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The items that an instrument asks under one heading: one question, or those of one row of a grid."""

    texts: tuple[str, ...]
    items: tuple[Item, ...]


def draft(places: Sequence[OpenPlace], instrument: Instrument) -> tuple[Entry, ...]:
    """An entry for each place, with its likeliest question; none where no question is alike enough.

    The questions of the form and those of the instrument are paired first, the most alike before the others, if the
    places can take the answers; then the columns or answers of each with the items or choices of the other. A question
    that two of the instrument's are almost equally like is left to a person.
    """
    asked, groups = _asked(places), _groups(instrument)
    pairs = _pairs(asked, groups, places)
    best: dict[int, float] = {}
    for pair in pairs:
        best.setdefault(pair.group, pair.score)
    entries: dict[int, Entry] = {}
    taken: set[int] = set()
    met: set[int] = set()
    for pair in pairs:
        if pair.asked in met or pair.group in taken:
            continue
        met.add(pair.asked)
        others = (one for one in pairs if one.asked == pair.asked and one.group not in taken | {pair.group})
        rivals = (one.score for one in others if best[one.group] < one.score + _CLOSE)  # no other place asks it
        if _is_sure(pair.score, max(rivals, default=0.0), best[pair.group]):
            taken.add(pair.group)
            held = [(at, places[at]) for at in asked[pair.asked].numbers]
            entries |= _paired(held, groups[pair.group], pair.score)
    entries |= _in_tables(places, instrument, set(entries))
    entries |= _others(places, instrument, entries)
    return tuple(entries.get(number, _entry(place)) for number, place in enumerate(places))


class _Pair(NamedTuple):
    """How alike a question of the form and one of the instrument are."""

    score: float
    asked: int
    group: int


def _is_sure(score: float, rival: float, best: float) -> bool:
    """Whether a pair may be proposed, where the next question has the score `rival`, and the next place `best`."""
    if best > _OTHERS * score:
        return False
    if score >= CLEAR:
        return score >= SAME or rival <= _NEARLY * score
    return score >= ENOUGH and score - rival >= (_APART if score < _FAINT else _CLOSE)


def _pairs(asked: Sequence[_Asked], groups: Sequence[_Group], places: Sequence[OpenPlace]) -> list[_Pair]:
    """The pairs that can be, the most alike first."""
    alike = Alike(text for group in groups for text in group.texts)
    counted = Counter(_worded(group) for group in groups)
    found: list[tuple[float, int, int]] = []
    for number, one in enumerate(asked):
        held = [places[at] for at in one.numbers]
        is_late = 2 * one.numbers[0] > len(places) > _LONG_FORM
        for other, group in enumerate(groups):
            is_head = group.items[0].path.startswith(_HEAD)
            is_elsewhere = one.is_repeated and not is_head  # in the rows of a table
            if is_elsewhere or (len(held) == 1 and _OTHER.match(one.words)):
                continue
            score = max(alike.score(one.words, text) for text in group.texts)
            if not _can_ask(held, group, _FEW_ALIKE if score >= SAME else _MOST_ALIKE):
                continue
            if counted[_worded(group)] == 1:  # answers that no other question has tell it, too
                score = max(score, _by_answers(held, group, score))
            if is_late and is_head:
                score *= _LATE
            if score >= _RIVAL:
                found.append((score, -number, -other))
    return [_Pair(score, -number, -other) for score, number, other in sorted(found, reverse=True)]


def _others(places: Sequence[OpenPlace], instrument: Instrument, entries: Mapping[int, Entry]) -> dict[int, Entry]:
    """The entries of places for another answer in words, each after the answers of the question that it belongs to."""
    found: dict[int, Entry] = {}
    last: Item | None = None
    for number, place in enumerate(places):
        entry = entries.get(number)
        if entry is not None and entry.item is not None:
            last = instrument.item_of(entry.item)
        elif last is not None and last.other and place.kind is FieldKind.TEXT and _OTHER.match(plain(place.row)):
            words = instrument.items.get(f"{last.path.rpartition('.')[0]}.{last.other}")
            if words is not None and not words.tables:
                found[number] = _entry(place, words, None, float(BY_ORDER))
                last = None
    return found


def _worded(group: _Group) -> tuple[str, ...]:
    """The words of a question's answers."""
    return tuple(choice.label for item in group.items for choice in item.choices)


def _by_answers(held: Sequence[OpenPlace], group: _Group, score: float) -> float:
    """How alike a question with answers of its own is, where most of them are printed on the form."""
    item = next((one for one in group.items if one.choices and one.kind is not Kind.YES_NO), None)
    shown = _shown(held)
    if item is None or len(shown) < 2:
        return 0.0
    share = share_met(shown, item)
    return min(95.0, score + 40.0 * share) if share >= 0.5 else 0.0


def _shown(held: Sequence[OpenPlace]) -> list[str]:
    """The answers that the places of a question offer: those of a list, or the words of each place."""
    if len(held) == 1:
        return [words for words in _offered(held[0]) if not is_invitation(words)]
    return [place.column for place in held]


def _can_ask(held: Sequence[OpenPlace], group: _Group, least: float) -> bool:
    """Whether these places can take the answers to these items: marks for answers, a list for its choices, a date.

    At `least` this share of the answers must have words of the item's.
    """
    choosing = [item for item in group.items if item.choices or item.kind is Kind.RANK]
    if len(held) == 1:
        return len(group.items) == 1 and _can_take_one(held[0], group.items[0], least)
    columns = [place.column for place in held]
    if all(place.kind is FieldKind.MARK for place in held):
        return any(can_take(columns, item, least) for item in choosing)
    if all(place.kind is FieldKind.CHOICE for place in held):
        return len(choosing) >= len(held)
    marked = next((item for item in choosing if item.choices), None)
    if marked is None:
        return len(held) <= len(group.items)
    return any(can_take(columns[:count], marked, least) for count in _counts(held, marked))


def _can_take_one(place: OpenPlace, item: Item, least: float) -> bool:
    if place.kind is FieldKind.MARK:
        return False  # a lone box to tick is one answer to a question that nobody sees
    if place.kind is FieldKind.CHOICE and place.choices:
        return can_take(_shown([place]), item, least)
    if place.kind is FieldKind.DATE:
        return item.kind in (Kind.DATE, Kind.TEXT)
    return item.scale is None and (not item.choices or item.kind in (Kind.ROLE, Kind.ONE_OF))


def _counts(held: Sequence[OpenPlace], item: Item) -> Iterator[int]:
    """How many of the first places of a row may be answers, when those after them are for notes; most first."""
    least = len(steps_of(item))
    yield from range(min(len(held), least + 2), least - 1, -1)


def without_value(place: OpenPlace, entry: Entry, item: Item) -> tuple[str, ...]:
    """The answers of a place, as they are printed, that stand for none of the item's."""
    known = {plain(text) for choice in item.choices for text in (choice.label, str(choice.value))}
    pairs = zip(place.choices, _offered(place), strict=True) if entry.choice is None and item.choices else ()
    left = [one for one in pairs if not is_invitation(one[1]) and one[0] not in entry.choices]
    return tuple(words if name == words else f"{name} (“{words}”)" for name, words in left if plain(name) not in known)


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
    """The questions of the form, in their order; places with the same words and no columns are asked one by one.

    The latter are repeated: the lines of one entry after another, or the dates at the head and foot of a form.
    """
    held: dict[tuple[str, int], list[int]] = {}
    for number, place in enumerate(places):
        words = plain(place.row or place.label)
        if words:
            held.setdefault((words, -1 if place.column else number), []).append(number)
    counted = Counter(words for words, _ in held)
    return [
        _Asked(words=words, numbers=tuple(numbers), is_repeated=counted[words] > 1)
        for (words, _), numbers in held.items()
    ]


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
    if marked is not None and len(left) > 1 and left[0][1].kind is not FieldKind.CHOICE:
        held = [place for _, place in left]
        fits = (count for count in _counts(held, marked) if can_take([one.column for one in held[:count]], marked))
        answers = left[: next(fits, len(left))]
        for (number, place), one in zip(answers, meant([place.column for _, place in answers], marked), strict=True):
            if one is not None:
                entries[number] = _entry(place, marked, one[0], min(score, one[1]))
        left = [one for one in left if one not in answers] if entries else left
    items = [item for item in group.items if item is not marked or not entries]
    for (number, place), item, sure in _columns(left, items):
        entries[number] = _entry(place, item, None, min(score, sure))
    return entries


def _columns(
    asked: Sequence[tuple[int, OpenPlace]], items: Sequence[Item]
) -> Iterator[tuple[tuple[int, OpenPlace], Item, float]]:
    """Which place asks which item of a row: by the words of its column, else by its order where there are as many."""
    if len(asked) == 1 and len(items) == 1:
        yield asked[0], items[0], 100.0
        return
    scored = sorted(
        (
            (column_ratio(place.column, item.question, item.path), -at, -of)
            for at, (_, place) in enumerate(asked)
            for of, item in enumerate(items)
        ),
        reverse=True,
    )
    met: set[int] = set()
    taken: set[int] = set()
    for score, at, of in scored:
        if score >= SAME and -at not in met and -of not in taken:
            met.add(-at)
            taken.add(-of)
            yield asked[-at], items[-of], score
    rest, others = (
        [one for at, one in enumerate(held) if at not in out] for held, out in ((asked, met), (items, taken))
    )
    for one, item in zip(rest, others, strict=False) if len(rest) <= len(others) and not met else ():
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
    has_names = bool(place.offered) and place.offered != place.choices
    buttons = dict(zip(place.choices, place.offered, strict=True)) if has_names else {}
    if item is None:
        return Entry(place=place.place, label=label, item=None, choices={}, buttons=buttons)
    return Entry(
        place=place.place,
        label=label,
        item=item.at(rows) if rows else item.path,
        choice=choice,
        choices=_choices(place, item) if choice is None else {},
        likeness=round(score),
        buttons=buttons,
    )


def _choices(place: OpenPlace, item: Item) -> Mapping[str, Marked]:
    """The value of each answer that is worded otherwise than the item's; those like none of them are left out."""
    known = {plain(text) for choice in item.choices for text in (choice.label, str(choice.value))}
    pairs = [one for one in zip(place.choices, _offered(place), strict=True) if not is_invitation(one[1])]
    values = meant([words for _, words in pairs], item, is_list=True)
    found = {shown: one[0] for (shown, _), one in zip(pairs, values, strict=True) if one is not None}
    return {shown: value for shown, value in found.items() if plain(shown) not in known or item.scale is not None}


def _offered(place: OpenPlace) -> tuple[str, ...]:
    """The words printed for the answers of a place."""
    return place.offered or place.choices
