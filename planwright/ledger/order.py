"""Which of several forms counts: told by what the forms say, never by the order in which they came in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from planwright.identity import CONSENSUS
from planwright.ledger.entries import ANSWERS, Entry, Facts, Finding, Weighed, facts_of
from planwright.ledger.states import FileState
from planwright.model import NOT_TOLD, Accepted, NeedsReview, Problem, Quarantined, Severity
from planwright.problems import FileCode, problem

Group = tuple[str | None, ...]


class Order(StrEnum):
    """How one form stands to another of its group."""

    LATER = "later"
    EARLIER = "earlier"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A form in its group: its entry, what it says of itself, and whether only a clash can keep it from counting."""

    entry: Entry
    facts: Facts
    in_order: bool

    @property
    def id(self) -> int:
        """The id of its entry."""
        return self.entry.id

    @property
    def rank(self) -> tuple[date, str]:
        """What decides which of forms that clash counts: the day it was completed, then its bytes."""
        return self.facts.completed or date.min, self.entry.sha256


def group_of(facts: Facts) -> Group | None:
    """What forms share of which only one can count; None where a form stands by itself.

    A team's consensus is one for the agency, the round and the practice. An individual's form is one for the
    respondent; without a name nobody can say whose it is, so it is told apart from all others, but from one of others
    that gives the same answers. A form whose agency or round is not told stands by itself.
    """
    if NOT_TOLD in (facts.agency, facts.round):
        return None
    if facts.basis == CONSENSUS:
        return (facts.agency, facts.round, facts.instrument, CONSENSUS)
    if facts.respondent is None:
        return None
    return (facts.agency, facts.round, facts.instrument, facts.basis, facts.respondent)


def compare(one: Facts, other: Facts) -> tuple[Order, str]:
    """How the one form stands to another of its group, and why it is unclear where it is."""
    if one.respondent is None or one.respondent != other.respondent:
        return Order.UNCLEAR, "another person sent it as the team's agreed answers"
    if one.respondent.startswith(ANSWERS):
        return (
            Order.UNCLEAR,
            "neither gives a name, and all their answers are the same, so one may be a copy of the other",
        )
    if one.role != other.role:
        differ = "the roles differ" if one.role and other.role else "only one of the two says the role"
        return Order.UNCLEAR, f"the name is the same but {differ}, so these may be two people"
    if one.completed is None or other.completed is None:
        return Order.UNCLEAR, "one of the two does not say when it was completed"
    if one.completed == other.completed:
        return Order.UNCLEAR, f"both say they were completed on {one.completed}"
    return (Order.LATER if one.completed > other.completed else Order.EARLIER), ""


def weigh(findings: Sequence[tuple[Finding, Entry]], standing: Iterable[Entry]) -> tuple[Weighed, ...]:
    """The findings held against each other and against the entries that stand, in the order given.

    Of a group at most one form is accepted, whichever came in first. A later form of the same person replaces an
    earlier one. Of forms that clash the one completed last counts and the others need a person, unless a person
    already said which to keep. Accepted entries that need one now follow after the findings.
    """
    forms = _Standing(standing, {entry.id for _, entry in findings})
    for finding, entry in findings:
        forms.weigh(finding, entry)
    return forms.weighed()


class _Standing:
    """The forms that stand while a batch is weighed: the one of each group that counts, and those in review."""

    def __init__(self, standing: Iterable[Entry], weighed_now: set[int]) -> None:
        self._counts: dict[Group, _Form] = {}
        self._in_review: dict[Group, list[_Form]] = {}
        self._found: dict[int, Weighed] = {}
        self._sent_back: dict[int, Weighed] = {}
        for entry in standing:
            group = group_of(entry.facts) if entry.facts else None
            if entry.facts is None or group is None or entry.id in weighed_now:
                continue
            form = _Form(entry=entry, facts=entry.facts, in_order=_in_order(entry.problems))
            if entry.state is FileState.ACCEPTED:
                self._counts[group] = form
            elif entry.state is FileState.NEEDS_REVIEW:
                self._in_review.setdefault(group, []).append(form)

    def weighed(self) -> tuple[Weighed, ...]:
        return (*self._found.values(), *self._sent_back.values())

    def weigh(self, finding: Finding, entry: Entry) -> None:
        facts = facts_of(finding.submission) if finding.submission else None
        plain = Weighed(
            entry=entry,
            verdict=finding.verdict,
            submission=finding.submission,
            facts=facts,
            seconds=finding.seconds,
        )
        self._found[entry.id] = plain
        group = group_of(facts) if facts else None
        if facts is None or group is None or isinstance(finding.verdict, Quarantined):
            return
        form = _Form(entry=entry, facts=facts, in_order=isinstance(finding.verdict, Accepted))
        successor = None if finding.keep else self._successor(form, group)
        if successor:
            self._found[entry.id] = replace(plain, replaced_by=successor.id)
        elif form.in_order:
            self._enter(plain, form, group, keep=finding.keep)
        else:
            self._in_review.setdefault(group, []).append(form)

    def _successor(self, form: _Form, group: Group) -> _Form | None:
        """The latest form in order that clearly comes after this one."""
        later = [one for one in self._of(group) if one.in_order and _is_later(one, form)]
        return max(later, key=lambda one: one.rank, default=None)

    def _enter(self, plain: Weighed, form: _Form, group: Group, *, keep: bool) -> None:
        """Let a form in order take its place in its group: it counts, or waits for a person where another does."""
        held = self._counts.get(group)
        replaced = [one for one in self._of(group) if _is_later(form, one) or (keep and one is held)]
        self._in_review[group] = [one for one in self._in_review.get(group, []) if one not in replaced]
        for one in replaced:
            self._sent_back.pop(one.id, None)
        verdict = plain.verdict
        earlier = [one for one in replaced if _is_later(form, one)]
        if earlier:
            told = (problem(FileCode.SUPERSEDES, name=one.entry.name, changed="") for one in earlier)
            verdict = replace(verdict, problems=(*told, *verdict.problems))
        if held and held not in replaced and held.rank > form.rank:
            verdict = _clash(verdict.problems, form, held)
            self._in_review[group].append(form)
        else:
            if held and held not in replaced:
                self._send_back(held, form, group)
            self._counts[group] = form
        self._found[form.id] = replace(plain, verdict=verdict, replaces=tuple(one.id for one in replaced))

    def _send_back(self, held: _Form, form: _Form, group: Group) -> None:
        """Have a person look at the form that counted until this one came."""
        self._in_review[group].append(held)
        if weighed := self._found.get(held.id):
            self._found[held.id] = replace(weighed, verdict=_clash(weighed.verdict.problems, held, form))
        else:
            verdict = _clash(held.entry.problems, held, form)
            self._sent_back[held.id] = Weighed(
                entry=held.entry, verdict=verdict, submission=None, facts=held.facts, seconds=held.entry.seconds
            )

    def _of(self, group: Group) -> list[_Form]:
        held = self._counts.get(group)
        return [*([held] if held else []), *self._in_review.get(group, [])]


def _is_later(one: _Form, other: _Form) -> bool:
    return compare(one.facts, other.facts)[0] is Order.LATER


def _in_order(problems: Iterable[Problem]) -> bool:
    return all(one.severity is Severity.WARNING or one.code == FileCode.CLASH.id for one in problems)


def _clash(problems: Iterable[Problem], form: _Form, counts: _Form) -> NeedsReview:
    """What is said of this form while the other one counts."""
    _, why = compare(form.facts, counts.facts)
    return NeedsReview(problems=(*problems, problem(FileCode.CLASH, name=counts.entry.name, detail=why)))
