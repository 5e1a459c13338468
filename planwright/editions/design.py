"""Drafts an instrument for a form that asks what none of the instruments does."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten

from planwright.editions.aliases import ALIASES
from planwright.editions.alike import plain, ratio
from planwright.editions.answers import SAME
from planwright.editions.draft import OpenPlace
from planwright.editions.edition import Entry, Marked
from planwright.identity import ROLE
from planwright.model import FieldKind, Json

SECTION = "questions"
TABLE = "entries"
_LONGEST_ID = 24  # a field is named after its item and its answer, and Word keeps 64 characters
_SEVERAL = re.compile(r"\b(all that apply|up to|no more than|todas? l[oa]s|hasta)\b", re.IGNORECASE)
_NOTES = re.compile(
    r"\b(evidence|notes?|comments?|why|explain|notas?|comentarios?|observaciones|evidencia)\b", re.IGNORECASE
)
_LONG = 60  # letters of a question that mostly asks for more than a line


@dataclass(frozen=True, slots=True)
class _Question:
    """A question of the form, with its places."""

    id: str
    title: str
    places: tuple[OpenPlace, ...]


def design(
    places: Sequence[OpenPlace], *, practice: str, component: str, title: str, language: str
) -> tuple[Json, tuple[Entry, ...]]:
    """The schema of an instrument that asks what these places do, and an entry for each of them.

    What every form of ours begins with keeps its own items. Everything else is asked as it stands, and added up by no
    more than how often each answer was given: a person says which questions are ratings, and of what.
    """
    entries: dict[str, Entry] = dict(_identity(places))
    left = [place for place in places if place.place not in entries]
    columns = _columns(left)
    in_rows = {place.place for column in columns for place in column.places}
    questions = _questions([place for place in left if place.place not in in_rows])
    properties: dict[str, object] = {}
    for question in questions:
        properties[question.id] = _schema_of(question)
        entries |= {entry.place: entry for entry in _entries_of(question, f"{SECTION}.{question.id}")}
    sections: dict[str, object] = {"identity": {"$ref": "/schemas/identity.schema.json#/$defs/either"}}
    if properties:
        sections[SECTION] = _section("Questions", properties)
    if columns:
        sections[TABLE] = _section("Entries", {"rows": _table(columns)})
        for column in columns:
            for row, place in enumerate(column.places, start=1):
                path = f"{TABLE}.rows.{row}.{column.id}"
                entries[place.place] = Entry(place=place.place, label=column.title, item=path, choices={})
    schema: Json = {
        "$schema": "https://planwright.example/schemas/instrument.schema.json",
        "$id": f"https://planwright.example/schemas/{component}/{practice}/1",
        "title": title,
        "description": "Adopted from a form that others made.",
        "instrument": {
            "component": component,
            "practice": practice,
            "version": "1",
            "language": language,
            "least_answers": 5,
            "provisional": True,
        },
        "type": "object",
        "additionalProperties": False,
        "required": list(sections),
        "properties": sections,
    }
    return schema, tuple(entries.get(place.place, _unasked(place)) for place in places)


def _identity(places: Iterable[OpenPlace]) -> Iterator[tuple[str, Entry]]:
    """The entries of places that ask what every form asks first, one place for each."""
    taken: set[str] = set()
    for place in places:
        words = place.row or place.label
        scored = [(max(ratio(words, alias) for alias in aliases), path) for path, aliases in ALIASES.items()]
        score, path = max(scored)
        if score >= SAME and path not in taken and place.kind is not FieldKind.MARK and path != ROLE:
            taken.add(path)
            yield place.place, Entry(place=place.place, label=words, item=path, choices={}, likeness=round(score))


def _questions(places: Iterable[OpenPlace]) -> list[_Question]:
    held: dict[str, list[OpenPlace]] = {}
    for place in places:
        words = " ".join((place.row or place.label).split())
        is_whole = place.kind in (FieldKind.CHOICE, FieldKind.DATE)
        if words and place.column and (is_whole or _NOTES.search(place.column)):
            words = f"{words} – {place.column}"  # a column that is no answer, but asks for one
        if words:
            held.setdefault(words, []).append(place)
    ids: set[str] = set()
    return [_Question(_id(title, ids), title, tuple(same)) for title, same in held.items()]


def _columns(places: Iterable[OpenPlace]) -> list[_Question]:
    """The columns of a table with empty rows, each with its places from the first row on."""
    held: dict[str, list[OpenPlace]] = {}
    for place in places:
        if place.column and not place.row and place.kind is not FieldKind.MARK:
            held.setdefault(place.column, []).append(place)
    ids: set[str] = set()
    return [_Question(_id(title, ids), title, tuple(same)) for title, same in held.items()]


def _id(title: str, taken: set[str]) -> str:
    """An id out of the first words of a question that no other one has."""
    words = re.sub(r"[^a-z0-9]+", "-", plain(title)).strip("-") or "question"
    short = words[:_LONGEST_ID].rpartition("-")[0] if len(words) > _LONGEST_ID else words
    base = short if short[:1].isalpha() else f"q-{short}".rstrip("-")
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name


def _answers(question: _Question) -> dict[str, str]:
    """The words of each answer by its id, for a question that offers several."""
    shown = question.places[0].choices if len(question.places) == 1 else [one.column for one in question.places]
    ids: set[str] = set()
    return {_id(words, ids): words for words in dict.fromkeys(filter(None, shown))}


def _schema_of(question: _Question) -> Json:
    answers = _answers(question)
    title = shorten(question.title, 300, placeholder=" …")
    if len(answers) > 1 and _SEVERAL.search(question.title) and len(question.places) > 1:
        item = {"kind": "some-of", "aggregate": "distribution", "choices": answers}
        return {"type": "array", "items": {"enum": list(answers)}, "uniqueItems": True, "title": title, "item": item}
    if len(answers) > 1:
        item = {"kind": "one-of", "aggregate": "distribution", "choices": answers}
        return {"enum": [*answers, None], "title": title, "item": item}
    if question.places[0].kind is FieldKind.DATE:
        item = {"kind": "date", "aggregate": "list"}
        return {"type": ["string", "null"], "format": "date", "title": title, "item": item}
    is_long = len(question.title) > _LONG or question.title.endswith("?")
    item = {"kind": "long-text" if is_long else "text", "aggregate": "list"}
    return {"type": ["string", "null"], "maxLength": 4000 if is_long else 400, "title": title, "item": item}


def _entries_of(question: _Question, path: str) -> Iterator[Entry]:
    answers = {words: value for value, words in _answers(question).items()}
    is_offered = len(answers) > 1
    for place in question.places:
        if len(question.places) == 1:
            choices: dict[str, Marked] = dict(answers) if is_offered else {}
            yield Entry(place=place.place, label=question.title, item=path, choices=choices)
        elif is_offered and place.column in answers:
            label = f"{question.title} | {place.column}"
            yield Entry(place=place.place, label=label, item=path, choice=answers.pop(place.column), choices={})


def _section(title: str, properties: Json) -> Json:
    return {
        "type": "object",
        "title": title,
        "section": {"layout": "fields"},
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _table(columns: Sequence[_Question]) -> Json:
    rows = max(len(column.places) for column in columns)
    held = {
        column.id: {
            "type": ["string", "null"],
            "maxLength": 1000,
            "title": column.title,
            "item": {"kind": "text", "aggregate": "list"},
        }
        for column in columns
    }
    items = {"type": "object", "additionalProperties": False, "required": list(held), "properties": held}
    return {"type": "array", "title": "Entries", "rows": {"row_title": "Entry", "blank_rows": rows}, "items": items}


def _unasked(place: OpenPlace) -> Entry:
    return Entry(place=place.place, label=place.label or place.row, item=None, choices={})
