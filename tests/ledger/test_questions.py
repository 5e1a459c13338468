"""What is asked of the ledger: what counts, how many are where, which plans and runs there were."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from planwright.errors import LedgerError
from planwright.ledger import CUT_OFF, FileState, Ledger, PlanRecord
from planwright.ledger.tables import files
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


def test_what_stands_where_is_told_by_practice_and_state_with_the_day_of_the_last(ledger: Ledger):
    forms = [settled(ledger, "1", submission("Ana")), settled(ledger, "2", submission("Ben"))]
    settled(ledger, "3", submission("Cal"), NOT_SURE)
    settled(ledger, "4", submission("Dee", agency="ridge"))
    settled(ledger, "5", None, UNREAD)
    found = ledger.standing(agency="harbor", round_id="2026-fall")
    assert [(one.instrument, one.state, one.forms) for one in found] == [
        (submission().instrument, S.ACCEPTED, 2),
        (submission().instrument, S.NEEDS_REVIEW, 1),
    ]
    assert found[0].last_received == max(form.received for form in forms)
    assert ledger.standing(agency="harbor", round_id="2027-spring") == ()


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


def test_runs_that_never_said_how_they_ended_are_noted_once_as_cut_off_and_no_others(ledger: Ledger):
    done, killed, killed_too = (ledger.start_run(kind) for kind in ("ingest", "ingest", "nightly"))
    ledger.end_run(done, "done", {"accepted": 3})
    found = ledger.end_cut_off()
    assert sorted((run.id, run.kind, run.outcome) for run in found) == [
        (killed, "ingest", CUT_OFF),
        (killed_too, "nightly", CUT_OFF),
    ]
    assert all(run in ledger.runs() for run in found)
    assert all(run.ended is not None and run.started <= run.ended for run in ledger.runs())
    assert [run.outcome for run in ledger.runs()] == [CUT_OFF, CUT_OFF, "done"]
    assert ledger.end_cut_off() == ()


def test_a_state_that_somebody_wrote_into_the_ledger_by_hand_is_told(ledger: Ledger):
    entry = settled(ledger, "1", submission("Ana"))
    with ledger.engine.begin() as connection:
        connection.execute(update(files).values(state="aceppted"))
    asked = (
        ledger.entries,
        ledger.counts,
        lambda: ledger.entry(entry.id),
        lambda: ledger.standing(agency="harbor", round_id="2026-fall"),
    )
    for ask in asked:
        with pytest.raises(LedgerError, match=r"“aceppted”, which is no state .*put it back from a backup"):
            ask()
