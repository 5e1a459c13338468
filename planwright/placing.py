"""Where the verdict puts a file, and what is written beside it: what was read, and what a person must settle."""

import hashlib
from collections.abc import Iterable

from planwright import durable
from planwright.archive import kept_text, submission_text
from planwright.durable import Data
from planwright.errors import WorkspaceError
from planwright.filed import PROBLEMS, SUBMISSION, filed_names
from planwright.ledger import Placed, Weighed
from planwright.model import Accepted, NeedsReview, Problem, Quarantined, Severity
from planwright.names import clean_name
from planwright.workspace import Workspace

NOBODYS = "_unknown"  # the folder of forms whose agency or round nobody can say; no id begins so
_FURTHER = "What is also known of it, and needs nobody:"
_SAYS = {
    Accepted.name: "This file was taken in, and holds no answers of its own:",
    NeedsReview.name: "A person must look at this form before it counts:",
    Quarantined.name: "This file could not be read as one of the forms here:",
}


def placing(workspace: Workspace, one: Weighed, read: Data | None) -> tuple[Placed, list[tuple[str, Data]]]:
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
    files: list[tuple[str, Data]] = [(location, data)]
    text = _submission(workspace, one, is_new=read is not None)
    if text is None or not isinstance(one.verdict, Accepted):
        files.append((f"{location}{PROBLEMS}", _problems_text(one)))
    if text is None:
        return Placed(location=location, problems=one.verdict.problems), files
    at = f"{location}{SUBMISSION}"
    digest = hashlib.sha256(text).hexdigest()
    return (
        Placed(location=location, submission=at, submission_sha256=digest, problems=one.verdict.problems),
        [*files, (at, text)],
    )


def _submission(workspace: Workspace, one: Weighed, *, is_new: bool) -> bytes | None:
    """The JSON to write beside the file; None where nothing was read of it as a form, or it could not be read as one.

    A form that is not read now, because it counted until now, keeps what was read of it then.
    """
    if isinstance(one.verdict, Quarantined):
        return None
    if one.submission:
        return submission_text(one.entry, one.submission, one.verdict.problems)
    if is_new or one.entry.submission is None:
        return None
    return kept_text(workspace, one.entry, one.verdict.problems)


def _location(workspace: Workspace, one: Weighed) -> str:
    top = {Accepted.name: "archive", NeedsReview.name: "review"}.get(one.verdict.name, "quarantine")
    parts = [top]
    if one.facts and top != "quarantine":
        parts += [clean_name(name) if name else NOBODYS for name in (one.facts.agency, one.facts.round)]
        parts.append(clean_name(one.facts.instrument))
    short, whole = filed_names(one.entry)
    location = "/".join((*parts, short))
    # Two files whose digests begin alike are made, not met; the whole digest then tells them apart.
    if durable.digest_of(workspace.path_of(location)) in (None, one.entry.sha256):
        return location
    return "/".join((*parts, whole))


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
