"""What flows from one stage to the next. Every type is frozen: a stage returns a new one, it never changes its input.

    Intake → Reading(Field, …) → Submission(Response, …) → Verdict(Problem, …) → Summary (in `figures`)

Values that come from a form are `str`, `bool`, `int`, `float`, a tuple of strings, or `None` for a blank.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from planwright.stamp import Stamp

Value = str | bool | int | float | tuple[str, ...] | None
Json = dict[str, object]

NOT_TOLD = ""  # the agency or round of a form of which nobody can say it; no id is empty


class FieldKind(StrEnum):
    """The kind of a field as the file declares it, whatever the instrument asks for there."""

    TEXT = "text"
    CHOICE = "choice"  # drop-down, list or radio group: a value out of a declared set, or several
    MARK = "mark"  # one box that is on or off
    DATE = "date"
    SIGNATURE = "signature"


class State(StrEnum):
    """What can be said of a field or a response before anyone looks at its value."""

    ANSWERED = "answered"
    BLANK = "blank"
    PLACEHOLDER = "placeholder"  # still holds the form's own prompt: a blank
    CONFLICT = "conflict"  # two places in the file disagree about the answer
    UNREADABLE = "unreadable"  # something is there that could not be read for certain
    NOT_ON_FORM = "not_on_form"  # this version of the form has no such field


UNSURE = (State.CONFLICT, State.UNREADABLE)  # what only a person can tell


class Severity(StrEnum):
    """How much a problem weighs: a warning is told, an error needs a person, a fatal one ends the reading."""

    WARNING = "warning"
    ERROR = "error"
    FATAL = "fatal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a file: a Word part and XPath, or a PDF page and box; and the table rows it lies in.

    `page` counts from 1. `box` is left, top, right, bottom in points from the top left corner of the page as it
    is displayed. `rows` are row numbers counted from 1, outermost repeated table first.
    """

    part: str | None = None
    xpath: str | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    rows: tuple[int, ...] = ()

    def to_json(self) -> Json:
        """The place as JSON, without the keys that do not apply."""
        said: Json = {}
        if self.part is not None:
            said["part"] = self.part
        if self.xpath is not None:
            said["xpath"] = self.xpath
        if self.page is not None:
            said["page"] = self.page
        if self.box is not None:
            said["box"] = [round(edge, 2) for edge in self.box]
        if self.rows:
            said["rows"] = list(self.rows)
        return said

    def __str__(self) -> str:
        """The place in a person's words, such as `page 2, row 1.3`; empty where nothing useful can be said."""
        words = []
        if self.page is not None:
            words.append(f"page {self.page}")
        if self.rows:
            words.append("row " + ".".join(map(str, self.rows)))
        return ", ".join(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with a file or an answer: its code in the catalogue, and a message a person can act on."""

    code: str
    severity: Severity
    message: str
    item: str | None = None
    place: Place | None = None

    def to_json(self) -> Json:
        """The problem as JSON; `item` and `place` are null where it is about the whole file."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "item": self.item,
            "message": self.message,
            "place": self.place.to_json() if self.place else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One file as it arrived: `received` is UTC, `sha256` the hex digest of its bytes."""

    path: Path
    sha256: str
    media_type: str
    received: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A named place in a file and what stands in it.

    `key` is the content control's tag (else its title, else empty) or the full AcroForm name. `value` is what a
    person sees; `raw` is what the file stores (an export value, an ISO date, an on-state), null when they are the same.
    `within` are the keys of the repeated tables around it, one for each row of its place; empty where none is known.
    `before` is what stood there before tracked changes that nobody accepted, empty where nothing did; null where there
    are none. `comments` are the words of the comments on it.
    """

    key: str
    label: str
    kind: FieldKind
    value: str | bool | tuple[str, ...] | None
    state: State
    place: Place
    raw: str | tuple[str, ...] | None = None
    confidence: float = 1.0
    within: tuple[str, ...] = ()
    before: str | None = None
    comments: tuple[str, ...] = ()

    def to_json(self) -> Json:
        """The field as `planwright read --raw` prints it."""
        return {
            "key": self.key,
            "label": self.label,
            "kind": str(self.kind),
            "value": list(self.value) if isinstance(self.value, tuple) else self.value,
            "state": str(self.state),
            "place": self.place.to_json(),
            "confidence": self.confidence,
            **_margin(self.before, self.comments),
        }


def _margin(before: str | None, comments: tuple[str, ...]) -> Json:
    """What stands in the margin beside a field or a response, as JSON; without the keys that do not apply."""
    said: Json = {} if before is None else {"before": before}
    return said | {"comments": list(comments)} if comments else said


class Line(NamedTuple):
    """A line of text outside the fields of a form, and whether it `repeats`: in added rows, or on each page."""

    text: str
    repeats: bool


NUMBERED = "numbered"  # how a paragraph stands out that Word counts


class Look(NamedTuple):
    """The words of a paragraph or cell outside the fields that stands out, and how: `highlighted in yellow`."""

    text: str
    look: str


class Near(NamedTuple):
    """A text that no field accounts for, the page it stands on, and the words printed next to it."""

    text: str
    page: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that came within another one; without bytes where it could not be unpacked, or was not yet.

    One that is `hidden` is shown by no reader: people neither see it nor can open it there. What came in a package lay
    in its `folders`, outermost first, and has its `place` there, from which it is unpacked when it is needed; `unread`
    says why it cannot be.
    """

    name: str
    data: bytes = field(repr=False)
    hidden: bool = False
    folders: tuple[str, ...] = ()
    place: int | None = None
    unread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one extractor found in one file.

    `route` names the mechanism that read it. `stamps` are all identities found, each with the place it was found in
    (`document property`, `hidden field`); `unread` is text that no field accounts for, `near` where on pages it stands.
    `outside` are the lines of text that stand outside the fields, most of which the blank prints; `marked` what stands
    out among these. `pages` is how
    many pages the file has, 0 where that depends on the program that shows it. `deleted` are fields that tracked
    changes delete with something in them, which is their `before`; `editors` says how many people made tracked changes.
    One that `needs_blank` found no fields: its pages can be read against the form it was printed from. `redrawn` are
    the pages of an issued PDF on which other things may stand than were printed. `shown` says how each of its pages is
    displayed: its turn, and the box of it that is. `attached` are the files within it, each a form of its own or none.
    A `package` is nothing but a way to send these; it is what the file is in words, such as `a ZIP archive`.
    A reading with a fatal problem has no fields.
    """

    route: str
    fields: tuple[Field, ...] = ()
    stamps: tuple[tuple[str, Stamp], ...] = ()
    unread: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    outside: tuple[Line, ...] = ()
    marked: tuple[Look, ...] = ()
    pages: int = 0
    deleted: tuple[Field, ...] = ()
    editors: int = 0
    needs_blank: bool = False
    redrawn: tuple[int, ...] = ()
    shown: tuple[tuple[int, tuple[float, float, float, float]], ...] = ()
    attached: tuple[Attached, ...] = ()
    package: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """Who filled a form: a name or code, a role, and whether the answers are one person's or a team's consensus."""

    name: str | None
    role: str | None
    basis: str | None

    def to_json(self) -> Json:
        """The respondent as JSON."""
        return {"name": self.name, "role": self.role, "basis": self.basis}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """The answer to one item: `item` is its path, with row numbers, such as `plan.goals.1.objectives.2.due`.

    `before` and `comments` are those of its fields.
    """

    item: str
    value: Value
    state: State
    confidence: float
    place: Place | None
    raw: Value = None
    before: str | None = None
    comments: tuple[str, ...] = ()

    def to_json(self) -> Json:
        """The response as JSON."""
        return {
            "item": self.item,
            "value": list(self.value) if isinstance(self.value, tuple) else self.value,
            "state": str(self.state),
            "confidence": self.confidence,
            "place": self.place.to_json() if self.place else None,
            "raw": list(self.raw) if isinstance(self.raw, tuple) else self.raw,
            **_margin(self.before, self.comments),
        }


class EditionMark(NamedTuple):
    """The edition that a form of others was read with: its name, and the digest of what it said then."""

    id: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The answers of one returned form, by item path, in the order of the form.

    `agency` and `round` are `NOT_TOLD` where nobody can say whose form it is; it is then for a person. A form that
    others made has its `edition`.
    """

    instrument: str
    version: str
    agency: str
    round: str
    respondent: Respondent
    responses: tuple[Response, ...]
    edition: EditionMark | None = None

    def to_json(self) -> Json:
        """The submission as JSON; equal submissions give equal objects, and what is not told is null.

        Only a form that others made has an edition.
        """
        said: Json = {
            "instrument": self.instrument,
            "version": self.version,
            "agency": self.agency or None,
            "round": self.round or None,
            "respondent": self.respondent.to_json(),
            "responses": [response.to_json() for response in self.responses],
        }
        return said | ({"edition": self.edition._asdict()} if self.edition else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Every answer is certain and the form keeps its rules; its problems are warnings only."""

    problems: tuple[Problem, ...] = ()
    name = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsReview:
    """The form was read, and a person must settle at least one answer."""

    problems: tuple[Problem, ...]
    name = "needs review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """The file could not be read as one known form; its bytes are kept as they came."""

    problems: tuple[Problem, ...]
    name = "quarantined"


Verdict = Accepted | NeedsReview | Quarantined


def verdict_of(problems: tuple[Problem, ...]) -> Verdict:
    """The verdict that the gravest of the problems calls for."""
    severities = {problem.severity for problem in problems}
    if Severity.FATAL in severities:
        return Quarantined(problems=problems)
    if Severity.ERROR in severities:
        return NeedsReview(problems=problems)
    return Accepted(problems=problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: its verdict, and the submission where it was read as a known form.

    `enclosed` are the forms within it, under the whole names they have as files of their own, those of a package
    without their bytes; `seconds` is how long reading took, None where nobody measured.
    """

    intake: Intake
    verdict: Verdict
    submission: Submission | None = None
    enclosed: tuple[Attached, ...] = ()
    seconds: float | None = None

    def to_json(self) -> Json:
        """The outcome as `planwright read` prints it; what is not known is null."""
        said = self.submission.to_json() if self.submission else _UNKNOWN
        return {
            "file": str(self.intake.path),
            "sha256": self.intake.sha256,
            "media_type": self.intake.media_type,
            **{key: said[key] for key in ("instrument", "version", "agency", "round", "respondent")},
            "verdict": self.verdict.name,
            "responses": said["responses"],
            "problems": [problem.to_json() for problem in self.verdict.problems],
        }


_UNKNOWN: Json = {
    "instrument": None,
    "version": None,
    "agency": None,
    "round": None,
    "respondent": None,
    "responses": [],
}
