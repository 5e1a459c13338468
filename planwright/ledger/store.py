"""The ledger as everyone else uses it: one method for each thing that can be done with it, one transaction each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Engine, insert, update

from planwright.ledger import queries
from planwright.ledger.arrive import arrive, enclose
from planwright.ledger.connect import connect, writing
from planwright.ledger.entries import (
    CUT_OFF,
    Arrival,
    Course,
    Entry,
    Finding,
    Holding,
    Moment,
    Move,
    PlanRecord,
    Returned,
    RunRecord,
    Standing,
)
from planwright.ledger.moves import forget_leftovers, move, relocate, start_reading
from planwright.ledger.settle import Placing, settle
from planwright.ledger.states import FileState
from planwright.ledger.tables import plans, runs


def utc_now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def open_ledger(url: str | URL) -> "Ledger":
    """The ledger at this URL, its tables made or brought up to date; raises `WorkspaceError` where it cannot be."""
    return Ledger(engine=connect(url))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The record of every file that arrived: exactly one state each, with its history.

    Writers take turns, so every method sees what the one before it left. Use it with `with`, or `close` it. Its moves
    are those of `run`.
    """

    engine: Engine
    clock: Callable[[], datetime] = utc_now
    run: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give up the connections to the database."""
        self.engine.dispose()

    def within(self, run: int) -> Self:
        """The same ledger, whose moves are those of this run."""
        return replace(self, run=run)

    def _now(self) -> Moment:
        return Moment(at=self.clock(), run=self.run)

    # -- files --------------------------------------------------------------------------------------------------------

    def arrive(self, arrivals: Sequence[Arrival]) -> tuple[Entry, ...]:
        """The entry of each file in the inbox, in the order given: arrived, a duplicate, or known already."""
        with writing(self.engine) as connection:
            return arrive(connection, arrivals, self._now())

    def enclose(self, ids: Iterable[int], parent: int) -> None:
        """Note that these entries came within the file of another one, where that was not known."""
        with writing(self.engine) as connection:
            enclose(connection, ids, parent)

    def start_reading(self, ids: Iterable[int]) -> tuple[Entry, ...]:
        """Those of these entries that were still waiting, and are now in this process's hands alone."""
        with writing(self.engine) as connection:
            return start_reading(connection, ids, self._now())

    def settle(self, findings: Sequence[Finding], place: Placing) -> tuple[Entry, ...]:
        """The entries settled, in the order given; `place` puts the bytes where the verdicts want them.

        After them come entries accepted before, of forms with which one of these clashes: they need a person now.
        Raises `LedgerError`, and settles nothing, where one of them is not being read or reviewed.
        """
        with writing(self.engine) as connection:
            return settle(connection, findings, place, self._now())

    def read_again(self, ids: Iterable[int], reason: str) -> None:
        """Put files in quarantine, in review or in a reader's hands back among those waiting to be read."""
        with writing(self.engine) as connection:
            held = queries.entries_by_id(connection, ids, lock=True)
            move(connection, list(held.values()), FileState.ARRIVED, reason, self._now())

    def withdraw(self, ids: Iterable[int], reason: str) -> None:
        """Take these files back; they are kept and never counted."""
        with writing(self.engine) as connection:
            held = queries.entries_by_id(connection, ids, lock=True)
            move(connection, list(held.values()), FileState.WITHDRAWN, reason, self._now())

    def give_back(self, reason: str) -> tuple[Entry, ...]:
        """The entries that were being read, waiting again. For a start, when nobody else is reading."""
        with writing(self.engine) as connection:
            stuck = queries.entries(connection, FileState.READING)
            return tuple(move(connection, stuck, FileState.ARRIVED, reason, self._now()))

    def forget_leftovers(self, ids: Iterable[int]) -> None:
        """Note that the copies these entries left behind are gone."""
        with writing(self.engine) as connection:
            forget_leftovers(connection, ids)

    def relocate(self, entry: int, location: str) -> None:
        """Note that the bytes of this entry lie elsewhere than was known."""
        with writing(self.engine) as connection:
            relocate(connection, entry, location)

    # -- questions ----------------------------------------------------------------------------------------------------

    def entry(self, entry: int) -> Entry:
        """The entry with this id; raises `LedgerError` where there is none."""
        with self.engine.begin() as connection:
            return queries.entries_by_id(connection, [entry])[entry]

    def of_bytes(self, digests: Iterable[str]) -> Mapping[str, Sequence[Entry]]:
        """The entries of each of these sha256, first arrival first."""
        found: dict[str, list[Entry]] = {}
        with self.engine.begin() as connection:
            for entry in queries.same_bytes(connection, set(digests)):
                found.setdefault(entry.sha256, []).append(entry)
        return found

    def enclosed_in(self, parent: int) -> tuple[Entry, ...]:
        """The entries of the files that came within this one, first come first."""
        with self.engine.begin() as connection:
            return queries.enclosed_in(connection, parent)

    def family(self, entry: int) -> int:
        """How many files came within the outermost file that this one came within, at any depth."""
        with self.engine.begin() as connection:
            return queries.family(connection, entry)

    def entries(
        self, *, state: FileState | None = None, agency: str | None = None, round_id: str | None = None
    ) -> tuple[Entry, ...]:
        """The entries in this state, of this agency and round, first come first; None asks for any."""
        with self.engine.begin() as connection:
            return queries.entries(connection, state, agency, round_id)

    def read_with_editions(self) -> tuple[Entry, ...]:
        """The newest entry of each file that was read with an edition, first come first; duplicates are none."""
        with self.engine.begin() as connection:
            return queries.read_with_editions(connection)

    def replaced_by(self, entry: int) -> tuple[Entry, ...]:
        """The forms whose place this one took, first come first."""
        with self.engine.begin() as connection:
            return queries.replaced_by(connection, entry)

    def locations(self) -> set[str]:
        """Where the bytes of every file lie, and what was read of it."""
        with self.engine.begin() as connection:
            return queries.locations(connection)

    def beginning_with(self, digests: Iterable[str]) -> list[Entry]:
        """The entries whose sha256 begins with one of these, all of one length; first come first."""
        with self.engine.begin() as connection:
            return queries.beginning_with(connection, digests)

    def is_empty(self) -> bool:
        """Whether no file ever arrived."""
        with self.engine.begin() as connection:
            return queries.is_empty(connection)

    def with_leftovers(self) -> tuple[Entry, ...]:
        """The entries of which a copy is still to be removed."""
        with self.engine.begin() as connection:
            return queries.with_leftovers(connection)

    def counts(self, *, agency: str | None = None, round_id: str | None = None) -> Mapping[FileState, int]:
        """How many files are in each state, zero included."""
        with self.engine.begin() as connection:
            return queries.counts(connection, agency, round_id)

    def holdings(self) -> tuple[Holding, ...]:
        """What is in each state, in the order in which the states are drawn; states without files included."""
        with self.engine.begin() as connection:
            return queries.holdings(connection)

    def oldest(self, *states: FileState, most: int = 20) -> tuple[Entry, ...]:
        """The entries in these states that came first, so many at most, first come first."""
        with self.engine.begin() as connection:
            return queries.oldest(connection, states, most)

    def collected(self) -> tuple[tuple[str, str], ...]:
        """The agencies and rounds that have accepted forms, sorted."""
        with self.engine.begin() as connection:
            return queries.collected(connection)

    def standing(self, *, agency: str, round_id: str) -> tuple[Standing, ...]:
        """How many forms of each practice of this agency and round are in which state, sorted."""
        with self.engine.begin() as connection:
            return queries.standing(connection, agency, round_id)

    def returned(self, round_id: str) -> tuple[Returned, ...]:
        """How many forms of each agency and practice came back for this round, by state, sorted."""
        with self.engine.begin() as connection:
            return queries.returned(connection, round_id)

    def history(self, entry: int) -> tuple[Move, ...]:
        """The moves of this entry, its arrival first."""
        with self.engine.begin() as connection:
            return queries.moves_of(connection, entry)

    # -- plans and runs -----------------------------------------------------------------------------------------------

    def record_plans(self, made: Iterable[PlanRecord]) -> None:
        """Keep note of plan files that were made."""
        rows = [asdict(one) | {"run": self.run} for one in made]
        if rows:
            with writing(self.engine) as connection:
                connection.execute(insert(plans), rows)

    def plans(
        self, *, agency: str | None = None, round_id: str | None = None, inputs: str | None = None
    ) -> tuple[PlanRecord, ...]:
        """The plans made for this agency and round, from these inputs; newest first; None asks for any."""
        with self.engine.begin() as connection:
            return queries.plan_records(connection, agency, round_id, inputs)

    def start_run(self, kind: str, *, due: datetime | None = None) -> int:
        """The id of a new run of this kind, started now; `due` is the moment of the schedule it is started for."""
        with writing(self.engine) as connection:
            made = insert(runs).values(kind=kind, started=self.clock(), counts={}, due=due).returning(runs.c.id)
            run: int = connection.execute(made).scalar_one()
            return run

    def end_run(self, run: int, outcome: str, counts: Mapping[str, int]) -> None:
        """Note how the run ended, now."""
        with writing(self.engine) as connection:
            ended = update(runs).where(runs.c.id == run)
            connection.execute(ended.values(ended=self.clock(), outcome=outcome, counts=dict(counts)))

    def end_cut_off(self) -> tuple[RunRecord, ...]:
        """The runs that never said how they ended, now noted as cut off. For a start, when none is under way."""
        with writing(self.engine) as connection:
            ended = update(runs).where(runs.c.ended.is_(None)).values(ended=self.clock(), outcome=CUT_OFF)
            found = queries.rows_of(connection, ended.returning(*runs.columns))
            return tuple(sorted((RunRecord(**row._mapping) for row in found), key=lambda run: run.id))

    def runs(self, *, kind: str | None = None, most: int = 20, outcome: str | None = None) -> tuple[RunRecord, ...]:
        """The latest runs of this kind, or of any, that ended so, newest first; None asks for any."""
        with self.engine.begin() as connection:
            return queries.run_records(connection, kind, most, outcome)

    def run_record(self, run: int) -> RunRecord:
        """The run with this id; raises `LedgerError` where there is none."""
        with self.engine.begin() as connection:
            return queries.run_record(connection, run)

    def in_trouble(self, first: int, last: int) -> tuple[RunRecord, ...]:
        """The runs from the first to the last that ended otherwise than done, in their order."""
        with self.engine.begin() as connection:
            return queries.in_trouble(connection, first, last)

    def courses(self, first: int, last: int) -> tuple[Course, ...]:
        """What the runs from the first to the last did with each file that they moved, first come first."""
        with self.engine.begin() as connection:
            return queries.courses(connection, first, last)

    def plans_made(self, first: int, last: int) -> tuple[PlanRecord, ...]:
        """The plans that the runs from the first to the last made, in the order of their files."""
        with self.engine.begin() as connection:
            return queries.plans_made(connection, first, last)
