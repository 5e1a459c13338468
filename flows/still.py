"""Which files lie still: a file is read only once whoever puts it there is done with it."""

import time
from collections.abc import Iterable
from pathlib import Path

from planwright.durable import Mark, is_being_written, mark_of

STILL = 2.0  # seconds a file's size and time must not have changed
_SECOND = 10**9  # nanoseconds


def lying_still(paths: Iterable[Path]) -> dict[Path, Mark | None]:
    """The mark of each of these files, None where it is still being written; those gone again are left out.

    One that changed a moment ago is looked at again after the rest of that time; all others cost no waiting.
    """
    marks = {path: mark for path in paths if (mark := _mark_of(path))}
    rest = {path: seconds for path, mark in marks.items() if (seconds := _rest_of(mark)) > 0}
    time.sleep(max(rest.values(), default=0))
    now = marks | {path: _mark_of(path) for path in rest}
    return {
        path: mark if mark == marks[path] and not is_being_written(path) else None for path, mark in now.items() if mark
    }


def _mark_of(path: Path) -> Mark | None:
    try:
        return mark_of(path)
    except OSError:  # it lies there, and opening it will tell why nobody may look
        return Mark(0, 0, 0)


def _rest_of(mark: Mark) -> float:
    """The seconds until a file changed then has lain still; a time to come, by another clock, is as good as now."""
    return min(STILL, STILL - (time.time_ns() - mark.changed) / _SECOND)
