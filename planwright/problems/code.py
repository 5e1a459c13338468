"""A problem's code, and the problem made of it."""

from enum import Enum
from typing import NamedTuple

from planwright.model import Place, Problem, Severity


class Detail(NamedTuple):
    """What one code stands for."""

    code: str
    severity: Severity
    message: str


class Code(Enum):
    """A code of the catalogue. It never changes its meaning; a retired one is not used again."""

    value: Detail

    @property
    def id(self) -> str:
        """The code as it is printed."""
        return self.value.code

    @property
    def severity(self) -> Severity:
        """How much this problem weighs."""
        return self.value.severity


def problem(code: Code, *, item: str | None = None, place: Place | None = None, **words: object) -> Problem:
    """The problem of this code with its message filled in; `words` are the blanks its message names."""
    where = str(place) if place else ""
    message = code.value.message.format(at=f" ({where})" if where else "", **words)
    return Problem(code=code.id, severity=code.severity, message=message, item=item, place=place)
