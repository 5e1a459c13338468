"""The engine behind a ledger: SQLite or PostgreSQL, one writer at a time on both, its tables brought up to date."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from planwright.errors import LedgerError, WorkspaceError
from planwright.ledger.migrations import upgrade

BUSY = 30  # seconds a writer waits for its turn
_WRITES = "planwright_writes"
_NO_DATABASE = "file is not a database"
_GONE = ("UndefinedTable", "UndefinedColumn")  # PostgreSQL's words for it
_TURN = 0x706C616E  # the advisory lock that writers on PostgreSQL take in turn

# WAL: readers never wait for the writer. FULL: a commit is on disk before the inbox is emptied (docs/decisions/0001).
_PRAGMAS = (f"busy_timeout = {BUSY * 1000}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")


# What a machine holds whose power went is let go within a minute; on a socket of the same machine this means nothing.
_NOTICES = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
_NEVER_IDLE = "SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'"
_IS_LOCKED = """
    SELECT 1 FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 0 AND objid = :key AND objsubid = 1 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def connect(url: str | URL) -> Engine:
    """The engine of the ledger at this URL, its tables made or brought up to date.

    Raises `WorkspaceError` where it cannot be reached, is no ledger, or was written by a newer planwright.
    """
    address = address_of(url)
    shown = address.render_as_string(hide_password=True)
    engine = _engine(address)
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
        raise _closed(address, error) from None
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


@contextmanager
def locking(url: str | URL) -> Iterator[Callable[[int], bool]]:
    """A function that asks the database for the lock of this key, and says whether it was given.

    What was given is let go on leaving, or by the server when this process or its machine is gone. SQLite is for one
    machine alone, whose own lock of a file says as much: there it is always given. Raises `WorkspaceError` where the
    database cannot be reached.
    """
    with _session(url) as session:
        yield (
            lambda key: session is None or bool(session.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}))
        )


def is_locked(url: str | URL, key: int) -> bool:
    """Whether any machine has the lock of this key; never so on SQLite."""
    with _session(url) as session:
        return session is not None and session.scalar(text(_IS_LOCKED), {"key": key}) is not None


@contextmanager
def _session(url: str | URL) -> Iterator[Connection | None]:
    """A connection of its own, in no transaction, that stays open however long nothing is said; None on SQLite."""
    address = address_of(url)
    if address.get_backend_name() == "sqlite":
        yield None
        return
    engine = _engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool, connect_args={"options": _NOTICES})
    try:
        session = engine.connect()
    except DBAPIError as error:
        raise _closed(address, error) from None
    with session:
        session.execute(text(_NEVER_IDLE))
        yield session


def _engine(address: URL, **how: Any) -> Engine:
    try:
        return create_engine(address, **how)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise WorkspaceError(
            f"The ledger {address.render_as_string(hide_password=True)} needs a program that is not installed"
            f" ({error}). For PostgreSQL, install planwright[postgresql]; other databases are not supported."
        ) from None


def _closed(address: URL, error: DBAPIError) -> WorkspaceError:
    return WorkspaceError(
        f"The ledger {address.render_as_string(hide_password=True)} cannot be opened: {_first_line(error)}. Check"
        " ledger.url in planwright.toml, and that the database is there and is planwright's own; if it was, restore it"
        " from a backup (planwright restore)."
    )


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
