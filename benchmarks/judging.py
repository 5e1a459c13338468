"""What comes after reading a form: recognising, binding and judging it, as shares of the reading."""

from benchmarks.forms import PDF, WORD, Form, forms, instruments
from benchmarks.race import Runner, race, reading
from benchmarks.table import Table, Target
from extractors.read import read_bytes
from planwright.bind import bind
from planwright.judge import judge
from planwright.model import Reading, Submission
from planwright.recognise import Recognised, recognise

MOST = 10.0  # % of reading
NAMES = {WORD: "Word", PDF: "PDF"}
Read = tuple[Reading, Recognised, Submission]


def measure(rounds: int) -> list[Table]:
    """The table of the stages after reading."""
    runners = [runner for ending in NAMES for runner in _runners(ending)]
    times = race(runners, rounds=rounds, per=len(forms(WORD)))
    rows = []
    for runner in runners:
        kind = runner.name.partition(":")[0]
        share = 100 * times.ratio(runner.name, f"{kind}: read")
        rows.append((runner.name, f"{share:.1f}", f"{times.ms(runner.name):.3f}"))
    targets = tuple(
        Target(
            says=f"Judging a {kind} form, of reading it",
            measured=100 * times.ratio(f"{kind}: judge", f"{kind}: read"),
            most=MOST,
            unit="%",
        )
        for kind in NAMES.values()
    )
    return [
        Table(
            title="After reading",
            columns=("one form", "% of reading", "ms"),
            rows=tuple(rows),
            notes=(
                "Binding turns fields into answers by question; judging holds them against the schema and the rules.",
                "The shares are higher for Word because reading it costs less.",
            ),
            targets=targets,
        )
    ]


def _runners(ending: str) -> list[Runner]:
    name = NAMES[ending]
    held = [_read(form) for form in forms(ending)]

    def recognise_all() -> None:
        for read, _, _ in held:
            recognise(read, instruments())

    def bind_all() -> None:
        for read, form, _ in held:
            bind(read, form.instrument, form.stamp)

    def judge_all() -> None:
        for _, form, submission in held:
            judge(submission, form.instrument)

    return [
        reading(
            f"{name}: read", lambda data: read_bytes(data, name=f"form.{ending}"), [form.data for form in forms(ending)]
        ),
        Runner(name=f"{name}: recognise", call=recognise_all),
        Runner(name=f"{name}: bind", call=bind_all),
        Runner(name=f"{name}: judge", call=judge_all),
    ]


def _read(form: Form) -> Read:
    """The form at each stage; raises `RuntimeError` where it is not one without fault, which would measure nothing."""
    _, read = read_bytes(form.data, name=f"form.{form.ending}")
    known = recognise(read, instruments())
    if not isinstance(known, Recognised):
        raise RuntimeError(known.message)
    submission, problems = bind(read, known.instrument, known.stamp)
    for problem in (*problems, *judge(submission, known.instrument)):
        raise RuntimeError(f"{form.instrument.practice}: {problem.message}")
    return read, known, submission
