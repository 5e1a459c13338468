"""Binds the fields of a reading to the items of an instrument: a typed response for every question on the form.

What cannot be read as the item's kind is kept as the text it is, for the judge to explain; nothing is guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from planwright.convert import contradicts, convert, is_either_day
from planwright.editions import Edition
from planwright.elsewhere import Questions, points_elsewhere
from planwright.instruments import Instrument, Item, Kind, rows_of, without_rows
from planwright.margin import comments, edits, not_on_answers, noted
from planwright.model import (
    NOT_TOLD,
    UNSURE,
    Field,
    FieldKind,
    Place,
    Problem,
    Reading,
    Respondent,
    Response,
    State,
    Submission,
    Value,
)
from planwright.problems import AnswerCode, FormCode, problem
from planwright.rows import Asked, Found, Marked, Rows, asked_in_tables, gone_from_tables, holds_something, out_of_place
from planwright.stamp import STAMP_KEY, Stamp
from planwright.unread import unaccounted

MOST_TOLD = 5  # problems of one kind that are told one by one
_SUMMED_UP = {FormCode.FIELD_MISSING: FormCode.FIELDS_MISSING, FormCode.FIELD_UNKNOWN: FormCode.FIELDS_UNKNOWN}
_DITTO = frozenset(('"', "''", ",,", "\u3003", "\u2033", "\u201c", "\u201d", "\u201e", '-"-'))  # the same as above
_CODES = {State.CONFLICT: AnswerCode.ANSWER_CONFLICT, State.UNREADABLE: AnswerCode.ANSWER_UNREADABLE}

Bound = tuple[Response, tuple[Problem, ...]]


def bind(
    reading: Reading, instrument: Instrument, stamp: Stamp | None, edition: Edition | None = None
) -> tuple[Submission, tuple[Problem, ...]]:
    """The submission a reading amounts to, and what is wrong between the file and its blank.

    The blank of an `edition`, which others made, need not ask everything, and may be in another language.
    """
    found, astray = _by_item(reading.fields, instrument)
    asked: list[Asked] = [
        (item, (), found.get((item.path, ()), ())) for item in instrument.items.values() if not item.tables
    ]
    asked.extend(asked_in_tables(found, instrument))
    place_of = _places(instrument)
    questions = Questions(instrument, edition)
    asked.sort(key=lambda one: _in_form_order(one[0], one[1], place_of))
    bound = [
        _respond(item, rows, fields, _language_of(item, instrument, edition), questions, is_ours=edition is None)
        if fields or edition is None or item.path in edition.asked
        else _not_on_form(item, rows)
        for item, rows, fields in asked
    ]
    responses = tuple(
        noted(response, item, fields) for (response, _), (item, _, fields) in zip(bound, asked, strict=True)
    )
    submission = Submission(
        instrument=instrument.practice,
        version=instrument.version,
        agency=stamp.agency if stamp else NOT_TOLD,
        round=stamp.round if stamp else NOT_TOLD,
        respondent=_respondent(responses),
        responses=responses,
    )
    left = dict.fromkeys(not_on_answers(reading, asked, responses))
    reading = replace(reading, unread=(*reading.unread, *left)) if left else reading
    beside = (
        *unaccounted(reading, instrument),
        *astray,
        *(out_of_place(reading.fields, instrument) if edition is None else ()),
        *_copied(found, instrument),
        *(gone_from_tables(found, instrument, has_issued_rows=bool(reading.pages)) if edition is None else ()),
        *edits(responses, reading, instrument),
        *comments(responses, instrument),
    )
    return submission, _shortened((*beside, *(one for _, told in bound for one in told)))


def _language_of(item: Item, instrument: Instrument, edition: Edition | None) -> str | None:
    """The language in which an answer is written; None where nobody said how its dates and numbers are meant."""
    if edition is None:
        return instrument.language
    return edition.order_of(item.path) if item.kind is Kind.DATE else edition.language


def _by_item(fields: Iterable[Field], instrument: Instrument) -> tuple[Found, tuple[Problem, ...]]:
    """The fields of each item and row; and a problem for each field filled in that has no place among them."""
    found: dict[tuple[str, Rows], list[Marked]] = defaultdict(list)
    astray: list[Problem] = []
    for field in fields:
        path, _, choice = field.key.partition("=")
        item = instrument.items.get(without_rows(path))
        rows = field.place.rows
        if item is not None and len(rows) != len(item.tables):
            rows = rows_of(path)
        if item is not None and len(rows) == len(item.tables) and not _is_elsewhere(field, item):
            found[item.path, rows].append((choice or None, _in_rows(field, rows)))
        elif field.key != STAMP_KEY and holds_something(field) and not _is_signature(field):
            astray.append(_astray(field, item, instrument))
    return {key: tuple(group) for key, group in found.items()}, tuple(astray)


def _is_signature(field: Field) -> bool:
    """Whether the field is a digital signature, which people add where they sign; the file tells that it is signed."""
    return field.kind is FieldKind.SIGNATURE and field.state is State.ANSWERED


def _is_elsewhere(field: Field, item: Item) -> bool:
    """Whether the field lies among the rows of other tables than its item; where the file names none, it does not."""
    return all(field.within) and tuple(map(without_rows, field.within)) not in ((), item.tables)


def _astray(field: Field, item: Item | None, instrument: Instrument) -> Problem:
    table = instrument.tables.get(without_rows(field.within[-1])) if field.within and not field.key else None
    if table is not None:  # a row that has lost its fields and not its words
        return problem(FormCode.FIELD_MISSING, item=table.path, place=field.place, question=table.row_title)
    if item is None:
        return problem(FormCode.FIELD_UNKNOWN, place=field.place, key=field.label or field.key)
    return problem(FormCode.FIELD_MISPLACED, item=item.path, place=field.place, question=item.heading)


def _in_rows(field: Field, rows: Rows) -> Field:
    """The field with these rows in its place."""
    return field if field.place.rows == rows else replace(field, place=replace(field.place, rows=rows))


def _copied(found: Found, instrument: Instrument) -> Iterable[Problem]:
    """One problem for all fields that stand in the file twice and do not contradict each other.

    What stands in a copy was entered for the place it stands in, which may be another question or another row.
    """
    copies = [(instrument.items[path], fields[-1][1]) for (path, _), fields in found.items() if _is_copied(fields)]
    if copies:
        item, field = copies[0]
        yield problem(
            FormCode.FIELDS_COPIED, item=item.path, place=field.place, question=item.heading, count=len(copies)
        )


def _is_copied(fields: tuple[Marked, ...]) -> bool:
    choices = {choice for choice, _ in fields}
    said = {(choice, field.value, field.raw) for choice, field in fields if holds_something(field)}
    return len(fields) > len(choices) >= len(said) > 0


# -- one answer -------------------------------------------------------------------------------------------------------


def _respond(
    item: Item, rows: Rows, fields: tuple[Marked, ...], language: str | None, questions: Questions, *, is_ours: bool
) -> Bound:
    path = item.at(rows)
    if not fields:
        place = Place(rows=rows)
        response = Response(item=path, value=None, state=State.NOT_ON_FORM, confidence=1.0, place=None)
        return response, (problem(FormCode.FIELD_MISSING, item=path, place=place, question=item.heading),)
    whole = tuple(field for choice, field in fields if choice is None)
    if len(whole) == len(fields):
        return _from_field(item, path, whole, language, questions)
    if any(map(holds_something, whole)):
        return _unsure(item, path, replace(whole[0], state=State.CONFLICT))
    boxes = tuple((choice, field) for choice, field in fields if choice is not None)
    return _from_boxes(item, path, boxes, has_all=is_ours)


def _not_on_form(item: Item, rows: Rows) -> Bound:
    """The answer to what the form does not ask."""
    state = State.NOT_ON_FORM
    return Response(item=item.at(rows), value=None, state=state, confidence=1.0, place=None), ()


def _from_field(item: Item, path: str, fields: tuple[Field, ...], language: str | None, questions: Questions) -> Bound:
    """The answer of a field that holds it whole; several fields of one name must not contradict each other."""
    filled = [field for field in fields if holds_something(field)]
    said = {(field.value, field.raw, field.state) for field in filled}
    field = filled[0] if filled else fields[0]
    if len(said) > 1:
        response = Response(item=path, value=None, state=State.CONFLICT, confidence=0.0, place=field.place)
        told = problem(FormCode.FIELD_REPEATED, item=path, place=field.place, question=item.heading, count=len(filled))
        return response, (told,)
    if field.value is True or contradicts(item, field):
        field = replace(field, state=State.CONFLICT)
    if isinstance(field.value, str) and field.value.strip() in _DITTO and field.state is State.ANSWERED:
        field = replace(field, state=State.UNREADABLE, confidence=0.0)
    if field.state in UNSURE:
        return _unsure(item, path, field)
    if filled and language is None and is_either_day(item, field):
        response = Response(
            item=path, value=None, state=State.CONFLICT, confidence=0.0, place=field.place, raw=field.raw
        )
        told = problem(AnswerCode.EITHER_DAY, item=path, place=field.place, question=item.heading, value=field.value)
        return response, (told,)
    value = convert(item, field, language) if filled else None
    elsewhere = _not_its_own(item, path, field, value, questions) if isinstance(value, str) else None
    if elsewhere is not None:
        response = Response(item=path, value=None, state=State.UNREADABLE, confidence=0.0, place=field.place, raw=value)
        return response, (elsewhere,)
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


def _not_its_own(item: Item, path: str, field: Field, said: str, questions: Questions) -> Problem | None:
    """What keeps a text from being the answer of its question; None where nothing does, as in what we printed."""
    words: dict[str, Any] = {"item": path, "place": field.place, "question": item.heading}
    if points_elsewhere(item, said):
        return problem(AnswerCode.ANSWER_ELSEWHERE, **words, value=said)
    other = questions.within(item, said) if item.prefill is None else None
    return problem(AnswerCode.ANSWERS_TOGETHER, **words, other=other) if other else None


def _from_boxes(item: Item, path: str, fields: tuple[Marked, ...], *, has_all: bool) -> Bound:
    """The answer of a question asked as one box for each choice; a form of others need not offer all of them."""
    unsure = next((field for _, field in fields if field.state in UNSURE), None)
    typed = next((field for _, field in fields if field.kind is not FieldKind.MARK and holds_something(field)), None)
    if unsure is not None:
        return _unsure(item, path, unsure)
    if typed is not None:  # the box was made a field of another kind
        return _unsure(item, path, replace(typed, state=State.UNREADABLE))
    on = {choice: field for choice, field in fields if field.value is True}
    values = tuple(choice.value for choice in item.choices if str(choice.value) in on)
    place = next(iter(on.values())).place if on else fields[0][1].place
    raw = tuple(str(choice) for choice in on) or None
    confidence = min(field.confidence for _, field in fields)
    gone = {str(choice.value) for choice in item.choices} - {choice for choice, _ in fields} if has_all else set()
    if len(values) != len(on) or (gone and (item.kind is Kind.SOME_OF or not values)):
        response = Response(item=path, value=None, state=State.CONFLICT, confidence=0.0, place=place, raw=raw)
        return response, (problem(FormCode.FIELD_MISSING, item=path, place=place, question=item.heading),)
    if item.kind is Kind.SOME_OF:
        state = State.ANSWERED if values else State.BLANK
        chosen = tuple(str(value) for value in values)
        return Response(item=path, value=chosen, state=state, confidence=confidence, place=place, raw=raw), ()
    if len(values) > 1:
        response = Response(item=path, value=None, state=State.CONFLICT, confidence=0.0, place=place, raw=raw)
        marks = ", ".join(f"“{item.label_of(value)}”" for value in values)
        told = problem(
            AnswerCode.TWO_MARKS, item=path, place=place, question=item.heading, count=len(values), marks=marks
        )
        return response, (told,)
    value = values[0] if values else None
    state = State.ANSWERED if values else State.BLANK
    return Response(item=path, value=value, state=state, confidence=confidence, place=place, raw=raw), ()


def _unsure(item: Item, path: str, field: Field) -> Bound:
    response = Response(
        item=path, value=None, state=field.state, confidence=field.confidence, place=field.place, raw=field.raw
    )
    return response, (problem(_CODES[field.state], item=path, place=field.place, question=item.heading),)


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


def _shortened(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems, where a form that lost a page or holds another form is not told of field by field."""
    kept = list(problems)
    for code, more in _SUMMED_UP.items():
        same = [one for one in problems if one.code == code.id][MOST_TOLD:]
        if len(same) > 1:
            kept = [one for one in kept if not any(one is other for other in same)]
            kept.append(problem(more, count=len(same)))
    return tuple(kept)
