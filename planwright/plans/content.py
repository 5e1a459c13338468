"""Summaries of one agency and round → everything a plan says, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from planwright.figures import Summary
from planwright.instruments import Instruments, Item, Kind, Score
from planwright.plans.checks import unsettled_of
from planwright.plans.gaps import needs_of
from planwright.plans.missing import empty_of, not_returned, uncounted_words, waiting_of
from planwright.plans.rankings import rankings_of
from planwright.plans.ratings import elements_of, ratings_of
from planwright.plans.sections import (
    NOT_PROVIDED,
    Answered,
    Assessment,
    Fit,
    Person,
    PlanContent,
    Practice,
    Resource,
    Signature,
    Vision,
)
from planwright.plans.slots import Fed, Slots, forms_words, gather, instrument_of, title_of
from planwright.plans.tables import goals_of, logic_model_of, roles_of, rows_of
from planwright.plans.words import counted, date_words, span_words

DOCUMENT = 8  # first digits of a form's sha256, by which it is found again
NOT_CARRIED = "see the signed form"  # where signatures are not part of the summary
NONE_WAIT: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whose plan it is, as printed: the center that makes it, the agency, its program if one is named, the round."""

    center: str
    agency: str
    program: str | None
    round: str


def plan_content(
    instruments: Instruments,
    summaries: Sequence[Summary],
    *,
    about: About,
    prepared: date,
    waiting: Mapping[str, int] = NONE_WAIT,
    title: str = "Technical assistance plan",
) -> PlanContent:
    """What the plan of one agency and round says.

    `summaries` are all of this agency and round; `prepared` is the day printed as the plan's version. `waiting` are the
    forms that came back and wait for a person, by practice.
    """
    if len({(summary.agency, summary.round) for summary in summaries}) > 1:
        raise ValueError("the summaries of a plan are of one agency and one round")
    slots = gather(instruments, summaries)
    checks, unsettled = unsettled_of(slots)
    return PlanContent(
        title=title,
        center=about.center,
        agency=about.agency,
        program=about.program or "",
        round=about.round,
        prepared=date_words(prepared.isoformat()),
        based_on=_based_on(summaries),
        uncounted=uncounted_words(waiting),
        provisional=_provisional(instruments, summaries),
        language="en-US",
        prepared_on=prepared,
        nothing=NOT_PROVIDED,
        assessments=tuple(_assessment(instruments, summary) for summary in _ordered(instruments, summaries)),
        waiting=waiting_of(instruments, summaries, waiting),
        not_returned=not_returned(instruments, summaries, waiting),
        team=_answered(slots, "team"),
        setting=_answered(slots, "needs.setting"),
        needs=needs_of(slots),
        strengths=_answered(slots, "needs.strengths"),
        concerns=_answered(slots, "needs.concerns"),
        readiness=ratings_of(slots.get("readiness", ())),
        readiness_comments=_answered(slots, "readiness.comments"),
        capacity=ratings_of(slots.get("capacity", ())),
        capacity_elements=elements_of(slots.get("capacity.elements", ())),
        capacity_comments=_answered(slots, "capacity.comments"),
        vision=Vision(
            statements=_statements(slots),
            detail=_answered(slots, "vision.detail"),
            checks=checks,
            unsettled=unsettled,
        ),
        rankings=rankings_of(slots),
        reasons=_answered(slots, "priorities.reasons"),
        priorities_detail=_answered(slots, "priorities.detail"),
        goals_detail=_answered(slots, "goals.detail"),
        goals=goals_of(slots),
        practices=rows_of(Practice, slots, "practices"),
        practices_detail=_answered(slots, "practices.detail"),
        fit=Fit(
            practice=ratings_of(slots.get("fit.practice", ())),
            ta=ratings_of(slots.get("fit.ta", ())),
            recommendation=_answered(slots, "fit.recommendation"),
            notes=_answered(slots, "fit.notes"),
        ),
        logic_model=logic_model_of(slots),
        logic_checks=_answered(slots, "logic-model.checks"),
        roles=roles_of(slots),
        people=rows_of(Person, slots, "people"),
        resources=rows_of(Resource, slots, "resources"),
        resources_detail=_answered(slots, "resources.detail"),
        empty=empty_of(instruments, slots, waiting),
        evaluation=_answered(slots, "evaluation"),
        sustainability=_answered(slots, "sustainability"),
        review_dates=_answered(slots, "review.dates"),
        review_how=_answered(slots, "review.how"),
        signatures=_signatures(slots),
    )


def _answered(slots: Slots, slot: str) -> tuple[Answered, ...]:
    """Every question that feeds the slot with its answers, also where it has none."""
    return tuple(
        Answered(question=item.question, source=fed.source, answers=fed.said(item))
        for fed in slots.get(slot, ())
        if not isinstance(fed.node, Score)
        for item in fed.items
        if fed.is_asked(item)
    )


def _statements(slots: Slots) -> tuple[str, ...]:
    given = [words for one in _answered(slots, "vision.statement") for words in one.answers]
    return tuple(words for words in given if words != NOT_PROVIDED)


def _ordered(instruments: Instruments, summaries: Iterable[Summary]) -> list[Summary]:
    order = {key: place for place, key in enumerate(instruments)}
    return sorted(summaries, key=lambda one: (order.get((one.instrument, one.version), 0), one.basis))


def _assessment(instruments: Instruments, summary: Summary) -> Assessment:
    return Assessment(
        title=title_of(instrument_of(instruments, summary)),
        answers=forms_words(summary),
        completed=span_words(summary.first_completed, summary.last_completed),
        withheld=_withheld(summary),
        documents=", ".join(source[:DOCUMENT] for source in summary.sources),
    )


def _withheld(summary: Summary) -> str:
    """How many figures of a summary are not shown."""
    held = sum(figure.withheld for figure in summary.figures)
    return f"{held} of {counted(len(summary.figures), 'figure')}" if held else "none"


def _based_on(summaries: Sequence[Summary]) -> str:
    days = sorted(day for one in summaries for day in (one.first_completed, one.last_completed) if day)
    forms = counted(sum(len(summary.sources) for summary in summaries), "form")
    kinds = counted(len({summary.instrument for summary in summaries}), "instrument")
    when = span_words(days[0] if days else None, days[-1] if days else None)
    return f"{forms} of {kinds}, completed {when}" if summaries else f"forms {NOT_PROVIDED}"


def _provisional(instruments: Instruments, summaries: Iterable[Summary]) -> str:
    """A sentence on the instruments that stand for practices the source briefs do not define; empty without any."""
    counted_on = [instrument_of(instruments, summary) for summary in summaries]
    found = {instrument.title for instrument in counted_on if instrument.provisional}
    if not found:
        return ""
    return (
        f"Provisional: {', '.join(sorted(found))}. The practices of these forms are not defined by the framework this"
        " plan follows; read what they say as orientation only."
    )


def _signatures(slots: Slots) -> tuple[Signature, ...]:
    """Each signature the forms ask for, with the date asked for after it."""
    asked = [(fed, item) for fed in slots.get("signatures", ()) for item in fed.items]
    found = []
    for at, (fed, item) in enumerate(asked):
        if item.kind is Kind.SIGNATURE:
            days = [(one, day) for one, day in asked[at + 1 : at + 2] if day.kind is Kind.DATE]
            when = days[0][0].said(days[0][1])[0] if days and days[0][0].figure(days[0][1].path) else NOT_CARRIED
            found.append(
                Signature(form=title_of(fed.instrument), by=item.question, signed=_signed(fed, item), date=when)
            )
    return tuple(found)


def _signed(fed: Fed, item: Item) -> str:
    """Whether the form was signed, and never the name; a form whose signatures are not summed up says where to look."""
    figure = fed.figure(item.path)
    if figure is None:
        return NOT_CARRIED
    return "signed" if figure.n else NOT_PROVIDED
