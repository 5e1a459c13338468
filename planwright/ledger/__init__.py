"""The record of every file that arrived, of the plans made from them, and of the runs."""

from planwright.ledger.connect import address_of, is_locked, locking
from planwright.ledger.entries import (
    CUT_OFF,
    DONE,
    FAILED,
    Arrival,
    Course,
    Entry,
    Facts,
    Finding,
    Holding,
    Move,
    Placed,
    PlanRecord,
    Returned,
    RunRecord,
    Standing,
    Weighed,
    facts_of,
)
from planwright.ledger.states import FOR_A_PERSON, MOVES, FileState
from planwright.ledger.store import Ledger, open_ledger, utc_now

__all__ = [
    "CUT_OFF",
    "DONE",
    "FAILED",
    "FOR_A_PERSON",
    "MOVES",
    "Arrival",
    "Course",
    "Entry",
    "Facts",
    "FileState",
    "Finding",
    "Holding",
    "Ledger",
    "Move",
    "Placed",
    "PlanRecord",
    "Returned",
    "RunRecord",
    "Standing",
    "Weighed",
    "address_of",
    "facts_of",
    "is_locked",
    "locking",
    "open_ledger",
    "utc_now",
]
