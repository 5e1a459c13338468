"""Fixtures that many rooms share."""

import os

import pytest

from planwright.instruments import Instruments, load_instruments


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept` writes expectations anew; what it changed is then reviewed as code."""
    parser.addoption("--accept", action="store_true", help="write expected results instead of comparing with them")


def pytest_configure(config: pytest.Config) -> None:
    """Nothing is accepted where nobody looks; runs wait for no file to lie still, but where a test is about that."""
    os.environ["PLANWRIGHT_INBOX_STILL_SECONDS"] = "0"
    if config.getoption("--accept") and os.environ.get("CI"):
        raise pytest.UsageError("--accept is for a developer to look at what it writes, not for CI.")


@pytest.fixture(scope="session")
def instruments() -> Instruments:
    """The instruments that travel with the program."""
    return load_instruments()
