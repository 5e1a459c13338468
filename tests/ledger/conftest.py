"""The ledger on both of its databases: every test that asks for `ledger` runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from planwright.ledger import Ledger, open_ledger
from tests.ledger import postgres

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    """The socket's folder of a server with the database `blank`, which is an empty ledger."""
    bin_folder = postgres.programs()
    if bin_folder is None:
        pytest.skip("PostgreSQL is not installed; tests/system-packages.sh installs it")
    with postgres.running(bin_folder) as folder:
        sql(folder, "CREATE DATABASE blank")
        open_ledger(url_of(folder, "blank")).close()
        yield folder


def url_of(folder: Path, database: str) -> str:
    return f"postgresql://postgres@/{database}?host={folder}"


def sql(folder: Path, statement: str) -> None:
    engine = create_engine(f"postgresql+psycopg://postgres@/postgres?host={folder}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    folder = request.getfixturevalue("postgres_folder")
    database = f"test_{next(_NUMBERS)}"
    sql(folder, f"CREATE DATABASE {database} TEMPLATE blank")
    return url_of(folder, database)


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    with open_ledger(ledger_url) as ledger:
        yield ledger
