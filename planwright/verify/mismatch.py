"""Something that the ledger and the folders say differently."""

from dataclasses import dataclass
from pathlib import Path

from planwright.ledger import Ledger
from planwright.ledger.raw import file_of
from planwright.workspace import Workspace

BACKUP = "Put it back from a backup."
RESTORE = "The ledger was changed by hand or by another program: restore it from a backup (planwright restore)."


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """Where the two do not agree, and what is to be done."""

    path: Path
    message: str


def of_ledger(workspace: Workspace, ledger: Ledger, what: str) -> Mismatch:
    """What is wrong with the ledger itself, whatever the folders say."""
    path = file_of(ledger.engine) or Path(workspace.ledger_url.render_as_string(hide_password=True))
    return Mismatch(path=path, message=f"{what} {RESTORE}")
