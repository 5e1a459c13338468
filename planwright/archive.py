"""Submissions as they are kept: one JSON file beside each original, the same bytes for the same content."""

import hashlib
import json
from typing import Any

from planwright.errors import WorkspaceError
from planwright.ledger import Entry, FileState, Ledger
from planwright.model import Problem, Submission
from planwright.restore import submission_from
from planwright.workspace import Workspace

Counted = tuple[str, Submission]  # the sha256 of the file, and what it says


def submission_text(entry: Entry, submission: Submission, problems: tuple[Problem, ...]) -> bytes:
    """The JSON of a submission as UTF-8, the same for the same content: keys sorted, one line.

    Indented it would be read a little easier, and take Python four times as long.
    """
    return _text(entry, submission.to_json(), problems)


def kept_text(workspace: Workspace, entry: Entry, problems: tuple[Problem, ...]) -> bytes:
    """The JSON of the submission kept for this entry, with other problems; raises as `submission_of` does."""
    return _text(entry, _kept(workspace, entry), problems)


def submission_of(workspace: Workspace, entry: Entry) -> Submission:
    """The submission kept for this entry; raises `WorkspaceError` where it is missing or is not what was read then."""
    return submission_from(_kept(workspace, entry))


def counted(workspace: Workspace, ledger: Ledger, agency: str, round_id: str) -> tuple[Counted, ...]:
    """The submissions that count for this agency and round, in the order of their sha256: of accepted forms only.

    Raises `WorkspaceError` where the JSON of one of them is missing or is not what was accepted.
    """
    accepted = ledger.entries(state=FileState.ACCEPTED, agency=agency, round_id=round_id)
    return tuple(sorted(((one.sha256, submission_of(workspace, one)) for one in accepted), key=lambda one: one[0]))


def _text(entry: Entry, submission: object, problems: tuple[Problem, ...]) -> bytes:
    said = {
        "file": entry.name,
        "sha256": entry.sha256,
        "media_type": entry.media_type,
        "submission": submission,
        "problems": [problem.to_json() for problem in problems],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, allow_nan=False)
    # A lone surrogate, which a damaged file may hold, becomes \udXXX, which is how JSON escapes it.
    return f"{text}\n".encode("utf-8", "backslashreplace")


def _kept(workspace: Workspace, entry: Entry) -> Any:
    path = workspace.path_of(entry.submission or "")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read ({error.strerror}). Put it back from a backup.") from None
    if hashlib.sha256(data).hexdigest() != entry.submission_sha256:
        raise WorkspaceError(
            f"{path} was changed after “{entry.name}” was {_done(entry)}. Put it"
            " back from a backup; to correct a form, put a corrected copy of it into the inbox, so that it can be"
            " traced."
        )
    return json.loads(data)["submission"]


def _done(entry: Entry) -> str:
    return "accepted" if entry.state is FileState.ACCEPTED else "read"
