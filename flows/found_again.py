"""Which places of an adopted blank the reader does not find again in the blank itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.read import read_bytes
from flows.adopted import beside_adopted
from flows.blanks import Blanks
from planwright.editions import Edition, Entry
from planwright.editions.rename import named
from planwright.errors import EditionError
from planwright.model import UNSURE, Field, Severity, State


@dataclass(frozen=True, slots=True)
class Lost:
    """A place that cannot be read in the blank, and what is wrong with it: nobody has answered there yet.

    `filled` is what stands there already.
    """

    entry: Entry
    told: str
    filled: str = ""


def lost_places(data: bytes, edition: Edition) -> tuple[Lost, ...]:
    """The places that do not come back blank when the blank, these bytes, is read as a copy of its own edition."""
    media_type, reading = read_bytes(data, name=edition.blank.name)
    try:
        found = beside_adopted(lambda: data, media_type, reading, edition, Blanks())
    except EditionError as wrong:  # places in headers and the like, which no copy is held beside
        return (Lost(edition.entries[0], str(wrong)),)
    if any(one.severity is Severity.FATAL for one in found.problems):
        return tuple(Lost(entry, found.problems[0].message) for entry in edition.entries)
    return tuple(_lost(dict(named(found.fields)), edition))


def _lost(fields: dict[str, Field], edition: Edition) -> Iterator[Lost]:
    for entry in edition.entries:
        field = fields.get(entry.place)
        if field is None:
            yield Lost(entry, "it is not found again")
        elif field.state in UNSURE:
            yield Lost(entry, "whether something stands there cannot be told")
        elif field.state is State.ANSWERED and field.value not in (None, False, "", ()):
            said = "ticked" if field.value is True else f"“{_shortened(str(field.value))}”"
            yield Lost(entry, f"it is filled in already ({said})", said)


def _shortened(text: str, most: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"
