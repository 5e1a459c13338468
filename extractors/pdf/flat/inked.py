"""A place for an answer on a completed page, with what stands in it."""

from typing import NamedTuple

from extractors.pdf.flat.slot import Slot
from extractors.pdf.page.runs import Run
from extractors.pdf.place import Box


class Inked(NamedTuple):
    """A place for an answer as it lies on a completed page, and what is written in it.

    `is_disputed` says that some of it may belong to the place beside or below, `is_crossed` that something is drawn
    upon it, `is_ringed` that the words beside it are circled.
    """

    slot: Slot
    box: Box
    runs: tuple[Run, ...]
    is_disputed: bool
    is_crossed: bool = False
    is_ringed: bool = False
