"""One file through its stages: read, recognise, bind, judge. Knows nothing of Prefect, so that workers start fast."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from extractors.read import read, read_held, unpacked
from extractors.triage import UNKNOWN
from flows.adopted import beside_adopted
from flows.beside import Load, beside_blank, bytes_of
from flows.bundle import forms_in, may_be_several
from flows.differs import in_few_words, lines_in
from flows.enclosed import as_bundle, may_hold_form, of_package, with_enclosed
from flows.known import Known, by_print
from flows.looked import Look
from planwright.bind import bind
from planwright.editions.rename import as_asked, with_given, without_name
from planwright.judge import judge
from planwright.model import Attached, Intake, Outcome, Problem, Reading, Severity, Submission, verdict_of
from planwright.problems import FileCode, FormCode, problem, told_once
from planwright.recognise import Recognised, check_period, recognise
from planwright.whose import Fixed, Listed, whose

MEGABYTE = 2**20


def read_form(path: Path, known: Known) -> Outcome:
    """What becomes of this file: the verdict with its problems, and the submission where it is a known form.

    The folders and the name in the path are those it arrived in and under: they tell whose form it is. Forms that
    came within it are named, and not read: each is a file of its own.
    """
    if found := _too_large(path, known.largest_mb):
        return unread(path, found)
    intake, reading = read(path)
    return _whole(intake, reading, partial(bytes_of, path, intake), known)


def read_forms(path: Path, known: Known) -> Iterator[Outcome]:
    """What becomes of this file, and then of each form that came within it."""
    outcome = read_form(path, known)
    yield outcome
    if outcome.enclosed:
        yield from _within(outcome, path.read_bytes(), known)


def _within(outcome: Outcome, data: bytes, known: Known) -> Iterator[Outcome]:
    for one in unpacked(data, outcome.enclosed):
        inner = _read_within(outcome.intake.path, one, known)
        yield inner
        yield from _within(inner, one.data, known)


def _read_within(parent: Path, held: Attached, known: Known) -> Outcome:
    path = parent.with_name(held.name)
    if known.largest_mb is not None and len(held.data) > known.largest_mb * MEGABYTE:
        return unread(path, _over(len(held.data), known.largest_mb))
    return _whole(*read_held(path, held.data), lambda: held.data, known)


def _whole(intake: Intake, reading: Reading, load: Load, known: Known) -> Outcome:
    if reading.package:
        return _package(intake, reading, load, known)
    outcome = _judged(intake, reading, load, known)
    if reading.attached:
        read = partial(_read_within, intake.path, known=known)
        return with_enclosed(outcome, reading.attached, lambda one: may_hold_form(read(one)))
    return _taken_apart(outcome, reading, load, known) if may_be_several(outcome, reading) else outcome


def _package(intake: Intake, reading: Reading, load: Load, known: Known) -> Outcome:
    data = load()
    if isinstance(data, Problem):
        return Outcome(intake=intake, verdict=verdict_of((data,)))
    look = Look(judge=partial(_read_within, intake.path, known=known))
    return of_package(intake, reading.package, unpacked(data, reading.attached), look.may_be_form, reading.problems)


def _taken_apart(outcome: Outcome, reading: Reading, load: Load, known: Known) -> Outcome:
    """The outcome of a PDF that may be several forms one after the other; as it was where it is not just these."""
    path, data = outcome.intake.path, load()
    if isinstance(data, Problem):
        return outcome
    bundle = forms_in(data, reading, known, lambda one: _judged_within(path, one, known))
    return as_bundle(outcome, bundle.forms, bundle.untied) if bundle else outcome


def _judged_within(parent: Path, held: Attached, known: Known) -> Outcome:
    intake, reading = read_held(parent.with_name(held.name), held.data)
    return _judged(intake, reading, lambda: held.data, known)


def _judged(intake: Intake, reading: Reading, load: Load, known: Known) -> Outcome:
    if not reading.needs_blank and any(one.severity is Severity.FATAL for one in reading.problems):
        return Outcome(intake=intake, verdict=verdict_of(reading.problems))
    media_type = intake.media_type
    form = recognise(reading, known.instruments)
    if isinstance(form, Problem) and not reading.stamps:
        form = by_print(load, media_type, reading, known)
    if isinstance(form, Problem):
        return Outcome(intake=intake, verdict=verdict_of(_unknown(reading, form)))
    reading = _beside(load, media_type, reading, form, known)
    if any(one.severity is Severity.FATAL for one in reading.problems):
        return Outcome(intake=intake, verdict=verdict_of(reading.problems))
    submission, bound = _bound(reading, form)
    submission, identity = _of_somebody(submission, form, intake, known)
    judged = judge(submission, form.instrument)
    problems = told_once((*reading.problems, *_by_words(form), *identity, *bound, *judged))
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
    submission: Submission, form: Recognised, intake: Intake, known: Known
) -> tuple[Submission, tuple[Problem, ...]]:
    """The submission with its agency and round, and what speaks against its being theirs."""
    if known.agencies is None or known.rounds is None:
        return submission, ()
    listed = Listed(agencies=known.agencies, rounds=known.rounds, inbox=known.inbox)
    fixed = Fixed(form.edition.agency, form.edition.round) if form.edition else Fixed()
    agency, of_round, about = whose(
        submission, form.instrument, listed, stamp=form.stamp, path=intake.path, fixed=fixed
    )
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
    return _over(size, limit)


def _over(size: int, limit: int) -> Problem:
    return problem(FileCode.FILE_TOO_LARGE, size=-(-size // MEGABYTE), limit=limit)
