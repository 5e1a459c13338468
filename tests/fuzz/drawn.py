"""Tests in which hypothesis draws files of one kind, always the same ones, and makes those smaller that fail."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.kept import again, keep
from tests.fuzz.kinds import BUILT
from tests.fuzz.reader import Reader
from tests.fuzz.tape import LONGEST, SHORTEST, Tape

TAPES = st.binary(min_size=SHORTEST, max_size=LONGEST)
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture)


def fails_never(kind: str, count: int) -> Callable[..., None]:
    """The test that so many files of this kind are read as files must be."""
    ending, build = BUILT[kind]

    @settings(max_examples=count, derandomize=True, database=None, deadline=None, suppress_health_check=SLOW)
    @given(tape=TAPES)
    def test(reader: Reader, tape: bytes) -> None:
        data = build(Tape(tape))
        found = reader.seen(data, ending)
        if found.fault:
            path = keep(data, ending, found, f"{kind}, drawn by hypothesis")
            raise AssertionError(f"{found.fault}\n{found.told}\n{again(path) if path else 'kept before'}")

    return test
