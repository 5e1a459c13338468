"""A PostgreSQL of the tests' own: in a temporary folder, reached by a socket there, gone when they end."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_WITHIN = 60.0


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs; None where it is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: float(one.parent.name), reverse=True)
    found = shutil.which("initdb")
    return next(iter(folders), Path(found).resolve().parent if found else None)


@contextmanager
def running(bin_folder: Path) -> Iterator[Path]:
    """The folder of the socket of a server that runs while inside; root hands it to another user, as it must."""
    folder = Path(tempfile.mkdtemp(prefix="pw-pg-"))
    server_user = _server_user()
    if server_user:
        os.chown(folder, pwd.getpwnam(server_user).pw_uid, -1)
    data = folder / "data"
    as_user = {"user": server_user, "cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}
    try:
        initdb = [bin_folder / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(initdb, check=True, capture_output=True, **as_user)
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [bin_folder / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
                stdout=log,
                stderr=log,
                **as_user,
            )
        try:
            _wait(bin_folder, folder, server)
            yield folder
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)
    finally:
        shutil.rmtree(folder)


def _server_user() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _wait(bin_folder: Path, folder: Path, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_WITHIN
    while subprocess.run([bin_folder / "pg_isready", "-q", "-h", folder], check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError((folder / "log").read_text())
        time.sleep(0.1)
