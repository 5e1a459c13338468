"""Writes the pages that say what the program itself says: `python -m docs.generate`, or `make docs`."""

from pathlib import Path
from typing import Any

import click

from console.cli import VERBS, planwright
from planwright.problems import CATALOGUE

HERE = Path(__file__).parent
SAME: Any = planwright.context_settings  # -h and --help, as the command line has them
MADE = "<!-- Made by `make docs`; edit what it is made from. -->\n\n"
SEVERITIES = {
    "warning": "The form is accepted and the warning told.",
    "error": "A person must settle it; the form waits in `review/`.",
    "fatal": "The file could not be read as one known form; it is kept in `quarantine/`.",
}


def commands() -> str:
    """The help of every verb, as the program prints it."""
    pages = [f"{MADE}# Commands\n"]
    for name in VERBS:
        command = planwright.get_command(click.Context(planwright), name) or planwright
        context = click.Context(command, info_name=f"planwright {name}", terminal_width=100, **SAME)
        pages.append(f"## planwright {name}\n\n```\n{command.get_help(context)}\n```\n")
    return "\n".join(pages)


def problems() -> str:
    """Every problem code by severity, with its message; what stands in braces is filled in."""
    pages = [
        f"{MADE}# Problems\n\nWhat planwright can report of a file or an answer. A code never changes its meaning.\n"
    ]
    for severity, what in SEVERITIES.items():
        rows = [
            f"| `{code.id}` | {' '.join(code.value.message.split()).replace('|', '&#124;')} |"
            for code in CATALOGUE
            if code.severity == severity
        ]
        pages.append(f"## {severity}\n\n{what}\n\n| code | message |\n|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(pages)


PAGES = {"commands.md": commands, "problems.md": problems}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
