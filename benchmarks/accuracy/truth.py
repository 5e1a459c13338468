"""What a person reads in the completed copies of `examples/adopted`, as the items of the instruments."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from planwright.convert import convert
from planwright.editions import Edition, load_editions
from planwright.house import content
from planwright.instruments import Instrument, Instruments, Item, Kind, load_instruments
from planwright.model import Field, FieldKind, Place, Response, State, Value

ADOPTED = content("examples") / "adopted"
RETURNED = ADOPTED / "returned"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says one item is answered with; `is_certain` where they would not have to ask."""

    item: str
    value: Value
    is_certain: bool


@cache
def instruments() -> Instruments:
    """The instruments of the house."""
    return load_instruments()


@cache
def editions() -> tuple[Edition, ...]:
    """The editions of the adopted forms."""
    return load_editions((ADOPTED,), instruments())


def copies() -> list[Path]:
    """The completed copies that can be read: all but pictures of pages."""
    return sorted(one for one in RETURNED.iterdir() if one.suffix in (".docx", ".pdf") and "scanned" not in one.name)


def answers_in(copy: Path) -> list[Answer]:
    """What is answered in a copy, item by item; nothing of questions that the instrument does not ask.

    Rows of a table in which nothing is answered are left out, and those after them counted as if they were not there.
    """
    told = list(_answers(copy))
    used = {path for one in told if one.value not in (None, ()) for path in _rows_around(one.item)}
    kept = [one for one in told if all(row in used for row in _rows_around(one.item))]
    numbers: dict[str, int] = {}
    counted: Counter[str] = Counter()
    found = []
    for one in kept:
        parts = one.item.split(".")
        named: list[str] = []
        for at, part in enumerate(parts):
            here = ".".join(parts[: at + 1])
            if part.isdigit() and here not in numbers:
                counted[".".join(named)] += 1
                numbers[here] = counted[".".join(named)]
            named.append(str(numbers[here]) if part.isdigit() else part)
        found.append(Answer(".".join(named), one.value, one.is_certain))
    return found


def _rows_around(path: str) -> list[str]:
    """The rows of tables that an item lies in."""
    parts = path.split(".")
    return [".".join(parts[: at + 1]) for at, part in enumerate(parts) if part.isdigit()]


def _answers(copy: Path) -> Iterator[Answer]:
    told = json.loads(copy.with_suffix(".truth.json").read_text(encoding="utf-8"))
    edition = next(one for one in editions() if one.id == told["form"])
    instrument = instruments()[edition.practice, edition.version]
    asked = json.loads((ADOPTED / f"{told['form']}.questions.json").read_text(encoding="utf-8"))["questions"]
    for answer in told["answers"]:
        same = [one for one in asked if (one["label"], one["row"]) == (answer["label"], answer["row"])]
        item = next((instrument.item_of(one["item"]) for one in same if one["item"]), None)
        path = next((one["item"] for one in same if one["item"]), None)
        if item is not None and path is not None and path in {entry.item for entry in edition.entries}:
            value, is_known = _value(answer["answer"], same, item, edition.language, instrument)
            yield Answer(path, value, answer["certain"] and is_known)


def _value(
    said: Any, asked: list[dict[str, Any]], item: Item, language: str | None, instrument: Instrument
) -> tuple[Value, bool]:
    """The value that these printed words are for the item, and whether the item has it."""
    if said is None or said == []:
        return (() if item.kind in (Kind.SOME_OF, Kind.ROLE) else None), True
    values = {str(choice.value): choice.value for choice in item.choices}
    marks = {one["column"]: one["value"] for one in asked if one["kind"] == "mark"}
    listed = {one["label"]: one["value"] for question in asked for one in question.get("choices", ())}
    words = said if isinstance(said, list) else [said]
    meant = [marks.get(one, listed.get(one)) for one in words]
    if item.choices:
        known = [values[str(one)] for one in meant if one is not None and str(one) in values]
        if item.kind is Kind.SOME_OF:
            order = [str(value) for value in values.values()]
            return tuple(sorted(map(str, known), key=order.index)), len(known) == len(words)
        return (known[0], True) if len(known) == len(words) == 1 else (None, False)
    text = "\n".join(words)
    field = Field(key="", label="", kind=FieldKind.TEXT, value=text, state=State.ANSWERED, place=Place())
    return convert(item, field, language or instrument.language), True


def plain(value: Value) -> str:
    """A value as it is compared: texts without space, numbers as numbers."""
    if isinstance(value, tuple):
        return "|".join(sorted(map(str, value)))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else "".join(str(value).split())


def is_sure(response: Response | None) -> bool:
    """Whether a response claims to know what is answered, were it that nothing is."""
    return response is not None and response.state in (State.ANSWERED, State.BLANK, State.PLACEHOLDER)
