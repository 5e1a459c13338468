"""The engine behind a ledger: SQLite or PostgreSQL, one writer at a time on both, its tables brought up to date."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from planwright.errors import LedgerError, WorkspaceError
from planwright.ledger.migrations import upgrade

BUSY = 30  # seconds a writer waits for its turn
_WRITES = "planwright_writes"
_NO_DATABASE = "file is not a database"
_GONE = ("UndefinedTable", "UndefinedColumn")  # PostgreSQL's words for it
_TURN = 0x706C616E  # the advisory lock that writers on PostgreSQL take in turn

# WAL: readers never wait for the writer. FULL: a commit is on disk before the inbox is emptied (docs/decisions/0001).
_PRAGMAS = (f"busy_timeout = {BUSY * 1000}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")


def connect(url: str | URL) -> Engine:
    """The engine of the ledger at this URL, its tables made or brought up to date.

    Raises `WorkspaceError` where it cannot be reached, is no ledger, or was written by a newer planwright.
    """
    address = address_of(url)
    shown = address.render_as_string(hide_password=True)
    try:
        engine = create_engine(address)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise WorkspaceError(
            f"The ledger {shown} needs a program that is not installed ({error}). For PostgreSQL, install"
            " planwright[postgresql]; other databases are not supported."
        ) from None
    if engine.dialect.name == "sqlite":
        _tune_sqlite(engine)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _refuse_damaged)
    try:
        with _transaction(engine) as connection:
            known = upgrade(connection)
    except LedgerError:
        engine.dispose()
        raise
    except DBAPIError as error:
        engine.dispose()
        raise WorkspaceError(
            f"The ledger {shown} cannot be opened: {_first_line(error)}. Check ledger.url in planwright.toml, and that"
            " the database is there and is planwright's own; if it was, restore it from a backup (planwright restore)."
        ) from None
    if not known:
        engine.dispose()
        raise WorkspaceError(
            f"The ledger {shown} was written by a newer planwright. Install that version; nothing was changed."
        )
    event.listen(engine, "handle_error", _refuse_unread)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes. Others that write wait until it ends, so that what it has read stays true.

    Raises `WorkspaceError` where the database cannot take it now; nothing of the transaction is kept then.
    """
    try:
        with _transaction(engine) as connection:
            yield connection
    except OperationalError as error:
        raise WorkspaceError(
            f"The ledger could not be written: {_first_line(error)}. Another program may hold it, or its disk may be"
            " full. Nothing of this step was recorded; run it again."
        ) from None


def disorder(asked: Engine | Connection, what: str) -> LedgerError:
    """What is raised where the ledger holds something that planwright never wrote; `what` says what and where."""
    shown = asked.engine.url.render_as_string(hide_password=True)
    return LedgerError(
        f"The ledger {shown} is damaged, or was changed by hand or by another program: {what}. Restore it from a backup"
        " (planwright restore)."
    )


def _refuse_damaged(context: ExceptionContext) -> None:
    """Raise what a person can act on where the file itself is not whole, or a table or column of ours is gone."""
    error = context.original_exception
    is_broken = type(error) is sqlite3.DatabaseError and str(error) != _NO_DATABASE  # `connect` tells of that
    is_gone = isinstance(error, sqlite3.OperationalError) and str(error).startswith("no such ")
    if context.engine is not None and (is_broken or is_gone or type(error).__name__ in _GONE):
        raise disorder(context.engine, str(error).partition("\n")[0]) from None


def _refuse_unread(context: ExceptionContext) -> None:
    """Raise what a person can act on where the ledger cannot be read now; whoever writes is told by `writing`."""
    found, writes = context.sqlalchemy_exception, context.connection and _writes(context.connection)
    if isinstance(found, OperationalError) and not writes:
        raise WorkspaceError(
            f"The ledger could not be read: {_first_line(found)}. Another program may hold it, or its server is not"
            " there. Nothing was changed; run it again."
        ) from None


def _transaction(engine: Engine) -> AbstractContextManager[Connection]:
    return engine.execution_options(**{_WRITES: True}).begin()


def address_of(url: str | URL) -> URL:
    """The address this URL says, with the driver planwright uses; raises `WorkspaceError` where it says none."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise WorkspaceError(
            "ledger.url in planwright.toml is not the address of a database. Write one such as"
            " postgresql://user@host/database, or leave it out."
        ) from None
    if address.get_backend_name() == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    return address


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # transactions begin where `_begin` says, not where sqlite3 guesses
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(_WRITES, False))


def _begin(connection: Connection) -> None:
    writes = _writes(connection)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().partition("\n")[0].rstrip(".")
