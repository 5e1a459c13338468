"""`planwright read`: what is in a file, as one JSON object a line."""

import json
import sys
from pathlib import Path

import click

from extractors.read import read as read_file
from flows.form import Known, read_form
from planwright.instruments import load_instruments
from planwright.model import Accepted, Json, Severity

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.command()
@FILES
@click.option("--raw", is_flag=True, help="Print every field of the file, whatever form it is.")
@click.option(
    "--schemas",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A further folder of instruments, laid out as schemas/ is. May be given again.",
)
def read(files: tuple[Path, ...], raw: bool, folders: tuple[Path, ...]) -> None:
    """Read completed forms and print one JSON object per file and line.

    \b
    Example: planwright read inbox/*.docx | jq .verdict
    """
    needs_a_person = False
    known = None if raw else Known(instruments=load_instruments(folders))
    for file in files:
        if known is None:
            _, reading = read_file(file)
            _print(
                {
                    "file": str(file),
                    "fields": [field.to_json() for field in reading.fields],
                    "problems": [problem.to_json() for problem in reading.problems],
                }
            )
            needs_a_person |= any(one.severity is not Severity.WARNING for one in reading.problems)
        else:
            outcome = read_form(file, known)
            _print(outcome.to_json())
            needs_a_person |= not isinstance(outcome.verdict, Accepted)
    sys.exit(int(needs_a_person))


def _print(said: Json) -> None:
    """One line of JSON; a surrogate that a file left alone is escaped, so that the line is always valid UTF-8."""
    line = json.dumps(said, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        line = json.dumps(said)
    click.echo(line)
