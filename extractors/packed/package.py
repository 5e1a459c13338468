"""A package as the rest sees it: the files it lists, and each of them unpacked when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from extractors.triage import SIZE_LIMIT
from planwright.model import Attached, Problem

# A round of an agency has some hundred forms; whoever sends more has packed a drive.
MOST_FILES = 2_000
MOST_BYTES = 200 * 2**20  # of all files of one package
MOST_RATIO = 100  # what forms unpack to, for each byte; a page of nothing but spaces comes to a thousand
RATIO_FROM = SIZE_LIMIT  # bytes below which nobody is harmed, whatever the ratio
DAMAGED = "damaged"
ENCRYPTED = "encrypted"
EMPTY = "empty"
TOO_LARGE = f"more than {SIZE_LIMIT // 2**20} MB"

# What programs put beside files, with nothing in it that a person wrote.
_DEBRIS = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".localized"})
_DEBRIS_START = ("._", "~$")  # what a Mac keeps beside a file, and Word's note of who has it open


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What a package lists, and how the file in one of its places is unpacked.

    `load` raises `UnpackError` for one that cannot be.
    """

    files: tuple[Attached, ...]
    load: Callable[[int], bytes]
    problems: tuple[Problem, ...] = ()


class RefusedError(Exception):
    """Says why a package is not unpacked at all; it never leaves the extractors."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class UnpackError(Exception):
    """Says in a word why one file of a package cannot be unpacked; it never leaves the extractors."""


def is_debris(name: str) -> bool:
    """Whether a file was put there by a program for itself."""
    return name.casefold() in _DEBRIS or name.startswith(_DEBRIS_START)
