"""Which of several forms counts: told by what the forms say, never by the order in which they came in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from planwright.ledger.entries import Entry, Facts, Finding, Weighed, facts_of
from planwright.ledger.states import FileState
from planwright.model import Accepted, NeedsReview, Problem
from planwright.problems import FileCode, problem

CONSENSUS = "consensus"

Group = tuple[str | None, ...]


class Order(StrEnum):
    """How one form stands to another of its group."""

    LATER = "later"
    EARLIER = "earlier"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A form in its group: its entry's id and name, and what it says of itself."""

    id: int
    name: str
    facts: Facts


def group_of(facts: Facts) -> Group | None:
    """What forms share of which only one can count; None where a form stands by itself.

    A team's consensus is one for the agency, the round and the practice. An individual's form is one for the
    respondent; without a name nobody can say whose it is, so it is told apart from all others.
    """
    if facts.basis == CONSENSUS:
        return (facts.agency, facts.round, facts.instrument, CONSENSUS)
    if facts.respondent is None:
        return None
    return (facts.agency, facts.round, facts.instrument, facts.basis, facts.respondent)


def compare(one: Facts, other: Facts) -> tuple[Order, str]:
    """How the one form stands to another of its group, and why it is unclear where it is."""
    if one.respondent is None or one.respondent != other.respondent:
        return Order.UNCLEAR, "another person sent it as the team's agreed answers"
    if one.role and other.role and one.role != other.role:
        return Order.UNCLEAR, "the name is the same but the roles differ, so these may be two people"
    if one.completed is None or other.completed is None:
        return Order.UNCLEAR, "one of the two does not say when it was completed"
    if one.completed == other.completed:
        return Order.UNCLEAR, f"both say they were completed on {one.completed}"
    return (Order.LATER if one.completed > other.completed else Order.EARLIER), ""


def weigh(findings: Sequence[tuple[Finding, Entry]], standing: Iterable[Entry]) -> tuple[Weighed, ...]:
    """The findings held against each other and against the entries that stand, in the order given.

    Of a group at most one form is accepted. A later one replaces it, an earlier one gives way to it, and where that
    cannot be told the newcomer needs a person, unless a person already said to keep it.
    """
    forms = _Standing(standing, {entry.id for _, entry in findings})
    return tuple(forms.weigh(finding, entry) for finding, entry in findings)


class _Standing:
    """The forms that stand while a batch is weighed: the accepted one of each group, and those in review."""

    def __init__(self, standing: Iterable[Entry], weighed_now: set[int]) -> None:
        self._accepted: dict[Group, _Form] = {}
        self._in_review: dict[Group, list[_Form]] = {}
        for entry in standing:
            group = group_of(entry.facts) if entry.facts else None
            if entry.facts is None or group is None or entry.id in weighed_now:
                continue
            form = _Form(id=entry.id, name=entry.name, facts=entry.facts)
            if entry.state is FileState.ACCEPTED:
                self._accepted[group] = form
            elif entry.state is FileState.NEEDS_REVIEW:
                self._in_review.setdefault(group, []).append(form)

    def weigh(self, finding: Finding, entry: Entry) -> Weighed:
        facts = facts_of(finding.submission) if finding.submission else None
        plain = Weighed(entry=entry, verdict=finding.verdict, submission=finding.submission, facts=facts)
        group = group_of(facts) if facts else None
        if facts is None or group is None:
            return plain
        form = _Form(id=entry.id, name=entry.name, facts=facts)
        if isinstance(finding.verdict, Accepted):
            return self._accept(plain, form, group, keep=finding.keep)
        if isinstance(finding.verdict, NeedsReview):
            self._in_review.setdefault(group, []).append(form)
        return plain

    def _accept(self, plain: Weighed, form: _Form, group: Group, *, keep: bool) -> Weighed:
        held = self._accepted.get(group)
        order, why = compare(form.facts, held.facts) if held else (Order.LATER, "")
        if held and not keep:
            if order is Order.UNCLEAR:
                self._in_review.setdefault(group, []).append(form)
                return _clash(plain, problem(FileCode.CLASH, name=held.name, detail=why))
            if order is Order.EARLIER:
                return replace(plain, replaced_by=held.id)
        self._accepted[group] = form
        problems = plain.verdict.problems
        if held and order is Order.LATER:
            problems = (*problems, problem(FileCode.SUPERSEDES, name=held.name))
        outdone = self._outdone(form, group)
        return replace(
            plain, verdict=Accepted(problems=problems), replaces=((held.id,) if held else ()) + tuple(outdone)
        )

    def _outdone(self, form: _Form, group: Group) -> list[int]:
        """The forms in review that this one clearly comes after; nobody need look at them any more."""
        waiting = self._in_review.get(group, [])
        outdone = [one.id for one in waiting if compare(form.facts, one.facts)[0] is Order.LATER]
        self._in_review[group] = [one for one in waiting if one.id not in outdone]
        return outdone


def _clash(plain: Weighed, clash: Problem) -> Weighed:
    return replace(plain, verdict=NeedsReview(problems=(*plain.verdict.problems, clash)))
