"""What travels with the program: its schemas, templates and examples, and its version."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from planwright.errors import PlanwrightError

_HERE = Path(__file__).parent


def content(name: str) -> Path:
    """The folder of this name: beside the packages in a checkout, inside the installed package otherwise."""
    for folder in (_HERE.parent / name, _HERE / "content" / name):
        if folder.is_dir() and not (folder / "__init__.py").exists():
            return folder
    raise PlanwrightError(f"The folder “{name}” of planwright is missing. Install planwright again.")


@cache
def program_version() -> str:
    """The version of planwright at work; `uninstalled` where it runs from a checkout that was never installed."""
    try:
        return version("planwright")
    except PackageNotFoundError:
        return "uninstalled"
