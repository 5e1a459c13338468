"""The forms to be filled in: one TOML file for each, with its answers nested as the instrument's schema nests them."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from planwright.instruments import Instrument, Instruments, Item, Kind
from planwright.model import Value

ANSWERS = Path(__file__).parent / "answers"
ENDINGS = {"libreoffice": "docx", "pypdf": "pdf", "pikepdf": "pdf"}
LAST_DAY = date(2026, 10, 15)
MONTH_FIRST = "%m/%d/%Y"  # as the forms ask for a day

Entry = str | date | tuple[str, ...]  # what goes into a field: words, a day, or the choices marked
Found = tuple[str, str | None]  # a problem's code, and the item it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One form as an agency returns it: what is filled in, with which program, and what must come of it.

    `answers` are by path, with row numbers; `typed` says how some of them are written where that is not the plain way.
    """

    name: str
    agency: str
    instrument: Instrument
    program: str
    verdict: str
    problems: tuple[Found, ...]
    answers: Mapping[str, Any]
    typed: Mapping[str, str]

    @property
    def file(self) -> str:
        """The name of the returned file."""
        return f"{self.name}.{ENDINGS[self.program]}"

    @property
    def day(self) -> date:
        """The day it was completed; that of the round's end where the form does not say."""
        said = self.answers.get("identity.completed")
        return said if isinstance(said, date) else LAST_DAY

    @property
    def entries(self) -> dict[str, Entry]:
        """What is entered, by path."""
        return {path: self.typed.get(path) or _entry(said) for path, said in self.answers.items()}

    @property
    def meant(self) -> dict[str, Value]:
        """What must be read, by path; a question with two marks where one is allowed has no answer."""
        said = {path: _meant(self._item(path), value) for path, value in self.answers.items()}
        return {path: value for path, value in said.items() if value is not None}

    def _item(self, path: str) -> Item:
        item = self.instrument.item_of(path)
        if item is None:
            raise ValueError(f"{self.name}: {path} is not a question of {self.instrument.practice}.")
        return item


def load_examples(instruments: Instruments) -> tuple[Example, ...]:
    """Every form to be filled in, by name."""
    newest = {one.practice: one for one in instruments.newest()}
    return tuple(_example(file, newest) for file in sorted(ANSWERS.glob("*/*.toml")))


def _example(file: Path, instruments: Mapping[str, Instrument]) -> Example:
    sections = tomllib.loads(file.read_text(encoding="utf-8"))
    form = sections.pop("form")
    return Example(
        name=f"{file.parent.name}-{file.stem}",
        agency=form.get("issued-for", file.parent.name),
        instrument=instruments[form["practice"]],
        program=form["filled-with"],
        verdict=form.get("verdict", "accepted"),
        problems=tuple(
            (code, item or None) for code, _, item in (one.partition(" ") for one in form.get("problems", ()))
        ),
        answers=dict(_flat("", sections)),
        typed=form.get("typed", {}),
    )


def _flat(path: str, said: Any) -> Iterator[tuple[str, Any]]:
    """Every answer below this path; a list of tables is the rows of one, numbered from 1."""
    if isinstance(said, dict):
        for key, below in said.items():
            yield from _flat(f"{path}.{key}" if path else key, below)
    elif isinstance(said, list) and said and isinstance(said[0], dict):
        for number, row in enumerate(said, start=1):
            yield from _flat(f"{path}.{number}", row)
    else:
        yield path, said


def _entry(said: Any) -> Entry:
    if isinstance(said, list):
        return tuple(str(one) for one in said)
    return said if isinstance(said, date) else str(said).strip()


def _meant(item: Item, said: Any) -> Value:
    if item.kind is Kind.ROLE:
        said = str(said).split("/")
    if isinstance(said, list):
        chosen = tuple(str(choice.value) for choice in item.choices if choice.value in said)
        return chosen if item.kind in (Kind.SOME_OF, Kind.ROLE) else None
    if isinstance(said, date):
        return said.isoformat()
    return said.strip() if isinstance(said, str) else said
