"""What the ledger holds, as values: an entry for each file that arrived, its moves, the plans made, the runs."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from planwright.identity import COMPLETED, day_of
from planwright.ledger.states import FileState
from planwright.model import Problem, Submission, Value, Verdict
from planwright.text import words_of

ANSWERS = "answers:"  # what the respondent of a form without a name is told by
DONE = "done"  # the outcome of a run that came to its end
FAILED = "failed"  # of one that a fault ended
CUT_OFF = "cut off"  # the outcome of a run that was stopped from outside: told to, killed, or the power went


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something is done to entries, and the run it is done in; None outside of one."""

    at: datetime
    run: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file found in the inbox: `location` is its path within the workspace, `received` is aware.

    `parent` is the entry of the file that it came within.
    """

    sha256: str
    name: str
    media_type: str
    size: int
    received: datetime
    location: str
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Whose form this is, for which round, and how it was completed; what tells one form from another.

    `respondent` is a digest of the name, so that the ledger names nobody; None where no name was given, and on a form
    of others that of all answers, after `ANSWERS`: two that say the same may be one form sent twice. A form that
    others made was read with an `edition`, which said then what `edition_sha256` is the digest of.
    """

    instrument: str
    version: str
    agency: str
    round: str
    basis: str | None
    respondent: str | None
    role: str | None
    completed: date | None
    edition: str | None = None
    edition_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file that arrived, as the ledger knows it. `facts` is None until the file was read as a known form.

    `came` is where it lay in the inbox when it arrived; None of files that arrived before the ledger kept it. One that
    was withdrawn because its bytes came in again is `superseded_by` the entry of these. `parent` is the entry of the
    file that it came within, `seconds` how long its last reading took.
    """

    id: int
    sha256: str
    arrival: int
    name: str
    media_type: str
    size: int
    received: datetime
    state: FileState
    duplicate_of: int | None
    superseded_by: int | None
    location: str | None
    leftover: str | None
    facts: Facts | None
    problems: tuple[Problem, ...]
    submission: str | None
    submission_sha256: str | None
    came: str | None = None
    parent: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many forms of one practice stand in one state, and when the last of them came in."""

    instrument: str
    state: FileState
    forms: int
    last_received: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """How many forms of one practice an agency returned that stand in one state."""

    agency: str
    instrument: str
    state: FileState
    forms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What runs did with one file: the states it went through, in order. `came` says that it was new then."""

    entry: Entry
    states: tuple[FileState, ...]
    came: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """How many files are in one state, and when the one that came first of them did; None where there is none."""

    state: FileState
    files: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What reading or a reviewer made of one entry; `keep` says that a person decided this form is the one to count.

    `seconds` is how long reading took; None where nobody measured.
    """

    entry: int
    verdict: Verdict
    submission: Submission | None = None
    keep: bool = False
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A finding held against the other forms: the verdict now counts clashes, and says which forms give way.

    `replaces` are the entries this form supersedes, `replaced_by` the one that supersedes it.
    """

    entry: Entry
    verdict: Verdict
    submission: Submission | None
    facts: Facts | None
    seconds: float | None = None
    replaces: tuple[int, ...] = ()
    replaced_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where an entry's bytes were put, and its submission's JSON where it has one; paths within the workspace.

    `problems` are the verdict's as they were written beside it; None where nothing was.
    """

    location: str
    submission: str | None = None
    submission_sha256: str | None = None
    problems: tuple[Problem, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One row of an entry's history: `before` is None for its arrival, `program` the version that moved it.

    `run` is the run that did; None where a person's command did, or a version that did not keep it.
    """

    entry: int
    before: FileState | None
    after: FileState
    at: datetime
    reason: str
    program: str
    run: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """One plan file that was made: `inputs` is the digest of what it was made from, `location` its path.

    `run` is the run that made it; None where a person's command did, or a version that did not keep it.
    """

    agency: str
    round: str
    inputs: str
    location: str
    sha256: str
    made: datetime
    run: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run: its kind, when it started and ended, its outcome and counts; no end and outcome while it runs.

    A run that was killed ended, as far as anyone knows, when the next start found it. `due` is the moment of the
    schedule that it was started for; None where somebody called it.
    """

    id: int
    kind: str
    started: datetime
    ended: datetime | None
    outcome: str | None
    counts: Mapping[str, int]
    due: datetime | None = None


def facts_of(submission: Submission) -> Facts:
    """What tells this submission from others."""
    said = next((one.value for one in submission.responses if one.item == COMPLETED), None)
    return Facts(
        instrument=submission.instrument,
        version=submission.version,
        agency=submission.agency,
        round=submission.round,
        basis=submission.respondent.basis,
        respondent=_digest(submission.respondent.name) or (_of_answers(submission) if submission.edition else None),
        role=submission.respondent.role,
        completed=day_of(said),
        edition=submission.edition.id if submission.edition else None,
        edition_sha256=submission.edition.sha256 if submission.edition else None,
    )


def _of_answers(submission: Submission) -> str:
    """The same for two forms that give the same answers, however these are spaced, capitalised and punctuated."""
    said = [[one.item, _plain(one.value)] for one in submission.responses if one.value not in (None, ())]
    text = json.dumps(sorted(said), ensure_ascii=False)
    return f"{ANSWERS}{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[: 64 - len(ANSWERS)]}"


def _plain(value: Value) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}"
    return words_of(" ".join(value) if isinstance(value, tuple) else str(value)) or str(value)


def _digest(name: str | None) -> str | None:
    """The same for one name however it is spaced, capitalised and punctuated, also “Diaz, Ana” for “Ana Diaz”."""
    last, comma, first = (name or "").partition(",")
    plain = words_of(f"{first} {last}" if comma and "," not in first else name or "")
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest() if plain else None
