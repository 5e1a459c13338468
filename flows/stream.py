"""The inbox as a stream: portions of what lies still are read, and what comes of them is filed, until none is left.

feed ─► taken up in the ledger ─► read in the pool ─► filed, settled ─► feed: what came meanwhile

A portion is as large as the processes are done with in a moment, so that what comes while a long batch is read does not
wait for its end.
"""

import time
from collections.abc import Iterator, Sequence

from pebble import ProcessPool

from flows.batch import Desk, Taken, read_and_file, take, to_be_read_again
from flows.feed import Feed
from flows.pulse import beat
from flows.stopping import is_told_to_stop
from planwright.ledger import Entry

MOMENT = 0.25  # seconds that reading one portion is to take
_FIRST = 8  # files of the first portions, when nobody knows yet how long one takes


class Stream:
    """What a run reads: every file of the inbox that lies still, until none does or the program is told to stop."""

    def __init__(self, desk: Desk, pool: ProcessPool) -> None:
        self._desk, self._pool = desk, pool
        self._feed = Feed(desk.workspace)
        self._again = list(to_be_read_again(desk))
        self._most = min(_FIRST, desk.workspace.settings.reading.chunk)
        self._duplicates: list[Entry] = []
        self._in_hand = 0
        self._open = 0
        self.locked = 0

    @property
    def unfinished(self) -> int:
        """How many files were left since they do not lie still, or a program has them open to write."""
        return self._open + len(self._feed.unfinished)

    def settled(self) -> Iterator[tuple[Entry, ...]]:
        """The entries settled, some at a time: these are on disk and in the ledger when they are yielded."""
        for done in read_and_file(self._desk, self._pool, self._portions()):
            beat("reading")
            self._in_hand -= len(done.read)
            self._feed.settled(self._desk.workspace.path_of(one.location or "") for one in done.read)
            self._pace([one.seconds for one in done.settled if one.seconds is not None])
            yield (*self._met(), *done.settled)
        yield self._met()

    def _met(self) -> tuple[Entry, ...]:
        """The duplicates met since they were asked for last, which need no reading."""
        met, self._duplicates = tuple(self._duplicates), []
        return met

    def _portions(self) -> Iterator[Sequence[Entry]]:
        """What the processes are to read next; nothing where nothing is ready while they are at work."""
        while not is_told_to_stop():
            if entries := self._next():
                self._in_hand += len(entries)
                yield entries
            elif self._in_hand:
                yield ()
            elif (rest := self._feed.rest()) is None:
                return
            else:
                time.sleep(rest)

    def _next(self) -> Sequence[Entry]:
        if self._again:
            some, self._again = self._again[: self._most], self._again[self._most :]
            return self._desk.ledger.start_reading([one.id for one in some])
        while paths := self._feed.portion(self._most):
            taken = take(self._desk, paths)
            self._note(taken)
            reading = {self._desk.workspace.path_of(one.location or "") for one in taken.to_read}
            self._feed.settled(path for path in paths if path not in reading)
            if taken.to_read:
                return taken.to_read
        return ()

    def _note(self, taken: Taken) -> None:
        self.locked += taken.locked
        self._open += taken.unfinished
        self._duplicates += taken.duplicates

    def _pace(self, seconds: Sequence[float]) -> None:
        """Let a portion be as large as one process reads in a moment."""
        if seconds:
            each = max(sum(seconds) / len(seconds), 0.001)
            self._most = max(1, min(self._desk.workspace.settings.reading.chunk, int(MOMENT / each)))
