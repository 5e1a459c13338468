"""What became of the files: for each agency and round, how many there are and in which state they are now."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planwright.ledger import Course, Entry, FileState, Ledger
from planwright.settings import Settings
from planwright.text import plain

NOT_KNOWN = "(not known)"
_SET_ASIDE = (FileState.DUPLICATE, FileState.SUPERSEDED, FileState.WITHDRAWN)
_UNREAD = (FileState.ARRIVED, FileState.READING)
_Owner = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The files of one agency and round that runs moved: how many, and where they stand now.

    `set_aside` counts duplicates, superseded and withdrawn files, and covers of forms: kept, and not counted.
    """

    agency: str
    round: str
    files: int
    accepted: int
    need_review: int
    quarantined: int
    set_aside: int
    unread: int


def lines_of(settings: Settings, ledger: Ledger, courses: Sequence[Course]) -> tuple[Line, ...]:
    """A line for each agency and round of these files, by name; files of nobody known come last."""
    entries = [one.entry for one in courses]
    owners = {entry.id: _owner(entry) for entry in entries}
    states: dict[_Owner, Counter[FileState]] = defaultdict(Counter)
    covers: Counter[_Owner] = Counter()
    for entry in entries:
        owner = owners[entry.id]
        if entry.duplicate_of:
            owner = owners.get(entry.duplicate_of) or _owner(ledger.entry(entry.duplicate_of))
        states[owner][entry.state] += 1
        covers[owner] += entry.state is FileState.ACCEPTED and entry.submission is None
    agencies = {key: one.name for key, one in settings.agencies.items()}
    rounds = {key: one.name for key, one in settings.rounds.items()}
    lines = [_line(agencies, rounds, owner, states[owner], covers[owner]) for owner in states]
    return tuple(sorted(lines, key=lambda line: (line.agency == NOT_KNOWN, line.agency, line.round)))


def _line(
    agencies: Mapping[str, str], rounds: Mapping[str, str], owner: _Owner, held: Counter[FileState], covers: int
) -> Line:
    agency, round_id = owner
    return Line(
        agency=agencies.get(agency, plain(agency)) or NOT_KNOWN,
        round=rounds.get(round_id, plain(round_id)) or NOT_KNOWN,
        files=held.total(),
        accepted=held[FileState.ACCEPTED] - covers,
        need_review=held[FileState.NEEDS_REVIEW],
        quarantined=held[FileState.QUARANTINED],
        set_aside=covers + sum(held[state] for state in _SET_ASIDE),
        unread=sum(held[state] for state in _UNREAD),
    )


def _owner(entry: Entry) -> _Owner:
    return (entry.facts.agency, entry.facts.round) if entry.facts else ("", "")
