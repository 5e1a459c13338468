"""Fixtures of the hostile files: a listener that nothing may call, and an instrument for the good forms beside them."""

from collections.abc import Iterator

import pytest

from planwright.instruments import Instrument, Instruments
from tests.hostile.batch import Listener, listening


@pytest.fixture(scope="module")
def readiness(instruments: Instruments) -> Instrument:
    """A short form that individuals fill in."""
    return instruments["readiness", "1"]


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """A port of this machine; at the end nobody has called it."""
    with listening() as found:
        yield found
        assert found.calls == []
