"""The rows of the ledger as they are found, a few at a time, trusted in nothing: for whoever checks them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Engine, Table, select, type_coerce
from sqlalchemy.types import NULLTYPE, TypeDecorator

from planwright.ledger.copying import fault_of
from planwright.ledger.tables import files, history, plans, runs

_AT_ONCE = 1_000
_SELF = files.alias()

Reading = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: what is in its columns, and the names of those that hold what no such column can."""

    said: Mapping[str, Any]
    wrong: tuple[str, ...]


def file_of(engine: Engine) -> Path | None:
    """The file of the ledger; None where it is on a server."""
    return Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None


def file_fault(engine: Engine) -> str | None:
    """What is wrong with the ledger's file as SQLite finds it; None where it is sound, or is no file."""
    file = file_of(engine)
    return fault_of(file) if file else None


def entry_rows(engine: Engine) -> Iterator[RawRow]:
    """Every row of `files`, first come first."""
    return _rows(engine, files, (files.c.id,))


def move_rows(engine: Engine) -> Iterator[RawRow]:
    """Every row of `history`, by file, the first move first."""
    return _rows(engine, history, (history.c.file, history.c.id))


def plan_rows(engine: Engine) -> Iterator[RawRow]:
    """Every row of `plans`."""
    return _rows(engine, plans, (plans.c.id,))


def run_rows(engine: Engine) -> Iterator[RawRow]:
    """Every row of `runs`."""
    return _rows(engine, runs, (runs.c.id,))


def astray(engine: Engine) -> Iterator[tuple[int, str, str, int]]:
    """The entries that lead to none: id, name, column and where it leads; a duplicate also to one of other bytes."""
    for name in ("duplicate_of", "superseded_by", "parent"):
        column = files.c[name]
        asked = select(files.c.id, files.c.name, column).outerjoin(_SELF, column == _SELF.c.id)
        is_wrong: ColumnElement[bool] = _SELF.c.id.is_(None)
        if name == "duplicate_of":
            is_wrong = is_wrong | (_SELF.c.sha256 != files.c.sha256)
        with engine.connect() as connection:
            for entry, called, leads in connection.execute(asked.where(column.is_not(None), is_wrong)):
                yield entry, called, name, leads


def _rows(engine: Engine, table: Table, order: Sequence[Any]) -> Iterator[RawRow]:
    asked = select(*(type_coerce(column, NULLTYPE).label(column.name) for column in table.columns)).order_by(*order)
    readings = {column.name: _reading(engine, column.type) for column in table.columns}
    needed = {column.name for column in table.columns if not column.nullable}
    with engine.execution_options(stream_results=True).connect() as connection:
        found = connection.execute(asked)
        while rows := found.fetchmany(_AT_ONCE):
            for row in rows:
                yield _read(row._asdict(), readings, needed)


def _reading(engine: Engine, kind: Any) -> Reading:
    is_ours = engine.dialect.name == "sqlite" or isinstance(kind, TypeDecorator)  # a server has types of its own
    made: Reading | None = kind.dialect_impl(engine.dialect).result_processor(engine.dialect, None) if is_ours else None
    known = (kind.impl_instance if isinstance(kind, TypeDecorator) else kind).python_type
    plain = known if known in (str, int) else object  # SQLite keeps whatever is put into a column

    def read(value: Any) -> Any:
        if value is not None and not isinstance(value, plain):
            raise TypeError(value)
        return made(value) if made else value

    return read


def _read(row: Mapping[str, Any], readings: Mapping[str, Reading], needed: set[str]) -> RawRow:
    said: dict[str, Any] = {}
    wrong: list[str] = []
    for name, value in row.items():
        try:
            said[name] = readings[name](value)
        except (ValueError, TypeError, AttributeError):
            said[name] = None
            wrong.append(name)
        if value is None and name in needed:
            wrong.append(name)
    return RawRow(said, tuple(dict.fromkeys(wrong)))
