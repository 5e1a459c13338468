"""The summaries of an agency's round, from what the workspace has accepted."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from planwright.aggregate.summary import aggregate
from planwright.archive import Counted, counted
from planwright.editions import Edition, load_editions
from planwright.errors import WorkspaceError
from planwright.figures import Summary
from planwright.instruments import Instruments
from planwright.ledger import Ledger
from planwright.workspace import Workspace


def summaries_of(
    workspace: Workspace, ledger: Ledger, instruments: Instruments, agency: str, round_id: str
) -> tuple[Summary, ...]:
    """One summary for each instrument version and basis among the accepted forms, in the order of the instruments.

    Raises `WorkspaceError` where a form was accepted for an instrument that is not here any more, or was read with an
    edition that says something else now.
    """
    counts = counted(workspace, ledger, agency, round_id)
    if any(submission.edition for _, submission in counts):
        _check_editions(counts, load_editions((workspace.editions,), instruments))
    by_instrument: dict[tuple[str, str], list[Counted]] = defaultdict(list)
    for source, submission in counts:
        by_instrument[submission.instrument, submission.version].append((source, submission))
    gone = [key for key in by_instrument if key not in instruments]
    if gone:
        raise WorkspaceError(
            f"Forms of “{gone[0][0]}” version {gone[0][1]} were accepted, but its schema is gone. Put it back into"
            " schemas/."
        )
    return tuple(
        summary
        for key in instruments
        if key in by_instrument
        for summary in aggregate(instruments[key], by_instrument[key])
    )


def _check_editions(counts: Iterable[Counted], editions: Iterable[Edition]) -> None:
    """Raise `WorkspaceError` where forms were read with an edition that is not what it was then."""
    now = {edition.id: edition for edition in editions}
    read = Counter(one.edition for _, one in counts if one.edition)
    for mark, forms in sorted(read.items()):
        edition = now.get(mark.id)
        noun = f"{forms} forms were" if forms > 1 else "1 form was"
        if edition is None:
            raise WorkspaceError(
                f"{noun} read with the edition “{mark.id}”, which is not in editions/ any more. Put it back, or give"
                " the edition that takes its place its name."
            )
        if edition.mark != mark:
            cure = (
                "Run “planwright ingest”, which reads them again, and then this."
                if edition.checked
                else (
                    f"Correct {edition.file.name}, set “checked” to true, and run “planwright ingest”, which reads them"
                    " again."
                )
            )
            raise WorkspaceError(f"{noun} read with an earlier state of the edition “{mark.id}”. {cure}")
