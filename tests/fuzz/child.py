"""The process that reads: a path a line comes in, what became of that file goes out as a line of JSON.

`python -m tests.fuzz.child MEGABYTES SECONDS`. Its limits are those of a worker: address space, and CPU seconds for
each file, after which the system ends it. LibreOffice is out of its reach: what brings a file to another program is not
what is looked for here, and takes a thousand times as long.
"""

import json
import os
import resource
import signal
import sys
import warnings
from pathlib import Path

from flows.known import Known
from planwright.editions import load_editions
from planwright.instruments import load_instruments
from tests.forms import AGENCIES, ROUNDS
from tests.fuzz.holds import seen

EXAMPLES = Path(__file__).parents[2] / "examples"


def known() -> Known:
    """What a worker holds a form against: all instruments, the forms that others made, some agencies and a round."""
    instruments = load_instruments()
    listed = json.loads((EXAMPLES / "returned" / "agencies.json").read_text(encoding="utf-8"))["agencies"]
    agencies = {name: about["name"] for name, about in listed.items()} | {"mesa": AGENCIES["mesa"].name}
    return Known(
        instruments=instruments,
        agencies=agencies,
        rounds={name: held.name for name, held in ROUNDS.items()},
        periods={name: (held.opens, held.closes) for name, held in ROUNDS.items()},
        editions=load_editions((EXAMPLES / "adopted",), instruments),
        largest_mb=25,
    )


def main(megabytes: int, seconds: int) -> None:
    """Reads until nothing comes in any more."""
    held = known()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else is written goes where the parent looks for talk
    os.environ["PATH"] = ""
    warnings.simplefilter("error")
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        found = seen(Path(line.rstrip("\n")), held)
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps(found._asdict()), file=answers, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
