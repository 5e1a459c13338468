"""One file through its stages: read, recognise, bind, judge. Knows nothing of Prefect, so that workers start fast."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extractors.read import read
from planwright.bind import bind
from planwright.instruments import Instruments
from planwright.judge import judge
from planwright.model import Outcome, Problem, Severity, verdict_of
from planwright.recognise import check_identity, recognise


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a form is held against: the instruments, and the printed names of agencies and rounds by id.

    Without a workspace no agency or round is known, and their names are not checked.
    """

    instruments: Instruments
    agencies: Mapping[str, str] | None = None
    rounds: Mapping[str, str] | None = None


def read_form(path: Path, known: Known) -> Outcome:
    """What becomes of this file: the verdict with its problems, and the submission where it is a known form."""
    intake, reading = read(path)
    if any(one.severity is Severity.FATAL for one in reading.problems):
        return Outcome(intake=intake, verdict=verdict_of(reading.problems))
    form = recognise(reading, known.instruments)
    if isinstance(form, Problem):
        return Outcome(intake=intake, verdict=verdict_of((*reading.problems, form)))
    submission, bound = bind(reading, form.instrument, form.stamp)
    identity: tuple[Problem, ...] = ()
    if known.agencies is not None and known.rounds is not None:
        identity = check_identity(submission, form.instrument, agencies=known.agencies, rounds=known.rounds)
    problems = (*reading.problems, *identity, *bound, *judge(submission, form.instrument))
    return Outcome(intake=intake, submission=submission, verdict=verdict_of(problems))
