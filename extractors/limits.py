"""How much of one file is read, where a center may have reason to change it; what else is bounded stands where it is.

They are set once, when a process begins that reads for a workspace; elsewhere these defaults hold. docs/limits.md gives
their reasons.
"""

from dataclasses import dataclass

PARSER_DEPTH = 256  # libxml2 goes no deeper


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that one file may have of what costs time or memory; what has more is refused with a problem."""

    pages: int = 2_000  # of a PDF
    entries: int = 5_000  # of a ZIP archive, which every Word file is
    unpacked_mb: int = 16  # of XML in one file
    ratio: int = 200  # times that the entries of a ZIP archive may grow, once they have grown beyond a megabyte
    depth: int = PARSER_DEPTH  # of elements within elements

    @property
    def unpacked(self) -> int:
        """The most bytes of XML in one file."""
        return self.unpacked_mb * 2**20


_held = [Limits()]


def limits() -> Limits:
    """The limits of this process."""
    return _held[0]


def hold_to(wanted: Limits) -> None:
    """Have this process read by these limits from now on."""
    _held[0] = wanted
