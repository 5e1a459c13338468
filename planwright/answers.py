"""The answers of a submission as one JSON document, nested as the instrument's schema describes it."""

from collections.abc import Iterable
from typing import Any

from planwright.instruments import Instrument, Item, Kind, Row, Section, Table, rows_of, without_rows
from planwright.model import Json, Response, Value

LISTED = (Kind.SOME_OF, Kind.ROLE)


def nest(instrument: Instrument, responses: Iterable[Response]) -> Json:
    """The document that the instrument's schema judges: every question is in it, null or empty where blank."""
    by_table: dict[str, dict[tuple[int, ...], dict[str, Value]]] = {}
    single: dict[str, Value] = {}
    for response in responses:
        rows = rows_of(response.item)
        if not rows:
            single[response.item] = response.value
            continue
        item = instrument.items[without_rows(response.item)]
        by_table.setdefault(item.tables[-1], {}).setdefault(rows, {})[item.path] = response.value
    return {section.path: _section(section, single, by_table) for section in instrument.sections}


_Tables = dict[str, dict[tuple[int, ...], dict[str, Value]]]


def _section(section: Section, single: dict[str, Value], by_table: _Tables) -> Json:
    return {_id(child.path): _child(child, single, by_table) for child in section.children}


def _child(child: Item | Row | Table, single: dict[str, Value], by_table: _Tables) -> object:
    if isinstance(child, Item):
        return _plain(child, single.get(child.path))
    if isinstance(child, Row):
        return {item.id: _plain(item, single.get(item.path)) for item in child.items}
    return _rows(child, (), by_table)


def _rows(table: Table, within: tuple[int, ...], by_table: _Tables) -> list[Json]:
    """The rows of a table that lie in these outer rows, in their order."""
    depth = len(within)
    below = [path for path in by_table if path == table.path or path.startswith(f"{table.path}.")]
    numbers = {rows[depth] for path in below for rows in by_table[path] if rows[:depth] == within}
    found: list[Json] = []
    for number in sorted(numbers):
        rows = (*within, number)
        values = by_table.get(table.path, {}).get(rows, {})
        found.append(
            {
                _id(column.path): _rows(column, rows, by_table)
                if isinstance(column, Table)
                else _plain(column, values.get(column.path))
                for column in table.columns
            }
        )
    return found


def _plain(item: Item, value: Value) -> Any:
    if item.kind in LISTED:
        return list(value) if isinstance(value, tuple) else [] if value is None else value
    return value


def _id(path: str) -> str:
    return path.rpartition(".")[2]
