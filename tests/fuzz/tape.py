"""A tape of bytes by which a file is built: each choice takes the next byte, and where none is left it is the first.

So hypothesis draws a file in one go, and makes it smaller by making the tape shorter.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

One = TypeVar("One")
SHORTEST, LONGEST = 50, 1_500


class Tape:
    """The choices of one file."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def below(self, end: int) -> int:
        """A number from 0 to before this end; 0 where the tape has ended."""
        size = 1 if end <= 256 else 3
        taken = self._data[self._at : self._at + size]
        self._at += size
        return int.from_bytes(taken, "big") % end

    def one(self, choices: Sequence[One]) -> One:
        """One of these."""
        return choices[self.below(len(choices))]

    def some(self, most: int, make: Callable[[], One]) -> list[One]:
        """So many of what is made, at most; none where the tape has ended."""
        return [make() for _ in range(self.below(most + 1))]

    def seldom(self, often: int = 10) -> bool:
        """Whether something happens that does once in so many times."""
        return self.below(often) == often - 1
