"""The files of the inbox that lie still, a few at a time, for as long as a run finds any.

inbox/  ─► listed anew every half second ─► those that lie still and were not offered yet ─► some of them

What came last does not wait until a long night's work is done: half of each portion are the newest, half the oldest.
"""

import time
from collections.abc import Iterable
from pathlib import Path

from flows.inbox import Lying, Why, lying
from planwright.durable import Mark
from planwright.workspace import Workspace

EMPTY = 60.0  # seconds a file without a byte is waited for: a program may have made it and not begun to write
LIST_AGAIN = 0.5  # seconds between two looks at the whole inbox
_SURELY = 0.05  # seconds more than a file must lie still, since clocks are not as exact as they say
_SHARE = 20  # of the time that one such look takes, at least so much passes until the next


class Feed:
    """What there is to read in an inbox, each file once; a file that changes meanwhile is another one."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._still = workspace.settings.inbox.still_seconds
        self._offered: dict[Path, Mark | None] = {}
        self._in_hand: set[Path] = set()
        self._first_seen: dict[Path, tuple[Mark | None, float]] = {}
        self._ready: list[Path] = []
        self._young: dict[Path, float] = {}
        self._list_at = 0.0

    def portion(self, most: int) -> dict[Path, Mark | None]:
        """So many files at most that lie still now; none where there are none just now."""
        now = time.monotonic()
        if now >= self._list_at:
            self._list(now)
            self._list_at = time.monotonic() + max(LIST_AGAIN, _SHARE * (time.monotonic() - now))
        newest = most // 2 if len(self._ready) > most else 0
        taken = (*self._ready[len(self._ready) - newest :], *self._ready[: most - newest])
        self._ready = self._ready[most - newest : len(self._ready) - newest]
        offered = {path: self._first_seen[path][0] for path in taken}
        self._offered |= offered
        self._in_hand.update(taken)
        return offered

    def settled(self, paths: Iterable[Path]) -> None:
        """Note that these are done with: what lies there now, if it is another file, may be offered."""
        self._in_hand.difference_update(paths)
        if not self._ready:
            self._list_at = 0.0  # what came within one of them may lie there now

    def rest(self) -> float | None:
        """Seconds until it is worth asking again; None where nothing is left that may yet lie still in time.

        A file is waited for once, for as long as a file must lie still: one that goes on changing is left.
        """
        if self._ready:
            return 0.0
        now = time.monotonic()
        left = [until - now for until in self._young.values() if until > now]
        if not left:
            return None
        self._list_at = 0.0
        return min(left)

    @property
    def unfinished(self) -> tuple[Path, ...]:
        """The files that are left, since they do not lie still."""
        return tuple(self._young)

    def _list(self, now: float) -> None:
        found = sorted(
            (one for one in lying(self._workspace) if one.why in (None, Why.CLOSED)), key=lambda one: one.changed
        )
        young: dict[Path, float] = {}
        self._ready = []
        for one in found:
            if one.path in self._in_hand or self._offered.get(one.path, _NEVER) == one.mark:
                continue
            if self._lies_still(one, now):
                self._ready.append(one.path)
            else:
                young[one.path] = self._young.get(one.path, now + self._wait(one))
        self._young = young

    def _lies_still(self, one: Lying, now: float) -> bool:
        """Whether a file has lain there unchanged: by its own times, or by what was seen of it since."""
        mark, since = self._first_seen.get(one.path, (_NEVER, now))
        if mark != one.mark:
            since = now
            self._first_seen[one.path] = one.mark, now
        still = self._needs(one)
        return time.time() - one.changed >= still or now - since >= still

    def _needs(self, one: Lying) -> float:
        return max(EMPTY, self._still) if one.mark and not one.mark.size and self._still else self._still

    def _wait(self, one: Lying) -> float:
        """How long a run waits for this file: for the rest of its time, but for none that is empty."""
        if one.mark is not None and not one.mark.size:
            return 0.0
        return min(self._still, max(0.0, self._still - (time.time() - one.changed))) + _SURELY


_NEVER = Mark(-1, -1, -1)
