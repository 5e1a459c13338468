"""`python -m examples.build.adopted.editions`: the editions of the adopted forms, as a person corrects their drafts.

What each place asks is taken from `<name>.questions.json`; places and questions are paired in their order on the form.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from flows.adopt import places_of
from planwright.editions import ENDING, Edition, write_edition
from planwright.editions.alike import plain
from planwright.editions.draft import OpenPlace, language_of
from planwright.editions.edition import Entry, Marked
from planwright.instruments import Instrument, load_instruments
from planwright.model import FieldKind

ADOPTED = Path(__file__).parents[2] / "adopted"
LIKE = 55  # of 100, for words that are those of one question
FITS = 25  # what a kind that fits is worth beside them
GIVEN: Mapping[str, Mapping[str, Marked]] = {
    "goals-plan": {"identity.basis": "consensus"},
    "fit-checklist": {"identity.basis": "consensus"},
    "team-readiness": {"identity.basis": "individual"},
    "vision-es": {"identity.basis": "consensus"},
    "web-request": {"identity.basis": "consensus"},
}
Question = Mapping[str, Any]


class _Pair(NamedTuple):
    """A place and the questions it asks: one, or all the marks of one choice."""

    place: int
    first: int
    last: int


def edition_of(blank: Path, folder: Path, instrument: Instrument, questions: Sequence[Question]) -> Edition:
    """The edition of this blank, checked."""
    places = places_of(blank.read_bytes(), blank.name)
    pairs = {pair.place: pair for pair in _pairs(places, questions)}
    entries = tuple(
        _entry(place, [questions[at] for at in range(pairs[number].first, pairs[number].last)], instrument)
        if number in pairs
        else Entry(place=place.place, label=place.label, item=None, choices={})
        for number, place in enumerate(places)
    )
    return Edition(
        id=blank.stem,
        file=folder / f"{blank.stem}{ENDING}",
        blank=blank,
        sha256=hashlib.sha256(blank.read_bytes()).hexdigest(),
        practice=instrument.practice,
        version=instrument.version,
        agency=None,
        round=None,
        language=language_of(places),
        checked=True,
        given=GIVEN.get(blank.stem, {}),
        entries=entries,
    )


def _pairs(places: Sequence[OpenPlace], questions: Sequence[Question]) -> list[_Pair]:
    """The pairs with words of their own, wherever they stand; then the others between them, in their order."""
    sure = [_Pair(at, of, of + 1) for at, of in _same_words(places, questions)]
    left = [at for at in range(len(places)) if at not in {pair.place for pair in sure}]
    asked = [of for of in range(len(questions)) if of not in {pair.first for pair in sure}]
    rest = _paired([places[at] for at in left], [questions[of] for of in asked])
    return [*sure, *(_Pair(left[one.place], asked[one.first], asked[one.last - 1] + 1) for one in rest)]


def _same_words(places: Sequence[OpenPlace], questions: Sequence[Question]) -> Iterator[tuple[int, int]]:
    """The places and questions with the same words, where no other place and no other question has them."""
    said = [plain(place.row or place.label) for place in places]
    asked = [plain(one["row"] or one["label"]) for one in questions]
    for of, words in enumerate(asked):
        is_one = bool(words) and asked.count(words) == said.count(words) == 1
        if is_one and questions[of]["kind"] != "mark" and places[said.index(words)].kind is not FieldKind.MARK:
            yield said.index(words), of


def _paired(places: Sequence[OpenPlace], questions: Sequence[Question]) -> list[_Pair]:
    """The pairs that are most alike in all, in the order of both."""
    ends = [_end(questions, at) for at in range(len(questions))]
    best: list[list[tuple[float, list[_Pair]]]] = [[(0.0, [])] * (len(questions) + 1) for _ in range(len(places) + 1)]
    for at in reversed(range(len(places))):
        for of in reversed(range(len(questions))):
            found = max(best[at + 1][of], best[at][of + 1], key=lambda one: one[0])
            for end in {of + 1, ends[of]}:
                likeness = _likeness(places[at], questions[of:end])
                after, pairs = best[at + 1][end]
                if likeness and likeness + after > found[0]:
                    found = (likeness + after, [_Pair(at, of, end), *pairs])
            best[at][of] = found
    return best[0][0][1]


def _end(questions: Sequence[Question], at: int) -> int:
    """The number after the last of the marks of one choice."""
    first = questions[at]
    end = at + 1
    while first["kind"] == "mark" and end < len(questions) and _same(first, questions[end]):
        end += 1
    return end


def _same(one: Question, other: Question) -> bool:
    return other["kind"] == "mark" and (one["label"], one["row"]) == (other["label"], other["row"])


def _likeness(place: OpenPlace, asked: Sequence[Question]) -> float:
    """How alike the place and these questions are; 0 where it cannot ask them."""
    first = asked[0]
    is_mark = first["kind"] == "mark"
    if len(asked) > 1 and len(place.choices) != len(asked):
        return 0.0
    if len(asked) == 1 and place.kind is (FieldKind.CHOICE if is_mark else FieldKind.MARK):
        return 0.0
    wanted = [first["label"], first["row"], f"{first['row'] or first['label']} {first['column'] or ''}"]
    if is_mark and len(asked) == 1:
        wanted = [f"{first['row'] or first['label']} {first['column'] or ''}", first["column"]]
    had = (place.label, place.row, f"{place.row} {place.column}", place.column)
    words = max(fuzz.ratio(plain(one), plain(other)) for one in wanted if one for other in had)
    fits = FITS if (place.kind is FieldKind.MARK) == is_mark or place.kind is FieldKind.TEXT else 0
    return words + fits if words >= LIKE else float(fits) if not place.row and not place.column else 1.0


def _entry(place: OpenPlace, asked: Sequence[Question], instrument: Instrument) -> Entry:
    first = asked[0]
    label = " | ".join(filter(None, dict.fromkeys((first["row"] or first["label"], first["column"]))))
    item = instrument.item_of(first["item"]) if first["item"] else None
    if item is None:
        return Entry(place=place.place, label=label, item=None, choices={})
    values = {str(choice.value): choice.value for choice in item.choices}
    if len(asked) > 1 or place.choices:
        said = zip(place.choices, asked, strict=False) if len(asked) > 1 else ()
        choices = {shown: values[str(one["value"])] for shown, one in said if one["value"] is not None}
        listed = {one["label"]: one["value"] for one in first.get("choices", ()) if one["value"] is not None}
        choices |= {shown: values[str(value)] for shown, value in listed.items() if str(value) in values}
        return Entry(place=place.place, label=label, item=first["item"], choices=choices)
    if first["kind"] == "mark":
        value = values.get(str(first["value"])) if first["value"] is not None else None
        path = first["item"] if value is not None else None
        return Entry(place=place.place, label=label, item=path, choice=value, choices={})
    return Entry(place=place.place, label=label, item=first["item"], choices={})


def build() -> None:
    """Write the edition of each blank beside it."""
    instruments = {one.practice: one for one in load_instruments().newest()}
    for file in sorted(ADOPTED.glob("*.questions.json")):
        said = json.loads(file.read_text(encoding="utf-8"))
        blank = next(one for one in ADOPTED.glob(f"{said['form']}.*") if one.suffix in (".docx", ".pdf"))
        edition = edition_of(blank, ADOPTED, instruments[said["practice"]], said["questions"])
        write_edition(edition)
        bound = sum(entry.item is not None for entry in edition.entries)
        print(f"{edition.file.name}: {bound} of {len(edition.entries)} places ask an item")


if __name__ == "__main__":
    build()
