"""Which of several forms counts: a resubmission, an old copy and a clash are told apart; individuals never touch."""

from itertools import permutations

import pytest

from planwright.ledger import FileState, Finding, Ledger
from planwright.model import Accepted, Submission
from planwright.problems import FileCode
from tests.ledger.building import NOT_SURE, UNREAD, put, read, settled, states, submission

S = FileState
OCT_1 = submission(completed="2026-10-01")


def codes(ledger: Ledger, entry: int) -> list[str]:
    return [problem.code for problem in ledger.entry(entry).problems]


# -- the same respondent ----------------------------------------------------------------------------------------------


def test_a_later_form_of_the_same_respondent_replaces_the_earlier_and_both_are_kept(ledger: Ledger):
    first = settled(ledger, "one", OCT_1)
    second = settled(ledger, "two", submission(completed="2026-10-02"))
    assert states(ledger, (first, second)) == [S.SUPERSEDED, S.ACCEPTED]
    assert ledger.entry(first.id).superseded_by == second.id
    assert ledger.entry(first.id).location == first.location
    assert codes(ledger, second.id) == [FileCode.SUPERSEDES.id]
    assert ledger.history(first.id)[-1].reason == f"“form.docx” (file {second.id}) counts in its place."


def test_an_earlier_form_that_comes_in_late_gives_way(ledger: Ledger):
    later = settled(ledger, "two", submission(completed="2026-10-02"))
    old = settled(ledger, "one", OCT_1)
    assert states(ledger, (later, old)) == [S.ACCEPTED, S.SUPERSEDED]
    assert ledger.entry(old.id).superseded_by == later.id
    assert [move.after for move in ledger.history(old.id)][-2:] == [S.ACCEPTED, S.SUPERSEDED]


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("at_once", [True, False])
def test_the_latest_counts_whatever_order_they_come_in(ledger: Ledger, order: tuple[int, ...], at_once: bool):
    said = [submission(completed=f"2026-10-0{number + 1}") for number in order]
    entries = read(ledger, "a", "b", "c")
    findings = [Finding(entry=one.id, verdict=Accepted(), submission=it) for one, it in zip(entries, said, strict=True)]
    for batch in [findings] if at_once else [[one] for one in findings]:
        ledger.settle(batch, put)
    assert [order[number] for number, state in enumerate(states(ledger, entries)) if state is S.ACCEPTED] == [2]
    assert states(ledger, entries).count(S.SUPERSEDED) == 2


def test_a_later_form_that_needs_review_replaces_nothing_until_it_is_settled(ledger: Ledger):
    first = settled(ledger, "one", OCT_1)
    second = settled(ledger, "two", submission(completed="2026-10-02"), NOT_SURE)
    assert states(ledger, (first, second)) == [S.ACCEPTED, S.NEEDS_REVIEW]
    done = Finding(entry=second.id, verdict=Accepted(), submission=submission(completed="2026-10-02"))
    ledger.settle([done], put)
    assert states(ledger, (first, second)) == [S.SUPERSEDED, S.ACCEPTED]


def test_a_later_form_spares_a_person_the_earlier_one_in_review(ledger: Ledger):
    first = settled(ledger, "one", OCT_1, NOT_SURE)
    second = settled(ledger, "two", submission(completed="2026-10-02"))
    assert states(ledger, (first, second)) == [S.SUPERSEDED, S.ACCEPTED]


def test_a_form_in_review_stays_there_where_an_earlier_one_is_accepted(ledger: Ledger):
    waiting = settled(ledger, "two", submission(completed="2026-10-02"), NOT_SURE)
    settled(ledger, "one", OCT_1)
    assert states(ledger, (waiting,)) == [S.NEEDS_REVIEW]


CLASHES = {
    "completed on the same day": (OCT_1, OCT_1, "both say they were completed on 2026-10-01"),
    "the newcomer has no date": (OCT_1, submission(completed=None), "does not say when it was completed"),
    "the one that stands has no date": (submission(completed=None), OCT_1, "does not say when it was completed"),
    "the date cannot be one": (OCT_1, submission(completed="last Friday"), "does not say when it was completed"),
    "the roles differ": (
        OCT_1,
        submission(completed="2026-10-02", role="teacher"),
        "the roles differ, so these may be two people",
    ),
    "another person's consensus": (
        submission(basis="consensus"),
        submission("Ben Okoro", basis="consensus", completed="2026-10-02"),
        "another person sent it as the team's agreed answers",
    ),
    "a consensus without a name": (
        submission(basis="consensus"),
        submission(None, basis="consensus", completed="2026-10-02"),
        "another person sent it as the team's agreed answers",
    ),
}


@pytest.mark.parametrize("case", CLASHES)
@pytest.mark.parametrize("at_once", [True, False])
def test_what_cannot_be_told_is_a_clash_and_a_person_decides(ledger: Ledger, case: str, at_once: bool):
    held, new, why = CLASHES[case]
    entries = read(ledger, "one", "two")
    findings = [Finding(entry=entries[n].id, verdict=Accepted(), submission=said) for n, said in enumerate((held, new))]
    for batch in [findings] if at_once else [[one] for one in findings]:
        ledger.settle(batch, put)
    assert states(ledger, entries) == [S.ACCEPTED, S.NEEDS_REVIEW]
    (clash,) = ledger.entry(entries[1].id).problems
    assert clash.code == FileCode.CLASH.id
    assert why in clash.message
    assert "(form.docx)" in clash.message
    assert ledger.entry(entries[1].id).location == f"needs review/{entries[1].id}"


@pytest.mark.parametrize("case", CLASHES)
def test_the_form_a_person_keeps_replaces_the_other(ledger: Ledger, case: str):
    held, new, _ = CLASHES[case]
    first, second = settled(ledger, "one", held), settled(ledger, "two", new)
    ledger.settle([Finding(entry=second.id, verdict=Accepted(), submission=new, keep=True)], put)
    assert states(ledger, (first, second)) == [S.SUPERSEDED, S.ACCEPTED]
    assert codes(ledger, second.id) == []


def test_a_clash_accepted_without_deciding_stays_in_review(ledger: Ledger):
    settled(ledger, "one", OCT_1)
    second = settled(ledger, "two", OCT_1)
    ledger.settle([Finding(entry=second.id, verdict=Accepted(), submission=OCT_1)], put)
    assert states(ledger, (second,)) == [S.NEEDS_REVIEW]


def test_a_clash_ends_when_the_other_form_is_withdrawn(ledger: Ledger):
    first, second = settled(ledger, "one", OCT_1), settled(ledger, "two", OCT_1)
    ledger.withdraw([first.id], "The second one was right.")
    ledger.settle([Finding(entry=second.id, verdict=Accepted(), submission=OCT_1)], put)
    assert states(ledger, (first, second)) == [S.WITHDRAWN, S.ACCEPTED]


def test_a_third_later_form_settles_a_clash_of_two(ledger: Ledger):
    first, second = settled(ledger, "one", OCT_1), settled(ledger, "two", OCT_1)
    third = settled(ledger, "three", submission(completed="2026-10-03"))
    assert states(ledger, (first, second, third)) == [S.SUPERSEDED, S.SUPERSEDED, S.ACCEPTED]


@pytest.mark.parametrize("written", ["ana diaz", "  Ana   DIAZ ", "Ａna Diaz"])
def test_a_name_is_the_same_however_it_is_spaced_and_capitalised(ledger: Ledger, written: str):
    first = settled(ledger, "one", OCT_1)
    settled(ledger, "two", submission(written, completed="2026-10-02"))
    assert states(ledger, (first,)) == [S.SUPERSEDED]


def test_a_newer_version_of_the_form_replaces_the_older_one(ledger: Ledger):
    first = settled(ledger, "one", OCT_1)
    settled(ledger, "two", submission(completed="2026-10-02", version="2"))
    assert states(ledger, (first,)) == [S.SUPERSEDED]


# -- forms that have nothing to do with each other --------------------------------------------------------------------

APART: dict[str, Submission] = {
    "another respondent": submission("Ben Okoro"),
    "another agency": submission(agency="ridge"),
    "another round": submission(round_id="2027-spring"),
    "another practice": submission(instrument="capacity"),
    "the team's consensus": submission(basis="consensus"),
}


@pytest.mark.parametrize("case", APART)
@pytest.mark.parametrize("at_once", [True, False])
def test_forms_of_different_people_or_purposes_never_touch(ledger: Ledger, case: str, at_once: bool):
    entries = read(ledger, "one", "two")
    findings = [
        Finding(entry=one.id, verdict=Accepted(), submission=said)
        for one, said in zip(entries, (OCT_1, APART[case]), strict=True)
    ]
    for batch in [findings] if at_once else [[one] for one in findings]:
        ledger.settle(batch, put)
    assert states(ledger, entries) == [S.ACCEPTED, S.ACCEPTED]
    assert [codes(ledger, entry.id) for entry in entries] == [[], []]


def test_forms_without_a_name_are_never_taken_for_one_person(ledger: Ledger):
    entries = [settled(ledger, text, submission(None)) for text in ("one", "two", "three")]
    assert states(ledger, entries) == [S.ACCEPTED] * 3


def test_a_quarantined_file_touches_no_form(ledger: Ledger):
    first = settled(ledger, "one", OCT_1)
    (second,) = read(ledger, "two")
    ledger.settle([Finding(entry=second.id, verdict=UNREAD)], put)
    assert states(ledger, (first, second)) == [S.ACCEPTED, S.QUARANTINED]
    assert ledger.entry(second.id).facts is None


def test_the_ledger_names_no_respondent(ledger: Ledger):
    entry = settled(ledger, "one", OCT_1)
    facts = ledger.entry(entry.id).facts
    assert facts is not None
    assert "Ana" not in repr(facts)
    assert len(facts.respondent or "") == 64
