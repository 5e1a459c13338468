"""Submissions of one instrument, agency and round → one summary for each basis they were given on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from planwright.aggregate.apart import kept_apart
from planwright.aggregate.gaps import gap_figures
from planwright.aggregate.modes import item_figure, table_figure
from planwright.aggregate.scores import score_figure
from planwright.aggregate.tally import Forms
from planwright.answers import nest
from planwright.errors import PlanwrightError
from planwright.figures import Figure, Summary
from planwright.identity import COMPLETED, CONSENSUS, INDIVIDUAL
from planwright.instruments import Instrument, Item, Kind, Row, Section, Table
from planwright.model import Response, State, Submission

NO_FIGURE = "none"
SIGNED = "signed"

Counted = Sequence[tuple[str, Submission]]


def aggregate(instrument: Instrument, counted: Counted) -> tuple[Summary, ...]:
    """One summary for each basis present, that of the individual forms first; none where nothing is counted.

    `counted` are accepted submissions with the sha256 of their files: of this instrument version, one agency and one
    round, each file and each consensus once. Raises `PlanwrightError` where they are not.
    """
    _check(instrument, counted)
    ordered = sorted(counted, key=lambda pair: pair[0])
    return tuple(
        _summary(instrument, basis, [pair for pair in ordered if pair[1].respondent.basis == basis])
        for basis in (INDIVIDUAL, CONSENSUS)
        if any(submission.respondent.basis == basis for _, submission in counted)
    )


def _check(instrument: Instrument, counted: Counted) -> None:
    """Raises where the ledger handed over what cannot be added up."""
    sources = [source for source, _ in counted]
    bases = [submission.respondent.basis for _, submission in counted]
    groups = {(one.instrument, one.version, one.agency, one.round) for _, one in counted}
    for source, times in Counter(sources).items():
        if times > 1:
            raise PlanwrightError(f"The file {source} is to be counted twice. Keep one entry of it in the ledger.")
    for group in groups:
        if len(groups) > 1 or group[:2] != (instrument.practice, instrument.version):
            raise PlanwrightError(
                f"Forms of {' / '.join(group)} are to be counted with others, for {instrument.practice} version"
                f" {instrument.version}. Count each instrument version, agency and round by itself."
            )
    for basis in bases:
        if basis not in (INDIVIDUAL, CONSENSUS):
            raise PlanwrightError(
                f"An accepted form is given on the basis “{basis}”. Send it to review to settle that."
            )
    if bases.count(CONSENSUS) > 1:
        raise PlanwrightError(
            f"{bases.count(CONSENSUS)} consensus forms are to be counted for {' / '.join(groups.pop())}, where a team"
            " has one. Send them to review to settle which counts."
        )


def _summary(instrument: Instrument, basis: str, counted: Counted) -> Summary:
    submission = counted[0][1]
    responses = {source: _unnamed(instrument, form) for source, form in counted}
    forms = Forms(
        instrument=instrument,
        basis=basis,
        least=instrument.least_answers if basis == INDIVIDUAL else 1,
        responses=responses,
        documents={source: nest(instrument, form.values()) for source, form in responses.items()}
        if instrument.tables
        else {},
    )
    completed = sorted(
        str(form[COMPLETED].value)
        for form in responses.values()
        if COMPLETED in form and form[COMPLETED].state is State.ANSWERED
    )
    return Summary(
        agency=submission.agency,
        round=submission.round,
        instrument=instrument.practice,
        version=instrument.version,
        basis=basis,
        first_completed=completed[0] if completed else None,
        last_completed=completed[-1] if completed else None,
        figures=kept_apart(tuple(_figures(forms)), forms),
        sources=tuple(responses),
    )


def _unnamed(instrument: Instrument, form: Submission) -> Mapping[str, Response]:
    """The responses of a form by item path; of a signature only that it was given, never the name."""
    return {
        one.item: replace(one, value=SIGNED, raw=None) if one.value and _is_signature(instrument, one.item) else one
        for one in form.responses
    }


def _is_signature(instrument: Instrument, path: str) -> bool:
    item = instrument.item_of(path)
    return item is not None and item.kind is Kind.SIGNATURE


def _figures(forms: Forms) -> Iterator[Figure]:
    """Every figure in the order of the form; a row's gap before its items, and the scores last."""
    for section in forms.instrument.sections:
        yield from _figures_of(section, forms)
    for score in forms.instrument.scores:
        yield score_figure(score, forms)


def _figures_of(section: Section, forms: Forms) -> Iterator[Figure]:
    gaps = {gap.item: gap for gap in gap_figures([row for row in section.children if isinstance(row, Row)], forms)}
    for child in section.children:
        if child.path in gaps:
            yield gaps[child.path]
        match child:
            case Table():
                yield table_figure(child, forms)
            case Row():
                yield from _item_figures(child.items, forms)
            case Item():
                yield from _item_figures((child,), forms)


def _item_figures(items: Sequence[Item], forms: Forms) -> Iterator[Figure]:
    return (item_figure(item, forms) for item in items if item.aggregate != NO_FIGURE)
