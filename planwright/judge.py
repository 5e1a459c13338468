"""Judges a submission: JSON Schema decides about its shape, the instrument's rules about what holds between answers.

jsonschema-rs says yes in microseconds; only where it says no does jsonschema explain, and its explanation is put into
the words printed on the form.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from planwright.answers import nest
from planwright.instruments import NUMBERS, Instrument, Item, Kind, registry, rows_of
from planwright.model import Json, Place, Problem, Response, State, Submission
from planwright.problems import AnswerCode, problem
from planwright.rules import broken_rules

BASIS = "identity.basis"
CERTAIN = 0.9  # an answer read with less confidence is compared with its page by a person
SETTLED_BEFORE = (State.CONFLICT, State.UNREADABLE, State.NOT_ON_FORM)
GRAVEST = ("enum", "type", "const", "format")
YEARS = range(1900, 2200)  # a date beyond these is a slip of the hand
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

formats = FormatChecker(formats=())


@formats.checks("date")
def _is_date(value: object) -> bool:
    """Whether a string is a full date of RFC 3339 that somebody can mean; both validators ask here."""
    if not isinstance(value, str):
        return True
    try:
        return bool(_DATE.fullmatch(value)) and date.fromisoformat(value).year in YEARS
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """The two validators of one instrument, built once: one fast, one that explains."""

    fast: Any
    explaining: Draft202012Validator


@cache
def validators_of(instrument: Instrument) -> Validators:
    """The validators of an instrument; both judge by the schema as it is written."""
    schema = {key: value for key, value in instrument.schema.items() if key != "$schema"}
    shared = [
        (str(name), {key: value for key, value in registry()[name].contents.items() if key != "$schema"})
        for name in registry()
        if not str(name).endswith("instrument.schema.json")
    ]
    return Validators(
        fast=jsonschema_rs.Draft202012Validator(
            schema,
            registry=jsonschema_rs.Registry(shared, draft=jsonschema_rs.Draft202012),
            validate_formats=True,
            formats={"date": _is_date},
        ),
        explaining=Draft202012Validator(schema, registry=registry(), format_checker=formats),
    )


def judge(submission: Submission, instrument: Instrument) -> tuple[Problem, ...]:
    """What is wrong with the answers, in the order of the form; empty where nothing is."""
    document = nest(instrument, submission.responses)
    by_path = {response.item: response for response in submission.responses}
    found: list[Problem] = []
    if not validators_of(instrument).fast.is_valid(document):
        found.extend(_explain(document, by_path, instrument))
    found.extend(broken_rules(instrument, by_path))
    found.extend(_uncertain(submission.responses, instrument))
    order = {path: number for number, path in enumerate(by_path)}
    return tuple(sorted(found, key=lambda one: order.get(one.item or "", len(order))))


def _uncertain(responses: Iterable[Response], instrument: Instrument) -> Iterable[Problem]:
    for response in responses:
        if response.confidence < CERTAIN and response.state is State.ANSWERED:
            item = instrument.item_of(response.item)
            yield problem(
                AnswerCode.ANSWER_UNCERTAIN,
                item=response.item,
                place=response.place,
                question=item.heading if item else response.item,
                value=response.value,
                confidence=round(response.confidence * 100),
            )


def _explain(document: Json, by_path: Mapping[str, Response], instrument: Instrument) -> Iterable[Problem]:
    """One problem for each answer the schema refuses."""
    told: set[str] = set()
    for error in sorted(validators_of(instrument).explaining.iter_errors(document), key=_gravity):
        path = _path_of(error, instrument)
        response = by_path.get(path)
        if path in told or (response and response.state in SETTLED_BEFORE):
            continue
        told.add(path)
        yield _in_words(error, path, response, instrument)


def _gravity(error: ValidationError) -> int:
    """A wrong type or choice is told rather than what follows from it."""
    return GRAVEST.index(str(error.validator)) if error.validator in GRAVEST else len(GRAVEST)


def _path_of(error: ValidationError, instrument: Instrument) -> str:
    """The item path of an error: list positions become row numbers, a position within one answer is left out."""
    parts = [str(part + 1) if isinstance(part, int) else str(part) for part in error.absolute_path]
    path = ".".join(parts)
    if parts and parts[-1].isdigit() and instrument.item_of(path) is not None:
        return path.rpartition(".")[0]
    return path


def _in_words(error: ValidationError, path: str, response: Response | None, instrument: Instrument) -> Problem:
    item = instrument.item_of(path)
    if item is None:
        return _about_table(error, path, instrument)
    place = response.place if response else Place()
    value = response.value if response else None
    words: dict[str, Any] = {"item": path, "place": place, "question": item.heading}
    if value in (None, ()):
        return problem(AnswerCode.ANSWER_MISSING, **words)
    words["value"] = response.raw if response and item.kind is Kind.ROLE and response.raw else _shown(value)
    return _about_value(error, item, value, words)


def _about_value(error: ValidationError, item: Item, value: Any, words: dict[str, Any]) -> Problem:
    match error.validator:
        case "minimum" | "maximum":
            found = problem(AnswerCode.OUT_OF_RANGE, **words, low=_bound(item.low), high=_bound(item.high))
        case "maxItems":
            found = problem(AnswerCode.TOO_MANY_CHOSEN, **words, count=len(value), most=item.most)
        case "maxLength":
            found = problem(AnswerCode.TOO_LONG, **words, count=len(value), most=item.longest)
        case "const" if item.path == BASIS:
            words["value"] = item.label_of(value)
            found = problem(AnswerCode.WRONG_BASIS, **words, allowed=item.label_of(error.validator_value))
        case _:
            found = _about_kind(error, item, words)
    return found


def _about_kind(error: ValidationError, item: Item, words: dict[str, Any]) -> Problem:
    if item.kind is Kind.DATE:
        return problem(AnswerCode.NOT_A_DATE, **words)
    if item.kind in NUMBERS:
        is_whole = "integer" in str(error.validator_value)
        if is_whole and isinstance(error.instance, float):
            return problem(AnswerCode.NOT_WHOLE, **words)
        return problem(
            AnswerCode.NOT_A_NUMBER,
            **words,
            number="whole number" if is_whole else "number",
            example="12" if is_whole else "12.5",
        )
    if item.choices:
        offered = (str(choice.value) if item.kind is Kind.ROLE else choice.label for choice in item.choices)
        return problem(AnswerCode.NOT_A_CHOICE, **words, choices=", ".join(offered))
    return problem(AnswerCode.WRONG_SHAPE, **words, detail=error.message[:120])


def _about_table(error: ValidationError, path: str, instrument: Instrument) -> Problem:
    table = instrument.tables.get(".".join(part for part in path.split(".") if not part.isdigit()))
    title = table.title if table else path
    place = Place(rows=rows_of(path))
    if error.validator == "minItems":
        return problem(AnswerCode.ANSWER_MISSING, item=path, place=place, question=title)
    if error.validator == "maxItems":
        rows: Any = error.instance
        most = error.validator_value
        return problem(AnswerCode.TOO_MANY_ROWS, item=path, place=place, question=title, count=len(rows), most=most)
    return problem(AnswerCode.WRONG_SHAPE, item=path, question=title, value="", detail=error.message[:120])


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _bound(number: float | None) -> str:
    return "any number" if number is None else f"{number:g}"
