"""The summaries of an agency's round, from what the workspace has accepted."""

from collections import defaultdict

from planwright.aggregate.summary import aggregate
from planwright.archive import Counted, counted
from planwright.errors import WorkspaceError
from planwright.figures import Summary
from planwright.instruments import Instruments
from planwright.ledger import Ledger
from planwright.workspace import Workspace


def summaries_of(
    workspace: Workspace, ledger: Ledger, instruments: Instruments, agency: str, round_id: str
) -> tuple[Summary, ...]:
    """One summary for each instrument version and basis among the accepted forms, in the order of the instruments.

    Raises `WorkspaceError` where a form was accepted for an instrument that is not here any more.
    """
    by_instrument: dict[tuple[str, str], list[Counted]] = defaultdict(list)
    for source, submission in counted(workspace, ledger, agency, round_id):
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
