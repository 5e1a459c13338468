"""The tables come from the migrations alone, and are what the code believes they are."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from planwright.errors import WorkspaceError
from planwright.ledger import Ledger, migrations, open_ledger
from planwright.ledger.connect import writing
from planwright.ledger.tables import metadata
from tests.ledger.building import settled, submission


def test_migrations_from_empty_make_exactly_the_tables_of_the_code(ledger: Ledger):
    with ledger.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_head():
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.HEAD]


def test_opening_again_keeps_every_row(ledger_url: str):
    with open_ledger(ledger_url) as ledger:
        entry = settled(ledger, "one", submission())
    with open_ledger(ledger_url) as ledger:
        assert ledger.entries() == (entry,)


def test_a_ledger_of_a_newer_planwright_is_left_alone(ledger_url: str):
    with open_ledger(ledger_url) as ledger, writing(ledger.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WorkspaceError, match="written by a newer planwright"):
        open_ledger(ledger_url)


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path):
    file = tmp_path / "ledger.sqlite"
    file.write_text("These are notes, and long enough to be taken for a database. " * 40)
    with pytest.raises(WorkspaceError, match=r"ledger\.sqlite cannot be opened: file is not a database\. Check"):
        open_ledger(f"sqlite:///{file}")
    with pytest.raises(WorkspaceError, match="unable to open database file"):
        open_ledger(f"sqlite:///{tmp_path / 'no' / 'folder'}")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("not an address", "is not the address of a database"),
        ("oracle+nothing://host/x", "needs a program that is not installed"),
        ("postgresql://planwright:secret@127.0.0.1:1/none?connect_timeout=2", "cannot be opened"),
    ],
)
def test_a_ledger_that_cannot_be_reached_is_said_without_its_password(url: str, words: str):
    with pytest.raises(WorkspaceError, match=words) as raised:
        open_ledger(url)
    assert "secret" not in str(raised.value)


def test_sqlite_is_durable_checks_keys_and_lets_readers_read(tmp_path: Path):
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as ledger, ledger.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


def test_a_ledger_another_program_holds_is_said_with_the_cure(tmp_path: Path):
    file = tmp_path / "ledger.sqlite"
    with open_ledger(f"sqlite:///{file}") as ledger, closing(sqlite3.connect(file, isolation_level=None)) as other:
        with ledger.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 50")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match=r"could not be written: database is locked\. Another program"):
            ledger.start_run("nightly")
        assert ledger.runs() == ()
