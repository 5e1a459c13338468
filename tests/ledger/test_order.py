"""Which of several forms counts: a resubmission, an old copy and a clash are told apart; individuals never touch."""

from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planwright.ledger import FileState, Finding, Ledger, facts_of, open_ledger
from planwright.model import NOT_TOLD, Accepted, Submission, Verdict
from planwright.problems import FileCode
from tests.ledger.building import NOT_SURE, UNREAD, put, read, settled, states, submission

S = FileState
OCT_1 = submission(completed="2026-10-01")
OCT_2 = submission(completed="2026-10-02")


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
    assert ledger.history(first.id)[-1].reason == f"“form.docx” (file {second.id}) takes its place."


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


def test_an_earlier_form_that_needs_review_gives_way_to_a_later_one_that_counts(ledger: Ledger):
    second = settled(ledger, "two", submission(completed="2026-10-02"))
    first = settled(ledger, "one", OCT_1, NOT_SURE)
    assert states(ledger, (first, second)) == [S.SUPERSEDED, S.ACCEPTED]


def test_a_form_in_review_stays_there_where_an_earlier_one_is_accepted(ledger: Ledger):
    waiting = settled(ledger, "two", submission(completed="2026-10-02"), NOT_SURE)
    settled(ledger, "one", OCT_1)
    assert states(ledger, (waiting,)) == [S.NEEDS_REVIEW]


# The form that counts until a person decides, the one that waits, and why.
CLASHES = {
    "completed on the same day": (OCT_1, OCT_1, "both say they were completed on 2026-10-01"),
    "no date": (OCT_1, submission(completed=None), "does not say when it was completed"),
    "the date cannot be one": (OCT_1, submission(completed="last Friday"), "does not say when it was completed"),
    "the roles differ": (
        OCT_2,
        submission(role="teacher"),
        "the roles differ, so these may be two people",
    ),
    "one does not say the role": (
        OCT_2,
        submission(role=None),
        "only one of the two says the role, so these may be two people",
    ),
    "another person's consensus": (
        submission(basis="consensus", completed="2026-10-02"),
        submission("Ben Okoro", basis="consensus"),
        "another person sent it as the team's agreed answers",
    ),
    "a consensus without a name": (
        submission(basis="consensus", completed="2026-10-02"),
        submission(None, basis="consensus"),
        "another person sent it as the team's agreed answers",
    ),
}


@pytest.mark.parametrize("case", CLASHES)
@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("swapped", [True, False])
def test_what_cannot_be_told_is_a_clash_and_a_person_decides(ledger: Ledger, case: str, at_once: bool, swapped: bool):
    counts, waits, why = CLASHES[case]
    entries = read(ledger, "one", "two")
    findings = [
        Finding(entry=one.id, verdict=Accepted(), submission=said)
        for one, said in zip(entries, (counts, waits), strict=True)
    ]
    findings = findings[::-1] if swapped else findings
    for batch in [findings] if at_once else [[one] for one in findings]:
        ledger.settle(batch, put)
    assert states(ledger, entries) == [S.ACCEPTED, S.NEEDS_REVIEW]
    (clash,) = ledger.entry(entries[1].id).problems
    assert clash.code == FileCode.CLASH.id
    assert why in clash.message
    assert "(form.docx)" in clash.message
    assert ledger.entry(entries[1].id).location == f"needs review/{entries[1].id}"
    assert ledger.entry(entries[0].id).problems == ()


def test_a_form_that_counted_and_goes_to_review_is_told_of_with_those_that_came_in(ledger: Ledger):
    first = settled(ledger, "two", submission(role="teacher"))
    (second,) = read(ledger, "one")
    told = ledger.settle([Finding(entry=second.id, verdict=Accepted(), submission=OCT_2)], put)
    assert [(one.id, one.state) for one in told] == [(second.id, S.ACCEPTED), (first.id, S.NEEDS_REVIEW)]
    assert [one.leftover for one in told] == ["inbox/one-form.docx", f"accepted/{first.id}"]
    assert [move.after for move in ledger.history(first.id)][-2:] == [S.ACCEPTED, S.NEEDS_REVIEW]
    assert ledger.entry(first.id) == told[1]


@pytest.mark.parametrize("case", CLASHES)
def test_the_form_a_person_keeps_replaces_the_other(ledger: Ledger, case: str):
    counts, waits, _ = CLASHES[case]
    first, second = settled(ledger, "one", counts), settled(ledger, "two", waits)
    ledger.settle([Finding(entry=second.id, verdict=Accepted(), submission=waits, keep=True)], put)
    assert states(ledger, (first, second)) == [S.SUPERSEDED, S.ACCEPTED]
    assert codes(ledger, second.id) == []


# -- never the order in which they came in ----------------------------------------------------------------------------

ONE_NAME = st.builds(
    submission,
    st.sampled_from(["Maria Garcia", "maria garcia"]),
    completed=st.sampled_from([None, "2026-09-10", "2026-09-11", "2026-09-12"]),
    role=st.sampled_from([None, "teacher", "coach"]),
)
CONSENSUS = st.builds(
    submission,
    st.sampled_from([None, "Maria Garcia", "Ben Okoro"]),
    completed=st.sampled_from([None, "2026-09-10", "2026-09-11"]),
    role=st.sampled_from([None, "coach"]),
    basis=st.just("consensus"),
)
FORMS = st.one_of(
    st.lists(st.tuples(made, st.sampled_from([Accepted(), Accepted(), NOT_SURE])), min_size=2, max_size=5)
    for made in (ONE_NAME, CONSENSUS)
)


@given(forms=FORMS, data=st.data())
@settings(max_examples=100, deadline=None)
def test_what_becomes_of_forms_never_depends_on_the_order_in_which_they_come_in(forms: Any, data: st.DataObject):
    named = [(f"form {number}", said, verdict) for number, (said, verdict) in enumerate(forms)]
    came = data.draw(st.permutations(named))
    sizes = data.draw(st.lists(st.integers(1, 3), min_size=len(named)))
    found = _outcome(named, [len(named)])
    assert _outcome(came, sizes) == found
    assert Counter(found.values())[S.ACCEPTED] == any(isinstance(verdict, Accepted) for _, _, verdict in named)


def test_three_forms_of_one_name_and_three_roles_are_never_taken_for_one_person_in_any_order():
    garcias = [
        (role or "none", submission("Maria Garcia", completed=day, role=role), Accepted())
        for role, day in (("teacher", "2026-09-10"), (None, "2026-09-11"), ("coach", "2026-09-12"))
    ]
    for came in permutations(garcias):
        assert _outcome(came, [1, 1, 1]) == {"teacher": S.NEEDS_REVIEW, "none": S.NEEDS_REVIEW, "coach": S.ACCEPTED}


def _outcome(forms: Sequence[tuple[str, Submission, Verdict]], sizes: Sequence[int]) -> dict[str, FileState]:
    """The state each form comes to, where they come in this order, so many at a time."""
    with open_ledger("sqlite://") as ledger:
        entries = dict(zip((text for text, _, _ in forms), read(ledger, *(text for text, _, _ in forms)), strict=True))
        left = [Finding(entry=entries[text].id, verdict=verdict, submission=said) for text, said, verdict in forms]
        for size in sizes:
            ledger.settle(left[:size], put)
            left = left[size:]
        assert not left
        return {text: ledger.entry(entry.id).state for text, entry in entries.items()}


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


SAME_NAME = [
    ("Ana Diaz", "ana diaz"),
    ("Ana Diaz", "  Ana   DIAZ "),
    ("Ana Diaz", "Ａna Diaz"),
    ("Ana Diaz", "Ana\u200b Diaz"),
    ("Ana Diaz", "Ana Di\u00adaz\u200f"),
    ("O'Brien", "O\u2019Brien"),
    ("O'Brien", "O\u02bcBrien"),
    ("O'Brien", "O\u00b4Brien"),
    ("O'Brien", "O`Brien"),
    ("R-07", "R\u201107"),
    ("R-01", "R\u201301"),
    ("R-01", "R 01"),
    ("R-01", "(r_01)"),
    ("J. Smith", "J Smith"),
    ("J. Smith", "J.Smith"),
    ("Smith, Ana", "Ana Smith"),
    ("SMITH ,ana", "Ana Smith"),
    ("de la Cruz, Ana María", "Ana María de la Cruz"),
    ("Ana,", "Ana"),
    ("M\u00fcller", "Mu\u0308ller"),
    ("\u674e\u660e", "\u674e\u660e\u3000"),
]
OTHER_NAME = [
    ("Smith, Ana", "Smith Ana"),
    ("Smith, Ana, PhD", "Ana Smith"),
    (",", "."),
    ("R-1.1", "R-11"),
    ("R-01", "R-1"),
    ("José", "Jose"),
    ("O'Brien", "OBrien"),
    ("किरण", "करण"),
    ("?", "!"),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAME, ids=ascii)
def test_a_name_is_the_same_however_it_is_spaced_capitalised_and_punctuated(one: str, other: str):
    assert facts_of(submission(one)).respondent == facts_of(submission(other)).respondent is not None


@pytest.mark.parametrize(("one", "other"), OTHER_NAME, ids=ascii)
def test_names_of_other_letters_or_parts_are_other_names(one: str, other: str):
    found, beside = (facts_of(submission(name)).respondent for name in (one, other))
    assert found is None or found != beside


def test_a_form_of_a_name_written_otherwise_replaces_the_earlier(ledger: Ledger):
    first = settled(ledger, "one", submission("R-07"))
    settled(ledger, "two", submission("R\u201107", completed="2026-10-02"))
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


@pytest.mark.parametrize("unknown", ["agency", "round_id"])
def test_forms_of_nobody_never_touch_each_other(ledger: Ledger, unknown: str):
    for number, basis in enumerate(("consensus", "consensus", "individual", "individual")):
        said = submission(basis=basis, completed=f"2026-10-0{number + 1}", **{unknown: NOT_TOLD})
        assert settled(ledger, str(number), said, NOT_SURE).state is FileState.NEEDS_REVIEW
    assert {entry.state for entry in ledger.entries()} == {FileState.NEEDS_REVIEW}
