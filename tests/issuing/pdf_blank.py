"""Blank PDF forms as tests look at them: every instrument of the house, and one with every kind of item."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import pikepdf

from planwright.instruments import Instrument, Item, Kind, load_instrument, load_instruments
from planwright.issuing.pdf import pdf_form
from planwright.stamp import STAMP_KEY, Stamp

AGENCY, ROUND = "Žďár & Nguyễn Early Learning", "Fall 2026"
HOUSE = {instrument.practice: instrument for instrument in load_instruments().newest()}
EVERY_KIND = load_instrument(Path(__file__).parent / "every-kind.json")
INSTRUMENTS = {**HOUSE, EVERY_KIND.practice: EVERY_KIND}
NAMES = tuple(INSTRUMENTS)


@dataclass(frozen=True)
class Widget:
    """One place to fill in: the field's name, its dictionary, the widget's, the page from 0 and its box."""

    name: str
    field: pikepdf.Object
    widget: pikepdf.Object
    page: int
    box: tuple[float, float, float, float]

    def get(self, key: str) -> pikepdf.Object | None:
        """What the widget says under this key, or its field."""
        return self.widget.get(key, self.field.get(key))


def stamp_of(instrument: Instrument) -> Stamp:
    return Stamp(instrument=instrument.practice, version=instrument.version, agency="harbor", round="2026-fall")


def issue(instrument: Instrument) -> bytes:
    return pdf_form(instrument, stamp_of(instrument), agency_name=AGENCY, round_name=ROUND)


@cache
def blank(name: str) -> bytes:
    return issue(INSTRUMENTS[name])


@cache
def opened(name: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(blank(name)))


def terminals(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Every field with its full name, in the order of the tree."""

    def walk(fields: pikepdf.Object, before: str) -> Iterator[tuple[str, pikepdf.Object]]:
        for field in fields:
            name = before + str(field.T)
            if "/FT" in field:
                yield name, field
            else:
                yield from walk(field.Kids, f"{name}.")

    return walk(pdf.Root.AcroForm.Fields, "")


def widgets(pdf: pikepdf.Pdf, *, hidden: bool = False) -> list[Widget]:
    """Every widget, page by page in the order of the annotations."""
    by_id = {}
    for name, field in terminals(pdf):
        for widget in field.get("/Kids", [field]):
            by_id[widget.objgen] = (name, field)
    found = []
    for number, page in enumerate(pdf.pages):
        for widget in page.obj.Annots:
            name, field = by_id[widget.objgen]
            if hidden or name != STAMP_KEY:
                left, bottom, right, top = (float(edge) for edge in widget.Rect)
                found.append(Widget(name, field, widget, number, (left, bottom, right, top)))
    return found


def asked(instrument: Instrument) -> Iterator[tuple[str, Item]]:
    """The name of every answer that the blank asks for, with its item; rows of tables in their order."""
    for item in instrument.items.values():
        counts = [range(1, instrument.tables[table].blank_rows + 1) for table in item.tables]
        for rows in product(*counts):
            yield item.at(rows), item


def names_of(name: str, item: Item) -> list[str]:
    """The fields one answer takes."""
    if item.kind is Kind.SOME_OF:
        return [f"{name}={choice.value}" for choice in item.choices]
    return [name]
