"""Fixtures of the flows: a workspace, and one Prefect server for all of them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from planwright.instruments import Instrument, Instruments
from planwright.workspace import Workspace
from tests.forms import new_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace that knows two agencies and one round."""
    return new_workspace(tmp_path / "center")


@pytest.fixture
def readiness(instruments: Instruments) -> Instrument:
    """A short form that individuals fill in."""
    return instruments["readiness", "1"]


@pytest.fixture(scope="session")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The embedded server, as every command that runs a flow starts it."""
    from flows.prefect_home import prefect_ready

    before = dict(os.environ)
    try:
        with prefect_ready(tmp_path_factory.mktemp("prefect")):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)
