"""`planwright adopt`: makes a form that others made known, as an edition of one of the instruments."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import click

from console.adopted import filled_in, listed, tell
from console.workspace import WORKSPACE
from flows.adopt import places_of, preview_of, refuse_issued
from flows.blanks import Blanks
from flows.cautions import cautions
from flows.found_again import lost_places
from planwright import durable
from planwright.editions import ENDING, Edition, load_editions, write_edition
from planwright.editions.design import design
from planwright.editions.draft import draft, language_of
from planwright.errors import EditionError, InstrumentError
from planwright.instruments import Instrument, Instruments, load_instrument, load_instruments
from planwright.model import Json, Problem
from planwright.workspace import Workspace, find_workspace

_NOT_IN_NAMES = re.compile(r"[^a-z0-9.]+")


@click.command()
@click.argument("blank", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--as", "practice", required=True, help="The practice that the form is of.")
@click.option("--new", "new_id", help="Draft a new instrument of this id for the form, of the same component.")
@click.option("--agency", help="The agency's id, where only this agency uses the form.")
@click.option("--round", "round_id", help="The round's id, where the form is for this round only.")
@click.option(
    "--language",
    type=click.Choice(("en-US", "es-US")),
    help="How dates and numbers are written: en-US 12/31/2026, es-US 31/12/2026. Default: for a person to decide.",
)
@click.option("--name", help="The name of the edition. Default: that of the file.")
@WORKSPACE
def adopt(
    blank: Path,
    practice: str,
    new_id: str | None,
    agency: str | None,
    round_id: str | None,
    language: str | None,
    name: str | None,
    workspace: Path | None,
) -> None:
    """Draft which question each place of a blank form asks, where planwright did not issue the form.

    The draft is a JSON file beside a copy of the blank in the workspace's folder “editions”. Compare it with the
    blank, correct it, and set “checked” to true: from then on completed copies are read like any other form.

    \b
    Example: planwright adopt needs-survey.docx --as needs-assessment
    """
    held = find_workspace(workspace)
    instruments = load_instruments(held.schema_folders)
    instrument = _instrument(instruments.newest(), practice)
    data = blank.read_bytes()
    edition_id = _NOT_IN_NAMES.sub("-", (name or blank.stem).casefold()).strip("-.")
    file = held.editions / f"{edition_id}{ENDING}"
    if file.exists():
        raise EditionError(f"{file} is there already, and was left as it is. Name another edition with --name.")
    refuse_issued(data, blank.name)
    places = places_of(data, blank.name)
    spoken = language or language_of(places)
    if new_id is None:
        entries = draft(places, instrument)
    else:
        schema, entries = design(
            places, practice=new_id, component=instrument.component, title=blank.stem, language=spoken
        )
        instrument = _written(schema, held, instruments)
    edition = Edition(
        id=edition_id,
        file=file,
        blank=held.editions / f"{edition_id}{blank.suffix.lower()}",
        sha256=hashlib.sha256(data).hexdigest(),
        practice=instrument.practice,
        version=instrument.version,
        agency=agency,
        round=round_id,
        language=language,
        checked=False,
        given={},
        entries=entries,
    )
    durable.write(edition.blank, data)
    write_edition(edition)
    lost = lost_places(data, edition)
    if said := filled_in(lost):
        click.echo(f"Take care: {said}", err=True)
    click.echo(file)
    preview = preview_of(data, blank.name, places, {one.place for one in entries if one.item is None})
    if isinstance(preview, Problem):
        click.echo(f"There is no preview. {preview.message}", err=True)
    else:
        durable.write(held.editions / f"{edition_id}-preview.pdf", preview.pdf)
        click.echo(held.editions / f"{edition_id}-preview.pdf")
        if preview.left_out:
            click.echo(f"Not in the preview, compare them by their words: {', '.join(preview.left_out)}.", err=True)
    questions = held.editions / f"{edition_id}-questions.txt"
    durable.write(questions, listed(edition, instrument).encode())
    others = load_editions((held.editions,), load_instruments(held.schema_folders))
    for caution in cautions(edition, instrument, others, Blanks()):
        click.echo(f"Take care: {caution}", err=True)
    tell(edition, instrument, places, lost, str(questions))


def _instrument(newest: tuple[Instrument, ...], practice: str) -> Instrument:
    for one in newest:
        if one.practice == practice:
            return one
    raise click.BadParameter(f"“{practice}” is none of {', '.join(one.practice for one in newest)}.", param_hint="--as")


def _written(schema: Json, held: Workspace, instruments: Instruments) -> Instrument:
    """The instrument of this schema, once its file is written where the workspace finds it."""
    told: Any = schema["instrument"]
    file = held.own_schemas / told["component"] / f"{told['practice']}.json"
    if file.exists() or (told["practice"], told["version"]) in instruments:
        raise EditionError(f"There is an instrument “{told['practice']}” already. Name another with --new.")
    durable.write(file, f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n".encode())
    try:
        instrument = load_instrument(file)
    except InstrumentError:
        file.unlink()
        raise
    click.echo(file)
    return instrument
