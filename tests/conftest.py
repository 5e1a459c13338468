"""Fixtures that many rooms share."""

import pytest

from planwright.instruments import Instruments, load_instruments


@pytest.fixture(scope="session")
def instruments() -> Instruments:
    """The instruments that travel with the program."""
    return load_instruments()
