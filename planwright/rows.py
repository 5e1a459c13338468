"""The tables of a form whose rows the respondent adds: which rows are in use, and what of their fields is gone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product

from planwright.instruments import Instrument, Item, Table, rows_of, without_rows
from planwright.model import UNSURE, Field, Place, Problem, State
from planwright.problems import FormCode, problem
from planwright.text import visible

Rows = tuple[int, ...]
Marked = tuple[str | None, Field]  # the choice a box stands for, or None where the field holds the whole answer
Found = Mapping[tuple[str, Rows], tuple[Marked, ...]]
Asked = tuple[Item, Rows, tuple[Marked, ...]]  # a question in a row of the submission, and its fields


def holds_something(field: Field) -> bool:
    """Whether anybody entered something there, readable or not; the form's own prompt is nothing."""
    if field.state in UNSURE:
        return True
    value = visible(field.value) if isinstance(field.value, str) else field.value
    return field.state is not State.PLACEHOLDER and value not in (None, False, "", ())


# -- rows in use ------------------------------------------------------------------------------------------------------


def asked_in_tables(found: Found, instrument: Instrument) -> Iterable[Asked]:
    """The questions of each row with an answer; rows are numbered anew within their table, so that none is empty."""
    columns: dict[str, list[Item]] = defaultdict(list)
    for item in instrument.items.values():
        if item.tables:
            columns[item.tables[-1]].append(item)
    for (table, rows), numbers in _numbered(_filled(found, instrument)).items():
        for item in columns[table]:
            yield item, numbers, found.get((item.path, rows), ())


def _filled(found: Found, instrument: Instrument) -> set[tuple[str, Rows]]:
    """Every table and row with something in it, the rows around an inner one included."""
    return _rows_around(
        (key for key, fields in found.items() if any(holds_something(field) for _, field in fields)), instrument
    )


def _rows_around(keys: Iterable[tuple[str, Rows]], instrument: Instrument) -> set[tuple[str, Rows]]:
    """The table and row that each of these items lies in, and those around that."""
    return {
        (table, rows[: depth + 1]) for path, rows in keys for depth, table in enumerate(instrument.items[path].tables)
    }


def _numbered(filled: set[tuple[str, Rows]]) -> dict[tuple[str, Rows], Rows]:
    """The row numbers each filled row gets: counted from 1 in the order of the form, within its outer row."""
    numbers: dict[tuple[str, Rows], Rows] = {}
    counted: dict[tuple[str, Rows], int] = defaultdict(int)
    for table, rows in sorted(filled, key=lambda pair: (len(pair[1]), pair)):
        outer_table = max((path for path in {name for name, _ in numbers} if table.startswith(f"{path}.")), default="")
        outer = numbers.get((outer_table, rows[:-1]), ())
        counted[table, outer] += 1
        numbers[table, rows] = (*outer, counted[table, outer])
    return numbers


# -- what is astray ---------------------------------------------------------------------------------------------------


def out_of_place(fields: Iterable[Field], instrument: Instrument) -> Iterable[Problem]:
    """A problem for each row with fields in a Word file that does not tell its rows, and that stands apart from others.

    There only the names of the fields say which row each is of. They come table by table and row by row, so that one of
    which more follows after another has begun was moved, or part of it was, into that one.
    """
    tables = list(instrument.tables)
    open_rows: dict[str, Rows] = {}
    closed: set[tuple[str, Rows]] = set()
    told: set[tuple[str, Rows]] = set()
    for field in fields:
        item = instrument.items.get(without_rows(field.key.partition("=")[0]))
        rows = rows_of(field.key.partition("=")[0])
        if item is None or field.place.rows or field.place.part is None or len(rows) != len(item.tables):
            continue
        around = [(table, rows[: depth + 1]) for depth, table in enumerate(item.tables)]
        around[:0] = [("", (tables.index(table),)) for table in item.tables[:1]]
        if not closed.isdisjoint(around):
            if around[-1] not in told:
                told.add(around[-1])
                yield problem(FormCode.FIELD_MISPLACED, item=item.at(rows), place=field.place, question=item.heading)
            continue
        for table, number in around:
            if open_rows.get(table, number) != number:
                closed.add((table, open_rows[table]))
            open_rows[table] = number


# -- what is gone -----------------------------------------------------------------------------------------------------


def gone_from_tables(found: Found, instrument: Instrument, *, has_issued_rows: bool) -> Iterable[Problem]:
    """A problem for each table, row and cell that has lost its fields, though nothing else may stand there.

    In Word people take rows away as they add them, so there only a table without any row is missing. A PDF form has
    the rows it was issued with; without their fields they were flattened, or their page was taken out. A Word form that
    was printed has those it had in Word.
    """
    there = _rows_around(found, instrument)
    filled = _filled(found, instrument)
    for table in instrument.tables.values():
        around = {rows for path, rows in there if path == table.tables[-2]} if len(table.tables) > 1 else {()}
        for outer in sorted(around):
            rows = sorted(rows for path, rows in there if path == table.path and rows[:-1] == outer)
            if not rows:
                yield _gone(table.path, outer, table.title)
            elif has_issued_rows:
                issued = {(*outer, number) for number in range(1, table.blank_rows + 1)}
                yield from (_gone(table.path, row, table.row_title) for row in sorted(issued.difference(rows)))
            yield from _cells_gone(table, (row for row in rows if (table.path, row) not in filled), found)


def _cells_gone(table: Table, rows: Iterable[Rows], found: Found) -> Iterable[Problem]:
    for row, column in product(rows, table.columns):
        if isinstance(column, Item) and (column.path, row) not in found:
            yield _gone(column.path, row, column.heading)


def _gone(path: str, rows: Rows, title: str) -> Problem:
    return problem(FormCode.FIELD_MISSING, item=path, place=Place(rows=rows), question=title)
