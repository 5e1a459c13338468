"""A file is in exactly one state, and goes from one to the next only by the moves drawn in `states.py`."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert

from planwright.errors import LedgerError
from planwright.house import program_version
from planwright.ledger import MOVES, FileState, Finding, Ledger, Weighed, open_ledger
from planwright.ledger.connect import writing
from planwright.ledger.states import check_move
from planwright.ledger.tables import files
from planwright.model import Accepted
from tests.ledger.building import NOT_SURE, UNREAD, arrival, in_state, put, read, settled, submission

S = FileState
ALLOWED = {
    (None, S.ARRIVED),
    (None, S.DUPLICATE),
    (S.ARRIVED, S.READING),
    (S.ARRIVED, S.WITHDRAWN),
    (S.READING, S.ACCEPTED),
    (S.READING, S.NEEDS_REVIEW),
    (S.READING, S.QUARANTINED),
    (S.READING, S.ARRIVED),
    (S.NEEDS_REVIEW, S.ACCEPTED),
    (S.NEEDS_REVIEW, S.NEEDS_REVIEW),
    (S.NEEDS_REVIEW, S.ARRIVED),
    (S.NEEDS_REVIEW, S.SUPERSEDED),
    (S.NEEDS_REVIEW, S.WITHDRAWN),
    (S.QUARANTINED, S.ARRIVED),
    (S.QUARANTINED, S.WITHDRAWN),
    (S.ACCEPTED, S.NEEDS_REVIEW),
    (S.ACCEPTED, S.SUPERSEDED),
    (S.ACCEPTED, S.WITHDRAWN),
}
BY_ANOTHER_FORM = {(S.ACCEPTED, S.NEEDS_REVIEW)}  # no finding about the file itself does this
PAIRS = [(before, after) for before in (None, *S) for after in S]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_every_move_is_allowed_or_refused_as_drawn(before: S | None, after: S):
    if (before, after) in ALLOWED:
        check_move("form.docx", before, after)
    else:
        with pytest.raises(LedgerError, match=rf"“form.docx” is {before or 'new'} and cannot become {after}\."):
            check_move("form.docx", before, after)


def test_every_state_can_be_reached_and_has_its_moves():
    assert set(MOVES) == {None, *S}
    assert set().union(*MOVES.values()) == set(S)


def _settle_as(verdict: object) -> Callable[[Ledger, int], object]:
    return lambda ledger, entry: ledger.settle([Finding(entry=entry, verdict=verdict, submission=submission())], put)


DEEDS = {
    "read again": (lambda ledger, entry: ledger.read_again([entry], "Schema added."), S.ARRIVED),
    "withdraw": (lambda ledger, entry: ledger.withdraw([entry], "Sent by mistake."), S.WITHDRAWN),
    "accept": (_settle_as(Accepted()), S.ACCEPTED),
    "send to review": (_settle_as(NOT_SURE), S.NEEDS_REVIEW),
    "quarantine": (_settle_as(UNREAD), S.QUARANTINED),
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("deed", DEEDS)
def test_the_ledger_keeps_to_the_moves(ledger: Ledger, state: S, deed: str):
    do, after = DEEDS[deed]
    entry = in_state(ledger, state)
    before = ledger.history(entry.id)
    if (state, after) in ALLOWED - BY_ANOTHER_FORM:
        do(ledger, entry.id)
        assert ledger.entry(entry.id).state is after
        assert len(ledger.history(entry.id)) == len(before) + 1
    else:
        with pytest.raises(LedgerError):
            do(ledger, entry.id)
        assert ledger.entry(entry.id) == entry
        assert ledger.history(entry.id) == before


@pytest.mark.parametrize("state", S)
def test_reading_starts_with_waiting_files_only(ledger: Ledger, state: S):
    entry = in_state(ledger, state)
    mine = ledger.start_reading([entry.id])
    assert [one.id for one in mine] == ([entry.id] if state is S.ARRIVED else [])
    assert ledger.entry(entry.id).state is (S.READING if state is S.ARRIVED else state)


def test_what_was_being_read_waits_again_after_a_stop(ledger: Ledger):
    one, two = read(ledger, "one", "two")
    done = settled(ledger, "three", submission())
    assert [entry.id for entry in ledger.give_back("Stopped.")] == [one.id, two.id]
    assert [ledger.entry(entry.id).state for entry in (one, two, done)] == [S.ARRIVED, S.ARRIVED, S.ACCEPTED]


def test_one_refused_move_settles_nothing_of_its_batch(ledger: Ledger):
    (one,) = read(ledger, "one")
    waiting = ledger.arrive([arrival("two")])[0]
    findings = [Finding(entry=entry.id, verdict=UNREAD) for entry in (one, waiting)]
    with pytest.raises(LedgerError):
        ledger.settle(findings, put)
    assert ledger.entry(one.id).state is S.READING


def test_nothing_is_settled_where_placing_fails(ledger: Ledger):
    (one,) = read(ledger, "one")

    def full(weighed: tuple[Weighed, ...]):
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        ledger.settle([Finding(entry=one.id, verdict=UNREAD)], full)
    assert ledger.entry(one.id) == one
    assert [move.after for move in ledger.history(one.id)] == [S.ARRIVED, S.READING]


def test_an_entry_that_is_not_there_is_named(ledger: Ledger):
    for ask in (ledger.entry, lambda entry: ledger.withdraw([entry], "")):
        with pytest.raises(LedgerError, match=r"File 77 is not in the ledger\."):
            ask(77)


def test_every_move_leaves_a_row_with_time_reason_and_program_version(ledger_url: str):
    minutes: Iterable[int] = iter(range(100))
    start = datetime(2026, 10, 5, 12, tzinfo=UTC)
    with open_ledger(ledger_url) as plain:
        ledger = type(plain)(engine=plain.engine, clock=lambda: start + timedelta(minutes=next(minutes)))
        entry = settled(ledger, "one", submission(), NOT_SURE)
        ledger.withdraw([entry.id], "The agency took it back.")
        moves = ledger.history(entry.id)
    assert [(move.before, move.after) for move in moves] == [
        (None, S.ARRIVED),
        (S.ARRIVED, S.READING),
        (S.READING, S.NEEDS_REVIEW),
        (S.NEEDS_REVIEW, S.WITHDRAWN),
    ]
    assert [move.at for move in moves] == [start + timedelta(minutes=minute) for minute in range(4)]
    assert [move.reason for move in moves] == [
        "It came into the inbox.",
        "Reading began.",
        "Needs review: answer-missing.",
        "The agency took it back.",
    ]
    assert {move.program for move in moves} == {program_version()}


def test_moments_come_back_in_utc_whatever_zone_they_were_in(ledger: Ledger):
    eastern = datetime(2026, 10, 5, 8, 30, tzinfo=timezone(timedelta(hours=-4)))
    (entry,) = ledger.arrive([arrival("one", received=eastern)])
    assert entry.received == eastern
    assert entry.received.tzinfo is UTC
    assert ledger.history(entry.id)[0].at.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(ledger: Ledger):
    with pytest.raises(Exception, match="needs its time zone"):
        ledger.arrive([arrival("one", received=datetime(2026, 10, 5, 8))])
    assert ledger.entries() == ()


def test_the_database_itself_refuses_a_row_that_points_nowhere(ledger: Ledger):
    row = {"sha256": "0", "arrival": 1, "name": "x", "media_type": "x", "size": 1, "state": "duplicate", "problems": []}
    with pytest.raises(Exception, match=r"(?i)foreign key"), writing(ledger.engine) as connection:
        connection.execute(insert(files), row | {"received": datetime.now(UTC), "duplicate_of": 999})
