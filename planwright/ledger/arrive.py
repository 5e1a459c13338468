"""Entering files that came into the inbox, and telling the same bytes from new ones."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from planwright.ledger.entries import Arrival, Entry, Moment
from planwright.ledger.moves import Step, move, record
from planwright.ledger.queries import portions, same_bytes, waiting_at
from planwright.ledger.states import FOR_A_PERSON, FileState
from planwright.ledger.tables import files
from planwright.names import files_named
from planwright.problems import OF_ITS_PLACE, OF_UNKNOWN_FORM, FileCode, problem

_HAND_OVER = (
    update(files)
    .where(files.c.id == bindparam("entry"))
    .values(superseded_by=bindparam("successor"), leftover=bindparam("copy"))
)
_GIVEN_UP = (FileState.SUPERSEDED, FileState.WITHDRAWN)

File = tuple[str, str]  # what makes an arrival one file: its bytes and its place


def arrive(connection: Connection, arrivals: Sequence[Arrival], moment: Moment) -> tuple[Entry, ...]:
    """The entry of each file in the inbox, in the order given.

    The same file seen again has its entry already. The same bytes elsewhere are a duplicate, and its entry names the
    first. Bytes that were withdrawn or superseded may come again: they are a new arrival. So are those of a form that
    waits because nobody could say whose it is, in a folder of the inbox that may say it, and those of a file of which
    nobody could say what form it is. A file that waited in a place where another one is now was taken away. One that
    was entered before it was known what it came within is told that now.
    """
    _withdraw_displaced(connection, arrivals, moment)
    known = _by_bytes(connection, arrivals)
    withdrawn: list[Entry] = []
    for withdraw in (_withdraw_misplaced, _withdraw_unknown):
        if gone := withdraw(connection, arrivals, known, moment):
            known = _by_bytes(connection, arrivals)
            withdrawn += gone
    seen: dict[File, Entry] = {}
    new: dict[File, Arrival] = {}
    for arrival in arrivals:
        same = next((one for one in known.get(arrival.sha256, ()) if _is_same(one, arrival)), None)
        if same is None:
            new[_file(arrival)] = arrival
        else:
            seen[_file(arrival)] = same
    for arrival in arrivals:
        if arrival.parent and _file(arrival) in seen:
            enclose(connection, [seen[_file(arrival)].id], arrival.parent)
    seen |= _enter(connection, list(new.values()), known, moment)
    _hand_over(connection, withdrawn, seen.values())
    return tuple(seen[_file(arrival)] for arrival in arrivals)


def enclose(connection: Connection, ids: Iterable[int], parent: int) -> None:
    """Note what these entries came within, where that was not known."""
    for some in portions(list(ids)):
        unknown = files.c.id.in_(some) & files.c.parent.is_(None) & (files.c.id != parent)
        connection.execute(update(files).where(unknown).values(parent=parent))


def _withdraw_displaced(connection: Connection, arrivals: Sequence[Arrival], moment: Moment) -> None:
    found = {arrival.location: arrival.sha256 for arrival in arrivals}
    waiting = waiting_at(connection, found)
    displaced = [one for one in waiting if found[one.location or ""] != one.sha256]
    move(connection, displaced, FileState.WITHDRAWN, "Another file took its place before it was read.", moment)


def _withdraw_misplaced(
    connection: Connection, arrivals: Sequence[Arrival], known: Mapping[str, Sequence[Entry]], moment: Moment
) -> list[Entry]:
    """The forms that waited for their folder and were now put into one, withdrawn."""
    misplaced: dict[int, Entry] = {}
    for arrival in arrivals:
        held = known.get(arrival.sha256, ())
        if _is_in_folder(arrival) and not any(_is_same(one, arrival) for one in held):
            misplaced |= {one.id: one for one in held if one.state in FOR_A_PERSON and _for_its_place(one)}
    reason = "The same bytes were put into a folder of the inbox, which may say whose form it is."
    return move(connection, list(misplaced.values()), FileState.WITHDRAWN, reason, moment)


def _is_in_folder(arrival: Arrival) -> bool:
    """Whether a file lies in a folder of the inbox, or lay in one within what it came in."""
    return arrival.location.count("/") > 1 or any(one.folders for one in files_named(arrival.name))


def _for_its_place(entry: Entry) -> bool:
    return any(one.code in OF_ITS_PLACE for one in entry.problems)


def _withdraw_unknown(
    connection: Connection, arrivals: Sequence[Arrival], known: Mapping[str, Sequence[Entry]], moment: Moment
) -> list[Entry]:
    """The files in quarantine that were no known form and come in again, withdrawn."""
    unknown: dict[int, Entry] = {}
    for arrival in arrivals:
        held = known.get(arrival.sha256, ())
        if not any(_is_same(one, arrival) for one in held):
            unknown |= {one.id: one for one in held if one.state is FileState.QUARANTINED and _is_unknown(one)}
    reason = "The same bytes were put into the inbox again; their form may be known now."
    return move(connection, list(unknown.values()), FileState.WITHDRAWN, reason, moment)


def _hand_over(connection: Connection, withdrawn: Iterable[Entry], entered: Iterable[Entry]) -> None:
    """Note of entries withdrawn for new ones of the same bytes that what was filed for them is still to be removed."""
    successors = {one.sha256: one.id for one in entered if one.state is FileState.ARRIVED}
    rows = [
        {"entry": one.id, "successor": successors[one.sha256], "copy": one.location}
        for one in withdrawn
        if one.sha256 in successors
    ]
    if rows:
        connection.execute(_HAND_OVER, rows)


def _is_unknown(entry: Entry) -> bool:
    """Whether nobody could say what form it is; of a file without fields that was no known form, this is all."""
    return any(one.code in OF_UNKNOWN_FORM for one in entry.problems)


def _by_bytes(connection: Connection, arrivals: Sequence[Arrival]) -> dict[str, list[Entry]]:
    """The entries with the bytes of these arrivals, by sha256."""
    known: dict[str, list[Entry]] = {}
    for entry in same_bytes(connection, {arrival.sha256 for arrival in arrivals}):
        known.setdefault(entry.sha256, []).append(entry)
    return known


def _file(arrival: Arrival) -> File:
    return arrival.sha256, arrival.location


def _is_same(entry: Entry, arrival: Arrival) -> bool:
    """Whether this is the very file of the entry, still in its place."""
    return entry.state not in _GIVEN_UP and arrival.location in (entry.location, entry.leftover)


def _enter(
    connection: Connection, arrivals: Sequence[Arrival], known: Mapping[str, Sequence[Entry]], moment: Moment
) -> dict[File, Entry]:
    """The new entries; the first of each bytes is entered before its duplicates, which name it."""
    firsts = {sha256: first for sha256, held in known.items() if (first := _standing(held))}
    fresh: list[Arrival] = []
    again: list[Arrival] = []
    met = set(firsts)
    for arrival in arrivals:
        (again if arrival.sha256 in met else fresh).append(arrival)
        met.add(arrival.sha256)
    numbers = {sha256: len(held) for sha256, held in known.items()}
    rows = [_row(arrival, numbers) | {"state": FileState.ARRIVED, "location": arrival.location} for arrival in fresh]
    entered = _insert(connection, fresh, rows, "It came into the inbox.", moment)
    firsts |= {entry.sha256: entry for entry in entered.values()}
    rows = [_row(arrival, numbers) | _duplicate(arrival, firsts[arrival.sha256]) for arrival in again]
    return entered | _insert(connection, again, rows, "The same bytes came in before.", moment)


def _standing(held: Sequence[Entry]) -> Entry | None:
    """The one of these entries of the same bytes that further copies are duplicates of."""
    return next((one for one in held if one.state not in (*_GIVEN_UP, FileState.DUPLICATE)), None)


def _row(arrival: Arrival, numbers: dict[str, int]) -> dict[str, Any]:
    numbers[arrival.sha256] = numbers.get(arrival.sha256, 0) + 1
    return {
        "sha256": arrival.sha256,
        "arrival": numbers[arrival.sha256],
        "name": arrival.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        "media_type": arrival.media_type,
        "size": arrival.size,
        "received": arrival.received,
        "came": arrival.location,
        "parent": arrival.parent,
        "problems": [],
    }


def _duplicate(arrival: Arrival, first: Entry) -> dict[str, Any]:
    return {
        "state": FileState.DUPLICATE,
        "duplicate_of": first.id,
        "leftover": arrival.location,
        "problems": [problem(FileCode.DUPLICATE_FILE, name=first.name).to_json()],
    }


def _insert(
    connection: Connection, arrivals: Sequence[Arrival], rows: Sequence[dict[str, Any]], reason: str, moment: Moment
) -> dict[File, Entry]:
    """The entries of these rows. They are found again by their bytes: asking for ids makes SQLite insert one by one."""
    if not rows:
        return {}
    connection.execute(insert(files), rows)
    made = {(one.sha256, one.arrival): one for held in _by_bytes(connection, arrivals).values() for one in held}
    entered = [made[row["sha256"], row["arrival"]] for row in rows]
    steps = [Step(entry=one.id, name=one.name, before=None, after=one.state, reason=reason) for one in entered]
    record(connection, steps, moment)
    return dict(zip(map(_file, arrivals), entered, strict=True))
