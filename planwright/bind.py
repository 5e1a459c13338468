"""Binds the fields of a reading to the items of an instrument: a typed response for every question on the form.

What cannot be read as the item's kind is kept as the text it is, for the judge to explain; nothing is guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from planwright.convert import convert
from planwright.instruments import Instrument, Item, Kind, rows_of, without_rows
from planwright.model import (
    STAMP_KEY,
    Field,
    Place,
    Problem,
    Reading,
    Respondent,
    Response,
    Stamp,
    State,
    Submission,
    Value,
)
from planwright.problems import Code, problem

Rows = tuple[int, ...]
Marked = tuple[str | None, Field]  # the choice a box stands for, or None where the field holds the whole answer
Found = Mapping[tuple[str, Rows], tuple[Marked, ...]]
Asked = tuple[Item, Rows, tuple[Marked, ...]]  # a question in a row of the submission, and its fields
Bound = tuple[Response, tuple[Problem, ...]]

_UNSURE = {State.CONFLICT: Code.ANSWER_CONFLICT, State.UNREADABLE: Code.ANSWER_UNREADABLE}


def bind(reading: Reading, instrument: Instrument, stamp: Stamp) -> tuple[Submission, tuple[Problem, ...]]:
    """The submission a reading amounts to, and what is wrong between the file and its blank."""
    found, unknown = _by_item(reading.fields, instrument)
    asked: list[Asked] = [
        (item, (), found.get((item.path, ()), ())) for item in instrument.items.values() if not item.tables
    ]
    asked.extend(_asked_in_tables(found, instrument))
    place_of = _places(instrument)
    asked.sort(key=lambda one: _in_form_order(one[0], one[1], place_of))
    bound = [_respond(item, rows, fields, instrument.language) for item, rows, fields in asked]
    responses = tuple(response for response, _ in bound)
    submission = Submission(
        instrument=instrument.practice,
        version=instrument.version,
        agency=stamp.agency,
        round=stamp.round,
        respondent=_respondent(responses),
        responses=responses,
    )
    return submission, (*unknown, *_tables_gone(found, instrument), *(one for _, told in bound for one in told))


def _by_item(fields: Iterable[Field], instrument: Instrument) -> tuple[Found, tuple[Problem, ...]]:
    """The fields of each item and row; and a problem for each field filled in that the instrument does not ask for."""
    found: dict[tuple[str, Rows], list[Marked]] = defaultdict(list)
    unknown: list[Problem] = []
    for field in fields:
        path, _, choice = field.key.partition("=")
        item = instrument.items.get(without_rows(path))
        rows = field.place.rows
        if item is not None and len(rows) != len(item.tables):
            rows = rows_of(path)
        if item is not None and len(rows) == len(item.tables):
            found[item.path, rows].append((choice or None, _in_rows(field, rows)))
        elif field.key != STAMP_KEY and _holds_something(field):
            unknown.append(problem(Code.FIELD_UNKNOWN, place=field.place, key=field.label or field.key))
    return {key: tuple(group) for key, group in found.items()}, tuple(unknown)


def _in_rows(field: Field, rows: Rows) -> Field:
    """The field with these rows in its place."""
    return field if field.place.rows == rows else replace(field, place=replace(field.place, rows=rows))


def _holds_something(field: Field) -> bool:
    return field.state in _UNSURE or (field.state is not State.PLACEHOLDER and field.value not in (None, False, "", ()))


# -- tables whose rows the respondent adds ----------------------------------------------------------------------------


def _asked_in_tables(found: Found, instrument: Instrument) -> Iterable[Asked]:
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
    filled: set[tuple[str, Rows]] = set()
    for (path, rows), fields in found.items():
        if rows and any(_holds_something(field) for _, field in fields):
            tables = instrument.items[path].tables
            filled.update((table, rows[: depth + 1]) for depth, table in enumerate(tables))
    return filled


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


def _tables_gone(found: Found, instrument: Instrument) -> Iterable[Problem]:
    """A problem for each table of which the form has no field left."""
    there = {instrument.items[path].tables[0] for path, _ in found if instrument.items[path].tables}
    for table in instrument.tables.values():
        if len(table.tables) == 1 and table.path not in there:
            yield problem(Code.FIELD_MISSING, item=table.path, question=table.title)


# -- one answer -------------------------------------------------------------------------------------------------------


def _respond(item: Item, rows: Rows, fields: tuple[Marked, ...], language: str) -> Bound:
    path = item.at(rows)
    if not fields:
        place = Place(rows=rows)
        response = Response(item=path, value=None, state=State.NOT_ON_FORM, confidence=1.0, place=None)
        return response, (problem(Code.FIELD_MISSING, item=path, place=place, question=item.heading),)
    if any(choice is not None for choice, _ in fields):
        return _from_boxes(item, path, fields)
    return _from_field(item, path, tuple(field for _, field in fields), language)


def _from_field(item: Item, path: str, fields: tuple[Field, ...], language: str) -> Bound:
    """The answer of a field that holds it whole; several fields of one name must not contradict each other."""
    filled = [field for field in fields if _holds_something(field)]
    said = {(field.value, field.raw, field.state) for field in filled}
    field = filled[0] if filled else fields[0]
    if len(said) > 1:
        response = Response(item=path, value=None, state=State.CONFLICT, confidence=0.0, place=field.place)
        told = problem(Code.FIELD_REPEATED, item=path, place=field.place, question=item.heading, count=len(filled))
        return response, (told,)
    if field.state in _UNSURE:
        return _unsure(item, path, field)
    value = convert(item, field, language) if filled else None
    answered = value not in (None, ())
    response = Response(
        item=path,
        value=value if answered else _blank(item),
        state=State.ANSWERED if answered else field.state if field.state is State.PLACEHOLDER else State.BLANK,
        confidence=field.confidence,
        place=field.place,
        raw=field.raw if field.raw is not None else field.value if answered else None,
    )
    return response, ()


def _from_boxes(item: Item, path: str, fields: tuple[Marked, ...]) -> Bound:
    """The answer of a question asked as one box for each choice."""
    unsure = next((field for _, field in fields if field.state in _UNSURE), None)
    if unsure is not None:
        return _unsure(item, path, unsure)
    on = {choice: field for choice, field in fields if field.value is True}
    values = tuple(choice.value for choice in item.choices if str(choice.value) in on)
    place = next(iter(on.values())).place if on else fields[0][1].place
    raw = tuple(str(choice) for choice in on) or None
    confidence = min(field.confidence for _, field in fields)
    gone = {str(choice.value) for choice in item.choices} - {choice for choice, _ in fields}
    if len(values) != len(on) or (gone and (item.kind is Kind.SOME_OF or not values)):
        response = Response(item=path, value=None, state=State.CONFLICT, confidence=0.0, place=place, raw=raw)
        return response, (problem(Code.FIELD_MISSING, item=path, place=place, question=item.heading),)
    if item.kind is Kind.SOME_OF:
        state = State.ANSWERED if values else State.BLANK
        chosen = tuple(str(value) for value in values)
        return Response(item=path, value=chosen, state=state, confidence=confidence, place=place, raw=raw), ()
    if len(values) > 1:
        response = Response(item=path, value=None, state=State.CONFLICT, confidence=0.0, place=place, raw=raw)
        marks = ", ".join(f"“{item.label_of(value)}”" for value in values)
        told = problem(Code.TWO_MARKS, item=path, place=place, question=item.heading, count=len(values), marks=marks)
        return response, (told,)
    value = values[0] if values else None
    state = State.ANSWERED if values else State.BLANK
    return Response(item=path, value=value, state=state, confidence=confidence, place=place, raw=raw), ()


def _unsure(item: Item, path: str, field: Field) -> Bound:
    response = Response(
        item=path, value=None, state=field.state, confidence=field.confidence, place=field.place, raw=field.raw
    )
    return response, (problem(_UNSURE[field.state], item=path, place=field.place, question=item.heading),)


def _blank(item: Item) -> Value:
    return () if item.kind in (Kind.SOME_OF, Kind.ROLE) else None


# -- the form as a whole ----------------------------------------------------------------------------------------------


def _places(instrument: Instrument) -> Mapping[str, int]:
    """The number of each item on the form, and of each table, which begins with its first item."""
    places: dict[str, int] = {}
    for number, item in enumerate(instrument.items.values()):
        places[item.path] = number
        for table in item.tables:
            places.setdefault(table, number)
    return places


def _in_form_order(item: Item, rows: Rows, place_of: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    """Where an answer stands on the form: outer table before inner, row before row, item before item."""
    tables = ((place_of[table], row) for table, row in zip(item.tables, rows, strict=True))
    return (*tables, (place_of[item.path], 0))


def _respondent(responses: Iterable[Response]) -> Respondent:
    said = {
        response.item: response.value
        for response in responses
        if response.item.startswith("identity.") and isinstance(response.value, str)
    }
    name, role, basis = (said.get(f"identity.{key}") for key in ("name", "role", "basis"))
    return Respondent(
        name=str(name) if name else None, role=str(role) if role else None, basis=str(basis) if basis else None
    )
