"""A blank that others made, filled in by machine: what is answered, and the ways of writing it down."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planwright.editions import Edition
from planwright.model import Value

Answers = Mapping[str, Value]  # by the path of the item
Fill = Callable[[bytes, Edition, Answers], bytes]  # the blank, its edition, what to write in it
Way = Callable[[Sequence[bytes], Path], list[bytes]]  # completed forms as they come back; a folder to work in


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledWay:
    """One way in which blanks of others come back: how they are filled in, and what is done to them afterwards."""

    name: str
    editions: tuple[str, ...]
    fill: Fill
    after: Way
