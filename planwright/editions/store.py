"""Reads and writes the files of editions, and says what is wrong with one: file, JSON pointer, cure."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

from jsonschema import Draft202012Validator

from planwright import durable
from planwright.editions.edition import Edition, Entry, Marked
from planwright.errors import EditionError
from planwright.house import content
from planwright.identity import NAME
from planwright.instruments import Instrument, Instruments, Kind
from planwright.model import Json

FOLDER = "editions"  # of a workspace
ENDING = ".edition.json"
_EACH_ONES = (Kind.RATING, Kind.RANK, Kind.VOTES, Kind.WEIGHT, Kind.DATE, Kind.SIGNATURE)
_SCHEMA = "edition.schema.json"


def load_editions(folders: Iterable[Path], instruments: Instruments) -> tuple[Edition, ...]:
    """The editions in these folders, by name; raises `EditionError` for the first file that is wrong."""
    editions: dict[str, Edition] = {}
    for folder in folders:
        for file in sorted(folder.glob(f"*{ENDING}")):
            edition = load_edition(file, instruments)
            if edition.id in editions:
                raise EditionError(
                    f"{file} at /edition: “{edition.id}” is the name of {editions[edition.id].file}, too. Rename one."
                )
            editions[edition.id] = edition
    return tuple(editions[name] for name in sorted(editions))


def load_edition(file: Path, instruments: Instruments) -> Edition:
    """The edition in this file, whose blank lies beside it; raises `EditionError` naming file, JSON pointer, cure."""
    try:
        said = json.loads(file.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise EditionError(f"{file} is not JSON ({error}). Correct it in a JSON editor.") from None
    for fault in _validator().iter_errors(said):
        pointer = "/" + "/".join(map(str, fault.absolute_path))
        raise EditionError(f"{file} at {pointer}: {fault.message[:160]}. Correct it; docs/adopt.md explains each key.")
    edition = _edition(said, file)
    instrument = instruments.get((edition.practice, edition.version))
    if instrument is None:
        known = ", ".join(f"{practice} {version}" for practice, version in instruments)
        raise EditionError(
            f"{file} at /practice: there is no instrument “{edition.practice}” version {edition.version}; there are"
            f" {known}. Name one of them."
        )
    for pointer, told in _faults(edition, instrument):
        raise EditionError(f"{file} at {pointer}: {told}")
    if durable.digest_of(edition.blank) != edition.sha256:
        raise EditionError(
            f"{file} at /blank: {edition.blank.name} is missing beside it, or is not the file that was adopted."
            " Put the blank back, or adopt the new one under another name."
        )
    return edition


def write_edition(edition: Edition) -> None:
    """Writes the file of an edition; a person reads it, so it is indented."""
    text = json.dumps(edition.to_json(), ensure_ascii=False, indent=2)
    durable.write(edition.file, f"{text}\n".encode())


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((content("schemas") / _SCHEMA).read_text(encoding="utf-8")))


def _edition(said: Json, file: Path) -> Edition:
    held = dict(said)
    places = held.pop("places")
    entries = tuple(
        Entry(
            place=one["place"],
            label=one["label"],
            item=one["item"],
            choice=one.get("choice"),
            choices=one.get("choices", {}),
            likeness=one.get("likeness"),
            buttons=one.get("buttons", {}),
        )
        for one in (places if isinstance(places, list) else ())
    )
    named = {
        key: held[key] for key in ("sha256", "practice", "version", "agency", "round", "language", "checked", "given")
    }
    blank = file.with_name(Path(str(held["blank"])).name)
    return Edition(id=str(held["edition"]), file=file, blank=blank, entries=entries, **named)  # type: ignore[arg-type]


def _faults(edition: Edition, instrument: Instrument) -> Iterator[tuple[str, str]]:
    """What of the entries cannot be, each with its JSON pointer."""
    asked: Counter[tuple[str, object]] = Counter()
    for number, entry in enumerate(edition.entries):
        at = f"/places/{number}"
        if entry.item is None:
            continue
        item = instrument.item_of(entry.item)
        if item is None:
            yield f"{at}/item", f"the instrument has no question “{entry.item}”. Name one of its items, or null."
            continue
        if item.tables and entry.item == item.path:
            example = item.at((1,) * len(item.tables))
            yield f"{at}/item", f"“{entry.item}” is asked row by row. Name the row as well, such as {example}."
        values = {choice.value for choice in item.choices}
        named = {"choice": entry.choice} | {f"choices/{shown}": of for shown, of in entry.choices.items()}
        for key, value in named.items():
            if value is not None and value not in values:
                offered = ", ".join(map(str, values)) or "none"
                yield f"{at}/{key}", f"{value!r} is no answer to “{item.heading}”. Its answers are {offered}."
        asked[entry.item, entry.choice] += 1
        if asked[entry.item, entry.choice] > 1:
            yield at, f"“{entry.item}” is asked in another place already. Keep one of them, and set the other to null."
    yield from _faults_of_given(edition, instrument)
    yield from _faults_of_marks(edition, instrument)
    yield from _faults_of_rows(edition)
    if edition.checked and not any(entry.item for entry in edition.entries):
        yield "/places", "no place has a question, so every copy would count without an answer. Name their items."
    if len(edition.by_place) < len(edition.entries):
        yield "/places", "two entries name the same place. Remove one of them."


def _faults_of_marks(edition: Edition, instrument: Instrument) -> Iterator[tuple[str, str]]:
    """Where the places of marks contradict each other: under one heading, or with a place for the whole answer."""
    whole = {entry.item for entry in edition.entries if entry.item and entry.choice is None}
    under: dict[tuple[str, tuple[object, ...]], tuple[Marked, str]] = {}
    for number, entry in enumerate(edition.entries):
        item = instrument.item_of(entry.item) if entry.item else None
        if item is None or entry.choice is None:
            continue
        if entry.item in whole:
            yield f"/places/{number}", f"“{entry.item}” has a place for its whole answer, too. Set one of them to null."
        heading = entry.label.partition(" | ")[2]
        if item.scale is None or not heading:
            continue
        key = heading, tuple(choice.value for choice in item.choices)
        choice, place = under.setdefault(key, (entry.choice, entry.place))
        if choice != entry.choice:
            told = f"“{heading}” stands for {entry.choice} here and for {choice} in {place}. Correct one of them."
            yield f"/places/{number}/choice", told


def _faults_of_rows(edition: Edition) -> Iterator[tuple[str, str]]:
    """Where two columns of a grid ask one question in most rows and two in one of them; a draft may be mistaken."""
    rows: dict[str, dict[str, list[str]]] = {}
    for entry in edition.entries if edition.checked else ():
        row, _, column = entry.label.partition(" | ")
        if entry.item and column:
            rows.setdefault(row, {}).setdefault(column, []).append(entry.item)
    for row, columns in rows.items():
        asked = Counter(item for items in columns.values() for item in items)
        for first, second in combinations(columns, 2):
            if _share(columns, first, second) or not _is_one_question(first, second, rows, row):
                continue
            odd, other = sorted((first, second), key=lambda column: asked[columns[column][0]])
            number = next(at for at, one in enumerate(edition.entries) if one.item and one.label == f"{row} | {odd}")
            told = f"“{odd}” of the row “{row}” asks {columns[odd][0]}, and “{other}” beside it {columns[other][0]}."
            yield f"/places/{number}/item", f"{told} In the other rows both ask the same question. Correct one of them."


def _share(columns: Mapping[str, Sequence[str]], first: str, second: str) -> bool:
    return not set(columns[first]).isdisjoint(columns[second])


def _is_one_question(first: str, second: str, rows: Mapping[str, Mapping[str, Sequence[str]]], but: str) -> bool:
    """Whether these two columns ask the same question in most of the rows that have both, but for one row."""
    both = [columns for row, columns in rows.items() if row != but and first in columns and second in columns]
    return 2 * sum(_share(columns, first, second) for columns in both) > len(both)


def _faults_of_given(edition: Edition, instrument: Instrument) -> Iterator[tuple[str, str]]:
    for path, value in edition.given.items():
        item = instrument.items.get(path)
        if item is None or item.tables:
            yield f"/given/{path}", "the instrument has no such question outside its tables. Name one of its items."
        elif item.kind in _EACH_ONES or path == NAME:
            yield f"/given/{path}", "this is what each respondent answers, and not the same for all copies. Remove it."
        elif path in edition.asked:
            yield f"/given/{path}", "the form asks this question itself. Remove it here, or set its place to null."
        elif item.choices and value not in {choice.value for choice in item.choices}:
            yield f"/given/{path}", f"{value!r} is no answer to “{item.heading}”."
