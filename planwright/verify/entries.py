"""The entries held against their bytes and against what was read of them, one after the other."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from planwright import durable
from planwright.identity import COMPLETED, day_of
from planwright.ledger import FileState, Ledger
from planwright.ledger.raw import entry_rows
from planwright.verify.mismatch import BACKUP, Mismatch, of_ledger
from planwright.workspace import Workspace

Said = Mapping[str, Any]

_S = FileState
_ELSEWHERE = (_S.DUPLICATE, _S.WITHDRAWN)  # their bytes may lie with another entry of the same ones
_FILED = (_S.ACCEPTED, _S.NEEDS_REVIEW, _S.QUARANTINED, _S.SUPERSEDED)
_TO_BE_READ = (_S.ARRIVED, _S.READING)  # what lies beside them is written anew
_INBOX = "inbox/"
_DIGEST = re.compile("[0-9a-f]{64}")
_UNREADABLE = ""  # in place of a digest


class Entries:
    """The entries of a ledger. Once looked through, it knows where each stands and where what was filed lies."""

    def __init__(self, workspace: Workspace, ledger: Ledger) -> None:
        self._workspace = workspace
        self._ledger = ledger
        self.states: dict[int, FileState | None] = {}
        self.known: set[str] = set()
        self._there: set[bytes] = set()
        self._apart: dict[int, str | None] = {}  # what lies where the bytes of an entry should, where it is not these

    def one_by_one(self) -> Iterator[Mismatch]:
        """What is wrong with an entry, whatever the others are."""
        for row in entry_rows(self._ledger.engine):
            said = row.said
            state = _state(said["state"])
            self.states[said["id"]] = state
            self.known.update(one for one in (said["location"], said["submission"]) if one)
            wrong = list(row.wrong)
            if state is None:
                wrong.append("state")
            if not _DIGEST.fullmatch(said["sha256"] or ""):
                wrong.append("sha256")
            if state is None or wrong:
                named = ", ".join(dict.fromkeys(wrong))
                yield of_ledger(self._workspace, self._ledger, f"Of file {said['id']} these are wrong: {named}.")
                self._note(said, wrong)
                continue
            yield from self._entry(said, state)
            yield from self._submission(said, state)

    def beside_each_other(self) -> Iterator[Mismatch]:
        """The entries whose bytes are neither where they should be, nor with another entry that may have them."""
        for row in entry_rows(self._ledger.engine):
            said = row.said
            if said["id"] not in self._apart:
                continue
            found, state = self._apart[said["id"]], FileState(said["state"])
            if state in _ELSEWHERE and bytes.fromhex(said["sha256"]) in self._there:
                continue
            path = self._path(said["location"] or said["came"])
            entry = f"{_called(said)}, which is {state}"
            if found is None:
                yield Mismatch(path=path, message=f"The bytes of {entry}, are not there. {BACKUP}")
            elif found == _UNREADABLE:
                yield Mismatch(path=path, message=f"The bytes of {entry}, cannot be read. Correct the permissions.")
            else:
                message = f"This is not what came in as {entry}: other bytes lie there. {BACKUP}"
                yield Mismatch(path=path, message=message)

    def _note(self, said: Said, wrong: Sequence[str]) -> None:
        """Keep in mind that the bytes of an entry are there, whatever else is wrong with it."""
        location, digest = said["location"], said["sha256"]
        if location and "sha256" not in wrong and _digest(self._path(location)) == digest:
            self._there.add(bytes.fromhex(digest))

    # -- bytes ---------------------------------------------------------------------------------------------------------

    def _entry(self, said: Said, state: FileState) -> Iterator[Mismatch]:
        location = said["location"]
        found = _digest(self._path(location)) if location else None
        is_in_inbox = bool(location) and location.startswith(_INBOX)
        if found == said["sha256"]:
            self._there.add(bytes.fromhex(said["sha256"]))
        elif not (state is _S.WITHDRAWN and found is None and is_in_inbox):  # taken out of the inbox by its sender
            self._apart[said["id"]] = found
        if state in _FILED and is_in_inbox:
            yield Mismatch(
                path=self._path(location),
                message=f"This is {_called(said)}, which is {state}, and it lies in the inbox. Have it read again:"
                f" planwright replay {said['id']}",
            )
        if state is _S.DUPLICATE and said["duplicate_of"] is None:
            yield of_ledger(self._workspace, self._ledger, f"{_called(said)} is a duplicate, and of none.")
        if state is _S.SUPERSEDED and said["superseded_by"] is None:
            yield of_ledger(self._workspace, self._ledger, f"{_called(said)} was replaced, and by none.")
        left = said["leftover"] or ""
        is_filed = left.startswith(_INBOX) and state not in _TO_BE_READ
        if is_filed and _digest(self._path(left)) == said["sha256"]:
            yield Mismatch(
                path=self._path(left),
                message=f"This copy of {_called(said)} is kept elsewhere, and could not be removed. Close the program"
                " that has it open, or give planwright the right to; the next run removes it.",
            )

    def _path(self, location: str | None) -> Path:
        return self._workspace.path_of(location or "")

    # -- what was read -------------------------------------------------------------------------------------------------

    def _submission(self, said: Said, state: FileState) -> Iterator[Mismatch]:
        if state in _TO_BE_READ or said["submission"] is None:
            if state is _S.ACCEPTED and said["instrument"] is not None:
                yield of_ledger(self._workspace, self._ledger, f"{_called(said)} is accepted, and without answers.")
            return
        path, entry = self._path(said["submission"]), _called(said)
        try:
            data = path.read_bytes()
        except OSError as error:
            # What was withdrawn and came in again is filed with the entry that took its place.
            if state is not _S.WITHDRAWN or self._path(said["location"]).exists():
                yield Mismatch(path=path, message=f"The answers of {entry} cannot be read ({error.strerror}). {BACKUP}")
            return
        if hashlib.sha256(data).hexdigest() != said["submission_sha256"]:
            yield Mismatch(path=path, message=f"The answers of {entry} were changed after it was read. {BACKUP}")
        elif not _is_of(said, data):
            message = f"The answers are not those of {entry}, as the ledger has it."
            yield of_ledger(self._workspace, self._ledger, f"{path}: {message}")


def _called(said: Said) -> str:
    return f"file {said['id']}, “{said['name']}”"


def _digest(path: Path) -> str | None:
    try:
        return durable.digest_of(path)
    except OSError:
        return _UNREADABLE


def _state(said: object) -> FileState | None:
    try:
        return FileState(said) if isinstance(said, str) else None
    except ValueError:
        return None


def _is_of(said: Said, data: bytes) -> bool:
    """Whether the JSON says what the ledger has of the form: whose it is, when it was completed, its problems."""
    try:
        kept = json.loads(data)
        form = kept["submission"]
        whose, edition = form["respondent"], form.get("edition") or {}
        told = (kept["sha256"], form["instrument"], form["version"], form["agency"] or "", form["round"] or "")
        also = (whose["basis"], whose["role"], _completed(form), edition.get("id"), edition.get("sha256"))
    except (ValueError, LookupError, TypeError, AttributeError):
        return False
    names = ("sha256", "instrument", "version", "agency", "round")
    others = ("basis", "role", "completed", "edition", "edition_sha256")
    return (
        told == tuple(said[name] for name in names)
        and also == tuple(said[name] for name in others)
        and kept.get("problems") == said["problems"]
    )


def _completed(form: Said) -> date | None:
    return day_of(next((one["value"] for one in form["responses"] if one["item"] == COMPLETED), None))
