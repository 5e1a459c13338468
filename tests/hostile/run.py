"""Reads the inbox of a workspace as a run does, in a process of its own: `python -m tests.hostile.run FOLDER`.

The most address space that any process it started had is written to stdout, in megabytes, by the number of the process.
"""

import json
import sys
import threading
from pathlib import Path

from flows.inbox import waiting
from planwright.workspace import open_workspace
from tests.forms import read_inbox

LOOK = 0.02  # seconds between two looks


def _children(seen: dict[int, int], done: threading.Event) -> None:
    while not done.wait(LOOK):
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                told = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
                command = status.with_name("cmdline").read_bytes()
            except OSError:
                continue
            if b"forkserver" in command and "VmPeak" in told and int(told["Seccomp"]):
                pid = int(status.parent.name)
                seen[pid] = max(seen.get(pid, 0), int(told["VmPeak"].split()[0]) // 1024)


def main() -> None:
    """Read, while the processes are looked at."""
    seen: dict[int, int] = {}
    done = threading.Event()
    looking = threading.Thread(target=_children, args=(seen, done), daemon=True)
    looking.start()
    workspace = open_workspace(Path(sys.argv[1]))
    read_inbox(workspace)
    if waiting(workspace):  # what came within files
        read_inbox(workspace)
    done.set()
    looking.join()
    print(json.dumps(seen))  # noqa: T201 - what the test asks for


if __name__ == "__main__":
    main()
