"""Files what came in: the bytes to where the verdict puts them, then the ledger's entry, then the inbox is emptied.

    bytes written under another name → on disk → renamed → entry settled → copy in the inbox removed

A stop at any point leaves what `recovery` puts right at the next start.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG

from planwright import durable
from planwright.copies import NOT_FILED, clear, remove_copies
from planwright.durable import Data, Mark
from planwright.errors import LedgerError, WorkspaceError
from planwright.filed import beside
from planwright.instruments import Instruments
from planwright.ledger import Arrival, Entry, FileState, Finding, Ledger, Placed, Weighed
from planwright.model import Intake, Submission, Verdict
from planwright.placing import placing
from planwright.problems import FileCode
from planwright.supersedes import with_changes
from planwright.workspace import Workspace

_CLOCK = 2.0  # seconds by which the times of a drive may be off
NO_INSTRUMENTS = Instruments(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One file of which the verdict is known: its entry, the bytes that were read, and what they say.

    Of a file too large to hold, `data` is where it lies. `mark` tells whether the file in the inbox is still the one
    that was read; None where nobody looked. `keep` says that a person decided this form is the one to
    count, whatever else the respondent sent.
    """

    entry: int
    data: Data
    verdict: Verdict
    submission: Submission | None = None
    mark: Mark | None = None
    keep: bool = False
    seconds: float | None = None


def arrive(
    workspace: Workspace, ledger: Ledger, intakes: Iterable[Intake], *, parent: int | None = None
) -> tuple[Entry, ...]:
    """The entries of these files in the inbox, in the order given; copies of files filed before are removed.

    `parent` is the entry of the file that all of them came within. A file that is gone again by now is passed over. A
    copy of a file that is still to be filed is kept until that is done, see `remove_copies`.
    """
    arrivals = [arrival for intake in intakes if (arrival := _arrival(workspace, intake, parent))]
    return clear(workspace, ledger, ledger.arrive(arrivals))


def file(
    workspace: Workspace, ledger: Ledger, judged: Sequence[Judged], instruments: Instruments = NO_INSTRUMENTS
) -> tuple[Entry, ...]:
    """The entries of these files, filed and settled, in the order given.

    The verdict recorded may differ from the one given: where two forms clash, one of them needs review. Where that is
    a form accepted before, its entry follows after the others. `instruments` have the words for what changed since
    the form that one of these replaces.
    """
    data_of = {one.entry: one.data for one in judged}
    marks = {one.entry: one.mark for one in judged if one.mark}

    def place(weighed: tuple[Weighed, ...]) -> list[Placed]:
        told = with_changes(workspace, ledger, weighed, instruments)
        try:
            filed = [placing(workspace, one, data_of.get(one.entry.id)) for one in told]
            durable.write_all((workspace.path_of(at), data) for _, files in filed for at, data in files)
        except OSError as error:
            raise WorkspaceError(
                f"The forms could not be filed in {workspace.folder} ({error.strerror}). Make room or correct the"
                " permissions, and run again; nothing was settled, and every file is where it was."
            ) from None
        return [placed for placed, _ in filed]

    findings = [
        Finding(entry=one.entry, verdict=one.verdict, submission=one.submission, keep=one.keep, seconds=one.seconds)
        for one in judged
    ]
    return clear(workspace, ledger, ledger.settle(findings, place), marks)


def put_back(workspace: Workspace, ledger: Ledger, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of files that were taken away, replaced or locked while they were being read.

    One that lies in its place after all waits to be read again; the others are withdrawn.
    """
    ledger.read_again([one.id for one in entries], "It could not be read to its end.")
    remove_copies(workspace, ledger)  # a copy of a file that is gone takes its place
    waiting = [ledger.entry(one.id) for one in entries]
    gone = withdraw_gone(workspace, ledger, waiting, "It was taken out of the inbox while it was being read.")
    return tuple(replace(one, state=FileState.WITHDRAWN) if one in gone else one for one in waiting)


def withdraw(workspace: Workspace, ledger: Ledger, ids: Iterable[int], reason: str) -> tuple[Entry, ...]:
    """Take these files back: kept where they lie, never counted, and nothing asks for a person beside them any more.

    Returns the forms in review that clashed with one of them. Raises `LedgerError`, and moves nothing, where one
    cannot be taken back.
    """
    held = [ledger.entry(one) for one in dict.fromkeys(ids)]
    for one in held:
        lies = workspace.path_of(one.location or "")
        if one.state in NOT_FILED and lies.is_relative_to(workspace.inbox):  # the next run would read it all the same
            raise LedgerError(f"“{one.name}” (file {one.id}) waits in the inbox. Take {lies} out of there instead.")
    ledger.withdraw([one.id for one in held], reason)
    for one in held:
        problems, _ = beside(workspace.path_of(one.location or ""))
        problems.unlink(missing_ok=True)
    places = {_place_of(one) for one in held if one.facts}
    in_review = ledger.entries(state=FileState.NEEDS_REVIEW)
    return tuple(one for one in in_review if one.facts and _place_of(one) in places and _clashes(one))


def _place_of(entry: Entry) -> tuple[str, ...]:
    said = entry.facts
    return (said.agency, said.round, said.instrument, said.respondent or "") if said else ()


def _clashes(entry: Entry) -> bool:
    return any(one.code == FileCode.CLASH.id for one in entry.problems)


def _arrival(workspace: Workspace, intake: Intake, parent: int | None) -> Arrival | None:
    try:
        size = intake.path.stat().st_size
    except OSError:
        return None
    return Arrival(
        sha256=intake.sha256,
        name=intake.path.name,
        media_type=intake.media_type,
        size=size,
        received=intake.received,
        location=workspace.location_of(intake.path),
        parent=parent,
    )


def withdraw_gone(workspace: Workspace, ledger: Ledger, entries: Sequence[Entry], reason: str) -> list[Entry]:
    """Those of these entries whose bytes are not in their place any more, withdrawn."""
    gone = [one for one in entries if not _lies_there(workspace.path_of(one.location or ""), one)]
    ledger.withdraw([one.id for one in gone], reason)
    return gone


def _lies_there(path: Path, entry: Entry) -> bool:
    """Whether the file of this entry lies there; one that cannot be opened may well be it.

    Its bytes are looked at where it changed since it arrived. They are looked at again before anything is made of them.
    """
    try:
        about = path.stat()
        if about.st_size != entry.size or not S_ISREG(about.st_mode):
            return False
        if max(about.st_mtime, about.st_ctime) < entry.received.timestamp() - _CLOCK:
            return True
        return durable.digest_of(path) == entry.sha256
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
