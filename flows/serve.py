"""Serves a workspace: the watcher by day, the nightly run on its schedule."""

import asyncio
import tempfile
import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import cast

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.settings import PREFECT_HOME
from prefect.types.entrypoint import EntrypointType

from flows.pulse import beating
from flows.tasks import ingest, nightly
from flows.watch import watch
from planwright.report.content import WATCH
from planwright.workspace import Workspace

LOOK = 0.1  # seconds between two looks at whether the process is told to stop


def serve(workspace: Workspace, stop: threading.Event) -> None:
    """Watch the inbox and run the nightly flow at its time, until `stop` is set; what is being read is read to its end.

    Both have threads of their own: in the main one Prefect would put its handling of signals in the place of ours.
    """
    folder = str(workspace.folder)
    deployment = deployment_of(workspace)

    def hand_over() -> None:
        ingest(folder, WATCH)

    with beating(workspace), ThreadPoolExecutor(2, "serve") as threads:
        jobs = (
            threads.submit(watch, workspace, hand_over, stop),
            threads.submit(asyncio.run, _run_when_due(deployment, stop)),
        )
        # Each ends when told to, or by failing. A signal may reach another thread: it is seen when this one wakes.
        while not wait(jobs, timeout=LOOK, return_when=FIRST_COMPLETED).done:
            pass
        stop.set()
    for job in jobs:
        job.result()


def deployment_of(workspace: Workspace) -> RunnerDeployment:
    """The nightly deployment: by module path, at the settings' time, never two at once.

    A night missed while nothing ran is caught up once: of several late runs the first starts, the others are cancelled.
    """
    settings = workspace.settings.nightly
    made = nightly.to_deployment(
        name="nightly",
        parameters={"folder": str(workspace.folder)},
        schedules=[Cron(settings.cron, timezone=settings.timezone)],
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return cast("RunnerDeployment", made)  # a coroutine only when called from async code


async def _run_when_due(deployment: RunnerDeployment, stop: threading.Event) -> None:
    """Run the deployment whenever it is due, until `stop` is set; a run under way is then cut off."""
    if stop.is_set():
        return
    runner = _runner()
    await runner.aadd_deployment(deployment)
    running = asyncio.create_task(runner.start())
    while not running.done() and not (stop.is_set() and runner.started):  # it can be stopped only once it has started
        await asyncio.sleep(LOOK)
    if not running.done():
        await runner.astop()
    await running


def _runner() -> Runner:
    """Prefect's runner, which keeps its files in Prefect's own folder and not in the system's temporary one."""
    before, tempfile.tempdir = tempfile.tempdir, str(PREFECT_HOME.value())
    try:
        return Runner(pause_on_shutdown=False)
    finally:
        tempfile.tempdir = before
