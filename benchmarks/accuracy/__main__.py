"""`python -m benchmarks.accuracy`: how right reading is, way by way, as tables on standard output."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from benchmarks.accuracy.adopted import measure_forms
from benchmarks.accuracy.measuring import FILLED, measure_filled, measure_issued, missing
from benchmarks.accuracy.tables import by_confidence, by_filled_way, by_form, by_way, targets
from benchmarks.accuracy.truth import editions, instruments
from benchmarks.accuracy.ways import WAYS
from benchmarks.table import as_markdown, as_text
from flows.known import Known

HEADER = """# Accuracy

`python -m benchmarks.accuracy --write docs/accuracy.md` makes completed forms of every instrument, and of every blank
of others in `examples/adopted`, in each of these ways, by programs that are not planwright, reads them, and compares
every question with what was filled in.
"""


def main() -> None:
    """Measure every way asked for and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--forms", type=int, default=3, help="forms of each instrument in each way (%(default)s)")
    parser.add_argument("--only", help="ways whose name holds this; “adopted” for the hand-made copies")
    parser.add_argument("--write", type=Path, help="also write the tables to this Markdown file")
    asked = parser.parse_args()
    wanted = asked.only or ""
    issued, lacking = _runnable(name for name in WAYS if wanted in name)
    by_machine, lacking_too = _runnable(name for name in FILLED if wanted in name)
    ours = {name: measure_issued(_said(name), asked.forms) for name in issued}
    known = Known(instruments=instruments(), editions=editions())
    others = {name: measure_filled(FILLED[_said(name)], asked.forms, known) for name in by_machine}
    blanks = {name: len(FILLED[name].editions) for name in others}
    copies = measure_forms() if wanted in _said("adopted forms") else {}
    every = ours | {name if name not in ours else f"{name} (of others)": score for name, score in others.items()}
    tables = (
        targets(every),
        by_way(ours, lacking),
        by_filled_way(others, blanks, lacking_too),
        by_form(copies),
        by_confidence(every.values(), copies.values()),
    )
    for table in tables:
        print(as_text(table))
    if asked.write:
        asked.write.write_text("\n".join((HEADER, *map(as_markdown, tables))), encoding="utf-8")


def _runnable(names: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """The ways that can be run here, and the program that each of the others lacks."""
    every = {name: missing(name) for name in names}
    return (
        [name for name, program in every.items() if program is None],
        {name: program for name, program in every.items() if program is not None},
    )


def _said(name: str) -> str:
    """The name, once the terminal says that it is being measured."""
    print(f"measuring {name} …", file=sys.stderr)
    return name


if __name__ == "__main__":
    main()
