"""`planwright read`: what is in a file, as one JSON object a line."""

import json
import sys
from pathlib import Path

import click

from console.workspace import WORKSPACE
from extractors.read import read as read_file
from extractors.read import read_bytes, unpacked
from flows.enclosed import DEEPEST
from flows.form import read_forms
from flows.known import Known, known_of
from planwright.instruments import load_instruments
from planwright.model import Accepted, Json, Reading, Severity
from planwright.names import WITHIN, clean_name
from planwright.workspace import nearest_workspace, open_workspace

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
USAGE = 2


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
@WORKSPACE
def read(files: tuple[Path, ...], raw: bool, folders: tuple[Path, ...], workspace: Path | None) -> None:
    """Read completed forms and print one JSON object per file and line. Nothing is filed.

    Within a workspace, or with --workspace, forms are held against its agencies, rounds and own instruments, as
    “ingest” does it. Elsewhere only the form itself is judged. Duplicates and clashes are told by “ingest” alone.

    \b
    Example: planwright read inbox/*.docx | jq .verdict
    """
    known = None if raw else _known(workspace, folders)
    code = 0
    for file in files:
        if told := _no_file(file):
            click.echo(told, err=True)
            code = USAGE
        else:
            code = max(code, int(_printed(file, known)))
    sys.exit(code)


def _known(workspace: Path | None, folders: tuple[Path, ...]) -> Known:
    """What forms are held against: the workspace named, or else the one around the working folder, where there is."""
    folder = workspace or nearest_workspace()
    return Known(instruments=load_instruments(folders)) if folder is None else known_of(open_workspace(folder), folders)


def _no_file(path: Path) -> str | None:
    """What to say of a path that somebody mistyped; what lies there and cannot be read is a problem of the file."""
    try:
        path.stat()
    except FileNotFoundError:
        return f"There is no file {path}. Check the path."
    except OSError:
        return None
    return f"{path} is a folder. Name the files in it, such as {path}/*.docx." if path.is_dir() else None


def _printed(file: Path, known: Known | None) -> bool:
    """Whether the file that was read and printed needs a person."""
    if known is None:
        reading = read_file(file)[1]
        return _printed_raw(file, file.read_bytes() if reading.attached else b"", reading)
    needs_person = False
    for outcome in read_forms(file, known):
        _print(outcome.to_json())
        needs_person = needs_person or not isinstance(outcome.verdict, Accepted)
    return needs_person


def _printed_raw(file: Path, data: bytes, reading: Reading) -> bool:
    """Whether something kept the file from being read; files within it that have fields are printed after it."""
    _print(
        {
            "file": str(file),
            "fields": [field.to_json() for field in reading.fields],
            "problems": [problem.to_json() for problem in reading.problems],
        }
    )
    needs_person = any(one.severity is not Severity.WARNING for one in reading.problems)
    for one in unpacked(data, reading.attached) if file.name.count(WITHIN) < DEEPEST else ():
        inner = read_bytes(one.data, name=one.name)[1]
        if inner.fields or inner.attached:
            path = file.with_name(f"{file.name}{WITHIN}{clean_name(one.name)}")
            needs_person = _printed_raw(path, one.data, inner) or needs_person
    return needs_person


def _print(said: Json) -> None:
    """One line of JSON; a surrogate that a file left alone is escaped, so that the line is always valid UTF-8."""
    line = json.dumps(said, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        line = json.dumps(said)
    click.echo(line)
