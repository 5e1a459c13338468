"""An instrument: a form as designed, for one practice and in one version.

    Instrument ─ Section ─┬ Item                     one question
                          ├ Row ─ Item …             one row of a grid with several answers
                          └ Table ─ Item, Table …    rows the respondent adds, nested where tables nest

An item's `path` is its ids joined by points, without row numbers: `plan.goals.objectives.due`. The path of one answer
has them, counted from 1: `plan.goals.1.objectives.2.due`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from planwright.model import Json

NOT_APPLICABLE = "na"
OTHER = "other"  # the choice beside which the form has room for words
_ROW = re.compile(r"\.([0-9]{1,6})(?![^.])")  # in a path; ids begin with a letter, and no form has a million rows


class Kind(StrEnum):
    """What an item asks for; decides the field on the blank form and how its answer is read."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    YES_NO = "yes-no"
    ONE_OF = "one-of"
    SOME_OF = "some-of"
    RATING = "rating"
    RANK = "rank"
    VOTES = "votes"
    WEIGHT = "weight"
    ROLE = "role"
    SIGNATURE = "signature"


WHOLE = (Kind.INTEGER, Kind.RANK, Kind.VOTES)
NUMBERS = (*WHOLE, Kind.DECIMAL, Kind.WEIGHT)  # a number is typed for each
ONE_MARKED = (Kind.RATING, Kind.YES_NO, Kind.ONE_OF)  # one printed answer of several is marked


class Layout(StrEnum):
    """How a section is laid out on the form."""

    FIELDS = "fields"
    GRID = "grid"
    RUBRIC = "rubric"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that can be marked: the value stored and the words printed; `meaning` is a rubric's level text."""

    value: str | int
    label: str
    meaning: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The anchors of a rating, lowest number first; `direction` is `higher-is-better`, `lower-is-better` or `none`."""

    anchors: tuple[Choice, ...]
    direction: str
    not_applicable: str | None

    @property
    def low(self) -> int:
        """The lowest number of the scale."""
        return int(self.anchors[0].value)

    @property
    def high(self) -> int:
        """The highest number of the scale."""
        return int(self.anchors[-1].value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question.

    `question` is what is printed at the field itself; `heading` says it in full, with the row it stands in, for
    messages and summaries. `choices` holds every answer that can be marked, N/A last. `most` caps a some-of.
    `low` and `high` bound a number. `tables` are the paths of the repeated tables it lies in, outermost first.
    """

    path: str
    kind: Kind
    question: str
    heading: str
    help: str | None
    required: bool
    choices: tuple[Choice, ...]
    scale: Scale | None
    most: int | None
    low: float | None
    high: float | None
    longest: int | None
    other: str | None
    unit: str | None
    lines: int
    width: int
    prefill: str | None
    aggregate: str
    met: tuple[str | int, ...]
    plan: str | None
    tables: tuple[str, ...]

    @property
    def id(self) -> str:
        """The last id of the path."""
        return self.path.rpartition(".")[2]

    def at(self, rows: tuple[int | str, ...]) -> str:
        """The path of this item's answer in these rows, such as `plan.goals.1.title`; `*` is any row."""
        path = self.path
        for table, row in reversed(list(zip(self.tables, rows, strict=True))):
            path = f"{table}.{row}{path[len(table) :]}"
        return path

    def label_of(self, value: object) -> str:
        """The words printed for this value, or the value itself where nothing is printed for it."""
        return next((choice.label for choice in self.choices if choice.value == value), str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Which items of a row make its gap (desired − current) and, where asked, its importance; ids within the row."""

    current: str
    desired: str
    importance: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a grid that asks for several answers."""

    path: str
    title: str
    help: str | None
    items: tuple[Item, ...]
    gap: Gap | None
    plan: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose rows the respondent adds; a `Table` among its columns repeats within each row."""

    path: str
    title: str
    help: str | None
    row_title: str
    blank_rows: int
    most_rows: int | None
    columns: tuple["Item | Table", ...]
    plan: str | None
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of the form, with its children in the order they are printed."""

    path: str
    title: str
    intro: str | None
    layout: Layout
    row_title: str | None
    children: tuple[Item | Row | Table, ...]
    plan: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure over several items, each named by its path; see `docs/instruments.md` for the modes."""

    id: str
    title: str
    mode: str
    items: tuple[str, ...]
    options: str | None
    weights: str | None
    met: tuple[str | int, ...]
    plan: str | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Instrument:
    """A form as designed: what it asks, which answers are valid, what is made of them.

    `order` is its place among the practices of its component.
    """

    component: str
    practice: str
    version: str
    order: int
    title: str
    description: str
    language: str
    provisional: bool
    least_answers: int
    sections: tuple[Section, ...]
    scores: tuple[Score, ...]
    rules: tuple[Mapping[str, object], ...]
    schema: Json = field(repr=False)
    file: Path

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by its path, in the order of the form."""
        return {item.path: item for section in self.sections for item in items_of(section)}

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """Every repeated table by its path, in the order of the form, an outer table before its inner ones."""
        return {table.path: table for section in self.sections for table in _tables_of(section.children)}

    def item_of(self, path: str) -> Item | None:
        """The item whose answer this path names, with or without row numbers."""
        return self.items.get(without_rows(path))


def without_rows(path: str) -> str:
    """The path without its row numbers: `plan.goals.1.title` gives `plan.goals.title`."""
    return _ROW.sub("", path)


def rows_of(path: str) -> tuple[int, ...]:
    """The row numbers in a path, outermost first."""
    return tuple(map(int, _ROW.findall(path)))


def matches(pattern: str, path: str) -> bool:
    """Whether the path fits the pattern, in which `*` stands for one id or row number."""
    return _pattern(pattern).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", "[^.]*"))


def items_of(node: Section | Row | Table) -> Iterator[Item]:
    """Every item below a section, row or table, in the order of the form."""
    children: tuple[Item | Row | Table, ...]
    match node:
        case Section():
            children = node.children
        case Row():
            children = node.items
        case Table():
            children = node.columns
    for child in children:
        if isinstance(child, Item):
            yield child
        else:
            yield from items_of(child)


def _tables_of(children: tuple[Item | Row | Table, ...]) -> Iterator[Table]:
    for child in children:
        if isinstance(child, Table):
            yield child
            yield from _tables_of(child.columns)
