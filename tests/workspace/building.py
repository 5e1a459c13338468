"""Files put into an inbox and taken through the ledger as a run does it."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from planwright.filing import Judged, arrive, file
from planwright.ledger import Entry, Ledger
from planwright.model import Accepted, Intake, NeedsReview, Place, Quarantined, Submission, Verdict
from planwright.problems import AnswerCode, FormCode, problem
from planwright.workspace import Workspace

NOT_SURE = NeedsReview(
    problems=(
        problem(AnswerCode.ANSWER_MISSING, item="identity.role", place=Place(page=2), question="Your role"),
        problem(AnswerCode.TWO_MARKS, question="Readiness", count=2, marks="1 and 3"),
    )
)
UNREAD = Quarantined(problems=(problem(FormCode.NOT_STAMPED),))
RECEIVED = datetime(2026, 10, 5, 12, 30, tzinfo=UTC)


def drop(workspace: Workspace, name: str, data: bytes) -> Path:
    """The path of a new file in the inbox."""
    path = workspace.inbox / name
    path.write_bytes(data)
    return path


def intake(path: Path, received: datetime = RECEIVED) -> Intake:
    return Intake(
        path=path,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        media_type="application/pdf",
        received=received,
    )


def file_as(
    workspace: Workspace,
    ledger: Ledger,
    path: Path,
    verdict: Verdict | None = None,
    said: Submission | None = None,
) -> Entry:
    """The entry of this file of the inbox, read and filed with this verdict."""
    data = path.read_bytes()
    (entry,) = arrive(workspace, ledger, [intake(path)])
    ledger.start_reading([entry.id])
    judged = Judged(entry=entry.id, data=data, verdict=verdict or Accepted(), submission=said)
    return file(workspace, ledger, [judged])[0]


def lying(folder: Path) -> list[str]:
    """Every file below this folder, as paths within it, sorted."""
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())
