"""The types of an edition."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from planwright.editions.order import order_printed
from planwright.instruments import without_rows
from planwright.model import EditionMark, Json

Marked = str | int  # a value of one of an item's choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of a blank, and the question it asks.

    `place` is the name of the field in the file, with `#2` for the second of that name, or `place-7` where there is
    none. `item` is the path of an item, with row numbers in a repeated table, or None where the instrument does not ask
    for it. A place that is marked for one answer has its `choice`; `choices` gives the value of each answer that the
    form words otherwise than the instrument. `likeness` is how sure the draft was, 0 to 100. `buttons` are the words
    printed beside each button of a group, by the button's name in the file; they only help a person to write `choices`.
    """

    place: str
    label: str
    item: str | None
    choice: Marked | None = None
    choices: Mapping[str, Marked]
    likeness: int | None = None
    buttons: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> Json:
        """The entry as the edition's file has it, without the keys that say nothing."""
        said: Json = {"place": self.place, "label": self.label, "item": self.item}
        if self.choice is not None:
            said["choice"] = self.choice
        if self.buttons:
            said["buttons"] = dict(self.buttons)
        if self.choices:
            said["choices"] = dict(self.choices)
        if self.likeness is not None:
            said["likeness"] = self.likeness
        return said


@dataclass(frozen=True, kw_only=True, eq=False)
class Edition:
    """An instrument as laid out in one blank that planwright did not issue.

    `blank` is the path of the blank, `sha256` the digest it must have. `agency` and `round` are ids, where all copies
    of the form are of one. `given` are the answers to items that it does not ask and that are the same for all copies.
    `language` says how dates in numbers and commas in numbers are meant where the form does not print it; None where
    nobody decided. Until a person has `checked` the entries, no form counts.
    """

    id: str
    file: Path
    blank: Path
    sha256: str
    practice: str
    version: str
    agency: str | None
    round: str | None
    language: str | None
    checked: bool
    given: Mapping[str, Marked]
    entries: tuple[Entry, ...]

    @cached_property
    def by_place(self) -> Mapping[str, Entry]:
        """The entries by the name of their place."""
        return {entry.place: entry for entry in self.entries}

    @cached_property
    def asked(self) -> frozenset[str]:
        """The paths of the items that the form asks, without row numbers."""
        return frozenset(without_rows(entry.item) for entry in self.entries if entry.item is not None)

    def order_of(self, path: str) -> str | None:
        """The language whose order dates have in this item: as printed beside its place, else as the edition says."""
        labels = (entry.label for entry in self.entries if entry.item is not None and without_rows(entry.item) == path)
        printed = {order for label in labels if (order := order_printed(label))}
        return printed.pop() if len(printed) == 1 else self.language

    @cached_property
    def mark(self) -> EditionMark:
        """The edition as it stands now: the digest is that of all that decides how a copy is read."""
        binds = {key: value for key, value in self.to_json().items() if key not in ("edition", "blank")}
        binds["places"] = [replace(entry, likeness=None, buttons={}).to_json() for entry in self.entries]
        text = json.dumps(binds, ensure_ascii=False, sort_keys=True)
        return EditionMark(self.id, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())

    @property
    def ending(self) -> str:
        """How the name of the blank ends, in small letters, without the point."""
        return self.blank.suffix.lstrip(".").lower()

    def to_json(self) -> Json:
        """The edition as its file has it."""
        return {
            "edition": self.id,
            "blank": self.blank.name,
            "sha256": self.sha256,
            "practice": self.practice,
            "version": self.version,
            "agency": self.agency,
            "round": self.round,
            "language": self.language,
            "checked": self.checked,
            "given": dict(self.given),
            "places": [entry.to_json() for entry in self.entries],
        }
