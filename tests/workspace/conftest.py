"""A workspace of invented agencies, its ledger, and files to put into its inbox."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from planwright.ledger import Ledger, open_ledger
from planwright.settings import Agency, Round
from planwright.workspace import Workspace, create_workspace

AGENCIES = {"harbor": Agency(name="Harbor Early Learning"), "ridge": Agency(name="Ridge Family Center")}
ROUNDS = {"2026-fall": Round(name="Fall 2026", opens=date(2026, 9, 1), closes=date(2026, 10, 15))}


@pytest.fixture(autouse=True)
def _no_overrides(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of whoever runs the tests says nothing about settings."""
    for name in list(os.environ):
        if name.startswith("PLANWRIGHT_"):
            monkeypatch.delenv(name)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "ws", name="North Coast TA", agencies=AGENCIES, rounds=ROUNDS)


@pytest.fixture
def ledger(workspace: Workspace) -> Iterator[Ledger]:
    with open_ledger(workspace.ledger_url) as ledger:
        yield ledger
