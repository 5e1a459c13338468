"""What came of the files, agency by agency: the table that a command prints and that a run leaves behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planwright.ledger import FileState, Ledger
from planwright.workspace import Workspace

NOT_KNOWN = "(not known)"
LOCKED = "cannot be opened"  # of a run's counts: files left in the inbox, since nobody here may read them
UNFINISHED = "still being written"  # of a run's counts: files left in the inbox, since they did not lie still
NOT_MADE = "plans not made"
COLUMNS = ("Agency", "Round", "Accepted", "Need review", "Quarantined", "Set aside", "Plan")
_SET_ASIDE = (FileState.DUPLICATE, FileState.SUPERSEDED, FileState.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One agency and round: how many of its files are in each state, and its newest plan.

    `set_aside` counts duplicates, superseded and withdrawn forms, and covers of forms: kept, and not counted.
    """

    agency: str
    round: str
    accepted: int
    need_review: int
    quarantined: int
    set_aside: int
    plan: Path | None

    def cells(self) -> tuple[str, ...]:
        """The line as the table prints it."""
        counts = (self.accepted, self.need_review, self.quarantined, self.set_aside)
        return (self.agency, self.round, *map(str, counts), self.plan.name if self.plan else "–")


def report(workspace: Workspace, ledger: Ledger) -> tuple[Line, ...]:
    """One line for each agency and round that sent anything, by name; files of nobody known come last."""
    files = [entry for entry in ledger.entries() if entry.state is not FileState.ARRIVED]
    owners = {entry.id: (entry.facts.agency, entry.facts.round) if entry.facts else ("", "") for entry in files}
    for entry in files:
        if entry.duplicate_of:
            owners[entry.id] = owners.get(entry.duplicate_of, ("", ""))
    lines = []
    for owner in sorted(set(owners.values()), key=lambda pair: (not pair[0], pair)):
        held = [entry for entry in files if owners[entry.id] == owner]
        states = [entry.state for entry in held]
        covers = sum(entry.state is FileState.ACCEPTED and entry.submission is None for entry in held)
        plans = ledger.plans(agency=owner[0], round_id=owner[1]) if owner[0] else ()
        lines.append(
            Line(
                agency=_name(workspace.settings.agencies, owner[0]),
                round=_name(workspace.settings.rounds, owner[1]),
                accepted=states.count(FileState.ACCEPTED) - covers,
                need_review=states.count(FileState.NEEDS_REVIEW),
                quarantined=states.count(FileState.QUARANTINED),
                set_aside=covers + sum(states.count(state) for state in _SET_ASIDE),
                plan=workspace.path_of(plans[0].location) if plans else None,
            )
        )
    return tuple(lines)


def markdown(lines: tuple[Line, ...], failed: Sequence[str] = ()) -> str:
    """The table as Markdown, and below it what could not be made."""
    rows = [COLUMNS, ("---",) * len(COLUMNS), *(line.cells() for line in lines)]
    table = "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
    return "\n\n".join((table, *failed))


def _name(known: object, name: str) -> str:
    if not name:
        return NOT_KNOWN
    held = known.get(name) if isinstance(known, dict) else None
    return held.name if held else name
