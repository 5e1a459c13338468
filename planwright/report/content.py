"""What the report of a run says, computed; `page.py` and `markdown.py` say it.

A report covers its own run and those since the last one that was done: of a nightly run since the night before, so that
what the watcher read by day is in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from planwright.house import program_version
from planwright.instruments import Instruments
from planwright.ledger import CUT_OFF, DONE, Course, Ledger, PlanRecord, RunRecord
from planwright.plans.words import counted
from planwright.report.became import Line, lines_of
from planwright.report.returns import Returns, returns_of
from planwright.report.times import moment_words, span_words
from planwright.report.waits import Waits, waits_of
from planwright.settings import Settings
from planwright.text import plain
from planwright.workspace import Workspace

NIGHTLY, INGEST, WATCH = "nightly", "ingest", "watch"  # what a run is: the last one reads what the watcher found
REPORTED = {NIGHTLY: (NIGHTLY,), INGEST: (INGEST, NIGHTLY)}  # since which runs a report of each kind tells
SLOW = 2.0  # seconds; a form is read in some hundredths of one, and one that LibreOffice opens first in one or two
SLOWEST = 10  # files named


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What only the run itself knows: the seconds of its stages by name, what it could not make, what it left lying."""

    stages: Mapping[str, float]
    failed: Sequence[str] = ()
    left: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the report of a run says. Its words are plain text; none of them is an answer on a form."""

    center: str
    kind: str
    run: int
    when: str
    covers: str
    summary: tuple[str, ...]
    troubles: tuple[str, ...]
    failed: tuple[str, ...]
    left: tuple[str, ...]
    waits: Waits
    returns: tuple[Returns, ...]
    became: tuple[Line, ...]
    plans: tuple[tuple[str, str, str], ...]
    slow: tuple[tuple[int, str, str], ...]
    stages: tuple[tuple[str, str], ...]
    program: str

    @property
    def says_something(self) -> bool:
        """Whether anything happened that a person should read of."""
        return bool(self.became or self.plans or self.troubles or self.failed or self.left)


def content_of(
    workspace: Workspace, ledger: Ledger, instruments: Instruments, run: RunRecord, happened: Happened
) -> Content:
    """What the report of this run says. For its end, while its workspace is still held."""
    settings = workspace.settings
    zone = ZoneInfo(settings.nightly.timezone)
    ended = run.ended or ledger.clock()
    before = _before(ledger, run)
    span = (before.id + 1 if before else 1, run.id)
    courses, plans = ledger.courses(*span), ledger.plans_made(*span)
    waits = waits_of(ledger, settings, {one.entry.id for one in courses}, zone)
    spent = span_words((ended - run.started).total_seconds())
    return Content(
        center=plain(settings.name),
        kind=run.kind,
        run=run.id,
        when=f"{moment_words(run.started, zone)}; it took {spent}",
        covers=f"It tells of everything since run {before.id}, {moment_words(before.started, zone)}." if before else "",
        summary=_summary(courses, plans, waits),
        troubles=tuple(_trouble(one, zone) for one in ledger.in_trouble(*span)),
        failed=tuple(map(plain, happened.failed)),
        left=tuple(map(plain, happened.left)),
        waits=waits,
        returns=returns_of(settings, ledger, instruments, ended.astimezone(zone).date()),
        became=lines_of(settings, ledger, courses),
        plans=tuple(_plan(settings, one) for one in plans),
        slow=_slowest(courses),
        stages=tuple((name, span_words(seconds)) for name, seconds in happened.stages.items()),
        program=program_version(),
    )


def _before(ledger: Ledger, run: RunRecord) -> RunRecord | None:
    """The last run before this one that left a report and was done."""
    found = [one for kind in REPORTED[run.kind] for one in ledger.runs(kind=kind, outcome=DONE, most=2)]
    return max((one for one in found if one.id < run.id), key=lambda one: one.id, default=None)


def _summary(courses: Sequence[Course], plans: Sequence[PlanRecord], waits: Waits) -> tuple[str, ...]:
    came = sum(one.came for one in courses)
    again = len(courses) - came
    new = sum(one.is_new for one in waits.files)
    said = [f"{counted(came, 'file')} came in." if came else "No file came in."]
    if again:
        said.append(f"{counted(again, 'file')} that came earlier {'was' if again == 1 else 'were'} looked at again.")
    made = f"{counted(len(plans), 'plan')} {'was' if len(plans) == 1 else 'were'}" if plans else "No plan was"
    said.append(f"{made} made.")
    if waits.count:
        which = "none of them new" if not new else "all of them new" if new == waits.count else f"{new} of them new"
        said.append(f"{counted(waits.count, 'file')} {'needs' if waits.count == 1 else 'need'} a person, {which}.")
    else:
        said.append("Nothing waits for a person.")
    return tuple(said)


def _trouble(run: RunRecord, zone: ZoneInfo) -> str:
    began = f"Run {run.id} ({run.kind}), which began on {moment_words(run.started, zone)},"
    if run.outcome == CUT_OFF:
        return f"{began} was cut off. Nothing is lost; what it left undone, the runs after it did."
    return f"{began} failed. Its last words are in the log of that time; the runs after it went on."


def _plan(settings: Settings, made: PlanRecord) -> tuple[str, str, str]:
    agency, held = settings.agencies.get(made.agency), settings.rounds.get(made.round)
    return (agency.name if agency else made.agency, held.name if held else made.round, made.location)


def _slowest(courses: Iterable[Course]) -> tuple[tuple[int, str, str], ...]:
    slow = [(one.entry.seconds, one.entry) for one in courses if (one.entry.seconds or 0) >= SLOW]
    slow.sort(key=lambda pair: (-(pair[0] or 0), pair[1].id))
    return tuple((entry.id, plain(entry.name), span_words(seconds or 0)) for seconds, entry in slow[:SLOWEST])
