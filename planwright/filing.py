"""Files what came in: the bytes to where the verdict puts them, then the ledger's entry, then the inbox is emptied.

    bytes written under another name → on disk → renamed → entry settled → copy in the inbox removed

A stop at any point leaves what `recover` puts right at the next start.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from planwright import durable
from planwright.archive import submission_text
from planwright.durable import Data, Mark
from planwright.errors import LedgerError, WorkspaceError
from planwright.ledger import Arrival, Entry, FileState, Finding, Ledger, Placed, Weighed
from planwright.model import Accepted, Intake, NeedsReview, Problem, Quarantined, Severity, Submission, Verdict
from planwright.names import clean_name
from planwright.problems import FileCode
from planwright.workspace import Workspace

PROBLEMS = ".problems.txt"
SUBMISSION = ".json"
NOBODYS = "_unknown"  # the folder of forms whose agency or round nobody can say; no id begins so
_NOT_FILED = (FileState.ARRIVED, FileState.READING)
_FURTHER = "What is also known of it, and needs nobody:"
_SAYS = {
    Accepted.name: "This file was taken in, and holds no answers of its own:",
    NeedsReview.name: "A person must look at this form before it counts:",
    Quarantined.name: "This file could not be read as one of the forms here:",
}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What a start found undone: unfinished files, files half read, strays, copies left behind, files taken away."""

    unfinished: int
    half_read: int
    strays: int
    left_behind: int
    taken_away: int


def arrive(
    workspace: Workspace, ledger: Ledger, intakes: Iterable[Intake], *, parent: int | None = None
) -> tuple[Entry, ...]:
    """The entries of these files in the inbox, in the order given; copies of files filed before are removed.

    `parent` is the entry of the file that all of them came within. A file that is gone again by now is passed over. A
    copy of a file that is still to be filed is kept until that is done, see `remove_copies`.
    """
    arrivals = [arrival for intake in intakes if (arrival := _arrival(workspace, intake, parent))]
    return _clear(workspace, ledger, ledger.arrive(arrivals))


def file(workspace: Workspace, ledger: Ledger, judged: Sequence[Judged]) -> tuple[Entry, ...]:
    """The entries of these files, filed and settled, in the order given.

    The verdict recorded may differ from the one given: where two forms clash, one of them needs review. Where that is
    a form accepted before, its entry follows after the others.
    """
    data_of = {one.entry: one.data for one in judged}
    marks = {one.entry: one.mark for one in judged if one.mark}

    def place(weighed: tuple[Weighed, ...]) -> list[Placed]:
        try:
            filed = [_filed(workspace, one, data_of.get(one.entry.id)) for one in weighed]
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
    return _clear(workspace, ledger, ledger.settle(findings, place), marks)


def put_back(workspace: Workspace, ledger: Ledger, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of files that were taken away, replaced or locked while they were being read.

    One that lies in its place after all waits to be read again; the others are withdrawn.
    """
    ledger.read_again([one.id for one in entries], "It could not be read to its end.")
    remove_copies(workspace, ledger)  # a copy of a file that is gone takes its place
    waiting = [ledger.entry(one.id) for one in entries]
    gone = _withdraw_gone(workspace, ledger, waiting, "It was taken out of the inbox while it was being read.")
    return tuple(replace(one, state=FileState.WITHDRAWN) if one in gone else one for one in waiting)


def withdraw(workspace: Workspace, ledger: Ledger, ids: Iterable[int], reason: str) -> tuple[Entry, ...]:
    """Take these files back: kept where they lie, never counted, and nothing asks for a person beside them any more.

    Returns the forms in review that clashed with one of them. Raises `LedgerError`, and moves nothing, where one
    cannot be taken back.
    """
    held = [ledger.entry(one) for one in dict.fromkeys(ids)]
    for one in held:
        lies = workspace.path_of(one.location or "")
        if one.state in _NOT_FILED and lies.is_relative_to(workspace.inbox):  # the next run would read it all the same
            raise LedgerError(f"“{one.name}” (file {one.id}) waits in the inbox. Take {lies} out of there instead.")
    ledger.withdraw([one.id for one in held], reason)
    for one in held:
        filed = workspace.path_of(one.location or "")
        filed.with_name(f"{filed.name}{PROBLEMS}").unlink(missing_ok=True)
    places = {_place_of(one) for one in held if one.facts}
    in_review = ledger.entries(state=FileState.NEEDS_REVIEW)
    return tuple(one for one in in_review if one.facts and _place_of(one) in places and _clashes(one))


def _place_of(entry: Entry) -> tuple[str, ...]:
    said = entry.facts
    return (said.agency, said.round, said.instrument, said.respondent or "") if said else ()


def _clashes(entry: Entry) -> bool:
    return any(one.code == FileCode.CLASH.id for one in entry.problems)


def remove_copies(workspace: Workspace, ledger: Ledger) -> int:
    """How many copies were left behind; all that can be are removed now. For the end of a run."""
    left = ledger.with_leftovers()
    _clear(workspace, ledger, left)
    return len(left)


def recover(workspace: Workspace, ledger: Ledger) -> Recovered:
    """Put right what an earlier stop left undone. For a start, while the workspace is held and nobody reads."""
    filed = (workspace.archive, workspace.review, workspace.quarantine)
    unfinished = sum(durable.remove_parts(folder) for folder in (*filed, workspace.plans, workspace.reports))
    unfinished += durable.remove_parts(workspace.inbox, is_inbox=True)
    half_read = ledger.give_back("The program stopped while it was reading this file.")
    # A form accepted before may have been on its way to review, beside one that was being read.
    unsettled = (*half_read, *ledger.entries(state=FileState.ACCEPTED)) if half_read else ()
    strays = _remove_strays(workspace, unsettled, filed) if unsettled else 0
    left = remove_copies(workspace, ledger)
    arrived = ledger.entries(state=FileState.ARRIVED)
    gone = _withdraw_gone(workspace, ledger, arrived, "It was taken out of the inbox before it was read.")
    return Recovered(
        unfinished=unfinished,
        half_read=len(half_read),
        strays=strays,
        left_behind=left,
        taken_away=len(gone),
    )


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


# -- where a file goes, and what lies beside it -----------------------------------------------------------------------


def _filed(workspace: Workspace, one: Weighed, read: Data | None) -> tuple[Placed, list[tuple[str, Data]]]:
    """Where the entry is placed, and every file to write for it; one that was not read now lies where it was filed."""
    lies = workspace.path_of(one.entry.location or "")
    data = lies if read is None else read
    digest = hashlib.sha256(data).hexdigest() if isinstance(data, bytes) else durable.digest_of(data)
    if digest != one.entry.sha256 and read is None:
        raise WorkspaceError(f"{lies} was changed or taken away after it was accepted. Put it back from a backup.")
    if digest != one.entry.sha256:
        raise WorkspaceError(
            f"“{one.entry.name}” was replaced while it was being read. Put it into the inbox again, under a new name."
        )
    location = _location(workspace, one)
    if isinstance(one.verdict, Accepted) and one.submission:
        text = submission_text(one.entry, one.submission, one.verdict.problems)
        beside = f"{location}{SUBMISSION}"
        placed = Placed(location=location, submission=beside, submission_sha256=hashlib.sha256(text).hexdigest())
        return placed, [(location, data), (beside, text)]
    return Placed(location=location), [(location, data), (f"{location}{PROBLEMS}", _problems_text(one))]


def _location(workspace: Workspace, one: Weighed) -> str:
    top = {Accepted.name: "archive", NeedsReview.name: "review"}.get(one.verdict.name, "quarantine")
    parts = [top]
    if one.facts and top != "quarantine":
        parts += [clean_name(name) if name else NOBODYS for name in (one.facts.agency, one.facts.round)]
        parts.append(clean_name(one.facts.instrument))
    short, whole = _filed_names(one.entry)
    location = "/".join((*parts, short))
    # Two files whose digests begin alike are made, not met; the whole digest then tells them apart.
    if durable.digest_of(workspace.path_of(location)) in (None, one.entry.sha256):
        return location
    return "/".join((*parts, whole))


def _filed_names(entry: Entry) -> tuple[str, str]:
    """The name an entry is filed under, with the beginning of its digest, and with the whole of it."""
    again = f".{entry.arrival}" if entry.arrival > 1 else ""
    name = clean_name(entry.name)
    return f"{entry.sha256[:12]}{again}-{name}", f"{entry.sha256}{again}-{name}"


def _numbered(problems: Iterable[Problem]) -> list[str]:
    return [f"{n}. {' '.join(found.message.split())}" for n, found in enumerate(problems, start=1)]


def _problems_text(one: Weighed) -> bytes:
    warnings = [found for found in one.verdict.problems if found.severity is Severity.WARNING]
    grave = [found for found in one.verdict.problems if found.severity is not Severity.WARNING]
    lines = [
        clean_name(one.entry.name),
        f"Received {one.entry.received:%Y-%m-%d %H:%M} UTC.",
        "",
        _SAYS.get(one.verdict.name, ""),
        "",
        *_numbered(grave or warnings),
        *(("", _FURTHER, "", *_numbered(warnings)) if grave and warnings else ()),
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


# -- what is left behind ----------------------------------------------------------------------------------------------


def _clear(
    workspace: Workspace, ledger: Ledger, entries: Sequence[Entry], marks: Mapping[int, Mark] | None = None
) -> tuple[Entry, ...]:
    """The entries without the copies they left in the inbox, or where they were filed before.

    A copy that cannot be removed now, because a program has it open or it may yet be the only one, is left for later.
    """
    gone: set[int] = set()
    for entry in entries:
        if entry.leftover is not None:
            with suppress(PermissionError):
                if _remove_copy(workspace, ledger, entry, (marks or {}).get(entry.id)):
                    gone.add(entry.id)
    ledger.forget_leftovers(gone)
    return tuple(replace(entry, leftover=None) if entry.id in gone else entry for entry in entries)


def _remove_copy(workspace: Workspace, ledger: Ledger, entry: Entry, mark: Mark | None) -> bool:
    """Remove the entry's copy, once it is certain that the bytes are kept elsewhere; whether nothing is left to remove.

    The copy is set aside first: nobody else knows it by that name, so what was looked at is what is removed.
    """
    copy = workspace.path_of(entry.leftover or "")
    aside = copy.with_name(f".planwright-{entry.id}.leaving")
    if aside.exists():  # an earlier stop
        durable.put_back(aside, copy)
    if durable.digest_of(copy) != entry.sha256:  # removed already, or another file took its name: that one is new
        return True
    # What was filed for an entry that was withdrawn goes when the same bytes are filed for the one in its place.
    other = entry.superseded_by if entry.state is FileState.WITHDRAWN else entry.duplicate_of
    first = ledger.entry(other) if other else entry
    kept = workspace.path_of(first.location or "")
    found = durable.digest_of(kept)
    if found != entry.sha256 and (found or kept.is_relative_to(workspace.inbox)):
        ledger.relocate(first.id, entry.leftover or "")  # the first was taken from its place: this is the only one
        return True
    if found and first.state in _NOT_FILED:  # whoever clears the inbox could still take the first away
        return False
    with suppress(FileNotFoundError):
        copy.rename(aside)
        return _remove_aside(workspace, entry, aside, kept, mark)
    return True


def _remove_aside(workspace: Workspace, entry: Entry, aside: Path, kept: Path, mark: Mark | None) -> bool:
    """Remove the copy that was set aside, or give it its name again where it is another file or is still written."""
    copy = workspace.path_of(entry.leftover or "")
    try:
        if durable.is_being_written(aside):
            return False
        if durable.digest_of(aside) != entry.sha256 or mark not in (None, durable.mark_of(aside)):
            return True
        if not kept.exists():  # someone moved the kept file back into the inbox: this is the only one
            durable.write(kept, aside)
        if not copy.is_relative_to(workspace.inbox):
            for beside in (PROBLEMS, SUBMISSION):
                copy.with_name(f"{copy.name}{beside}").unlink(missing_ok=True)
        aside.unlink()
        return True
    finally:
        if aside.exists():
            durable.put_back(aside, copy)


def _withdraw_gone(workspace: Workspace, ledger: Ledger, entries: Sequence[Entry], reason: str) -> list[Entry]:
    """Those of these entries whose bytes are not in their place any more, withdrawn."""
    gone = [one for one in entries if not _lies_there(workspace.path_of(one.location or ""), one.sha256)]
    ledger.withdraw([one.id for one in gone], reason)
    return gone


def _lies_there(path: Path, sha256: str) -> bool:
    """Whether the file of these bytes lies there; one that cannot be opened may well be it."""
    try:
        return durable.digest_of(path) == sha256
    except OSError:
        return True


def _remove_strays(workspace: Workspace, entries: Sequence[Entry], folders: Iterable[Path]) -> int:
    """How many files were filed for these entries without their being settled, and removed; their bytes are kept."""
    names = {
        f"{name}{beside}": entry
        for entry in entries
        for name in _filed_names(entry)
        for beside in ("", SUBMISSION, PROBLEMS)
    }
    strays = [path for folder in folders for path in folder.rglob("*") if path.name in names]
    removed = 0
    for stray in strays:
        entry = names[stray.name]
        kept = workspace.path_of(entry.location or "")
        if stray in (kept, *(kept.with_name(f"{kept.name}{beside}") for beside in (PROBLEMS, SUBMISSION))):
            continue
        if durable.digest_of(stray) == entry.sha256 and durable.digest_of(kept) != entry.sha256:
            durable.write(kept, stray)
        stray.unlink()
        removed += 1
    return removed
