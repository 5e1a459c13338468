"""`python -m benchmarks`: every group of measurements in one run, as tables on standard output.

Modules are imported when their group runs: the processes that read forms import this one.
"""

import argparse
import os
import platform
import sys
import warnings
from importlib import import_module
from pathlib import Path

GROUPS = ("word", "pdf", "plain", "judging", "batch", "latency", "ledger", "plans", "memory", "startup")
ROUNDS = 25
HEADER = """# Benchmarks

`make bench` measures all of this in one run, contestants by turns, and prints it; nothing is written. Ratios are
medians of the ratios within one round, and hold on other machines too; milliseconds are medians, and do not.
`python -m benchmarks --help` says how to run a part of it.
"""


def main() -> None:
    """Measure the groups asked for and print them."""
    asked = _arguments()
    from benchmarks.table import as_markdown, as_text, targets_of  # noqa: PLC0415 - not in the processes that read

    warnings.simplefilter("ignore")  # the peers' own
    tables = []
    for group in asked.only:
        print(f"measuring {group} …", file=sys.stderr)
        module = import_module(f"benchmarks.{group}")
        made = module.measure(long=asked.long) if group == "memory" else module.measure(asked.rounds)
        tables += made
        for table in made:
            print(as_text(table), flush=True)
    targets = targets_of(tables)
    print(as_text(targets))
    print(machine())
    if asked.write:
        parts = (HEADER, machine() + "\n", *map(as_markdown, (targets, *tables)))
        asked.write.write_text("\n".join(parts), encoding="utf-8")


def machine() -> str:
    """What this was measured on, in one line."""
    return (
        f"Measured with Python {platform.python_version()} on {platform.system()} {platform.machine()},"
        f" {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[1]:.1f} at the end."
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", type=_groups, default=GROUPS, help=f"groups out of {','.join(GROUPS)}")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of each race (%(default)s)")
    parser.add_argument("--long", action="store_true", help="look at memory over 10,000 forms, not 3,000")
    parser.add_argument("--write", type=Path, help="also write the tables to this Markdown file")
    return parser.parse_args()


def _groups(text: str) -> tuple[str, ...]:
    asked = tuple(text.split(","))
    unknown = sorted(set(asked) - set(GROUPS))
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)} is none of {', '.join(GROUPS)}")
    return asked


if __name__ == "__main__":
    main()
