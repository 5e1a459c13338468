"""A batch with hostile files in it, read to its end by a process of its own; and what became of everything."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from planwright.instruments import Instrument
from planwright.ledger import Entry, FileState, open_ledger
from planwright.problems import CATALOGUE
from planwright.workspace import Workspace
from tests.forms import completed
from tests.hostile.packages import EVIL

ROOT = Path(__file__).parents[2]
GOOD = ("good-1.docx", "good-2.pdf", "good-3.docx")
SETTLED = {FileState.ACCEPTED, FileState.NEEDS_REVIEW, FileState.QUARANTINED}
MEMORY_MB, SECONDS, CPU_SECONDS = 512, 20, 8  # of one file, on a machine that does much else meanwhile
CODES = {code.id for code in CATALOGUE}


@dataclass
class Listener:
    """A port of this machine that nothing may call, over TCP or UDP; it counts who does."""

    port: int = 0
    calls: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def listening() -> Iterator[Listener]:
    """A listener, until the block ends."""
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
    ):
        found = Listener(port=tcp.getsockname()[1])
        udp.bind(("127.0.0.1", found.port))
        tcp.settimeout(0.1)
        udp.settimeout(0.1)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                for ask in (tcp.accept, lambda: udp.recvfrom(100)):
                    try:
                        found.calls.append(str(ask()))
                    except TimeoutError:
                        continue

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield found
        finally:
            done.set()
            thread.join()


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What a batch left: its entries by the names of their files, what it said, and what was around it."""

    workspace: Workspace
    entries: Mapping[str, Entry]
    sent: Mapping[str, bytes]
    stderr: str
    peaks: Sequence[int]  # MB of address space of each process that read

    def entry(self, name: str) -> Entry:
        """The only entry of this file, settled, its bytes where it says, with nothing but known problems."""
        digest = sha256(self.sent[name]).hexdigest()
        [found] = [one for one in self.entries.values() if one.sha256 == digest]
        assert found.state in SETTLED
        assert self.workspace.path_of(found.location or "").read_bytes() == self.sent[name]
        assert {one.code for one in found.problems} <= CODES
        assert all(one.message and "{" not in one.message for one in found.problems)
        assert found.seconds is None or found.seconds <= SECONDS + 10
        return found


def fill(workspace: Workspace, readiness: Instrument, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Put three good forms and these files into the inbox; all of them."""
    good = {name: completed(readiness, {}, kind=name.rpartition(".")[2], name=name) for name in GOOD}
    for name, data in {**good, **files}.items():
        (workspace.inbox / name).write_bytes(data)
    return {**good, **files}


def run(workspace: Workspace, sent: Mapping[str, bytes], around: Path, **more: object) -> Ran:
    """Read the inbox, with its folder for temporary files, its home and its folder all below `around`."""
    places = {name: around / name for name in ("home", "here")}
    for place in places.values():
        place.mkdir(parents=True)
    limits = {"SECONDS": SECONDS, "CPU_SECONDS": CPU_SECONDS, "MEMORY_MB": MEMORY_MB, "WORKERS": 2}
    said = {f"PLANWRIGHT_READING_{key}": str(value) for key, value in limits.items()}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.hostile.run", str(workspace.folder)],
        env={**os.environ, **said, "HOME": str(places["home"]), "PYTHONPATH": str(ROOT)},
        cwd=places["here"],
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
        **more,
    )
    assert ran.returncode == 0, ran.stderr
    assert [list(place.iterdir()) for place in places.values()] == [[], []]
    with open_ledger(workspace.ledger_url) as ledger:
        entries = ledger.entries()
    assert len({one.name for one in entries}) == len(entries)
    peaks = list(json.loads(ran.stdout).values())
    return Ran(
        workspace=workspace,
        entries={one.name: one for one in entries},
        sent=sent,
        stderr=ran.stderr,
        peaks=peaks,
    )


def check(ran: Ran) -> None:
    """That the good forms count, nothing was said that looks like a fault, and nothing lies where it should not."""
    assert {name: ran.entry(name).state for name in GOOD} == dict.fromkeys(GOOD, FileState.ACCEPTED)
    assert "Traceback" not in ran.stderr
    assert "Error" not in ran.stderr, ran.stderr
    assert not list(Path(EVIL).parent.glob(f"{Path(EVIL).name}*"))
    assert ran.peaks
    assert max(ran.peaks) <= MEMORY_MB
    known = {one.location for one in ran.entries.values()}
    for top in (ran.workspace.archive, ran.workspace.review, ran.workspace.quarantine):
        for path in top.rglob("*"):
            where = ran.workspace.location_of(path)
            assert path.is_dir() or known & {where, where.removesuffix(".json"), where.removesuffix(".problems.txt")}
            assert path.name.isprintable(), path
            assert not set(path.name) & set('<>:"/\\|?*'), path
    assert list(ran.workspace.inbox.rglob("*")) == []
