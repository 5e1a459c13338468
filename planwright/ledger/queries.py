"""Questions to the ledger; each returns values, within the caller's transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Executable, Row, Select, func, select, tuple_

from planwright.errors import LedgerError
from planwright.ledger.connect import disorder
from planwright.ledger.entries import (
    DONE,
    Course,
    Entry,
    Facts,
    Holding,
    Move,
    PlanRecord,
    Returned,
    RunRecord,
    Standing,
)
from planwright.ledger.states import FileState, state_of
from planwright.ledger.tables import files, history, plans, runs
from planwright.model import Submission
from planwright.restore import problem_from

_AT_ONCE = 5_000  # values in one statement; PostgreSQL takes 65,535 and SQLite 32,766
_FACTS = tuple(fact.name for fact in fields(Facts))
_COLUMNS = tuple(column.name for column in files.columns)
_PLAN = tuple(field.name for field in fields(PlanRecord))


def entries_by_id(connection: Connection, ids: Iterable[int], *, lock: bool = False) -> dict[int, Entry]:
    """These entries by id, in the order given; `lock` keeps others from moving them. Raises `LedgerError` for none."""
    wanted = list(dict.fromkeys(ids))
    found: dict[int, Entry] = {}
    for some in portions(wanted):
        asked = select(files).where(files.c.id.in_(some))
        found |= {entry.id: entry for entry in _entries(connection, asked.with_for_update() if lock else asked)}
    missing = next((entry for entry in wanted if entry not in found), None)
    if missing is not None:
        raise LedgerError(
            f"File {missing} is not in the ledger. Ask for one that `planwright status` lists. Where nobody asked for"
            " it, its row was taken out by hand: restore the ledger from a backup (planwright restore)."
        )
    return {entry: found[entry] for entry in wanted}


def same_bytes(connection: Connection, digests: Iterable[str]) -> list[Entry]:
    """Every entry with one of these sha256, first arrival first."""
    asked = select(files).order_by(files.c.sha256, files.c.arrival)
    return [
        entry
        for some in portions(sorted(digests))
        for entry in _entries(connection, asked.where(files.c.sha256.in_(some)))
    ]


def enclosed_in(connection: Connection, parent: int) -> tuple[Entry, ...]:
    """The entries of the files that came within the file of this one, first come first."""
    return tuple(_entries(connection, select(files).where(files.c.parent == parent).order_by(files.c.id)))


def family(connection: Connection, entry: int) -> int:
    """How many files came within the outermost file that this one came within, at any depth."""
    top, seen = entry, {entry}
    while (parent := connection.scalar(select(files.c.parent).where(files.c.id == top))) and parent not in seen:
        top = parent
        seen.add(parent)
    below, level = {top}, [top]
    while level:
        asked = [select(files.c.id).where(files.c.parent.in_(some)) for some in portions(level)]
        level = [one for each in asked for one in connection.scalars(each) if one not in below]
        below.update(level)
    return len(below) - 1


def waiting_at(connection: Connection, locations: Iterable[str]) -> list[Entry]:
    """Every entry that waits to be read at one of these locations."""
    asked = select(files).where(files.c.state == FileState.ARRIVED).order_by(files.c.id)
    return [
        entry
        for some in portions(sorted(locations))
        for entry in _entries(connection, asked.where(files.c.location.in_(some)))
    ]


def standing_beside(connection: Connection, submissions: Iterable[Submission]) -> list[Entry]:
    """The accepted forms, and those in review, of the same agencies, rounds and practices as these submissions."""
    places = sorted({(one.agency, one.round, one.instrument) for one in submissions})
    asked = select(files).where(files.c.state.in_((FileState.ACCEPTED, FileState.NEEDS_REVIEW))).order_by(files.c.id)
    place = tuple_(files.c.agency, files.c.round, files.c.instrument)
    return [entry for some in portions(places) for entry in _entries(connection, asked.where(place.in_(some)))]


def entries(
    connection: Connection, state: FileState | None = None, agency: str | None = None, round_id: str | None = None
) -> tuple[Entry, ...]:
    """The entries in this state, of this agency and round, first come first; None asks for any."""
    asked = _of(select(files), agency, round_id).order_by(files.c.id)
    return tuple(_entries(connection, asked if state is None else asked.where(files.c.state == state)))


def read_with_editions(connection: Connection) -> tuple[Entry, ...]:
    """The newest entry of each file that was read with an edition, first come first; duplicates are none."""
    asked = select(files).where(files.c.state != FileState.DUPLICATE).order_by(files.c.id)
    of_editions = select(files.c.sha256).where(files.c.edition.is_not(None))
    newest = {entry.sha256: entry for entry in _entries(connection, asked.where(files.c.sha256.in_(of_editions)))}
    return tuple(entry for entry in newest.values() if entry.facts and entry.facts.edition)


def replaced_by(connection: Connection, entry: int) -> tuple[Entry, ...]:
    """The forms whose place this one took, first come first."""
    asked = select(files).where(files.c.superseded_by == entry, files.c.state == FileState.SUPERSEDED)
    return tuple(_entries(connection, asked.order_by(files.c.id)))


def locations(connection: Connection) -> set[str]:
    """Where the bytes of every entry lie, and what was read of it."""
    asked = select(files.c.location, files.c.submission)
    return {one for row in rows_of(connection, asked) for one in row if one is not None}


def beginning_with(connection: Connection, digests: Iterable[str]) -> list[Entry]:
    """The entries whose sha256 begins with one of these, all of one length; first come first."""
    wanted = sorted(digests)
    length = len(wanted[0]) if wanted else 0
    asked = select(files).order_by(files.c.id)
    return [
        entry
        for some in portions(wanted)
        for entry in _entries(connection, asked.where(func.substr(files.c.sha256, 1, length).in_(some)))
    ]


def is_empty(connection: Connection) -> bool:
    """Whether there is no entry at all."""
    return connection.execute(select(files.c.id).limit(1)).first() is None


def with_leftovers(connection: Connection) -> tuple[Entry, ...]:
    """The entries of which a copy is still to be removed."""
    return tuple(_entries(connection, select(files).where(files.c.leftover.is_not(None)).order_by(files.c.id)))


def counts(connection: Connection, agency: str | None = None, round_id: str | None = None) -> Mapping[FileState, int]:
    """How many entries are in each state, zero included; of this agency and round, or of all."""
    asked = _of(select(files.c.state, func.count()), agency, round_id).group_by(files.c.state)
    found = {state_of(row[0]): row[1] for row in rows_of(connection, asked)}
    return {state: found.get(state, 0) for state in FileState}


def holdings(connection: Connection) -> tuple[Holding, ...]:
    """What is in each state, in the order in which the states are drawn; states without files included."""
    asked = select(files.c.state, func.count(), func.min(files.c.received)).group_by(files.c.state)
    found = {state_of(state): (count, oldest) for state, count, oldest in rows_of(connection, asked)}
    pairs = ((state, *found.get(state, (0, None))) for state in FileState)
    return tuple(Holding(state=state, files=count, oldest=oldest) for state, count, oldest in pairs)


def oldest(connection: Connection, states: Iterable[FileState], most: int) -> tuple[Entry, ...]:
    """The entries in these states that came first, so many at most, first come first."""
    asked = select(files).where(files.c.state.in_(list(states))).order_by(files.c.received, files.c.id).limit(most)
    return tuple(_entries(connection, asked))


def collected(connection: Connection) -> tuple[tuple[str, str], ...]:
    """The agencies and rounds that have accepted forms, sorted."""
    is_form = files.c.agency.is_not(None)  # what was a cover for forms has none
    asked = select(files.c.agency, files.c.round).where(files.c.state == FileState.ACCEPTED, is_form).distinct()
    return tuple(sorted((agency, round_id) for agency, round_id in rows_of(connection, asked)))


def standing(connection: Connection, agency: str, round_id: str) -> tuple[Standing, ...]:
    """How many forms of each practice of this agency and round are in which state, sorted."""
    asked = select(files.c.instrument, files.c.state, func.count(), func.max(files.c.received))
    found = rows_of(connection, _of(asked, agency, round_id).group_by(files.c.instrument, files.c.state))
    return tuple(
        Standing(instrument=instrument, state=state_of(state), forms=forms, last_received=last)
        for instrument, state, forms, last in sorted(map(tuple, found))
    )


def returned(connection: Connection, round_id: str) -> tuple[Returned, ...]:
    """How many forms of each agency and practice came back for this round, by state, sorted."""
    asked = select(files.c.agency, files.c.instrument, files.c.state, func.count()).where(files.c.round == round_id)
    found = rows_of(connection, asked.group_by(files.c.agency, files.c.instrument, files.c.state))
    return tuple(
        Returned(agency=agency, instrument=instrument, state=state_of(state), forms=forms)
        for agency, instrument, state, forms in sorted(map(tuple, found))
    )


def courses(connection: Connection, first: int, last: int) -> tuple[Course, ...]:
    """What the runs from the first to the last did with each file that they moved, first come first."""
    asked = select(history.c.file, history.c.before, history.c.after).where(history.c.run.between(first, last))
    states: dict[int, list[FileState]] = {}
    came: set[int] = set()
    for file, before, after in rows_of(connection, asked.order_by(history.c.id)):
        states.setdefault(file, []).append(state_of(after))
        if before is None:
            came.add(file)
    held = entries_by_id(connection, sorted(states))
    return tuple(
        Course(entry=entry, states=tuple(states[number]), came=number in came) for number, entry in held.items()
    )


def moves_of(connection: Connection, entry: int) -> tuple[Move, ...]:
    """The history of this entry, its arrival first."""
    asked = select(history).where(history.c.file == entry).order_by(history.c.id)
    return tuple(
        Move(
            entry=row.file,
            before=state_of(row.before) if row.before else None,
            after=state_of(row.after),
            at=row.at,
            reason=row.reason,
            program=row.program,
            run=row.run,
        )
        for row in rows_of(connection, asked)
    )


def plan_records(
    connection: Connection, agency: str | None = None, round_id: str | None = None, inputs: str | None = None
) -> tuple[PlanRecord, ...]:
    """The plans made for this agency and round, from these inputs; newest first; None asks for any."""
    asked = select(plans).order_by(plans.c.made.desc(), plans.c.id.desc())
    for column, wanted in ((plans.c.agency, agency), (plans.c.round, round_id), (plans.c.inputs, inputs)):
        if wanted is not None:
            asked = asked.where(column == wanted)
    return tuple(PlanRecord(**{name: row._mapping[name] for name in _PLAN}) for row in rows_of(connection, asked))


def plans_made(connection: Connection, first: int, last: int) -> tuple[PlanRecord, ...]:
    """The plans that the runs from the first to the last made, in the order of their files."""
    asked = select(plans).where(plans.c.run.between(first, last)).order_by(plans.c.location)
    return tuple(PlanRecord(**{name: row._mapping[name] for name in _PLAN}) for row in rows_of(connection, asked))


def run_records(
    connection: Connection, kind: str | None = None, most: int = 20, outcome: str | None = None
) -> tuple[RunRecord, ...]:
    """The latest runs of this kind, or of any, that ended so, newest first; None asks for any."""
    asked = select(runs).order_by(runs.c.id.desc()).limit(most)
    for column, wanted in ((runs.c.kind, kind), (runs.c.outcome, outcome)):
        if wanted is not None:
            asked = asked.where(column == wanted)
    return tuple(RunRecord(**row._mapping) for row in rows_of(connection, asked))


def run_record(connection: Connection, run: int) -> RunRecord:
    """The run with this id; raises `LedgerError` where there is none."""
    found = next(rows_of(connection, select(runs).where(runs.c.id == run)), None)
    if found is None:
        raise LedgerError(f"Run {run} is not in the ledger. Ask for one that `planwright runs` lists.")
    return RunRecord(**found._mapping)


def in_trouble(connection: Connection, first: int, last: int) -> tuple[RunRecord, ...]:
    """The runs from the first to the last that ended otherwise than done, in their order."""
    asked = select(runs).where(runs.c.id.between(first, last), runs.c.outcome.is_not(None), runs.c.outcome != DONE)
    return tuple(RunRecord(**row._mapping) for row in rows_of(connection, asked.order_by(runs.c.id)))


def _of(asked: Select[Any], agency: str | None, round_id: str | None) -> Select[Any]:
    for column, wanted in ((files.c.agency, agency), (files.c.round, round_id)):
        if wanted is not None:
            asked = asked.where(column == wanted)
    return asked


def _entries(connection: Connection, asked: Select[Any]) -> Iterator[Entry]:
    return (_entry(connection, row) for row in rows_of(connection, asked))


def rows_of(connection: Connection, asked: Executable) -> Iterator[Row[Any]]:
    """The rows found; raises `LedgerError` where one holds what no row can, such as a day that is none."""
    try:
        yield from connection.execute(asked)
    except (ValueError, TypeError) as error:
        raise disorder(connection, str(error)) from None


def _entry(connection: Connection, row: Row[Any]) -> Entry:
    said = dict(zip(_COLUMNS, row, strict=True))
    facts = {name: said.pop(name) for name in _FACTS}
    said["facts"] = Facts(**facts) if facts["instrument"] is not None else None
    said["state"] = state_of(said["state"], f"“{said['name']}”")
    try:
        said["problems"] = tuple(map(problem_from, said["problems"]))
    except (LookupError, TypeError, ValueError):
        raise disorder(connection, f"the problems of file {said['id']}, “{said['name']}”, are none") from None
    return Entry(**said)


def portions(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The values in runs that fit one statement."""
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
