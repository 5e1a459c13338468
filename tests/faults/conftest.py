"""The server of the ledger's tests, for faults of ledgers in PostgreSQL."""

from tests.ledger.conftest import postgres_folder

__all__ = ["postgres_folder"]
