"""The hub five rooms stand on: what a form asks, read from `schemas/`."""

from planwright.instruments.design import (
    NOT_APPLICABLE,
    Choice,
    Gap,
    Instrument,
    Item,
    Kind,
    Layout,
    Row,
    Scale,
    Score,
    Section,
    Table,
    items_of,
    matches,
    rows_of,
    without_rows,
)
from planwright.instruments.load import Instruments, load_instrument, load_instruments, registry

__all__ = [
    "NOT_APPLICABLE",
    "Choice",
    "Gap",
    "Instrument",
    "Instruments",
    "Item",
    "Kind",
    "Layout",
    "Row",
    "Scale",
    "Score",
    "Section",
    "Table",
    "items_of",
    "load_instrument",
    "load_instruments",
    "matches",
    "registry",
    "rows_of",
    "without_rows",
]
