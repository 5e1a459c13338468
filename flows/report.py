"""What came of the files, agency by agency: the table that a command prints and that a run leaves behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from planwright.ledger import FileState, Ledger
from planwright.report import content_of, keep_page, page
from planwright.report import markdown as report_in_markdown
from planwright.report.content import INGEST, Happened
from planwright.report.markdown import table
from planwright.workspace import Workspace

if TYPE_CHECKING:  # they are of the runs, which leave what is here
    from flows.batch import Desk
    from flows.stages import Stages

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


def markdown(lines: tuple[Line, ...]) -> str:
    """The table as Markdown."""
    return table(COLUMNS, [line.cells() for line in lines])


def left_words(counts: Mapping[str, int], inbox: str) -> tuple[str, ...]:
    """What a run left lying in the inbox, and why, in words."""
    said = (
        (
            LOCKED,
            "of the files or folders in {inbox} cannot be opened and were left there. Give planwright the right to read"
            " them.",
        ),
        (UNFINISHED, "of the files in {inbox} are still being written and were left there; the next run reads them."),
    )
    return tuple(f"{counts[what]} {words.format(inbox=inbox)}" for what, words in said if counts.get(what))


def leave_report(desk: "Desk", happened: Happened, stages: "Stages") -> Path | None:
    """The page of this run, which is over, and where it is kept; Prefect shows the same beside the table of all files.

    None where nothing happened in a run that was no nightly one: who looks every few minutes wants no page each time.
    """
    run = desk.ledger.run_record(desk.ledger.run or 0)
    said = content_of(desk.workspace, desk.ledger, desk.known.instruments, run, happened)
    stages.leave("\n\n".join((markdown(report(desk.workspace, desk.ledger)), report_in_markdown(said))))
    if run.kind == INGEST and not said.says_something:
        return None
    day = (run.ended or run.started).astimezone(ZoneInfo(desk.workspace.settings.nightly.timezone)).date()
    return keep_page(desk.workspace, run.id, day, page(said))


def _name(known: object, name: str) -> str:
    if not name:
        return NOT_KNOWN
    held = known.get(name) if isinstance(known, dict) else None
    return held.name if held else name
