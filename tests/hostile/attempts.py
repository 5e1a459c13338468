"""What a reader that a file has taken over might try, for processes started by a test."""

import ctypes
import os
import socket
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import flows.pool
from extractors.limits import Limits
from flows.known import Known
from flows.sandbox.worker import Share
from planwright.model import Outcome
from planwright.workspace import Workspace

_read_form = flows.pool.read_form
_begin = flows.pool._begin
_TARGET, _PORT = "target", "port"


def leave(workspace: Workspace, port: int) -> None:
    """Leave what the attempts aim at: a file beside the inbox, and the port that listens."""
    (workspace.folder / _TARGET).write_text("as it was")
    (workspace.inbox / _PORT).write_text(str(port))


def begin(known: Known, share: Share, limits: Limits) -> None:
    """Make this process a reader as any other, that does what a file's name says."""
    _begin(known, share, limits)
    flows.pool.read_form = _by_name


def _by_name(path: Path, known: Known) -> Outcome:
    if "computes" in path.name:
        while True:
            pass
    if "works" in path.name:
        _work(0.7)
    if "swells" in path.name:
        held = []
        while True:
            held.append(bytes(2**24))
    if "aborts" in path.name:
        os.abort()
    if "exits" in path.name:
        os._exit(3)
    outcome = _read_form(path, known)
    if "tries" in path.name:
        told = ";".join(_tried(name, attempt, path) for name, attempt in {**REFUSED, **ALLOWED}.items())
        return replace(outcome, intake=replace(outcome.intake, media_type=told))
    return outcome


def _work(seconds: float) -> None:
    import time

    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def _tried(name: str, attempt: Callable[[Path], object], path: Path) -> str:
    try:
        attempt(path)
    except OSError:
        return f"{name} refused"
    return f"{name} done"


def _port(path: Path) -> tuple[str, int]:
    return "127.0.0.1", int((path.parent / _PORT).read_text())


def _target(path: Path) -> Path:
    return path.parent.parent / _TARGET


def _uring(_: Path) -> None:
    if ctypes.CDLL(None, use_errno=True).syscall(425, 1, ctypes.create_string_buffer(120)) < 0:
        raise OSError(ctypes.get_errno(), "io_uring")


def _own(path: Path) -> None:
    place = Path(tempfile.gettempdir(), "own")
    place.write_text("x")
    place.rename(place.with_name("renamed"))
    place.with_name("renamed").unlink()


REFUSED: dict[str, Callable[[Path], object]] = {
    "write beside": lambda path: path.with_name("evil").write_text("x"),
    "write in the workspace": lambda path: (path.parent.parent / "archive" / "evil").write_text("x"),
    "write over": lambda path: _target(path).write_text("evil"),
    "append": lambda path: os.close(os.open(_target(path), os.O_WRONLY | os.O_APPEND)),
    "truncate": lambda path: os.truncate(_target(path), 0),
    "remove": lambda path: path.unlink(),
    "rename": lambda path: path.rename(path.with_name("evil")),
    "link": lambda path: os.link(path, path.with_name("evil")),
    "symlink": lambda path: path.with_name("evil").symlink_to(path),
    "move in": lambda path: path.rename(Path(tempfile.gettempdir(), "in")),
    "folder": lambda path: path.with_name("evil").mkdir(),
    "pipe": lambda path: os.mkfifo(path.with_name("evil")),
    "/tmp": lambda _: Path("/tmp/planwright-evil").write_text("x"),  # noqa: S108
    "home": lambda _: Path.home().joinpath("planwright-evil").write_text("x"),
    "another's memory": lambda _: Path(f"/proc/{os.getppid()}/mem").write_bytes(b"x"),
    "signal": lambda _: os.kill(os.getppid(), 0),
    "connect": lambda path: socket.create_connection(_port(path)),
    "datagram": lambda path: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", _port(path)),
    "six": lambda _: socket.socket(socket.AF_INET6),
    "raw": lambda _: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
    "netlink": lambda _: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "listen": lambda _: socket.create_server(("127.0.0.1", 0)),
    "name": lambda _: socket.getaddrinfo("planwright.example", 80),
    "local datagram": lambda _: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM),
    "local call": lambda _: socket.socket(socket.AF_UNIX).connect("/run/systemd/resolve/io.systemd.Resolve"),
    "ring": _uring,
}
ALLOWED: dict[str, Callable[[Path], object]] = {
    "own folder": _own,
    "read the inbox": lambda path: path.read_bytes(),
    "read the workspace": lambda path: _target(path).read_text(),
    "nothing": lambda _: Path("/dev/null").write_text("x"),
}
