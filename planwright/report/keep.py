"""Where pages are kept: `reports/` in the workspace, one file for each run, under its number and day."""

from datetime import date
from pathlib import Path

from planwright import durable
from planwright.errors import WorkspaceError
from planwright.workspace import Workspace


def keep_page(workspace: Workspace, run: int, day: date, page: bytes) -> Path:
    """The file of the page of this run, there whole; raises `WorkspaceError` where it cannot be written."""
    file = workspace.reports / f"run-{run}-{day.isoformat()}.html"
    try:
        durable.write(file, page)
    except OSError as error:
        raise WorkspaceError(
            f"The report {file} could not be written ({error.strerror}). Make room or correct the permissions; what the"
            " run did stands, and “planwright runs” tells it."
        ) from None
    return file


def page_of(workspace: Workspace, run: int) -> Path | None:
    """The file of the page of this run; None where it left none, or somebody took it away."""
    return next(iter(sorted(workspace.reports.glob(f"run-{run}-*.html"))), None)
