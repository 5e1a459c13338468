"""The `planwright` command: each verb is loaded only when it is called, so that `--help` answers at once.

Exit codes: 0 all accepted · 1 some need a person · 2 usage · 3 house in disorder. stdout is data, stderr is talk.
"""

import sys
from importlib import import_module
from importlib.metadata import version

import click

from planwright.errors import PlanwrightError

HOUSE_IN_DISORDER = 3
VERBS = {
    "init": "console.workspace",
    "issue": "console.issue",
    "read": "console.read",
    "ingest": "console.run",
    "aggregate": "console.summary",
    "plan": "console.summary",
    "nightly": "console.run",
    "serve": "console.run",
    "demo": "console.demo",
}


class Verbs(click.Group):
    """The verbs by name; a verb's module is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The verbs in the order of the work."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = getattr(import_module(VERBS[cmd_name]), cmd_name)
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("planwright"), prog_name="planwright")
def planwright() -> None:
    """Completed assessment forms in, technical assistance plan documents out."""


def main() -> None:
    """Run the command line; a house in disorder ends with its message and exit code 3."""
    try:
        planwright()
    except PlanwrightError as error:
        click.echo(f"planwright: {error}", err=True)
        sys.exit(HOUSE_IN_DISORDER)
