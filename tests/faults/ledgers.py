"""Where the ledgers of batches are kept while faults are done to them: in SQLite beside the files, or in PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from planwright.settings import FILE
from planwright.workspace import LEDGER
from tests.ledger.conftest import sql, url_of

_MOVES = "SELECT COALESCE(MAX(id), 0), COUNT(CASE WHEN before = 'reading' THEN 1 END) FROM history"


class Ledgers(Protocol):
    """A ledger for each batch."""

    def give(self, folder: Path) -> None:
        """Let the workspace in this folder have an empty ledger."""

    def take(self, folder: Path) -> None:
        """Remove the ledger of the workspace in this folder."""

    def moves(self, folder: Path) -> tuple[int, int]:
        """The number of its last move, and how many files were settled; asked without ever being in its way."""

    def first_after(self, folder: Path, number: int) -> float | None:
        """When the first move after that one was made, in seconds since 1970."""


class OnSQLite:
    """Ledgers as every workspace has them."""

    def give(self, folder: Path) -> None:
        """It has one."""

    def take(self, folder: Path) -> None:
        """It goes with the folder."""

    def moves(self, folder: Path) -> tuple[int, int]:
        """See `Ledgers`."""
        last, settled = self._asked(folder, _MOVES) or (0, 0)
        return int(last), int(settled)

    def first_after(self, folder: Path, number: int) -> float | None:
        """See `Ledgers`."""
        asked = f"SELECT MIN((julianday(at) - 2440587.5) * 86400.0) FROM history WHERE id > {number:d}"  # noqa: S608
        found = self._asked(folder, asked)
        return found[0] if found else None

    @staticmethod
    def _asked(folder: Path, asked: str) -> tuple | None:
        with (
            suppress(sqlite3.OperationalError),
            closing(sqlite3.connect(f"{(folder / LEDGER).as_uri()}?mode=ro", uri=True)) as ledger,
        ):
            return ledger.execute(asked).fetchone()
        return None


@dataclass(frozen=True, slots=True)
class OnPostgreSQL:
    """Ledgers in databases of one server, each a copy of an empty one."""

    server: Path

    def give(self, folder: Path) -> None:
        """See `Ledgers`."""
        sql(self.server, f"CREATE DATABASE {_name(folder)} TEMPLATE blank")
        settings = folder / FILE
        told = settings.read_text(encoding="utf-8")
        url = url_of(self.server, _name(folder))
        settings.write_text(told.replace("[ledger]", f'[ledger]\nurl = "{url}"'), encoding="utf-8")
        (folder / LEDGER).unlink(missing_ok=True)

    def take(self, folder: Path) -> None:
        """See `Ledgers`."""
        sql(self.server, f"DROP DATABASE {_name(folder)} WITH (FORCE)")

    def moves(self, folder: Path) -> tuple[int, int]:
        """See `Ledgers`."""
        last, settled = self._asked(folder, _MOVES) or (0, 0)
        return int(last), int(settled)

    def first_after(self, folder: Path, number: int) -> float | None:
        """See `Ledgers`."""
        found = self._asked(folder, f"SELECT EXTRACT(EPOCH FROM MIN(at)) FROM history WHERE id > {number:d}")  # noqa: S608
        return float(found[0]) if found and found[0] is not None else None

    def drop_connections(self, folder: Path) -> None:
        """Cut every connection to the ledger of this workspace, as a server that is started anew does."""
        asked = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name(folder)}'"  # noqa: S608
        sql(self.server, asked)

    def _asked(self, folder: Path, asked: str) -> tuple | None:
        url = f"postgresql+psycopg://postgres@/{_name(folder)}?host={self.server}"
        engine = create_engine(url, poolclass=NullPool)
        with suppress(DBAPIError), engine.connect() as connection:
            found = connection.execute(text(asked)).first()
            return tuple(found) if found else None
        return None


def _name(folder: Path) -> str:
    return f"batch_{folder.name}"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The workspace's SQLite ledger, written to by another program while inside."""
    with closing(sqlite3.connect(folder / LEDGER, timeout=30, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
