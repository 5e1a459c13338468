"""The process that reads, one for all the tests of a worker, and what it made of the sound forms before the first."""

from collections.abc import Iterator

import pytest

from tests.fuzz import sound
from tests.fuzz.holds import Seen
from tests.fuzz.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """A process with a worker's limits."""
    with Reader() as made:
        yield made


@pytest.fixture(scope="session")
def known(reader: Reader) -> dict[str, Seen]:
    """What becomes of each sound form, by its name."""
    return {form.name: reader.seen(form.data, form.ending) for form in sound.short()}


@pytest.fixture(autouse=True)
def unmoved(reader: Reader, known: dict[str, Seen]) -> Iterator[None]:
    """Sound forms are read after all those files as they were before: nothing of one file stays for the next."""
    yield
    for form in sound.short():
        assert reader.seen(form.data, form.ending) == known[form.name], form.name
