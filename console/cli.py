"""The `planwright` command: each verb is loaded only when it is called, so that `--help` answers at once.

Exit codes: 0 all accepted · 1 some need a person · 2 usage · 3 house in disorder. stdout is data, stderr is talk.
"""

import signal
import sys
from importlib import import_module
from importlib.metadata import version

import click

from flows.stopping import undisturbed
from planwright.errors import PlanwrightError

HOUSE_IN_DISORDER = 3
UNFINISHED = 1
STOPPED = "planwright: told to stop before it was done. Nothing is lost; run it again, and it goes on."
VERBS = {  # name: the module it is in, and what it does, so that listing them loads none
    "init": ("console.workspace", "Make a workspace."),
    "issue": ("console.issue", "Write blank forms for an agency and a round."),
    "adopt": ("console.adopt", "Make a form that others made known."),
    "read": ("console.read", "Print what is in completed forms, as JSON."),
    "ingest": ("console.run", "Read everything in the inbox and file it."),
    "status": ("console.status", "Say what is in each state, and what waits for a person."),
    "show": ("console.status", "Print all that is known of one file."),
    "replay": ("console.settle", "Have files read again."),
    "withdraw": ("console.settle", "Take files back, so that they never count."),
    "runs": ("console.runs", "Say what the runs did, and all that is known of one."),
    "verify": ("console.keep", "Hold the ledger against the folders."),
    "backup": ("console.keep", "Keep a copy of the workspace and its ledger."),
    "restore": ("console.keep", "Make a workspace of a backup."),
    "aggregate": ("console.summary", "Print the figures of an agency's round."),
    "plan": ("console.summary", "Write the plan of an agency's round."),
    "nightly": ("console.run", "Read the inbox and make the plans that changed."),
    "serve": ("console.run", "Watch the inbox, and run nightly on schedule."),
    "health": ("console.run", "Say whether a workspace is being served."),
    "demo": ("console.demo", "Do the main job on the example forms."),
}


class Verbs(click.Group):
    """The verbs by name; a verb's module is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The verbs in the order of the work."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name."""
        if cmd_name not in VERBS:
            return None
        module, _ = VERBS[cmd_name]
        with undisturbed():
            command: click.Command = getattr(import_module(module), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of verbs."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_, does) in VERBS.items()])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("planwright"), prog_name="planwright")
def planwright() -> None:
    """Completed assessment forms in, technical assistance plan documents out."""


class _Stopped(BaseException):
    """Raised where SIGTERM tells the process to stop; no `Exception`, so that nothing takes it for a file's fault."""


def _stop(_signal: int, _frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough: what is under way is being ended
    raise _Stopped


def main() -> None:
    """Run the command line; a house in disorder ends with its message and exit code 3.

    Told to stop, whatever has not begun does not, and what was begun is ended; “serve” has a way of its own once it
    is up, and stops as it is meant to.
    """
    signal.signal(signal.SIGTERM, _stop)
    try:
        planwright()
    except PlanwrightError as error:
        click.echo(f"planwright: {error}", err=True)
        sys.exit(HOUSE_IN_DISORDER)
    except _Stopped:
        if sys.argv[1:2] == ["serve"]:
            sys.exit(0)
        click.echo(STOPPED, err=True)
        sys.exit(UNFINISHED)
