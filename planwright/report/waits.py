"""What needs a person: which file, where it lies, what is wrong, what to do. No answer is said."""

from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from planwright.ledger import FOR_A_PERSON, Entry, FileState, Ledger
from planwright.model import Severity
from planwright.problems.discreet import discreet
from planwright.report.times import day_words
from planwright.settings import Settings
from planwright.text import plain

MOST = 100  # files told of; the rest are counted
SAID = 3  # problems told of each; the rest stand in the .problems.txt beside it
_CALLED = {FileState.NEEDS_REVIEW: "must be settled", FileState.QUARANTINED: "could not be read"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One file that waits for a person; `is_new` since the report before."""

    number: int
    name: str
    agency: str
    location: str
    state: str
    came: str
    is_new: bool
    problems: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """The files that wait for a person: how many in all, and the newest and then the oldest of them."""

    count: int
    files: tuple[Waiting, ...]

    @property
    def untold(self) -> int:
        """How many are only counted."""
        return self.count - len(self.files)


def waits_of(ledger: Ledger, settings: Settings, new: Collection[int], zone: ZoneInfo) -> Waits:
    """What waits for a person: first the files that are `new`, then the others, each first come first."""
    entries = [entry for state in FOR_A_PERSON for entry in ledger.entries(state=state)]
    entries.sort(key=lambda one: (one.id not in new, one.received, one.id))
    files = (_waiting(settings, one, zone, is_new=one.id in new) for one in entries[:MOST])
    return Waits(count=len(entries), files=tuple(files))


def _waiting(settings: Settings, entry: Entry, zone: ZoneInfo, *, is_new: bool) -> Waiting:
    grave = [one for one in entry.problems if one.severity is not Severity.WARNING]
    said = tuple(dict.fromkeys(plain(discreet(one)) for one in grave))
    agency = settings.agencies.get(entry.facts.agency) if entry.facts else None
    return Waiting(
        number=entry.id,
        name=plain(entry.name),
        agency=agency.name if agency else "",
        location=plain(entry.location or ""),
        state=_CALLED[entry.state],
        came=day_words(entry.received.astimezone(zone).date()),
        is_new=is_new,
        problems=said[:SAID],
        more=max(0, len(said) - SAID),
    )
