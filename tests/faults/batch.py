"""A night's inbox of invented forms, of every kind that a ledger tells apart, and what must have become of it."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planwright import durable
from planwright.instruments import load_instruments
from planwright.ledger import FileState, Ledger, open_ledger
from planwright.verify import verify
from planwright.workspace import Workspace, open_workspace
from tests.forms import completed, new_workspace

AGENCIES = ("harbor", "mesa")
KEPT = ("inbox", "archive", "review", "quarantine")


def fill(folder: Path, files: int) -> Workspace:
    """A new workspace whose inbox holds so many files: of twenty, twelve count, the others are of every other kind."""
    workspace = new_workspace(folder)
    readiness = load_instruments()["readiness", "1"]
    for number in range(files):
        agency, kind = AGENCIES[number % 2], number % 20
        name, said = f"R-{number}", {"identity.completed": "2026-09-20"}
        if kind in (12, 13):  # a corrected form of the one before the last
            name, said = f"R-{number - 2 * (kind - 11)}", {"identity.completed": "2026-09-25"}
            agency = AGENCIES[(number - 2 * (kind - 11)) % 2]
        if kind == 14:  # another one of the same day: a clash
            name, agency = f"R-{number - 6}", AGENCIES[(number - 6) % 2]
            said |= {next(path for path in readiness.items if path.startswith("statements")): 2}
        if kind in (15, 16):
            name = ""
        path = workspace.inbox / f"{number:04}.docx"
        if kind == 17:
            path.with_suffix(".txt").write_text(f"Minutes of a meeting, number {number}.")
        elif kind in (18, 19):
            path.write_bytes((workspace.inbox / f"{number - kind:04}.docx").read_bytes())
        else:
            given = (
                said if name else {**said, "identity.name": None, "identity.completed": f"2026-09-{number % 28 + 1:02}"}
            )
            path.write_bytes(completed(readiness, given, agency=agency, name=name))
    return workspace


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch: the states of each file's bytes, the plans by what they were made from, what is wrong."""

    states: Mapping[str, tuple[str, ...]]
    plans: Mapping[tuple[str, str], int]
    wrong: tuple[str, ...]


def outcome_of(folder: Path, sent: Mapping[str, int], *, came_again: bool = False) -> Outcome:
    """What is in a workspace, held against the bytes that were sent: each digest, and how often.

    Where files were gone for a moment and `came_again`, they may be duplicates of themselves.
    """
    workspace = open_workspace(folder)
    with open_ledger(workspace.ledger_url) as ledger:
        states: dict[str, list[str]] = {}
        for entry in ledger.entries():
            if entry.state is not FileState.WITHDRAWN:  # what was gone for a moment comes again
                states.setdefault(entry.sha256, []).append(str(entry.state))
        plans = Counter((one.agency, one.inputs) for one in ledger.plans())
        wrong = [str(one.message) for one in verify(workspace, ledger)]
        wrong += _wrong(workspace, ledger, None if came_again else sent, list(sent))
    said = {digest: tuple(sorted(set(held) if came_again else held)) for digest, held in states.items()}
    return Outcome(said, dict(plans), tuple(wrong))


def _wrong(workspace: Workspace, ledger: Ledger, times: Mapping[str, int] | None, sent: Sequence[str]) -> list[str]:
    """What was lost, what is there twice, and what is left lying; `times` says how often each was to come."""
    kept = {durable.digest_of(path) for top in KEPT for path in (workspace.folder / top).rglob("*") if path.is_file()}
    wrong = [f"the bytes {digest[:12]} are lost" for digest in sent if digest not in kept]
    arrivals = Counter(one.sha256 for one in ledger.entries() if one.state is not FileState.WITHDRAWN)
    wrong += [
        f"{digest[:12]} has {arrivals[digest]} entries for {n} files"
        for digest, n in (times or {}).items()
        if arrivals[digest] != n
    ]
    counted = Counter(
        (one.facts.agency, one.facts.respondent)
        for one in ledger.entries(state=FileState.ACCEPTED)
        if one.facts and one.facts.respondent
    )
    wrong += [f"{agency} counts one respondent {n} times" for (agency, _), n in counted.items() if n > 1]
    wrong += [f"{path.name} is left in the inbox" for path in workspace.inbox.rglob("*") if path.is_file()]
    wrong += [f"{path} is half written" for path in workspace.folder.rglob(".planwright-*.part") if path.is_file()]
    wrong += [
        f"a plan of {one} was made twice"
        for one, n in Counter((p.agency, p.inputs) for p in ledger.plans()).items()
        if n > 1
    ]
    return wrong


def sent_to(workspace: Workspace) -> dict[str, int]:
    """The digest of each file's bytes in the inbox, and how often they are there."""
    return dict(Counter(hashlib.sha256(path.read_bytes()).hexdigest() for path in workspace.inbox.iterdir()))
