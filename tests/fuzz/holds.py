"""What must hold of every file, whatever it is; each way in which it does not is a `Fault` with the place it came from.

A file ends in one of three verdicts. What is said of it is JSON in UTF-8, and an accepted one is valid by the schema of
its instrument. Nothing is raised, logged or written besides.
"""

import io
import json
import logging
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from console.read import _printed_raw
from extractors.read import read
from flows.form import read_form
from flows.known import Known
from planwright.answers import nest
from planwright.judge import validators_of
from planwright.model import UNSURE, Accepted, NeedsReview, Outcome, Problem, Quarantined, Severity

OURS = ("/extractors/", "/planwright/", "/flows/", "/console/")


class Fault(Exception):  # noqa: N818 - what is found, not what went wrong here
    """Says what does not hold of a file, in words that are the same for the same cause."""


class Seen(NamedTuple):
    """What became of one file: its verdict, what a person must settle, its answers; and the fault, if any.

    `grave` are the codes of errors, each with the answer it is about; `mild` are those of warnings.
    """

    verdict: str = ""
    grave: tuple[str, ...] = ()
    mild: tuple[str, ...] = ()
    answers: tuple[tuple[str, Any], ...] = ()
    fault: str = ""
    told: str = ""

    @property
    def accepted(self) -> bool:
        """Whether its answers would be counted without anybody looking."""
        return self.verdict == Accepted.name


def seen(path: Path, known: Known) -> Seen:
    """What became of the file at this path, read as the workers and `read --raw` read it."""
    try:
        with _quiet():
            outcome = read_form(path, known)
            _check(outcome, known)
            _printed(path)
    except Fault as fault:
        return Seen(fault=str(fault), told=traceback.format_exc())
    except Exception as error:
        return Seen(fault=f"{type(error).__name__} at {_place(error)}", told=traceback.format_exc())
    answers = outcome.submission.responses if outcome.submission else ()
    return Seen(
        verdict=outcome.verdict.name,
        grave=_codes(one for one in outcome.verdict.problems if one.severity is not Severity.WARNING),
        mild=_codes(one for one in outcome.verdict.problems if one.severity is Severity.WARNING),
        answers=tuple((one.item, one.value) for one in answers),
    )


def _codes(problems: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(sorted({f"{one.code} {one.item or ''}".strip() for one in problems}))


def _check(outcome: Outcome, known: Known) -> None:
    if type(outcome.verdict) not in (Accepted, NeedsReview, Quarantined):
        raise Fault(f"the verdict is {outcome.verdict!r}")
    _is_json(outcome.to_json())
    if isinstance(outcome.verdict, Accepted):
        _is_valid(outcome, known)


def _is_json(said: object) -> None:
    """Raises where this is not JSON as it is filed."""
    try:
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise Fault(f"what is said is no JSON: {error}") from error
    if json.loads(text) != said:
        raise Fault("what is said is not the same once it is written as JSON")


def _is_valid(outcome: Outcome, known: Known) -> None:
    submission = outcome.submission
    if submission is None:
        raise Fault("it is accepted without a submission")
    instrument = known.instruments[submission.instrument, submission.version]
    if not validators_of(instrument).explaining.is_valid(nest(instrument, submission.responses)):
        raise Fault("it is accepted and not valid by the schema of its instrument")
    if any(one.state in UNSURE for one in submission.responses):
        raise Fault("it is accepted with an answer that only a person can tell")
    if not submission.agency or not submission.round:
        raise Fault("it is accepted, and nobody can say whose it is")


def _printed(path: Path) -> None:
    """What `read --raw` prints of the file; raises where a line of it is no JSON in UTF-8."""
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(printed):
        _printed_raw(path, path.read_bytes(), read(path)[1])
    for line in printed.buffer.getvalue().decode().splitlines():  # type: ignore[attr-defined]
        json.loads(line, parse_constant=_no_number)


def _no_number(word: str) -> None:
    raise Fault(f"“read --raw” prints {word}, which is no JSON")


def _place(error: BaseException) -> str:
    """The innermost place in our own modules that an error came through; the outermost of all where it met none."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if any(room in one.filename for room in OURS) and "/tests/" not in one.filename]
    at = (ours or frames)[-1]
    return f"{'/'.join(Path(at.filename).parts[-3:])}:{at.lineno}"


class _Heard(logging.Handler):
    """Keeps what is logged while a file is read: a worker would write it beside the talk of the service."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _quiet() -> Iterator[None]:
    """Raises where something was logged."""
    heard, root = _Heard(), logging.getLogger()
    root.addHandler(heard)
    try:
        yield
    finally:
        root.removeHandler(heard)
    if heard.records:
        first = heard.records[0]
        raise Fault(f"{first.name} logs at {Path(first.pathname).name}:{first.lineno}") from None
