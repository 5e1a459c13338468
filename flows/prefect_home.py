"""Prefect's settings, in one place, and its embedded server: local, silent, and gone when its owner is.

Nothing here imports Prefect into the caller: the settings must stand in the environment before that happens.
"""

import logging
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.stopping import undisturbed
from planwright.errors import PlanwrightError

API_URL = "PREFECT_API_URL"
RETRIES = "PREFECT_CLIENT_MAX_RETRIES"
START_WITHIN = 90.0  # seconds; the first start of all lays out Prefect's own database
STOP_WITHIN = 10.0

SETTINGS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # nothing leaves the machine
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",  # one row for each log line otherwise, on the console and in its database
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",  # a run without a server says so instead of starting another
    # The task history is no record of ours; without events and triggers the server keeps up on SQLite.
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "500",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    # A lease in memory is lost with the server, and its slot with it; on disk the slot frees itself.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
}
SENDERS = (("prefect.events.worker", "EventsWorker"), ("prefect.logging.handlers", "APILogWorker"))
LOOPBACK = "127.0.0.1,localhost"  # a proxy between us and our own server would lose what is sent to it


@contextmanager
def prefect_ready(home: Path) -> Iterator[None]:
    """A place to call flows in: a server answers, and a flow returns as soon as it is done.

    Prefect joins a heartbeat thread for a second at the end of every flow; who watches our runs asks the ledger. Raises
    `PlanwrightError` where the server is gone before they are done.
    """
    with prefect_server(home) as url:
        with undisturbed():
            from httpx import TransportError  # noqa: PLC0415
            from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings  # noqa: PLC0415

        _tell_in_a_line()
        try:
            with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
                yield
        except TransportError:
            raise PlanwrightError(
                f"Prefect's server {url} did not answer any more. What was read is filed, and stands in the ledger; the"
                " next run goes on from there, with or without Prefect (--without-prefect)."
            ) from None


@contextmanager
def prefect_server(home: Path, stop: threading.Event | None = None) -> Iterator[str]:
    """The address of the API for flows run inside: the one `PREFECT_API_URL` names, else an embedded server's.

    `home` is the folder Prefect keeps its own things in. The embedded server listens on loopback only and is stopped
    on leaving; should its owner be killed, it ends by itself. Once `stop` is set nobody waits for it to be up.
    """
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_HOME", str(home))
    os.environ["NO_PROXY"] = ",".join(filter(None, (os.environ.get("NO_PROXY"), LOOPBACK)))
    named = os.environ.get(API_URL)
    if named:
        yield named
        return
    os.environ.setdefault(RETRIES, "2")  # our own server answers, or is gone
    home.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    os.environ[API_URL] = f"http://127.0.0.1:{port}/api"
    with (home / "server.log").open("ab") as log, undisturbed():
        server = subprocess.Popen(  # noqa: S603 - our own module in our own interpreter
            [sys.executable, "-m", "flows.prefect_home", str(port)],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_until_up(server, os.environ[API_URL], home, stop or threading.Event())
        yield os.environ[API_URL]
    finally:
        del os.environ[API_URL]
        _send_what_waits()
        _stop(server)


def serve_embedded(port: int) -> None:
    """Run Prefect's server in this process until standard input closes, which is when its owner ends."""
    import uvicorn  # noqa: PLC0415 - only in the server's own process
    from prefect.server.api.server import create_app  # noqa: PLC0415

    app = create_app(final=True)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="on"))

    def end_with_owner() -> None:
        sys.stdin.buffer.read()
        server.should_exit = True

    threading.Thread(target=end_with_owner, daemon=True).start()
    server.run()


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_up(server: subprocess.Popen[bytes], url: str, home: Path, stop: threading.Event) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and server.poll() is None and not stop.is_set():
        with (
            suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(f"{url}/health", timeout=2) as answer,  # noqa: S310 - our own loopback server
        ):
            if answer.status == 200:
                return
        time.sleep(0.05)
    if stop.is_set():
        return
    raise PlanwrightError(
        f"Prefect's embedded server did not start within {START_WITHIN:.0f} seconds. Its last words are in"
        f" {home / 'server.log'}; set {API_URL} to use a server of your own."
    )


def _tell_in_a_line() -> None:
    """Have Prefect say what goes wrong with it in a line each: where in its code that was helps nobody here."""
    for name in ("prefect", "prefect.flow_runs", "prefect.task_runs"):
        for one in (logging.getLogger(name), *logging.getLogger(name).handlers):
            one.addFilter(_without_traceback)


def _without_traceback(record: logging.LogRecord) -> bool:
    record.exc_info = record.exc_text = None
    return True


def _send_what_waits() -> None:
    """Let Prefect send what it still holds: with the server gone, it would try for seconds again with each event."""
    for module, worker in SENDERS:
        if module in sys.modules:
            logging.getLogger(worker).setLevel(logging.ERROR)  # it would warn that it is still sending
            getattr(sys.modules[module], worker).drain_all(timeout=STOP_WITHIN, at_exit=False)


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.stdin:
        server.stdin.close()
    try:
        server.wait(timeout=STOP_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


if __name__ == "__main__":
    serve_embedded(int(sys.argv[1]))
