"""A blank that others made, filled in by machine: what is answered, and the ways of writing it down."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from pathlib import Path

from planwright.editions import Edition
from planwright.identity import BASIS
from planwright.instruments import NUMBERS, OTHER, Instrument, Item, Kind, matches
from planwright.model import Value

Answers = Mapping[str, Value]  # by the path of the item
Fits = Callable[[bytes, Edition, Answers], Answers]  # what of the answers has room in the blank
Fill = Callable[[bytes, Edition, Answers], bytes]  # the blank, its edition, what to write in it
Way = Callable[[Sequence[bytes], Path], list[bytes]]  # completed forms as they come back; a folder to work in


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledWay:
    """One way in which blanks of others come back: how they are filled in, and what is done to them afterwards."""

    name: str
    editions: tuple[str, ...]
    fill: Fill
    after: Way
    fits: Fits | None = None


LEFT_BLANK = 0.15  # of the questions that no rule asks about
TWO_LINES = 0.25  # of the answers that have room for them
FIRST_DAY = date(2026, 9, 14)
HIGHEST = 60  # of a number that may be any

NAMES = ("Ana Ruiz", "J. O’Brien-Lee", "Marisol Peña", "Dr. K. Østby", "D’Andre Wills", "Noor Haddad", "Zoë Färber")
THINGS = (
    *("Harbor Lane", "Blue room & annex", "Room 4, east wing", "Weekly coaching", "New picture schedules"),
    *("Northside #2", "Both teams", "Materials (set 1–3)", "Peer visits", "Sala azul", "St. Mary’s", "Grupo de padres"),
)
SENTENCES = (
    "Two of the four rooms have the materials; the others share.",
    "We talk every day, & plan on “Mondays” <early>.",
    "It depends on staffing - see last year's notes.",
    "Las familias piden más tiempo para reunirse.",
    "About 80% of the children take part, more or less.",
    "Coaching started in 09/2025 and has gone well so far.",
)
SPANISH = (
    "Las familias piden más tiempo para reunirse.",
    "¿Quién se encarga? Todavía no lo sabemos: falta decidirlo.",
    "Dos de las cuatro salas tienen materiales; las demás comparten.",
    "Hablamos todos los días y planeamos los «lunes» temprano.",
)


def answered(edition: Edition, instrument: Instrument, number: int, chance: random.Random) -> Answers:
    """Answers to what the edition asks, number `number` of several, all rules kept; some questions are left blank.

    A choice is one that the form offers. Rows of tables are filled from the first; None or () is a blank.
    """
    asked = _asked(edition, instrument)
    rows = _rows_used(asked, chance)
    answers: dict[str, Value] = {}
    day = FIRST_DAY + timedelta(days=number)
    for path, (item, offered) in asked.items():
        needed = item.required or _opens_row(path, asked)
        if _row(path) not in rows or (not needed and chance.random() < LEFT_BLANK):
            answers[path] = () if item.kind in (Kind.SOME_OF, Kind.ROLE) else None
        else:
            day += timedelta(days=chance.randint(0, 12))
            answers[path] = _value(item, offered, day, edition.language or instrument.language, chance)
    if BASIS in asked and (basis := _basis(instrument)) in asked[BASIS][1]:
        answers[BASIS] = basis
    for rule in instrument.rules:
        _keep(rule, answers, chance)
    _say_others(answers, asked, chance)
    return answers


def _basis(instrument: Instrument) -> str:
    """On whose behalf the instrument has to be answered; `either` where that is for the respondent to say."""
    return str(instrument.schema["properties"]["identity"]["$ref"]).rpartition("/")[2]  # type: ignore[index]


def _asked(edition: Edition, instrument: Instrument) -> dict[str, tuple[Item, list[str | int]]]:
    """The items that the edition asks, by path in the order of the instrument, each with the choices it offers."""
    offered: dict[str, list[str | int]] = {}
    for entry in edition.entries:
        if entry.item is not None:
            values = offered.setdefault(entry.item, [])
            values.extend([entry.choice] if entry.choice is not None else entry.choices.values())
    order = {path: number for number, path in enumerate(instrument.items)}
    found = {path: item for path in offered if (item := instrument.item_of(path)) is not None}
    asked = sorted(found, key=lambda path: (_numbers(path), order[found[path].path]))
    return {path: (found[path], offered[path] or [one.value for one in found[path].choices]) for path in asked}


def _numbers(path: str) -> tuple[int, ...]:
    return tuple(int(part) for part in path.split(".") if part.isdecimal())


def _row(path: str) -> str:
    """The innermost row of a table that the item lies in; empty where it lies in none."""
    parts = path.split(".")
    last = max((at for at, part in enumerate(parts) if part.isdecimal()), default=-1)
    return ".".join(parts[: last + 1])


def _rows_around(path: str) -> Iterator[str]:
    parts = path.split(".")
    yield from (".".join(parts[: at + 1]) for at, part in enumerate(parts) if part.isdecimal())


def _opens_row(path: str, asked: Mapping[str, object]) -> bool:
    """Whether it is the first question of its row, without which nobody would know that the row is used."""
    row = _row(path)
    return bool(row) and next(one for one in asked if _row(one) == row) == path


def _rows_used(asked: Mapping[str, object], chance: random.Random) -> set[str]:
    """The rows that are used: of each table the first ones, at least one, and none within a row that is not."""
    every = dict.fromkeys(row for path in asked for row in _rows_around(path))
    tables: dict[str, list[str]] = {}
    for row in every:
        tables.setdefault(row.rpartition(".")[0], []).append(row)
    used = {""}
    for rows in tables.values():
        kept = rows[: chance.randint(1, len(rows))]
        used.update(row for row in kept if all(around in used for around in list(_rows_around(row))[:-1]))
    return used


def _value(item: Item, offered: Sequence[str | int], day: date, language: str, chance: random.Random) -> Value:
    """A value that this item may have."""
    if item.kind in (Kind.SOME_OF, Kind.ROLE):
        count = chance.randint(1, min(item.most or len(offered), len(set(offered))))
        chosen = set(chance.sample(sorted(set(map(str, offered))), count))
        return tuple(str(choice.value) for choice in item.choices if str(choice.value) in chosen)
    if offered:
        return chance.choice(offered)
    if item.kind is Kind.DATE:
        return day.isoformat()
    if item.kind in NUMBERS:
        low = int(item.low or 0)
        number = chance.randint(low, int(min(item.high or inf, low + HIGHEST)))
        return number + 0.5 if item.kind is Kind.DECIMAL and item.high is None and chance.random() < 0.5 else number
    if item.kind is Kind.LONG_TEXT:
        return _sentences(item, chance, SPANISH if language.startswith("es") else SENTENCES)
    words = chance.choice(NAMES if item.path == "identity.name" or item.kind is Kind.SIGNATURE else (*NAMES, *THINGS))
    return words[: item.longest]


def _sentences(item: Item, chance: random.Random, sentences: Sequence[str]) -> str:
    chosen = chance.sample(sentences, chance.randint(1, 2))
    return ("\n" if chance.random() < TWO_LINES else " ").join(chosen)[: item.longest].strip()


# -- rules between answers --------------------------------------------------------------------------------------------


def _keep(rule: Mapping[str, object], answers: dict[str, Value], chance: random.Random) -> None:
    """Change the answers so that they keep a rule; days are in the order of their questions already."""
    match rule["rule"]:
        case "distinct":
            ranks = [path for path in answers if matches(str(rule["items"]), path) and answers[path] is not None]
            for path, rank in zip(ranks, chance.sample(range(1, len(ranks) + 1), len(ranks)), strict=True):
                answers[path] = rank
        case "at-least":
            for lower, upper in _pairs(str(rule["lower"]), str(rule["upper"]), answers):
                low, high = answers[lower], answers[upper]
                if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
                    answers[lower], answers[upper] = high, low
        case "not-before":
            for first, then in _pairs(str(rule["first"]), str(rule["then"]), answers):
                early, late = answers[first], answers[then]
                if isinstance(early, str) and isinstance(late, str) and late < early:
                    answers[first], answers[then] = late, early


def _pairs(first: str, then: str, answers: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for path in answers:
        if matches(then, path):
            stars = [part for want, part in zip(then.split("."), path.split("."), strict=True) if want == "*"]
            taken = iter(stars)
            partner = ".".join(next(taken) if part == "*" else part for part in first.split("."))
            if partner in answers:
                yield partner, path


def _say_others(answers: dict[str, Value], asked: Mapping[str, tuple[Item, object]], chance: random.Random) -> None:
    """Words beside “other” where it is chosen, and nowhere else; it is not chosen where they cannot be given."""
    for path, (item, _) in asked.items():
        if item.other is None:
            continue
        words, value = f"{path.rpartition('.')[0]}.{item.other}", answers[path]
        is_said = OTHER in value if isinstance(value, tuple) else value == OTHER
        if words in asked:
            answers[words] = chance.choice(THINGS) if is_said else None
        elif is_said:
            answers[path] = tuple(one for one in value if one != OTHER) if isinstance(value, tuple) else None
