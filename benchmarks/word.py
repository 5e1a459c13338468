"""Reading Word forms, against the floor and beside the libraries one would take otherwise."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import partial

import docx
from docx2python import docx2python
from lxml import etree

from benchmarks.forms import WORD, forms, saved_forms
from benchmarks.race import Times, race, reading
from benchmarks.seen import seen
from benchmarks.table import Table, Target
from extractors.read import read_bytes
from extractors.word.fields import read_word_fields

Read = Callable[[bytes], object]

SLOW = 5  # a peer runs in one round of so many
MOST = 2.0  # × floor
FLOOR, ALL_XML = "floor: unzip and parse the parts with fields", "unzip and parse every XML part"
OURS = "planwright: every field"
WHOLE = "planwright: what is it, and every field"
PEER_OPEN = "python-docx: open only"
BARE = (FLOOR, ALL_XML, PEER_OPEN)
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def measure(rounds: int) -> list[Table]:
    """The tables of Word forms: as an office program saves them, and as they were issued, filled in place."""
    return [_saved(rounds), _filled_in_place(rounds)]


def _saved(rounds: int) -> Table:
    forms_saved = saved_forms()
    readers = {FLOOR: FLOOR_OF_STORIES, ALL_XML: _FLOOR_OF_ALL, OURS: read_word_fields}
    times = race(
        [reading(name, read, forms_saved) for name, read in readers.items()], rounds=rounds, per=len(forms_saved)
    )
    return Table(
        title="Word forms as an office program saved them",
        columns=("reading one form", "× floor", "× every XML part", "ms"),
        rows=tuple((name, *_columns(times, name)) for name in readers),
        notes=(f"{len(forms_saved)} forms of the examples, filled in and saved by LibreOffice.",),
        targets=(_target("Word form as an office program saved it", times),),
    )


def _filled_in_place(rounds: int) -> Table:
    readers: dict[str, tuple[Read, int]] = {
        FLOOR: (FLOOR_OF_STORIES, 1),
        ALL_XML: (_FLOOR_OF_ALL, 1),
        OURS: (read_word_fields, 1),
        WHOLE: (lambda data: read_bytes(data, name="form.docx")[1], 1),
        PEER_OPEN: (lambda data: docx.Document(io.BytesIO(data)), SLOW),
        "python-docx: paragraphs and cells": (by_python_docx, SLOW),
        "docx2python: text": (by_docx2python, SLOW),
    }
    filled = forms(WORD)
    runners = [reading(name, read, [form.data for form in filled], every) for name, (read, every) in readers.items()]
    times = race(runners, rounds=rounds, per=len(filled))
    size = round(sum(len(form.data) for form in filled) / len(filled) / 1000)
    return Table(
        title="Word forms as issued, filled in place",
        columns=("reading one form", "× floor", "× every XML part", "ms", "answers seen"),
        rows=tuple(
            (name, *_columns(times, name), "–" if name in BARE else seen(read, filled))
            for name, (read, _) in readers.items()
        ),
        notes=(
            f"{len(filled)} forms, one of each practice, {size} KB on average, with the least XML that a control can"
            " have.",
            "The floor opens the zip, inflates the body, headers, footers and notes, and parses them with lxml;"
            " it looks at nothing in them. planwright also reads the relations, the document's properties, where"
            " the stamp is, and the prompts in the glossary.",
            "Answers seen: the share of the written answers that are in what the reader gives.",
        ),
        targets=(_target("Word form filled in place", times),),
    )


def _columns(times: Times, name: str) -> tuple[str, str, str]:
    return f"{times.ratio(name, FLOOR):.2f}", f"{times.ratio(name, ALL_XML):.2f}", f"{times.ms(name):.2f}"


def _target(form: str, times: Times) -> Target:
    return Target(says=f"{form}, against its floor", measured=times.ratio(OURS, FLOOR), most=MOST, unit="×")


def parse(wanted: re.Pattern[str], data: bytes) -> None:
    """Inflate and parse the parts whose name fits; nothing more."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if wanted.fullmatch(name):
                etree.fromstring(archive.read(name))


def by_python_docx(data: bytes) -> list[str]:
    """The text of paragraphs and table cells."""
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def by_docx2python(data: bytes) -> str:
    """The text of the document."""
    with docx2python(io.BytesIO(data)) as document:
        text: str = document.text
        return text


FLOOR_OF_STORIES: Read = partial(parse, _STORY)
_FLOOR_OF_ALL: Read = partial(parse, re.compile(r".*\.(xml|rels)"))
