"""Reading Word forms, against the floor and beside the libraries one would take otherwise."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import partial

import docx
from docx2python import docx2python
from lxml import etree

from benchmarks.forms import WORD, forms
from benchmarks.race import race, reading
from benchmarks.seen import seen
from benchmarks.table import Table, Target
from extractors.read import read_bytes
from extractors.word.fields import read_word_fields

SLOW = 5  # a peer runs in one round of so many
MOST = 2.0  # × floor
FLOOR, ALL_XML = "floor: unzip and parse the parts with fields", "unzip and parse every XML part"
OURS = "planwright: every field"
WHOLE = "planwright: what is it, and every field"
PEER_OPEN = "python-docx: open only"
BARE = (FLOOR, ALL_XML, PEER_OPEN)
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def measure(rounds: int) -> list[Table]:
    """The table of Word forms."""
    readers: dict[str, tuple[Callable[[bytes], object], int]] = {
        FLOOR: (partial(parse, _STORY), 1),
        ALL_XML: (partial(parse, re.compile(r".*\.(xml|rels)")), 1),
        OURS: (read_word_fields, 1),
        WHOLE: (lambda data: read_bytes(data, name="form.docx")[1], 1),
        PEER_OPEN: (lambda data: docx.Document(io.BytesIO(data)), SLOW),
        "python-docx: paragraphs and cells": (by_python_docx, SLOW),
        "docx2python: text": (by_docx2python, SLOW),
    }
    all_forms = forms(WORD)
    runners = [reading(name, read, all_forms, every) for name, (read, every) in readers.items()]
    times = race(runners, rounds=rounds, per=len(all_forms))
    size = round(sum(len(form.data) for form in all_forms) / len(all_forms) / 1000)
    return [
        Table(
            title="Word forms",
            columns=("reading one form", "× floor", "× every XML part", "ms", "answers seen"),
            rows=tuple(
                (
                    name,
                    f"{times.ratio(name, FLOOR):.2f}",
                    f"{times.ratio(name, ALL_XML):.2f}",
                    f"{times.ms(name):.2f}",
                    "–" if name in BARE else seen(read, all_forms),
                )
                for name, (read, _) in readers.items()
            ),
            notes=(
                f"{len(all_forms)} forms, one of each practice, {size} KB on average.",
                "The floor opens the zip, inflates the body, headers, footers and notes, and parses them with lxml;"
                " it looks at nothing in them. planwright also reads the relations, the document's properties, where"
                " the stamp is, and the prompts in the glossary.",
                "Answers seen: the share of the written answers that are in what the reader gives.",
            ),
            targets=(
                Target(says="Word form against its floor", measured=times.ratio(OURS, FLOOR), most=MOST, unit="×"),
            ),
        )
    ]


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
