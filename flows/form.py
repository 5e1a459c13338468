"""One file through its stages: read, recognise, bind, judge. Knows nothing of Prefect, so that workers start fast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.read import read
from extractors.triage import UNKNOWN
from flows.beside import beside_blank
from flows.blanks import Blanks, Names
from planwright.bind import bind
from planwright.instruments import Instruments, load_instruments
from planwright.judge import judge
from planwright.model import Intake, Outcome, Problem, Reading, Severity, Stamp, verdict_of
from planwright.problems import FileCode, problem
from planwright.recognise import Period, check_identity, check_period, recognise

if TYPE_CHECKING:  # a process that reads files needs no workspace
    from planwright.workspace import Workspace

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a form is held against: the instruments, and the printed names of agencies and rounds by id.

    `periods` are the first and last day of each round. Without a workspace no agency or round is known, and their names
    are not checked; `largest_mb` is its own limit. `blanks` are learned from the instruments as forms come.
    """

    instruments: Instruments
    agencies: Mapping[str, str] | None = None
    rounds: Mapping[str, str] | None = None
    periods: Mapping[str, Period] = field(default_factory=dict)
    largest_mb: int | None = None
    blanks: Blanks = field(default_factory=Blanks)

    def names_of(self, stamp: Stamp) -> Names:
        """The printed names of the agency and round of a form, as far as they are known."""
        agencies, rounds = self.agencies or {}, self.rounds or {}
        return agencies.get(stamp.agency, ""), rounds.get(stamp.round, "")


def known_of(workspace: "Workspace", further: Sequence[Path] = ()) -> Known:
    """What this workspace holds a form against; `further` are folders of instruments beside its own."""
    settings = workspace.settings
    folders = dict.fromkeys(folder.resolve() for folder in (*workspace.schema_folders, *further))
    return Known(
        instruments=load_instruments(folders),
        agencies={name: agency.name for name, agency in settings.agencies.items()},
        rounds={name: held.name for name, held in settings.rounds.items()},
        periods={name: (held.opens, held.closes) for name, held in settings.rounds.items()},
        largest_mb=settings.reading.largest_mb,
    )


def read_form(path: Path, known: Known) -> Outcome:
    """What becomes of this file: the verdict with its problems, and the submission where it is a known form."""
    if found := _too_large(path, known.largest_mb):
        return unread(path, found)
    intake, reading = read(path)
    if not reading.needs_blank and any(one.severity is Severity.FATAL for one in reading.problems):
        return Outcome(intake=intake, verdict=verdict_of(reading.problems))
    form = recognise(reading, known.instruments)
    if isinstance(form, Problem):
        return Outcome(intake=intake, verdict=verdict_of(_unknown(reading, form)))
    reading = beside_blank(path, intake, reading, form.instrument, known.blanks, names=known.names_of(form.stamp))
    if any(one.severity is Severity.FATAL for one in reading.problems):
        return Outcome(intake=intake, verdict=verdict_of(reading.problems))
    submission, bound = bind(reading, form.instrument, form.stamp)
    identity: tuple[Problem, ...] = ()
    if known.agencies is not None and known.rounds is not None:
        identity = (
            *check_identity(submission, form.instrument, agencies=known.agencies, rounds=known.rounds),
            *check_period(
                submission,
                form.instrument,
                rounds=known.rounds,
                periods=known.periods,
                received=intake.received,
            ),
        )
    problems = (*reading.problems, *identity, *bound, *judge(submission, form.instrument))
    return Outcome(intake=intake, submission=submission, verdict=verdict_of(problems))


def _unknown(reading: Reading, form: Problem) -> tuple[Problem, ...]:
    """What is told of a file of which nobody can say what form it is; one without fields need not be any."""
    if not reading.needs_blank:
        return (*reading.problems, form)
    return (form,) if reading.stamps else reading.problems


def unread(path: Path, found: Problem) -> Outcome:
    """What becomes of a file of which nothing is known but the problem that kept it from being read."""
    intake = Intake(path=path, sha256="", media_type=UNKNOWN, received=datetime.now(UTC))
    return Outcome(intake=intake, verdict=verdict_of((found,)))


def _too_large(path: Path, limit: int | None) -> Problem | None:
    try:
        size = path.stat().st_size
    except OSError:
        return None
    if limit is None or size <= limit * MEGABYTE:
        return None
    return problem(FileCode.FILE_TOO_LARGE, size=-(-size // MEGABYTE), limit=limit)
