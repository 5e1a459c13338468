"""Arrivals, submissions and findings as the tests need them; invented people and agencies only."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from planwright.ledger import Arrival, Entry, FileState, Finding, Ledger, Placed, Weighed
from planwright.model import Accepted, NeedsReview, Quarantined, Respondent, Response, State, Submission, Verdict
from planwright.problems import AnswerCode, FormCode, problem

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
NOT_SURE = NeedsReview(problems=(problem(AnswerCode.ANSWER_MISSING, question="Your role"),))
UNREAD = Quarantined(problems=(problem(FormCode.NOT_STAMPED),))


def arrival(text: str, *, name: str = "form.docx", location: str | None = None, received: datetime = NOON) -> Arrival:
    """A file whose bytes are this text."""
    return Arrival(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        name=name,
        media_type="application/pdf",
        size=len(text),
        received=received,
        location=location or f"inbox/{text}-{name}",
    )


def submission(
    name: str | None = "Ana Diaz",
    *,
    completed: str | None = "2026-10-01",
    basis: str | None = "individual",
    role: str | None = "coach",
    agency: str = "harbor",
    round_id: str = "2026-fall",
    instrument: str = "readiness",
    version: str = "1",
) -> Submission:
    said = State.ANSWERED if completed else State.BLANK
    return Submission(
        instrument=instrument,
        version=version,
        agency=agency,
        round=round_id,
        respondent=Respondent(name=name, role=role, basis=basis),
        responses=(Response(item="identity.completed", value=completed, state=said, confidence=1.0, place=None),),
    )


def put(weighed: tuple[Weighed, ...]) -> list[Placed]:
    """Every entry's place, as filing would say it."""
    return [Placed(location=f"{one.verdict.name}/{one.entry.id}") for one in weighed]


def read(ledger: Ledger, *texts: str) -> list[Entry]:
    """The entries of new files with these bytes, in the reader's hands."""
    entered = ledger.arrive([arrival(text) for text in texts])
    return list(ledger.start_reading([entry.id for entry in entered]))


def settled(
    ledger: Ledger, text: str, said: Submission | None, verdict: Verdict | None = None, *, keep: bool = False
) -> Entry:
    """The entry of a new file with these bytes, read and settled."""
    (entry,) = read(ledger, text)
    finding = Finding(entry=entry.id, verdict=verdict or Accepted(), submission=said, keep=keep)
    return ledger.settle([finding], put)[0]


def in_state(ledger: Ledger, state: FileState) -> Entry:
    """An entry brought into this state by the moves that lead there."""
    match state:
        case FileState.ARRIVED:
            return ledger.arrive([arrival("one")])[0]
        case FileState.READING:
            return read(ledger, "one")[0]
        case FileState.DUPLICATE:
            return ledger.arrive([arrival("one"), arrival("one", name="copy.docx")])[1]
        case FileState.WITHDRAWN:
            entry = ledger.arrive([arrival("one")])[0]
            ledger.withdraw([entry.id], "Sent by mistake.")
        case FileState.SUPERSEDED:
            entry = settled(ledger, "one", submission(completed="2026-10-01"))
            settled(ledger, "two", submission(completed="2026-10-02"))
        case _:
            verdicts = {FileState.NEEDS_REVIEW: NOT_SURE, FileState.QUARANTINED: UNREAD}
            return settled(ledger, "one", submission(), verdicts.get(state))
    return ledger.entry(entry.id)


def states(ledger: Ledger, entries: Sequence[Entry]) -> list[FileState]:
    """The state each of these is in now."""
    return [ledger.entry(entry.id).state for entry in entries]
