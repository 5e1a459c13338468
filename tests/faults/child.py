"""`planwright` with a fault in it, in a process of its own: python -m tests.faults.child '{"kill": [...]}' nightly …"""

import json
import sys
from pathlib import Path

from tests.faults import steps


def arm(fault: dict[str, object]) -> None:
    """Put the fault into this process."""
    if "record" in fault:
        record(Path(str(fault["record"])))
    if "kill" in fault:
        place, number = fault["kill"]
        steps.Steps(lambda at, count: steps.die() if (at, count) == (place, number) else None).watch()
    if "full disk" in fault:
        steps.full_disk(int(str(fault["full disk"])))
    if "full ledger" in fault:
        steps.full_ledger(int(str(fault["full ledger"])))
    if "read-only ledger" in fault:
        steps.read_only_ledger()
    if "clock" in fault:
        steps.jumping_clock(float(str(fault["clock"])))


def record(path: Path) -> None:
    """Write down every step as it is made."""
    out = path.open("a", encoding="utf-8", buffering=1)
    steps.Steps(lambda at, count: print(json.dumps([at, count]), file=out)).watch()


if __name__ == "__main__":
    from console.cli import main

    arm(json.loads(sys.argv[1]))
    sys.argv = ["planwright", *sys.argv[2:]]
    main()
