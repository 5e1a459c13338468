"""Settling what was read: the verdict, how the form stands among the others, and where its bytes were put."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Connection, bindparam, update

from planwright.errors import LedgerError
from planwright.ledger.entries import Entry, Facts, Finding, Moment, Placed, Weighed
from planwright.ledger.moves import Step, record
from planwright.ledger.order import weigh
from planwright.ledger.queries import entries_by_id, standing_beside
from planwright.ledger.states import FileState, check_settling
from planwright.ledger.tables import files
from planwright.model import NOT_TOLD, Accepted, Verdict

Placing = Callable[[tuple[Weighed, ...]], Sequence[Placed]]

_FACTS = tuple(fact.name for fact in fields(Facts))
_CHANGED = (
    *("state", "superseded_by", "location", "leftover", "submission", "submission_sha256", "problems", "seconds"),
    *_FACTS,
)
_SETTLE = (
    update(files).where(files.c.id == bindparam("entry")).values({name: bindparam(f"new_{name}") for name in _CHANGED})
)


def settle(connection: Connection, findings: Sequence[Finding], place: Placing, moment: Moment) -> tuple[Entry, ...]:
    """The entries settled, in the order given, and after them accepted ones that were sent to review.

    `place` is called once, when it is known how each form stands among the others and before anything is recorded:
    it puts the bytes where the verdicts want them. Where it raises, nothing is settled.
    """
    if not findings:
        return ()
    held = entries_by_id(connection, (finding.entry for finding in findings), lock=True)
    for finding in findings:
        entry = held[finding.entry]
        check_settling(entry.name, entry.state, _state_of(finding.verdict))
        _check_told(entry, finding)
    beside = standing_beside(connection, [one.submission for one in findings if one.submission])
    weighed = weigh([(finding, held[finding.entry]) for finding in findings], beside)
    placed = place(weighed)
    known = {one.id: one for one in (*beside, *held.values())}
    steps, successor = _steps(weighed, known)
    record(connection, steps, moment)
    ends = {step.entry: step.after for step in steps}
    settled = [
        replace(_settled(one, where), state=ends[one.entry.id], superseded_by=successor.get(one.entry.id))
        for one, where in zip(weighed, placed, strict=True)
    ]
    elsewhere = [
        replace(known[old], state=ends[old], superseded_by=new) for old, new in successor.items() if old not in held
    ]
    connection.execute(_SETTLE, [_values(entry) for entry in (*elsewhere, *settled)])
    return tuple(settled)


def _check_told(entry: Entry, finding: Finding) -> None:
    """Raise `LedgerError` where a form is to count of which nobody can say whose it is."""
    said = finding.submission
    if isinstance(finding.verdict, Accepted) and said and NOT_TOLD in (said.agency, said.round):
        raise LedgerError(
            f"“{entry.name}” cannot be accepted: its agency or its round is not known. Put it into"
            " inbox/<agency>/<round>/ and have it read there."
        )


def _steps(weighed: Sequence[Weighed], known: Mapping[int, Entry]) -> tuple[list[Step], dict[int, int]]:
    """The moves in the order they follow from each other, and which entry takes the place of which."""
    now: dict[int, FileState] = {entry: one.state for entry, one in known.items()}
    successor: dict[int, int] = {}
    steps: list[Step] = []

    def go(entry: int, after: FileState, reason: str) -> None:
        steps.append(Step(entry=entry, name=known[entry].name, before=now[entry], after=after, reason=reason))
        now[entry] = after

    for one in weighed:
        go(one.entry.id, _state_of(one.verdict), _reason(one.verdict))
        pairs = [(old, one.entry.id) for old in one.replaces]
        if one.replaced_by is not None:
            pairs.append((one.entry.id, one.replaced_by))
        for old, new in pairs:
            go(old, FileState.SUPERSEDED, f"“{known[new].name}” (file {new}) takes its place.")
            successor[old] = new
    return steps, successor


def _settled(one: Weighed, where: Placed) -> Entry:
    return replace(
        one.entry,
        location=where.location,
        leftover=one.entry.location if one.entry.location != where.location else None,
        facts=one.facts,
        problems=one.verdict.problems if where.problems is None else where.problems,
        submission=where.submission,
        submission_sha256=where.submission_sha256,
        seconds=one.seconds,
    )


def _values(entry: Entry) -> dict[str, Any]:
    said = {name: getattr(entry.facts, name) if entry.facts else None for name in _FACTS}
    said |= {name: getattr(entry, name) for name in _CHANGED if name not in _FACTS}
    said["problems"] = [found.to_json() for found in entry.problems]
    return {f"new_{name}": value for name, value in said.items()} | {"entry": entry.id}


def _state_of(verdict: Verdict) -> FileState:
    return FileState(verdict.name)


def _reason(verdict: Verdict) -> str:
    """The verdict with the codes of its problems; their messages stand in the entry and may change, codes do not."""
    codes = ", ".join(dict.fromkeys(one.code for one in verdict.problems))
    return f"{verdict.name.capitalize()}: {codes}." if codes else f"{verdict.name.capitalize()}."
