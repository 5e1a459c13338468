"""A batch of forms end to end: read in the pool alone, then filed and settled too, then run by Prefect too."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import median

import flows.batch
from benchmarks.forms import AGENCIES, ROUND, ROUND_NAME, agency_id, agency_name, instruments, many_forms
from benchmarks.stopwatch import Stopwatch
from benchmarks.table import Table, Target
from flows.form import read_form
from flows.known import Known
from flows.pool import read_files, readers
from flows.prefect_home import prefect_ready, prefect_server
from flows.stream import Stream
from planwright import durable, filing
from planwright.ledger import FileState, Ledger, open_ledger
from planwright.settings import FILE, Agency, Round
from planwright.workspace import Workspace, create_workspace, open_workspace

FORMS = 1000
ROUNDS_EACH = 8  # a batch is run once for so many rounds of the others
MOST = 15.0  # % of the batch
MOST_KEPT_APART = 1.5  # ms per form, for the ledger and for reading in processes of their own that are confined
WAITING, FILING, LEDGER, OPENING = "waiting for the readers", "filing", "the ledger", "opening the workspace"
PREFECT, REST = "Prefect", "the rest: starting and ending the pool, the inbox, the report"
WATCHED: dict[str, list[tuple[object, str]]] = {
    WAITING: [(flows.batch, "read_files")],
    FILING: [
        *((flows.batch, name) for name in ("arrive", "file", "recover", "_intake", "_judged")),
        *((filing, name) for name in ("placing", "clear")),
        (durable, "write_all"),
    ],
    LEDGER: [(Ledger, name) for name, what in vars(Ledger).items() if callable(what) and not name.startswith("_")],
    OPENING: [(flows.batch, name) for name in ("open_workspace", "known_of", "ledger_of")],
}
ALONE, ONE, READ, FILED, FLOW = (
    "read in this process, one after the other",
    "read in a process of its own, confined, one after the other",
    "read in the pool",
    "entered, read, filed and settled, without Prefect",
    "the same, as a Prefect flow: what `planwright ingest` does",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One batch: its seconds, and where they went in the main process."""

    seconds: float
    spent: dict[str, float]


def measure(rounds: int, count: int = FORMS) -> list[Table]:
    """The tables of the batch: the whole, where its time goes, and what is paid once."""
    times = max(1, rounds // ROUNDS_EACH)
    with tempfile.TemporaryDirectory() as folder:
        made = list(many_forms(count))
        pool_start = _pool_start(Path(folder) / "pool", made[:1])
        home = Path(folder) / "prefect"
        started = time.perf_counter()
        with prefect_server(home):
            first_start = time.perf_counter() - started
        started = time.perf_counter()
        with prefect_ready(home):
            from flows.tasks import ingest  # noqa: PLC0415 - imports Prefect, whose settings now stand

            later_start = time.perf_counter() - started
            steps: dict[str, Callable[[Workspace], object]] = {
                ALONE: _read_alone,
                ONE: _read_in_one,
                READ: _read_in_pool,
                FILED: _file,
                FLOW: lambda workspace: ingest(str(workspace.folder)),
            }
            _run(Path(folder) / "warm", made[:20], steps[FLOW])  # the first flow of all is slower
            runs: dict[str, list[Run]] = {name: [] for name in steps}
            for number in range(times):
                for name, step in steps.items():
                    runs[name].append(_run(Path(folder) / f"{number}-{list(steps).index(name)}", made, step))
    shares, apart = _shares(runs, count), _apart(runs, count, pool_start)
    return [_whole(runs, count), shares, apart, _once(pool_start, first_start, later_start)]


# -- the batch, four ways ---------------------------------------------------------------------------------------------


def _run(folder: Path, made: Sequence[tuple[str, bytes]], step: Callable[[Workspace], object]) -> Run:
    workspace = filled_workspace(folder, made)
    watch = Stopwatch()
    with watch.watching(WATCHED):
        start = time.perf_counter()
        step(workspace)
        seconds = time.perf_counter() - start
    left = len(list(workspace.inbox.iterdir()))
    with open_ledger(workspace.ledger_url) as ledger:
        accepted = ledger.counts()[FileState.ACCEPTED]
    if {left, accepted} != {0, len(made)}:
        raise RuntimeError(f"{accepted} of {len(made)} forms were accepted; the benchmark measures another thing.")
    return Run(seconds=seconds, spent=dict(watch.seconds))


def filled_workspace(folder: Path, made: Sequence[tuple[str, bytes]]) -> Workspace:
    """A new workspace with these files in its inbox."""
    rounds = {ROUND: Round(name=ROUND_NAME, opens=date(2026, 9, 1), closes=date(2026, 10, 15))}
    agencies = {agency_id(number): Agency(name=agency_name(number)) for number in range(AGENCIES)}
    workspace = create_workspace(folder, name="Benchmark", agencies=agencies, rounds=rounds)
    for name, data in made:
        (workspace.inbox / name).write_bytes(data)
    return waiting_for_nothing(workspace)


def waiting_for_nothing(workspace: Workspace) -> Workspace:
    """The same workspace, in which files count as whole at once."""
    settings = workspace.folder / FILE
    said = settings.read_text(encoding="utf-8")
    settings.write_text(said.replace("# still_seconds = 2 ", "still_seconds = 0 "), encoding="utf-8")
    return open_workspace(workspace.folder)


def known_of(workspace: Workspace) -> Known:
    """What the forms of this workspace are held against."""
    settings = workspace.settings
    return Known(
        instruments=instruments(),
        agencies={name: agency.name for name, agency in settings.agencies.items()},
        rounds={name: round_.name for name, round_ in settings.rounds.items()},
    )


def _read_alone(workspace: Workspace) -> None:
    known = known_of(workspace)
    for path in sorted(workspace.inbox.iterdir()):
        read_form(path, known)


def _read_in_one(workspace: Workspace) -> None:
    settings = workspace.settings
    alone = settings.model_copy(update={"reading": settings.reading.model_copy(update={"workers": 1})})
    _read_in_pool(replace(workspace, settings=alone))


def _read_in_pool(workspace: Workspace) -> None:
    with readers(workspace, known_of(workspace)) as pool:
        for _ in read_files(workspace, pool, _portions(workspace)):
            pass


def _portions(workspace: Workspace) -> Iterator[Sequence[Path]]:
    """The files of the inbox as many at a time as one process is handed at most."""
    paths, size = sorted(workspace.inbox.iterdir()), workspace.settings.reading.chunk
    return (paths[start : start + size] for start in range(0, len(paths), size))


def _file(workspace: Workspace) -> None:
    with flows.batch.desk_of(workspace.folder) as desk, flows.batch.pool_of(desk) as pool:
        for _ in Stream(desk, pool).settled():
            pass


def _pool_start(folder: Path, made: Sequence[tuple[str, bytes]]) -> float:
    """Seconds until a new pool has read its first form."""
    return _run(folder, made, _read_in_pool).seconds


# -- in tables --------------------------------------------------------------------------------------------------------


def _whole(runs: dict[str, list[Run]], count: int) -> Table:
    rows = []
    for name, own in runs.items():
        ratio = median(one.seconds / base.seconds for one, base in zip(own, runs[READ], strict=True))
        seconds = median(one.seconds for one in own)
        rows.append((name, f"{ratio:.2f}", f"{seconds:.2f}", f"{1000 * seconds / count:.2f}"))
    return Table(
        title=f"A batch of {count:,} forms",
        columns=("Word and PDF by turns", "× reading in the pool", "s", "ms per form"),
        rows=tuple(rows),
        notes=(f"{AGENCIES} agencies with every practice; all forms are accepted.", _runs_words(runs)),
    )


def _shares(runs: dict[str, list[Run]], count: int) -> Table:
    """Where the main process spends a flow; Prefect is what the flow takes longer than the same work without it."""
    whole = median(one.seconds for one in runs[FLOW])
    spent = {name: median(one.spent.get(name, 0.0) for one in runs[FLOW]) for name in WATCHED}
    prefect = median(_rest(flow) - _rest(filed) for flow, filed in zip(runs[FLOW], runs[FILED], strict=True))
    spent |= {PREFECT: prefect, REST: whole - sum(spent.values()) - prefect}
    rows = tuple(
        (name, f"{100 * seconds / whole:.1f}", f"{seconds:.2f}", f"{1000 * seconds / count:.2f}")
        for name, seconds in spent.items()
    )
    return Table(
        title="Where the time of the flow goes",
        columns=("in the main process", "% of the flow", "s", "ms per form"),
        rows=rows,
        notes=(
            "While the main process files and settles one portion, the pool reads the next ones.",
            "Filing writes two files for each form, its bytes and its answers, and has both on disk (fsync) before the"
            " ledger settles the entry.",
            "Prefect is the time outside all other rows, less the same without Prefect.",
        ),
        targets=(
            Target(
                says=f"Prefect and the ledger, of a batch of {count:,}",
                measured=100 * (spent[PREFECT] + spent[LEDGER]) / whole,
                most=MOST,
                unit="%",
            ),
        ),
    )


def _apart(runs: dict[str, list[Run]], count: int, pool_start: float) -> Table:
    """What it costs that nothing is lost and no file does harm: the ledger, and reading in confined processes."""
    ledger = 1000 * median(one.spent.get(LEDGER, 0.0) for one in runs[FILED]) / count
    pairs = zip(runs[ONE], runs[ALONE], strict=True)
    sandbox = 1000 * median(one.seconds - pool_start - alone.seconds for one, alone in pairs) / count
    return Table(
        title="Nothing lost, and no file to do harm",
        columns=("of a batch", "ms per form"),
        rows=(
            ("the ledger, every form entered, read and settled", f"{ledger:.2f}"),
            ("a confined process of its own that reads, over reading in this one", f"{sandbox:.2f}"),
            ("together", f"{ledger + sandbox:.2f}"),
        ),
        notes=("The start of the process is told apart, under “Paid once”.",),
        targets=(
            Target(
                says=f"The ledger and the sandbox, of each form in a batch of {count:,}",
                measured=ledger + max(0.0, sandbox),
                most=MOST_KEPT_APART,
                unit="ms",
            ),
        ),
    )


def _rest(run: Run) -> float:
    return run.seconds - sum(run.spent.values())


def _once(pool_start: float, first_start: float, later_start: float) -> Table:
    return Table(
        title="Paid once",
        columns=("start", "s"),
        rows=(
            ("the pool: processes started, first form read", f"{pool_start:.2f}"),
            ("Prefect's server, for the first time in a workspace", f"{first_start:.2f}"),
            ("Prefect's server, at any later time, and Prefect imported", f"{later_start:.2f}"),
        ),
        notes=("The pool's start is part of every batch above; Prefect's is part of none.",),
    )


def _runs_words(runs: dict[str, list[Run]]) -> str:
    times = len(runs[READ])
    return "Each was run once." if times == 1 else f"Medians of {times} runs of each, by turns."
