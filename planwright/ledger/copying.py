"""A ledger copied whole, every row under its own id: into a SQLite file, and from one into a ledger that is empty."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, bindparam, func, insert, select, text, update

from planwright.errors import WorkspaceError
from planwright.ledger.connect import connect, disorder, writing
from planwright.ledger.tables import files, metadata

_AT_ONCE = 2_000  # rows written in one statement
_LEADS_ON = ("duplicate_of", "superseded_by")  # columns of `files` that name another row of it, before or behind
_SOUND = "ok"


def copy_to_file(engine: Engine, file: Path) -> None:
    """Copy the whole ledger, as it is at one moment, into a new SQLite file; others may read and write meanwhile."""
    if engine.dialect.name == "sqlite":
        _copy_file(engine, file)
        return
    copy = connect(URL.create("sqlite", database=str(file)))
    try:
        copy_rows(engine, copy)
    finally:
        copy.dispose()
    _make_one_file(file)


def copy_rows(source: Engine, target: Engine) -> None:
    """Copy every row into a ledger without any, in one transaction, and have new rows counted on from these.

    Raises `WorkspaceError` where it has rows already, and changes nothing then.
    """
    is_server = source.dialect.name == "postgresql"
    moment = {"isolation_level": "REPEATABLE READ", "stream_results": True} if is_server else {}
    with source.execution_options(**moment).connect() as read, writing(target) as write:
        _check_empty(write, target)
        for table in metadata.sorted_tables:
            _copy_table(read, write, table)
        if target.dialect.name == "postgresql":
            _count_on(write)


def _copy_table(read: Connection, write: Connection, table: Table) -> None:
    later: list[dict[str, Any]] = []
    try:
        for rows in _portions(read, table):
            if table is files:
                later += [_led_on(row) for row in rows if any(row[name] for name in _LEADS_ON)]
            write.execute(insert(table), rows)
    except (ValueError, TypeError) as error:  # a day that is none, JSON that is none
        raise disorder(read, f"the table {table.name} ({error})") from None
    if later:
        leads: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _LEADS_ON}
        write.execute(update(files).where(files.c.id == bindparam("entry")).values(leads), later)


def _portions(read: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    found = read.execute(select(table).order_by(table.c.id)).mappings()
    while rows := found.fetchmany(_AT_ONCE):
        yield [dict(row) for row in rows]


def _led_on(row: dict[str, Any]) -> dict[str, Any]:
    """What is written once every row is there; the row itself is written without it."""
    held = {"entry": row["id"]} | {f"new_{name}": row[name] for name in _LEADS_ON}
    row.update(dict.fromkeys(_LEADS_ON))
    return held


def _check_empty(connection: Connection, engine: Engine) -> None:
    for table in metadata.sorted_tables:
        if connection.execute(select(table.c.id).limit(1)).first() is not None:
            shown = engine.url.render_as_string(hide_password=True)
            raise WorkspaceError(
                f"The ledger {shown} has entries already; nothing was changed in it. Name a database that is empty. If"
                " an earlier try to restore was cut off, drop that database and make it anew."
            )


def _count_on(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        last = connection.execute(select(func.max(table.c.id))).scalar()
        if last is not None:
            sequence = "SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"
            connection.execute(text(sequence), {"table": table.name, "last": last})


def _copy_file(engine: Engine, file: Path) -> None:
    raw = engine.raw_connection()
    try:
        source = raw.driver_connection
        if not isinstance(source, sqlite3.Connection):
            raise TypeError(f"{type(source)} is no connection to SQLite")
        with closing(sqlite3.connect(file)) as copy:
            source.backup(copy)
        _make_one_file(file)
    except sqlite3.DatabaseError as error:
        raise disorder(engine, str(error)) from None
    finally:
        raw.close()


def _make_one_file(file: Path) -> None:
    """Leave nothing beside the file that belongs to it."""
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")


def fault_of(file: Path) -> str | None:
    """What SQLite finds wrong with the file itself, its first fault; None where it is sound."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if said == _SOUND else str(said).splitlines()[-1]
