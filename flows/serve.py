"""Serves a workspace: the watcher by day, the nightly run on its schedule."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import prefect
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.ingest import ingest
from flows.nightly import nightly
from flows.watch import watch
from planwright.workspace import Workspace


def serve(workspace: Workspace) -> None:
    """Watch the inbox and run the nightly flow at its time, until the process is told to end."""
    stop = threading.Event()
    folder = str(workspace.folder)

    def hand_over(files: Sequence[Path]) -> None:
        ingest(folder, [file.as_uri() for file in files])

    watcher = threading.Thread(target=watch, args=(workspace, hand_over, stop), name="watcher")
    watcher.start()
    try:
        prefect.serve(deployment_of(workspace), pause_on_shutdown=False, print_starting_message=False)
    finally:
        stop.set()
        watcher.join()


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
