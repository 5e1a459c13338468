"""One file through its stages: read, recognise, bind, judge. Knows nothing of Prefect, so that workers start fast."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from extractors.read import read
from extractors.triage import UNKNOWN
from flows.adopted import beside_adopted
from flows.beside import Load, beside_blank, bytes_of
from flows.differs import in_few_words, lines_in
from flows.known import Known, by_print
from planwright.bind import bind
from planwright.editions.rename import as_asked, with_given, without_name
from planwright.judge import judge
from planwright.model import Intake, Outcome, Problem, Reading, Severity, Submission, verdict_of
from planwright.problems import FileCode, FormCode, problem
from planwright.recognise import Recognised, check_period, recognise
from planwright.whose import Fixed, Listed, whose

MEGABYTE = 2**20


def read_form(path: Path, known: Known) -> Outcome:
    """What becomes of this file: the verdict with its problems, and the submission where it is a known form.

    The folders and the name in the path are those it arrived in and under: they tell whose form it is.
    """
    if found := _too_large(path, known.largest_mb):
        return unread(path, found)
    intake, reading = read(path)
    if not reading.needs_blank and any(one.severity is Severity.FATAL for one in reading.problems):
        return Outcome(intake=intake, verdict=verdict_of(reading.problems))
    taken = reading.taken
    load: Load = partial(bytes_of, path, intake) if taken is None else lambda: taken.data
    media_type = intake.media_type if taken is None else taken.media_type
    form = recognise(reading, known.instruments)
    if isinstance(form, Problem) and not reading.stamps:
        form = by_print(load, media_type, reading, known)
    if isinstance(form, Problem):
        return Outcome(intake=intake, verdict=verdict_of(_unknown(reading, form)))
    reading = _beside(load, media_type, reading, form, known)
    if any(one.severity is Severity.FATAL for one in reading.problems):
        return Outcome(intake=intake, verdict=verdict_of(reading.problems))
    submission, bound = _bound(reading, form)
    submission, identity = _of_somebody(submission, form, path, intake, known)
    problems = (*reading.problems, *_by_words(form), *identity, *bound, *judge(submission, form.instrument))
    if form.edition is not None:
        lines = partial(lines_in, load, media_type, reading, form.edition)
        problems = in_few_words(problems, submission, form.edition, known.blanks, lines)
    return Outcome(intake=intake, submission=submission, verdict=verdict_of(problems))


def _beside(load: Load, media_type: str, reading: Reading, form: Recognised, known: Known) -> Reading:
    """The reading, held beside the blank of the form it is of."""
    if form.edition is not None:
        found = beside_adopted(load, media_type, reading, form.edition, known.blanks)
        return as_asked(found, form.edition, form.instrument)
    names = known.names_of(form.stamp)
    return beside_blank(load, media_type, reading, form.instrument, known.blanks, names=names)


def _bound(reading: Reading, form: Recognised) -> tuple[Submission, tuple[Problem, ...]]:
    """The submission that a reading amounts to, with what all copies of an adopted form share."""
    submission, told = bind(reading, form.instrument, form.stamp, form.edition)
    if form.edition is None:
        return submission, told
    submission = with_given(submission, form.edition)
    return submission, (*told, *without_name(submission, form.edition))


def _by_words(form: Recognised) -> tuple[Problem, ...]:
    """What is told of a form of ours that lost its identity; those that others made never had one."""
    if form.stamp is not None or form.edition is not None:
        return ()
    title = f"{form.instrument.title}, version {form.instrument.version}"
    return (problem(FormCode.RECOGNISED, form=title, share=f"{form.share:.0%}"),)


def _of_somebody(
    submission: Submission, form: Recognised, path: Path, intake: Intake, known: Known
) -> tuple[Submission, tuple[Problem, ...]]:
    """The submission with its agency and round, and what speaks against its being theirs."""
    if known.agencies is None or known.rounds is None:
        return submission, ()
    listed = Listed(agencies=known.agencies, rounds=known.rounds, inbox=known.inbox)
    fixed = Fixed(form.edition.agency, form.edition.round) if form.edition else Fixed()
    agency, of_round, about = whose(submission, form.instrument, listed, stamp=form.stamp, path=path, fixed=fixed)
    submission = replace(submission, agency=agency, round=of_round)
    period = check_period(
        submission, form.instrument, rounds=known.rounds, periods=known.periods, received=intake.received
    )
    return submission, (*about, *period)


def _unknown(reading: Reading, form: Problem) -> tuple[Problem, ...]:
    """What is told of a file of which nobody can say what form it is; one without fields need not be any."""
    if not reading.needs_blank or form.code in (FormCode.NEAREST_FORMS.id, FormCode.FITS_SEVERAL.id):
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
