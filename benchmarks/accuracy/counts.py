"""What became of the questions of completed forms, counted."""

from collections import Counter
from dataclasses import dataclass, field

from planwright.model import State

DOUBTED = (State.CONFLICT, State.UNREADABLE)
Stated = Counter[tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Counts:
    """The questions of some forms by what became of them; of copies filled in by hand those with a certain answer.

    `right`: the answer is the one filled in. `flagged`: it is not, and the file goes to a person; `claimed` are those
    of them for which the file names another answer as certain. `silent`, `missing`, `invented`: the file was accepted
    with another answer, without it, or with one that is not there. `doubted` are right ones that a person is asked
    about, for another reason than a tracked change. `stated` counts the answers that are given, by their confidence
    and whether they are right.
    """

    forms: int = 0
    questions: int = 0
    right: int = 0
    flagged: int = 0
    claimed: int = 0
    silent: int = 0
    missing: int = 0
    invented: int = 0
    doubted: int = 0
    stated: Stated = field(default_factory=Counter)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) + getattr(other, name) for name in Counts.__slots__))
