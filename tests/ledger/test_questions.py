"""What is asked of the ledger: what counts, how many are where, which plans and runs there were."""

from datetime import UTC, datetime, timedelta

from planwright.ledger import FileState, Ledger, PlanRecord
from tests.ledger.building import NOON, NOT_SURE, UNREAD, arrival, settled, submission

S = FileState


def test_only_accepted_forms_of_the_agency_and_round_count(ledger: Ledger):
    wanted = [settled(ledger, "1", submission("Ana")), settled(ledger, "2", submission("Ben"))]
    settled(ledger, "3", submission("Cal"), NOT_SURE)
    settled(ledger, "4", submission("Dee", agency="ridge"))
    settled(ledger, "5", submission("Eve", round_id="2027-spring"))
    found = ledger.entries(state=S.ACCEPTED, agency="harbor", round_id="2026-fall")
    assert [entry.id for entry in found] == [entry.id for entry in wanted]


def test_counts_are_by_state_with_zeros(ledger: Ledger):
    assert set(ledger.counts()) == set(S)
    assert set(ledger.counts().values()) == {0}
    settled(ledger, "1", submission("Ana"))
    settled(ledger, "2", submission("Ben", agency="ridge"))
    settled(ledger, "3", None, UNREAD)
    ledger.arrive([arrival("4")])
    assert {state: count for state, count in ledger.counts().items() if count} == {
        S.ACCEPTED: 2,
        S.QUARANTINED: 1,
        S.ARRIVED: 1,
    }
    assert ledger.counts(agency="ridge", round_id="2026-fall")[S.ACCEPTED] == 1


def test_agencies_and_rounds_with_accepted_forms_are_known(ledger: Ledger):
    settled(ledger, "1", submission("Ana", agency="ridge"))
    settled(ledger, "2", submission("Ben"))
    settled(ledger, "3", submission("Cal"))
    settled(ledger, "4", submission("Dee", agency="shore"), NOT_SURE)
    assert ledger.collected() == (("harbor", "2026-fall"), ("ridge", "2026-fall"))


def test_a_settled_entry_returned_is_the_entry_kept(ledger: Ledger):
    for text, said, verdict in (("1", submission(), None), ("2", submission("Ben"), NOT_SURE), ("3", None, UNREAD)):
        entry = settled(ledger, text, said, verdict)
        assert ledger.entry(entry.id) == entry


def test_plans_are_found_by_what_they_were_made_from_newest_first(ledger: Ledger):
    made = [
        PlanRecord(
            agency="harbor", round="2026-fall", inputs=inputs, location=f"plans/{n}.docx", sha256="f" * 64, made=at
        )
        for n, (inputs, at) in enumerate([("a", NOON), ("b", NOON + timedelta(days=1))])
    ]
    ledger.record_plans(made)
    ledger.record_plans([])
    assert ledger.plans(agency="harbor", round_id="2026-fall") == (made[1], made[0])
    assert ledger.plans(agency="harbor", round_id="2026-fall", inputs="a") == (made[0],)
    assert ledger.plans(agency="ridge") == ()


def test_a_run_has_a_start_and_later_an_end_and_counts(ledger: Ledger):
    before = datetime.now(UTC)
    run = ledger.start_run("nightly")
    (going,) = ledger.runs()
    assert (going.id, going.kind, going.ended, going.outcome, going.counts) == (run, "nightly", None, None, {})
    ledger.end_run(run, "done", {"accepted": 3})
    (done,) = ledger.runs(kind="nightly")
    assert (done.outcome, done.counts) == ("done", {"accepted": 3})
    assert done.ended is not None
    assert before <= done.started <= done.ended
    other = ledger.start_run("ingest")
    assert [one.id for one in ledger.runs()] == [other, run]
    assert [one.id for one in ledger.runs(most=1)] == [other]
