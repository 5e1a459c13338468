"""Reading forms without fields beside their blanks: pages of PDFs, and Word forms that are tables and lines."""

import io
import logging
from collections.abc import Callable

import pdfplumber

from benchmarks.accuracy.truth import RETURNED, editions
from benchmarks.race import race, reading
from benchmarks.table import Table, Target
from benchmarks.word import FLOOR_OF_STORIES
from extractors.pdf.page.words import found_in
from extractors.read import read_bytes, read_lost, read_pages
from flows.blanks import Blanks

PAGES = {
    "fit-checklist": ("fit-checklist-mesa.pdf", "fit-checklist-mesa-printed.pdf"),
    "goals-plan": ("goals-plan-harrow-printed.pdf",),
    "web-request": ("web-request-birch-printed.pdf",),
}
WORD = ("capacity-table-alder.docx", "capacity-table-alder-saved.docx", "capacity-table-prairie.docx")
OF_WORDS, OF_FLOOR = 0.3, 3.0
PLUMBER, OURS = "pdfplumber: extract_words", "planwright: words, places and marks beside the blank"
FLOOR, PLAIN = "floor: unzip and parse the parts with text", "planwright: texts and tables beside the blank"


def measure(rounds: int) -> list[Table]:
    """The tables of pages and of Word forms without fields."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    return [_pages(rounds), _word(rounds)]


def _pages(rounds: int) -> Table:
    blanks, known = Blanks(), {one.id: one for one in editions()}
    copies = [
        ((RETURNED / name).read_bytes(), blanks.pages(known[form])) for form, names in PAGES.items() for name in names
    ]
    blank_of = dict(copies)
    count = sum(read_pages(data, blank).pages for data, blank in copies)

    def ours(data: bytes) -> object:
        found_in.cache_clear()
        return read_pages(data, blank_of[data])

    readers: dict[str, tuple[Callable[[bytes], object], int]] = {PLUMBER: (_words, 1), OURS: (ours, 1)}
    runners = [reading(name, read, [data for data, _ in copies], every) for name, (read, every) in readers.items()]
    times = race(runners, rounds=rounds, per=count)
    return Table(
        title="Pages of PDFs without fields",
        columns=("reading one page", "× pdfplumber's words", "ms"),
        rows=tuple((name, f"{times.ratio(name, PLUMBER):.2f}", f"{times.ms(name):.2f}") for name in readers),
        notes=(f"{count} pages of {len(copies)} completed forms: typed over, and printed anew by poppler.",),
        targets=(Target(says="page without fields", measured=times.ratio(OURS, PLUMBER), most=OF_WORDS, unit="×"),),
    )


def _words(data: bytes) -> object:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [page.extract_words() for page in pdf.pages]


def _word(rounds: int) -> Table:
    edition = next(one for one in editions() if one.id == "capacity-table")
    texts = Blanks().texts(edition)

    copies = [(RETURNED / name).read_bytes() for name in WORD]

    def ours(data: bytes) -> object:
        return read_bytes(data, name="form.docx"), read_lost(data, texts)

    readers: dict[str, Callable[[bytes], object]] = {FLOOR: FLOOR_OF_STORIES, PLAIN: ours}
    times = race([reading(name, read, copies) for name, read in readers.items()], rounds=rounds, per=len(copies))
    return Table(
        title="Word forms without fields",
        columns=("reading one form", "× floor", "ms"),
        rows=tuple((name, f"{times.ratio(name, FLOOR):.2f}", f"{times.ms(name):.2f}") for name in readers),
        notes=(f"{len(copies)} completed copies of a form of tables, lines and printed boxes.",),
        targets=(Target(says="Word form without fields", measured=times.ratio(PLAIN, FLOOR), most=OF_FLOOR, unit="×"),),
    )
