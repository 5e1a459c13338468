"""Summaries as files: JSON with everything in it, and CSV for a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from planwright.figures import Figure, Summary
from planwright.model import Json

COLUMNS = (
    "agency",
    "round",
    "instrument",
    "version",
    "basis",
    "item",
    "title",
    "mode",
    "part",
    "key",
    "value",
    "n",
    "missing",
    "not_applicable",
    "withheld",
)
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # OWASP, CSV Injection; the wide ones count where Excel runs in Japanese
TABLE_ROWS = "rows"

Part = tuple[str, str, object]


def summary_to_json(summary: Summary) -> Json:
    """The summary as JSON; equal summaries give equal objects."""
    return {
        "agency": summary.agency,
        "round": summary.round,
        "instrument": summary.instrument,
        "version": summary.version,
        "basis": summary.basis,
        "first_completed": summary.first_completed,
        "last_completed": summary.last_completed,
        "figures": [_figure_to_json(figure) for figure in summary.figures],
        "sources": list(summary.sources),
    }


def summaries_to_json(summaries: Iterable[Summary]) -> bytes:
    """The summaries as one JSON file, a list of them; equal summaries give the same bytes."""
    said = [summary_to_json(summary) for summary in summaries]
    text = json.dumps(said, ensure_ascii=False, allow_nan=False, indent=2)
    return f"{text}\n".encode("utf-8", "backslashreplace")  # half a character, which UTF-8 has not, as \udXXX


def summaries_to_csv(summaries: Iterable[Summary]) -> bytes:
    """The summaries as one CSV file: a row for each figure, then one for each part of its detail; see `COLUMNS`.

    It starts with a byte order mark, without which Excel takes UTF-8 for the local code page and spoils every accent.
    The rows of tables are left to JSON, since they nest. Text that a spreadsheet would run stands behind an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for summary in summaries:
        about = (summary.agency, summary.round, summary.instrument, summary.version, summary.basis)
        for figure in summary.figures:
            for part, key, value in _parts(figure):
                cells = (*about, figure.item, figure.title, figure.mode, part, key, value)
                counted = (figure.n, figure.missing, figure.not_applicable, "yes" if figure.withheld else "no")
                writer.writerow([_harmless(cell) for cell in (*cells, *counted)])
    return text.getvalue().encode("utf-8-sig", "replace")


def _figure_to_json(figure: Figure) -> Json:
    return {
        "item": figure.item,
        "title": figure.title,
        "mode": figure.mode,
        "value": figure.value,
        "n": figure.n,
        "missing": figure.missing,
        "not_applicable": figure.not_applicable,
        "withheld": figure.withheld,
        "detail": dict(figure.detail),
        "sources": list(figure.sources),
    }


def _parts(figure: Figure) -> Iterator[Part]:
    """The figure itself and what its detail adds, as part, key and value: `counts`, `4`, `12`."""
    yield "figure", "", figure.value
    for name, held in figure.detail.items():
        if isinstance(held, Mapping):
            yield from ((name, str(key), value) for key, value in held.items())
        elif isinstance(held, list):
            if name != TABLE_ROWS:
                yield from _parts_of_list(name, held)
        elif held is not None:
            yield name, "", held


def _parts_of_list(name: str, held: list[object]) -> Iterator[Part]:
    """One part for each value of an entry, keyed by the entry's first, which names it; or the plain values in turn."""
    for number, entry in enumerate(held, start=1):
        if isinstance(entry, Mapping):
            (_, key), *values = entry.items()
            yield from ((f"{name}.{field}", str(key), value) for field, value in values if field != "title")
        else:
            yield name, str(number), entry


def _harmless(cell: object) -> object:
    """The cell, its text kept from being run as a formula; numbers are numbers and stay as they are."""
    text = "; ".join(map(str, cell)) if isinstance(cell, list) else cell
    if isinstance(text, str) and (text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)):
        return f"'{text}"
    return text
